"""Carries coded words from one version of a text to the next; every span arrives, and says how.

Why nothing may be dropped, and who looks at what changed: ``resources/decisions/0023-corrected-texts.md``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from core.domain.text import Quote, Span
from core.text.agree import Block, agreement
from core.text.align import find_again

_LEFT = 0.5  # the share of a span's characters that must be left for it to be the same place
_WORD = re.compile(r"\w+")
_SIGN = re.compile(r"\S")
_SPACES = re.compile(r"\s+")


class Fate(StrEnum):
    """What became of a span. ``KEPT``: its words are the same, up to white space; ``CHANGED``: its place is
    known and its words are others; ``GONE``: its words were taken out, and it stands on the nearest ones."""

    KEPT = "kept"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Carried:
    """A span of the new text and how sure its place is."""

    span: Span
    fate: Fate


class Carrier:
    """Compares two texts once and then carries any span; ValueError when the new text has no words."""

    def __init__(self, old: str, new: str) -> None:
        if not new.strip():
            raise ValueError("there is nothing in the new text that a span could stand on")
        self._old, self._new = old, new
        end = Block(len(old), len(new), 0)
        self.blocks = agreement(old, new)
        self._bounds = [*self.blocks, end]
        self._starts = [block.old for block in self._bounds]

    def carry(self, span: Span) -> Carried:
        """``span`` of the old text in the new one."""
        block = self._block(span.start)
        if block is not None and span.end <= block.old + block.size:
            start = block.new + span.start - block.old
            return Carried(Span(start, start + len(span)), Fate.KEPT)
        found = self._by_edges(span)
        said = _bare(span.of(self._old))
        if found is not None and said and said == _bare(found.of(self._new)):
            return Carried(found, Fate.KEPT)
        if found is not None and (self._left(span) >= _LEFT or self._whole_stretches(span)):
            return Carried(found, Fate.CHANGED)
        again = find_again(Quote.at(span, self._old), self._new, self.position(span.start))
        if again is not None and said:
            return Carried(again, Fate.CHANGED)
        return Carried(self._nearest(self.position(span.start)), Fate.GONE)

    def position(self, at: int) -> int:
        """Where the place ``at`` of the old text is in the new one; the nearest there is."""
        block = self._block(at)
        if block is not None:
            return block.new + at - block.old
        old, _, new, new_end = self._gap(at)
        return min(new + at - old, new_end)

    def _block(self, at: int) -> Block | None:
        """The block that holds the character ``at``."""
        k = bisect_right(self._starts, at) - 1
        block = self._bounds[k] if k >= 0 else None
        return block if block is not None and at < block.old + block.size else None

    def _gap(self, at: int) -> tuple[int, int, int, int]:
        """The changed stretch around ``at``: from and to in the old text, from and to in the new one."""
        k = bisect_right(self._starts, at)
        before = self._bounds[k - 1] if k else Block(0, 0, 0)
        after = self._bounds[min(k, len(self._bounds) - 1)]
        return before.old + before.size, after.old, before.new + before.size, after.new

    def _by_edges(self, span: Span) -> Span | None:
        """Between where its first and its last character went, in whole words where those are not left."""
        start, end = self._first(span.start), self._last(span.end)
        words = self._new[start:end] if start < end else ""
        if not words.strip():
            return None
        start += len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip()))

    def _first(self, at: int) -> int:
        block = self._block(at)
        if block is not None:
            return block.new + at - block.old
        old, _, new, new_end = self._gap(at)
        if not self._old[old:at].strip():
            return new
        place = min(new + at - old, new_end)
        return max(new, _word_start(self._new, place))

    def _last(self, end: int) -> int:
        block = self._block(end - 1)
        if block is not None:
            return block.new + end - block.old
        old, old_end, new, new_end = self._gap(end - 1)
        if not self._old[end:old_end].strip():
            return new_end
        place = min(new + end - old, new_end)
        return min(new_end, _word_end(self._new, place))

    def _left(self, span: Span) -> float:
        """The share of the span's characters, white space aside, that stand in blocks."""
        kept, at = 0, span.start
        while at < span.end:
            block = self._block(at)
            end = block.old + block.size if block is not None else max(self._gap(at)[1], at + 1)
            end = min(end, span.end)
            kept += _size(self._old[at:end]) if block is not None else 0
            at = end
        return kept / max(1, _size(span.of(self._old)))

    def _whole_stretches(self, span: Span) -> bool:
        """Whether the span holds whole stretches that were changed: what stands there now is its place."""
        first, last = self._gap(span.start)[0], self._gap(span.end - 1)[1]
        begins = self._block(span.start) is not None or not self._old[first : span.start].strip()
        ends = self._block(span.end - 1) is not None or not self._old[span.end : last].strip()
        return begins and ends

    @cached_property
    def _words(self) -> list[Span]:
        """All words of the new text; its signs, where it has no others."""
        return [Span(*m.span()) for m in _WORD.finditer(self._new)] or [
            Span(*m.span()) for m in _SIGN.finditer(self._new)
        ]

    def _nearest(self, at: int) -> Span:
        """The word at ``at`` or the one closest to it."""
        k = bisect_right(self._words, at, key=lambda word: word.start)
        around = self._words[max(0, k - 1) : k + 1]
        return min(around, key=lambda word: max(word.start - at, at - word.end))


def _bare(words: str) -> str:
    return _SPACES.sub("", words)


def _size(words: str) -> int:
    return len(_bare(words))


def _word_start(text: str, at: int) -> int:
    while 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum():
        at += 1
    return at
