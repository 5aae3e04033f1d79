"""The column at which a lost layout broke its lines: where one space is lost, the next is a line's length on.

Text loses spaces where its lines were joined. Such lines were filled greedily: a line ends before the first
word that would pass the column, so that the length of a line and of the word after it enclose the column.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_NARROWEST, _WIDEST = 30, 130
_LEAST_LINES = 3
_LEAST_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths (characters, inclusive) that most lines of a text agree on."""

    low: int
    high: int


def width_of(text: str, starts: Sequence[int], seams: Sequence[int]) -> Columns | None:
    """The column behind ascending ``seams``, or ``None`` when they follow none.

    ``starts``: ascending offsets at which paragraphs begin.
    """
    votes = [0] * (_WIDEST + 2)
    lines = 0
    for k, seam in enumerate(seams):
        paragraph = starts[bisect_right(starts, seam) - 1]
        length = seam - max(paragraph, seams[k - 1] if k else 0)
        if not _NARROWEST <= length <= _WIDEST:
            continue
        lines += 1
        for width in range(length, min(_WIDEST, length + word_end(text, seam) - seam) + 1):
            votes[width] += 1
    most = max(votes)
    if most < _LEAST_LINES or most < _LEAST_SHARE * lines:
        return None
    low = votes.index(most)
    high = low
    while votes[high + 1] == most:
        high += 1
    return Columns(low, high)


def word_end(text: str, start: int) -> int:
    """Where the run without white space from ``start`` ends, at most so far on as a line can matter."""
    end, stop = start, min(len(text), start + _WIDEST)
    while end < stop and not text[end].isspace():
        end += 1
    return end
