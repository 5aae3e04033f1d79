"""What the rules read: words, heads and sentences of an article, with offsets in its own text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from core.domain.text import Span
from core.nlp.labels import Node, neutral

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from core.text.repair import Repaired


class Token(NamedTuple):
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
        hung = self._children[i]
        return [c for c in hung if self.tokens[c].dep in deps] if hung else []

    def subtree(self, i: int) -> tuple[int, ...]:
        """Word ``i`` and all that hangs on it, in reading order."""
        known = self._subtrees.get(i)
        if known is None and not self._children[i]:
            known = self._subtrees[i] = (i,)
        elif known is None:
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
    words = _Words(doc)
    kept = words.kept
    starts, ends = _places(words, offset, repaired)
    lines = _lines(repaired.original, starts)
    sents = _sentences(words, lines, tokens[-1].sent + 1 if tokens else 0)
    nodes = words.nodes()
    neutral(nodes)
    base = len(tokens)
    for k, (i, node) in enumerate(zip(kept, nodes, strict=True)):
        head = node.head
        outside = head < 0 or sents[head] != sents[k]
        tokens.append(
            Token(
                base + k,
                words.text[i],
                node.lower,
                words.lemma[i],
                node.tag,
                node.pos,
                "root" if outside else node.dep,
                -1 if outside else base + head,
                starts[k],
                ends[k],
                sents[k],
                lines[k],
                words.ent[i],
            )
        )


class _Words:
    """What a doc says of its words, read in one go: a list for each attribute, by number of the word."""

    def __init__(self, doc: Doc) -> None:
        names = ("ORTH", "LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE", "IDX", "SENT_START", "HEAD")
        columns = doc.to_array(list(names)).astype("int64").T
        orth, lower, lemma, tag, pos, dep, ent, idx, begins, head = columns.tolist()
        strings = _Strings(doc)
        self.text = [strings[key] for key in orth]
        self.lower = [strings[key] for key in lower]
        self.lemma = [(strings[key] or word).lower() for key, word in zip(lemma, self.text, strict=True)]
        self.tag = [strings[key] for key in tag]
        self.pos = [strings[key] for key in pos]
        self.dep = [strings[key] for key in dep]
        self.ent = [strings[key] for key in ent]
        self.idx: list[int] = idx
        self.begins = [start == 1 for start in begins]
        self.head = [i + step for i, step in enumerate(head)]
        self.kept = [i for i, word in enumerate(self.text) if not word.isspace()]

    def nodes(self) -> list[Node]:
        """The tree of the words that are kept; heads are numbers among these."""
        place = {i: k for k, i in enumerate(self.kept)}
        return [self._node(i, place) for i in self.kept]

    def _node(self, i: int, place: dict[int, int]) -> Node:
        return Node(self.lower[i], self.tag[i], self.pos[i], self.dep[i], self._head(i, place))

    def _head(self, i: int, place: dict[int, int]) -> int:
        """Number of the nearest head that is a word, -1 at a root or without a parse."""
        head = self.head[i]
        while head not in place and self.head[head] != head:
            head = self.head[head]
        return -1 if head == i else place.get(head, -1)


class _Strings(dict[int, str]):
    """spaCy's strings by their numbers, each asked for once a doc."""

    def __init__(self, doc: Doc) -> None:
        super().__init__({0: ""})
        self._strings = doc.vocab.strings

    def __missing__(self, key: int) -> str:
        found: str = self._strings[key % 2**64]
        self[key] = found
        return found


def _places(words: _Words, offset: int, repaired: Repaired) -> tuple[list[int], list[int]]:
    """Where the words that are kept begin and end in the article's own text."""
    starts = [offset + words.idx[i] for i in words.kept]
    ends = [start + len(words.text[i]) for start, i in zip(starts, words.kept, strict=True)]
    if not repaired.inserts:
        return starts, ends
    return list(map(repaired.to_original, starts)), list(map(repaired.to_original, ends))


def _lines(text: str, starts: list[int]) -> list[int]:
    """For each offset the number of the line it is on."""
    if not starts:
        return []
    line, at = text.count("\n", 0, starts[0]), starts[0]
    if text.find("\n", at, starts[-1]) < 0:
        return [line] * len(starts)
    out: list[int] = []
    for start in starts:
        line += text.count("\n", at, start)
        at = start
        out.append(line)
    return out


def _sentences(words: _Words, lines: list[int], first: int) -> list[int]:
    """Sentence numbers; a new line always begins a new sentence."""
    out: list[int] = []
    number = first - 1
    for k, i in enumerate(words.kept):
        if k == 0 or words.begins[i] or lines[k] != lines[k - 1]:
            number += 1
        out.append(number)
    return out
