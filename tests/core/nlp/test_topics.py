"""Topics: the right code for plain news of each field, the words that spoke for it, passages that differ."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.coding import Suggestion, value_of
from core.nlp import topics
from core.nlp.topics import contexts_by_line
from core.nlp.topics_scores import major_of
from core.nlp.topics_words import hits
from core.nlp.view import View
from core.text.places import resource
from core.text.repair import Repaired

RIGHT = 0.8


def coded(name: str) -> list[tuple[str, str]]:
    """Code and text of each line of a file of paragraphs of our own."""
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return [(code, text) for code, _, text in (x.partition(" :: ") for x in lines if not x.startswith("#"))]


NEWS = dict(coded("news_of_majors.txt"))


def view_of_words(text: str, inserts: tuple[int, ...] = ()) -> View:
    """Topics read the text alone, so no parse is needed."""
    return View(Repaired(text, inserts), ())


def article_level(text: str) -> list[Suggestion]:
    return [s for s in topics.find(view_of_words(text)) if not s.spans]


@pytest.mark.parametrize(("major", "text"), NEWS.items())
def test_plain_news_of_each_field_gets_its_major(major: str, text: str) -> None:
    first = article_level(text)[0]
    assert major_of(first.category.removeprefix("cap:")) == major
    assert value_of(first, "rank") == "primary"


def firsts(name: str) -> list[tuple[str, str]]:
    """The code of each paragraph of a file and that of its first CAP topic, empty without one."""
    out = []
    for code, text in coded(name):
        found = [s.category for s in article_level(text) if s.category.startswith("cap:")]
        out.append((code, next(iter(found), "").removeprefix("cap:")))
    return out


def test_short_news_of_each_field_written_after_the_lists_gets_its_major() -> None:
    found = firsts("news_held_back.txt")
    assert {major for major, _ in found} == set(NEWS)
    assert len(found) == 42
    assert sum(major == major_of(first) for major, first in found) >= RIGHT * len(found)


def test_short_news_of_three_subtopics_of_each_major_gets_major_and_subtopic() -> None:
    found = firsts("news_of_subtopics.txt")
    assert len(found) == 63
    majors = [major_of(code) for code, _ in found]
    assert {majors.count(major) for major in NEWS} == {3}
    assert sum(major_of(code) == major_of(first) for code, first in found) >= RIGHT * len(found)
    assert sum(code == first for code, first in found) >= RIGHT * len(found)


def test_a_short_text_needs_less_than_a_long_one() -> None:
    assert article_level("The bus fares rise.")
    assert article_level("The bus fares rise. " + "Many people came by and nobody was hurt. " * 40) == []


def test_a_passage_may_have_a_context_that_the_article_has_not() -> None:
    text = (
        "The ambassadors met at the embassy for peace talks; the foreign minister praised diplomacy.\n\n"
        "Both envoys spoke of bilateral relations, a peace treaty and the normalization of relations.\n\n"
        "The foreign ministry, the consulate and the secretary of state spoke of a phone call.\n\n"
        "The earthquake and its aftershocks killed hundreds; rescue teams reached the landslides."
    )
    passages = [s for s in topics.find(view_of_words(text)) if s.spans and s.category.startswith("context:")]
    assert [s.category for s in passages] == ["context:disasters"]
    assert passages[0].spans[0].of(text).startswith("The earthquake")
    assert all(passages[0].spans[0].covers(e) for e in passages[0].evidence)


@pytest.mark.parametrize(
    ("context", "text"),
    [
        ("diplomatic", "The foreign minister met the ambassador for peace talks at the embassy."),
        ("military", "Artillery and airstrikes hit the town as troops and tanks of the army moved in."),
        ("terrorism", "A suicide bomber of Islamic State killed six; militants took hostages."),
        ("human_rights", "Human rights groups spoke of war crimes and ethnic cleansing."),
        (
            "disasters",
            "The earthquake and landslides killed hundreds; rescue teams search on.",
        ),
        ("corruption", "The minister took bribes; prosecutors speak of embezzlement and abuse of office."),
        ("election", "Polling stations opened for the referendum; both candidates hope for a runoff."),
        ("migration", "Refugees and displaced people crossed the border to the refugee camp."),
    ],
)
def test_plover_contexts_are_suggested_beside_the_agenda_topics(context: str, text: str) -> None:
    found = [s.category for s in article_level(text) if s.category.startswith("context:")]
    assert found[:1] == [f"context:{context}"]


def test_every_major_and_every_context_has_words_of_its_own() -> None:
    codebook = json.loads(resource("codebooks", "default.json").read_text("utf-8"))
    codes = {c["code"] for layer in codebook["layers"] for c in layer["categories"]}
    lists = json.loads(resource("lexicons", "topic_words.json").read_text("utf-8"))
    assert {f"cap:{c}" for c in lists["cap"]} <= codes
    assert {f"context:{c}" for c in lists["contexts"]} == {c for c in codes if c.startswith("context:")}
    majors = {major_of(c) for c in lists["cap"]}
    assert majors == set(NEWS)
    assert len(majors) == 21


def test_the_words_that_spoke_for_a_topic_are_its_evidence() -> None:
    text = "The peace treaty was signed. Both sides praised bilateral relations."
    first = article_level(text)[0]
    assert [s.of(text) for s in first.evidence] == ["peace treaty", "bilateral relations"]
    assert "peace treaty" in first.reason


def test_a_word_said_ten_times_weighs_less_than_two_words() -> None:
    often = article_level("Tariffs. " * 10 + "The election and its polling stations, candidates, ballots.")
    assert often[0].category == "cap:2012"


def test_a_paragraph_about_something_else_becomes_a_passage_of_its_own() -> None:
    text = (
        "The two presidents discussed the peace treaty and bilateral relations.\n\n"
        "They praised the normalization of relations, territorial integrity and the peace process.\n\n"
        "In other news, hospitals are full: the epidemic spreads, vaccination is slow and the virus mutates."
    )
    (passage,) = [s for s in topics.find(view_of_words(text)) if s.spans]
    assert passage.category == "cap:331"
    assert passage.spans[0].of(text).startswith("In other news")
    assert value_of(passage, "rank") == ""


def test_one_topic_throughout_needs_no_passages() -> None:
    text = (
        "Tariffs rose in the trade war.\n\nThe trade agreement lowers tariffs.\n\nExports and tariffs again."
    )
    assert [s for s in topics.find(view_of_words(text)) if s.spans] == []


def test_glued_words_count_and_their_evidence_lies_in_the_article_itself() -> None:
    text = "They signed thepeace treaty on bilateralrelations and bilateral talks."
    inserts = (text.index("peace"), text.index("relations"))
    first = topics.find(view_of_words(text, inserts))[0]
    assert [s.of(text) for s in first.evidence][:2] == ["peace treaty", "bilateralrelations"]
    assert "bilateral relations" in first.reason


def test_text_without_any_policy_gets_no_topic() -> None:
    assert topics.find(view_of_words("He walked home and slept. The cat slept too.")) == ()
    assert topics.find(view_of_words("")) == ()


def test_of_overlapping_phrases_of_one_code_the_longest_counts() -> None:
    found = [h.span for h in hits(Repaired("bilateral relations"), "cap") if h.pattern.code == "1921"]
    assert len(found) == 1


def test_events_take_the_contexts_of_their_own_line() -> None:
    text = "Polling stations opened for the election.\n\nThe earthquake and its aftershocks hit the town."
    assert contexts_by_line(view_of_words(text)) == {0: ("election",), 1: (), 2: ("disasters",)}


def test_the_reference_article_is_about_a_bilateral_relation(azernews: str) -> None:
    found = article_level(azernews)
    cap = [s.category for s in found if s.category.startswith("cap:")]
    assert cap[0] in {"cap:1921", "cap:1900", "cap:1929"}
    assert "cap:1925" in cap
    assert found[len(cap)].category == "context:diplomatic"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["peace treaty", "tariffs", "\n", "\n\n", "virus ", "’s ", "😀 ", "e\u0301"]),
            st.text(max_size=10),
        ),
        max_size=30,
    ).map(" ".join)
)
def test_any_text_in_no_error_and_evidence_that_slices(text: str) -> None:
    for unit in topics.find(view_of_words(text)):
        assert 0 < unit.confidence <= 1
        assert unit.evidence
        assert all(s.of(text) for s in (*unit.spans, *unit.evidence))
    assert set(contexts_by_line(view_of_words(text))) == set(range(text.count("\n") + 1))
