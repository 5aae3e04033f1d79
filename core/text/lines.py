"""Follows a lost layout from line end to line end, and finds the lost spaces that look like words.

The seams of a paragraph are weighed as a whole: a seam gains where a line that began at the seam before it
had to end, and loses where the line would have been too short. Between two line ends too far apart for one
line, the places where the lines in between had to end are looked at again, real words included.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from core.text.columns import Columns, width_of, word_end
from core.text.seams import Finder, Seam

_PARAGRAPH = re.compile(r"(?<=\n)[^\n]")
# All in powers of ten, as the odds of seams are.
_FITS = 2.5  # what a seam gains by ending a line
_CLASHES = -3.0  # what it loses when the line would have been too short
_EXPECTED = 1.3  # what words gain at the place where a line had to end
_FORCED = -1.5  # what a string that is no word must have more than chance there
_SEVERAL = -1.0  # the least odds of three words and more in one string
_LINES_BACK = 3  # how many lines on a seam may still be measured from an earlier one


def follow(finder: Finder, seams: Sequence[Seam]) -> tuple[int, ...]:
    """Ascending offsets of the lost spaces: those among ``seams`` (ascending) and those the layout shows."""
    text = finder.text
    starts = [0, *(match.start() for match in _PARAGRAPH.finditer(text))]
    columns = width_of(text, starts, [seam.at for seam in seams if seam.odds >= 0])
    if columns is None:
        return _scattered(finder, seams)
    layout = _Layout(finder, columns)
    places = [seam.at for seam in seams]
    found: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        ends = layout.best(start, seams[bisect_left(places, start) : bisect_left(places, end)])
        if ends:  # a paragraph that shows no loss may never have been broken into lines
            found += layout.filled(start, ends, end)
    return tuple(sorted(set(found)))


def _scattered(finder: Finder, seams: Sequence[Seam]) -> tuple[int, ...]:
    """The lost spaces of a text that has lost them anywhere, several in a row, too."""
    several = [seam for seam in finder.several() if seam.odds >= _SEVERAL]
    whole = {seam.word for seam in several}
    others = [seam for seam in seams if (seam.odds >= 0 or seam.word) and seam.word not in whole]
    return tuple(sorted({seam.at for seam in [*several, *others]}))


class _Layout:
    """The lines of one text, given the column they were broken at."""

    def __init__(self, finder: Finder, columns: Columns) -> None:
        self._finder = finder
        self._columns = columns

    def best(self, start: int, seams: Sequence[Seam]) -> list[int]:
        """The seams of a paragraph that together are likeliest."""
        # Entry 0 is the paragraph's start; each seam keeps the best sum ending with it, and the entry before.
        ats = [start, *(seam.at for seam in seams)]
        sums, before = [0.0], [0]
        top = [0]  # the entry with the best sum so far
        for k, seam in enumerate(seams, start=1):
            sums.append(-1e9)
            before.append(0)
            for j in self._candidates(ats, k, top[k - 1]):
                total = sums[j] + seam.odds + self._step(ats[j], seam.at)
                if total > sums[k]:
                    sums[k], before[k] = total, j
            top.append(k if sums[k] > sums[top[k - 1]] else top[k - 1])
        found, k = [], top[-1]
        while k:
            found.append(ats[k])
            k = before[k]
        return found[::-1]

    def _candidates(self, ats: Sequence[int], k: int, top: int) -> Iterator[int]:
        yield top
        j = k - 1
        while j >= 0 and ats[k] - ats[j] <= _LINES_BACK * self._columns.high:
            yield j
            j -= 1

    def _step(self, line: int, seam: int) -> float:
        if seam - line > self._columns.high:
            return 0.0
        return _FITS if self._ends(line, seam) else _CLASHES

    def _ends(self, line: int, seam: int) -> bool:
        """Whether a line that began at ``line`` can have ended at ``seam``."""
        return (
            seam - line <= self._columns.high
            and word_end(self._finder.text, seam) - line >= self._columns.low
        )

    def filled(self, start: int, ends: Sequence[int], stop: int) -> list[int]:
        """``ends`` and what the layout shows between them."""
        found: list[int] = []
        line = start
        for end in [*ends, stop]:
            while end - line > self._columns.high:
                hidden = self._hidden(line, end)
                if hidden is None:
                    break
                found.append(hidden)
                line = hidden
            found.append(end)
            line = end
        return found[:-1]

    def _hidden(self, line: int, stop: int) -> int | None:
        """The end of the line that began at ``line`` when only its place shows it."""
        text, columns = self._finder.text, self._columns
        best: tuple[float, int] = (0.0, 0)
        first = max(line + 1, line + columns.low)
        while first > line + 1 and not text[first - 1].isspace():
            first -= 1
        last = word_end(text, line + columns.high)
        for seam in self._places(first, min(last, stop)):
            if seam.odds > best[0] and line < seam.at < stop and self._ends(line, seam.at):
                best = (seam.odds, seam.at)
        return best[1] or None

    def _places(self, first: int, last: int) -> Iterator[Seam]:
        splitter = self._finder.splitter
        for word, at in self._finder.runs(first, last):
            if splitter.known(word):
                for seam in self._finder.letters(word, at):
                    yield Seam(seam.at, seam.odds + _EXPECTED, word)
            elif len(word) > 4:
                forced = splitter.forced(word)
                if forced:
                    yield Seam(at + forced.cut, forced.odds + _FORCED, word)
