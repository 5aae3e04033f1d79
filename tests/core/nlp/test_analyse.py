"""The whole analysis of one article: deterministic, exact, and safe for any text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.actor import Actor, ActorKind
from core.domain.coding import Layer, value_of
from core.domain.suggestion import SuggestionSet
from core.domain.text import Span
from core.nlp.analyse import analyse
from core.nlp.engine import Engine
from core.text.canonical import sha256_of
from tests.build import an_article, texts


def all_spans(found: SuggestionSet) -> list[Span]:
    spans = [s for one in found.suggestions for s in (*one.spans, *one.evidence)]
    return spans + [s for one in found.suggestions for fill in one.slots for s in fill.spans]


@pytest.fixture(scope="module")
def found(engine: Engine, azernews: str) -> SuggestionSet:
    return analyse(an_article(azernews, id="a-1"), engine=engine)


def test_the_set_is_bound_to_article_text_and_model(
    found: SuggestionSet, azernews: str, engine: Engine
) -> None:
    assert (found.id, found.article_id) == ("a-1", "a-1")
    assert found.text_sha256 == sha256_of(azernews)
    assert found.model == engine.id
    assert len(found.repairs) >= 29


def test_all_layers_are_suggested(found: SuggestionSet) -> None:
    counts = {layer: len(found.of(layer)) for layer in Layer}
    assert counts[Layer.MENTION] >= 41
    assert counts[Layer.STATEMENT] >= 12
    assert counts[Layer.EVENT] >= 6
    assert counts[Layer.TOPIC] >= 1


def test_every_suggestion_says_why_and_how_sure(found: SuggestionSet) -> None:
    assert all(s.reason and s.rule and 0 < s.confidence <= 1 for s in found.suggestions)


def test_ids_are_distinct_and_stay_when_the_article_is_analysed_again(
    found: SuggestionSet, azernews: str, engine: Engine
) -> None:
    ids = [s.id for s in found.suggestions]
    assert len(set(ids)) == len(ids)
    again = analyse(an_article(azernews, id="a-1"), engine=engine)
    assert again.suggestions == found.suggestions


def test_a_sentence_whose_stop_was_lost_ends_in_every_layer(found: SuggestionSet, azernews: str) -> None:
    (at,) = found.boundaries
    assert azernews[at:].startswith("Secretary of State expressed")
    assert not [span for span in all_spans(found) if span.start < at < span.end]


def test_what_a_coder_refused_is_read_as_it_stands(
    found: SuggestionSet, azernews: str, engine: Engine
) -> None:
    glued, end = azernews.index("Armeniaand") + len("Armenia"), found.boundaries[0]
    again = analyse(azernews, "2024-04-28", engine=engine, refused=(end, glued))
    assert again.repairs == tuple(at for at in found.repairs if at != glued)
    assert again.boundaries == ()
    assert again.refused == (glued, end)
    kept = {s.id for s in found.suggestions} & {s.id for s in again.suggestions}
    assert len(kept) >= 0.7 * len(found.suggestions)  # ids last, so that decisions on them stay
    assert not [s for s in again.of(Layer.MENTION) if s.spans[0].end == glued]


def test_pronouns_are_not_suggested_as_mentions(found: SuggestionSet) -> None:
    forms = {value_of(s, "form") for s in found.of(Layer.MENTION)}
    assert forms == {"name", "title", "description"}


def test_descriptions_are_suggested_only_when_they_mean_somebody(found: SuggestionSet) -> None:
    described = [s for s in found.of(Layer.MENTION) if value_of(s, "form") != "name"]
    assert described
    assert all(s.slots[0].actors for s in described)


def test_every_actor_that_is_meant_is_known_or_proposed(found: SuggestionSet) -> None:
    meant = {a for s in found.suggestions for f in s.slots for a in f.actors}
    proposed = {a.id for a in found.actors}
    assert {a for a in meant if a.startswith("person:")} <= proposed
    assert all(len(a) == 3 for a in meant - proposed)


def test_a_known_actor_is_not_proposed_again(azernews: str, engine: Engine) -> None:
    known = Actor("person:ilham-aliyev", "Ilham Aliyev", ActorKind.PERSON, "AZE", "GOV")
    found = analyse(azernews, engine=engine, known_actors=(known,))
    assert known.id not in {a.id for a in found.actors}


def test_a_dateline_gives_its_names_but_no_statement(engine: Engine) -> None:
    text = "BAKU, April 28 (Reuters) - Armenia said on Sunday that talks went on."
    found = analyse(text, "2024-04-28", engine=engine)
    names = {s.spans[0].of(text): s for s in found.of(Layer.MENTION)}
    assert [names[n].category for n in ("BAKU", "April 28", "Reuters")] == ["GPE", "DATE", "ORG"]
    assert value_of(names["Sunday"], "value") == "2024-04-28"
    assert all(
        f.spans[0].of(text) != "Reuters" for s in found.of(Layer.STATEMENT) for f in s.slots if f.spans
    )


def test_a_dateline_under_a_headline_is_no_part_of_any_statement(engine: Engine) -> None:
    text = "Workers vote\n\nNORTHPORT, March 12, 2024 (Sample News) - Dockers voted to strike on Tuesday."
    found = analyse(text, engine=engine)
    names = {s.spans[0].of(text): s.category for s in found.of(Layer.MENTION)}
    assert names["NORTHPORT"] == "GPE"
    assert names["Sample News"] == "ORG"
    begin = text.index("Dockers")
    spans = [span for s in found.of(Layer.STATEMENT) for span in s.spans]
    assert all(span.end < begin or span.start >= begin for span in spans)
    assert not [span for span in spans if span.of(text).startswith("NORTHPORT")]


def test_without_a_given_day_the_dateline_dates_the_article(engine: Engine) -> None:
    text = "date 2023-11-14 (Feed- Somewhere) He left on Monday."
    found = analyse(text, engine=engine)
    dates = [value_of(s, "value") for s in found.of(Layer.MENTION) if s.category == "DATE"]
    assert dates == ["2023-11-14", "2023-11-13"]


def test_the_articles_own_day_counts(engine: Engine) -> None:
    article = replace(an_article("He left on Monday."), published="2023-11-14")
    (date,) = (s for s in analyse(article, engine=engine).suggestions if s.category == "DATE")
    assert value_of(date, "value") == "2023-11-13"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n\t ",
        "😀" * 300,
        "President שלום מרחבה أهلا Erdogan 👩\u200d👩\u200d👧 said\u00a0“hi”.",
        "e\u0301" * 50,
        "\ud800 lone \udfff surrogates",
        "a" * 50_000,
        "no space " * 1 + "x" * 25_000 + " end",
        "the\n" * 500,
        "(((((—–\"'“”",
    ],
    ids=lambda t: repr(t[:12]),
)
def test_odd_texts_are_analysed(text: str, engine: Engine) -> None:
    for span in all_spans(analyse(text, engine=engine)):
        assert span.end <= len(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=texts(max_size=60) | st.text(max_size=120),
    published=st.sampled_from(["", "2024-02-29", "1999-12-31"]),
)
def test_any_text_is_analysed_and_every_span_slices(text: str, published: str, engine: Engine) -> None:
    found = analyse(text, published, engine=engine)
    for span in all_spans(found):
        assert span.of(text).strip() != ""
        assert span.end <= len(text)
    assert len({s.id for s in found.suggestions}) == len(found.suggestions)


TELLING = (
    *("President", "Ilham", "Aliyev", "the", "sides", "said", "that", "Armenia", "and", "his", "country"),
    *("of", "Secretary", "State", "he", "it", "COP29", "May", "4", ",", ".", "'s", "\n", "reports", "U.S."),
    *("in", "“", "-", "King", "Jordan", "met", "ministers"),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(TELLING), max_size=40))
def test_any_order_of_telling_words_is_analysed(words: list[str], engine: Engine) -> None:
    text = " ".join(words)
    for span in all_spans(analyse(text, engine=engine)):
        assert span.of(text).strip()


def test_a_pipeline_without_a_parser_still_suggests_names(blank: Engine, azernews: str) -> None:
    found = analyse(azernews, engine=blank)
    assert len(found.of(Layer.MENTION)) >= 25
    assert blank.told
