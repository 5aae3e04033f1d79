"""A copy of a project file beside it, made before its schema changes."""

from __future__ import annotations

import sqlite3
from itertools import count
from pathlib import Path

from core.domain.errors import Unavailable

_FAILED = (
    "no-backup",
    """This project was made with an older Rapporteur. Before it is brought up to date it is copied, and the \
copy could not be made, so nothing was changed. Make room on the disk and open it again.""",
)


def beside(path: Path, version: str) -> Path:
    """Where the copy of a project of schema ``version`` goes; never over a file that is there."""
    names = (f"-{number}" if number > 1 else "" for number in count(1))
    places = (path.with_name(f"{path.stem}.before-{version}-upgrade{more}{path.suffix}") for more in names)
    return next(place for place in places if not place.exists())


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy the whole database to ``target``, last acts in the log included; raises `Unavailable`."""
    try:
        there = sqlite3.connect(target)
        try:
            source.backup(there)
        finally:
            there.close()
    except sqlite3.Error as fault:
        target.unlink(missing_ok=True)
        raise Unavailable(*_FAILED, where=str(target)) from fault
