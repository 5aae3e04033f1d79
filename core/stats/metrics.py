"""How far ratings lie apart for Krippendorff's α: within units, and among all ratings.

Where squared distances are those of points on a line or a circle, sums over all pairs come from means alone,
so that a variable with a million different values takes no table values × values (of which a ratio scale
alone needs the entries, a few rows at a time).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.stats.table import Floats, Patterns

_BLOCK = 1 << 22  # distances held at a time
Numbers = NDArray[np.intp]


class Metric(Protocol):
    """Squared distances of categories, summed. ``margins``: how often each is among the pairable ratings."""

    def within(self, patterns: Patterns, margins: Floats) -> Floats:
        """Each pattern's sum over its ordered pairs of ratings."""

    def expected(self, margins: Floats) -> float:
        """The sum over ordered pairs of all ratings."""

    def each_expected(self, margins: Floats) -> Floats:
        """The same of many margins, a row each."""

    def slope(self, margins: Floats) -> Floats:
        """How that sum grows with one more rating of each category, distances as they are."""


@dataclass(frozen=True)
class Nominal:
    """0 where categories are the same, else 1."""

    def within(self, patterns: Patterns, margins: Floats) -> Floats:  # noqa: ARG002 (the same for all)
        """See `Metric`."""
        raters, alike = patterns.raters, np.zeros(patterns.codes.shape[1])
        for at, one, other in patterns.pairs():
            alike[at] += one == other
        return np.asarray(raters * (raters - 1) - 2 * alike)

    def expected(self, margins: Floats) -> float:
        """See `Metric`."""
        return float(margins.sum() ** 2 - margins @ margins)

    def each_expected(self, margins: Floats) -> Floats:
        """See `Metric`."""
        return np.asarray(margins.sum(axis=1) ** 2 - (margins**2).sum(axis=1))

    def slope(self, margins: Floats) -> Floats:
        """See `Metric`."""
        return np.asarray(2 * (margins.sum() - margins))


@dataclass(frozen=True)
class Points:
    """Squared distances of points; ``place``: margins → categories × dimensions."""

    place: Callable[[Floats], Floats]
    by_ranks: bool = False  # places come from margins: a rating more moves them

    def within(self, patterns: Patterns, margins: Floats) -> Floats:
        """See `Metric`."""
        found = np.zeros(patterns.codes.shape[1])
        for line in self._placed(margins).T:
            middle = patterns.sums(line) / patterns.raters
            for row in patterns.codes:
                found += np.where(row >= 0, (line[row] - middle) ** 2, 0.0)
        return np.asarray(2 * patterns.raters * found)

    def expected(self, margins: Floats) -> float:
        """See `Metric`."""
        return float(2 * margins.sum() * (margins @ self._spread(margins)))

    def each_expected(self, margins: Floats) -> Floats:
        """See `Metric`."""
        return np.array([self.expected(line) for line in margins])

    def slope(self, margins: Floats) -> Floats:
        """See `Metric`."""
        spread = self._spread(margins)
        return np.asarray(2 * (margins.sum() * spread + margins @ spread))

    def _spread(self, margins: Floats) -> Floats:
        """Squared distances of categories to the middle of all ratings."""
        places = self._placed(margins)
        found: Floats = ((places - margins @ places / margins.sum()) ** 2).sum(axis=1)
        return found

    def _placed(self, margins: Floats) -> Floats:
        """Places from the first that was given: equal ones come to an exact 0, however large they are."""
        places = self.place(margins)
        found: Floats = places - places[np.argmax(margins > 0)]
        return found


@dataclass(frozen=True)
class Pairwise:
    """Distances told for two arrays of numbers of categories, which enter as they are."""

    apart: Callable[[Numbers, Numbers], Floats]

    def within(self, patterns: Patterns, margins: Floats) -> Floats:  # noqa: ARG002 (the same for all)
        """See `Metric`."""
        found = np.zeros(patterns.codes.shape[1])
        for at, one, other in patterns.pairs():
            found[at] += self.apart(one, other) + self.apart(other, one)
        return found

    def expected(self, margins: Floats) -> float:
        """See `Metric`."""
        return float(margins @ self.slope(margins)) / 2

    def each_expected(self, margins: Floats) -> Floats:
        """See `Metric`."""
        found = np.zeros(len(margins))
        for part, far in self._blocks(margins.shape[1]):
            found += ((margins @ far.T) * margins[:, part]).sum(axis=1)
        return found / 2

    def slope(self, margins: Floats) -> Floats:
        """See `Metric`."""
        return np.concatenate([far @ margins for _, far in self._blocks(len(margins))])

    def _blocks(self, width: int) -> Iterator[tuple[slice, Floats]]:
        """Distances there and back from some categories to all, so many at a time."""
        numbers = np.arange(width)
        step = max(1, _BLOCK // max(width, 1))
        for start in range(0, width, step):
            some = numbers[start : start + step, None]
            part = slice(start, start + step)
            yield part, self.apart(some, numbers[None, :]) + self.apart(numbers[None, :], some)


def midranks(margins: Floats) -> Floats:
    """Places on the ordinal scale: all ratings below, and half of the own."""
    return np.asarray(np.cumsum(margins) - margins / 2)
