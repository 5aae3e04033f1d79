"""Finding the spans that hold, or touch, a place without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from core.domain.text import Span

Item = TypeVar("Item")


class Covers(Generic[Item]):
    """Items by the span they cover; the spans may overlap and nest."""

    def __init__(self, pairs: Iterable[tuple[Span, Item]]) -> None:
        self._pairs = sorted(pairs, key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._pairs]
        self._longest = max((len(span) for span, _ in self._pairs), default=0)

    def touching(self, start: int, end: int) -> Iterator[tuple[Span, Item]]:
        """Items that have a code point in ``[start, end)``, in reading order."""
        first = bisect_right(self._starts, start - self._longest)
        for span, item in self._pairs[first : bisect_left(self._starts, end)]:
            if span.end > start:
                yield span, item

    def smallest(self, span: Span) -> Item | None:
        """The item of the shortest span that holds all of ``span``."""
        found = enumerate(self.touching(span.start, span.end))
        holding = [(len(own), k, item) for k, (own, item) in found if own.covers(span)]
        return min(holding, key=lambda one: one[:2])[2] if holding else None
