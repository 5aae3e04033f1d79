"""One name, one type through the whole article, and a name that was found once is found everywhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from core.nlp.gazetteer import Entry, Gazetteer, Kind
from core.nlp.mentions_ground import Ground, Name

_SURE_RULES = {"list": 4, "dateline": 3, "outlet": 3, "conference": 4, "title": 2, "model": 1, "date": 1}
_FIXED = frozenset({"list", "conference", "date"})


def agreed(ground: Ground, names: list[Name]) -> list[Name]:
    """The same words get the label most of their occurrences have; sure rules weigh more."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        if name.label != "DATE":
            votes[_key(ground, name)][name.label] += _SURE_RULES[name.rule] + (2 if name.entry else 0)
    return [_outvoted(name, votes.get(_key(ground, name))) for name in names]


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
    """Words worth seeking elsewhere with their label: names, and the surnames of persons."""
    plain = {t.text for t in ground.view.tokens if t.text.islower()}
    known: dict[str, str] = {}
    surnames: dict[str, str] = {}
    for name in names:
        words = ground.text[name.start : name.end]
        if name.label == "DATE" or not words[:1].isupper():
            continue
        if " " in words or (len(words) > 3 and words.lower() not in plain):
            known.setdefault(words, name.label)
        last = words.rsplit(" ", 1)[-1]
        if name.label == "PERSON" and last != words and len(last) > 2 and last[:1].isupper():
            surnames[last] = "PERSON"
    for last, label in surnames.items():
        if last.lower() not in plain and (ground.lists.entry(last) is None):
            known.setdefault(last, label)
    return known
