"""The whole program in one process: what comes in as files and what goes out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import App
from gui.panels.export_room import ExportPage
from gui.panels.report_page import ReportPage
from gui.qt.jobs import WorkerJobs
from tests.gui.whole import Answers, Nothing, texts


def test_dropped_files_become_articles_and_are_analysed(app: App, project: str, tmp_path: Path) -> None:
    app.start(project)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in texts(tmp_path, 3)])
    drop = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    app.window.dropEvent(drop)
    opened = app.program.project.value
    assert opened is not None
    assert opened.workspace.queries.count() == 3
    page = app.window.stack.currentWidget()
    assert isinstance(page, ReportPage)
    assert page.summary.text().startswith("3 articles imported")
    assert all(head.analysed for head in opened.workspace.queries.heads())


def test_a_large_import_lets_the_window_have_its_turns(
    qapp: QApplication,
    qtbot: QtBot,
    project: str,
    tmp_path: Path,
    answers: Answers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path / "home"))
    jobs = WorkerJobs()
    app = App(qapp, asks=answers, jobs=jobs, analyser=Nothing())
    qtbot.addWidget(app.window)
    app.start(project)
    qtbot.waitUntil(lambda: not jobs.busy)
    opened = app.program.project.value
    assert opened is not None
    counts: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: counts.append(opened.workspace.queries.count()))
    timer.start(0)
    app.program.importing.files(texts(tmp_path, 120))
    qtbot.waitUntil(lambda: opened.workspace.queries.count() == 120, timeout=20_000)
    timer.stop()
    assert len({count for count in counts if 0 < count < 120}) >= 2  # acts grow with what the machine can do
    app.program.cancel()
    app.close()


def test_the_same_file_twice_is_told(app: App, project: str, tmp_path: Path, answers: Answers) -> None:
    app.start(project)
    answers.files = texts(tmp_path, 1)
    app.trigger("project.import")
    app.trigger("project.import")
    page = app.window.stack.currentWidget()
    assert isinstance(page, ReportPage)
    assert "1 duplicate skipped" in page.summary.text()


def test_files_dropped_without_a_project_are_not_lost_silently(app: App, tmp_path: Path) -> None:
    app.start()
    app.program.importing.files(texts(tmp_path, 1))
    assert "Open a project first" in app.window.banner.text.text()


def test_the_workbook_is_written_from_the_export_room(app: App, project: str, tmp_path: Path) -> None:
    app.start(project)
    app.program.importing.files(texts(tmp_path, 2))
    app.trigger("room.export")
    page = app.window.stack.currentWidget()
    assert isinstance(page, ExportPage)
    QTest.mouseClick(page.write, Qt.MouseButton.LeftButton)
    assert page.result.isVisible()
    assert (tmp_path / "study.xlsx").exists()
    assert "2" in page.rows_of("Articles")


def test_a_workbook_that_cannot_be_written_is_told_in_the_room(app: App, project: str) -> None:
    app.start(project)
    app.trigger("room.export")
    page = app.window.stack.currentWidget()
    assert isinstance(page, ExportPage)
    page.target.setText("/nowhere/at/all/out.xlsx")
    QTest.mouseClick(page.write, Qt.MouseButton.LeftButton)
    assert page.problem.isVisible()
    assert page.problem.text()
