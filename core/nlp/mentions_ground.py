"""What the rules for names stand on: the repaired text, its words by position, and the way back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from core.domain.text import Span
from core.nlp.gazetteer import Entry, Gazetteer, Hit, Kind
from core.nlp.titles import Places
from core.nlp.view import View

# One character for one, so that offsets stay: lists write a plain space and a straight apostrophe.
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_PLAIN = {ord(c): " " for c in _SPACES}
_PLAIN |= {ord("’"): "'", ord("‘"): "'", ord("ʼ"): "'"}


@dataclass(frozen=True, slots=True)
class ModelName:
    """A name as a pipeline marked it: offsets in the repaired text, label as the pipeline says it."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``[start, end)`` of the repaired text. ``rule`` and ``reason`` say where it comes from."""

    start: int
    end: int
    label: str
    rule: str
    confidence: float
    reason: str
    entry: Entry | None = None
    value: str = ""

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it shares a character with ``[start, end)``."""
        return self.start < end and start < self.end


class Ground:
    """One article while its names are sought."""

    def __init__(self, view: View, lists: Gazetteer) -> None:
        self.view = view
        self.lists = lists
        self.text: str = view.repaired.text.translate(_PLAIN)
        self._starts = [view.repaired.to_repaired(t.start) for t in view.tokens]
        self._ends = [start + len(t.text) for start, t in zip(self._starts, view.tokens, strict=True)]
        self.hits: list[Hit] = lists.find(self.text)
        self.hit_at = {hit.start: hit for hit in self.hits}

    def words(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last word that share a character with ``[start, end)``."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end) - 1
        return (first, last) if first <= last else None

    def range_of(self, first: int, last: int) -> tuple[int, int]:
        """Where words ``first`` to ``last`` lie in the repaired text."""
        return self._starts[first], self._ends[last]

    def own(self, start: int, end: int) -> Span:
        """The span in the article's own text."""
        return self.view.repaired.span_to_original(start, end)

    def places(self, names: list[Name]) -> Places:
        """Listed names, and bodies that are not listed, by their first and last word."""
        found = [(hit.start, hit.end, hit.entry) for hit in self.hits if hit.entry.kind != Kind.CITY]
        found += [(n.start, n.end, Entry(Kind.BODY)) for n in names if n.label == "ORG" and n.entry is None]
        begins: dict[int, tuple[int, int, Entry]] = {}
        ends: dict[int, tuple[int, int, Entry]] = {}
        for start, end, entry in found:
            words = self.words(start, end)
            if words and self.range_of(*words) == (start, end):
                begins.setdefault(words[0], (*words, entry))
                ends.setdefault(words[1], (*words, entry))
        return Places(begins, ends)


class Taken:
    """Which characters already belong to a name."""

    def __init__(self, length: int) -> None:
        self._used = bytearray(length)

    def free(self, start: int, end: int) -> bool:
        """Whether no character of ``[start, end)`` is taken."""
        return self._used.find(1, start, end) < 0

    def take(self, start: int, end: int) -> None:
        """Mark ``[start, end)`` as taken."""
        self._used[start:end] = b"\x01" * (end - start)
