"""What was read last stays in memory, and no more than that."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

V = TypeVar("V")
KEPT = 16  # articles whose records stay in memory


class Recent(Generic[V]):
    """The values used last, at most `KEPT` of them."""

    def __init__(self) -> None:
        self._values: OrderedDict[str, V] = OrderedDict()

    def get(self, key: str, load: Callable[[], V]) -> V:
        """The value; ``load`` makes it where it is not kept."""
        if key not in self._values:
            self.put(key, load())
        self._values.move_to_end(key)
        return self._values[key]

    def put(self, key: str, value: V) -> None:
        """Keep the value; the one not used for longest gives way."""
        self._values[key] = value
        if len(self._values) > KEPT:
            self._values.popitem(last=False)

    def renew(self, key: str, value: V) -> None:
        """Follow a change of what is kept; what is not is left to the store, or a large analysis would
        push out what somebody works with."""
        if key in self._values:
            self._values[key] = value

    def peek(self, key: str) -> V | None:
        """The value if it is kept."""
        return self._values.get(key)
