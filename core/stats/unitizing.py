"""Krippendorff's α for what coders cut out of a text: where the units are, and what they are called.

Krippendorff, Mathet, Bouvry & Widlöcher (2016), *On the reliability of unitizing textual continua*, Quality &
Quantity 50: 2347–2364. Spans are half-open and of one continuum; those of one coder must not overlap (nested
codes are compared one code at a time). All coefficients are 1 for perfect agreement and at most 1.

uα: gaps and categories; |uα: unit or gap only; cuα: categories where units of two coders meet; (k)uα: the
same for one category. A unit cut into three counts as agreement: look at the F1 of spans beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from core.domain.errors import Refused
from core.stats.result import NO_VARIATION, ONE_CODER, Coefficient
from core.stats.table import Floats

NOTHING_MEETS = "no units of two coders meet"
NO_UNITS = "nobody marked a unit"
GAP = 0
Marked = tuple[float, float, str]


@dataclass(frozen=True)
class Segments:
    """One coder's continuum without holes: where each segment begins and ends, and what it is (0: a gap)."""

    starts: Floats
    ends: Floats
    codes: NDArray[np.intp]

    @property
    def lengths(self) -> Floats:
        """How long each segment is."""
        return self.ends - self.starts


@dataclass(frozen=True)
class Continuum:
    """What all coders marked between ``begin`` and ``begin + length``; ``labels``: categories, sorted."""

    coders: tuple[Segments, ...]
    labels: tuple[str, ...]
    length: float

    @classmethod
    def of(cls, coders: Mapping[str, Sequence[Marked]], length: float, begin: float = 0) -> Continuum:
        """From spans ``(start, end, label)`` of each coder.

        Raises `Refused` (``overlapping-units``, ``outside``) naming the coder and the place.
        """
        labels = tuple(sorted({label for spans in coders.values() for _, _, label in spans}))
        number = {label: at for at, label in enumerate(labels, 1)}
        found = tuple(_segments(name, spans, number, begin, length) for name, spans in coders.items())
        return cls(found, labels, float(length))

    @property
    def units(self) -> int:
        """All units of all coders."""
        return sum(int((one.codes != GAP).sum()) for one in self.coders)


@dataclass(frozen=True)
class OfLabel:
    """(k)uα of one category; ``coverage``: which share of its length meets units of others."""

    label: str
    alpha: Coefficient
    coverage: float | None


def u_alpha(continuum: Continuum) -> Coefficient:
    """uα: agreement on units and their categories, gaps included."""
    found = _told(continuum, "uα")
    if found.reason:
        return found
    together, expected = _observed_expected(continuum)
    return _one_less(found, together.sum() - np.trace(together), together.sum() - np.trace(expected))


def bar_u_alpha(continuum: Continuum) -> Coefficient:
    """|uα: agreement on what is a unit and what is a gap, whatever the category."""
    found = _told(continuum, "|uα")
    if found.reason:
        return found
    together = _together(continuum)
    sides, total = together.sum(axis=1), together.sum()
    same = _squares(continuum).sum()
    expected = total * sides[GAP] * sides[1:].sum() / (total**2 - same)
    return _one_less(found, together[GAP, 1:].sum(), expected)


def cu_alpha(continuum: Continuum) -> Coefficient:
    """cuα: agreement on categories where units of two coders meet."""
    found = _told(continuum, "cuα")
    if found.reason:
        return found
    together = _together(continuum)[1:, 1:]
    if not together.sum():
        return found.undefined(NOTHING_MEETS)
    expected = _expected_of_units(continuum, together)
    return _one_less(found, together.sum() - np.trace(together), together.sum() - np.trace(expected))


def k_u_alpha(continuum: Continuum) -> tuple[OfLabel, ...]:
    """(k)uα of each category, in their order."""
    found = _told(continuum, "(k)uα")
    if found.reason:
        return tuple(OfLabel(label, found, None) for label in continuum.labels)
    whole = _together(continuum)
    together = whole[1:, 1:]
    expected = _expected_of_units(continuum, together) if together.sum() else together
    return tuple(_of_label(continuum, at, found, whole, expected) for at in range(len(continuum.labels)))


