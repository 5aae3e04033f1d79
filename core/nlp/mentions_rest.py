"""One name, one type through the whole article, and a name that was found once is found everywhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from core.nlp.gazetteer import Entry, Gazetteer, Kind
from core.nlp.mentions_ground import Ground, Name
from core.nlp.titles import title_before

_SURE_RULES = {
    "list": 4,
    "known": 9,
    "short": 3,
    "dateline": 3,
    "outlet": 3,
    "conference": 4,
    "title": 2,
    "model": 1,
    "date": 1,
}
_SURE_ALONE = frozenset({"short", "dateline", "outlet", "conference", "title"})
_FIXED = frozenset({"list", "known", "conference", "date"})


def agreed(ground: Ground, names: list[Name]) -> list[Name]:
    """The same words get the label most of their occurrences have; sure rules weigh more."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        if name.label != "DATE":
            votes[_key(ground, name)][name.label] += _SURE_RULES[name.rule] + (2 if name.entry else 0)
    for last in (*_surnames(ground, names), *_last_words(ground, names)):
        votes[last.casefold()]["PERSON"] += _SURE_RULES["title"]
    return [_outvoted(name, votes.get(_key(ground, name))) for name in names]


def capitals(ground: Ground, names: list[Name]) -> list[Name]:
    """ "Washington said": a capital taken for a person is the capital unless somebody here is called so."""
    surnames = {
        ground.text[n.start : n.end].rsplit(" ", 1)[-1]
        for n in names
        if n.label == "PERSON" and (n.rule == "title" or " " in ground.text[n.start : n.end])
    }
    return [_capital(ground, name, surnames) for name in names]


def _capital(ground: Ground, name: Name, surnames: set[str]) -> Name:
    words = ground.text[name.start : name.end]
    entry = ground.lists.entry(words)
    if name.label != "PERSON" or entry is None or entry.label != "GPE" or name.rule == "title":
        return name
    if entry.kind == Kind.CAPITAL and words not in surnames and not _announced(ground, name):
        return replace(name, label="GPE", entry=entry, confidence=0.85, reason=f"listed: {entry.kind}")
    if entry.kind == Kind.CITY and _follows_in(ground, name):
        return replace(
            name, label="GPE", entry=entry, confidence=0.85, reason="listed: city, after a preposition"
        )
    return name


def _announced(ground: Ground, name: Name) -> bool:
    """Whether a title or a first name stands right before."""
    words = ground.words(name.start, name.end)
    before = ground.view.tokens[words[0] - 1] if words and words[0] else None
    return before is not None and before.text[:1].isupper() and before.pos == "PROPN"


def _follows_in(ground: Ground, name: Name) -> bool:
    words = ground.words(name.start, name.end)
    return bool(
        words and words[0] and ground.view.tokens[words[0] - 1].lower in {"in", "at", "near", "outside"}
    )


def _key(ground: Ground, name: Name) -> str:
    return ground.text[name.start : name.end].casefold()


def _outvoted(name: Name, votes: Counter[str] | None) -> Name:
    if not votes or name.rule in _FIXED or name.label == "DATE":
        return name
    label, weight = votes.most_common(1)[0]
    if label == name.label or weight <= votes[name.label]:
        return name
    return replace(name, label=label, reason=f"{label} elsewhere in this article", entry=None)


def spread(ground: Ground, names: list[Name]) -> Iterator[Name]:
    """Names that occur where neither pipeline nor rules saw them, as whole words."""
    known = _known(ground, names)
    finder = Gazetteer({words: Entry(Kind.REGION) for words in known})
    for hit in finder.find(ground.text):
        words = ground.text[hit.start : hit.end]
        label = known[words]
        yield Name(
            hit.start,
            hit.end,
            label,
            "again",
            0.85,
            f"{label} elsewhere in this article: {words}",
            ground.lists.entry(words) if label == "GPE" else None,
        )


def _known(ground: Ground, names: list[Name]) -> dict[str, str]:
    """Words worth seeking elsewhere with their label; one word alone needs to be sure."""
    plain = {t.text for t in ground.view.tokens if t.text.islower()}
    counts = Counter(_key(ground, name) for name in names)
    known: dict[str, str] = {}
    for name in names:
        words = ground.text[name.start : name.end]
        if name.label == "DATE" or not words[:1].isupper():
            continue
        sure = counts[words.casefold()] > 1 or name.rule in _SURE_ALONE
        if " " in words or (sure and len(words) > 3 and words.lower() not in plain):
            known.setdefault(words, name.label)
    for last in _last_words(ground, names):
        known.setdefault(last, "PERSON")
    for last in _surnames(ground, names):
        if last.lower() not in plain and ground.lists.entry(last) is None:
            known.setdefault(last, "PERSON")
    return known


def _last_words(ground: Ground, names: list[Name]) -> Iterator[str]:
    """The last words of persons' full names that can only be theirs in this text."""
    plain = {t.text for t in ground.view.tokens if t.text.islower()}
    full = dict.fromkeys(ground.text[n.start : n.end] for n in names if n.label == "PERSON")
    lasts = (words.rsplit(" ", 1)[-1] for words in full if " " in words)
    for last in lasts:
        sure = len(last) > 3 and last[:1].isupper() and last.lower() not in plain
        if sure and ground.lists.entry(last) is None:
            yield last


def _surnames(ground: Ground, names: list[Name]) -> Iterator[str]:
    """The last words of persons that stand with a title: those are persons for sure."""
    places = ground.places(names)
    for name in names:
        words = ground.words(name.start, name.end)
        last = ground.text[name.start : name.end].rsplit(" ", 1)[-1]
        if name.label != "PERSON" or words is None or words[0] == words[1]:
            continue
        if len(last) > 2 and last[:1].isupper() and title_before(ground.view, words[0], places):
            yield last
