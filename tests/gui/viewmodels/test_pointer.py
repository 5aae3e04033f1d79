"""Pressing, selecting and dragging in the text."""

from __future__ import annotations

import pytest

from core.domain.coding import Layer, Provenance
from core.domain.text import Span
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.views import Choice, MarkCard
from tests.build import TEXT, span_of
from tests.gui.viewmodels.kit import (
    ALMATY,
    ARMENIA,
    MEET,
    NAME,
    SAID,
    codings,
    drag,
    lines,
    press,
    the_coding,
    undo_label,
)


def view(desk: DeskViewModel) -> MarkCard:
    found = desk.card.view.value
    assert found is not None
    return found


def keyed(desk: DeskViewModel) -> dict[str, str]:
    return {choice.code: choice.key for choice in view(desk).choices}


def test_pressing_a_mark_opens_its_card_without_an_act(desk: DeskViewModel) -> None:
    before = lines(desk)
    press(desk, NAME)
    assert (desk.current.value, view(desk).anchor) == (NAME, span_of("Ilham Aliyev"))
    assert lines(desk) == before


def test_pressing_again_goes_through_all_units_under_the_point(desk: DeskViewModel) -> None:
    seen = []
    for _ in range(4):
        press(desk, ARMENIA, SAID)
        seen.append(desk.current.value)
    assert seen == [ARMENIA, SAID, ARMENIA, SAID]
    assert view(desk).others == 1


def test_pressing_elsewhere_begins_with_the_innermost_again(desk: DeskViewModel) -> None:
    press(desk, ARMENIA, SAID)
    press(desk, ARMENIA, SAID)
    press(desk, MEET, SAID)
    assert desk.current.value == MEET


def test_the_card_follows_a_suggestion_into_its_coding(desk: DeskViewModel) -> None:
    desk.review.advance = False
    press(desk, NAME)
    desk.keys.enter()
    unit = view(desk).unit
    assert unit is not None
    assert (unit.id, unit.detail) == (the_coding(desk, "Ilham Aliyev/PERSON").id, "✓ confirmed")
    desk.undo()
    unit = view(desk).unit
    assert unit is not None
    assert unit.id == NAME


def test_pressing_plain_text_closes_the_card(desk: DeskViewModel) -> None:
    press(desk, NAME)
    desk.pointer.word(span_of("readiness"))
    assert desk.card.view.value is None


def test_selected_words_say_what_they_can_become(desk: DeskViewModel) -> None:
    drag(desk, "Azernews")
    keys = keyed(desk)
    assert view(desk).words == "Azernews"
    assert keys["mention:ORG"] == "2"
    assert {"statement", "event", "topic"} <= keys.keys()
    assert "fragment" not in keys


def test_a_number_key_makes_selected_words_a_name(desk: DeskViewModel) -> None:
    drag(desk, "Azernews")
    desk.keys.digit(2)
    coding = the_coding(desk, "Azernews/ORG")
    assert (coding.provenance, desk.current.value) == (Provenance.ADDED, coding.id)
    assert undo_label(desk) == "Add organisation “Azernews”"
    assert view(desk).unit is not None
    assert desk.session.selection.value == ()


def test_selected_words_become_a_fragment_of_the_current_unit(desk: DeskViewModel) -> None:
    desk.session.select(SAID)
    drag(desk, "Azernews reports")
    assert keyed(desk)["fragment"] == "+"
    desk.card.pick("fragment")
    (coding,) = codings(desk).values()
    assert [q.exact for q in coding.quotes][1:] == ["Azernews reports"]


def test_what_breaks_a_rule_is_said_and_keeps_the_selection(desk: DeskViewModel) -> None:
    drag(desk, "Azernews")
    desk.keys.digit(2)
    drag(desk, "Azernews")
    desk.keys.digit(2)
    assert desk.status.value.message == "This is coded already."
    assert view(desk).words == "Azernews"


def test_selected_words_get_a_topic(desk: DeskViewModel) -> None:
    drag(desk, "readiness to help")
    desk.card.pick("topic")
    assert desk.cards.list.value.layer is Layer.TOPIC
    desk.topics.code_selection("cap:1925")
    assert list(codings(desk)) == ["readiness to help/cap:1925"]
    assert desk.card.view.value is None


