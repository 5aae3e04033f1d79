"""JSON Lines: each line whole by itself, each offset exact, nobody's name where pseudonyms are asked for."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.coding import Coding, Layer, SlotFill
from core.domain.errors import Unavailable
from core.domain.text import Span
from core.domain.work import Cancelled, Quiet
from core.export.jsonl import records, write_jsonl
from core.export.sheets_source import Choices
from tests.build import TEXT, a_coding, an_article, fragments, texts
from tests.core.export.material import ANN, source

Line = dict[str, Any]


def test_a_line_for_each_coder_of_each_article() -> None:
    found = list(records(source()))
    assert [(r["article_id"], r["coder"], r["status"]) for r in found] == [
        ("article-1", "Ann", "complete"),
        ("article-1", "Ben", "in progress"),
    ]
    ann, ben = found
    assert [len(ann[k]) for k in ("entities", "statements", "topics", "events")] == [1, 1, 1, 1]
    assert [len(ben[k]) for k in ("entities", "statements", "topics", "events")] == [0, 1, 0, 0]
    assert ben["answers"] == {"event": "not codable"}
    assert ann["text"] == TEXT


def test_a_unit_with_its_actor_and_where_it_came_from() -> None:
    (name,) = next(records(source()))["entities"]
    assert (name["start"], name["end"], name["text"], name["label"]) == (10, 22, ["Ilham Aliyev"], "PERSON")
    assert name["slots"][0]["actors"] == [{"id": "person:ilham-aliyev", "name": "Ilham Aliyev"}]
    assert (name["provenance"], name["variables"]) == ("fixed", {"form": "name"})


def test_slots_of_an_event() -> None:
    (event,) = next(records(source()))["events"]
    said = [(f["slot"], f.get("text"), f.get("value"), f.get("inferred", False)) for f in event["slots"]]
    assert said == [
        ("source", ["Antony Blinken"], None, False),
        ("source", ["Azernews"], None, False),
        ("target", None, None, True),
        ("place", ["Almaty"], "Almaty", False),
    ]
    assert event["note"] == "=HYPERLINK(1)"


def test_pseudonyms() -> None:
    said = json.dumps(list(records(source(choices=Choices(pseudonyms=True)))))
    assert "Ann" not in said
    assert "coder-1" not in said
    assert "coder_1" in said


def all_spans(value: Any) -> list[tuple[list[list[int]], list[str]]]:
    if isinstance(value, dict):
        own = [(value["spans"], value["text"])] if "spans" in value and "text" in value else []
        return own + [pair for part in value.values() for pair in all_spans(part)]
    return [pair for part in value for pair in all_spans(part)] if isinstance(value, list) else []


@st.composite
def coded(draw: st.DrawFn) -> tuple[str, tuple[Coding, ...]]:
    text = draw(texts(min_size=1))
    made = []
    for number in range(draw(st.integers(0, 4))):
        spans, said = draw(fragments(text)), draw(fragments(text))
        slots = (SlotFill("speaker", said),)
        layer = draw(st.sampled_from(Layer))
        made.append(a_coding(spans, text=text, id=f"c{number}", layer=layer, slots=slots))
    return text, tuple(made)


@given(coded())
def test_every_offset_is_exact_whatever_the_text(drawn: tuple[str, tuple[Coding, ...]]) -> None:
    text, codings = drawn
    made = source(articles=(an_article(text),), codings=codings, coders=(ANN,))
    (line,) = (json.loads(json.dumps(record, ensure_ascii=False)) for record in records(made))
    assert line["text"] == text
    pairs = all_spans(line)
    assert len(pairs) == 2 * len(codings)
    for spans, words in pairs:
        assert [text[start:end] for start, end in spans] == words


def test_the_file_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    counts = write_jsonl(target, records(source()), Quiet(), 2)
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").split("\n") if line]
    assert lines == list(records(source()))
    assert counts == {"documents": 2, "entities": 1, "statements": 2, "topics": 1, "events": 1}

    class Stop(Quiet):
        cancelled = True

    before = target.read_bytes()
    with pytest.raises(Cancelled):
        write_jsonl(target, records(source()), Stop(), 2)
    assert target.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]
    with pytest.raises(Unavailable):
        write_jsonl(tmp_path / "none" / "out.jsonl", records(source()), Quiet(), 2)


def test_a_line_end_in_a_text_stays_within_its_line() -> None:
    text = "One\u2028two\nthree\x85"
    made = source(articles=(replace(an_article(), text=text),), codings=(a_coding((Span(0, 3),), text=text),))
    assert "\n" not in json.dumps(next(records(made)), ensure_ascii=False)
