"""Writes a file beside its place and moves it there when it is whole; says in words why it can't."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from core.domain.errors import Refused, Unavailable

STALE = 24 * 60 * 60  # seconds since anything was written into a half file


@contextlib.contextmanager
def aside(target: Path) -> Iterator[IO[bytes]]:
    """A file beside ``target`` that takes its place when all went well and vanishes when not.

    A link stays a link to the new file. A pipe or a device has no place to take: it is written to at once.
    """
    target = target.resolve() if target.is_symlink() else target
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    _sweep(target)
    part = target.with_name(f".{target.stem[:40]}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _sweep(target: Path) -> None:
    """Remove what a killed program left half written here; what may still be written is left alone."""
    for part in target.parent.glob(f".{glob.escape(target.stem[:40])}.????????.part"):
        with contextlib.suppress(OSError):
            if time.time() - part.stat().st_mtime > STALE:
                part.unlink()


def check_target(target: Path, source: Path | str, *, overwrite: bool) -> None:
    """Raise `Refused` (``exists``) for a file that must stay; what is written from is never written over."""
    if not target.exists():
        return
    if Path(source).exists() and target.samefile(source):
        said = "This is the very file it is made of, which would be lost. Choose another."
        raise Refused("exists", said, where=str(target))
    if not overwrite:
        raise Refused("exists", "There is a file of that name already. Choose another.", where=str(target))


@contextlib.contextmanager
def spoken_errors(target: Path) -> Iterator[None]:
    """Turns what the file system says into what a person can do."""
    if target.is_dir():
        raise Unavailable("cannot-write", "This is a folder: give the file a name.", where=str(target))
    try:
        yield
    except OSError as error:
        code, text = _spoken(error, target)
        raise Unavailable(code, text, where=str(target)) from error


def _spoken(error: OSError, target: Path) -> tuple[str, str]:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "disk-full", "The disk is full, so nothing was written: make room and try again."
    if not target.parent.is_dir():
        return "no-folder", "There is no such folder: choose another, or make it first."
    if error.errno == errno.EROFS or not os.access(target.parent, os.W_OK):
        return "read-only", "You may not write in this folder: choose another."
    if isinstance(error, PermissionError):
        return "file-in-use", "The file is open in another program: close it there, or choose another name."
    return "cannot-write", f"The file can't be written ({error.strerror or error}): choose another place."
