"""Words as a search sees them: without case, accents and marks, alike in every database.

Each character is folded by itself, so a place in the folded text leads back to one in the original. What
SQLite's and PostgreSQL's own word breakers do differs between the two and between their versions; see
``resources/decisions/0022-search-folds-its-own-words.md``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from unicodedata import category, combining, name, normalize

from core.domain.text import Span

LONGEST = 100  # code points by which words are told apart; what is longer is no word of a language
APART = "\ufffd"
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_MOSTLY_ASCII = 1.3  # bytes a character
_ZERO_WIDTH_SPACE = "\u200b"


class _Table(dict[int, str]):
    """What each character becomes: letters, a space, or nothing; filled as characters are met."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()  # characters met that do not become exactly one

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        if len(folded) != 1:
            self.uneven.add(chr(code))
        return folded


_table = _Table()


def fold(text: str) -> str:
    """``text`` with words in their plain form and spaces for all between them."""
    return Folded(text).text


def words(text: str) -> list[str]:
    """The folded words of ``text`` in order, long ones cut."""
    return [word[:LONGEST] for word in fold(text).split()]


class Folded:
    """A text and its folded form ``text``, with the way back."""

    def __init__(self, original: str) -> None:
        # Offsets in the folded form from which on the original's are others, and what they are there.
        self._folded: list[int] = []
        self._original: list[int] = []
        if original.isascii():
            self.text = original.translate(_table)
        elif len(original.encode(errors="replace")) < len(original) * _MOSTLY_ASCII:
            self.text = self._fold_runs(original)
        else:
            self.text = original.translate(_table)
            if not _table.uneven.isdisjoint(original):
                self._note(original, 0, 0)

    def _fold_runs(self, original: str) -> str:
        """Python translates plain ASCII thirty times as fast, so the other characters go first."""
        parts: list[str] = []
        shift = end = 0
        for run in _FOREIGN.finditer(original):
            folded = run[0].translate(_table)
            parts += (original[end : run.start()], folded)
            end = run.end()
            if not _table.uneven.isdisjoint(run[0]):
                self._note(run[0], run.start(), shift)
                shift += len(folded) - len(run[0])
        text = "".join((*parts, original[end:]))
        return text.translate(_table)  # what is folded stays as it is

    def _note(self, run: str, start: int, shift: int) -> None:
        for at, char in enumerate(run, start):
            made = len(_table[ord(char)])
            if made != 1:
                self._folded += [at + shift + each for each in range(made + 1)]
                self._original += [at] * made + [at + 1]
                shift += made - 1

    def _place(self, at: int) -> int:
        found = bisect_right(self._folded, at) - 1
        return at if found < 0 else self._original[found] + at - self._folded[found]

    def span(self, start: int, end: int) -> Span:
        """The original's span of whole words of the folded form; marks belong to the letter before them."""
        if not self._folded:
            return Span(start, end)
        return Span(self._place(start), max(self._place(end - 1) + 1, self._place(end)))


@dataclass(frozen=True, slots=True)
class IndexedWords:
    """What of an article can be searched: folded words joined by single spaces.

    ``text``: of the text with its assumed lost spaces put in; ``glued``: the words they were put into, whole,
    with `APART` between them, which nobody can type, so that they make no phrases.
    """

    title: str
    source: str
    text: str
    glued: str = ""


def indexed_words(title: str, source: str, text: str, repairs: Collection[int] = ()) -> IndexedWords:
    """The words of an article; ``repairs``: ascending offsets before which a lost space is assumed."""
    heads = (" ".join(words(title)), " ".join(words(source)))
    if not repairs:
        return IndexedWords(*heads, " ".join(words(text)))
    from core.text.repair import Repaired  # not at every start

    repaired = Repaired(text, tuple(repairs))
    glued = f" {APART} ".join(word for span in glued_spans(text, repairs) for word in words(span.of(text)))
    return IndexedWords(*heads, " ".join(words(repaired.text)), glued)


def glued_spans(text: str, repairs: Collection[int]) -> tuple[Span, ...]:
    """The words of the text as it stands that hold an assumed lost space."""
    found: list[Span] = []
    for at in sorted(repairs):
        if not 0 < at < len(text) or (found and at < found[-1].end):
            continue
        start, end = at, at
        while start > 0 and not _parts(text[start - 1]):
            start -= 1
        while end < len(text) and not _parts(text[end]):
            end += 1
        if start < at < end:
            found.append(Span(start, end))
    return tuple(found)


def word_spans(text: str) -> list[tuple[str, Span]]:
    """Each folded word of ``text`` with its place."""
    folded = Folded(text)
    return [(m[0][:LONGEST], folded.span(*m.span())) for m in re.finditer(r"\S+", folded.text)]


def _parts(char: str) -> bool:
    return " " in _table[ord(char)]


def _folded(char: str) -> str:
    if category(char) == "Cf":  # soft hyphens, joiners, marks of direction: words go on through them
        return " " if char == _ZERO_WIDTH_SPACE else ""
    if _is_dropped(char):
        return ""
    if not _is_of_words(char):
        return " "
    plain = normalize("NFKD", normalize("NFKD", char).casefold())
    kept = "".join(each if _is_of_words(each) else " " for each in plain if not _is_dropped(each))
    return kept or char


def _is_of_words(char: str) -> bool:
    return category(char)[0] in "LNM" or category(char) == "Co"


def _is_dropped(char: str) -> bool:
    """Accents, Hebrew and Arabic vowel points; not the vowel signs of scripts that can't do without."""
    if category(char)[0] != "M":
        return False
    kind = combining(char)
    return 10 <= kind <= 36 or kind >= 200 or category(char) == "Me" or "VARIATION SELECTOR" in name(char, "")
