"""Finds articles that are nearly the same: MinHash over runs of five words, after Broder (1997).

A sketch has 128 places. The runs of a text fall into four strata by their hash, and each stratum gives the
least of 32 hashes (stratified as in Li, Owen & Zhang 2012, with no stratum ever empty but by a chance below
one in a hundred thousand for 60 words). The share of equal places in two sketches estimates how much of
their runs two texts have in common (standard error at most 0.044). Everything goes over whole arrays: in
plain Python the words alone would cost more than reading the file.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from core.text.canonical import word_count

RUN = 5  # words
PLACES = 128
LIKE = 0.5  # of the runs in common: wire copies cut or edited lie above, two reports of one event far below
_STRATA = 4
_BANDS, _ROWS = 25, 5  # with these, pairs at LIKE meet with a chance of 0.55, at 0.7 of 0.99
_LEAST = 20  # runs; of shorter texts nothing can be said
_MEET = 30  # articles of one bucket that are compared one with another
_LONGEST = 1_000_000  # characters of a text that count: more would cost memory and tell nothing new
_PIECE = 4_000  # runs hashed at once
_ODD, _MIX = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9  # multipliers of SplitMix64 (Steele et al. 2014)


class Measure(NamedTuple):
    """What one pass over a text gives: its count of words, and its sketch (512 bytes, or empty)."""

    words: int
    sketch: bytes


def sketch(text: str) -> bytes:
    """The sketch of a canonical text, 512 bytes; empty for one too short."""
    return measure(text).sketch


def measure(text: str) -> Measure:
    """Words as `core.text.canonical.word_count` counts them, and the sketch, of a canonical text."""
    import numpy as np

    tables = _tables()
    small = f" {text[:_LONGEST].lower()} "
    units = np.frombuffer(small.encode("utf-16-le", "replace"), dtype="<u2")
    kinds = tables.kinds[units.astype(np.intp)]
    is_word = kinds == _LETTER
    edges = (is_word[1:] != is_word[:-1]).nonzero()[0] + 1  # begin, end, begin, end …
    starts, ends = edges[0::2], edges[1::2]
    whole = len(text) <= _LONGEST and len(units) == len(small)  # else letters beyond two bytes are in it
    words = _tokens(kinds == _SPACE, starts) if whole else word_count(text)
    if len(starts) < _LEAST + RUN - 1:
        return Measure(words, b"")
    powers, inverses = _powers(len(units))
    sums = (units * powers[: len(units)]).cumsum()
    hashed = (sums[ends - 1] - sums[starts - 1]) * inverses[starts]
    return Measure(words, _least_of(_runs(hashed, powers, inverses)))


def _tokens(is_space: Any, starts: Any) -> int:
    """How many runs between white space hold a word."""
    import numpy as np

    if not len(starts):
        return 0
    before = is_space.cumsum(dtype=np.int32)[starts]
    return 1 + int(np.count_nonzero(before[1:] != before[:-1]))


def _runs(hashed: Any, powers: Any, inverses: Any) -> Any:
    """A hash of 32 bits of every run of words, of the hashes of the words."""
    import numpy as np

    many = len(hashed)
    hashed ^= hashed >> np.uint64(32)
    sums = np.zeros(many + 1, dtype=np.uint64)
    (hashed * powers[:many]).cumsum(out=sums[1:])
    runs = (sums[RUN:] - sums[:-RUN]) * inverses[: many - RUN + 1]
    runs ^= runs >> np.uint64(29)
    return (runs * np.uint64(_MIX) >> np.uint64(32)).astype(np.uint32)


def _least_of(runs: Any) -> bytes:
    """The least hash of each stratum for each multiplier; of an empty one the highest number."""
    import numpy as np

    runs.sort()
    tables = _tables()
    cuts = [0, *runs.searchsorted(tables.cuts).tolist(), len(runs)]
    filled = all(begin < end for begin, end in pairwise(cuts))
    if filled and len(runs) <= _PIECE:
        return bytes(np.minimum.reduceat(tables.factors * runs, cuts[:-1], axis=1).astype("<u4").tobytes())
    least = np.full((PLACES // _STRATA, _STRATA), 0xFFFFFFFF, dtype="<u4")
    for place, (begin, end) in enumerate(pairwise(cuts)):
        for at in range(begin, end, _PIECE):
            found = np.minimum.reduce(tables.factors * runs[at : min(end, at + _PIECE)], axis=1)
            np.minimum(least[:, place], found, out=least[:, place])
    return least.tobytes()


class Sketches:
    """Sketches in the order of their texts, in one piece of memory: 512 bytes each and 4 for its number."""

    def __init__(self, sketches: Sequence[bytes] = ()) -> None:
        self._all = bytearray()
        self._of = array("L")
        self._count = 0
        for one in sketches:
            self.add(one)

    def __len__(self) -> int:
        return self._count

    def add(self, one: bytes) -> None:
        """Add the sketch of the next text; an empty one is like no other."""
        if one:
            self._all += one
            self._of.append(self._count)
        self._count += 1

    def groups(self) -> list[list[int]]:
        """Numbers of texts that are nearly the same, each group and the groups in order; none of one alone.

        Nothing may be added afterwards.
        """
        import numpy as np

        many = len(self._of)
        if many < 2:
            return []
        table = np.frombuffer(self._all, dtype="<u4").reshape(-1, PLACES)
        parent = list(range(many))

        def root(index: int) -> int:
            while parent[index] != index:
                parent[index] = parent[parent[index]]
                index = parent[index]
            return index

        for one, other in _meetings(table):
            first, second = sorted((root(one), root(other)))
            if first != second and np.count_nonzero(table[one] == table[other]) >= LIKE * PLACES:
                parent[second] = first
        groups: dict[int, list[int]] = {}
        for index in range(many):
            groups.setdefault(root(index), []).append(self._of[index])
        return [group for group in groups.values() if len(group) > 1]


def near_groups(sketches: Sequence[bytes]) -> list[list[int]]:
    """As `Sketches.groups`."""
    return Sketches(sketches).groups()


def _meetings(table: Any) -> Iterator[tuple[int, int]]:
    """Pairs whose sketches are equal in a whole band; a band is made one integer, which sorts fast."""
    import numpy as np

    for band in range(_BANDS):
        keys = np.zeros(len(table), dtype=np.uint64)
        for place in range(band * _ROWS, (band + 1) * _ROWS):  # of all strata: none alone can fill a band
            keys = (keys ^ table[:, place]) * np.uint64(_ODD)
            keys ^= keys >> np.uint64(32)
        by_key = np.argsort(keys, kind="stable")
        keys = keys[by_key]
        edges = np.flatnonzero(np.diff(keys, prepend=~keys[:1], append=~keys[-1:]))
        for bucket in np.flatnonzero(np.diff(edges) > 1):
            yield from _pairs(by_key[edges[bucket] : edges[bucket + 1]].tolist())


def _pairs(members: list[int]) -> Iterator[tuple[int, int]]:
    for place, one in enumerate(members):
        for other in members[max(0, place - _MEET) : place]:
            yield other, one


_LETTER, _SPACE = 1, 2


class _Tables(NamedTuple):
    """``kinds``: of each UTF-16 unit; ``factors``: of the hashes; ``cuts``: where strata begin."""

    kinds: Any
    factors: Any
    cuts: Any


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    """The same for ever, so that sketches can be compared whenever they were made."""
    import numpy as np

    signs = "".join(map(chr, range(0xD800))) + "\0" * 0x800 + "".join(map(chr, range(0xE000, 0x10000)))
    said = re.sub(r"\s", " ", re.sub(r"\w", "w", signs))
    units = np.frombuffer(said.encode("utf-16-le"), dtype="<u2")
    kinds = (units == ord("w")) * np.uint8(_LETTER) + (units == ord(" ")) * np.uint8(_SPACE)
    powers = np.cumprod(np.full((PLACES // _STRATA, 1), _MIX, dtype=np.uint64), axis=0)
    factors = (powers >> np.uint64(32)).astype(np.uint32) | np.uint32(1)
    cuts = np.arange(1, _STRATA, dtype=np.uint32) * np.uint32(2**32 // _STRATA)
    return _Tables(kinds, factors, cuts)


def _powers(many: int) -> tuple[Any, Any]:
    """Powers of the multiplier and of its inverse, at least ``many`` each."""
    return _some_powers(max(16_384, 1 << (many - 1).bit_length()))


@lru_cache(maxsize=1)
def _some_powers(many: int) -> tuple[Any, Any]:
    import numpy as np

    inverse = np.uint64(pow(_ODD, -1, 2**64))
    return tuple(np.cumprod(np.full(many, base, dtype=np.uint64)) for base in (np.uint64(_ODD), inverse))  # type: ignore[return-value]
