"""Every coefficient of one table of ratings, each with its confidence interval or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.stats import intervals, kappa
from core.stats.alpha import Level, alpha_by_category, alpha_of, metric_of
from core.stats.intervals import Interval
from core.stats.resampling import RESAMPLES, Resampled, bootstrap_alpha
from core.stats.result import Coefficient
from core.stats.table import MOST_CATEGORIES, Floats, Patterns, Ratings
from core.stats.weights import agreement_weights, from_distances

MOST_BY_CATEGORY = 50
_MOST_BY_PAIRS = 50  # coders; Light's κ takes every two of them


@dataclass(frozen=True, slots=True)
class Row:
    """A coefficient and how sure it is; ``weights``: those of disagreement, where it has any."""

    coefficient: Coefficient
    interval: Interval | None = None
    weights: str = ""


@dataclass(frozen=True, eq=False)
class Summary:
    """α first, then its companions; α of each category where there are no more than fifty of them.

    ``below``: how probable it is that α misses the target, by the bootstrap.
    """

    rows: tuple[Row, ...]
    by_category: tuple[Coefficient, ...]
    missing: int
    target: float
    below: float | None


def summarise(
    ratings: Ratings,
    level: Level = "nominal",
    *,
    period: float = 0.0,
    target: float = 0.8,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Summary:
    """All coefficients that mean something at a level. Raises `Refused` as `alpha` does."""
    patterns = ratings.patterns
    metric = metric_of(ratings, level, period=period)
    drawn = bootstrap_alpha(patterns, metric, resamples=resamples, seed=seed)
    rows = [Row(alpha_of(patterns, metric), _kept(drawn))]
    if patterns.width <= MOST_CATEGORIES:
        rows += _companions(ratings, level)
    few = level == "nominal" and 2 < len(ratings.categories) <= MOST_BY_CATEGORY
    missing = int((ratings.codes < 0).sum())
    by_category = alpha_by_category(ratings) if few else ()
    return Summary(tuple(rows), by_category, missing, target, drawn.below(target))


def _kept(drawn: Resampled) -> Interval | None:
    """None where α was undefined in one of a hundred resamples or more: percentiles would mislead."""
    return drawn.interval() if drawn.undefined * 100 < len(drawn.values) else None


def _companions(ratings: Ratings, level: Level) -> Iterator[Row]:
    patterns = ratings.patterns
    yield Row(kappa.percent_pairwise(patterns))
    yield Row(kappa.percent_all(patterns))
    yield from _kappas(patterns, None, "")
    if level in ("ordinal", "interval", "ratio") and patterns.width > 1:
        weights = (
            agreement_weights("ordinal", patterns.width) if level == "ordinal" else _by_value(ratings, level)
        )
        yield from _kappas(patterns, weights, "quadratic" if level == "interval" else level)


def _by_value(ratings: Ratings, level: Level) -> Floats:
    """Agreement falls with α's own squared distance of two values, to 0 for the largest."""
    values = np.array([float(str(value)) for value in ratings.categories])
    apart = np.abs(values[:, None] - values[None, :])
    if level == "ratio":
        total = np.abs(values[:, None] + values[None, :])
        apart = np.divide(apart, total, out=np.zeros_like(apart), where=total > 0)
    return from_distances(apart**2)


def _kappas(patterns: Patterns, weights: Floats | None, name: str) -> Iterator[Row]:
    two = len(patterns.active) == 2
    if two:
        yield Row(kappa.cohen(patterns, weights), intervals.cohen_interval(patterns, weights), name)
        yield Row(kappa.scott(patterns, weights), intervals.fleiss_interval(patterns, weights), name)
    else:
        yield Row(kappa.fleiss(patterns, weights), intervals.fleiss_interval(patterns, weights), name)
        yield Row(kappa.conger(patterns, weights), intervals.conger_interval(patterns, weights), name)
        if len(patterns.active) <= _MOST_BY_PAIRS:
            yield Row(kappa.light(patterns, weights), None, name)
    yield Row(kappa.gwet(patterns, weights), intervals.gwet_interval(patterns, weights), name)
    yield Row(
        kappa.brennan_prediger(patterns, weights),
        intervals.brennan_prediger_interval(patterns, weights),
        name,
    )
