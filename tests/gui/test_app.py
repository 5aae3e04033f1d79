"""The whole program in one process: opening, closing, importing, exporting, errors, remembering."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from core.app import settings
from core.app.projects import open_workspace
from core.domain.errors import Unavailable
from gui.actions import ACTIONS
from gui.app import App
from gui.panels.help_page import HelpPage
from gui.panels.new_page import NewPage
from gui.panels.preferences_page import PreferencesPage
from gui.panels.rooms import HELP
from gui.panels.suggestions_page import SuggestionsPage
from gui.qt import log
from tests.gui.whole import texts


def test_without_a_project_the_welcome_page_shows(app: App) -> None:
    app.start()
    assert app.window.stack.currentWidget() is app.rooms.welcome()
    assert not app.window.status.isVisible()
    assert not app.window.actions_by_id["edit.undo"].isEnabled()


def test_every_action_is_carried_out_somewhere(app: App, project: str) -> None:
    app.start(project)
    assert app.desk is not None
    for each in ACTIONS:
        assert app.knows(each.id), each.id


def test_a_project_opens_with_its_name_and_is_remembered(app: App, project: str) -> None:
    app.start(project)
    assert app.window.windowTitle() == "Study – Rapporteur"
    assert settings.load().settings.recent == (project,)
    app.trigger("project.close")
    assert app.window.stack.currentWidget() is app.rooms.welcome()
    names = [b.text() for b in app.rooms.welcome().findChildren(QPushButton)]
    assert "study" in names


def test_a_missing_project_is_told_in_the_window(app: App, tmp_path: Path) -> None:
    app.start(str(tmp_path / "gone.rapporteur"))
    assert app.window.banner.isVisible()
    assert "gone.rapporteur" in app.window.banner.text.text()


def test_a_file_that_is_none_of_ours_is_refused_in_words(app: App, tmp_path: Path) -> None:
    other = tmp_path / "other.rapporteur"
    other.write_text("something else entirely, and long enough to be no empty file")
    app.start(str(other))
    assert app.window.banner.isVisible()
    assert app.program.project.value is None


def test_a_second_window_on_the_same_project_is_refused(app: App, project: str) -> None:
    other = open_workspace(project)
    app.start(project)
    assert "open in another window" in app.window.banner.text.text()
    other.close()


def test_a_new_project_is_made_and_opened(app: App, tmp_path: Path) -> None:
    app.start()
    app.trigger("project.new")
    page = app.window.stack.currentWidget()
    assert isinstance(page, NewPage)
    page.room.set(name="Border talks", where=str(tmp_path / "talks"), coder="Ada")
    page.make.click()
    opened = app.program.project.value
    assert opened is not None
    assert opened.name == "Border talks"


def test_preferences_take_effect_at_once_and_last(app: App, project: str) -> None:
    app.start(project)
    app.trigger("edit.preferences")
    page = app.window.stack.currentWidget()
    assert isinstance(page, PreferencesPage)
    page.zoom.setValue(150)
    page.theme.setCurrentIndex(2)
    page.theme.activated.emit(2)
    assert settings.load().settings.zoom == 150
    assert app.window.palette().window().color().lightness() < 128
    app.trigger("view.theme")
    assert app.window.palette().window().color().lightness() > 128


def test_keys_and_tour_can_be_read_and_left(app: App, project: str) -> None:
    app.start(project)
    app.trigger("help.keys")
    page = app.window.stack.currentWidget()
    assert isinstance(page, HelpPage)
    said = page.text.toPlainText()
    for each in ACTIONS:
        if each.keys and not each.id.startswith("type."):
            assert each.text in said
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert app.window.stack.currentWidget() is app.desk
    for name in HELP:
        app.trigger(f"help.{name}")
        assert len(page.text.toPlainText()) > 300
    app.trigger("help.about")
    assert str(settings.home()) in page.text.toPlainText().replace("\n", "")


def test_a_person_can_act_on_an_error_and_a_bug_is_logged(
    app: App, project: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.start(project)
    monkeypatch.setattr(log, "log_file", lambda: tmp_path / "log" / "rapporteur.log")
    told = Unavailable("disk-full", "The disk is full.", where="study")
    app.catch(type(told), told, None)
    assert "The disk is full." in app.window.banner.text.text()
    bug = ZeroDivisionError("not foreseen")
    app.catch(type(bug), bug, None)
    assert app.window.trouble.isVisible()
    assert "your work is saved" in app.window.trouble.text.text()
    QTest.mouseClick(app.window.trouble.act, Qt.MouseButton.LeftButton)
    assert "ZeroDivisionError: not foreseen" in QApplication.clipboard().text()
    assert "ZeroDivisionError" in (tmp_path / "log" / "rapporteur.log").read_text(encoding="utf-8")


def test_how_sure_suggestions_must_be_is_remembered_for_each_project(
    app: App, project: str, tmp_path: Path, qtbot: QtBot
) -> None:
    app.start(project)
    app.program.importing.files(texts(tmp_path, 1))
    app.trigger("room.coding")
    assert app.desk is not None
    canvas = app.desk.text.canvas
    app.window.activateWindow()
    qtbot.waitUntil(canvas.isVisible)
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    QTest.keyClick(canvas, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    strip = app.desk.cards.threshold
    assert strip is not None
    QTest.keyClick(strip.slider, Qt.Key.Key_Right)
    QTest.keyClick(strip.slider, Qt.Key.Key_Escape)
    assert settings.load().settings.thresholds == {project: 0.55}
    app.program.close()
    app.program.open(project)
    opened = app.program.project.value
    assert opened is not None
    assert opened.desk.threshold == 0.55
    opened.desk.slider.reset()
    assert settings.load().settings.thresholds == {}


def test_the_page_of_the_study_design_is_in_the_menu(app: App, project: str) -> None:
    app.start(project)
    app.window.actions_by_id["project.unaided"].trigger()
    page = app.window.stack.currentWidget()
    assert isinstance(page, SuggestionsPage)
    assert page.share.hasFocus() or not app.window.isActiveWindow()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert app.window.stack.currentWidget() is app.desk


def test_widths_of_the_columns_are_remembered(app: App, project: str) -> None:
    app.start(project)
    assert app.desk is not None
    app.window.resize(1400, 800)
    app.desk.columns.setSizes([300, 700, 400])
    QApplication.processEvents()
    sizes = app.desk.columns.sizes()
    app.trigger("project.close")
    app.program.open(project)
    QApplication.processEvents()
    assert app.desk is not None
    assert app.desk.columns.sizes() == sizes


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write everywhere; what a program asks about its rights is answered for the real user."""
    if os.name != "posix" or os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, -1, -1)
    try:
        yield
    finally:
        os.setresuid(0, -1, -1)


