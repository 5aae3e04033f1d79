"""The only place where Qt's UTF-16 positions meet code points: a text cut into the pieces Qt lays out."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

from core.domain.text import Span
from core.text.offsets import Utf16Map

LONGEST = 6_000  # code points; a longer paragraph is laid out in several pieces, so that none of them freezes
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f\u20e3")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_STRONG = _RIGHT_TO_LEFT | {"L"}


class Positions:
    """The pieces of one text, in order; together with the LFs between them they are the whole text.

    A *local* position counts UTF-16 units from the start of a piece: what ``QTextLayout`` speaks. Text is
    handed to Qt piece by piece and never read back.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._opens: list[bool] = []
        self._maps: dict[int, Utf16Map] = {}
        at = 0
        for paragraph in text.split("\n"):
            self._add(at, at + len(paragraph))
            at += len(paragraph) + 1

    def _add(self, start: int, end: int) -> None:
        opens = True
        while end - start > LONGEST:
            cut = _good_cut(self.text, start, start + LONGEST)
            self._put(start, cut, opens=opens)
            start, opens = cut, False
        self._put(start, end, opens=opens)

    def _put(self, start: int, end: int, *, opens: bool) -> None:
        self._starts.append(start)
        self._ends.append(end)
        self._opens.append(opens)

    def __len__(self) -> int:
        return len(self._starts)

    def lengths(self) -> list[int]:
        """Code points in each piece."""
        return [end - start for start, end in zip(self._starts, self._ends, strict=True)]

    def bounds(self, piece: int) -> tuple[int, int]:
        """Where a piece starts and ends, without its LF."""
        return self._starts[piece], self._ends[piece]

    def words(self, piece: int) -> str:
        """The piece's own text, for Qt to lay out."""
        return self.text[self._starts[piece] : self._ends[piece]]

    def piece_at(self, position: int) -> int:
        """The piece a code point position lies in; an LF belongs to the piece before it."""
        return max(0, bisect_right(self._starts, position) - 1)

    def to_local(self, piece: int, position: int) -> int:
        """The local position of a code point position, held within the piece."""
        start, end = self._starts[piece], self._ends[piece]
        return self._map(piece).to_utf16(min(max(position, start), end) - start)

    def to_position(self, piece: int, local: int) -> int:
        """The code point position of a local one; within a surrogate pair, where its character starts."""
        known = self._map(piece)
        return self._starts[piece] + known.to_code_points(min(max(local, 0), known.units))

    def local_range(self, piece: int, span: Span) -> tuple[int, int] | None:
        """The part of ``span`` in this piece as a local range; ``None`` when there is none."""
        start, end = self._starts[piece], self._ends[piece]
        low, high = max(span.start, start), min(span.end, end)
        if low >= high:
            return None
        known = self._map(piece)
        return known.to_utf16(low - start), known.to_utf16(high - start)

    def is_right_to_left(self, piece: int) -> bool:
        """Whether the paragraph this piece belongs to runs from right to left (its first strong letter)."""
        while not self._opens[piece]:
            piece -= 1
        words = self.words(piece)
        if words.isascii():
            return False
        kinds = (unicodedata.bidirectional(character) for character in words)
        return next((kind for kind in kinds if kind in _STRONG), "L") in _RIGHT_TO_LEFT

    def has_two_ways(self, piece: int) -> bool:
        """Whether some letter of the piece runs from right to left: a range may fall apart on a line."""
        words = self.words(piece)
        return not words.isascii() and any(map(runs_leftwards, words))

    def _map(self, piece: int) -> Utf16Map:
        known = self._maps.get(piece)
        if known is None:
            known = self._maps[piece] = Utf16Map(self.words(piece))
        return known


def _good_cut(text: str, start: int, limit: int) -> int:
    """Where to cut a very long paragraph: after the last space, else before a character that stands alone."""
    space = text.rfind(" ", start + LONGEST // 2, limit)
    if space >= 0:
        return space + 1
    cut = limit
    while cut > start + 1 and (_leans(text[cut]) or text[cut - 1] in _JOINERS):
        cut -= 1
    return cut


def _leans(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character).startswith("M")


def runs_leftwards(character: str) -> bool:
    """Whether a letter belongs to a script written from right to left."""
    return unicodedata.bidirectional(character) in _RIGHT_TO_LEFT


def step(text: str, position: int, direction: int) -> int:
    """The next place left (-1) or right (1) of ``position`` between two characters as people see them."""
    to = position + direction
    while 0 < to < len(text) and (_leans(text[to]) or text[to - 1] in _JOINERS):
        to += direction
    return min(max(to, 0), len(text))
