"""The review run: every suggestion reached and decided by keys alone."""

from __future__ import annotations

from pathlib import Path

from core.domain.coding import Layer, Missing, Provenance
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.views import State
from tests.build import span_of
from tests.core.app.commands.kit import repeated_workspace, standard_workspace
from tests.gui.viewmodels.kit import (
    ALMATY,
    ARMENIA,
    AZERBAIJAN,
    BLINKEN,
    MEET,
    NAME,
    SAID,
    TOPIC,
    a_desk,
    card_of,
    closed,
    codings,
    layer_ids,
    lines,
    the_coding,
    undo_label,
)

IN_ORDER = [NAME, SAID, ARMENIA, AZERBAIJAN, MEET, ALMATY, BLINKEN, TOPIC]


def walk(desk: DeskViewModel) -> list[str]:
    seen: list[str] = []
    while desk.review.next() and desk.current.value not in seen:
        seen.append(desk.current.value)
    return seen


def test_the_run_goes_through_all_layers_in_reading_order(desk: DeskViewModel) -> None:
    assert walk(desk) == IN_ORDER


def test_a_decision_shows_the_card_of_the_next_unit_and_no_other_on_the_way(desk: DeskViewModel) -> None:
    desk.review.next()
    told: list[str] = []
    desk.card.view.subscribe(lambda view: told.append(view.unit.id if view and view.unit else ""))
    assert desk.review.accept()
    assert desk.review.reject()
    assert told == [SAID, ARMENIA]


def test_the_last_decision_shows_what_its_unit_became(desk: DeskViewModel) -> None:
    desk.review.advance = False
    desk.review.next()
    assert desk.review.accept()
    view = desk.card.view.value
    assert view is not None
    assert view.unit is not None
    assert view.unit.state is State.CONFIRMED
    assert view.unit.id == desk.current.value


def test_the_run_goes_back_too(desk: DeskViewModel) -> None:
    desk.review.next()
    desk.review.next()
    desk.review.previous()
    assert desk.current.value == NAME


def test_the_run_can_be_kept_to_one_layer(desk: DeskViewModel) -> None:
    desk.review.only(Layer.EVENT)
    assert walk(desk) == [MEET]
    desk.review.accept()
    assert not desk.review.next()
    assert desk.status.value.message == "No event is left to check."


def test_going_on_from_the_last_begins_at_the_top_and_says_so(desk: DeskViewModel) -> None:
    desk.session.select(TOPIC)
    desk.review.next()
    assert desk.current.value == NAME
    assert desk.status.value.message == "On from the start of the article."


def test_each_stop_opens_its_card_and_brings_the_words_to_the_eye(desk: DeskViewModel) -> None:
    shown: list[object] = []
    desk.reveal.subscribe(shown.append)
    desk.review.next()
    view = desk.card.view.value
    assert view is not None
    assert view.unit is not None
    assert (view.unit.title, view.unit.reason) == ("Ilham Aliyev", "because a test says so")
    assert (view.anchor, shown) == (span_of("Ilham Aliyev"), [span_of("Ilham Aliyev")])


def test_the_whole_article_is_accepted_with_one_key_each(desk: DeskViewModel) -> None:
    before = lines(desk)
    desk.review.next()
    for _ in IN_ORDER:
        assert desk.keys.enter()
    assert desk.head.value is not None
    assert (desk.head.value.checked, desk.head.value.total) == (8, 8)
    assert lines(desk) == before + 8
    assert desk.status.value.message == "All suggestions are checked."


def test_without_advance_the_coding_stays_the_current_one(tmp_path: Path) -> None:
    with closed(a_desk(standard_workspace(tmp_path), advance=False)) as desk:
        desk.open("article-1")
        desk.review.next()
        desk.review.accept()
        assert desk.current.value == the_coding(desk, "Ilham Aliyev/PERSON").id
        assert card_of(desk, desk.current.value).state is State.CONFIRMED


def test_accepting_what_is_checked_is_told_not_done(desk: DeskViewModel) -> None:
    desk.review.accept(NAME)
    before = lines(desk)
    assert not desk.review.accept(the_coding(desk, "Ilham Aliyev/PERSON").id)
    assert desk.status.value.message == "This is checked already."
    assert lines(desk) == before


def test_rejecting_goes_on_and_can_be_taken_back(desk: DeskViewModel) -> None:
    desk.review.next()
    desk.keys.delete()
    assert desk.current.value == SAID
    layer_ids(desk, Layer.MENTION)
    assert desk.cards.list.value.rejected == (NAME,)
    assert not any(mark.unit == NAME for mark in desk.marks.value)
    desk.review.recall(NAME)
    assert desk.current.value == NAME
    assert card_of(desk, NAME).state is State.SUGGESTED


