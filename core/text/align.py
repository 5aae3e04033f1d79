"""Finds coded words again: by their quote, or by what two versions of a text have in common."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from core.domain.text import Quote, Span

_TELLING = 24  # words of this length stand for themselves, whatever surrounds them
_AGREEMENT = 0.25  # the share of the context that must agree for shorter ones
_KEPT = 0.5  # the share of a span that must be left for it to be carried
_FINE = 400  # changed stretches up to this many characters are compared character by character
_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


def find_again(quote: Quote, text: str, near: int) -> Span | None:
    """Where the quoted words stand in ``text``, or ``None`` when that is not certain enough.

    Among several places the one whose surroundings agree best wins, then the one closest to ``near``. White
    space may have changed; when it has, the context is compared all the same.
    """
    # Looking ahead instead of along finds places that overlap, too.
    places = [Span(*m.span(1)) for m in re.finditer(f"(?=({re.escape(quote.exact)}))", text)]
    places = places or [Span(*m.span()) for m in _loose(quote.exact).finditer(text)]
    if not places:
        return None
    best = max(places, key=lambda span: (_agreement(quote, span, text), -abs(span.start - near)))
    context = len(quote.prefix) + len(quote.suffix)
    if context == 0:
        sure = len(places) == 1
    else:
        sure = len(quote.exact) >= _TELLING or _agreement(quote, best, text) >= _AGREEMENT * context
    return best if sure else None


def _loose(words: str) -> re.Pattern[str]:
    """A pattern for ``words`` whose white space is wider, narrower or gone, or new beside a sign."""
    pieces = [re.escape(piece) for piece in _PIECE.findall(words) if not piece.isspace()]
    return re.compile(r"\s*".join(pieces)) if pieces else re.compile(r"(?!)")


def _agreement(quote: Quote, span: Span, text: str) -> int:
    """How many characters next to the words are as they were."""
    before = text[max(0, span.start - len(quote.prefix)) : span.start]
    after = text[span.end : span.end + len(quote.suffix)]
    return _common(quote.prefix[::-1], before[::-1]) + _common(quote.suffix, after)


def _common(one: str, other: str) -> int:
    return next(
        (k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """``size`` characters that are the same from ``old`` on in the one and ``new`` on in the other text."""

    old: int
    new: int
    size: int


class Carrier:
    """Carries spans from one version of a text to another; compares the two once."""

    def __init__(self, old: str, new: str) -> None:
        self._blocks = [*_blocks(old, new), _Block(len(old), len(new), 0)]
        self._starts = [block.old for block in self._blocks]

    def carry(self, span: Span) -> Span | None:
        """``span`` in the new text; ``None`` when less than half of its characters are left."""
        if self._kept(span) < _KEPT * len(span):
            return None
        start, end = self._start(span.start), self._end(span.end)
        return Span(start, end) if start < end else None

    def _kept(self, span: Span) -> int:
        first = max(0, bisect_right(self._starts, span.start) - 1)
        kept = 0
        for block in self._blocks[first:]:
            if block.old >= span.end:
                break
            kept += max(0, min(span.end, block.old + block.size) - max(span.start, block.old))
        return kept

    def _gap(self, k: int) -> tuple[int, int, int, int]:
        """The changed stretch before block ``k``: from and to in the old text, from and to in the new one."""
        before = self._blocks[k - 1] if k else _Block(0, 0, 0)
        block = self._blocks[k]
        return before.old + before.size, block.old, before.new + before.size, block.new

    def _start(self, at: int) -> int:
        k = bisect_right(self._starts, at)
        block = self._blocks[k - 1] if k else _Block(0, 0, 0)
        if at < block.old + block.size or k == len(self._blocks):
            return block.new + at - block.old
        old, _, new, new_end = self._gap(k)
        return min(new + at - old, new_end)

    def _end(self, at: int) -> int:
        k = bisect_right(self._starts, at - 1)
        block = self._blocks[k - 1] if k else _Block(0, 0, 0)
        if at <= block.old + block.size:
            return block.new + at - block.old
        old, old_end, new, new_end = self._gap(k)
        return new_end if at == old_end else min(new + at - old, new_end)


def carry(span: Span, old: str, new: str) -> Span | None:
    """One span carried from ``old`` to ``new``; for several use one `Carrier`."""
    return Carrier(old, new).carry(span)


def _blocks(old: str, new: str) -> list[_Block]:
    """What both have in common, in order: both ends, whole lines, then pieces and characters."""
    head = _common(old, new)
    tail = min(_common(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    found = [_Block(0, 0, head), _Block(len(old) - tail, len(new) - tail, tail)]
    lines = old[head : len(old) - tail].splitlines(keepends=True)
    new_lines = new[head : len(new) - tail].splitlines(keepends=True)
    for a, b in _changed(lines, new_lines, head, head, found):
        pieces = _PIECE.findall(old[a]), _PIECE.findall(new[b])
        for c, d in _changed(*pieces, a.start, b.start, found):
            if c.stop - c.start <= _FINE and d.stop - d.start <= _FINE:
                _changed(list(old[c]), list(new[d]), c.start, d.start, found)
    return sorted(found, key=lambda block: block.old)


def _changed(
    old: Sequence[str], new: Sequence[str], at: int, new_at: int, found: list[_Block]
) -> list[tuple[slice, slice]]:
    """Add what two sequences have in common to ``found``; the stretches of characters that differ."""
    changed: list[tuple[slice, slice]] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        size, new_size = sum(map(len, old[i:j])), sum(map(len, new[k:m]))
        if tag == "equal":
            found.append(_Block(at, new_at, size))
        elif size and new_size:
            changed.append((slice(at, at + size), slice(new_at, new_at + new_size)))
        at, new_at = at + size, new_at + new_size
    return changed
