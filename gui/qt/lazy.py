"""A part of a panel that is made when it is first wanted: the first paint waits for nothing unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """``lazy()`` gives the part and makes it at the first call; ``lazy.made`` makes nothing."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: T | None = None

    def __call__(self) -> T:
        """The part."""
        if self._made is None:
            self._made = self._make()
        return self._made

    @property
    def made(self) -> T | None:
        """The part if somebody wanted it yet."""
        return self._made
