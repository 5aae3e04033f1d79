"""Finds articles that are nearly the same: MinHash over runs of five words, after Broder (1997).

A sketch is the least of 128 hashes each over all runs; the share of equal places in two sketches estimates
how much of their runs two texts have in common (standard error at most 0.044).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

RUN = 5  # words
PLACES = 128
LIKE = 0.5  # of the runs in common: wire copies cut or edited lie above, two reports of one event far below
_BANDS, _ROWS = 25, 5  # with these, pairs at LIKE meet with a chance of 0.55, at 0.7 of 0.99
_LEAST = 20  # runs; of shorter texts nothing can be said
_MEET = 30  # articles of one bucket that are compared one with another
_WORD = re.compile(r"\w+")


def sketch(text: str) -> bytes:
    """The sketch of a canonical text, 512 bytes; empty for one too short."""
    import numpy as np

    words = [zlib.crc32(word.encode()) for word in _WORD.findall(text.lower())]
    if len(words) < _LEAST + RUN - 1:
        return b""
    hashed = np.array(words, dtype=np.uint64)
    last = len(words) - RUN + 1
    runs = hashed[:last].copy()
    for step in range(1, RUN):
        runs = (runs ^ (runs >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15) + hashed[step : last + step]
    runs ^= runs >> np.uint64(32)
    factors, offsets = _hashes()
    least = ((factors * runs + offsets) >> np.uint64(32)).min(axis=1)
    return bytes(least.astype("<u4").tobytes())


def near_groups(sketches: Sequence[bytes]) -> list[list[int]]:
    """Indices of texts that are nearly the same, each group and the groups in order; none of one alone."""
    import numpy as np

    kept = [index for index, one in enumerate(sketches) if one]
    if len(kept) < 2:
        return []
    table = np.frombuffer(b"".join(sketches[index] for index in kept), dtype="<u4").reshape(-1, PLACES)
    parent = list(range(len(kept)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for one, other in _meetings(table):
        first, second = sorted((root(one), root(other)))
        if first != second and float((table[one] == table[other]).mean()) >= LIKE:
            parent[second] = first
    groups: dict[int, list[int]] = {}
    for index, original in enumerate(kept):
        groups.setdefault(root(index), []).append(original)
    return [group for group in groups.values() if len(group) > 1]


def _meetings(table: Any) -> Iterator[tuple[int, int]]:
    """Pairs whose sketches are equal in a whole band."""
    import numpy as np

    for band in range(_BANDS):
        part = np.ascontiguousarray(table[:, band * _ROWS : (band + 1) * _ROWS])
        keys = part.view(f"V{4 * _ROWS}").ravel()
        _, buckets, counts = np.unique(keys, return_inverse=True, return_counts=True)
        order = np.argsort(buckets, kind="stable")
        ends = np.cumsum(counts)
        for bucket in np.flatnonzero(counts > 1):
            members = order[ends[bucket] - counts[bucket] : ends[bucket]].tolist()
            for place, one in enumerate(members):
                for other in members[max(0, place - _MEET) : place]:
                    yield other, one


@lru_cache(maxsize=1)
def _hashes() -> tuple[Any, Any]:
    """Multipliers (odd) and offsets of the hashes, the same for ever: multiply-shift over 64 bits."""
    import numpy as np

    drawn = np.random.default_rng(20240428).integers(0, 2**64, (2, PLACES, 1), dtype=np.uint64)
    return drawn[0] | np.uint64(1), drawn[1]
