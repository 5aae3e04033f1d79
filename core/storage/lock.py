"""One window at a time on a project file: a lock beside it that dies with its process."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from core.domain.errors import Refused


class Lock(Protocol):
    """What holds the project until it is released."""

    def release(self) -> None:
        """Let others in."""
        ...


def lock_file(path: Path) -> Path:
    """Where the lock of a project lies."""
    return path.with_name(path.name + ".lock")


def take(path: Path) -> Lock:
    """Lock the project at ``path``; raises `Refused` when another window has it."""
    from filelock import FileLock, Timeout

    lock = FileLock(lock_file(path), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as fault:
        raise Refused(
            "locked",
            "This project is open in another window, here or on another computer. Go on there, or close it "
            "there and open it again. (Exporting and checking work all the same.)",
            where=str(path),
        ) from fault
    return lock
