"""Places of lost text on the desk: by mouse and by keyboard, refused, taken back, undone, hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt

from core.app.commands.corpus import StoreSuggestions
from core.domain.text import Span
from gui.panels.seam_card import SeamCardPanel
from gui.qt.paint_seams import seam_box
from gui.viewmodels.views import Seam
from tests.build import TEXT, an_article
from tests.core.app.commands.kit import a_set, standard
from tests.gui.panels.conftest import Stage
from tests.gui.viewmodels.kit import NAME, codings

Key, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
GLUE = TEXT.index("Armeniaand") + len("Armenia")
END = TEXT.index("Antony")


@pytest.fixture
def lost(stage: Stage) -> Stage:
    """The standard article with a lost space and, as if, a lost full stop."""
    made = replace(a_set(an_article(), *standard(), repairs=(GLUE,)), boundaries=(END,))
    stage.desk.session.workspace.execute(StoreSuggestions(made))
    return stage


def sign(stage: Stage, at: int) -> QPoint:
    canvas = stage.panel.text.canvas
    column = canvas.column
    piece = column.positions.piece_at(at)
    (place,) = [p for p in canvas._scene.plan(piece).seams if p.seam.at == at]
    return (seam_box(place, column.top(piece), column.measures).center() + canvas.origin()).toPoint()


def card(stage: Stage) -> SeamCardPanel:
    return stage.panel.text.seam_card()


def refused(stage: Stage) -> tuple[int, ...]:
    return stage.desk.session.assignment.refused_repairs


def test_a_press_on_the_sign_opens_its_card_which_takes_no_focus(lost: Stage) -> None:
    lost.click(lost.panel.text.canvas.viewport(), sign(lost, GLUE))
    assert card(lost).isVisible()
    assert card(lost).what.text() == "Read as two words: Armenia ¦ and"
    assert card(lost).count.text().startswith("1 of 2")
    assert lost.focused is lost.panel.text.canvas
    anchor = lost.panel.text.canvas.rect_of(Span(GLUE - 1, GLUE + 1))
    assert not card(lost).geometry().intersects(anchor)


def test_the_button_refuses_and_takes_back(lost: Stage) -> None:
    lost.click(lost.panel.text.canvas.viewport(), sign(lost, GLUE))
    lost.click(card(lost).turn)
    assert refused(lost) == (GLUE,)
    assert card(lost).what.text() == "Read as it stands: Armeniaand"
    assert lost.desk.repairs.seams.value[0] == Seam(GLUE, refused=True)
    assert lost.panel.text.canvas.repairs == ()
    lost.click(card(lost).turn)
    assert refused(lost) == ()
    lost.click(card(lost).keep)
    assert card(lost).isHidden()


def test_keys_step_refuse_and_close(lost: Stage) -> None:
    lost.press(Key.Key_L)
    assert "Armenia ¦ and" in card(lost).what.text()
    lost.press(Key.Key_L)
    assert card(lost).what.text() == "A sentence ends here: Almaty. ¦ Antony"
    lost.press(Key.Key_R)
    assert refused(lost) == (END,)
    lost.press(Key.Key_L, mod=SHIFT)
    lost.press(Key.Key_Backspace)
    assert refused(lost) == (GLUE, END)
    lost.press(Key.Key_Escape)
    assert card(lost).isHidden()
    assert not lost.desk.session.state.decisions("article-1")


def test_enter_keeps_and_accepts_nothing(lost: Stage) -> None:
    lost.press(Key.Key_L, Key.Key_Return)
    assert card(lost).isHidden()
    assert not codings(lost.desk)
    lost.press(Key.Key_R)
    assert refused(lost) == ()


def test_undo_takes_a_refusal_back(lost: Stage) -> None:
    lost.press(Key.Key_L, Key.Key_R)
    lost.panel.act("edit.undo")
    assert refused(lost) == ()
    assert lost.desk.repairs.seams.value[0] == Seam(GLUE)
    lost.panel.act("edit.redo")
    assert refused(lost) == (GLUE,)


def test_the_next_suggestion_and_other_words_close_the_card(lost: Stage) -> None:
    lost.press(Key.Key_L)
    lost.press(Key.Key_Space)
    assert card(lost).isHidden()
    assert lost.desk.current.value == NAME
    lost.press(Key.Key_L)
    assert lost.panel.text.card().isHidden()
    lost.click_words("reports")
    assert card(lost).isHidden()


def test_signs_can_be_hidden_and_words_still_end_at_lost_spaces(lost: Stage) -> None:
    canvas = lost.panel.text.canvas
    marked = canvas.grab().toImage()
    lost.panel.set_lost(on=False)
    assert canvas.grab().toImage() != marked
    assert canvas.repairs == (GLUE,)
    lost.press(Key.Key_L)
    assert "hidden" in lost.desk.session.message.value
    lost.panel.set_lost(on=True)
    lost.desk.say("")
    assert canvas.grab().toImage() == marked


def test_what_is_coded_beside_a_lost_space_is_the_text_verbatim(lost: Stage) -> None:
    lost.click_words("Armenia")
    lost.press(Key.Key_Return)
    (made,) = [key for key in codings(lost.desk) if key.startswith("Armenia")]
    assert made == "Armenia/GPE"
    assert codings(lost.desk)[made].quotes[0].exact == "Armenia"
    lost.press(Key.Key_L, Key.Key_R)
    assert codings(lost.desk)[made].quotes[0].exact == "Armenia"
    assert lost.desk.session.text == TEXT
