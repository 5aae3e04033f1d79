"""Where each card of a list stands: heights known or guessed, so that only cards in view need be laid out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate

GAP = 10


class Stack:
    """Ids from top to bottom with a height each; places are added up when they are asked for."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._heights: list[float] = []
        self._tops: list[float] = []
        self._numbers: dict[str, int] | None = None

    def show(self, ids: Iterable[str], height_of: Callable[[str], float]) -> None:
        """Stack these."""
        self.ids = list(ids)
        self._heights = [height_of(unit) for unit in self.ids]
        self._moved()

    def number(self, unit: str) -> int:
        """The place of a card in the stack, -1 when it is not there."""
        if self._numbers is None:
            self._numbers = {each: at for at, each in enumerate(self.ids)}
        return self._numbers.get(unit, -1)

    def top(self, number: int) -> float:
        """Where a card begins."""
        return self._all_tops()[number]

    def height(self, number: int) -> float:
        """How high a card is."""
        return self._heights[number]

    @property
    def bottom(self) -> float:
        """Where the last card ends, with the gap below it."""
        return self._all_tops()[-1]

    def within(self, low: float, high: float) -> range:
        """The cards that show between two heights."""
        tops = self._all_tops()
        first = max(0, bisect_right(tops, low) - 1)
        if first < len(self.ids) and tops[first] + self._heights[first] < low:
            first += 1
        return range(first, max(first, min(bisect_right(tops, high), len(self.ids))))

    def set_height(self, number: int, height: float) -> bool:
        """Say how high a card is; whether that is news."""
        if self._heights[number] == height:
            return False
        self._heights[number] = height
        self._tops = []
        return True

    def drop(self, number: int) -> None:
        """Take a card out; those below move up."""
        del self.ids[number], self._heights[number]
        self._moved()

    def _moved(self) -> None:
        self._tops, self._numbers = [], None

    def _all_tops(self) -> list[float]:
        if not self._tops:
            self._tops = list(accumulate((h + GAP for h in self._heights), initial=float(GAP)))
        return self._tops
