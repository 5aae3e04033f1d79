"""What the desk looks like while one works: nothing is clipped, nothing lies over something else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.domain.coding import Layer
from gui.panels.desk import DeskPanel
from gui.qt.segments import Segments
from gui.qt.widgets import bold_width
from tests.build import an_article, span_of
from tests.core.app.commands.kit import a_workspace
from tests.gui.panels.conftest import Stage
from tests.gui.viewmodels.kit import MEET, SAID, Watch, a_desk, closed, codings

Key = Qt.Key


def _settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def _place(widget: QWidget, within: QWidget) -> QRect:
    return QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())


def test_no_button_of_an_events_card_is_clipped(stage: Stage) -> None:
    stage.desk.cards.select(MEET)
    stage.desk.card.open_unit(MEET)
    _settle()
    card = stage.panel.text.card()
    shown = [b for b in (card.types, *card.buttons) if b.isVisible()]
    assert len(shown) == 4
    for button in shown:
        assert button.width() >= button.sizeHint().width(), button.text()
        assert card.box.rect().contains(_place(button, card.box))


def test_a_fragment_added_with_ctrl_leaves_the_choices_in_sight(stage: Stage) -> None:
    stage.drag("readiness", "readiness")
    _settle()
    canvas = stage.panel.text.canvas
    rect = canvas.rect_of(span_of("Almaty", stage.desk.session.text))
    view, left, ctrl = canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    a, b = QPoint(rect.left() + 2, rect.center().y()), QPoint(rect.right() - 2, rect.center().y())
    QTest.mousePress(view, left, ctrl, a)
    QTest.mouseMove(view, (a + b) / 2)
    QTest.mouseMove(view, b)
    QTest.mouseRelease(view, left, ctrl, b)
    _settle()
    card = stage.panel.text.card()
    assert "…" in card.what.text()
    for button in card.choices.findChildren(QPushButton):
        assert card.choices.rect().contains(button.geometry()), button.text()


def test_the_card_grows_with_the_actors_found(stage: Stage) -> None:
    stage.click_words("Armenia")
    stage.press(Key.Key_A)
    card = stage.panel.text.card()
    field = card.field
    stage.type("a", field.field)
    stage.qtbot.waitUntil(lambda: len(field.model.rows) > 1)
    _settle()
    listed = _place(field.list, card.box)
    for below in (field.new, card.first):
        if below.isVisible():
            assert _place(below, card.box).top() > listed.bottom()


def test_an_empty_history_says_what_will_stand_there(stage: Stage) -> None:
    stage.panel.act("edit.history")
    history = stage.panel.drawer().history
    assert "Nothing done yet" in history.hint
    assert history.accessibleDescription() == history.hint
    stage.desk.cards.select(SAID)
    stage.desk.review.accept()
    assert history.hint == ""


def test_the_drawer_leaves_the_larger_part_to_the_cards(stage: Stage) -> None:
    stage.panel.act("edit.history")
    _settle()
    assert stage.panel.cards.height() > stage.panel.drawer().height()


def test_a_refused_date_leaves_the_editor_open_with_what_was_typed(stage: Stage) -> None:
    stage.panel.act("edit.details")
    head = stage.panel.text.head
    head.title_field.clear()
    stage.type("A long new title", head.title_field)
    head.date_field.setText("tomorrow")
    stage.press(Key.Key_Return, on=head.title_field)
    assert head.title_field.isVisible()
    assert head.title_field.text() == "A long new title"
    assert head.date_field.hasFocus()


def test_what_was_said_goes_when_one_goes_on(stage: Stage) -> None:
    stage.press(Key.Key_Return)
    assert stage.desk.status.value.message
    stage.click_words("Armenia")
    assert stage.desk.status.value.message == ""
    stage.desk.say("something else")
    stage.press(Key.Key_Space)
    assert "something else" not in stage.desk.status.value.message


def test_a_new_statement_closes_the_card_over_the_words_and_blames_nobody(stage: Stage) -> None:
    stage.click_words("Armenia")
    stage.press(Key.Key_S)
    assert stage.desk.card.view.value is None
    card = stage.desk.cards.card("draft")
    assert card is not None
    assert not any(slot.problem for slot in card.slots)
    assert card.problems == ()


def test_the_slots_title_is_said_whole(stage: Stage) -> None:
    stage.panel.cards.show_layer(Layer.STATEMENT)
    stage.desk.cards.select(SAID)
    stage.press(Key.Key_F2)
    _settle()
    help_ = stage.panel.cards.slot_help()
    assert help_.what.fontMetrics().horizontalAdvance(help_.what.text()) <= help_.what.width()


def test_plus_adds_the_selected_words_to_the_current_statement(stage: Stage) -> None:
    stage.panel.cards.show_layer(Layer.STATEMENT)
    stage.desk.cards.select(SAID)
    stage.drag("Azernews", "Azernews")
    stage.press(Key.Key_Plus, mod=Qt.KeyboardModifier.ShiftModifier)
    assert any("Azernews" in name for name in codings(stage.desk))


def test_tabs_say_their_counts_while_there_is_room(stage: Stage) -> None:
    tabs = Segments()
    stage.qtbot.addWidget(tabs)
    tabs.name(("Speakers", "Topics", "Events", "Names"))
    tabs.resize(316, 30)
    tabs.show()
    tabs.show_counts((17, 2, 14, 51))
    assert tabs.tabText(3) == "Names 51"
    tabs.show_counts((966, 4, 684, 2675))
    assert [tabs.tabText(n) for n in range(4)] == ["Speakers 966", "Topics", "Events", "Names"]
    assert tabs.tabToolTip(3) == "Names 2675"
    tabs.setCurrentIndex(2)
    assert tabs.tabText(2) == "Events 684"


def test_long_candidates_are_elided_and_said_whole(stage: Stage) -> None:
    stage.drag("Antony Blinken", "Azernews")
    stage.press(Key.Key_1)
    stage.desk.slots.focus(SAID, "speaker", 0)
    _settle()
    help_ = stage.panel.cards.slot_help()
    buttons = help_.candidates.findChildren(QPushButton)
    assert any(button.text().endswith("…") for button in buttons)
    for button in buttons:
        assert help_.candidates.rect().contains(button.geometry()), button.text()
        assert button.accessibleName().startswith(button.text().rstrip("…"))


def test_from_the_list_of_open_items_the_keys_go_to_the_text(stage: Stage) -> None:
    stage.panel.act("article.complete")
    drawer = stage.panel.drawer()
    stage.press(Key.Key_Down, Key.Key_Return, on=drawer.open_list)
    assert stage.panel.text.canvas.hasFocus()
    assert drawer.page == "open"
    at = stage.desk.current.value
    stage.press(Key.Key_Return)
    assert any(c.suggestion_id == at for c in codings(stage.desk).values())


def test_what_was_rejected_comes_into_sight_and_can_be_taken_back(stage: Stage) -> None:
    stage.panel.cards.show_layer(Layer.STATEMENT)
    stage.desk.cards.select(SAID)
    stage.press(Key.Key_Backspace)
    assert SAID in stage.desk.cards.list.value.rejected
    panel = stage.panel.cards
    stage.click(panel.rejected)
    _settle()
    rect = panel.cards.card_rect(SAID)
    assert panel.cards.viewport().rect().contains(rect)
    stage.click(panel.cards.viewport(), QPoint(rect.center().x(), rect.top() + 12))
    _settle()
    back = next(b for b in panel.cards.findChildren(QPushButton) if b.isVisible() and b.text() == "Take back")
    stage.click(back)
    assert SAID not in stage.desk.cards.list.value.rejected


def test_scrolling_counts_as_time_on_task(tmp_path: Path, qtbot: QtBot) -> None:
    watch = Watch()
    long = an_article(id="long", text="\n\n".join(f"Paragraph {n} of the news." for n in range(80)))
    with closed(a_desk(a_workspace(tmp_path, long), clock=watch)) as desk:
        desk.open("long")
        panel = DeskPanel(desk, lambda _action: None)
        qtbot.addWidget(panel)
        panel.resize(1000, 600)
        panel.show()
        for value in (3, 6):
            watch.now += 40
            panel.text.canvas.verticalScrollBar().setValue(value)
        desk.clock.flush()
        panel.end()
        assert desk.session.state.work_time("long").seconds == 80


def test_a_draft_half_filled_survives_the_first_escape(stage: Stage) -> None:
    stage.press(Key.Key_S)
    stage.click_words("Ilham Aliyev")
    stage.press(Key.Key_Escape)
    assert stage.desk.session.draft.value is not None
    assert not stage.panel.cards.slot_help().isVisible()
    stage.press(Key.Key_Escape)
    assert stage.desk.session.draft.value is None


def test_a_question_can_be_taken_back_and_leads_to_what_it_is_about(stage: Stage) -> None:
    stage.click_words("Armenia")
    about = stage.desk.current.value
    stage.desk.answers.ask("A country here?", about)
    stage.press(Key.Key_Escape, Key.Key_Escape)
    assert stage.desk.current.value == ""
    stage.panel.act("questions.show")
    drawer = stage.panel.drawer()
    drawer.questions.setCurrentIndex(drawer.asked.index(0))
    stage.press(Key.Key_Return, on=drawer.questions)
    assert stage.desk.current.value == about
    stage.press(Key.Key_Delete, on=drawer.questions)
    assert stage.desk.answers.questions.value == ()
    assert "No questions yet" in drawer.questions.hint


def test_the_answer_given_is_said_whole(stage: Stage) -> None:
    stage.panel.cards.show_layer(Layer.EVENT)
    stage.panel.act("layer.nothing")
    _settle()
    button = stage.panel.cards.nothing
    assert button.isChecked()
    assert button.width() >= bold_width(button.font(), button.text()) + 8


def test_the_topic_whose_name_is_typed_is_taken_before_the_heading_above_it(stage: Stage) -> None:
    stage.press(Key.Key_T)
    topics = stage.panel.cards.topics()
    stage.type("trade", topics.search)
    stage.press(Key.Key_Return, on=topics.search)
    (made,) = [c for c in codings(stage.desk).values() if c.layer is Layer.TOPIC]
    assert "Trade" in stage.desk.session.codebook.label(Layer.TOPIC, made.category)


def test_enter_presses_the_button_that_has_the_focus(stage: Stage) -> None:
    stage.click_words("Armenia")
    reject = next(b for b in stage.panel.text.card().buttons if b.text().startswith("Reject"))
    reject.setFocus()
    stage.press(Key.Key_Return, on=reject)
    assert "Armenia/GPE" not in codings(stage.desk)
    assert stage.desk.status.value.undo.startswith("Reject")