def _of_label(continuum: Continuum, at: int, found: Coefficient, whole: Floats, expected: Floats) -> OfLabel:
    together = whole[1:, 1:]
    met, marked = float(together[:, at].sum()), float(whole[:, at + 1].sum())
    coverage = met / marked if marked else None
    if not met:
        return OfLabel(continuum.labels[at], found.undefined(NOTHING_MEETS), coverage)
    chance = float(expected[:, at].sum())
    alpha = _one_less(found, chance / met * (met - together[at, at]), chance - expected[at, at])
    return OfLabel(continuum.labels[at], alpha, coverage)


def _together(continuum: Continuum) -> Floats:
    """Lengths of what two coders made of the same stretch, categories × categories, gaps first."""
    width = len(continuum.labels) + 1
    found = np.zeros((width, width))
    for one, other in combinations(continuum.coders, 2):
        lengths, mine, theirs = _meetings(one, other)
        np.add.at(found, (one.codes[mine], other.codes[theirs]), lengths)
    return np.asarray((found + found.T) / (len(continuum.coders) - 1))


def _meetings(one: Segments, other: Segments) -> tuple[Floats, NDArray[np.intp], NDArray[np.intp]]:
    """Every stretch that is one segment of either coder: its length, and the numbers of the two segments."""
    edges = np.unique(np.concatenate((one.starts, other.starts)))
    ends = np.append(edges[1:], one.ends[-1])
    mine = np.searchsorted(one.starts, edges, side="right") - 1
    theirs = np.searchsorted(other.starts, edges, side="right") - 1
    return ends - edges, mine, theirs


def _squares(continuum: Continuum) -> Floats:
    """What a segment can't be paired with, its own self: length² of units by category, length of gaps."""
    found = np.zeros(len(continuum.labels) + 1)
    for one in continuum.coders:
        own = np.where(one.codes == GAP, one.lengths, one.lengths**2)
        np.add.at(found, one.codes, own)
    return found


def _observed_expected(continuum: Continuum) -> tuple[Floats, Floats]:
    together, own = _together(continuum), _squares(continuum)
    return together, _chance(together, own)


def _expected_of_units(continuum: Continuum, together: Floats) -> Floats:
    """Chance among units that meet others' units; of each, what others cover of it stands for its length."""
    own = np.zeros(len(continuum.labels) + 1)
    for at, one in enumerate(continuum.coders):
        for other in (*continuum.coders[:at], *continuum.coders[at + 1 :]):
            lengths, mine, theirs = _meetings(one, other)
            covered = np.bincount(mine, lengths * (other.codes[theirs] != GAP), len(one.codes))
            np.add.at(own, one.codes, covered**2 / (len(continuum.coders) - 1))
    return _chance(together, own[1:])


def _chance(together: Floats, own: Floats) -> Floats:
    sides, total = together.sum(axis=1), together.sum()
    product = np.outer(sides, sides)
    product[np.diag_indices_from(product)] -= own
    left = total**2 - own.sum()
    return np.asarray(total * product / left if left > 0 else np.zeros_like(product))


def _told(continuum: Continuum, name: str) -> Coefficient:
    units, coders = continuum.units, len(continuum.coders)
    found = Coefficient(name, None, "", units, units, coders, units)
    if coders < 2:
        return found.undefined(ONE_CODER)
    return found if units else found.undefined(NO_UNITS)


def _one_less(found: Coefficient, observed: float, expected: float) -> Coefficient:
    if expected <= 1e-12:
        return found.undefined(NO_VARIATION)
    value = float(1 - observed / expected)
    return Coefficient(found.name, value, "", found.units, found.pairable, found.coders, found.ratings)


def _segments(
    name: str, spans: Sequence[Marked], number: Mapping[str, int], begin: float, length: float
) -> Segments:
    found: list[tuple[float, float, int]] = []
    at = begin
    for start, end, label in sorted(spans):
        if start < at and found:
            raise Refused(
                "overlapping-units",
                f"Units of one coder must not overlap here; two do at {start:g}. Compare one code at a time.",
                where=name,
            )
        if start < begin or end > begin + length or end <= start:
            place = f"{start:g}–{end:g}"
            raise Refused("outside", f"The unit {place} is empty or lies outside the text.", where=name)
        if start > at:
            found.append((at, start, GAP))
        found.append((start, end, number[label]))
        at = end
    if at < begin + length:
        found.append((at, begin + length, GAP))
    starts, ends, codes = zip(*found, strict=True)
    return Segments(np.array(starts, float), np.array(ends, float), np.array(codes, np.intp))
