"""The import assistant in the window: looked at first, columns and pattern, report saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget

from gui.app import App
from gui.panels.import_page import ImportPage
from gui.panels.report_page import ReportPage
from tests.gui.whole import Answers, texts


def the_page(app: App) -> ImportPage:
    page = app.window.stack.currentWidget()
    assert isinstance(page, ImportPage)
    return page


def cell(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    return item.text() if item is not None else ""


def imported(app: App) -> list[tuple[str, str]]:
    opened = app.program.project.value
    assert opened is not None
    return [(head.title, head.source) for head in opened.workspace.queries.heads()]


def test_a_table_is_shown_first_and_its_columns_can_be_said(
    app: App, project: str, tmp_path: Path, answers: Answers
) -> None:
    app.start(project)
    table = tmp_path / "t.csv"
    table.write_text("x,y\nThe first text.,First\nThe second text.,Second\n,Third\n", "utf-8")
    answers.files = (str(table),)
    app.trigger("project.import")
    page = the_page(app)
    assert imported(app) == []
    assert "which column holds the text" in cell(page.choice.files, 0, 2)
    assert cell(page.choice.rows, 1, 1) == "Second"
    for field, column in (("text", "x"), ("title", "y")):
        page.choice.fields[field].setCurrentText(column)
        page.choice.fields[field].activated.emit(0)
    assert cell(page.choice.files, 0, 2) == "ready"
    page.start.setFocus()
    QTest.keyClick(page.start, Qt.Key.Key_Return)
    assert imported(app) == [("First", ""), ("Second", "")]
    report = app.window.stack.currentWidget()
    assert isinstance(report, ReportPage)
    assert "t.csv, row 4" in report.text.toPlainText()
    QTest.mouseClick(report.save, Qt.MouseButton.LeftButton)
    assert "row 4" in (tmp_path / "import report.txt").read_text("utf-8")


def test_a_pattern_is_read_while_it_is_typed(app: App, project: str, tmp_path: Path) -> None:
    app.start(project)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "The-Daily_2024-04-28_Talks.txt").write_text("They met in Baku.", "utf-8")
    app.trigger("project.import_look")
    page = the_page(app)
    assert not page.start.isEnabled()
    app.program.importing.take((str(folder),))
    QTest.keyClicks(page.choice.pattern, "{source}_{date:%Y-%m-%d")
    assert page.choice.names.text().startswith("⚠")
    assert not page.start.isEnabled()
    QTest.keyClicks(page.choice.pattern, "}_{title}")
    assert "source: The Daily · date: 2024-04-28 · title: Talks" in page.choice.names.text()
    page.start.click()
    assert imported(app) == [("Talks", "The Daily")]


def test_the_assistant_forgets_what_was_cleared_and_leaves_with_the_project(
    app: App, project: str, tmp_path: Path
) -> None:
    app.start(project)
    app.trigger("project.import_look")
    page = the_page(app)
    page.room.add(texts(tmp_path, 2))
    assert page.choice.files.rowCount() == 2
    page.room.clear()
    assert page.choice.files.rowCount() == 0
    app.program.close()
    assert not isinstance(app.window.stack.currentWidget(), ImportPage)


def test_how_far_the_storing_is_is_told(app: App, project: str, tmp_path: Path) -> None:
    app.start(project)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"Article {number} tells of talks.", "utf-8")
    told: list[str] = []
    app.program.running.view.subscribe(lambda work: told.append(work.text))
    app.program.importing.files((str(folder),))
    stored = [text for text in told if text.startswith("Storing articles, ")]
    assert stored[0] == "Storing articles, 25 of 60"
    assert stored[-1] == "Storing articles, 60 of 60"
