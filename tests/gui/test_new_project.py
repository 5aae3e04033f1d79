"""The new-project assistant in the window: one page, told at the field, made, opened, imported."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.app.checking import verify
from core.app.codebooks import write_codebook
from core.app.projects import open_workspace
from core.domain.article import Role
from core.domain.coding import Layer
from core.importing.codebook_file import load_codebook
from gui.app import App
from gui.panels.new_page import NewPage
from gui.panels.report_page import ReportPage
from gui.qt.jobs import WorkerJobs
from gui.viewmodels.new_project import PATTERN
from gui.viewmodels.program import OpenProject
from tests.gui.whole import Answers, Nothing, texts

PASSWORD = "correct horse"  # noqa: S105


def the_page(app: App) -> NewPage:
    page = app.window.stack.currentWidget()
    assert isinstance(page, NewPage)
    return page


def the_project(app: App) -> OpenProject:
    opened = app.program.project.value
    assert opened is not None
    return opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "The-Daily_2024-04-28_Talks.txt").write_text("They met in Baku.", "utf-8")
    (made / "The-Daily_2024-04-29_After.txt").write_text("They parted in Baku.", "utf-8")
    return made


@pytest.fixture
def page(app: App) -> NewPage:
    app.start()
    app.rooms.welcome().new.click()
    return the_page(app)


def test_a_study_begins_by_keyboard_alone(app: App, page: NewPage, tmp_path: Path, answers: Answers) -> None:
    answers.files = texts(tmp_path, 3)
    app.window.activateWindow()
    page.begin()
    QTest.keyClicks(page.name, "Border: talks")
    assert Path(page.where.text()).name == "Border talks.rapporteur"
    page.where.selectAll()
    QTest.keyClicks(page.where, str(tmp_path / "talks"))
    QTest.keyClicks(page.coder, "Ada")
    page.others.setFocus()
    QTest.keyClick(page.others, Qt.Key.Key_Space)
    QTest.keyClicks(page.password, PASSWORD)
    page.articles.choose.setFocus()
    QTest.keyClick(page.articles.choose, Qt.Key.Key_Return)
    assert page.chosen.text() == "3 files"
    QTest.keyClick(page.password, Qt.Key.Key_Return)
    opened = the_project(app)
    assert opened.where == str(tmp_path / "talks.rapporteur")
    assert (opened.name, opened.workspace.state.coder.name) == ("Border: talks", "Ada")
    assert opened.workspace.state.coder.role is Role.SUPERVISOR
    assert len(opened.workspace.queries.heads()) == 3
    assert isinstance(app.window.stack.currentWidget(), ReportPage)
    assert answers.told == []  # the password was given: nobody is asked again
    assert app.rooms._new is None
    app.program.close()
    assert verify(opened.where) == []


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_made(
    app: App, page: NewPage, tmp_path: Path
) -> None:
    assert page.study.text_of("name") == ""
    page.make.click()
    assert "Give the project a name" in page.study.text_of("name")
    assert "Say where" in page.study.text_of("where")
    assert "Say who you are" in page.person.text_of("coder")
    QTest.keyClicks(page.name, "Talks")
    assert page.study.text_of("name") == ""
    page.where.setText("")
    QTest.keyClicks(page.where, str(tmp_path / "none" / "talks"))
    assert "There is no folder" in page.study.text_of("where")
    QTest.keyClicks(page.password, "short")
    assert "at least 8" in page.person.text_of("password")
    assert page.password.accessibleDescription() == page.person.text_of("password").removeprefix("⚠ ")
    page.make.click()
    assert app.program.project.value is None
    assert not list(tmp_path.glob("**/*.rapporteur"))


def test_the_place_is_chosen_or_follows_the_name(page: NewPage, tmp_path: Path) -> None:
    QTest.keyClicks(page.name, "A")
    first = page.where.text()
    QTest.keyClicks(page.name, "B")
    assert page.where.text() == first.replace("A.", "AB.")
    page.room.choose_place()
    QTest.keyClicks(page.name, "C")
    assert page.where.text() == str(tmp_path / "new.rapporteur")


def test_ready_schemes_show_licence_and_citation_before_they_are_taken(
    app: App, page: NewPage, tmp_path: Path
) -> None:
    assert "Gone Fishing" in page.facts.toPlainText()
    events = page.schemes[Layer.EVENT]
    events.setCurrentIndex(events.findData("cameo"))
    events.activated.emit(events.currentIndex())
    told = page.facts.toPlainText()
    assert "Copyright (c) 2014 Philip Schrodt" in told
    assert "Cite: Schrodt" in told
    assert "PLOVER" not in told
    page.room.set(name="Talks", where=str(tmp_path / "talks"), coder="Ada")
    page.make.click()
    book = the_project(app).workspace.state.codebook
    assert book.layer(Layer.EVENT).scheme == "cameo"
    assert book.version == 1


def test_a_codebook_file_takes_the_place_of_the_schemes_and_a_bad_one_stops_it(
    app: App, page: NewPage, tmp_path: Path, answers: Answers
) -> None:
    from dataclasses import replace

    bad, good = tmp_path / "bad.json", tmp_path / "good.xlsx"
    bad.write_text("{}", "utf-8")
    write_codebook(replace(load_codebook(), name="Mine"), good)
    page.room.set(name="Talks", where=str(tmp_path / "talks"), coder="Ada")
    answers.open = str(bad)
    page.room.choose_codebook()
    assert page.codes.text_of("codebook").startswith("⚠")
    page.make.click()
    assert app.program.project.value is None
    page.no_file.click()
    assert page.codes.text_of("codebook") == ""
    assert page.schemes[Layer.TOPIC].isEnabled()
    answers.open = str(good)
    page.room.choose_codebook()
    assert page.file.text().startswith("Mine:")
    assert not page.schemes[Layer.TOPIC].isEnabled()
    page.make.click()
    assert the_project(app).workspace.state.codebook.name == "Mine"


def test_names_of_files_are_read_while_the_pattern_is_typed_and_a_bad_one_stops_it(
    app: App, page: NewPage, tmp_path: Path, folder: Path
) -> None:
    drop(app, folder)
    page.room.set(name="Talks", where=str(tmp_path / "talks"), coder="Ada")
    QTest.keyClicks(page.articles.pattern, "{source}_{date:%Y-%m-%d")
    assert page.articles.names.text().startswith("⚠")
    assert page.room.make() == PATTERN
    assert "pattern" in page.said.text()
    QTest.keyClicks(page.articles.pattern, "}_{title}")
    assert "source: The Daily · date: 2024-04-28 · title: Talks" in page.articles.names.text()
    page.make.click()
    heads = the_project(app).workspace.queries.heads()
    assert [(head.title, head.source) for head in heads] == [("Talks", "The Daily"), ("After", "The Daily")]


def drop(app: App, path: Path) -> None:
    """Drop a file on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPoint(300, 300), Qt.DropAction.CopyAction, data, left, none)
    app.window.dropEvent(event)


