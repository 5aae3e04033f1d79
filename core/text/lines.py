"""Follows a lost layout from line end to line end, and finds the lost spaces that look like words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from core.text.columns import Columns, width_of, word_end
from core.text.seams import Finder, Seam

_PARAGRAPH = re.compile(r"(?<=\n)[^\n]")
_EXPECTED = 1.3  # what a seam gains by lying where the line had to end
_LONE = 1.0  # what a seam must show where no line ended


def follow(finder: Finder, seams: Sequence[Seam]) -> tuple[int, ...]:
    """Ascending offsets of the lost spaces among ``seams`` (ascending), and of those only the layout shows."""
    text = finder.text
    starts = [0, *(match.start() for match in _PARAGRAPH.finditer(text))]
    columns = width_of(text, starts, [seam.at for seam in seams if seam.odds >= _LONE])
    if columns is None:
        return tuple(sorted({seam.at for seam in seams}))
    found: set[int] = set()
    for k, start in enumerate(starts):
        end = starts[k + 1] if k + 1 < len(starts) else len(text)
        found |= _Paragraph(finder, seams, columns).walk(start, end)
    return tuple(sorted(found))


class _Paragraph:
    """One walk through a paragraph, line by line."""

    def __init__(self, finder: Finder, seams: Sequence[Seam], columns: Columns) -> None:
        self._finder = finder
        self._seams = seams
        self._places = [seam.at for seam in seams]
        self._columns = columns

    def walk(self, start: int, end: int) -> set[int]:
        """The lost spaces between ``start`` and ``end``."""
        found: set[int] = set()
        line: int | None = start
        for seam in self._seams[bisect_right(self._places, start) : bisect_left(self._places, end)]:
            while (
                line is not None
                and not self._ends_line(line, seam.at)
                and seam.at - line > self._columns.high
            ):
                line = self._hidden(line)
                found |= {line} if line is not None else set()
            if line is None or seam.odds >= _LONE or self._ends_line(line, seam.at):
                found.add(seam.at)
                line = seam.at
        while line is not None and end - line > self._columns.high:
            line = self._hidden(line)
            found |= {line} if line is not None else set()
        return found

    def _ends_line(self, line: int, seam: int) -> bool:
        """Whether a line that began at ``line`` can have ended at ``seam``."""
        return (
            seam - line <= self._columns.high and word_end(self._finder.text, seam) - line > self._columns.low
        )

    def _hidden(self, line: int) -> int | None:
        """The end of the line that began at ``line`` when it shows only by its place, or ``None``."""
        text = self._finder.text
        for width in range(self._columns.high, self._columns.low - 1, -1):
            at = line + width
            if at >= len(text) or text[at].isspace():
                continue
            first = at
            while first > line and text[first - 1].isalpha():
                first -= 1
            last = at
            while last < len(text) and text[last].isalpha():
                last += 1
            for seam in self._finder.letters(text[first:last], first):
                if seam.odds + _EXPECTED > 0 and self._ends_line(line, seam.at) and seam.at > line:
                    return seam.at
        return None
