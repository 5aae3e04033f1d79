"""DocBin: what spaCy reads back is what was coded, to the character."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import blank  # noqa: TID253  # this test reads what spaCy reads
from spacy.tokens import Doc, DocBin  # noqa: TID253
from spacy.training import Example  # noqa: TID253

from core.nlp.docbin import RECORD, pack
from tests.build import TEXT, fragments, span_of, texts

Json = dict[str, Any]
NLP = blank("en")


def name(start: int, end: int, label: str = "GPE", *more: tuple[int, int], actor: str = "") -> Json:
    slots = [{"slot": "actor", "spans": [], "actors": [{"id": actor, "name": ""}]}] if actor else []
    spans = [[start, end], *([a, b] for a, b in more)]
    return {"id": f"c{start}-{end}", "label": label, "spans": spans, "slots": slots}


def record(text: str, *entities: Json, **rest: Any) -> Json:
    empty: Json = {"statements": [], "topics": [], "events": []}
    return {"text": text, "language": "en", "status": "complete", "entities": list(entities)} | empty | rest


def read(data: bytes) -> list[Doc]:
    return list(DocBin().from_bytes(data).get_docs(NLP.vocab))


def test_names_come_back_with_type_and_actor() -> None:
    at = span_of("Ilham Aliyev")
    packed = pack([record(TEXT, name(at.start, at.end, "PERSON", actor="person:ilham-aliyev"))])
    (doc,) = read(packed.data)
    assert doc.text == TEXT
    assert [(e.text, e.label_, e.kb_id_, e.id_) for e in doc.ents] == [
        ("Ilham Aliyev", "PERSON", "person:ilham-aliyev", "c10-22")
    ]
    assert packed.told == ()


def test_a_glued_word_is_cut_and_told() -> None:
    at = span_of("Armenia")
    packed = pack([record(TEXT, name(at.start, at.end))])
    (doc,) = read(packed.data)
    assert [e.text for e in doc.ents] == ["Armenia"]
    assert packed.cut == 1
    assert "cut" in packed.told[0]


def test_nested_and_split_names_are_in_the_spans_and_told() -> None:
    whole, part, far = span_of("the United States"), span_of("United States"), span_of("Almaty")
    split = name(far.start, far.start + 2, "GPE", (far.start + 3, far.end))
    packed = pack([record(TEXT, name(whole.start, whole.end), name(part.start, part.end), split)])
    (doc,) = read(packed.data)
    assert [e.text for e in doc.ents] == ["the United States"]
    assert [s.text for s in doc.spans["mentions"]] == ["the United States", "United States", "Al", "aty"]
    assert packed.within == 2
    assert len(packed.told) == 2


def test_statements_and_events_with_their_slots() -> None:
    said, cue = span_of("that Armeniaand Azerbaijan would meet in Almaty"), span_of("emphasized")
    unit = {
        "id": "s",
        "label": "statement",
        "spans": [[said.start, said.end]],
        "slots": [{"slot": "cue", "spans": [[cue.start, cue.end]]}],
    }
    made = record(TEXT, statements=[unit])
    (doc,) = read(pack([made]).data)
    assert [(s.text, s.label_) for s in doc.spans["statements"]] == [
        ("that Armeniaand Azerbaijan would meet in Almaty", "statement")
    ]
    assert [(s.text, s.id_) for s in doc.spans["cue"]] == [("emphasized", "s")]
    assert json.loads(doc.user_data[RECORD]) == made


def test_what_is_unmarked_in_an_unfinished_article_is_unknown() -> None:
    at = span_of("Ilham Aliyev")
    (doc,) = read(pack([record(TEXT, name(at.start, at.end), status="in progress")]).data)
    assert {token.ent_iob_ for token in doc} == {"", "B", "I"}
    (doc,) = read(pack([record(TEXT, name(at.start, at.end))]).data)
    assert {token.ent_iob_ for token in doc} == {"O", "B", "I"}


def test_a_language_without_rules_is_packed_too() -> None:
    assert read(pack([record("Olá mundo", language="zz")]).data)[0].text == "Olá mundo"


@st.composite
def marked(draw: st.DrawFn) -> Json:
    text = draw(texts(min_size=1))
    made = [
        name(first.start, first.end, "ORG", *((s.start, s.end) for s in rest))
        for first, *rest in (draw(fragments(text)) for _ in range(draw(st.integers(0, 4))))
    ]
    return record(text, *made)


@settings(deadline=None)  # the first time spaCy makes its tables
@given(marked())
def test_every_mark_is_exact_whatever_the_text(made: Json) -> None:
    packed = pack([made])
    (doc,) = read(packed.data)
    assert doc.text == made["text"]
    found = [(s.start_char, s.end_char) for s in doc.spans.get("mentions", [])]
    assert found == [(a, b) for unit in made["entities"] for a, b in unit["spans"]]
    assert len(doc.ents) + packed.within == len(made["entities"])
    predicted = NLP.make_doc(made["text"])
    Example(predicted, doc)  # spaCy takes it for training
