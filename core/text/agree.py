"""What two versions of a text have in common, also of long ones: anchored at words that occur once in each.

Comparing every word with every other grows with the square; so both ends are taken off first, then words that
stand once in either text and in the same order ("patience diff", Bram Cohen 2005) cut the rest into short
stretches, and only those are compared closely.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

_CLOSELY = 40_000  # products of words in two stretches up to this are compared word by word
_FINE = 120  # changed stretches up to this many characters are compared character by character
_ALIKE = 3  # characters in a row that count as the same in words that differ
_RUN = 4  # words in a row that anchor where no single one does
_WORD = re.compile(r"\w+|[^\w\s]")
_SIGN = re.compile(r"\S")

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """``size`` characters that are the same from ``old`` on in the one and ``new`` on in the other text."""

    old: int
    new: int
    size: int


@lru_cache(maxsize=2)  # a person looks at a correction before it is made: the comparison is the same
def agreement(old: str, new: str) -> tuple[Block, ...]:
    """What both texts have in common: blocks that ascend in both, never overlap and are never empty."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle = _middle(old[head : len(old) - tail], new[head : len(new) - tail])
    found = [Block(0, 0, head), *(Block(b.old + head, b.new + head, b.size) for b in middle)]
    return tuple(_joined([*found, Block(len(old) - tail, len(new) - tail, tail)]))


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _middle(old: str, new: str) -> Iterator[Block]:
    ours, theirs = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    pairs = _pairs([m.group() for m in ours], [m.group() for m in theirs])
    at = (0, 0)
    for i, j in (*pairs, (len(ours), len(theirs))):
        here = (ours[i].start(), theirs[j].start()) if i < len(ours) else (len(old), len(new))
        yield from _within(old, new, at, here)
        if i < len(ours):
            size = ours[i].end() - ours[i].start()
            yield Block(*here, size)
            at = (here[0] + size, here[1] + size)


def _within(old: str, new: str, start: Pair, end: Pair) -> Iterator[Block]:
    """What is the same in a stretch between two words that are."""
    one, other = old[start[0] : end[0]], new[start[1] : end[1]]
    head = _common(one, other)
    tail = _common(one[head:][::-1], other[head:][::-1])
    yield Block(*start, head)
    for a, b, size in _inside(one[head : len(one) - tail], other[head : len(other) - tail]):
        yield Block(start[0] + head + a, start[1] + head + b, size)
    yield Block(end[0] - tail, end[1] - tail, tail)


def _inside(one: str, other: str) -> Sequence[tuple[int, int, int]]:
    """What is the same in two short stretches: all but spaces, or some characters in a row."""
    if not one or not other:
        return ()
    if [m.group() for m in _SIGN.finditer(one)] == [m.group() for m in _SIGN.finditer(other)]:
        signs = zip(_SIGN.finditer(one), _SIGN.finditer(other), strict=True)
        return [(a.start(), b.start(), 1) for a, b in signs]
    if max(len(one), len(other)) > _FINE:
        return ()
    matched = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return [(a, b, size) for a, b, size in matched if size >= _ALIKE]


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Places of words that are the same, ascending in both."""
    found: list[Pair] = []
    stretches = [(0, len(old), 0, len(new))]
    while stretches:
        a, b, c, d = stretches.pop()
        while a < b and c < d and old[a] == new[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        if a == b or c == d:
            continue
        if (b - a) * (d - c) <= _CLOSELY:
            found += _closely(old[a:b], new[c:d], a, c)
            continue
        anchors = _anchors(old[a:b], new[c:d])
        cuts = [(a - 1, c - 1), *((a + i, c + j) for i, j in anchors), (b, d)]
        if len(cuts) > 2:
            found += cuts[1:-1]
            stretches += [(i + 1, k, j + 1, m) for (i, j), (k, m) in pairwise(cuts)]
    return sorted(found)


def _closely(old: Sequence[str], new: Sequence[str], at: int, new_at: int) -> list[Pair]:
    matched = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(at + i + k, new_at + j + k) for i, j, size in matched for k in range(size)]


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Words that stand once in each, as many as keep their order; in place of none, runs of several words."""
    for many in (1, _RUN):
        there = _once(new, many)
        found = _rising([(i, there[run]) for run, i in _once(old, many).items() if run in there])
        if found:
            return found
    return []


def _once(words: Sequence[str], many: int) -> dict[tuple[str, ...], int]:
    """The runs of so many words that occur once, with their places, ascending."""
    runs = [tuple(words[i : i + many]) for i in range(len(words) - many + 1)]
    times = Counter(runs)
    return {run: i for i, run in enumerate(runs) if times[run] == 1}


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest part of ``pairs``, which ascend by their first, that ascends by the second too."""
    ends: list[int] = []  # the least last place of a rising part of each length
    tails: list[int] = []  # and which pair that is
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(tails[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        tails[length : length + 1] = [index]
    found: list[Pair] = []
    index = tails[-1] if tails else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks that touch in both texts as one; empty ones left out."""
    last: Block | None = None
    for block in blocks:
        if not block.size:
            continue
        if last and (last.old + last.size, last.new + last.size) == (block.old, block.new):
            last = Block(last.old, last.new, last.size + block.size)
            continue
        if last:
            yield last
        last = block
    if last:
        yield last
