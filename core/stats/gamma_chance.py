"""Annotations by chance for γ: what coders would mark who know the units' sizes and names, not the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from core.stats.unitizing import Marked

Spans = Sequence[Sequence[Marked]]


def statistical(spans: Spans, dice: np.random.Generator) -> list[list[Marked]]:
    """Units one after the other: their number, gaps, lengths normal as seen, categories as often as seen."""
    numbers = [len(units) for units in spans]
    units = [unit for coder in spans for unit in coder]
    lengths = [end - start for start, end, _ in units]
    gaps = [0.0]  # so that they vary, however few there are
    for coder in filter(None, map(sorted, spans)):
        gaps += [coder[0][0], *(later[0] - sooner[1] for sooner, later in pairwise(coder))]
    names, often = np.unique([name for _, _, name in units], return_counts=True)
    found = []
    for _ in spans:
        number = max(1, int(dice.normal(np.mean(numbers), np.std(numbers))))
        at, coder = 0.0, list[Marked]()
        for _ in range(number):
            start = at + dice.normal(np.mean(gaps), np.std(gaps))
            at = start + max(abs(dice.normal(np.mean(lengths), np.std(lengths))), 1e-6)
            coder.append((start, at, str(dice.choice(names, p=often / often.sum()))))
        found.append(coder)
    return found


def shuffled(spans: Spans, dice: np.random.Generator) -> list[list[Marked]]:
    """As Mathet et al. have it: a coder's units, moved round the text by chance, each time another way."""
    units = [unit for coder in spans for unit in coder]
    begin, end = min(unit[0] for unit in units), max(unit[1] for unit in units)
    near = float(np.mean([unit[1] - unit[0] for unit in units])) / 2
    moves: list[float] = []
    found = []
    for _ in spans:
        moves.append(_move(moves, begin, end, near, dice))
        coder = spans[int(dice.integers(len(spans)))]
        found.append([_moved(unit, moves[-1], begin, end) for unit in coder])
    return found


def _move(moves: Sequence[float], begin: float, end: float, near: float, dice: np.random.Generator) -> float:
    """A way no nearer than ``near`` to one taken before, if one is to be had."""
    move = 0.0
    for _ in range(100):
        move = float(dice.uniform(0, end - begin))
        if all(abs(move - before) >= near for before in moves):
            break
    return move


def _moved(unit: Marked, by: float, begin: float, end: float) -> Marked:
    start, stop, name = unit[0] + by, unit[1] + by, unit[2]
    back = end - begin if start > end else 0.0
    return start - back, stop - back, name
