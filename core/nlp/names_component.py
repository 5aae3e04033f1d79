"""``rapporteur_names``: a pipe after ``ner`` that makes a text's names agree with each other and the lists.

One word is one kind of name throughout a text, a name seen once is found again, and what the program's
lists know as a country, a people or a body is labelled so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.nlp.gazetteer import Kind, gazetteer

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FACTORY = "rapporteur_names"

_LISTED = {
    Kind.COUNTRY: "LOC",
    Kind.CAPITAL: "LOC",
    Kind.PROVINCE: "LOC",
    Kind.REGION: "LOC",
    Kind.PEOPLE: "NORP",
    Kind.BODY: "ORG",
    Kind.MEDIA: "ORG",
}
_NAMES = frozenset({"PERSON", "ORG", "LOC", "NORP", "EVENT"})


@dataclass(frozen=True, slots=True)
class _Name:
    """A name over the tokens ``[start, end)``."""

    start: int
    end: int
    label: str
    text: str


def make_names(nlp: Language, name: str) -> Names:  # noqa: ARG001 -- what spaCy's factory is called with
    """The pipe, as spaCy's factory calls it."""
    return Names()


class Names:
    """The pipe. It keeps nothing; the lists are the program's own."""

    def __call__(self, doc: Doc) -> Doc:
        """Correct ``doc.ents`` and return ``doc``."""
        from spacy.tokens import Span

        names = [_Name(e.start, e.end, e.label_, e.text) for e in doc.ents]
        names = _surnames(_agreed([_listed(n) for n in names]))
        names = [*names, *_again(doc, names)]
        doc.set_ents([Span(doc, n.start, n.end, label=n.label) for n in names])
        return doc


def _listed(name: _Name) -> _Name:
    """A name that is exactly a listed form, labelled as the list says; everyday words are left alone."""
    entry = gazetteer().entry(name.text) if name.label in _NAMES else None
    if entry is None or entry.shy or entry.kind not in _LISTED:
        return name
    return replace(name, label=_LISTED[entry.kind])


def _agreed(names: list[_Name]) -> list[_Name]:
    """The same words get the label that most of them have."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        votes[name.text][name.label] += 1
    return [replace(n, label=_winner(votes[n.text], n.label)) for n in names]


def _winner(votes: Counter[str], own: str) -> str:
    (first, most), *others = votes.most_common(2)
    return own if others and others[0][1] == most else first


def _surnames(names: list[_Name]) -> list[_Name]:
    """A single word that ends a person's full name in the same text is that person."""
    full = {n.text.rsplit(" ", 1)[-1] for n in names if n.label == "PERSON" and " " in n.text}
    return [replace(n, label="PERSON") if n.text in full and _may_be_person(n) else n for n in names]


def _may_be_person(name: _Name) -> bool:
    if name.label not in ("ORG", "LOC", "EVENT"):
        return False
    entry = gazetteer().entry(name.text)
    return entry is None or entry.shy


def _again(doc: Doc, names: Iterable[_Name]) -> Iterator[_Name]:
    """Names found once, where the text has the same words again unmarked."""
    known = _sought(names)
    if not known:
        return
    taken = {i for n in names for i in range(n.start, n.end)}
    words = [t.text for t in doc]
    at = 0
    while at < len(words):
        found = next((k for k in known.get(words[at], ()) if _fits(words, at, k[0], taken)), None)
        if found:
            yield _Name(at, at + len(found[0]), found[1], " ".join(found[0]))
            at += len(found[0])
        else:
            at += 1


_Known = tuple[tuple[str, ...], str]


def _sought(names: Iterable[_Name]) -> dict[str, list[_Known]]:
    """Words of names to look for again, by their first word, the longest first."""
    found: dict[tuple[str, ...], str] = {}
    for name in names:
        words = tuple(name.text.split())
        if name.label in _NAMES and len(words) == name.end - name.start and _worth(words):
            found[words] = name.label
            if name.label == "PERSON" and len(words) > 1 and _worth(words[-1:]):
                found.setdefault(words[-1:], "PERSON")
    known: dict[str, list[_Known]] = defaultdict(list)
    for words, label in sorted(found.items(), key=lambda f: -len(f[0])):
        known[words[0]].append((words, label))
    return known


def _worth(words: tuple[str, ...]) -> bool:
    return all(w[:1].isupper() for w in (words[0], words[-1])) and (len(words) > 1 or len(words[0]) > 2)


def _fits(words: list[str], at: int, sought: tuple[str, ...], taken: set[int]) -> bool:
    end = at + len(sought)
    if tuple(words[at:end]) != sought or not taken.isdisjoint(range(at, end)):
        return False
    before, after = words[at - 1 : at], words[end : end + 1]
    return len(sought) > 1 or not (
        (before and before[0][:1].isupper() and at - 1 not in taken and at > 1)
        or (after and after[0][:1].isupper())
    )
