"""The slider by mouse and key, the sure ones by one button, why by one key, and the study design's page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.domain.coding import Layer
from gui.panels.suggestions_page import SuggestionsPage
from gui.panels.threshold import ThresholdStrip
from gui.panels.work_list import WorkListPanel
from gui.qt.theme import ThemeName, apply_theme
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.threshold import HIDDEN
from tests.build import an_article, span_of
from tests.core.app.commands.kit import a_workspace
from tests.core.app.place import at_work, make_place
from tests.gui.panels.conftest import Stage
from tests.gui.viewmodels.kit import SAID, TOPIC, a_desk, closed, codings

Key = Qt.Key


@pytest.fixture
def strip(stage: Stage) -> ThresholdStrip:
    """The slider, opened by its key."""
    stage.panel.act("review.threshold")
    found = stage.panel.cards.threshold
    assert found is not None
    assert found.slider.hasFocus()
    return found


def test_arrows_step_by_five_and_count_before_the_text_follows(stage: Stage, strip: ThresholdStrip) -> None:
    assert strip.counts.text() == "8 shown · 1 below (Names 1)"
    shown = list(stage.desk.marks.value)
    stage.press(Key.Key_Left, on=strip.slider)
    assert strip.value.text() == "45 %"
    assert list(stage.desk.marks.value) == shown
    stage.press(*[Key.Key_Left] * 3, on=strip.slider)
    assert strip.counts.text() == "9 shown · 0 below"
    assert strip.slider.accessibleDescription() == "30 %: 9 shown · 0 below"
    stage.qtbot.waitUntil(lambda: stage.desk.threshold == 0.3)
    assert len(list(stage.desk.marks.value)) > len(shown)


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Return])
def test_escape_and_enter_settle_and_go_back_to_the_text(
    stage: Stage, strip: ThresholdStrip, key: Qt.Key
) -> None:
    stage.press(Key.Key_End, key, on=strip.slider)
    assert stage.desk.threshold == 1.0
    assert stage.panel.cards.threshold is None
    assert stage.panel.text.canvas.hasFocus()
    assert stage.panel.cards.sureness.text().startswith("from 100 %")


def test_the_mouse_drags_it_and_lets_go(stage: Stage, strip: ThresholdStrip) -> None:
    slider = strip.slider
    left, middle = Qt.MouseButton.LeftButton, slider.rect().center()
    QTest.mousePress(slider, left, pos=middle)
    QTest.mouseMove(slider, QPoint(slider.width() - 3, middle.y()))
    assert stage.desk.threshold == 0.5
    assert strip.value.text() in ("95 %", "100 %")
    QTest.mouseRelease(slider, left, pos=QPoint(slider.width() - 3, middle.y()))
    assert stage.desk.threshold >= 0.95


def test_current_unit_and_draft_outlive_the_slider(stage: Stage, strip: ThresholdStrip) -> None:
    stage.desk.session.select(SAID)
    stage.press(Key.Key_End, Key.Key_Escape, on=strip.slider)
    assert stage.desk.current.value == SAID
    assert stage.panel.text.canvas.current == SAID


def test_the_button_takes_the_sure_ones_of_all_lists_or_of_the_one_shown(
    stage: Stage, strip: ThresholdStrip
) -> None:
    assert strip.take.text().startswith("Accept 8 at 90 % or surer")
    stage.panel.cards.show_layer(Layer.MENTION)
    stage.click(strip.only, QPoint(8, strip.only.height() // 2))
    assert strip.take.text().startswith("Accept 5 names at 90 % or surer")
    stage.click(strip.take)
    assert stage.asked[-1] == "review.accept_sure"
    assert len(codings(stage.desk)) == 5
    assert not strip.take.isEnabled()
    stage.panel.cards.show_layer(Layer.EVENT)
    assert strip.take.text().startswith("Accept 1 event at 90 %")
    assert "Ctrl+Z" in stage.desk.status.value.message
    stage.panel.act("edit.undo")
    assert not codings(stage.desk)


def test_the_projects_setting_is_made_and_followed_again(stage: Stage, strip: ThresholdStrip) -> None:
    assert not strip.keep.isVisible()
    stage.press(Key.Key_Right, on=strip.slider)
    assert strip.reset.text() == "Project: 50 %"
    stage.click(strip.keep)
    assert stage.desk.session.state.project.threshold == 0.55
    assert not strip.reset.isVisible()
    stage.press(Key.Key_Home, on=strip.slider)
    stage.click(strip.reset)
    assert stage.desk.threshold == 0.55
    assert strip.slider.hasFocus()


def test_nobody_counts_while_it_is_closed(stage: Stage, strip: ThresholdStrip) -> None:
    assert stage.desk.slider.view.listeners == 1
    stage.press(Key.Key_Escape, on=strip.slider)
    assert stage.desk.slider.view.listeners == 0


# -- why --------------------------------------------------------------------------------------------------


def test_one_key_says_why_on_the_card_and_at_the_foot(stage: Stage) -> None:
    stage.desk.session.select(TOPIC)
    assert stage.panel.text.card.made is None or not stage.panel.text.card().isVisible()
    stage.desk.session.select(SAID)
    stage.press(Key.Key_W)
    assert stage.desk.status.value.message.endswith("because a test says so")
    assert stage.panel.text.card().isVisible()
    assert "because a test says so" in stage.panel.text.card().why.text()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_evidence_has_a_rim_of_dots_also_over_a_name(
    stage: Stage, qapp: QApplication, theme: ThemeName
) -> None:
    apply_theme(qapp, theme)
    canvas = stage.panel.text.canvas
    words = span_of("Ilham Aliyev")
    canvas.reveal(words)
    canvas.set_evidence(())
    box = canvas.rect_of(words).adjusted(-6, -6, 6, 6)
    before = canvas.viewport().grab(box).toImage()
    canvas.set_evidence((words,))
    after = canvas.viewport().grab(box).toImage()
    across = range(8, after.width() - 8)

    def changed(y: int) -> list[bool]:
        return [before.pixel(x, y) != after.pixel(x, y) for x in across]

    rows = [y for y in range(after.height()) if any(changed(y))]
    assert rows  # something is drawn that is not hidden by the tint
    line = changed(rows[0] + 1)
    assert any(line)
    assert not all(line)  # dots, so that it is told apart without colours


# -- without suggestions ----------------------------------------------------------------------------------


def test_the_desk_says_that_there_are_no_suggestions(stage: Stage) -> None:
    stage.desk.hiding.turn("article-1", stage.desk.session.state.coder.id)
    panel = stage.panel
    assert panel.text.head.progress_words.text().startswith(HIDDEN.removesuffix("."))
    assert panel.cards.empty.text().startswith(HIDDEN)
    assert not panel.cards.sureness.isVisible()
    stage.press(Key.Key_Space)
    assert stage.desk.current.value == ""
    stage.drag("Armeniaand", "Azerbaijan")
    stage.press(Key.Key_S)
    assert stage.desk.session.draft.value is not None


def test_the_menu_of_the_work_list_hides_and_shows(stage: Stage) -> None:
    work = stage.desk.work.rows.value[0]
    menu = stage.panel.work.menu_of(work)
    assert menu is not None
    first = menu.actions()[0]
    assert (first.text(), first.isCheckable(), first.isChecked()) == ("Code without suggestions", True, False)
    first.trigger()
    assert stage.desk.work.rows.value[0].hidden
    again = stage.panel.work.menu_of(work)
    assert again is not None
    assert again.actions()[0].isChecked()
    again.actions()[-1].trigger()
    assert stage.asked[-1] == "project.unaided"


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)  # the offscreen platform, of popups
def test_the_menu_key_opens_it_for_the_row_in_focus(stage: Stage) -> None:
    work_list = stage.panel.work.list
    work_list.setFocus()
    work_list.customContextMenuRequested.emit(QPoint(-5, -5))  # as the menu key asks, away from every row
    menu = stage.panel.work.findChild(QMenu)
    assert menu is not None
    stage.qtbot.waitUntil(menu.isVisible)
    stage.press(Key.Key_Down, Key.Key_Return, on=menu)
    assert stage.desk.work.rows.value[0].hidden


def test_a_coder_among_others_has_no_such_menu(tmp_path: Path) -> None:
    with at_work(make_place(tmp_path), "coder-1") as workspace:
        desk = a_desk(workspace)
        panel = WorkListPanel(desk.work, hiding=desk.hiding)
        assert panel.menu_of(desk.work.rows.value[0]) is None
        panel.end()
        panel.deleteLater()
        desk.close()


@pytest.fixture
def ten(tmp_path: Path) -> Iterator[DeskViewModel]:
    articles = [an_article(id=f"article-{n}", position=n) for n in range(1, 11)]
    with closed(a_desk(a_workspace(tmp_path, *articles))) as desk:
        yield desk


def test_the_page_previews_hides_and_shows_again(ten: DeskViewModel, qtbot: QtBot) -> None:
    page = SuggestionsPage()
    qtbot.addWidget(page)
    page.serve(ten.hiding)
    page.show()
    assert page.now.text() == "Everybody sees suggestions on every article."
    assert page.hide_button.text() == "Hide 2 articles"
    QTest.keyClick(page.share, Key.Key_Up)
    QTest.keyClick(page.share, Key.Key_Up)
    assert page.share.value() == 30
    assert page.preview.text() == "Hides the suggestions on 3 of 10 articles from Coder 1."
    drawn = ten.hiding.view.value.many
    QTest.mouseClick(page.hide_button, Qt.MouseButton.LeftButton)
    assert sum(row.hidden for row in ten.work.rows.value) == drawn == 3
    assert page.now.text() == "Coded without suggestions now: Coder 1 3 of 10."
    assert not page.hide_button.isEnabled()
    ten.undo()
    assert page.now.text() == "Everybody sees suggestions on every article."
    assert page.hide_button.isEnabled()
    QTest.mouseClick(page.hide_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.show_button, Qt.MouseButton.LeftButton)
    assert not any(row.hidden for row in ten.work.rows.value)
    assert not page.coder_line.isVisible()


def test_the_page_of_a_supervisor_names_the_coders(tmp_path: Path, qtbot: QtBot) -> None:
    with at_work(make_place(tmp_path), "coder-3") as workspace:
        desk = a_desk(workspace)
        page = SuggestionsPage()
        qtbot.addWidget(page)
        page.serve(desk.hiding)
        page.show()
        assert [page.coder.itemText(n) for n in range(page.coder.count())] == ["everybody", "Ada", "Ben"]
        page.coder.setCurrentIndex(1)
        page.coder.activated.emit(1)
        page.share.setValue(100)
        assert page.preview.text() == "Hides the suggestions on 3 of 3 articles from Ada."
        QTest.mouseClick(page.hide_button, Qt.MouseButton.LeftButton)
        assert {coder for _, coder in workspace.queries.design().hidden} == {"coder-1"}
        desk.close()


def test_who_may_not_decide_is_told_so(tmp_path: Path, qtbot: QtBot) -> None:
    with at_work(make_place(tmp_path), "coder-1") as workspace:
        desk = a_desk(workspace)
        page = SuggestionsPage()
        qtbot.addWidget(page)
        page.serve(desk.hiding)
        page.show()
        assert "supervisor" in page.now.text()
        assert not page.hide_button.isEnabled()
        assert not page.share.isEnabled()
        desk.close()
