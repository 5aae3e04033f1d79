"""Confidence by the bootstrap: units drawn anew with replacement, the coefficient worked out each time.

Efron & Tibshirani (1993), ch. 12–13 (percentiles); over units as Zapf et al. (2016) and Gwet advise. What is
drawn is how often each pattern of ratings comes (one multinomial draw), so that a million units cost no more
than their distinct patterns. Seeded: the same seed gives the same ends on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.stats.alpha import alpha_of, coincidences, pairable
from core.stats.intervals import Interval
from core.stats.metrics import Metric, Points
from core.stats.result import Coefficient
from core.stats.table import Floats, Patterns

if TYPE_CHECKING:
    from scipy.sparse import csr_array

RESAMPLES = 1_000
_CELLS = 1 << 22  # counts drawn at a time


@dataclass(frozen=True, eq=False)
class Resampled:
    """The values of all resamples in which it was defined, and how many there were of the others."""

    values: Floats
    undefined: int
    method: str

    def interval(self, level: float = 0.95) -> Interval | None:
        """Percentiles; none where fewer than two resamples have a value."""
        if len(self.values) < 2:
            return None
        low, high = np.quantile(self.values, [(1 - level) / 2, (1 + level) / 2])
        return Interval(float(self.values.std(ddof=1)), float(low), float(high), self.method, level)

    def below(self, target: float) -> float | None:
        """How probable it is that the coefficient misses a target, from 0 to 1."""
        return float((self.values < target).mean()) if len(self.values) else None


def bootstrap(
    patterns: Patterns,
    statistic: Callable[[Patterns], Coefficient],
    *,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Resampled:
    """Of any coefficient, over all rated units."""
    found = [
        value
        for drawn in _draws(patterns, resamples, seed)
        for times in drawn
        if (value := statistic(patterns.weighted(times)).value) is not None
    ]
    return Resampled(np.array(found), resamples - len(found), _said(resamples, seed))


def bootstrap_alpha(
    patterns: Patterns, metric: Metric, *, resamples: int = RESAMPLES, seed: int = 0
) -> Resampled:
    """Of Krippendorff's α, over pairable units; many times faster than `bootstrap`. No values of a single
    unit, which would be drawn again and again and look certain."""
    said = _said(resamples, seed)
    some = _alike(pairable(patterns))
    if some.pairable < 2 or alpha_of(some, metric).value is None:
        return Resampled(np.empty(0), resamples, said)
    counts = _counts(some)
    found = []
    for times in _draws(some, resamples, seed):
        margins = np.asarray(counts.T @ times.T, np.float64).T
        found.append(_alphas(some, metric, times, margins))
    values = np.concatenate(found)
    known = ~np.isnan(values)
    return Resampled(values[known], int((~known).sum()), said)


def kalpha(patterns: Patterns, metric: Metric, *, resamples: int = 10_000, seed: int = 0) -> Resampled:
    """As the KALPHA macro has it (Hayes & Krippendorff 2007): pairs are drawn, and what is expected stays.

    Known to be too narrow (Zapf et al. 2016; Hughes 2022): for comparison with published values only.
    """
    said = f"KALPHA's bootstrap over pairs of ratings, {resamples:,} resamples, seed {seed}; too narrow"
    some = pairable(patterns)
    if alpha_of(some, metric).value is None:
        return Resampled(np.empty(0), resamples, said)
    margins = some.margins(some.times.astype(np.float64))
    used = np.flatnonzero(margins)
    together = coincidences(some)[np.ix_(used, used)]
    one, other = np.triu_indices(len(used))
    chances = together[one, other] * np.where(one == other, 1, 2)
    cells = Patterns(np.stack((used[one], used[other])), np.ones(len(one), np.int64), some.width, len(one))
    far = metric.within(cells, margins) / 2
    pairs = int((some.times * some.raters * (some.raters - 1) / 2).sum())
    total = margins.sum()
    expected = metric.expected(margins) / (total * (total - 1))
    drawn = np.random.default_rng(seed).multinomial(pairs, chances / chances.sum(), size=resamples)
    values = np.maximum(1 - drawn @ far / (pairs * expected), -1.0)
    flat = (drawn[:, one == other] == pairs).any(axis=1)  # all pairs in one cell: no variation
    return Resampled(np.where(flat, 0.0, values), 0, said)


def _alphas(some: Patterns, metric: Metric, times: NDArray[np.int64], margins: Floats) -> Floats:
    """α of each draw; nan where it is undefined."""
    if isinstance(metric, Points) and metric.by_ranks:
        own = np.array(
            [
                metric.within(some, line) @ (n / (some.raters - 1))
                for line, n in zip(margins, times, strict=True)
            ]
        )
    else:
        own = times @ (metric.within(some, margins[0]) / (some.raters - 1))
    expected = metric.each_expected(margins)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = 1 - (margins.sum(axis=1) - 1) * own / expected
    return np.where(expected > 0, found, np.nan)


def _draws(patterns: Patterns, resamples: int, seed: int) -> Iterator[NDArray[np.int64]]:
    """Resamples × patterns: how often each pattern comes, some resamples at a time."""
    n = int(patterns.times.sum())
    if not n:
        return
    chance, dice = patterns.times / n, np.random.default_rng(seed)
    step = max(1, _CELLS // len(chance))
    for start in range(0, resamples, step):
        yield dice.multinomial(n, chance, size=min(step, resamples - start))


def _alike(some: Patterns) -> Patterns:
    """For statistics to which coders are alike: patterns of the same ratings are one."""
    ordered = np.sort(some.codes, axis=0)
    rows, at = np.unique(ordered, axis=1, return_inverse=True)
    times = np.bincount(at.ravel(), some.times).astype(np.int64)
    return Patterns(rows, times, some.width, some.units)


def _counts(some: Patterns) -> csr_array[Any]:
    """Patterns × categories, mostly empty: how many coders gave each."""
    from scipy.sparse import csr_array

    coder, at = np.nonzero(some.codes >= 0)
    codes = some.codes[coder, at]
    return csr_array((np.ones(len(at)), (at, codes)), shape=(some.codes.shape[1], some.width))


def _said(resamples: int, seed: int) -> str:
    return f"bootstrap over units, {resamples:,} resamples, seed {seed}"
