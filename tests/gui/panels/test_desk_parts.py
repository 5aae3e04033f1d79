"""The desk's side rooms: work list, head, find, drawer, topics, answers; and closing without a trace."""

from __future__ import annotations

import gc
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.app.commands.corpus import StoreSuggestions
from core.domain.coding import Layer, value_of
from gui.panels.desk import DeskPanel
from gui.viewmodels.observable import Event
from gui.viewmodels.views import Selection
from tests.build import an_article, span_of
from tests.core.app.commands.kit import a_set, a_workspace, standard, standard_workspace
from tests.gui.panels.conftest import Stage
from tests.gui.viewmodels.kit import NAME, a_desk, closed, codings

Key = Qt.Key


def test_the_work_list_names_the_open_article(stage: Stage) -> None:
    rows = stage.panel.work.model.rows
    assert len(rows) == 1
    assert rows[0].current
    assert rows[0].title in stage.panel.text.head.title.text()


def test_searching_the_work_list_filters_as_one_types(stage: Stage) -> None:
    field = stage.panel.work.search
    stage.type("nowhere to be found", field)
    stage.qtbot.waitUntil(lambda: not stage.panel.work.model.rows)
    assert stage.panel.work.empty.isVisible()
    stage.press(Key.Key_Escape, on=field)
    stage.qtbot.waitUntil(lambda: len(stage.panel.work.model.rows) == 1)


def test_opening_another_article_by_key(tmp_path: Path, qtbot: QtBot) -> None:
    articles = [an_article(id=f"a{n}", text=f"Article number {n}.", position=n) for n in range(3)]
    with closed(a_desk(a_workspace(tmp_path, *articles))) as desk:
        desk.open("a0")
        panel = DeskPanel(desk, lambda _action: None)
        qtbot.addWidget(panel)
        panel.show()
        panel.act("article.next")
        assert desk.head.value is not None
        assert desk.head.value.id == "a1"
        assert panel.text.canvas.text == "Article number 1."
        panel.act("article.previous")
        assert panel.text.canvas.text == "Article number 0."
        panel.end()


def test_the_head_can_be_corrected(stage: Stage) -> None:
    stage.panel.act("edit.details")
    head = stage.panel.text.head
    assert head.title_field.hasFocus()
    head.title_field.clear()
    stage.type("Blinken calls Aliyev", head.title_field)
    head.date_field.clear()
    stage.type("2024-04-28", head.date_field)
    stage.press(Key.Key_Return, on=head.date_field)
    assert head.title.text() == "Blinken calls Aliyev"
    assert "28 April 2024" in head.facts.text()
    assert stage.panel.text.canvas.hasFocus()


def test_a_date_that_is_none_is_refused_in_words(stage: Stage) -> None:
    stage.panel.act("edit.details")
    head = stage.panel.text.head
    head.date_field.setText("tomorrow")
    stage.press(Key.Key_Return, on=head.date_field)
    assert "2024-04-28" in stage.desk.status.value.message


def test_find_lights_what_it_finds_and_goes_on(stage: Stage) -> None:
    stage.panel.act("edit.find")
    bar = stage.panel.text.finder()
    assert bar.field.hasFocus()
    stage.type("az", bar.field)
    assert bar.count.text() == "1 of 2"
    stage.press(Key.Key_Return, on=bar.field)
    assert bar.count.text() == "2 of 2"
    stage.press(Key.Key_Escape, on=bar.field)
    assert not bar.isVisible()
    assert stage.panel.text.canvas.hasFocus()
    assert stage.desk.find.view.value.spans == ()


def test_the_history_lists_acts_newest_first(stage: Stage) -> None:
    stage.press(Key.Key_Space, Key.Key_Return)
    stage.panel.act("edit.history")
    drawer = stage.panel.drawer()
    assert drawer.page == "history"
    assert "Ilham Aliyev" in drawer.steps.rows[0].label
    stage.desk.undo()
    assert drawer.steps.rows[0].undone
    stage.press(Key.Key_Escape, on=drawer.history)
    assert drawer.page == ""


def test_completing_lists_what_is_open_and_jumps_there(stage: Stage) -> None:
    stage.panel.act("article.complete")
    drawer = stage.panel.drawer()
    assert drawer.page == "open"
    assert drawer.items.rows
    at = next(n for n, item in enumerate(drawer.items.rows) if item.unit == NAME)
    drawer.open_list.setCurrentIndex(drawer.items.index(at))
    stage.press(Key.Key_Return, on=drawer.open_list)
    assert stage.desk.current.value == NAME


