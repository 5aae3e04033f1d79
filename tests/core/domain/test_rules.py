"""The rules of the domain, one by one and over arbitrary units."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.codebook import Category, Codebook, LayerDef, SlotDef, Variable
from core.domain.coding import Coding, Layer, Missing, SlotFill
from core.domain.rules import (
    Case,
    applies,
    contradictions,
    is_date,
    precision_of,
    problems,
    refusals,
    same_unit,
)
from core.domain.text import Span
from tests.build import TEXT, a_coding, a_statement, span_of, texts_with_span

MODES = (Category("phone", "By phone", parent="CONSULT"), Category("any", "Any"))
BOOK = Codebook(
    "codebook/1",
    "Test",
    1,
    (
        LayerDef(
            Layer.MENTION,
            "Names",
            "own",
            "Words",
            (Category("PERSON", "Person"), Category("GPE", "Place"), Category("DATE", "Date")),
            variables=(Variable("value", "Day", "date", only_for=("DATE",)),),
        ),
        LayerDef(
            Layer.STATEMENT,
            "Statements",
            "own",
            "Says",
            (Category("statement", "Statement"),),
            (
                SlotDef("speaker", "Speaker", required=True),
                SlotDef("cue", "Cue", "text"),
                SlotDef("addressee", "To"),
            ),
            (Variable("stance", "Stance", values=(Category("for", "For"),), required=True),),
        ),
        LayerDef(
            Layer.TOPIC,
            "Topics",
            "own",
            "Passage",
            (Category("cap:1", "Economy", selectable=False), Category("cap:101", "Prices", parent="cap:1")),
            variables=(
                Variable("rank", "Rank", values=(Category("primary", "P"), Category("secondary", "S"))),
            ),
        ),
        LayerDef(
            Layer.EVENT,
            "Events",
            "own",
            "Trigger",
            (Category("CONSULT", "Consult"), Category("AID", "Aid")),
            (SlotDef("source", "Source", many=True), SlotDef("target", "Target", many=True)),
            (Variable("mode", "Mode", values=MODES), Variable("date", "Date", "date")),
        ),
    ),
)


def codes(unit: Coding, *others: Coding, text: str = TEXT) -> list[str]:
    case = Case(unit, text, BOOK, others)
    return [p.code for p in (*refusals(case), *problems(case))]


def a_topic(code: str = "cap:101", rank: str = "", key: str = "topic-1", **rest: Any) -> Coding:
    variables = (("rank", rank),) if rank else ()
    return a_coding((), id=key, layer=Layer.TOPIC, category=code, variables=variables, **rest)


def an_event(*slots: SlotFill, category: str = "CONSULT", **rest: Any) -> Coding:
    return a_coding("would meet", layer=Layer.EVENT, category=category, slots=slots, **rest)


def test_a_plain_name_has_nothing_against_it() -> None:
    assert codes(a_coding()) == []


def test_words_beyond_the_text_are_refused() -> None:
    unit = replace(a_coding(), spans=(Span(0, len(TEXT) + 1),))
    assert codes(unit) == ["span-outside"]


def test_a_slot_beyond_the_text_is_refused() -> None:
    outside = SlotFill("source", (Span(len(TEXT), len(TEXT) + 4),))
    assert codes(an_event(outside)) == ["span-outside"]


def test_blanks_are_no_words() -> None:
    at = TEXT.index(" ")
    assert codes(replace(a_coding(), spans=(Span(at, at + 1),))) == ["span-blank"]


def test_only_topics_may_stand_without_words() -> None:
    assert codes(replace(a_coding(), spans=())) == ["no-words"]
    assert codes(a_topic()) == []


def test_an_unknown_category_is_refused() -> None:
    assert codes(a_coding(category="PLANET")) == ["category-unknown"]


def test_a_heading_is_no_code() -> None:
    assert codes(a_topic("cap:1")) == ["category-heading"]


def test_a_layer_the_codebook_lacks_is_refused() -> None:
    bare = replace(BOOK, layers=BOOK.layers[1:])
    assert [p.code for p in refusals(Case(a_coding(), TEXT, bare))] == ["layer-unknown"]


def test_an_unknown_slot_is_refused_and_a_names_actor_is_known() -> None:
    assert codes(a_coding(slots=(SlotFill("actor", actors=("AZE",)),))) == []
    assert codes(a_coding(slots=(SlotFill("mood"),))) == ["slot-unknown"]


def test_the_same_name_twice_is_a_duplicate() -> None:
    one, two = a_coding(id="a"), a_coding(id="b")
    assert codes(one, two) == ["duplicate"]
    assert codes(one, one) == []
    assert codes(one, replace(two, category="GPE")) == []


def test_events_on_one_trigger_are_duplicates_only_with_the_same_slots() -> None:
    one = an_event(SlotFill("source", actors=("ARM",)), id="a")
    other = an_event(SlotFill("source", actors=("AZE",)), id="b")
    assert codes(one, other) == []
    assert codes(one, replace(other, slots=one.slots)) == ["duplicate"]


def test_a_speaker_is_required_unless_the_source_is_anonymous() -> None:
    said = a_coding("in Almaty", layer=Layer.STATEMENT, category="statement", variables=(("stance", "for"),))
    assert codes(said) == ["slot-empty"]
    anonymous = replace(said, variables=(("anonymous", "yes"), *said.variables))
    assert codes(anonymous) == []


def test_a_required_variable_wants_a_value() -> None:
    said = a_coding(
        "in Almaty",
        layer=Layer.STATEMENT,
        category="statement",
        slots=(SlotFill("speaker", actors=("AZE",)),),
    )
    assert codes(said) == ["variable-empty"]


def test_a_mode_must_fit_the_events_type() -> None:
    assert codes(an_event(variables=(("mode", "phone"),))) == []
    assert codes(an_event(category="AID", variables=(("mode", "phone"),))) == ["value-unknown"]
    assert codes(an_event(category="AID", variables=(("mode", "any"),))) == []


def test_each_of_several_values_must_be_known() -> None:
    assert codes(an_event(variables=(("mode", "phone, any"),))) == []
    assert codes(an_event(variables=(("mode", "phone, post"),))) == ["value-unknown"]


def test_source_and_target_differ() -> None:
    one = SlotFill("source", actors=("ARM",))
    assert codes(an_event(one, SlotFill("target", actors=("AZE",)))) == []
    assert codes(an_event(one, SlotFill("target", actors=("ARM",)))) == ["same-actor"]


def test_two_who_act_on_each_other_are_no_fault() -> None:
    both = (SlotFill("source", actors=("ARM", "AZE")), SlotFill("target", actors=("AZE", "ARM")))
    assert codes(an_event(*both)) == []


def test_nobody_speaks_to_themselves() -> None:
    slots = (SlotFill("speaker", actors=("AZE",)), SlotFill("addressee", actors=("AZE",)))
    said = a_coding(
        "in Almaty",
        layer=Layer.STATEMENT,
        category="statement",
        slots=slots,
        variables=(("stance", "for"),),
    )
    assert codes(said) == ["same-actor"]


def test_a_slot_for_one_holds_one() -> None:
    slots = (SlotFill("speaker", actors=("AZE",)), SlotFill("speaker", actors=("ARM",)))
    said = a_coding(
        "in Almaty",
        layer=Layer.STATEMENT,
        category="statement",
        slots=slots,
        variables=(("stance", "for"),),
    )
    assert codes(said) == ["slot-many"]


def test_two_primary_topics_are_one_too_many() -> None:
    one, two = a_topic(rank="primary"), a_topic(rank="primary", key="topic-2")
    assert "two-primary" in codes(one, two)
    assert "two-primary" not in codes(one, replace(two, variables=(("rank", "secondary"),)))


def test_each_scheme_has_a_primary_topic_of_its_own() -> None:
    one, two = a_topic(rank="primary"), a_topic("context:diplomatic", "primary", "topic-2")
    assert "two-primary" not in codes(one, two)
    assert "two-primary" in codes(one, replace(two, category="cap:102"))


def test_a_date_of_no_calendar_is_told() -> None:
    assert codes(a_coding("Almaty", category="DATE", variables=(("value", "2024-02-30"),))) == ["date-form"]
    assert codes(an_event(variables=(("date", "28 April"),))) == ["date-form"]


@pytest.mark.parametrize(
    ("value", "precision"),
    [("2024", "year"), ("2024-04", "month"), ("2024-04-28", "day"), ("2024-13", ""), ("24", ""), ("", "")],
)
def test_a_date_tells_its_precision(value: str, precision: str) -> None:
    assert precision_of(value) == precision
    assert is_date(value) is bool(precision)


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day: date) -> None:
    assert precision_of(day.isoformat()) == "day"
    assert precision_of(day.isoformat()[:7]) == "month"


@given(st.text(max_size=12))
def test_no_text_makes_the_date_rule_stumble(value: str) -> None:
    assert is_date(value) in (True, False)


def test_an_answer_contradicts_codings_of_its_layer_only() -> None:
    answers = (("event", str(Missing.NOTHING_THERE)), ("mention", str(Missing.NOT_CODABLE)))
    found = contradictions([a_coding()], answers)
    assert [p.where for p in found] == ["mention"]
    assert contradictions([], answers) == ()


def test_an_answer_about_the_article_contradicts_any_coding() -> None:
    answers = (("article", str(Missing.NOT_CODABLE)),)
    assert [p.where for p in contradictions([a_coding()], answers)] == ["article"]
    assert contradictions([a_coding()], (("article", str(Missing.NOT_YET_LOOKED)),)) == ()


def test_a_variable_without_categories_is_for_all() -> None:
    assert applies(Variable("x", "X"), "ANY")
    assert not applies(Variable("x", "X", only_for=("A",)), "B")


@given(texts_with_span())
def test_a_span_in_the_text_is_never_outside(given_: tuple[str, Span]) -> None:
    text, span = given_
    unit = a_coding((span,), text=text)
    assert "span-outside" not in codes(unit, text=text)
    assert "span-outside" in codes(unit, text=text[: span.end - 1])


def test_a_suggestion_passes_the_same_rules_as_a_coding() -> None:
    suggestion = a_statement()
    assert refusals(Case(suggestion, TEXT, BOOK)) == ()
    assert same_unit(suggestion, replace(suggestion, id="other"))
    assert not same_unit(suggestion, replace(suggestion, spans=(span_of("Almaty"),)))
