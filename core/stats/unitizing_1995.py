"""Krippendorff's older αU, for comparison with studies that report it; new ones take `unitizing`.

Krippendorff (1995), *On the reliability of unitizing continuous data*, Sociological Methodology 25: 47–76;
(2004), Quality & Quantity 38: 787–800. Disagreement is the squared length by which units miss each other;
each category is a continuum of its own, so that units of different ones may overlap. At most 1; undefined
where nobody marked a unit of the category.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from core.stats.result import NO_VARIATION, ONE_CODER, Coefficient
from core.stats.unitizing import GAP, NO_UNITS, Continuum, Marked, Segments

Coders = Mapping[str, Sequence[Marked]]


def u_alpha_1995(coders: Coders, length: float, begin: float = 0) -> Coefficient:
    """αU over all categories: their disagreements added up. Raises as `Continuum.of`."""
    labels = sorted({label for spans in coders.values() for _, _, label in spans})
    parts = [_disagreements(_of_one(coders, label, length, begin)) for label in labels]
    return _value(coders, "αU (1995)", sum(one for one, _ in parts), sum(other for _, other in parts))


def u_alpha_1995_of(coders: Coders, label: str, length: float, begin: float = 0) -> Coefficient:
    """αU of one category."""
    observed, expected = _disagreements(_of_one(coders, label, length, begin))
    return _value(coders, f"αU (1995) of “{label}”", observed, expected)


def _value(coders: Coders, name: str, observed: float, expected: float) -> Coefficient:
    units = sum(map(len, coders.values()))
    found = Coefficient(name, None, "", units, units, len(coders), units)
    if len(coders) < 2:
        return found.undefined(ONE_CODER)
    if expected <= 0:
        return found.undefined(NO_VARIATION if units else NO_UNITS)
    return Coefficient(name, float(1 - observed / expected), "", units, units, len(coders), units)


def _of_one(coders: Coders, label: str, length: float, begin: float) -> Continuum:
    mine = {name: [span for span in spans if span[2] == label] for name, spans in coders.items()}
    return Continuum.of(mine, length, begin)


def _disagreements(continuum: Continuum) -> tuple[float, float]:
    """Observed and expected disagreement of one category; 0 and 0 with a single coder."""
    coders, count, length = continuum.coders, len(continuum.coders), continuum.length
    if count < 2 or not continuum.units:
        return 0.0, 0.0
    observed = sum(
        _apart(one, other) for at, one in enumerate(coders) for to, other in enumerate(coders) if at != to
    )
    gaps = np.concatenate([one.lengths[one.codes == GAP] for one in coders])
    units = np.concatenate([one.lengths[one.codes != GAP] for one in coders])
    room = np.array([np.maximum(gaps - unit + 1, 0).sum() for unit in units])
    inside = (len(units) - 1) / 3 * (2 * units**3 - 3 * units**2 + units)
    pairs = count * length * (count * length - 1) - (units * (units - 1)).sum()
    expected = 2 / length * (inside + units**2 * room).sum() / pairs
    return observed / (count * (count - 1) * length**2), float(expected)


def _apart(one: Segments, other: Segments) -> float:
    """Squared lengths by which a coder's units and gaps miss the other's."""
    found = 0.0
    for start, end, code in zip(one.starts, one.ends, one.codes, strict=True):
        meets = (other.starts < end) & (start < other.ends)
        starts, ends, codes = other.starts[meets], other.ends[meets], other.codes[meets]
        if code:
            units = codes != GAP
            found += float(((start - starts[units]) ** 2 + (end - ends[units]) ** 2).sum())
            found += (end - start) ** 2 * float(((codes == GAP) & (starts <= start) & (end <= ends)).sum())
        else:
            held = (codes != GAP) & (start <= starts) & (ends <= end)
            found += float(((ends - starts)[held] ** 2).sum())
    return found
