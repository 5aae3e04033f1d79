"""Finding topic words in a text: phrases of the word lists with their offsets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from core.domain.text import Span
from core.text.places import resource
from core.text.repair import Repaired

WORD = re.compile(r"\w+(?:[-'’.&]\w+)*")
PREFIX = {"cap": "cap:", "contexts": "context:"}  # of the lists' codes in the codebook
_STEM = 3  # letters by which patterns with an open ending are looked up; none is shorter


@dataclass(frozen=True, slots=True)
class Pattern:
    """One phrase of a list; ``open_end``: its last word may go on."""

    code: str
    words: tuple[str, ...]
    weight: int
    open_end: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found; ``span`` in the article's own text."""

    pattern: Pattern
    span: Span


Index = Mapping[str, Sequence[Pattern]]


@cache
def index(scheme: str) -> Index:
    """The patterns of ``cap`` or ``contexts`` by the word, or the stem, they begin with."""
    raw = json.loads(resource("lexicons", "topic_words.json").read_text(encoding="utf-8"))[scheme]
    out: dict[str, list[Pattern]] = {}
    for code, lists in raw.items():
        for weight, phrases in lists.items():
            for phrase in phrases:
                pattern = _pattern(code, int(weight), phrase)
                single = pattern.open_end and len(pattern.words) == 1
                key = pattern.words[0][:_STEM] + "*" if single else pattern.words[0]
                out.setdefault(key, []).append(pattern)
    return out


def _pattern(code: str, weight: int, phrase: str) -> Pattern:
    words = tuple(plain(word) for word in WORD.findall(phrase.lower()))
    return Pattern(code, words, weight, phrase.endswith("*"))


@lru_cache(maxsize=1 << 15)
def plain(word: str) -> str:
    """A word as it is compared: lower case, without genitive."""
    return word.lower().removesuffix("'s").removesuffix("’s")


class _Word(NamedTuple):
    text: str
    start: int
    end: int


@lru_cache(maxsize=4)  # topics and events ask for the same words of the same article
def hits(repaired: Repaired, scheme: str) -> tuple[Hit, ...]:
    """All phrases of ``scheme`` in the text; of those that overlap under one code the longest."""
    known = index(scheme)
    words = _words(repaired.text)
    found: list[Hit] = []
    for k, word in enumerate(words):
        for pattern in _beginning(known, word.text):
            size = len(pattern.words)
            if k + size <= len(words) and _fits(pattern, [w.text for w in words[k : k + size]]):
                last = words[k + size - 1]
                found.append(Hit(pattern, repaired.span_to_original(word.start, last.end)))
    return tuple(_longest(found))


@lru_cache(maxsize=2)
def _words(text: str) -> tuple[_Word, ...]:
    return tuple(_Word(plain(m.group()), *m.span()) for m in WORD.finditer(text))


def _beginning(known: Index, word: str) -> Iterator[Pattern]:
    """The patterns that may begin with ``word``; most words begin none."""
    if word in known:
        yield from known[word]
    if word[-1:] == "s" and word[:-1] in known:
        yield from known[word[:-1]]
    stem = word[:_STEM] + "*"
    if stem in known:
        yield from known[stem]


def _fits(pattern: Pattern, words: Sequence[str]) -> bool:
    *before, last = pattern.words
    if list(words[:-1]) != before:
        return False
    said = words[-1]
    if pattern.open_end:
        return said.startswith(last)
    return said in {last, last + "s", last + "es"}


def _longest(found: Sequence[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    ends: dict[str, int] = {}
    for hit in sorted(found, key=lambda h: (h.span.start, -h.span.end)):
        if hit.span.start >= ends.get(hit.pattern.code, 0):
            kept.append(hit)
            ends[hit.pattern.code] = hit.span.end
    return kept
