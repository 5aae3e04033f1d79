"""F1 of spans: how far two coders found the same passages; of more coders, the mean of all pairs.

F1 of two coders is 2·hits / (spans of the one + spans of the other), in [0, 1], the same whoever comes first;
it is specific agreement on what was found (Hripcsak & Rothschild 2005) and asks nothing about the text in
which nobody found anything. Spans are half-open, so that touching ones don't overlap. Undefined where neither
coder marked anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Literal

import numpy as np

from core.stats.result import ONE_CODER, Coefficient
from core.stats.unitizing import NO_UNITS, Marked

Match = Literal["exact", "overlap", "overlap_unlabelled", "boundary", "char"]
MATCHES: dict[Match, str] = {
    "exact": "same ends, same category",
    "boundary": "same ends",
    "overlap": "overlapping, same category, one to one",
    "overlap_unlabelled": "overlapping, one to one",
    "char": "characters of the same category",
}
Spans = Sequence[Marked]


def span_f1(coders: Mapping[str, Spans], match: Match = "exact") -> Coefficient:
    """F1 of spans ``(start, end, label)`` by coder."""
    marked = sum(map(len, coders.values()))
    found = Coefficient(f"F1 of spans ({MATCHES[match]})", None, "", marked, marked, len(coders), marked)
    if len(coders) < 2:
        return found.undefined(ONE_CODER)
    every = [_f1(one, other, match) for one, other in combinations(coders.values(), 2)]
    known = [one for one in every if one is not None]
    if not known:
        return found.undefined(NO_UNITS)
    return Coefficient(found.name, sum(known) / len(known), "", marked, marked, len(coders), marked)


def _f1(one: Spans, other: Spans, match: Match) -> float | None:
    hits, mine, theirs = _HITS[match](one, other)
    return 2 * hits / (mine + theirs) if mine + theirs else None


def _exact(one: Spans, other: Spans) -> tuple[float, float, float]:
    return (Counter(one) & Counter(other)).total(), len(one), len(other)


def _boundary(one: Spans, other: Spans) -> tuple[float, float, float]:
    return _exact([(*span[:2], "") for span in one], [(*span[:2], "") for span in other])


def _overlap(one: Spans, other: Spans) -> tuple[float, float, float]:
    """As many pairs as can be made, no span in two of them."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    if not one or not other:
        return 0, len(one), len(other)
    starts, ends = np.array([span[0] for span in other]), np.array([span[1] for span in other])
    names = np.array([span[2] for span in other])
    rows, columns = [], []
    for at, (start, end, name) in enumerate(one):
        near = np.flatnonzero((starts < end) & (start < ends) & (names == name))
        rows += [at] * len(near)
        columns += near.tolist()
    graph = csr_array((np.ones(len(rows), np.int8), (rows, columns)), shape=(len(one), len(other)))
    matched = maximum_bipartite_matching(graph, perm_type="column")
    return int((matched >= 0).sum()), len(one), len(other)


def _overlap_unlabelled(one: Spans, other: Spans) -> tuple[float, float, float]:
    return _overlap([(*span[:2], "") for span in one], [(*span[:2], "") for span in other])


def _char(one: Spans, other: Spans) -> tuple[float, float, float]:
    """Lengths of what is covered, each character of a category once."""
    both = mine = theirs = 0.0
    for name in {span[2] for span in (*one, *other)}:
        first, second = (_covered(span for span in spans if span[2] == name) for spans in (one, other))
        mine += _length(first)
        theirs += _length(second)
        both += _length(first) + _length(second) - _length(_covered((*first, *second)))
    return both, mine, theirs


def _covered(spans: Iterable[Marked]) -> list[Marked]:
    """The same places without overlap."""
    found: list[Marked] = []
    for start, end, name in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]), name)
        else:
            found.append((start, end, name))
    return found


def _length(spans: Iterable[Marked]) -> float:
    return sum(end - start for start, end, _ in spans)


_HITS: dict[Match, Callable[[Spans, Spans], tuple[float, float, float]]] = {
    "exact": _exact,
    "boundary": _boundary,
    "overlap": _overlap,
    "overlap_unlabelled": _overlap_unlabelled,
    "char": _char,
}
