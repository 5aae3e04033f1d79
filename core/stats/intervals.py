"""How sure a coefficient is: standard errors and confidence intervals by formula. See also `resampling`.

Formulas: Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th ed., ch. 5–6: each unit's own coefficient,
less what it moves chance agreement by; t with n − 1 degrees of freedom. They hold for samples of units from a
large universe, coders being fixed; ``table``: in Gwet's form for contingency tables, which divides by n where
that for raw ratings has n − 1. Fleiss, Cohen & Everitt (1969) for κ of two coders. All need two units or
more; where there are fewer, or the coefficient is undefined, there is no interval. Upper ends stop at 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.stats import kappa
from core.stats.alpha import alpha_of, pairable
from core.stats.metrics import Metric, Points, midranks
from core.stats.result import Coefficient
from core.stats.table import Floats, Patterns


@dataclass(frozen=True, slots=True)
class Interval:
    """A standard error and a confidence interval; ``method`` says in words where they come from."""

    error: float
    low: float
    high: float
    method: str
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class Test:
    """Against *no more than chance*: z, two-sided p, and the standard error under that hypothesis."""

    z: float
    p: float
    error: float


def fleiss_interval(
    patterns: Patterns, weights: Floats | None = None, *, table: bool = False
) -> Interval | None:
    """Of Fleiss' κ, Scott's π; none where the coefficient is undefined or one unit alone is there."""

    def slope(some: Patterns, square: Floats) -> Floats:
        pooled = kappa.shares(some)
        return np.asarray(some.sums((square + square.T) @ pooled) / some.raters)

    return _by_units(kappa.fleiss(patterns, weights), patterns, weights, kappa.fleiss_chance, slope, table)


def gwet_interval(
    patterns: Patterns, weights: Floats | None = None, *, table: bool = False
) -> Interval | None:
    """Of Gwet's AC1 and AC2."""

    def slope(some: Patterns, square: Floats) -> Floats:
        scale = square.sum() / (some.width * (some.width - 1))
        return np.asarray(2 * scale * some.sums(1 - kappa.shares(some)) / some.raters)

    return _by_units(kappa.gwet(patterns, weights), patterns, weights, kappa.gwet_chance, slope, table)


def brennan_prediger_interval(
    patterns: Patterns, weights: Floats | None = None, *, table: bool = False
) -> Interval | None:
    """Of Brennan & Prediger's κ, whose chance agreement no unit moves."""

    def slope(some: Patterns, square: Floats) -> Floats:
        return np.full(len(some.times), 2 * kappa.uniform_chance(some, square))

    found = kappa.brennan_prediger(patterns, weights)
    return _by_units(found, patterns, weights, kappa.uniform_chance, slope, table)


def conger_interval(
    patterns: Patterns, weights: Floats | None = None, *, table: bool = False
) -> Interval | None:
    """Of Conger's κ."""
    some = patterns.coders(patterns.active) if len(patterns.active) > 1 else patterns
    return _by_units(kappa.conger(some, weights), some, weights, kappa.conger_chance, _conger_slope, table)


def cohen_interval(
    patterns: Patterns, weights: Floats | None = None, *, table: bool = False
) -> Interval | None:
    """Of Cohen's κ, weighted or not, over the units that both rated."""
    if len(patterns.active) != 2:
        return None
    some = pairable(patterns.coders(patterns.active))
    return _by_units(kappa.cohen(some, weights), some, weights, kappa.conger_chance, _conger_slope, table)


def alpha_interval(patterns: Patterns, metric: Metric) -> Interval | None:
    """Of Krippendorff's α by the infinitesimal jackknife: how α moves with each unit's weight. Fast enough to
    follow every new rating; Jaeckel (1972), Efron (1982), ch. 6.
    """
    found = alpha_of(patterns, metric)
    pull = alpha_pull(pairable(patterns), metric)
    times = pairable(patterns).times
    n = times.sum()
    if found.value is None or pull is None or n < 2:
        return None
    error = float(np.sqrt((times * pull**2).sum() * n / (n - 1)))
    return _around(found.value, error, int(n), "infinitesimal jackknife over units")


def gwet_alpha_interval(patterns: Patterns, weights: Floats, *, table: bool = False) -> Interval | None:
    """Of Krippendorff's α by Gwet's formula; ``weights`` are 1 − distances scaled to [0, 1]."""
    some = pairable(patterns)
    n = int(some.times.sum())
    if n < 2:
        return None
    mean = float((some.raters * some.times).sum() / n)
    shares = some.margins(some.times / (n * mean))
    chance = float(shares @ weights @ shares)
    if chance >= 1:
        return None
    excess = some.raters / mean - 1
    own = kappa.unit_agreement(some, weights) * some.raters / mean
    plain = float((own * some.times).sum() / n)
    agreed = plain + (1 - plain) / (n * mean)  # Krippendorff's allowance for small samples
    without = (plain - chance) / (1 - chance)
    by_unit = (own - agreed * excess - chance) / (1 - chance)
    moved = some.sums((weights + weights.T) @ shares / 2) / mean - chance * excess
    pulled = by_unit - 2 * (1 - without) * (moved - chance) / (1 - chance)
    spread = float((some.times * (pulled - without) ** 2).sum())
    error = float(np.sqrt(spread / (n * (n if table else n - 1))))
    return _around((agreed - chance) / (1 - chance), error, n, "Gwet's large-sample formula")


