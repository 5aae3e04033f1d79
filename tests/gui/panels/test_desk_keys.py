"""The desk by keyboard: single keys mean something on the text and the cards, and nothing in fields."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from core.domain.coding import Layer, Provenance
from tests.gui.panels.conftest import Stage
from tests.gui.viewmodels.kit import ALMATY, ARMENIA, NAME, SAID, codings, the_coding

Key = Qt.Key


def test_space_opens_the_first_suggestion_and_its_card(stage: Stage) -> None:
    stage.press(Key.Key_Space)
    assert stage.desk.current.value == NAME
    card = stage.panel.text.card()
    assert card.isVisible()
    assert card.what.text().startswith("Ilham Aliyev")


def test_enter_accepts_and_goes_on(stage: Stage) -> None:
    stage.press(Key.Key_Space, Key.Key_Return)
    assert the_coding(stage.desk, "Ilham Aliyev/PERSON").provenance is Provenance.CONFIRMED
    assert stage.desk.current.value not in ("", NAME)


def test_backspace_rejects(stage: Stage) -> None:
    stage.press(Key.Key_Space, Key.Key_Backspace)
    assert NAME in stage.desk.cards.list.value.rejected or not codings(stage.desk)
    decision = stage.desk.session.state.decisions("article-1")[NAME]
    assert decision.verdict is Provenance.REJECTED


def test_a_number_gives_another_type(stage: Stage) -> None:
    stage.click_words("Almaty")
    assert stage.desk.current.value == ALMATY
    choice = next(c for c in stage.desk.cards.card(ALMATY).choices if c.code == "GPE")  # type: ignore[union-attr]
    stage.press(Key(ord(choice.key)))
    assert the_coding(stage.desk, "Almaty/GPE").provenance is Provenance.FIXED


def test_undo_takes_an_act_back(stage: Stage) -> None:
    stage.press(Key.Key_Space, Key.Key_Return)
    assert codings(stage.desk)
    stage.panel.act("edit.undo")
    assert not codings(stage.desk)


def test_single_keys_are_dead_in_the_search_field(stage: Stage) -> None:
    field = stage.panel.work.search
    field.setFocus()
    stage.type("nesta", field)
    stage.press(Key.Key_Space, Key.Key_Backspace, on=field)
    assert field.text() == "nesta"
    assert not codings(stage.desk)
    assert stage.desk.current.value == ""


def test_single_keys_are_dead_in_the_actor_search(stage: Stage) -> None:
    stage.click_words("Armenia")
    stage.press(Key.Key_A)
    field = stage.panel.text.card().field.field
    assert field.hasFocus()
    stage.type("sen 1", field)
    assert field.text() == "sen 1"
    assert not codings(stage.desk)
    stage.press(Key.Key_Escape, on=field)
    assert stage.panel.text.canvas.hasFocus()


def test_escape_lets_go_one_thing_at_a_time(stage: Stage) -> None:
    stage.click_words("Armenia")
    assert stage.panel.text.card().isVisible()
    stage.press(Key.Key_Escape)
    assert not stage.panel.text.card().isVisible()
    assert stage.desk.current.value == ARMENIA
    stage.press(Key.Key_Escape)
    assert stage.desk.current.value == ""


def test_a_focused_button_is_pressed_by_space_and_not_overridden(stage: Stage) -> None:
    stage.click_words("Armenia")
    accept: QPushButton = stage.panel.text.card().first
    accept.setFocus()
    stage.press(Key.Key_Space, on=accept)
    assert "Armenia/GPE" in codings(stage.desk)


def test_fix_shows_the_types_of_a_name(stage: Stage) -> None:
    stage.click_words("Almaty")
    stage.press(Key.Key_F2)
    card = stage.panel.text.card()
    assert card.choices.isVisible()
    said = [b.text() for b in card.choices.findChildren(QPushButton)]
    assert any("Country" in text or "place" in text.lower() for text in said)


def test_fix_enters_the_slots_of_a_statement_and_tab_goes_on(stage: Stage) -> None:
    stage.panel.cards.show_layer(Layer.STATEMENT)
    stage.desk.cards.select(SAID)
    stage.press(Key.Key_F2)
    first = stage.desk.slots.candidates.value.slot
    assert stage.panel.cards.slot_help().isVisible()
    stage.press(Key.Key_Tab)
    second = stage.desk.slots.candidates.value.slot
    assert first
    assert second
    assert first != second
    assert stage.focused is stage.panel.text.canvas


def test_the_end_of_a_name_moves_by_a_word(stage: Stage) -> None:
    stage.click_words("Almaty")
    before = stage.desk.session.unit(ALMATY)
    assert before is not None
    stage.press(Key.Key_Left, mod=Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    assert "in Almaty/ORG" in codings(stage.desk)


def test_selecting_without_a_mouse(stage: Stage) -> None:
    shift_ctrl = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    stage.press(Key.Key_Right, mod=shift_ctrl)
    stage.press(Key.Key_Return)
    view = stage.desk.card.view.value
    assert view is not None
    assert view.words == "President"
    assert stage.panel.text.card().what.text() == "“President”"
