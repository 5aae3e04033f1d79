"""What long work is handed, so that it can tell how far it is and be stopped; and what makes it quick."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Cancelled(Exception):
    """The person asked to stop; whatever was begun has been cleared away."""


class Progress(Protocol):
    """Told by work between its steps; calls come from the thread the work runs on."""

    @property
    def cancelled(self) -> bool:
        """Whether the person has asked to stop."""
        ...

    def report(self, done: float, text: str = "") -> None:
        """How far the work is (0..1, negative when unknown) and what it does, in words."""
        ...


class Quiet:
    """A `Progress` nobody looks at."""

    cancelled = False

    def report(self, done: float, text: str = "") -> None:
        """Tell nobody."""


def check(progress: Progress) -> None:
    """Raise `Cancelled` if the person has asked to stop."""
    if progress.cancelled:
        raise Cancelled


@contextmanager
def no_cycle_search() -> Iterator[None]:
    """Pauses Python's search for reference cycles: records have none, and it would walk all of them again and
    again, which doubles the time. What other threads leave waits until the work is done."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
