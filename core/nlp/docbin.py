"""Codings as spaCy's own `DocBin`, ready for ``spacy train``: every offset stays exact.

Takes the records of the JSON Lines export. Where a mark begins or ends inside a word (a word the feed glued,
say) the word is cut there, so that no mark is moved or lost; how many were cut is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

Json = Mapping[str, Any]
RECORD = "rapporteur"  # where a doc's user data holds its whole record, as JSON
GROUPS = ("mentions", "statements", "topics", "events")  # of units; each slot has its own, by its name
_LISTS = {"mentions": "entities"}  # what the records call them, where that differs
_COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Packed:
    """A DocBin as bytes. ``cut``: words cut at a mark; ``within``: names inside or across others and names
    of several parts, which are in ``doc.spans["mentions"]`` only, because entities can't overlap."""

    data: bytes
    docs: int
    cut: int
    within: int

    @property
    def told(self) -> tuple[str, ...]:
        """What to know of it, in words."""
        out = []
        if self.cut:
            out.append(f"{self.cut} words are cut where a mark begins or ends inside them.")
        if self.within:
            names = "names that overlap another or have several parts are"
            out.append(f"{self.within} {names} in doc.spans only, not in doc.ents.")
        return tuple(out)


def pack(records: Iterable[Json]) -> Packed:
    """One doc a record: ``doc.ents`` are its names, ``doc.spans`` all units and slots, the rest is in
    ``doc.user_data``. In an article not yet complete what is unmarked counts as unknown, not as no name."""
    from spacy.tokens import DocBin

    made = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID"], store_user_data=True)
    docs = cut = within = 0
    for record in records:
        doc, here = _words(record)
        names = _grouped(doc, record)
        chosen = list(_apart(names))
        unknown = "outside" if record["status"] == _COMPLETE else "missing"
        doc.set_ents(chosen, default=unknown)
        doc.user_data[RECORD] = json.dumps(record, ensure_ascii=False)
        made.add(doc)
        docs, cut = docs + 1, cut + here
        within += len(record["entities"]) - len(chosen)
    return Packed(made.to_bytes(), docs, cut, within)


def _words(record: Json) -> tuple[Doc, int]:
    """The text in spaCy's own words, cut further at every mark; and how many words that cut."""
    from spacy.tokens import Doc

    text = str(record["text"])
    nlp = _tokenizer(str(record["language"]))
    edges, own = _edges(record, text)
    words: list[str] = []
    spaces: list[bool] = []
    cut = 0
    for token in nlp.make_doc(text):
        start, end = token.idx, token.idx + len(token.text)
        inner = sorted(edge for edge in edges if start < edge < end)
        cut += bool(inner)
        parts = [text[a:b] for a, b in zip([start, *inner], [*inner, end], strict=True)]
        words += parts
        spaces += [False] * (len(parts) - 1) + [bool(token.whitespace_) and end not in own]
        if token.whitespace_ and end in own:
            words.append(" ")
            spaces.append(False)
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    if doc.text != text:
        raise ValueError("spaCy's words are not those of the text")
    return doc, cut


def _edges(record: Json, text: str) -> tuple[set[int], set[int]]:
    """Where marks begin and end, and the spaces with which one does: those must stand alone."""
    edges, own = set[int](), set[int]()
    for _, spans, _, _ in _marks(record):
        for start, end in spans:
            edges |= {start, end}
            own |= {at for at in (start, end - 1) if text[at] == " "}
    return edges, own


def _marks(record: Json) -> Iterator[tuple[str, list[tuple[int, int]], str, Json]]:
    """Group, spans, label and origin of every unit and slot of a record."""
    for group in GROUPS:
        for unit in record[_LISTS.get(group, group)]:
            yield group, [(a, b) for a, b in unit["spans"]], unit["label"], unit
            for fill in unit["slots"]:
                if fill["spans"]:
                    yield (
                        fill["slot"],
                        [(a, b) for a, b in fill["spans"]],
                        unit["label"],
                        fill | {"of": unit["id"]},
                    )


def _grouped(doc: Doc, record: Json) -> list[Span]:
    """Fill ``doc.spans``; gives the names of one part."""
    from spacy.tokens import Span

    begins = {token.idx: token.i for token in doc}
    ends = {token.idx + len(token.text): token.i + 1 for token in doc}
    groups: dict[str, list[Span]] = {}
    names: list[Span] = []
    for group, spans, label, origin in _marks(record):
        actor = _actor(origin)
        key = str(origin.get("of") or origin["id"])
        for start, end in spans:
            span = Span(doc, begins[start], ends[end], label=label, kb_id=actor, span_id=key)
            groups.setdefault(group, []).append(span)
            if group == "mentions" and len(spans) == 1:
                names.append(span)
    for group, found in groups.items():
        doc.spans[group] = found
    return names


def _actor(origin: Json) -> str:
    """The one actor a name or slot means; empty for none or several."""
    fills = origin.get("slots", [origin])
    found = [actor["id"] for fill in fills for actor in fill.get("actors", [])]
    return str(found[0]) if len(found) == 1 else ""


def _apart(names: list[Span]) -> Iterator[Span]:
    """The longest names that do not overlap, without the blanks at their ends, in no order."""
    taken: set[int] = set()
    for name in sorted(names, key=lambda span: (span.start_char - span.end_char, span.start)):
        start, end = name.start, name.end
        while start < end and name.doc[start].is_space:
            start += 1
        while end > start and name.doc[end - 1].is_space:
            end -= 1
        if start == end or taken.intersection(range(start, end)):
            continue
        taken.update(range(start, end))
        yield type(name)(name.doc, start, end, label=name.label_, kb_id=name.kb_id_, span_id=name.id_)


@cache
def _tokenizer(language: str) -> Language:
    from spacy import blank

    try:
        return blank(language or "en")
    except ImportError:  # spaCy has no rules for it: those for all languages cut at spaces and signs
        return blank("xx")