def test_files_dropped_without_a_project_begin_one(app: App, folder: Path) -> None:
    app.start()
    drop(app, folder)
    assert the_page(app).articles.files.rowCount() == 2


def test_what_was_typed_is_there_after_a_look_elsewhere_and_gone_once_it_is_made(
    app: App, project: str, tmp_path: Path
) -> None:
    app.start(project)
    app.window.actions_by_id["project.new"].trigger()
    page = the_page(app)
    QTest.keyClicks(page.name, "Talks")
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert app.window.stack.currentWidget() is app.desk
    app.window.actions_by_id["project.new"].trigger()
    assert the_page(app).name.text() == "Talks"
    page.room.set(where=str(tmp_path / "talks"), coder="Ada")
    page.make.click()
    assert the_project(app).name == "Talks"
    open_workspace(project).close()  # the one before was let go
    app.window.actions_by_id["project.new"].trigger()
    assert the_page(app) is not page
    assert the_page(app).name.text() == ""


def test_a_real_worker_makes_it_and_imports(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path / "home"))
    app = App(qapp, asks=answers, analyser=Nothing())
    qtbot.addWidget(app.window)
    app.start()
    qtbot.waitUntil(lambda: not isinstance(app.jobs, WorkerJobs) or app.window._was_painted)
    app.trigger("project.new")
    page = the_page(app)
    page.room.articles.add(texts(tmp_path, 25))
    page.room.set(name="Talks", where=str(tmp_path / "talks"), coder="Ada", password=PASSWORD)
    page.make.click()
    assert not page.make.isEnabled()
    assert "Making" in page.said.text()
    qtbot.waitUntil(lambda: isinstance(app.window.stack.currentWidget(), ReportPage), timeout=60_000)
    assert len(the_project(app).workspace.queries.heads()) == 25
    app.close()
