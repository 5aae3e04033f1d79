"""What long work is handed, so that it can tell how far it is and be stopped."""

from __future__ import annotations

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
