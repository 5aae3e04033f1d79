"""Words as a coder sees them: what a selection snaps to and what a key steps over.

A word keeps its apostrophes (don't), hyphens (well-known), inner signs (AT&T, 1,000.5, $5, 40%) and the dots
of an abbreviation (U.S.). Two kinds of places within it may also begin or end a selection: the hyphen of a
compound ("U.S." of "U.S.-led") and the possessive ("Azerbaijan" of "Azerbaijan's"). Scripts written without
spaces have one word a character; an emoji, joiners and all, is a word. Offsets where `repair` assumes a lost
space are boundaries like spaces.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.domain.text import Span

# Words are found by a pattern over one class letter per character; see `_class_of` for the letters.
_RUN = r"[LN](?:[LNMJ]|(?<=N)[.,](?=N))*"
_ABBREVIATION = r"L[MJ]*(?:L[MJ]*)?(?:\.L[MJ]*)+\.?(?![LNMJ])"
_PIECE = rf"\$?(?:{_ABBREVIATION}|{_RUN})(?:['&]{_RUN})*%?"
_WORD = re.compile(rf"{_PIECE}(?:-{_PIECE})*|RR|[RS][MJ]*(?:(?<=J)S[MJ]*)*|C[MJ]*")

_FIXED = {
    **dict.fromkeys("'’", "'"),
    **dict.fromkeys("-‐‑", "-"),
    **dict.fromkeys(",:/", ","),
    **dict.fromkeys("#@", "$"),
    **dict.fromkeys("%‰°", "%"),
    ".": ".",
    "&": "&",
    "_": "L",
    "\u200d": "J",
    "\u200b": " ",
}
# Blocks of scripts that write no spaces: Thai, Lao, Khmer, Myanmar, kana, ideographs.
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)
_MARK, _BREAK, _UNIT = "M", " ", "C"


@lru_cache(maxsize=4096)
def _class_of(char: str) -> str:
    """L letter, N number, M mark, J joiner, R flag, S symbol, C unspaced; a sign as itself; else a blank."""
    if char in _FIXED:
        return _FIXED[char]
    code = ord(char)
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "R"
    if 0x1F3FB <= code <= 0x1F3FF:  # skin tones
        return _MARK
    category = unicodedata.category(char)
    if category[0] == "L" and any(low <= code <= high for low, high in _UNSPACED):
        return _UNIT
    by_category = {"Cf": _MARK, "Sc": "$", "So": "S"}
    return by_category.get(category, category[0] if category[0] in "LNM" else _BREAK)


@dataclass(frozen=True, slots=True)
class _Word:
    """One word; ``base`` is its end without a possessive, ``hyphens`` where its compound can be cut."""

    start: int
    end: int
    base: int
    hyphens: tuple[int, ...]

    def begin(self, at: int) -> int:
        """Where a selection begins that was begun at ``at``."""
        return max([self.start, *(h + 1 for h in self.hyphens if h <= at)])

    def finish(self, at: int) -> int:
        """Where a selection ends that was ended at ``at``."""
        ends = [h for h in self.hyphens if h >= at - 1]
        return min([*ends, self.base if at <= self.base else self.end])


def _possessive(text: str, start: int, end: int) -> bool:
    tail = text[end - 2 : end]
    return end - start > 2 and tail[:1] in ("'", "’") and tail[1:] in ("s", "S")


def _chunk(text: str, at: int, inserts: Sequence[int]) -> tuple[int, int]:
    """The stretch without breaks around the character at ``at``."""
    k = bisect_right(inserts, at)
    low = inserts[k - 1] if k else 0
    high = inserts[k] if k < len(inserts) else len(text)
    start, end = at, at + 1
    if _class_of(text[at]) != _UNIT:
        while start > low and _class_of(text[start - 1]) not in (_BREAK, _UNIT):
            start -= 1
        if start > low and _class_of(text[start]) in "MJ" and _class_of(text[start - 1]) == _UNIT:
            start -= 1
    while end < high and _class_of(text[end]) not in (_BREAK, _UNIT):
        end += 1
    return start, end


def _words_in(text: str, start: int, end: int) -> list[_Word]:
    classes = "".join(map(_class_of, text[start:end]))
    found = []
    for match in _WORD.finditer(classes):
        first, last = start + match.start(), start + match.end()
        base = last - 2 if _possessive(text, first, last) else last
        hyphens = tuple(k for k in range(first, last) if classes[k - start] == "-")
        found.append(_Word(first, last, base, hyphens))
    return found


def _from(text: str, at: int, inserts: Sequence[int], fits: Callable[[_Word], bool]) -> _Word | None:
    """The first word at or after ``at``'s chunk that ``fits``."""
    while at < len(text):
        if _class_of(text[at]) == _BREAK:
            at += 1
            continue
        start, end = _chunk(text, at, inserts)
        for word in _words_in(text, start, end):
            if fits(word):
                return word
        at = end
    return None


def _until(text: str, at: int, inserts: Sequence[int], fits: Callable[[_Word], bool]) -> _Word | None:
    """The last word at or before ``at``'s chunk that ``fits``."""
    while at >= 0:
        if _class_of(text[at]) == _BREAK:
            at -= 1
            continue
        start, end = _chunk(text, at, inserts)
        for word in reversed(_words_in(text, start, end)):
            if fits(word):
                return word
        at = start - 1
    return None


def snap(text: str, start: int, end: int, inserts: Sequence[int] = ()) -> Span | None:
    """The whole words that ``[start, end)`` touches, without outer spaces and punctuation; ``None`` if none.

    ``inserts``: ascending offsets of assumed spaces. Idempotent.
    """
    start, end = max(0, min(start, end)), min(len(text), max(start, end))
    if start >= end:
        return None
    first = _from(text, start, inserts, lambda word: word.end > start)
    last = _until(text, end - 1, inserts, lambda word: word.start < end)
    if first is None or last is None or first.start >= end or last.end <= start:
        return None
    left, right = first.begin(start), last.finish(end)
    return Span(left, right) if left < right else None


def word_at(text: str, at: int, inserts: Sequence[int] = ()) -> Span | None:
    """The word that holds the character at ``at``, or that ends there; ``None`` on spaces and punctuation.

    A possessive belongs to it only when ``at`` lies in it.
    """
    for place in (at, at - 1):
        if 0 <= place < len(text) and _class_of(text[place]) != _BREAK:
            for word in _words_in(text, *_chunk(text, place, inserts)):
                if word.start <= place < word.end:
                    return Span(word.start, word.base if place < word.base else word.end)
    return None


def next_word(text: str, at: int, inserts: Sequence[int] = ()) -> Span | None:
    """The first word that starts at or after ``at``, without its possessive."""
    word = _from(text, max(at, 0), inserts, lambda word: word.start >= at)
    return None if word is None else Span(word.start, word.base)


def previous_word(text: str, at: int, inserts: Sequence[int] = ()) -> Span | None:
    """The last word that ends at or before ``at``, without its possessive."""
    word = _until(text, min(at, len(text)) - 1, inserts, lambda word: word.base <= at)
    return None if word is None else Span(word.start, word.base)
