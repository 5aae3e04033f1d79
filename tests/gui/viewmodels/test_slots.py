"""Click order: a draft is one act, a slot of a unit one act a click."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.domain.actor import ActorKind
from core.domain.coding import Layer, Provenance, SlotFill, fills
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.drafting import directness_of
from gui.viewmodels.drafts import DRAFT
from tests.build import span_of
from tests.core.app.commands.kit import ALIYEV, BLINKEN, repeated_workspace
from tests.gui.viewmodels.kit import (
    ALMATY,
    AZERBAIJAN,
    MEET,
    NAME,
    SAID,
    a_desk,
    card_of,
    closed,
    codings,
    drafting,
    drag,
    focused,
    layer_ids,
    lines,
    press,
    row,
    the_coding,
    type_key,
    undo_label,
)
from tests.gui.viewmodels.kit import BLINKEN as BLINKEN_MARK

# -- statements -------------------------------------------------------------------------------------------


def test_a_statement_by_click_order_is_one_act(desk: DeskViewModel) -> None:
    before = lines(desk)
    desk.slots.begin(Layer.STATEMENT)
    assert focused(desk) == "speaker"
    press(desk, BLINKEN_MARK)
    assert focused(desk) == "content"
    desk.pointer.word(span_of("expressed"))
    assert focused(desk) == "content"
    drag(desk, "readiness to help")
    assert focused(desk) == "addressee"
    press(desk, AZERBAIJAN)
    assert lines(desk) == before
    assert desk.keys.enter()
    coding = the_coding(desk, "readiness to help/statement")
    assert coding.slots == (
        SlotFill("speaker", (span_of("Antony Blinken"),), (BLINKEN.id,)),
        SlotFill("cue", (span_of("expressed"),)),
        SlotFill("addressee", (span_of("Azerbaijan"),), ("AZE",)),
    )
    assert (lines(desk), undo_label(desk)) == (before + 1, "Add statement “readiness to help”")
    assert (desk.session.draft.value, desk.current.value) == (None, coding.id)


def test_the_draft_is_shown_while_it_is_put_together(desk: DeskViewModel) -> None:
    desk.slots.begin(Layer.STATEMENT)
    press(desk, NAME)
    ids = layer_ids(desk, Layer.STATEMENT)
    assert ids[0] == DRAFT
    card = card_of(desk, DRAFT)
    assert (card.draft, card.title, card.detail) == (True, "New statement", "being put together")
    assert row(desk, DRAFT, "speaker").actors == ("Ilham Aliyev",)
    assert row(desk, DRAFT, "content").focused
    assert [m.role for m in desk.marks.value if m.unit == DRAFT] == ["speaker"]


def test_words_selected_before_are_the_content(desk: DeskViewModel) -> None:
    drag(desk, "readiness to help")
    desk.card.pick("statement")
    assert focused(desk) == "speaker"
    press(desk, BLINKEN_MARK)
    assert focused(desk) == "addressee"
    desk.keys.enter()
    assert "readiness to help/statement" in codings(desk)


def test_more_fragments_may_be_added_to_what_was_said(desk: DeskViewModel) -> None:
    desk.slots.begin(Layer.STATEMENT)
    press(desk, BLINKEN_MARK)
    drag(desk, "readiness to help")
    drag(desk, "readiness to help", "Azernews reports")
    assert focused(desk) == "addressee"
    desk.keys.enter()
    assert "readiness to help … Azernews reports/statement" in codings(desk)


def test_a_selected_speaker_takes_the_actor_of_the_name_in_it(desk: DeskViewModel) -> None:
    desk.slots.begin(Layer.STATEMENT)
    drag(desk, "President Ilham Aliyev")
    draft = desk.session.draft.value
    assert draft is not None
    assert draft.slots == (SlotFill("speaker", (span_of("President Ilham Aliyev"),), (ALIYEV.id,)),)


def test_escape_leaves_the_slot_then_throws_the_draft_away_without_a_trace(desk: DeskViewModel) -> None:
    before = lines(desk)
    desk.slots.begin(Layer.STATEMENT)
    press(desk, NAME)
    desk.keys.escape()
    assert (drafting(desk), focused(desk)) == (True, "")
    desk.keys.escape()
    assert (drafting(desk), focused(desk), lines(desk)) == (False, "", before)
    assert not any(m.unit == DRAFT for m in desk.marks.value)


def test_what_was_said_of_a_draft_goes_with_it(desk: DeskViewModel) -> None:
    desk.slots.begin(Layer.STATEMENT)
    desk.slots.finish()
    assert desk.status.value.message
    desk.keys.escape()
    assert not desk.status.value.message


def test_an_unfinished_draft_says_what_is_missing(desk: DeskViewModel) -> None:
    desk.slots.begin(Layer.STATEMENT)
    press(desk, NAME)
    desk.slots.skip(1)
    assert desk.keys.enter()
    assert (desk.status.value.message, focused(desk)) == ("Select what was said first.", "content")
    assert codings(desk) == {}


def test_a_click_on_a_name_while_content_is_awaited_is_no_content(desk: DeskViewModel) -> None:
    desk.slots.begin(Layer.STATEMENT)
    press(desk, NAME)
    press(desk, MEET, SAID)
    draft = desk.session.draft.value
    assert draft is not None
    assert fills(draft, "cue") == (SlotFill("cue", (span_of("would"),)),)


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ('He said: "We agree."', '"We agree."', "direct"),
        ('He said: "We agree".', "We agree", "direct"),
        ("He “welcomes the step” of Baku", "“welcomes the step” of Baku", "mixed"),
        ("He welcomes the step", "welcomes the step", "indirect"),
    ],
)
def test_quotation_marks_tell_how_direct_a_statement_is(text: str, words: str, told: str) -> None:
    assert directness_of(text, (span_of(words, text),)) == told


# -- events -----------------------------------------------------------------------------------------------


def test_an_event_by_click_order_and_keys(desk: DeskViewModel) -> None:
    desk.slots.begin(Layer.EVENT)
    assert focused(desk) == "trigger"
    desk.pointer.word(span_of("readiness"))
    assert focused(desk) == "type"
    desk.keys.digit(type_key(desk, "SUPPORT"))
    assert focused(desk) == "source"
    press(desk, BLINKEN_MARK)
    assert focused(desk) == "target"
    press(desk, AZERBAIJAN)
    assert focused(desk) == "place"
    press(desk, ALMATY)
    assert focused(desk) == "date"
    desk.keys.enter()
    coding = the_coding(desk, "readiness/SUPPORT")
    assert [(f.slot, f.actors) for f in coding.slots] == [
        ("source", (BLINKEN.id,)),
        ("target", ("AZE",)),
        ("place", ()),
    ]


def test_an_event_without_type_asks_for_it(desk: DeskViewModel) -> None:
    drag(desk, "readiness")
    desk.card.pick("event")
    assert focused(desk) == "type"
    desk.slots.skip(1)
    desk.keys.enter()
    assert (desk.status.value.message, focused(desk)) == ("Choose the type of the event first.", "type")


def test_a_type_is_chosen_not_pointed_at(desk: DeskViewModel) -> None:
    desk.slots.begin(Layer.EVENT, (span_of("readiness"),))
    for act in (
        lambda: press(desk, NAME),
        lambda: drag(desk, "Azernews"),
        lambda: desk.slots.fill_mention(NAME),
    ):
        act()
        assert desk.status.value.message.startswith("Choose the type")
        assert focused(desk) == "type"
    draft = desk.session.draft.value
    assert draft is not None
    assert draft.slots == ()


def test_an_actor_cannot_stand_where_words_belong(desk: DeskViewModel) -> None:
    desk.slots.focus(SAID, "cue")
    assert not desk.actors.choose("KAZ")
    desk.slots.focus(SAID, "content")
    assert not desk.actors.choose("KAZ")
    assert desk.status.value.message == "Nobody can stand here. Select the words in the text."
    assert codings(desk) == {}


def test_a_date_brings_its_day_and_precision(tmp_path: Path) -> None:
    with closed(a_desk(repeated_workspace(tmp_path))) as desk:
        desk.open("article-1")
        desk.slots.begin(Layer.EVENT, (span_of("answered", desk.session.text),))
        desk.slots.set_type("CONSULT")
        desk.slots.focus(DRAFT, "date")
        press(desk, "sug-28-april-0")
        desk.keys.enter()
        variables = dict(the_coding(desk, "answered/CONSULT").variables)
        assert (variables["date"], variables["date_precision"]) == ("2024-04-28", "day")


def test_variables_of_a_draft_are_set_before_it_is_recorded(desk: DeskViewModel) -> None:
    desk.slots.begin(Layer.EVENT, (span_of("readiness"),))
    desk.review.set_category("SUPPORT", DRAFT)
    desk.review.set_variable("realis", "planned", DRAFT)
    desk.keys.enter()
    assert dict(the_coding(desk, "readiness/SUPPORT").variables)["realis"] == "planned"


def test_a_new_actor_of_a_draft_is_made_with_it(desk: DeskViewModel) -> None:
    before = lines(desk)
    desk.slots.begin(Layer.STATEMENT)
    desk.actors.create("John Doe", ActorKind.PERSON)
    assert row(desk, DRAFT, "speaker").actors == ("John Doe",)
    assert desk.session.state.actor("person:john-doe") is None
    drag(desk, "readiness to help")
    desk.keys.enter()
    assert desk.session.state.actor("person:john-doe") is not None
    assert lines(desk) == before + 1


# -- slots of units ---------------------------------------------------------------------------------------


def test_a_click_fills_a_focused_slot_of_a_suggestion_as_one_act(desk: DeskViewModel) -> None:
    desk.slots.focus(SAID, "addressee")
    press(desk, BLINKEN_MARK)
    coding = the_coding(desk, "that Armeniaand Azerbaijan would meet in Almaty/statement")
    assert coding.provenance is Provenance.FIXED
    assert fills(coding, "addressee")[0].actors == (BLINKEN.id,)
    assert focused(desk) == ""
    assert undo_label(desk).startswith("Fix addressee of “that Armeniaand")


def test_a_filled_single_slot_is_replaced(desk: DeskViewModel) -> None:
    desk.slots.focus(SAID, "speaker")
    press(desk, BLINKEN_MARK)
    (coding,) = codings(desk).values()
    assert [f.actors for f in fills(coding, "speaker")] == [(BLINKEN.id,)]


def test_a_slot_for_many_takes_one_more(desk: DeskViewModel) -> None:
    desk.slots.focus(MEET, "target")
    press(desk, BLINKEN_MARK)
    coding = the_coding(desk, "would meet/CONSULT")
    assert [f.actors for f in fills(coding, "target")] == [("AZE",), (BLINKEN.id,)]
    desk.slots.focus(coding.id, "target", coding.slots.index(fills(coding, "target")[0]))
    press(desk, NAME)
    coding = the_coding(desk, "would meet/CONSULT")
    assert [f.actors for f in fills(coding, "target")] == [(ALIYEV.id,), (BLINKEN.id,)]


def test_one_filler_is_cleared(desk: DeskViewModel) -> None:
    at = row(desk, MEET, "target").index
    desk.slots.clear(MEET, at)
    assert fills(the_coding(desk, "would meet/CONSULT"), "target") == ()


def test_delete_empties_the_focused_slot(desk: DeskViewModel) -> None:
    desk.slots.focus(SAID, "speaker")
    desk.keys.delete()
    (coding,) = codings(desk).values()
    assert fills(coding, "speaker") == ()
    assert row(desk, coding.id, "speaker").problem == "Speaker is empty."


def test_a_click_on_a_word_does_not_shrink_what_was_said(desk: DeskViewModel) -> None:
    desk.slots.focus(SAID, "content")
    desk.pointer.word(span_of("readiness"))
    assert desk.status.value.message == "Drag over the words that were said."
    assert codings(desk) == {}


def test_words_replace_what_a_unit_stands_on(desk: DeskViewModel) -> None:
    desk.slots.focus(SAID, "content")
    drag(desk, "would meet in Almaty")
    assert "would meet in Almaty/statement" in codings(desk)


def test_rules_speak_on_the_card_at_once(desk: DeskViewModel) -> None:
    desk.slots.focus(MEET, "source")
    press(desk, AZERBAIJAN)
    coding = the_coding(desk, "would meet/CONSULT")
    assert card_of(desk, coding.id).problems == ("Source and target are the same actor.",)
    assert row(desk, coding.id, "target").problem == "Source and target are the same actor."


def test_a_name_takes_the_actor_of_another(desk: DeskViewModel) -> None:
    drag(desk, "President")
    desk.keys.digit(1)
    unit = desk.current.value
    desk.slots.focus(unit, "actor")
    press(desk, NAME)
    coding = the_coding(desk, "President/PERSON")
    assert (coding.slots, coding.quotes[0].exact) == (
        (SlotFill("actor", actors=(ALIYEV.id,)),),
        "President",
    )
    assert undo_label(desk) == "Set actor of “President” to Ilham Aliyev"


def test_a_name_without_actor_lends_none(desk: DeskViewModel) -> None:
    desk.slots.focus(NAME, "actor")
    press(desk, ALMATY)
    assert desk.status.value.message.startswith("This name is linked to no actor yet.")
    assert codings(desk) == {}


def test_going_to_another_unit_lets_the_focus_go(desk: DeskViewModel) -> None:
    desk.slots.focus(MEET, "place")
    desk.cards.select(SAID)
    assert focused(desk) == ""


def test_tab_goes_along_the_slots(desk: DeskViewModel) -> None:
    desk.slots.focus(MEET, "trigger")
    seen = []
    while desk.keys.tab(1) and focused(desk):
        seen.append(focused(desk))
    assert seen == ["source", "target", "place", "date"]
    assert not desk.keys.tab(1)


def test_a_complete_article_takes_no_draft(desk: DeskViewModel) -> None:
    from core.domain.coding import Missing

    desk.answers.answer("article", Missing.NOT_CODABLE)
    assert desk.complete()
    desk.slots.begin(Layer.EVENT)
    assert desk.session.draft.value is None
    assert "Reopen" in desk.status.value.message
