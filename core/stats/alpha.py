"""Krippendorff's α for every level of measurement.

Krippendorff (2011), *Computing Krippendorff's Alpha-Reliability*; Krippendorff (2019), *Content Analysis*,
4th ed., ch. 12. Range (−1, 1]; 1 is perfect agreement, 0 what chance would give. Only units with two ratings or
more count. Undefined where the pairable ratings do not vary.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from core.domain.errors import Refused
from core.stats.result import NO_DATA, NO_VARIATION, NOTHING_PAIRED, ONE_CODER, Coefficient
from core.stats.table import Floats, Patterns, Ratings

Level = Literal["nominal", "ordinal", "interval", "ratio", "circular"]
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio", "circular")
MOST_CATEGORIES = 5_000


def alpha(ratings: Ratings, level: Level = "nominal", *, period: float = 0.0) -> Coefficient:
    """α of a table; ``period``: of a circular level, in the unit of its values (7 for days of the week).

    Raises `Refused` (``no-numbers``, ``no-period``, ``too-many-categories``).
    """
    return alpha_of(ratings.patterns, metric_of(ratings, level, period=period))


def alpha_of(patterns: Patterns, metric: Callable[[Floats], Floats]) -> Coefficient:
    """α of compressed ratings; ``metric`` gives squared distances from how often each category comes."""
    found = told(patterns, "Krippendorff's α")
    if found.reason:
        return found
    together = coincidences(patterns)
    margins = together.sum(axis=1)
    distances = metric(margins)
    expected = float(margins @ distances @ margins)
    if expected == 0:
        return found.undefined(NO_VARIATION)
    observed = float((together * distances).sum())
    value = 1 - (margins.sum() - 1) * observed / expected
    return Coefficient(found.name, float(value), "", found.units, found.pairable, found.coders, found.ratings)


def alpha_by_category(ratings: Ratings) -> tuple[Coefficient, ...]:
    """α of each category against all others, in the order of the categories."""
    together = coincidences(ratings.patterns)
    margins, total = together.sum(axis=1), together.sum()
    found = []
    for at, category in enumerate(ratings.categories):
        base = told(ratings.patterns, f"Krippendorff's α of “{category}”")
        mine = margins[at]
        expected = mine * (total - mine)
        if base.reason or expected == 0:
            found.append(base if base.reason else base.undefined(NO_VARIATION))
            continue
        value = 1 - (total - 1) * (mine - together[at, at]) / expected
        found.append(
            Coefficient(base.name, float(value), "", base.units, base.pairable, base.coders, base.ratings)
        )
    return tuple(found)


def coincidences(patterns: Patterns) -> Floats:
    """The coincidence matrix, categories × categories: pairs within units, each unit weighing its ratings."""
    seen = patterns.paired
    counts, raters = patterns.counts[seen], patterns.raters[seen]
    scaled = counts * (patterns.times[seen] / (raters - 1))[:, None]
    found: Floats = scaled.T @ counts
    found[np.diag_indices_from(found)] -= scaled.sum(axis=0)
    return found


def told(patterns: Patterns, name: str) -> Coefficient:
    """How much the ratings hold; with the reason where nothing can be said."""
    coders = len(patterns.active)
    bare = Coefficient(name, None, "", patterns.units, patterns.pairable, coders, patterns.ratings)
    if not patterns.ratings:
        return bare.undefined(NO_DATA)
    if coders < 2:
        return bare.undefined(ONE_CODER)
    return bare if patterns.pairable else bare.undefined(NOTHING_PAIRED)


def metric_of(ratings: Ratings, level: Level, *, period: float = 0.0) -> Callable[[Floats], Floats]:
    """Squared distances between categories, which for the ordinal level depend on how often each comes."""
    if len(ratings.categories) > MOST_CATEGORIES:
        raise Refused(
            "too-many-categories",
            f"There are {len(ratings.categories):,} different values. Is this a text, or a number that "
            "should be grouped first? Up to 5,000 categories can be compared.",
        )
    if level == "nominal":
        return lambda margins: 1 - np.eye(len(margins))
    if level == "ordinal":
        return _ordinal
    values = _numbers(ratings.categories)
    if level == "interval":
        return lambda _: (values[:, None] - values[None, :]) ** 2
    if level == "ratio":
        return lambda _: _ratio(values)
    if period <= 0:
        raise Refused("no-period", "Say after how much a circular scale begins again: 7 days, 12 months.")
    return lambda _: np.sin(np.pi * (values[:, None] - values[None, :]) / period) ** 2


def distances(matrix: Sequence[Sequence[float]]) -> Callable[[Floats], Floats]:
    """A metric of one's own: distances (not squared) between categories, which enter as they are."""
    given = np.asarray(matrix, np.float64)
    return lambda _: given


def _ordinal(margins: Floats) -> Floats:
    """(Σ of all ratings from one rank to the other, half of both ends)²."""
    upto = np.cumsum(margins)
    middle = upto - margins / 2
    found: Floats = (middle[:, None] - middle[None, :]) ** 2
    return found


def _ratio(values: Floats) -> Floats:
    total = values[:, None] + values[None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = ((values[:, None] - values[None, :]) / total) ** 2
    return np.where(total == 0, 0.0, found)


def _numbers(categories: Sequence[object]) -> Floats:
    try:
        return np.array([float(str(value)) for value in categories])
    except ValueError as fault:
        raise Refused("no-numbers", f"Values must be numbers for this level; one is not: {fault}.") from fault
