"""Ratings of units by coders, and their compression to the rows that differ."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.domain.errors import Refused

MISSING = -1
MOST_CATEGORIES = 5_000  # a table categories × categories of them still fits anywhere
_CELLS = 1 << 21  # joint codes counted by position up to here; beyond, rows are sorted
_FEW = 8  # coders; of more, only as many rows are compared as a unit has ratings
_CHUNK = 1 << 16  # units counted at a time, which stay in the cache
Codes = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ratings:
    """A table of ratings as numbers of categories.

    ``codes``: coders × units, each the number of a category or `MISSING`, of any signed integer type
    (`smallest` is the fastest); kept a coder a row, so that a million are contiguous. ``categories``: what
    each number stands for, in the order of the codebook: statistics that know an order take it from here,
    never from the alphabet.
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
        flat = np.fromiter((number[value] for row in rows for value in row), smallest(len(known)))
        width = widths.pop() if widths else 0
        return cls(np.ascontiguousarray(flat.reshape(len(rows), width).T), known)

    @classmethod
    def of_counts(cls, table: Sequence[Sequence[int]]) -> Patterns:
        """From a contingency table of two coders: the first coder's categories are the rows."""
        counts = np.asarray(table, np.int64)
        first, second = np.nonzero(counts)
        codes = np.stack((first, second)).astype(smallest(len(counts)))
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

    def pairs(self) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]]:
        """Of every two coders: the patterns that both rated, the one's codes there, and the other's.

        Where many coders rated a few units each, a pattern's first rating stands for its first coder's.
        """
        for one, other in combinations(self._packed, 2):
            both = np.flatnonzero((one >= 0) & (other >= 0))
            yield both, one[both].astype(np.intp), other[both].astype(np.intp)

    @property
    def _packed(self) -> Codes:
        if len(self.codes) <= _FEW:
            return self.codes
        most = int(self.raters.max()) if self.codes.size else 0
        return np.sort(self.codes, axis=0)[::-1][:most]

    def sums(self, of_codes: Floats) -> Floats:
        """Each pattern's sum over its ratings of something of their categories."""
        found = np.zeros(self.codes.shape[1])
        for row in self.codes:
            found += np.where(row >= 0, of_codes[row], 0.0)
        return found

    def margins(self, weights: Floats) -> Floats:
        """Categories: how often each was given, a rating weighing what its pattern does."""
        found = np.zeros(self.width)
        for row in self.codes:
            rated = row >= 0
            found += np.bincount(row[rated], weights[rated], self.width)
        return found

    def coders(self, some: Sequence[int]) -> Patterns:
        """The same of some coders; patterns that become alike stay apart, which changes no sum."""
        return Patterns(self.codes[list(some)], self.times, self.width, self.units)

    def weighted(self, times: NDArray[np.int64]) -> Patterns:
        """The same patterns coming so often: a resample."""
        some = np.flatnonzero(times)
        return Patterns(self.codes[:, some], times[some], self.width, int(times.sum()))


def compress(codes: Codes, width: int) -> Patterns:
    """Count equal rows. One pass over the data where a joint number of all coders' codes stays small."""
    coders = codes.shape[0]
    if coders and (width + 1) ** coders <= _CELLS:
        rows, times = _counted(codes, width + 1)
    else:
        rows, times = _sorted(codes, width + 1)
    some = (rows >= 0).any(axis=0)
    return Patterns(rows[:, some], times[some], width, codes.shape[1])


def smallest(width: int) -> type[np.signedinteger[Any]]:
    """The smallest integer type that holds the numbers of so many categories and `MISSING`."""
    return np.int8 if width <= 127 else np.int16 if width <= 32_767 else np.int32


def few_enough(width: int) -> None:
    """Raises `Refused` (``too-many-categories``) where categories can't be compared each with each."""
    if width > MOST_CATEGORIES:
        raise Refused(
            "too-many-categories",
            f"There are {width:,} different values. Is this a text, or a number that should be grouped "
            f"first? Up to {MOST_CATEGORIES:,} categories can be compared.",
        )


def _counted(codes: Codes, base: int) -> tuple[Codes, NDArray[np.int64]]:
    """Rows by position: coders' codes are the digits of a number, missing is 0."""
    coders, units = codes.shape
    cells = base**coders
    small = cells <= 1 << 16
    first = sum(base**power for power in range(coders))  # what all missing come to, when each is −1
    found, step = np.zeros(cells, np.int64), max(_CHUNK, cells)
    for start in range(0, units, step):
        part = codes[:, start : start + step]
        joint = np.zeros(part.shape[1], np.int16 if small else np.int32)
        for row in part:
            np.multiply(joint, np.array(base, joint.dtype), out=joint)
            np.add(joint, row, out=joint, casting="unsafe")
        # May pass the sign bit: the unsigned view is right.
        np.add(joint, np.array(first, np.int64).astype(joint.dtype), out=joint)
        found += np.bincount(joint.view(np.uint16 if small else np.uint32), minlength=cells)
    seen = np.flatnonzero(found)
    rows = np.stack([seen // base**power % base - 1 for power in reversed(range(coders))])
    return rows.astype(smallest(base)), found[seen]


def _sorted(codes: Codes, base: int) -> tuple[Codes, NDArray[np.int64]]:
    """Rows by sorting, coder after coder: numbers of rows so far are made dense before they overflow."""
    joint, most = np.zeros(codes.shape[1], np.int64), 1
    for row in codes:
        if most > (1 << 62) // base:
            _, joint = np.unique(joint, return_inverse=True)
            most = len(joint)
        joint = joint * base + row + 1
        most *= base
    _, first, times = np.unique(joint, return_index=True, return_counts=True)
    return codes[:, first], times


def _order(value: Hashable) -> tuple[int, float, str]:
    """Numbers by size, then all else by name."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (0, float(value), "")
    return (1, 0.0, str(value))