def test_number_keys_go_to_the_list_that_is_looked_at(desk: DeskViewModel) -> None:
    desk.topics.toggle("cap:1925", "primary")
    drag(desk, "readiness to help")
    assert keyed(desk)["mention:PERSON"] == "1"
    desk.cards.show(Layer.TOPIC)
    keys = keyed(desk)
    assert (keys["topic:cap:1925"], keys["mention:PERSON"], keys["mention:ORG"]) == ("1", "", "2")
    desk.keys.digit(1)
    assert "readiness to help/cap:1925" in codings(desk)


def test_a_released_handle_moves_the_edge_as_one_act(desk: DeskViewModel) -> None:
    wider = span_of("President Ilham Aliyev")
    desk.pointer.boundary(NAME, 0, wider)
    assert the_coding(desk, "President Ilham Aliyev/PERSON").provenance is Provenance.FIXED
    assert undo_label(desk) == "Fix words of “Ilham Aliyev”"


@pytest.mark.parametrize(
    ("edge", "step", "by", "words"),
    [
        ("start", -1, "word", "President Ilham Aliyev"),
        ("start", 1, "word", "Aliyev"),
        ("end", 1, "word", "Ilham Aliyev emphasized"),
        ("end", -1, "word", "Ilham"),
        ("start", 1, "character", "lham Aliyev"),
        ("end", -1, "character", "Ilham Aliye"),
        ("end", 1, "character", "Ilham Aliyev "),
    ],
)
def test_keys_move_the_edges(desk: DeskViewModel, edge: str, step: int, by: str, words: str) -> None:
    desk.session.select(NAME)
    assert desk.boundary.nudge(edge, step, by)
    assert f"{words}/PERSON" in codings(desk)


def test_an_edge_that_can_go_no_further_is_told(desk: DeskViewModel) -> None:
    drag(desk, "President")
    desk.keys.digit(1)
    before = lines(desk)
    assert not desk.boundary.nudge("start", -1)
    assert not desk.boundary.nudge("start", -1, "character")
    assert not desk.boundary.nudge("end", -1, "word")
    assert desk.status.value.message == "It can't be moved any further."
    assert lines(desk) == before


def test_nudges_respect_assumed_spaces_of_glued_words(desk: DeskViewModel) -> None:
    from dataclasses import replace

    from core.app.commands.corpus import StoreSuggestions

    made = desk.session.state.suggestion_set("article-1")
    assert made is not None
    glue = TEXT.index("Armeniaand") + len("Armenia")
    desk.session.run(StoreSuggestions(replace(made, repairs=(glue,))))
    drag(desk, "that Armeniaand")
    desk.keys.digit(2)
    desk.boundary.nudge("end", -1)
    assert "that Armenia/ORG" in codings(desk)


def test_the_only_fragment_is_not_dropped(desk: DeskViewModel) -> None:
    desk.session.select(SAID)
    assert not desk.boundary.drop_fragment(0)
    desk.boundary.add_fragment((span_of("Azernews"),))
    assert desk.boundary.drop_fragment(0)
    assert list(codings(desk)) == ["Azernews/statement"]


def test_a_span_past_the_end_is_refused_in_words(desk: DeskViewModel) -> None:
    desk.pointer.boundary(NAME, 0, Span(10, len(TEXT) + 3))
    assert desk.status.value.message == "The words lie outside the article's text."
    assert codings(desk) == {}


def test_escape_lets_go_of_one_thing_at_a_time(desk: DeskViewModel) -> None:
    press(desk, NAME)
    drag(desk, "Azernews")
    assert desk.keys.escape()
    assert (desk.card.view.value, desk.current.value) == (None, NAME)
    assert desk.keys.escape()
    assert desk.current.value == ""
    assert not desk.keys.escape()


def test_a_mark_without_a_unit_closes_the_card(desk: DeskViewModel) -> None:
    press(desk, NAME)
    desk.pointer.pressed(("gone",), 3)
    assert desk.card.view.value is None
    desk.pointer.selected(())
    assert desk.card.view.value is None


def test_choices_of_a_card_set_its_type(desk: DeskViewModel) -> None:
    press(desk, ALMATY)
    assert Choice in {type(c) for c in view(desk).choices}
    desk.card.pick("GPE")
    assert "Almaty/GPE" in codings(desk)