def alpha_pull(some: Patterns, metric: Metric) -> Floats | None:
    """dα/d(weight of a unit) of each pattern of ``some``, all pairable; none where α is undefined."""
    margins = some.margins(some.times.astype(np.float64))
    expected = metric.expected(margins) if len(some.times) else 0.0
    if expected <= 0:
        return None
    own = metric.within(some, margins) / (some.raters - 1)
    observed, total = float((own * some.times).sum()), margins.sum()
    slope = metric.slope(margins)
    if isinstance(metric, Points) and metric.by_ranks:
        own, slope = _with_ranks(some, margins, own, slope)
    grown = some.raters * observed + (total - 1) * own
    pull = -(grown - (total - 1) * observed * some.sums(slope) / expected) / expected
    return np.asarray(pull - (pull * some.times).sum() / some.times.sum())


def cohen_test(patterns: Patterns, weights: Floats | None = None) -> tuple[Interval, Test] | None:
    """Fleiss, Cohen & Everitt (1969): the asymptotic error of κ of two coders, and z against chance."""
    found = kappa.cohen(patterns, weights)
    if found.value is None:
        return None
    from scipy.special import ndtr, ndtri

    table = kappa.contingency(patterns)
    total = table.sum()
    share = table / total
    square = np.eye(patterns.width) if weights is None else weights
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    chance = float(rows @ square @ columns)
    sides = (square @ columns)[:, None] + (rows @ square)[None, :]
    spread = (share * (square - sides * (1 - found.value)) ** 2).sum()
    error = np.sqrt(spread - (found.value - chance * (1 - found.value)) ** 2) / (1 - chance) / np.sqrt(total)
    under = np.sqrt(rows @ (square - sides) ** 2 @ columns - chance**2) / (1 - chance) / np.sqrt(total)
    reach = float(ndtri(0.975)) * float(error)
    z = float(found.value / under)
    said = "Fleiss, Cohen & Everitt's asymptotic error"
    interval = Interval(float(error), found.value - reach, min(1.0, found.value + reach), said)
    return interval, Test(z, float(2 * ndtr(-abs(z))), float(under))


def _with_ranks(some: Patterns, margins: Floats, own: Floats, slope: Floats) -> tuple[Floats, Floats]:
    """Ordinal distances move with every rating: what that adds to observed and to expected disagreement."""
    place = midranks(margins)
    sums = some.sums(place)
    pulled = np.zeros(some.width)
    for row in some.codes:
        rated = row >= 0
        at = row[rated]
        far = some.raters[rated] * place[at] - sums[rated]
        pulled += np.bincount(at, far * some.times[rated] / (some.raters[rated] - 1), some.width)
    spread = margins * (margins.sum() * place - margins @ place)
    return own + some.sums(4 * _from_above(pulled)), slope + 4 * _from_above(spread)


def _from_above(values: Floats) -> Floats:
    """Each category's pull on the places of itself (by half) and of all above it."""
    return np.asarray(np.cumsum(values[::-1])[::-1] - values / 2)


def _conger_slope(some: Patterns, square: Floats) -> Floats:
    """How each pattern moves Conger's chance agreement, around twice that chance."""
    own = kappa.own_shares(some)
    coders, n = len(own), some.times.sum()
    both_ways = (square + square.T) @ (own.sum(axis=0)[None, :] - own).T  # categories × coders
    found = np.zeros(len(some.times))
    for coder, row in enumerate(some.codes):
        rated = row >= 0
        toward = both_ways[:, coder]
        grown = np.where(rated, toward[row] - own[coder] @ toward, 0.0)
        found += grown * n / (some.times @ rated)
    return np.asarray(found / (coders * (coders - 1)) + 2 * kappa.conger_chance(some, square))


def _by_units(
    found: Coefficient,
    patterns: Patterns,
    weights: Floats | None,
    chance_of: Callable[[Patterns, Floats], float],
    slope_of: Callable[[Patterns, Floats], Floats],
    table: bool,
) -> Interval | None:
    """Linearised over units; ``slope_of`` gives twice each unit's own chance agreement."""
    n = int(patterns.times.sum())
    if found.value is None or n < 2:
        return None
    square = np.eye(patterns.width) if weights is None else weights
    chance = chance_of(patterns, square)
    own = np.zeros(len(patterns.times))
    agreed = kappa.unit_agreement(patterns, square)
    own[patterns.paired] = n / patterns.pairable * (agreed - chance) / (1 - chance)
    pulled = own - (1 - found.value) * (slope_of(patterns, square) - 2 * chance) / (1 - chance)
    spread = float((patterns.times * (pulled - found.value) ** 2).sum())
    error = float(np.sqrt(spread / (n * (n if table else n - 1))))
    return _around(found.value, error, n, "Gwet's large-sample formula")


def _around(value: float, error: float, n: int, method: str) -> Interval:
    from scipy.special import stdtrit

    reach = float(stdtrit(n - 1, 0.975)) * error
    return Interval(error, value - reach, min(1.0, value + reach), method)