def test_a_rejected_suggestion_keeps_a_card(desk: DeskViewModel) -> None:
    desk.review.reject(NAME)
    card = card_of(desk, NAME)
    assert (card.state, card.detail, card.title) == (State.REJECTED, "rejected", "Ilham Aliyev")


def test_deleting_a_coding_removes_it(desk: DeskViewModel) -> None:
    desk.review.accept(NAME)
    desk.session.select(the_coding(desk, "Ilham Aliyev/PERSON").id)
    desk.keys.delete()
    assert codings(desk) == {}
    assert undo_label(desk) == "Remove person “Ilham Aliyev”"


def test_a_removed_coding_is_looked_at_no_longer_whatever_was_undone_before(desk: DeskViewModel) -> None:
    desk.review.accept(NAME)
    desk.undo()
    desk.redo()
    desk.review.remove(the_coding(desk, "Ilham Aliyev/PERSON").id)
    assert desk.current.value == ""


def test_a_number_key_fixes_the_type_and_goes_on(desk: DeskViewModel) -> None:
    desk.session.select(ALMATY)
    place = next(c for c in card_of(desk, ALMATY).choices if c.code == "GPE")
    desk.keys.digit(int(place.key))
    assert the_coding(desk, "Almaty/GPE").provenance is Provenance.FIXED
    assert undo_label(desk) == "Fix type of “Almaty” to Country"
    assert desk.current.value == BLINKEN


def test_a_names_keys_do_not_move_with_the_suggestion(desk: DeskViewModel) -> None:
    keys = [{c.code: c.key for c in card_of(desk, unit).choices} for unit in (NAME, ALMATY)]
    assert keys[0] == keys[1]
    assert keys[0]["PERSON"] == "1"


def test_an_events_ranked_types_come_first(desk: DeskViewModel) -> None:
    choices = card_of(desk, MEET).choices
    assert [(c.code, c.key) for c in choices[:3]] == [("CONSULT", "1"), ("AGREE", "2"), ("SUPPORT", "3")]
    assert choices[0].chosen


def test_a_modes_that_does_not_fit_the_new_type_is_dropped(desk: DeskViewModel) -> None:
    desk.review.set_category("AGREE", MEET)
    coding = the_coding(desk, "would meet/AGREE")
    assert dict(coding.variables) == {"realis": "planned"}
    assert card_of(desk, coding.id).problems == ()


def test_pressing_the_suggested_type_accepts(desk: DeskViewModel) -> None:
    desk.review.set_category("PERSON", NAME)
    assert the_coding(desk, "Ilham Aliyev/PERSON").provenance is Provenance.CONFIRMED
    assert undo_label(desk) == "Accept person “Ilham Aliyev”"


def test_a_variable_is_set_by_an_act(desk: DeskViewModel) -> None:
    desk.review.set_variable("date", "2024-05", MEET)
    coding = the_coding(desk, "would meet/CONSULT")
    assert dict(coding.variables)["date_precision"] == "month"
    desk.review.set_variable("date", "", coding.id)
    assert "date_precision" not in dict(the_coding(desk, "would meet/CONSULT").variables)


def test_all_like_this_are_accepted_as_one_act(tmp_path: Path) -> None:
    with closed(a_desk(repeated_workspace(tmp_path))) as desk:
        desk.open("article-1")
        assert card_of(desk, "sug-baku-0").same == 2
        desk.session.select("sug-baku-0")
        before = lines(desk)
        desk.review.accept_like_this()
        assert len(codings(desk)) == 1
        assert len(desk.session.state.codings("article-1")) == 2
        assert lines(desk) == before + 1
        assert undo_label(desk) == "Accept 2 × country “Baku”"
        desk.undo()
        assert codings(desk) == {}


def test_several_are_accepted_or_rejected_at_once(desk: DeskViewModel) -> None:
    desk.review.accept_all((NAME, ARMENIA))
    assert undo_label(desk) == "Accept 2 suggestions"
    desk.review.reject_all((ALMATY,))
    assert undo_label(desk) == "Reject 1 suggestion"
    assert len(codings(desk)) == 2


def test_nothing_to_accept_is_said(desk: DeskViewModel) -> None:
    assert not desk.review.accept()
    assert desk.status.value.message == "Nothing to accept here."


def test_answered_layers_are_passed_over(desk: DeskViewModel) -> None:
    desk.answers.answer("mention", Missing.NOT_CODABLE)
    assert walk(desk) == [SAID, MEET, TOPIC]
    assert desk.head.value is not None
    assert desk.head.value.total == 3