def test_a_note_is_written_in_the_drawer(stage: Stage) -> None:
    stage.press(Key.Key_Space, Key.Key_Return)
    stage.desk.cards.select(next(iter(codings(stage.desk).values())).id)
    stage.panel.act("unit.note")
    drawer = stage.panel.drawer()
    stage.type("as the ministry says", drawer.text)
    stage.press(Key.Key_Return, on=drawer.text, mod=Qt.KeyboardModifier.ControlModifier)
    assert next(iter(codings(stage.desk).values())).note == "as the ministry says"
    assert drawer.page == ""


def test_a_question_reaches_the_list(stage: Stage) -> None:
    stage.click_words("Armenia")
    stage.panel.act("unit.question")
    drawer = stage.panel.drawer()
    stage.type("Is this a country here?", drawer.text)
    stage.press(Key.Key_Return, on=drawer.text, mod=Qt.KeyboardModifier.ControlModifier)
    stage.panel.act("questions.show")
    assert drawer.asked.rows[0].text == "Is this a country here?"
    assert stage.desk.status.value.questions == 1


def test_the_codebook_at_hand_shows_the_current_category(stage: Stage) -> None:
    stage.click_words("Armenia")
    stage.panel.act("codebook.show")
    said = stage.panel.drawer().codebook.toPlainText()
    assert "Counts" in said or "Examples" in said


def test_a_topic_is_found_and_given_to_the_article(stage: Stage) -> None:
    stage.press(Key.Key_T)
    topics = stage.panel.cards.topics()
    assert topics.search.hasFocus()
    stage.type("terrorism", topics.search)
    stage.press(Key.Key_Return, on=topics.search)
    found = [c for c in codings(stage.desk).values() if c.layer is Layer.TOPIC]
    assert len(found) == 1
    assert value_of(found[0], "rank") == "primary"
    assert stage.panel.text.canvas.hasFocus()


def test_nothing_to_code_is_an_answer(stage: Stage) -> None:
    stage.panel.cards.show_layer(Layer.EVENT)
    stage.panel.act("layer.nothing")
    assert stage.desk.cards.list.value.answer == "nothing there"
    assert stage.panel.cards.nothing.isChecked()
    stage.panel.act("layer.nothing")
    assert stage.desk.cards.list.value.answer == ""


def test_a_closed_desk_leaves_no_listener(tmp_path: Path, qtbot: QtBot) -> None:
    with closed(a_desk(standard_workspace(tmp_path))) as desk:
        desk.open("article-1")
        events = _events(desk)
        before = [event.listeners for event in events]
        panel = DeskPanel(desk, lambda _action: None)
        qtbot.addWidget(panel)
        panel.show()
        desk.review.next()
        for action in ("edit.find", "edit.history", "make.topic", "unit.fix"):
            panel.act(action)
        assert sum(e.listeners for e in events) > sum(before)
        panel.end()
        assert [event.listeners for event in events] == before


def _events(desk: object) -> list[Event[object]]:
    """Every value and event of the desk and its parts."""
    found: list[Event[object]] = []
    parts = [desk, *vars(desk).values()]
    for part in parts:
        if isinstance(part, Event):
            found.append(part)
        elif hasattr(part, "__dict__"):
            found += [value for value in vars(part).values() if isinstance(value, Event)]
    return list({id(event): event for event in found}.values())


def test_acts_do_not_slow_down_as_desks_come_and_go(tmp_path: Path, qtbot: QtBot) -> None:
    with closed(a_desk(standard_workspace(tmp_path))) as desk:
        desk.open("article-1")
        for _ in range(5):
            panel = DeskPanel(desk, lambda _action: None)
            panel.show()
            panel.end()
            panel.deleteLater()
        QApplication.processEvents()
        gc.collect()
        assert desk.marks.listeners == 0


def test_lost_spaces_found_after_the_text_is_shown_count_at_once(stage: Stage) -> None:
    text = stage.desk.session.text
    lost = text.index("and Azerbaijan")
    canvas = stage.panel.text.canvas
    before = canvas.grab().toImage()
    top = canvas.verticalScrollBar().value()
    stage.desk.session.workspace.execute(StoreSuggestions(a_set(an_article(), *standard(), repairs=(lost,))))
    assert canvas.repairs == (lost,)
    assert canvas.grab().toImage() != before, "the place is marked"
    assert canvas.verticalScrollBar().value() == top
    told: list[Selection] = []
    canvas.selection_made.connect(told.append)
    middle = canvas.rect_of(span_of("Armenia", text)).center()
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert told == [Selection((span_of("Armenia", text),))]
