"""Positions between the worlds (code points, UTF-16 units) and the words they fall into."""

from __future__ import annotations

import re
from bisect import bisect_left

from core.text.words import next_word, previous_word, snap, word_at

__all__ = ["Utf16Map", "next_word", "previous_word", "snap", "word_at"]

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """Converts positions in one text between code points (ours) and UTF-16 units (Qt's).

    Only the places of characters beyond U+FFFF are kept, so a long text without them costs nothing.
    """

    __slots__ = ("_firsts", "_places", "length", "units")

    def __init__(self, text: str) -> None:
        self._places = [] if text.isascii() else [m.start() for m in _ASTRAL.finditer(text)]
        self._firsts = [place + k for k, place in enumerate(self._places)]
        self.length = len(text)
        self.units = len(text) + len(self._places)

    def to_utf16(self, code_point: int) -> int:
        """The UTF-16 position of a code point position."""
        return code_point + bisect_left(self._places, code_point) if self._places else code_point

    def to_code_points(self, unit: int) -> int:
        """The code point position of a UTF-16 position; within a pair, where its character starts."""
        return unit - bisect_left(self._firsts, unit) if self._firsts else unit
