"""The corpora with flat marks: column files, Re-DocRED, re3d and Universal NER."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.nlp.training.conllu import Sentence, documents
from core.nlp.training.marks import MISC, Marked, Name, mapped, marked, word_set

CROSSNER = {
    **dict.fromkeys(("politician", "person", "scientist", "researcher", "writer", "musicalartist"), "PERSON"),
    **dict.fromkeys(("politicalparty", "organisation", "organization", "university", "band"), "ORG"),
    **dict.fromkeys(("country", "location"), "LOC"),
    **dict.fromkeys(("election", "event", "conference"), "EVENT"),
    "misc": MISC,
}
CONLL = {"per": "PERSON", "org": "ORG", "loc": "LOC", "misc": MISC}
NO_MISC = {"per": "PERSON", "org": "ORG", "loc": "LOC"}
_DOCRED = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "TIME": "DATE", "MISC": MISC}
_RE3D = {
    "Person": "PERSON",
    "Organisation": "ORG",
    "Location": "LOC",
    "Nationality": "NORP",
    "Temporal": "DATE",
}
_PARTICLES = frozenset({"al", "el", "bin", "ibn"})
_PRONOUNS = word_set(
    "i he she they we you it his her their who its our us my him them him"
)  # re3d marks references too; ours are names only


def columns(path: Path, labels: Mapping[str, str]) -> list[Marked]:
    """The sentences of a file with a word and its IOB tag a line."""
    return [
        marked([row[0] for row in rows], mapped([row[-1] for row in rows], labels))
        for rows in _blocks(path)
        if rows[0][0] != "-DOCSTART-"
    ]


def universal(names: Path, treebank: list[Path]) -> list[list[Marked]]:
    """Universal NER's marks on the sentences of its treebank, by document; spaces are the treebank's.

    A sentence of ``names`` that the treebank lacks is left out.
    """
    tags = {tuple(row[1] for row in rows): [row[2] for row in rows] for rows in _blocks(names)}
    told = (_tagged(document, tags) for path in treebank for document in documents(path))
    return [document for document in told if document]


def docred(path: Path) -> list[list[Marked]]:
    """Re-DocRED's documents as lists of sentences."""
    return [_docred_document(told) for told in json.loads(path.read_text(encoding="utf-8"))]


def re3d(folder: Path) -> Iterator[Marked]:
    """The documents of one of re3d's sources, names only."""
    from spacy import blank

    nlp = blank("en")
    names: dict[str, list[tuple[int, int, str]]] = {}
    for told in _json_lines(folder / "entities.json"):
        if told["type"] in _RE3D and float(told.get("confidence", 1)) > 0.5:
            place = (told["begin"], told["end"], _RE3D[told["type"]])
            names.setdefault(told["documentId"], []).append(place)
    for told in _json_lines(folder / "documents.json"):
        doc = nlp.make_doc(told["text"])
        words = [t.text for t in doc]
        found = []
        for start, end, label in names.get(told["_id"], []):
            span = doc.char_span(start, end, alignment_mode="contract")
            if span is not None and (name := _proper(words, Name(span.start, span.end, label))):
                found.append(name)
        yield marked(words, found, [bool(t.whitespace_) for t in doc])


def _blocks(path: Path) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.strip() and not line.startswith("# "):
                rows.append(line.split("\t") if "\t" in line else line.split())
            elif not line.strip() and rows:
                yield rows
                rows = []
    if rows:
        yield rows


def _tagged(document: list[Sentence], tags: Mapping[tuple[str, ...], list[str]]) -> list[Marked]:
    found = []
    for sentence in document:
        words = [w.form for w in sentence.words]
        told = tags.get(tuple(words)) or tags.get(tuple(w.replace("\u00a0", " ") for w in words))
        if told is not None:
            spaces = [*(w.space for w in sentence.words[:-1]), True]
            found.append(marked(words, mapped(told, NO_MISC), spaces))
    return found


def _docred_document(told: dict[str, Any]) -> list[Marked]:
    names: list[list[Name]] = [[] for _ in told["sents"]]
    seen = set()
    for entity in told["vertexSet"]:
        for mention in entity:
            place = (mention["sent_id"], *mention["pos"])
            if place not in seen and mention["type"] in _DOCRED:
                start, end = mention["pos"]
                names[mention["sent_id"]].append(Name(start, end, _DOCRED[mention["type"]]))
            seen.add(place)
    return [
        marked([str(word).strip() or "-" for word in words], found, dates=True)
        for words, found in zip(told["sents"], names, strict=True)
    ]


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _proper(words: list[str], name: Name) -> Name | None:
    """The proper part of a mention; None where it has none ("the rebels", "he")."""
    if name.label not in NO_MISC.values():
        return name
    start, end = name.start, name.end
    while start < end and words[start][:1].islower() and words[start] not in _PARTICLES:
        start += 1
    if start >= end or words[end - 1][:1].islower():
        return None
    if end - start == 1 and words[start].lower() in _PRONOUNS and words[start] != "US":
        return None
    capital = any(w[:1].isupper() and w.lower() != "the" for w in words[start:end])
    return Name(start, end, name.label) if capital else None
