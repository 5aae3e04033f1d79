"""A virtual screen for the journeys, and the rule what a missing program means."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


def needs(program: str, package: str) -> str:
    """The path of ``program``; a skip that names its Debian package, or a failure under CI."""
    found = shutil.which(program)
    if found:
        return found
    told = f"needs {program!r}: install the Debian package {package}"
    if os.environ.get("CI"):
        pytest.fail(told)
    pytest.skip(told)


@contextmanager
def screen(size: str = "1280x800") -> Iterator[str]:
    """A running Xvfb; yields its DISPLAY."""
    read, write = os.pipe()
    server = subprocess.Popen(
        [needs("Xvfb", "xvfb"), "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()
