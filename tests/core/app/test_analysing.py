"""The machine's answer as plain JSON: every span slices exactly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from core.app.analysing import analyse_articles, analysis_json, installed_models
from core.domain.actor import Actor, ActorKind
from core.domain.coding import Layer, SlotFill
from core.domain.errors import Unavailable
from core.domain.suggestion import SuggestionSet
from core.domain.text import Span
from core.domain.work import Cancelled, Quiet
from core.importing.codebook_file import load_codebook
from tests.build import TEXT, a_statement, a_suggestion, an_article, span_of


def spans_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with offsets, at any depth."""
    if isinstance(value, dict):
        if value.get("start") is not None:
            yield value
        for inner in value.values():
            yield from spans_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_in(inner)


def made() -> dict[str, Any]:
    event = a_suggestion(
        "meet",
        id="sug-5",
        layer=Layer.EVENT,
        category="CONSULT",
        slots=(
            SlotFill("source", (span_of("Antony Blinken"),), ("person:antony-blinken", "USA")),
            SlotFill("target", (), ("AZE",), inferred=True),
            SlotFill("place", (span_of("Almaty"),)),
        ),
        variables=(("date", "2024-04"), ("mode", "multilateral"), ("realis", "planned")),
        alternatives=("AGREE",),
    )
    topic = a_suggestion((), id="sug-6", layer=Layer.TOPIC, category="cap:1921", evidence=(Span(0, 9),))
    mention = a_suggestion(slots=(SlotFill("actor", actors=("person:ilham-aliyev",)),), confidence=0.98765)
    unknown = a_statement(id="sug-7", slots=(SlotFill("speaker", (), ("AZE",)),))
    found = SuggestionSet(
        "a",
        "a",
        an_article().sha256,
        "m",
        repairs=(45,),
        suggestions=(mention, a_statement(), unknown, topic, event),
        actors=(Actor("person:antony-blinken", "Antony Blinken", ActorKind.PERSON, "USA"),),
    )
    countries = (
        Actor("USA", "United States", ActorKind.COUNTRY),
        Actor("AZE", "Azerbaijan", ActorKind.COUNTRY, "AZE"),
    )
    return analysis_json(found, TEXT, load_codebook(), countries)


def test_the_format_is_the_one_promised() -> None:
    answer = made()
    assert list(answer) == [
        *("text_sha256", "repairs", "boundaries"),
        *("entities", "statements", "topics", "events"),
    ]
    assert set(answer["entities"][0]) == {"start", "end", "text", "label", "actor", "confidence", "reason"}
    assert set(answer["statements"][0]) == {
        *("speaker", "cue", "content", "addressee", "directness", "confidence", "reason"),
    }
    assert set(answer["statements"][0]["speaker"]) == {"start", "end", "text", "actor"}
    assert set(answer["topics"][0]) == {"scheme", "code", "label", "confidence", "evidence"}
    assert set(answer["events"][0]) == {
        *("type", "alternatives", "mode", "trigger", "sources", "targets", "date", "place", "realis"),
        *("confidence", "reason"),
    }
    assert set(answer["events"][0]["sources"][0]) == {"actor", "country", "start", "end"}
    json.dumps(answer)


def test_values_are_those_of_the_suggestions() -> None:
    answer = made()
    entity, statement, topic, event = (
        answer[part][0] for part in ("entities", "statements", "topics", "events")
    )
    assert (entity["label"], entity["actor"], entity["confidence"]) == (
        "PERSON",
        "person:ilham-aliyev",
        0.988,
    )
    assert statement["speaker"]["text"] == "President Ilham Aliyev"
    assert (statement["cue"]["text"], statement["addressee"]) == ("emphasized", None)
    assert answer["statements"][1]["speaker"] is None
    assert (topic["scheme"], topic["code"], topic["evidence"][0]["text"]) == ("cap", "1921", "President")
    assert (event["type"], event["mode"], event["date"], event["realis"]) == (
        *("CONSULT", "multilateral"),
        *("2024-04", "planned"),
    )
    assert [(s["actor"], s["country"]) for s in event["sources"]] == [
        ("person:antony-blinken", "USA"),
        ("USA", "USA"),
    ]
    assert event["targets"] == [{"actor": "AZE", "country": "AZE", "start": None, "end": None}]
    assert event["place"]["text"] == "Almaty"


def test_every_span_slices_exactly() -> None:
    for place in spans_in(made()):
        assert TEXT[place["start"] : place["end"]]
        if "text" in place:
            assert TEXT[place["start"] : place["end"]] == place["text"]


def test_articles_are_analysed_in_order_with_one_pipeline() -> None:
    articles = [an_article(f"{name} met the press in Baku.", id=name) for name in ("Ann", "Ben", "Cem")]
    found = list(analyse_articles("blank:en", articles))
    assert [one.article_id for one in found] == ["Ann", "Ben", "Cem"]
    assert [one.text_sha256 for one in found] == [article.sha256 for article in articles]
    assert all(one.made_at for one in found)


def test_a_missing_model_is_told_before_any_article_is_touched() -> None:
    articles = iter([an_article()])
    with pytest.raises(Unavailable) as refused:
        next(analyse_articles("no_such_model", articles))
    assert refused.value.code == "no-model"
    assert next(articles) == an_article()


def test_analysis_can_be_stopped_between_articles() -> None:
    class Stop(Quiet):
        cancelled = True

    with pytest.raises(Cancelled):
        next(analyse_articles("blank:en", [an_article()], progress=Stop()))


def test_the_shipped_model_is_listed_first() -> None:
    assert installed_models()[0].name == ""
