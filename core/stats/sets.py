"""Ratings that are sets of categories: several topics of an article, all of them at once.

Distances: Jaccard's, and MASI (Passonneau 2006, LREC: *Measuring Agreement on Set-valued Items*), which also
counts how one set lies in the other. An empty set is a rating (*none of them*), not a missing one; two empty
sets are alike.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import Literal

import numpy as np

from core.stats.alpha import alpha_of, distances
from core.stats.result import Coefficient
from core.stats.table import Ratings, few_enough

SetDistance = Literal["masi", "jaccard"]
Choice = Collection[Hashable]


def jaccard(one: Choice, other: Choice) -> float:
    """1 less what is shared of all that either has; in [0, 1]."""
    mine, theirs = frozenset(one), frozenset(other)
    every = mine | theirs
    return 1 - len(mine & theirs) / len(every) if every else 0.0


def masi(one: Choice, other: Choice) -> float:
    """1 − Jaccard's share × 1 for equal sets, ⅔ where one holds the other, ⅓ where they overlap, else 0."""
    mine, theirs = frozenset(one), frozenset(other)
    if mine == theirs:
        return 0.0
    held = 2 / 3 if mine <= theirs or theirs <= mine else 1 / 3 if mine & theirs else 0.0
    return 1 - len(mine & theirs) / len(mine | theirs) * held


def set_ratings(rows: Sequence[Sequence[Choice | None]]) -> Ratings:
    """Units × coders of sets, ``None`` missing; each different set becomes a category.

    Raises as `Ratings.of`.
    """
    frozen = [[None if cell is None else frozenset(cell) for cell in row] for row in rows]
    known = sorted({cell for row in frozen for cell in row if cell is not None}, key=_named)
    return Ratings.of(frozen, known)


def set_alpha(ratings: Ratings, by: SetDistance = "masi") -> Coefficient:
    """Krippendorff's α of `set_ratings`; distances enter as they are, not squared.

    Raises `Refused` (``too-many-categories``).
    """
    few_enough(len(ratings.categories))
    apart = masi if by == "masi" else jaccard
    sets = [frozenset(found) for found in ratings.categories if isinstance(found, frozenset)]
    far = np.zeros((len(sets), len(sets)))
    for at, one in enumerate(sets):
        for to in range(at):
            far[at, to] = far[to, at] = apart(one, sets[to])
    return alpha_of(ratings.patterns, distances(far))


def _named(found: frozenset[Hashable]) -> list[str]:
    return sorted(map(str, found))
