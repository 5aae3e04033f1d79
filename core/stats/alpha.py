"""Krippendorff's α for every level of measurement.

Krippendorff (2011), *Computing Krippendorff's Alpha-Reliability*; Krippendorff (2019), *Content Analysis*,
4th ed., ch. 12. Range (−1, 1]; 1 is perfect agreement, 0 what chance would give. Only units with two
ratings or more count. Undefined where the pairable ratings do not vary.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from core.domain.errors import Refused
from core.stats.metrics import Metric, Nominal, Numbers, Pairwise, Points, midranks
from core.stats.result import NO_DATA, NO_VARIATION, NOTHING_PAIRED, ONE_CODER, Coefficient
from core.stats.table import Floats, Patterns, Ratings, few_enough

Level = Literal["nominal", "ordinal", "interval", "ratio", "circular"]
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio", "circular")
_MOST_OF_RATIO = 30_000  # different values, whose distances are told each with each


def alpha(ratings: Ratings, level: Level = "nominal", *, period: float = 0.0) -> Coefficient:
    """α of a table; ``period``: of a circular level, in the unit of its values (7 for days of the week).

    Raises `Refused` (``no-numbers``, ``no-ratio``, ``no-period``, ``too-many-categories``).
    """
    return alpha_of(ratings.patterns, metric_of(ratings, level, period=period))


def alpha_of(patterns: Patterns, metric: Metric) -> Coefficient:
    """α of compressed ratings by any squared distances of categories."""
    found = told(patterns, "Krippendorff's α")
    if found.reason:
        return found
    some = pairable(patterns)
    margins = some.margins(some.times.astype(np.float64))
    expected = metric.expected(margins)
    if expected <= 0:
        return found.undefined(NO_VARIATION)
    observed = float((metric.within(some, margins) * some.times / (some.raters - 1)).sum())
    value = 1 - (margins.sum() - 1) * observed / expected
    return Coefficient(found.name, float(value), "", found.units, found.pairable, found.coders, found.ratings)


def alpha_by_category(ratings: Ratings) -> tuple[Coefficient, ...]:
    """α of each category against all others, in the order of the categories."""
    base = told(ratings.patterns, "Krippendorff's α")
    together = coincidences(ratings.patterns)
    margins, total, alike = together.sum(axis=1), together.sum(), together.diagonal()
    expected = margins * (total - margins)
    found = []
    for at, category in enumerate(ratings.categories):
        name, value, reason = f"Krippendorff's α of “{category}”", None, base.reason
        if not reason and expected[at] == 0:
            reason = NO_VARIATION
        if not reason:
            value = float(1 - (total - 1) * (margins[at] - alike[at]) / expected[at])
        found.append(Coefficient(name, value, reason, base.units, base.pairable, base.coders, base.ratings))
    return tuple(found)


def pairable(patterns: Patterns) -> Patterns:
    """Those of the patterns that two coders or more rated."""
    seen = patterns.paired
    return Patterns(patterns.codes[:, seen], patterns.times[seen], patterns.width, patterns.pairable)


def coincidences(patterns: Patterns) -> Floats:
    """The coincidence matrix, categories × categories: pairs within units, each unit weighing its ratings.

    Raises `Refused` (``too-many-categories``).
    """
    width = patterns.width
    few_enough(width)
    found = np.zeros(width * width)
    weights = patterns.times / np.maximum(patterns.raters - 1, 1)
    for at, one, other in patterns.pairs():
        found += np.bincount(one * width + other, weights[at], width * width)
    square = found.reshape(width, width)
    return np.asarray(square + square.T)


def told(patterns: Patterns, name: str) -> Coefficient:
    """How much the ratings hold; with the reason where nothing can be said."""
    coders = len(patterns.active)
    bare = Coefficient(name, None, "", patterns.units, patterns.pairable, coders, patterns.ratings)
    if not patterns.ratings:
        return bare.undefined(NO_DATA)
    if coders < 2:
        return bare.undefined(ONE_CODER)
    return bare if patterns.pairable else bare.undefined(NOTHING_PAIRED)


def metric_of(ratings: Ratings, level: Level, *, period: float = 0.0) -> Metric:
    """Squared distances between categories, which for the ordinal level depend on how often each comes."""
    if level == "nominal":
        few_enough(len(ratings.categories))
        return Nominal()
    if level == "ordinal":
        return Points(lambda margins: midranks(margins)[:, None], by_ranks=True)
    values = _numbers(ratings.categories)
    if level == "interval":
        return Points(lambda _: values[:, None])
    if level == "ratio":
        return _ratio(values)
    if period <= 0:
        raise Refused("no-period", "Say after how much a circular scale begins again: 7 days, 12 months.")
    turned = values % period * (2 * np.pi / period)
    circle = np.column_stack((np.cos(turned), np.sin(turned))) / 2
    return Points(lambda _: circle)


def distances(matrix: Sequence[Sequence[float]] | Floats) -> Metric:
    """A metric of one's own: distances (not squared) between categories, which enter as they are."""
    given = np.asarray(matrix, np.float64)
    return Pairwise(lambda one, other: np.asarray(given[one, other]))


def _ratio(values: Floats) -> Metric:
    if (values < 0).any():
        raise Refused(
            "no-ratio",
            f"A ratio scale begins at 0, and there is a rating of {values.min():g}. Take the interval level.",
        )
    if len(values) > _MOST_OF_RATIO:
        raise Refused(
            "too-many-categories",
            f"There are {len(values):,} different values; a ratio scale takes up to {_MOST_OF_RATIO:,}. "
            "Round them first, or take the interval level.",
        )

    def apart(one: Numbers, other: Numbers) -> Floats:
        low, high = values[one], values[other]
        total = low + high
        return np.asarray(((low - high) / np.where(total == 0, 1.0, total)) ** 2 * (total != 0))

    return Pairwise(apart)


def _numbers(categories: Sequence[object]) -> Floats:
    found = np.array([_number(value) for value in categories], np.float64)
    if not np.isfinite(found).all():
        strange = categories[int(np.argmin(np.isfinite(found)))]
        raise Refused("no-numbers", f"Ratings must be finite numbers for this level; “{strange}” is none.")
    return found


def _number(value: object) -> float:
    if isinstance(value, float):
        return value
    try:
        return float(str(value))
    except ValueError:
        return float("nan")
