"""How far two categories are apart, and how much they agree."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import numpy as np

from core.domain.errors import Refused
from core.stats.table import Floats

NAMES = ("identity", "linear", "quadratic", "radical", "ordinal")


def agreement_weights(name: str, width: int) -> Floats:
    """Weights in [0, 1], categories × categories, 1 on the diagonal; categories count by rank.

    *ordinal* is Gwet's (2014, *Handbook of Inter-Rater Reliability*, ch. 3): 1 − C(|i−j|+1, 2) / C(q, 2); it
    is not Krippendorff's ordinal metric. Raises `Refused` (``unknown-weights``).
    """
    rank = np.arange(width, dtype=np.float64)
    apart, most = np.abs(rank[:, None] - rank[None, :]), max(width - 1, 1)
    if name == "identity":
        return np.eye(width)
    if name == "linear":
        return 1 - apart / most
    if name == "quadratic":
        return 1 - (apart / most) ** 2
    if name == "radical":
        return 1 - np.sqrt(apart / most)
    if name == "ordinal":
        return np.asarray(1 - apart * (apart + 1) / 2 / max(comb(width, 2), 1))
    raise Refused("unknown-weights", f"“{name}” is none of the weights: {', '.join(NAMES)}.")


def from_distances(distances: Sequence[Sequence[float]] | Floats) -> Floats:
    """Agreement weights from distances of categories: 1 for none, 0 for the largest."""
    found = np.asarray(distances, np.float64)
    return np.asarray(1 - found / max(float(found.max()), np.finfo(float).tiny))
