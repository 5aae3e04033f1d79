"""What the rules read: words, heads and sentences of an article, with offsets in its own text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from core.domain.text import Span
from core.nlp.labels import Node, neutral

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

    from core.text.repair import Repaired


@dataclass(frozen=True, slots=True)
class Token:
    """One word. ``head`` is -1 at a root; ``start`` and ``end`` are code points of the article's own text;
    ``lemma`` is lower case; ``dep`` is UD-like whatever the parser; ``ent`` is empty outside an entity."""

    i: int
    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    start: int
    end: int
    sent: int
    para: int
    ent: str


class View:
    """The analysed article as rules see it; never changes once made."""

    def __init__(self, repaired: Repaired, tokens: tuple[Token, ...]) -> None:
        self.repaired = repaired
        self.text: str = repaired.original
        self.tokens = tokens
        self._children: list[list[int]] = [[] for _ in tokens]
        for token in tokens:
            if token.head >= 0:
                self._children[token.head].append(token.i)
        self._starts = [token.start for token in tokens]
        self._subtrees: dict[int, tuple[int, ...]] = {}

    @cached_property
    def sents(self) -> tuple[tuple[int, int], ...]:
        """Sentences as half-open ranges of token numbers."""
        starts = [t.i for t in self.tokens if t.i == 0 or t.sent != self.tokens[t.i - 1].sent]
        return tuple(pairwise([*starts, len(self.tokens)]))

    def children(self, i: int) -> Sequence[int]:
        """The words that hang on word ``i``, in reading order."""
        return self._children[i]

    def kids(self, i: int, *deps: str) -> list[int]:
        """The children of ``i`` with one of the labels ``deps``."""
        return [c for c in self._children[i] if self.tokens[c].dep in deps]

    def subtree(self, i: int) -> tuple[int, ...]:
        """Word ``i`` and all that hangs on it, in reading order."""
        known = self._subtrees.get(i)
        if known is None:
            found, waiting = {i}, [i]
            while waiting:
                fresh = [c for c in self._children[waiting.pop()] if c not in found]
                found.update(fresh)
                waiting.extend(fresh)
            known = self._subtrees[i] = tuple(sorted(found))
        return known

    def span(self, ids: Iterable[int]) -> Span:
        """The stretch from the first to the last of ``ids``, which may not be empty."""
        ordered = sorted(ids)
        return Span(self.tokens[ordered[0]].start, self.tokens[ordered[-1]].end)

    def runs(self, ids: Iterable[int]) -> tuple[Span, ...]:
        """One span for each unbroken run of ``ids``."""
        groups: list[list[int]] = []
        for i in sorted(set(ids)):
            if groups and groups[-1][-1] == i - 1:
                groups[-1].append(i)
            else:
                groups.append([i])
        return tuple(self.span(group) for group in groups)

    def within(self, span: Span) -> list[int]:
        """The words that lie wholly in ``span``."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [t.i for t in self.tokens[first:last] if t.end <= span.end]


def view_of(doc: Doc, repaired: Repaired) -> View:
    """The view of one ``doc`` made from the whole of ``repaired.text``."""
    return view_of_pieces([(0, doc)], repaired)


def view_of_pieces(pieces: Iterable[tuple[int, Doc]], repaired: Repaired) -> View:
    """The view of several docs, each with the offset in ``repaired.text`` at which its text begins.

    No sentence and no arc crosses from one piece, or one line, into the next.
    """
    tokens: list[Token] = []
    for offset, doc in pieces:
        _add(tokens, offset, doc, repaired)
    return View(repaired, tuple(tokens))


def _add(tokens: list[Token], offset: int, doc: Doc, repaired: Repaired) -> None:
    kept = [t for t in doc if t.text.strip()]
    spans = [repaired.span_to_original(offset + t.idx, offset + t.idx + len(t.text)) for t in kept]
    lines = _lines(repaired.original, [s.start for s in spans])
    sents = _sentences(kept, lines, tokens[-1].sent + 1 if tokens else 0)
    place = {t.i: k for k, t in enumerate(kept)}
    nodes = [Node(t.lower_, t.tag_, t.pos_, t.dep_, _head(t, place)) for t in kept]
    neutral(nodes)
    base = len(tokens)
    for k, (t, node) in enumerate(zip(kept, nodes, strict=True)):
        outside = node.head < 0 or sents[node.head] != sents[k]
        tokens.append(
            Token(
                i=base + k,
                text=t.text,
                lower=t.lower_,
                lemma=(t.lemma_ or t.text).lower(),
                tag=t.tag_,
                pos=t.pos_,
                dep="root" if outside else node.dep,
                head=-1 if outside else base + node.head,
                start=spans[k].start,
                end=spans[k].end,
                sent=sents[k],
                para=lines[k],
                ent=t.ent_type_,
            )
        )


def _lines(text: str, starts: list[int]) -> list[int]:
    """For each offset the number of the line it is on."""
    out: list[int] = []
    line = at = 0
    for start in starts:
        line += text.count("\n", at, max(at, start))
        at = max(at, start)
        out.append(line)
    return out


def _sentences(kept: list[SpacyToken], lines: list[int], first: int) -> list[int]:
    """Sentence numbers; a new line always begins a new sentence."""
    out: list[int] = []
    number = first - 1
    for k, token in enumerate(kept):
        if k == 0 or token.is_sent_start or lines[k] != lines[k - 1]:
            number += 1
        out.append(number)
    return out


def _head(token: SpacyToken, place: dict[int, int]) -> int:
    """Number of the nearest head that is a word, -1 at a root or without a parse."""
    head = token.head
    while head.i not in place and head.head.i != head.i:
        head = head.head
    return -1 if head.i == token.i or head.i not in place else place[head.i]
