"""Values that tell when they change, and events; the only way a view-model speaks to a panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Event(Generic[T]):
    """Something that happens; whoever subscribed is told at once, in the order of subscribing."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], None]] = []

    def subscribe(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Tell ``listener`` from now on; the returned function ends that and may be called twice."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def fire(self, value: T) -> None:
        """Tell all listeners; one that unsubscribes while being told is safe."""
        for listener in tuple(self._listeners):
            listener(value)

    @property
    def listeners(self) -> int:
        """How many listen; a view that closes without unsubscribing shows here."""
        return len(self._listeners)


class Observable(Event[T]):
    """A value to show. Setting an equal value tells nobody, so that panels redraw only what changed."""

    def __init__(self, value: T) -> None:
        super().__init__()
        self._value = value

    @property
    def value(self) -> T:
        """What there is to show now."""
        return self._value

    def set(self, value: T) -> None:
        """Replace the value and tell the listeners when it differs."""
        if value is self._value or value == self._value:
            return
        self._value = value
        self.fire(value)

    def watch(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Like `subscribe`, and tell ``listener`` the present value at once."""
        unsubscribe = self.subscribe(listener)
        listener(self._value)
        return unsubscribe