def test_a_project_that_may_only_be_read_says_so(app: App, project: str, tmp_path: Path) -> None:
    folder = tmp_path / "shelf"
    folder.mkdir()
    copy = Path(shutil.copy(project, folder / "study.rapporteur"))
    copy.chmod(0o444)
    folder.chmod(0o555)
    with as_nobody():
        app.start(str(copy))
    folder.chmod(0o755)
    assert app.window.status.saved.text() == "● Read only"


def test_nothing_that_is_said_makes_the_window_wider(app: App, project: str, tmp_path: Path) -> None:
    app.start(project)
    app.program.importing.files(texts(tmp_path, 1))
    app.trigger("room.coding")
    app.window.resize(1280, 800)
    QApplication.processEvents()
    desk = app.desk
    opened = app.program.project.value
    assert desk is not None
    assert opened is not None
    before = desk.text.canvas.width()
    opened.desk.set_metadata(title="A title " * 40, source="A source of a very long name " * 20)
    opened.desk.say("Something that takes many words to be said. " * 10)
    for number in range(12):
        opened.desk.answers.ask(
            f"Question {number} about a passage that is hard to understand at first sight?"
        )
    app.window.status.show_work("Reading article 3 of 120: names, statements, events · 12 min left", 0.3)
    QApplication.processEvents()
    assert app.window.width() == 1280
    assert desk.text.canvas.width() == before
    assert app.window.minimumSizeHint().width() <= 1000


def test_ctrl_enter_keeps_a_note_and_does_not_complete_the_article(
    app: App, project: str, tmp_path: Path, qtbot: QtBot
) -> None:
    app.start(project)
    app.program.importing.files(texts(tmp_path, 1))
    app.trigger("unit.note")
    assert app.desk is not None
    field = app.desk.drawer().text
    app.window.activateWindow()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "ask the desk")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    opened = app.program.project.value
    assert opened is not None
    view = opened.desk.head.value
    assert view is not None
    assert view.note == "ask the desk"
    assert view.status != "complete"
    assert "ask the desk" in app.desk.text.head.progress_words.text()


def test_an_empty_project_offers_what_fills_it(app: App, project: str, qtbot: QtBot) -> None:
    app.start(project)
    assert app.desk is not None
    app.window.activateWindow()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPushButton))
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Import articles…"
    assert not app.desk.cards.add.isVisible()
    assert "No article is open" in app.desk.cards.empty.text()
    assert app.desk.work.empty.isVisible()


def test_what_was_told_before_goes_when_a_project_opens(app: App, project: str) -> None:
    app.start()
    app.program.importing.files(("somewhere.txt",))
    assert app.window.banner.isVisible()
    app.program.open(project)
    assert not app.window.banner.isVisible()
