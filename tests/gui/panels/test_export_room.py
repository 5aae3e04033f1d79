"""The export room: three formats, chosen by keyboard or by the name's ending."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.app.commands.decide import Accept
from gui.panels.export_room import ExportPage
from gui.qt.asks import QtAsks
from gui.qt.jobs import ImmediateJobs
from gui.viewmodels.export_room import ExportRoom
from gui.viewmodels.program import OpenProject
from tests.core.app.commands.kit import standard_workspace
from tests.gui.viewmodels.kit import NAME, a_desk, closed


@pytest.fixture
def page(tmp_path: Path, qtbot: QtBot) -> Iterator[ExportPage]:
    """The room of a project with one accepted name."""
    workspace = standard_workspace(tmp_path)
    workspace.execute(Accept("article-1", NAME))
    with closed(a_desk(workspace)) as desk:
        opened = OpenProject(workspace.where, "Tests", desk, workspace)
        parent = QWidget()
        qtbot.addWidget(parent)
        page = ExportPage(ExportRoom(opened, ImmediateJobs(), QtAsks(parent)))
        qtbot.addWidget(page)
        page.resize(900, 700)
        page.show()
        page.begin()
        yield page
        page.end()


def write(page: ExportPage) -> None:
    QTest.mouseClick(page.write, Qt.MouseButton.LeftButton)


def said(holder: QWidget) -> str:
    return " ".join(found.text() for found in holder.findChildren(QLabel))


def test_a_workbook_is_what_is_written_first(page: ExportPage, tmp_path: Path) -> None:
    assert page.format.currentText() == "Excel workbook"
    assert page.suggestions.isVisible()
    write(page)
    assert (tmp_path / "p.xlsx").exists()
    assert page.rows_of("Mentions")


def test_another_format_is_chosen_by_key(page: ExportPage, tmp_path: Path) -> None:
    QTest.keyClick(page.format, Qt.Key.Key_Down)
    assert page.target.text() == str(tmp_path / "p.jsonl")
    assert not page.suggestions.isVisible()
    assert "offsets" in page.about.text()
    write(page)
    (line,) = (tmp_path / "p.jsonl").read_text(encoding="utf-8").splitlines()
    assert [unit["text"] for unit in json.loads(line)["entities"]] == [["Ilham Aliyev"]]
    assert "entities 1" in said(page.result)
    assert "Open in Excel" not in said(page.result)


def test_the_ending_typed_says_the_format(page: ExportPage, tmp_path: Path) -> None:
    page.target.setText(str(tmp_path / "other.spacy"))
    write(page)
    assert page.format.currentText() == "spaCy DocBin"
    assert (tmp_path / "other.spacy").stat().st_size > 0


def test_an_ending_nobody_knows_is_told_and_nothing_is_written(page: ExportPage, tmp_path: Path) -> None:
    page.target.setText(str(tmp_path / "other.doc"))
    write(page)
    assert "ending" in page.problem.text()
    assert not (tmp_path / "other.doc").exists()
    QTest.keyClick(page.format, Qt.Key.Key_Down)
    assert page.target.text().startswith(str(tmp_path / "other.doc."))
