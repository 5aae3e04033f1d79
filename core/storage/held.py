"""Which project files this process has open.

Closing any handle on a file lets go of all locks this process has on it (POSIX): a look into a project
that is open here would take SQLite's locks away, and another program could then clear away the log that is
still written to. So nobody looks into a file that is held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Lock

_turn = Lock()
_held: Counter[tuple[int, int]] = Counter()


class Hold:
    """One opening of a file; ends with `release`."""

    def __init__(self, key: tuple[int, int]) -> None:
        self._key: tuple[int, int] | None = key
        _held[key] += 1

    def release(self) -> None:
        """The file is closed; safe to call twice."""
        with _turn:
            if self._key is not None:
                _held[self._key] -= 1
            self._key = None


def hold(path: Path, look: Callable[[Path], None] | None = None) -> Hold:
    """Hold ``path``, which is there; ``look`` checks it first, unless it is held already.

    Raises what ``look`` raises, and OSError when the file is gone.
    """
    with _turn:
        found = path.stat()
        key = (found.st_dev, found.st_ino)
        if look is not None and not _held[key]:
            look(path)
        return Hold(key)
