"""GUM's names: its mentions are whole noun phrases, nested; names are cut out of them by the syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.nlp.training.conllu import Sentence, Word, sentences
from core.nlp.training.marks import Marked, Name, marked, word_set

# Genres whose texts are openly licensed; the others forbid commercial use or are not in the repository.
GENRES = frozenset(
    ("news", "interview", "bio", "voyage", "academic", "court", "conversation", "textbook", "vlog", "speech")
)
NEWSLIKE = frozenset(("news", "speech", "interview"))

_LABELS = {"person": "PERSON", "place": "LOC", "organization": "ORG", "event": "EVENT", "time": "DATE"}
_ENTITY = re.compile(r"(?:^|\|)Entity=([^|]*)")
_BRACKET = re.compile(r"\((?P<whole>[^()]*)\)|\((?P<opens>[^()]+)|(?P<closes>[^()]+)\)")
_LINKS = frozenset(("of", "for", "and", "&"))
_INSIDE = frozenset((*_LINKS, "the", "-", ".", "'s", "’s", "in", "on"))
_NEAR_DAYS = frozenset(("today", "yesterday", "tomorrow", "tonight"))
_TIMES = word_set(
    "week month year decade century spring summer autumn winter weekend weeks months years days day "
    "decades centuries"
)
_RELATIVE = frozenset(("last", "next", "this", "past", "ago", "previous"))


def splits(path: Path) -> dict[str, str]:
    """The part (train, dev, test) of each document, from GUM's ``splits.md``."""
    part, found = "", {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"#+\s*(train|dev|test)", line.strip().lower()):
            part = heading.group(1)
        if part and (name := re.search(r"GUM_\w+", line)):
            found[name.group()] = part
    return found


def named(path: Path) -> list[Marked]:
    """The sentences of one GUM document with its names."""
    return [_sentence(s) for s in sentences(path)]


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    kind: str


def _sentence(sentence: Sentence) -> Marked:
    words = sentence.words
    found: list[tuple[Name, int]] = []  # the name, how long the phrase around it is
    for mention in _mentions(words):
        label = _LABELS.get(mention.kind)
        if label == "DATE" and _is_date(words[mention.start : mention.end], _head(words, mention)):
            found.append((Name(mention.start, mention.end, label), 99))
        elif label and label != "DATE" and (name := _name_in(words, mention, label)):
            found.append((name, mention.end - mention.start))
    kept: list[Name] = []
    taken: set[int] = set()
    for name, _ in sorted(set(found), key=lambda f: (f[0].start - f[0].end, f[1], f[0].start)):
        if not taken.intersection(range(name.start, name.end)):
            taken.update(range(name.start, name.end))
            kept.append(name)
    spaces = [*(w.space for w in words[:-1]), True]
    return marked([w.form for w in words], kept, spaces, dates=True)


def _mentions(words: list[Word]) -> Iterator[_Mention]:
    opened: dict[str, list[tuple[int, str]]] = {}
    for at, word in enumerate(words):
        told = _ENTITY.search(word.misc)
        for bracket in _BRACKET.finditer(told.group(1)) if told else ():
            fields = (bracket["whole"] or bracket["opens"] or bracket["closes"] or "").split("-")
            kind = fields[1] if len(fields) > 1 else ""
            if bracket["whole"] is not None:
                yield _Mention(at, at + 1, kind)
            elif bracket["opens"] is not None:
                opened.setdefault(fields[0], []).append((at, kind))
            elif opened.get(fields[0]):
                start, kind = opened[fields[0]].pop()
                yield _Mention(start, at + 1, kind)


def _head(words: list[Word], mention: _Mention) -> int:
    """The word of the mention whose head lies outside, or its first word."""
    for at in range(mention.start, mention.end):
        if not mention.start <= words[at].head < mention.end or words[at].head == at:
            return at
    return mention.start


def _is_date(phrase: list[Word], _head_at: int) -> bool:
    if len(phrase) > 6 or any(w.pos in ("VERB", "PRON") for w in phrase):
        return False
    lower = {w.form.lower() for w in phrase}
    exact = any(w.pos == "PROPN" or (w.pos == "NUM" and any(c.isdigit() for c in w.form)) for w in phrase)
    return exact or bool(lower & _NEAR_DAYS) or bool(lower & _TIMES and lower & _RELATIVE)


def _name_in(words: list[Word], mention: _Mention, label: str) -> Name | None:
    """The name around the head of a mention; None when its head is no proper noun."""
    head = _head(words, mention)
    if words[head].pos != "PROPN":
        return None
    kept = _grown(words, mention, head, label)
    start, end = min(kept), max(kept) + 1
    if any(at not in kept and words[at].form.lower() not in _INSIDE for at in range(start, end)):
        start, end = head, head + 1  # something else stands between: only what touches the head
        while start - 1 in kept:
            start -= 1
        while end in kept:
            end += 1
    while start < head and words[start].form.lower() in ("the", "-"):
        start += 1
    return Name(start, end, label)


def _grown(words: list[Word], mention: _Mention, head: int, label: str) -> set[int]:
    kept, before = {head}, 0
    while len(kept) != before:
        before = len(kept)
        for at in range(mention.start, mention.end):
            if at not in kept and words[at].head in kept and _belongs(words, at, label):
                kept.add(at)
    return kept


def _belongs(words: list[Word], at: int, label: str) -> bool:
    """Whether a dependent of a name's word is part of the name."""
    word = words[at]
    written = word.form[:1].isupper() or word.form[:1].isdigit()
    if word.dep.startswith("flat"):
        return True
    if word.dep.split(":")[0] in ("compound", "goeswith"):
        return written
    if word.dep in ("amod", "nummod"):
        return written and abs(at - word.head) <= 3
    if label == "PERSON" or word.dep not in ("nmod", "conj") or word.pos != "PROPN":
        return False
    between = range(min(at, word.head), max(at, word.head))
    return any(words[i].head == at and words[i].form.lower() in _LINKS for i in between)
