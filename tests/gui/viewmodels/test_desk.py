"""The desk as a whole: opening, head, marks, cards, status, history."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.app.commands.article import SetNote
from core.app.projects import open_workspace
from core.domain.coding import Layer, Missing
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.overview import define
from gui.viewmodels.views import Mark, State
from tests.build import TEXT, an_article, span_of
from tests.core.app.commands.kit import a_set, a_workspace, standard, standard_workspace
from tests.gui.viewmodels.kit import (
    ALMATY,
    ARMENIA,
    MEET,
    NAME,
    SAID,
    TOPIC,
    a_desk,
    card_of,
    closed,
    codings,
    drag,
    layer_ids,
    lines,
    press,
    the_coding,
    undo_label,
)


def marks(desk: DeskViewModel, unit: str) -> list[Mark]:
    return [mark for mark in desk.marks.value if mark.unit == unit]


# -- opening and the head ---------------------------------------------------------------------------------


def test_the_head_says_what_there_is_to_do(desk: DeskViewModel) -> None:
    head = desk.head.value
    assert head is not None
    assert (head.title, head.source, head.published) == ("Blinken calls Aliyev", "Azernews", "2024-04-28")
    assert (head.checked, head.total, head.analysed, head.read_only) == (0, 8, True, False)
    assert head.text == TEXT


def test_the_head_counts_with_every_decision(desk: DeskViewModel) -> None:
    desk.review.accept(NAME)
    desk.review.reject(ARMENIA)
    assert desk.head.value is not None
    assert (desk.head.value.checked, desk.head.value.total) == (2, 8)
    drag(desk, "Azernews")
    desk.keys.digit(2)
    assert (desk.head.value.checked, desk.head.value.total) == (2, 8)
    desk.undo()
    desk.undo()
    assert desk.head.value.checked == 1


def test_another_threshold_shows_more_and_keeps_what_is_decided(desk: DeskViewModel) -> None:
    desk.review.accept(NAME)
    desk.set_threshold(0.2)
    assert desk.head.value is not None
    assert (desk.head.value.checked, desk.head.value.total) == (1, 9)
    current = desk.current.value
    desk.set_threshold(0.95)
    assert desk.current.value == current  # who is looked at stays
    assert (desk.head.value.checked, desk.head.value.total) == (1, 2)
    desk.session.select("")
    assert (desk.head.value.checked, desk.head.value.total) == (1, 1)
    layer_ids(desk, Layer.MENTION)
    assert desk.cards.list.value.hidden == 5


def test_the_head_is_corrected(desk: DeskViewModel) -> None:
    assert desk.set_metadata(title="A call")
    assert desk.head.value is not None
    assert desk.head.value.title == "A call"
    assert desk.work.rows.value[0].title == "A call"
    assert not desk.set_metadata(published="yesterday")
    assert desk.status.value.message == "Write the date as 2024-04-28."


def test_an_empty_project_opens_nothing(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    with closed(a_desk(workspace)) as desk:
        assert desk.open_next()
        assert desk.head.value is not None
        assert not desk.head.value.analysed


# -- marks ------------------------------------------------------------------------------------------------


def test_marks_show_units_and_cues_but_no_rejected_or_hidden_ones(desk: DeskViewModel) -> None:
    assert marks(desk, NAME) == [
        Mark(NAME, Layer.MENTION, "PERSON", (span_of("Ilham Aliyev"),), State.SUGGESTED, letter="P")
    ]
    assert [m.role for m in marks(desk, SAID)] == ["unit", "cue"]
    assert marks(desk, TOPIC) == []
    assert marks(desk, "sug-united-states-0") == []
    desk.review.reject(NAME)
    assert marks(desk, NAME) == []


def test_the_current_unit_shows_its_slots(desk: DeskViewModel) -> None:
    desk.session.select(MEET)
    assert [m.role for m in marks(desk, MEET)] == ["unit", "source", "target", "place"]
    assert all(m.current for m in marks(desk, MEET))
    desk.session.select(SAID)
    assert [m.role for m in marks(desk, MEET)] == ["unit"]


def test_state_shows_on_the_marks(desk: DeskViewModel) -> None:
    desk.review.accept(NAME)
    desk.review.set_category("GPE", ALMATY)
    drag(desk, "Azernews")
    desk.keys.digit(2)
    states = {m.spans[0].of(TEXT): m.state for m in desk.marks.value if m.layer is Layer.MENTION}
    assert states["Ilham Aliyev"] is State.CONFIRMED
    assert states["Almaty"] is State.FIXED
    assert states["Azernews"] is State.ADDED
    assert states["Armenia"] is State.SUGGESTED


def test_only_changed_marks_are_built_anew(desk: DeskViewModel) -> None:
    before = {id(mark) for mark in desk.marks.value}
    desk.review.advance = False
    desk.review.reject(ALMATY)
    assert {id(mark) for mark in desk.marks.value} < before


def test_evidence_is_lit_for_a_suggestion_and_for_what_came_of_it(desk: DeskViewModel) -> None:
    desk.session.select(SAID)
    assert desk.evidence.value == (span_of("emphasized"),)
    desk.review.advance = False
    desk.review.accept()
    assert desk.current.value not in (SAID, "")
    assert desk.evidence.value == (span_of("emphasized"),)
    desk.session.select(NAME)  # nothing but its own words spoke for it
    assert desk.evidence.value == (span_of("Ilham Aliyev"),)


# -- cards ------------------------------------------------------------------------------------------------


def test_a_statement_card_has_its_slots_in_click_order(desk: DeskViewModel) -> None:
    card = card_of(desk, SAID)
    assert (card.title, card.detail, card.number) == ("Statement 1", "suggested · 90 %", 1)
    rows = [(r.name, r.words, r.actors, r.tint) for r in card.slots]
    assert rows == [
        ("speaker", ("Ilham Aliyev",), ("Ilham Aliyev",), "PERSON"),
        ("cue", ("emphasized",), (), ""),
        ("content", ("that Armeniaand Azerbaijan would meet in Almaty",), (), ""),
        ("addressee", (), (), ""),
    ]
    assert {v.name: v.value_label for v in card.variables}["directness"] == "Paraphrase"


def test_an_event_card_tells_type_slots_and_values(desk: DeskViewModel) -> None:
    card = card_of(desk, MEET)
    assert (card.title, card.category_label) == ("Consult", "Consult")
    rows = {r.name: r for r in card.slots}
    assert rows["trigger"].words == ("would meet",)
    assert rows["source"].actors == ("Armenia",)
    assert rows["source"].required
    assert (rows["date"].words, rows["date"].index) == ((), -1)
    modes = next(v for v in card.variables if v.name == "mode")
    assert (modes.value_label, "Visit" in [c.label for c in modes.choices]) == ("Visit", True)


def test_a_card_is_the_same_object_until_it_changes(desk: DeskViewModel) -> None:
    first = card_of(desk, SAID)
    assert card_of(desk, SAID) is first
    desk.session.select(SAID)
    assert card_of(desk, SAID).current
    desk.session.select("")
    assert card_of(desk, SAID) == first


def test_a_focused_slot_shows_on_its_card(desk: DeskViewModel) -> None:
    desk.slots.focus(SAID, "addressee")
    row = card_of(desk, SAID).slots[3]
    assert (row.focused, row.hint) == (True, "Click the addressee in the text, or ← → and Enter")


def test_cards_tell_which_of_them_changed(desk: DeskViewModel) -> None:
    told: list[frozenset[str]] = []
    desk.cards.changed.subscribe(told.append)
    desk.review.advance = False
    desk.review.accept(MEET)
    made = the_coding(desk, "would meet/CONSULT").id
    assert frozenset({MEET, made}) in told


def test_tabs_count_their_units(desk: DeskViewModel) -> None:
    assert desk.cards.counts() == {
        Layer.MENTION: 5,
        Layer.STATEMENT: 1,
        Layer.TOPIC: 1,
        Layer.EVENT: 1,
    }


def test_nested_statements_are_indented(tmp_path: Path) -> None:
    inner = replace(standard()[6], id="sug-inner", spans=(span_of("would meet"),), inside="sug-said")
    article = an_article()
    workspace = a_workspace(tmp_path, article, found=(a_set(article, standard()[6], inner),))
    with closed(a_desk(workspace)) as desk:
        desk.open("article-1")
        assert (card_of(desk, "sug-said").depth, card_of(desk, "sug-inner").depth) == (0, 1)


def test_a_card_that_is_gone_is_none(desk: DeskViewModel) -> None:
    assert desk.cards.card("nothing") is None
    assert desk.cards.card("draft") is None


def test_selecting_a_card_brings_its_words_to_the_eye(desk: DeskViewModel) -> None:
    shown: list[object] = []
    desk.reveal.subscribe(shown.append)
    desk.cards.select(MEET)
    assert shown == [span_of("would meet")]


# -- status and history -----------------------------------------------------------------------------------


def test_the_bar_names_what_undo_takes_back(desk: DeskViewModel) -> None:
    assert undo_label(desk) == ""
    desk.review.accept(NAME)
    assert (undo_label(desk), desk.status.value.saved) == ("Accept person “Ilham Aliyev”", "Saved")
    desk.undo()
    assert (undo_label(desk), desk.status.value.redo) == ("", "Accept person “Ilham Aliyev”")
    assert desk.status.value.message == "Undid: Accept person “Ilham Aliyev”"
    desk.redo()
    assert "Ilham Aliyev/PERSON" in codings(desk)


def test_undo_shows_what_it_did(desk: DeskViewModel) -> None:
    desk.review.accept(NAME)
    desk.session.select("")
    desk.undo()
    assert desk.current.value == NAME
    desk.redo()
    assert desk.current.value == the_coding(desk, "Ilham Aliyev/PERSON").id


def test_nothing_to_undo_is_said(desk: DeskViewModel) -> None:
    assert not desk.undo()
    assert desk.status.value.message == "There is nothing to undo."
    assert not desk.redo()


def test_undo_goes_across_articles_and_names_the_other(tmp_path: Path) -> None:
    one, two = an_article(), an_article(id="article-2", title="Second", position=1)
    with closed(a_desk(a_workspace(tmp_path, one, two, found=(a_set(one, *standard()),)))) as desk:
        desk.open("article-1")
        desk.review.accept(NAME)
        desk.open("article-2")
        desk.undo()
        assert desk.status.value.message == (
            "Undid: Accept person “Ilham Aliyev” (in “Blinken calls Aliyev”)"
        )
        assert desk.session.article_id == "article-2"
        assert desk.session.state.codings("article-1") == ()


def test_yesterdays_act_is_undone_after_a_restart(tmp_path: Path) -> None:
    with closed(a_desk(standard_workspace(tmp_path))) as desk:
        desk.open("article-1")
        desk.review.accept(NAME)
        where = desk.session.workspace.where
    with closed(a_desk(open_workspace(where))) as desk:
        desk.open("article-1")
        assert "Ilham Aliyev/PERSON" in codings(desk)
        assert undo_label(desk) == "Accept person “Ilham Aliyev”"
        desk.undo()
        assert codings(desk) == {}
        assert desk.current.value == NAME


def test_the_history_names_steps_and_articles(desk: DeskViewModel) -> None:
    desk.review.accept(NAME)
    desk.review.reject(ARMENIA)
    desk.undo()
    steps = desk.steps()
    assert [(s.label, s.article, s.undone) for s in steps] == [
        ("Reject country “Armenia”", "Blinken calls Aliyev", True),
        ("Accept person “Ilham Aliyev”", "Blinken calls Aliyev", False),
    ]
    assert len(desk.steps(limit=1)) == 1


def test_a_conflict_is_told_and_the_article_read_again(desk: DeskViewModel) -> None:
    desk.review.accept(NAME)
    key = the_coding(desk, "Ilham Aliyev/PERSON").id
    desk.review.remove(key)
    assert not desk.review.remove(key)
    assert lines(desk) == 4


def test_a_closed_desk_listens_no_longer(tmp_path: Path) -> None:
    workspace = standard_workspace(tmp_path)
    desk = a_desk(workspace)
    desk.open("article-1")
    shown = desk.marks.value
    desk.close()
    workspace.execute(SetNote("article-1", "later"))
    assert desk.head.value is not None
    assert desk.head.value.note == ""
    assert desk.marks.value is shown
    workspace.close()


# -- the codebook at hand ---------------------------------------------------------------------------------


def test_the_definition_follows_the_current_unit(desk: DeskViewModel) -> None:
    desk.session.select(NAME)
    shown = desk.definition.value
    assert shown is not None
    assert (shown.code, shown.label) == ("PERSON", "Person")
    assert shown.definition
    desk.show_definition(Layer.TOPIC, "cap:1921")
    shown = desk.definition.value
    assert shown is not None
    assert shown.path == ("International Affairs",)
    assert shown.licence
    assert define(desk.session.codebook, Layer.TOPIC, "cap:none") is None


def test_a_card_shows_note_and_question(desk: DeskViewModel) -> None:
    desk.review.accept(NAME)
    key = the_coding(desk, "Ilham Aliyev/PERSON").id
    desk.answers.note_on(key, "title left out")
    desk.answers.ask("Is the title part of it?", key)
    card = card_of(desk, key)
    assert (card.note, card.question) == ("title left out", "Is the title part of it?")
    assert desk.status.value.questions == 1


def test_messages_go_when_something_is_done(desk: DeskViewModel) -> None:
    desk.say("Look here.")
    assert desk.status.value.message == "Look here."
    press(desk, NAME)
    desk.review.advance = False
    desk.keys.enter()
    assert desk.status.value.message == ""


@pytest.mark.parametrize("missing", [Missing.NOTHING_THERE, Missing.NOT_CODABLE])
def test_answers_of_a_layer_show_in_its_list(desk: DeskViewModel, missing: Missing) -> None:
    desk.answers.answer("event", missing)
    layer_ids(desk, Layer.EVENT)
    assert desk.cards.list.value.answer == str(missing)
    assert undo_label(desk) == f"“{str(missing).capitalize()}” for events"
    desk.answers.answer("event", missing)
    assert desk.cards.list.value.answer == ""
