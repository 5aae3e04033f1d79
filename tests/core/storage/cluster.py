"""A PostgreSQL server of our own for the time of a test run, on a socket in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

BINARIES = Path("/usr/lib/postgresql")
# The administrator needs no password; everybody else signs in as on a server of a team.
_DOOR = "local all postgres trust\nlocal all all scram-sha-256\n"


@contextmanager
def running_cluster() -> Iterator[str]:
    """Start a server; gives the address of a database that does not exist yet: ``…/{name}?host=…``."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="rapporteur-pg-"))
    user = _unprivileged()
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"
    _run(user, binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
    (data / "pg_hba.conf").write_text(_DOOR, encoding="utf-8")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c autovacuum=off"
    _run(user, binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://postgres@/{{name}}?host={quote(str(folder), safe='')}"
    finally:
        _run(user, binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


def _binaries() -> Path:
    versions = sorted(BINARIES.glob("*/bin/initdb")) if BINARIES.exists() else []
    on_path = shutil.which("initdb")
    if versions:
        return versions[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    message = "needs a PostgreSQL server (Debian package `postgresql`)"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def _unprivileged() -> str | None:
    """Whom to run the server as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(user: str | None, *command: object) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        user=user,
        extra_groups=None if user is None else [],
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
