"""Where a query's words stand in an article, and the words around the first of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from core.domain.text import Span
from core.text.folding import LONGEST, Folded, glued_spans
from core.text.search_query import SearchQuery, Term

_BEFORE, _AFTER = 30, 130  # code points around the first hit
_EDGE = 15  # how far a cut moves to fall between words


@dataclass(frozen=True, slots=True)
class Snippet:
    """A line of an article; ``marks``: the hits in it, in code points of ``text``."""

    text: str
    marks: tuple[Span, ...] = ()


def hits(
    query: SearchQuery, text: str, repairs: Collection[int] = (), field: str = "text"
) -> tuple[Span, ...]:
    """Where terms of ``query`` stand in ``text``, in order, in code points; those that overlap once.

    ``repairs``: ascending offsets of ``text`` before which a lost space is assumed; ``field``: what ``text``
    is of its article, so that terms that look elsewhere are left out.
    """
    terms = tuple(term for term in query.terms if term.field in ("", field))
    if not terms:
        return ()
    if not repairs:
        return tuple(_apart(_found(terms, text)))
    from core.text.repair import Repaired  # not at every start

    view = Repaired(text, tuple(repairs))
    found = [view.span_to_original(span.start, span.end) for span in _found(terms, view.text)]
    single = tuple(term for term in terms if len(term.words) == 1)
    for glued in glued_spans(text, repairs) if single else ():
        of_glued = _found(single, glued.of(text))
        found += [Span(glued.start + s.start, glued.start + s.end) for s in of_glued]
    return tuple(_apart(found))


def snippet(text: str, found: tuple[Span, ...]) -> Snippet:
    """The words around the first of ``found``; the beginning of the text when there are none."""
    first = found[0] if found else Span(0, 1)
    start = _cut(text, max(0, first.start - _BEFORE), first.start)
    end = min(len(text), max(first.end, first.start + _AFTER))
    if end < len(text):
        end = max(text.rfind(" ", end - _EDGE, end), first.end) if " " in text[end - _EDGE : end] else end
    lead = "…" if start > 0 else ""
    shift = len(lead) - start
    shown = re.sub(r"\s", " ", text[start:end])
    marks = tuple(
        Span(span.start + shift, min(span.end, end) + shift) for span in found if start <= span.start < end
    )
    return Snippet(f"{lead}{shown}{'…' if end < len(text) else ''}", marks)


def _cut(text: str, at: int, before: int) -> int:
    """A place after a space at or soon after ``at``, not behind ``before``."""
    if at == 0:
        return 0
    space = text.find(" ", at, min(at + _EDGE, before))
    return at if space < 0 else space + 1


def _found(terms: tuple[Term, ...], text: str) -> Iterator[Span]:
    folded = Folded(text)
    for term in terms:
        for match in _pattern(term).finditer(folded.text):
            yield folded.span(*match.span())


@lru_cache(maxsize=128)
def _pattern(term: Term) -> re.Pattern[str]:
    """One that begins with the word itself, which Python looks for much faster than for what is before it."""
    first, *others = (
        re.escape(word) + (r"\S*" if len(word) == LONGEST or (term.prefix and at == len(term.words)) else "")
        for at, word in enumerate(term.words, 1)
    )
    word = re.escape(term.words[0])
    begins = rf"{word}(?<!\S{word})" + first.removeprefix(word)
    return re.compile(r"\s+".join((begins, *others)) + r"(?!\S)")


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """In order; a phrase is one hit also where one of its words is looked for."""
    end = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end
