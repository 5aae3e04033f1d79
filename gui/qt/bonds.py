"""Subscriptions of a view, ended together: a closed view that still listens would slow every later act."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from gui.viewmodels.observable import Event, Observable

T = TypeVar("T")


class Bonds:
    """What a view listens to."""

    def __init__(self) -> None:
        self._ends: list[Callable[[], None]] = []

    def watch(self, value: Observable[T], listener: Callable[[T], None]) -> None:
        """Tell ``listener`` the present value and every later one."""
        self._ends.append(value.watch(listener))

    def on(self, event: Event[T], listener: Callable[[T], None]) -> None:
        """Tell ``listener`` from now on."""
        self._ends.append(event.subscribe(listener))

    def end(self) -> None:
        """Stop listening; safe to call twice."""
        while self._ends:
            self._ends.pop()()
