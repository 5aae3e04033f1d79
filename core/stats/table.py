"""Ratings of units by coders, and their compression to the rows that differ."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.domain.errors import Refused

MISSING = -1
_CELLS = 1 << 21  # joint codes counted by position up to here; beyond, rows are sorted
Codes = NDArray[np.int32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ratings:
    """A table of ratings as numbers of categories.

    ``codes``: coders × units, each the number of a category or `MISSING`; kept a coder a row, so that a
    column of a million is contiguous. ``categories``: what each number stands for, in the order of the
    codebook: statistics that know an order take it from here, never from the alphabet.
    """

    codes: Codes
    categories: tuple[Hashable, ...]

    @classmethod
    def of(cls, rows: Sequence[Sequence[Hashable]], categories: Sequence[Hashable] | None = None) -> Ratings:
        """From units × coders; ``None`` is missing. Categories not given are those seen, in order.

        Raises `Refused` (``ragged``, ``unknown-category``).
        """
        widths = {len(row) for row in rows}
        if len(widths) > 1:
            odd = next(n for n, row in enumerate(rows, 1) if len(row) != len(rows[0]))
            raise Refused(
                "ragged",
                f"Row {odd} has {len(rows[odd - 1])} ratings, the first row {len(rows[0])}. Give every unit "
                "as many cells as there are coders; leave a cell empty where a coder rated nothing.",
            )
        seen = {value for row in rows for value in row if value is not None}
        known = tuple(categories) if categories is not None else tuple(sorted(seen, key=_order))
        number = {category: at for at, category in enumerate(known)}
        if not seen <= number.keys():
            strange = min(seen - number.keys(), key=_order)
            raise Refused("unknown-category", f"“{strange}” is not among the categories given.")
        number[None] = MISSING
        flat = np.fromiter((number[value] for row in rows for value in row), np.int32)
        width = widths.pop() if widths else 0
        return cls(np.ascontiguousarray(flat.reshape(len(rows), width).T), known)

    @classmethod
    def of_counts(cls, table: Sequence[Sequence[int]]) -> Patterns:
        """From a contingency table of two coders: the first coder's categories are the rows."""
        counts = np.asarray(table, np.int64)
        first, second = np.nonzero(counts)
        codes = np.stack((first, second)).astype(np.int32)
        return Patterns(codes, counts[first, second], counts.shape[0], int(counts.sum()))

    @property
    def units(self) -> int:
        """How many rows there are, rated or not."""
        return int(self.codes.shape[1])

    def only(self, coders: Sequence[int]) -> Ratings:
        """The ratings of some coders."""
        return Ratings(self.codes[list(coders)], self.categories)

    @cached_property
    def patterns(self) -> Patterns:
        """The rows that differ, each with how often it comes."""
        return compress(self.codes, len(self.categories))


@dataclass(frozen=True, eq=False)
class Patterns:
    """Distinct rows of a table: every coefficient over units is a sum over these.

    ``codes``: coders × patterns; ``times``: how many units look so; ``width``: how many categories there are;
    ``units``: rows of the whole table, with those nobody rated.
    """

    codes: Codes
    times: NDArray[np.int64]
    width: int
    units: int

    @cached_property
    def counts(self) -> Floats:
        """Patterns × categories: how many coders gave each."""
        coders, patterns = self.codes.shape
        at = np.broadcast_to(np.arange(patterns), (coders, patterns))
        rated = self.codes >= 0
        joint = at[rated] * self.width + self.codes[rated]
        found = np.bincount(joint, minlength=patterns * self.width)
        return np.asarray(found.reshape(patterns, self.width), np.float64)

    @cached_property
    def raters(self) -> Floats:
        """How many coders rated each pattern's units."""
        return np.asarray((self.codes >= 0).sum(axis=0), np.float64)

    @cached_property
    def paired(self) -> NDArray[np.bool_]:
        """Patterns with two ratings or more."""
        return self.raters >= 2

    @property
    def ratings(self) -> int:
        """All ratings there are."""
        return int((self.raters * self.times).sum())

    @property
    def pairable(self) -> int:
        """Units with two ratings or more."""
        return int(self.times[self.paired].sum())

    @cached_property
    def active(self) -> tuple[int, ...]:
        """Coders who rated anything."""
        return tuple(int(n) for n in np.flatnonzero((self.codes >= 0).any(axis=1)))

    def coders(self, some: Sequence[int]) -> Patterns:
        """The same of some coders; patterns that become alike stay apart, which changes no sum."""
        return Patterns(self.codes[list(some)], self.times, self.width, self.units)

    def weighted(self, times: NDArray[np.int64]) -> Patterns:
        """The same patterns coming so often: a resample."""
        return Patterns(self.codes, times, self.width, int(times.sum()))


def compress(codes: Codes, width: int) -> Patterns:
    """Count equal rows. One pass over the data where a joint number of all coders' codes stays small."""
    coders, units = codes.shape
    base = width + 1
    if coders and base**coders <= _CELLS:
        joint = np.zeros(units, np.int32)
        for row in codes:
            joint *= base
            joint += row
            joint += 1
        found = np.bincount(joint, minlength=1)
        cells = np.flatnonzero(found)
        rows = np.stack([cells // base**power % base - 1 for power in reversed(range(coders))])
        times = found[cells]
    else:
        rows, times = np.unique(codes, axis=1, return_counts=True)
    some = (rows >= 0).any(axis=0)
    return Patterns(rows[:, some].astype(np.int32), times[some].astype(np.int64), width, units)


def _order(value: Hashable) -> tuple[int, float, str]:
    """Numbers by size, then all else by name."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (0, float(value), "")
    return (1, 0.0, str(value))
