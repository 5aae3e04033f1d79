"""``rapporteur_names``: a pipe after ``ner`` that makes a text's names agree with each other and the lists.

What the program's lists know as a country, a people or a body is labelled so, one word is one kind of name
throughout a text, a surname is the person whose full name the text has, and no person ends with a verb.
"""

from __future__ import annotations

from collections import Counter, defaultdict
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
_NO_NAMES = frozenset({"DATE"})
_CLEAR = 2  # a label wins over another of the same words with so many times its votes


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

        told = [_Name(e.start, e.end, e.label_, e.text) for e in doc.ents]
        names = _surnames(_agreed([_listed(_without_verb(doc, n)) for n in told]))
        if names != told:
            doc.set_ents([Span(doc, n.start, n.end, label=n.label) for n in names])
        return doc


def _without_verb(doc: Doc, name: _Name) -> _Name:
    """A person without small words at the end: "Peskov says". "Kim Jong-un" is written without a space."""
    end = name.end
    if name.label == "PERSON":
        while end - 1 > name.start and doc[end - 1].text[:1].islower() and doc[end - 2].whitespace_:
            end -= 1
    return name if end == name.end else replace(name, end=end, text=doc[name.start : end].text)


def _listed(name: _Name) -> _Name:
    """A name that is exactly a listed form, labelled as the list says; everyday words are left alone."""
    entry = None if name.label in _NO_NAMES else gazetteer().entry(name.text)
    if entry is None or entry.shy or entry.kind not in _LISTED:
        return name
    return replace(name, label=_LISTED[entry.kind])


def _agreed(names: list[_Name]) -> list[_Name]:
    """The same words get the label that clearly most of them have."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        votes[name.text][name.label] += 1
    return [replace(n, label=_winner(votes[n.text], n.label)) for n in names]


def _winner(votes: Counter[str], own: str) -> str:
    (first, most), *others = votes.most_common(2)
    return first if not others or most >= _CLEAR * others[0][1] else own


def _surnames(names: list[_Name]) -> list[_Name]:
    """A single word that ends a person's full name in the same text is that person."""
    full = {n.text.rsplit(" ", 1)[-1] for n in names if n.label == "PERSON" and " " in n.text}
    return [replace(n, label="PERSON") if n.text in full and _may_be_person(n) else n for n in names]


def _may_be_person(name: _Name) -> bool:
    if name.label not in ("ORG", "LOC", "EVENT"):
        return False
    entry = gazetteer().entry(name.text)
    return entry is None or entry.shy
