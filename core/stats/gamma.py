"""γ: agreement on where units are and what they are called, by the best alignment of all coders' units.

Mathet, Widlöcher & Métivier (2015), *The Unified and Holistic Method Gamma (γ)*, Computational Linguistics
41: 437–479. Units may overlap. At most 1; 0 is what chance would give. Chance is sampled, so that γ moves a
little with the seed, and with the sampler; say both. The best alignment is an integer program, which grows
steeply: for some hundred units and a few coders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.domain.errors import Refused
from core.stats.gamma_chance import shuffled, statistical
from core.stats.result import NO_VARIATION, ONE_CODER, Coefficient
from core.stats.table import Floats
from core.stats.unitizing import NO_UNITS, Marked

Sampler = Literal["statistical", "shuffle"]
SAMPLES = 30
_MOST = 20_000_000  # unitary alignments looked at


@dataclass(frozen=True, slots=True)
class Costs:
    """Weights of position and category, and what a unit without a counterpart costs."""

    position: float = 1.0
    category: float = 1.0
    empty: float = 1.0


@dataclass(frozen=True, eq=False)
class Alignment:
    """The best alignment: each row one unit (or −1) of every coder; what it costs, in the mean of a unit."""

    rows: NDArray[np.intp]
    disorder: float


@dataclass(frozen=True, eq=False)
class _Coder:
    starts: Floats
    ends: Floats
    labels: NDArray[np.str_]


def positional(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far two units lie apart: ((|Δ starts| + |Δ ends|) / sum of lengths)²; 0 or more."""
    apart = abs(one[0] - other[0]) + abs(one[1] - other[1])
    return float((apart / (one[1] - one[0] + other[1] - other[0])) ** 2)


def gamma(
    coders: Mapping[str, Sequence[Marked]],
    costs: Costs | None = None,
    *,
    samples: int = SAMPLES,
    seed: int = 0,
    sampler: Sampler = "statistical",
) -> Coefficient:
    """γ of spans ``(start, end, label)`` by coder. Raises `Refused` (``too-many-units``)."""
    costs = costs or Costs()
    marked = sum(map(len, coders.values()))
    found = Coefficient("γ", None, "", marked, marked, len(coders), marked)
    if len(coders) < 2:
        return found.undefined(ONE_CODER)
    if not marked:
        return found.undefined(NO_UNITS)
    spans = list(coders.values())
    best = best_alignment(spans, costs)
    dice = np.random.default_rng(seed)
    draw = statistical if sampler == "statistical" else shuffled
    by_chance = float(np.mean([best_alignment(draw(spans, dice), costs).disorder for _ in range(samples)]))
    if by_chance <= 0:
        return found.undefined(NO_VARIATION)
    value = 1 - best.disorder / by_chance
    return Coefficient(found.name, value, "", found.units, found.pairable, found.coders, found.ratings)


def best_alignment(spans: Sequence[Sequence[Marked]], costs: Costs) -> Alignment:
    """The partition of all units into unitary alignments that costs least, by integer programming (HiGHS).

    Raises `Refused` (``too-many-units``).
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array

    coders = [_coder(units) for units in spans]
    rows, prices = _candidates(coders, costs)
    offsets = np.cumsum([0, *(len(one.starts) for one in coders)])
    at, coder = np.nonzero(rows >= 0)
    units = rows[at, coder] + offsets[coder]
    held = csc_array((np.ones(len(at)), (units, at)), shape=(offsets[-1], len(rows)))
    solved = milp(
        prices,
        integrality=np.ones(len(rows)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(held, 1, 1),
    )
    chosen = rows[solved.x > 0.5]
    disorder = float(prices[solved.x > 0.5].sum() * len(coders) / offsets[-1])
    return Alignment(chosen, disorder)


def _candidates(coders: Sequence[_Coder], costs: Costs) -> tuple[NDArray[np.intp], Floats]:
    """Unitary alignments that can be part of a best one, and their prices.

    Any pair with *none* in it costs Δ∅, so that a unit alone costs Δ∅; an alignment of k units that costs
    more than k·Δ∅ is never better than its units alone.
    """
    n = len(coders)
    every = n * (n - 1) / 2
    pairs = {(i, j): _dissimilarity(coders[i], coders[j], costs) for i, j in combinations(range(n), 2)}
    rows, price = np.empty((1, 0), np.intp), np.zeros(1)
    for at in range(n):
        choices = np.arange(-1, len(coders[at].starts))
        grown = np.repeat(price[:, None], len(choices), axis=1)
        for before in range(at):
            grown += pairs[before, at][rows[:, before]][:, choices]
        kept, choice = np.nonzero(grown <= n * every * costs.empty)
        rows = np.column_stack((rows[kept], choices[choice]))
        price = grown[kept, choice]
        if len(rows) * (len(coders[min(at + 1, n - 1)].starts) + 1) > _MOST:
            raise Refused(
                "too-many-units", "There are too many units near each other for γ. Take uα instead."
            )
    real = (rows >= 0).sum(axis=1)
    price = (price + (every - real * (real - 1) / 2) * costs.empty) / every
    some = (real > 0) & (price <= real * costs.empty + 1e-9)
    return rows[some], price[some]


def _dissimilarity(one: _Coder, other: _Coder, costs: Costs) -> Floats:
    """Units × units, and a last row and column for *none*, which is priced later: numbers of −1 read it."""
    found = np.zeros((len(one.starts) + 1, len(other.starts) + 1))
    found[:-1, :-1] = costs.position * _positions(one, other)
    found[:-1, :-1] += costs.category * (one.labels[:, None] != other.labels[None, :])
    return found * costs.empty


def _positions(one: _Coder, other: _Coder) -> Floats:
    apart = np.abs(one.starts[:, None] - other.starts) + np.abs(one.ends[:, None] - other.ends)
    lengths = (one.ends - one.starts)[:, None] + (other.ends - other.starts)
    return np.asarray((apart / lengths) ** 2)


def _coder(units: Sequence[Marked]) -> _Coder:
    return _Coder(
        np.array([unit[0] for unit in units], float),
        np.array([unit[1] for unit in units], float),
        np.array([unit[2] for unit in units], dtype=np.str_),
    )
