"""Coded it alike? One variable of one layer over the units that two coders or more recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np

from core.domain.errors import Refused
from core.stats import kappa
from core.stats.alpha import (
    Level,
    alpha,
    alpha_by_category,
    alpha_of,
    coincidences,
    distances,
    metric_of,
    told,
)
from core.stats.finding import Pair
from core.stats.intervals import Interval, alpha_interval
from core.stats.likeness import Relations
from core.stats.result import Coefficient
from core.stats.table import Floats, Patterns
from core.stats.unit_cells import Cells
from core.stats.verdict import Verdict, verdict

_LEVELS: dict[str, Level] = {"ordinal": "ordinal", "interval": "interval"}


@dataclass(frozen=True, slots=True)
class PairAlike:
    """Two coders over the units that both rated."""

    coders: Pair
    alpha: Coefficient
    cohen: Coefficient
    percent: Coefficient


@dataclass(frozen=True, slots=True)
class CoderAlike:
    """One coder with all others: the share of agreeing pairs that the coder is in, and what α the others have
    among themselves."""

    coder: str
    percent: Coefficient
    without: Coefficient


@dataclass(frozen=True, slots=True)
class ValueAlike:
    """One value against all others; ``times``: how often it was given to the pairable units."""

    value: str
    label: str
    times: int
    alpha: Coefficient


@dataclass(frozen=True, eq=False)
class Alike:
    """All figures of one variable, each computed when it is asked for; always pooled over articles."""

    cells: Cells
    target: float
    tentative: float
    relations: Relations | None = None  # of a category with a hierarchy

    @property
    def patterns(self) -> Patterns:
        """The ratings, compressed."""
        return self.cells.ratings.patterns

    @cached_property
    def alpha(self) -> Coefficient:
        """Krippendorff's α at the variable's level, conditional on units that coders found alike."""
        return _safely("Krippendorff's α", self.patterns, lambda: alpha(self.cells.ratings, self.level))

    @cached_property
    def interval(self) -> Interval | None:
        """Of α, 95 %, by the jackknife over units; ``None`` where α is undefined or rests on one unit."""
        if self.alpha.value is None:
            return None
        return alpha_interval(self.patterns, metric_of(self.cells.ratings, self.level))

    @cached_property
    def by_hierarchy(self) -> Coefficient | None:
        """α where siblings count as half a disagreement; ``None`` without a hierarchy."""
        if self.relations is None:
            return None
        name = "Krippendorff's α, siblings half as far apart"
        metric = distances(_apart(self.cells.ratings.categories, self.relations))
        return replace(_safely(name, self.patterns, lambda: alpha_of(self.patterns, metric)), name=name)

    @cached_property
    def companion(self) -> Coefficient:
        """Gwet's AC1, which bears skewed categories; those of the codebook count, used or not."""
        return _safely("Gwet's AC1", self.patterns, lambda: kappa.gwet(self.patterns))

    @cached_property
    def percent(self) -> Coefficient:
        """Share of agreeing pairs of ratings, a mean over units."""
        return _safely(_PERCENT, self.patterns, lambda: kappa.percent_pairwise(self.patterns))

    @cached_property
    def percent_all(self) -> Coefficient:
        """Share of units on which all who rated agree."""
        name = "percent agreement (all coders)"
        return _safely(name, self.patterns, lambda: kappa.percent_all(self.patterns))

    @property
    def level(self) -> Level:
        """Of measurement."""
        return _LEVELS.get(self.cells.column.level, "nominal")

    @property
    def verdict(self) -> Verdict:
        """α in words."""
        return verdict(self.alpha, self.target, self.tentative, self.interval)

    @cached_property
    def pairs(self) -> tuple[PairAlike, ...]:
        """Every two coders who rated a unit in common."""
        made = (self._pair(pair) for pair in combinations(self.patterns.active, 2))
        return tuple(one for one in made if one.alpha.pairable)

    @cached_property
    def coders(self) -> tuple[CoderAlike, ...]:
        """Every coder who rated anything."""
        return tuple(self._coder(at) for at in self.patterns.active)

    @cached_property
    def values(self) -> tuple[ValueAlike, ...]:
        """Every value that occurs in a pairable unit, in the order of the codebook."""
        ratings, times = self.cells.ratings, self.coincidences.sum(axis=1)
        if not times.size:
            return ()
        labels = self.cells.column.labels
        return tuple(
            ValueAlike(str(value), labels.get(str(value), str(value)), round(times[at]), found)
            for at, (value, found) in enumerate(
                zip(ratings.categories, alpha_by_category(ratings), strict=True)
            )
            if times[at]
        )

    @cached_property
    def coincidences(self) -> Floats:
        """Values × values, in the order of the ratings' categories; empty where there are too many."""
        try:
            return coincidences(self.patterns)
        except Refused:
            return np.zeros((0, 0))

    def _pair(self, pair: Sequence[int]) -> PairAlike:
        some = self.cells.ratings.only(pair)
        coders = (self.cells.coders[pair[0]], self.cells.coders[pair[1]])
        mine = some.patterns
        return PairAlike(
            coders,
            _safely("Krippendorff's α", mine, lambda: alpha(some, self.level)),
            _safely("Cohen's κ", mine, lambda: kappa.cohen(mine)),
            _safely(_PERCENT, mine, lambda: kappa.percent_pairwise(mine)),
        )

    def _coder(self, at: int) -> CoderAlike:
        name = "Krippendorff's α"
        others = self.cells.ratings.only([other for other in self.patterns.active if other != at])
        return CoderAlike(
            self.cells.coders[at],
            _with_others(self.patterns, at),
            _safely(name, others.patterns, lambda: alpha(others, self.level)),
        )


_PERCENT = "percent agreement (pairs)"


def _with_others(patterns: Patterns, coder: int) -> Coefficient:
    """The share of agreeing pairs among those that one coder is in, pooled over units."""
    mine = patterns.codes[coder]
    others = np.delete(patterns.codes, coder, axis=0)
    both = (others >= 0) & (mine >= 0)
    met = float((both * patterns.times).sum())
    found = told(patterns, "percent agreement with all others")
    if not met:
        return found.undefined("the coder rated no unit that another rated")
    return replace(found, value=float((both * (others == mine) * patterns.times).sum()) / met, reason="")


def _apart(categories: Sequence[object], relations: Relations) -> list[list[float]]:
    codes = [str(code) for code in categories]
    return [[1 - relations.closeness(one, other) for other in codes] for one in codes]


def _safely(name: str, patterns: Patterns, find: Callable[[], Coefficient]) -> Coefficient:
    """The figure; undefined where the values are none that it can be told of."""
    try:
        return find()
    except Refused as fault:
        return told(patterns, name).undefined(fault.text)
