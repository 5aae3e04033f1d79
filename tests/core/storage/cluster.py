"""A PostgreSQL server of our own for the time of a test run, on a socket in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

BINARIES = Path("/usr/lib/postgresql")
# The administrator needs no password; everybody else signs in as on a server of a team.
_DOOR = "local all postgres trust\nlocal all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n"


@dataclass(frozen=True)
class Cluster:
    """A server in ``folder``. ``address``: of a database that does not exist yet, ``…/{name}?host=…``;
    ``more``: settings."""

    folder: Path
    user: str | None
    binaries: Path
    more: str = ""

    @property
    def address(self) -> str:
        return f"postgresql+psycopg://postgres@/{{name}}?host={quote(str(self.folder), safe='')}"

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c autovacuum=off {self.more}"
        self._control("-l", self.folder / "log", "-o", options, "start")

    def stop(self) -> None:
        """As if the machine had lost its power."""
        self._control("-m", "immediate", "stop")

    def _control(self, *words: object) -> None:
        _run(self.user, self.binaries / "pg_ctl", "-D", self.folder / "data", "-w", *words)


@contextmanager
def running_server() -> Iterator[Cluster]:
    """Start a server."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="rapporteur-pg-"))
    user = _unprivileged()
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"
    _run(user, binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
    (data / "pg_hba.conf").write_text(_DOOR, encoding="utf-8")
    made = Cluster(folder, user, binaries)
    made.start()
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder)


@contextmanager
def running_cluster() -> Iterator[str]:
    """Start a server; gives the address of a database that does not exist yet: ``…/{name}?host=…``."""
    with running_server() as made:
        yield made.address


def new_database(address: str, name: str) -> str:
    """Make an empty database on the server of ``address``; gives its own address."""
    import psycopg

    with psycopg.connect(
        address.replace("+psycopg", "").format(name="postgres"), autocommit=True
    ) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
    return address.format(name=name)


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
