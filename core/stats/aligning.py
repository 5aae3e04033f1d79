"""Which codings of several coders are about the same thing: all coders of one article and layer at once.

Codings that say the same are one unit. The rest are joined where they are most alike: for two coders that is
the optimal assignment (Kuhn–Munkres; SciPy's `linear_sum_assignment`). With more coders every two of them are
assigned and the pairs joined from the most alike down, again and again until nothing fits together any more.
An identity is a coding's id, never its words: two codings of one coder never become one unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from scipy.optimize import linear_sum_assignment

from core.domain.alignment import Member, Unit
from core.domain.codebook import LayerDef
from core.domain.coding import Coding, Layer, Missing
from core.stats.likeness import WINDOW, Likeness, likeness_of

Given = Mapping[str, Sequence[Coding] | Missing]
_Group = dict[str, Coding]  # coder → coding: what is taken to be the same thing
_Edge = tuple[int, int]


def align(article_id: str, layer: LayerDef, given: Given) -> tuple[Unit, ...]:
    """The units of one article and layer, in reading order.

    ``given``: what each coder recorded there, or why nothing can be said of them (*not codable*, *not yet
    looked*). Every coding is in exactly one unit, at most one of each coder; the order of coders and codings
    is irrelevant.
    """
    coders = tuple(sorted(given))
    codings = sorted(
        (one for found in given.values() if not isinstance(found, Missing) for one in found), key=_place
    )
    groups = _identical(codings)
    if len(coders) > 1:
        groups = _joined(groups, likeness_of(layer), 0)
        if layer.layer is Layer.EVENT:  # what shares words goes first, also so that long articles stay fast
            groups = _joined(groups, likeness_of(layer), WINDOW)
    units = (_unit(article_id, layer, coders, group, given) for group in groups)
    return tuple(sorted(units, key=lambda unit: unit.place))


def _unit(article_id: str, layer: LayerDef, coders: tuple[str, ...], group: _Group, given: Given) -> Unit:
    def member(coder: str) -> Member:
        found = given[coder]
        return group.get(coder) or (found if isinstance(found, Missing) else Missing.NOTHING_THERE)

    return Unit(article_id, layer.layer, coders, tuple(map(member, coders)))


def _place(coding: Coding) -> tuple[object, ...]:
    start = coding.spans[0].start if coding.spans else -1
    return (start, coding.spans, coding.category, coding.coder_id, coding.id)


def _identical(codings: Iterable[Coding]) -> list[_Group]:
    """Those that say the same of the same words; a coder's second one of a kind begins a new group."""
    alike: dict[tuple[object, ...], list[_Group]] = defaultdict(list)
    for one in codings:
        groups = alike[one.spans, one.category, one.slots, one.variables]
        free = next((group for group in groups if one.coder_id not in group), None)
        if free is None:
            free = {}
            groups.append(free)
        free[one.coder_id] = one
    return [group for groups in alike.values() for group in groups]


def _joined(groups: list[_Group], likeness: Likeness, window: int) -> list[_Group]:
    weigh = _Weigher(likeness)
    while True:
        edges = {edge: weight for edge in _candidates(groups, window) if (weight := weigh(groups, edge))}
        chosen = [edge for part in _parts(edges) for edge in _chosen(groups, part, edges)]
        if not chosen:
            return groups
        groups = _merged(groups, sorted(chosen, key=lambda edge: (-edges[edge], edge)), weigh)


class _Weigher:
    """How alike two groups are: the mean over codings of different coders, of which half must be alike."""

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness
        self._known: dict[tuple[str, str], float] = {}

    def __call__(self, groups: Sequence[_Group], edge: _Edge) -> float:
        one, other = groups[edge[0]], groups[edge[1]]
        found = [self._of(a, b) for a in one.values() for b in other.values()]
        return sum(found) / len(found) if 2 * sum(map(bool, found)) >= len(found) else 0.0

    def _of(self, one: Coding, other: Coding) -> float:
        first, second = (one, other) if one.id < other.id else (other, one)
        key = (first.id, second.id)
        if key not in self._known:
            self._known[key] = self._likeness(first, second)
        return self._known[key]


def _candidates(groups: Sequence[_Group], window: int) -> Iterator[_Edge]:
    """Groups of different coders with no more than ``window`` code points between their words; those without
    words meet their like only."""
    reach = sorted((*_reach(group), at) for at, group in enumerate(groups))
    for n, (start, end, at) in enumerate(reach):
        for further in range(n + 1, len(reach)):
            begins, _, other = reach[further]
            if begins > end + window or (start < 0) != (begins < 0):
                break
            if groups[at].keys().isdisjoint(groups[other]):
                yield min(at, other), max(at, other)


def _reach(group: _Group) -> tuple[int, int]:
    spans = [span for coding in group.values() for span in coding.spans]
    return (min(s.start for s in spans), max(s.end for s in spans)) if spans else (-1, -1)


def _parts(edges: Iterable[_Edge]) -> list[list[_Edge]]:
    """The edges in parts that have no group in common: each can be assigned by itself."""
    leader: dict[int, int] = {}

    def find(at: int) -> int:
        while leader.setdefault(at, at) != at:
            leader[at] = at = leader[leader[at]]
        return at

    known = list(edges)
    for one, other in known:
        leader[find(other)] = find(one)
    parts: dict[int, list[_Edge]] = defaultdict(list)
    for edge in known:
        parts[find(edge[0])].append(edge)
    return list(parts.values())


def _chosen(groups: Sequence[_Group], part: list[_Edge], weights: Mapping[_Edge, float]) -> Iterator[_Edge]:
    """The edges of the optimal assignments of every two coders."""
    if len(part) == 1:
        yield part[0]
        return
    some = sorted({at for edge in part for at in edge})
    for first, second in combinations(sorted({coder for at in some for coder in groups[at]}), 2):
        rows = [at for at in some if first in groups[at] and second not in groups[at]]
        columns = [at for at in some if second in groups[at] and first not in groups[at]]
        if not (rows and columns):
            continue
        pairs = [[(min(one, other), max(one, other)) for other in columns] for one in rows]
        table = np.array([[weights.get(pair, 0.0) for pair in row] for row in pairs])
        for row, column in zip(*linear_sum_assignment(table, maximize=True), strict=True):
            if table[row, column]:
                yield pairs[row][column]


def _merged(groups: list[_Group], chosen: Iterable[_Edge], weigh: _Weigher) -> list[_Group]:
    """Join along the edges, the best first, while no coder comes twice and what is joined is alike."""
    found: list[_Group | None] = [dict(group) for group in groups]
    stands = list(range(len(groups)))
    for edge in chosen:
        one, other = (_stand(stands, at) for at in edge)
        mine, theirs = found[one], found[other]
        if mine is None or theirs is None or one == other or not mine.keys().isdisjoint(theirs):
            continue
        if weigh((mine, theirs), (0, 1)):
            found[one] = mine | theirs
            found[other], stands[other] = None, one
    return [group for group in found if group]


def _stand(stands: list[int], at: int) -> int:
    while stands[at] != at:
        at = stands[at]
    return at
