"""One text through every room: file, import, window, database, workbook; not a character may move."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.app.checking import verify
from core.app.commands.code import AddCoding
from core.app.exporting import export_workbook
from core.app.importing import import_files
from core.app.projects import create_project, open_workspace
from core.app.workspace import Workspace
from core.domain.article import Article
from core.domain.coding import Layer
from core.domain.errors import Refused
from core.domain.text import Span
from core.export.neutral import storable
from core.text.canonical import canonical
from gui.qt.canvas import ArticleCanvas
from gui.viewmodels.views import Selection
from tests.build import raw_texts

HARD = "\ufeffdate\r\n👩\u200d🚀 e\u0301\xa0שלום =1+2\x00\u2028Armeniaand \U0001d49c.\r"


def select(canvas: ArticleCanvas, text: str, at: int) -> Span | None:
    """Select by keyboard as a person does: go to a place, hold Shift, go on; what the canvas then says."""
    told: list[Selection] = []
    canvas.selection_made.connect(told.append)
    canvas.show_article(text)
    canvas.set_caret_mode(on=True)
    for _ in range(at):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    for _ in range(3):
        QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    canvas.selection_made.disconnect(told.append)
    return told[-1].spans[0] if told and told[-1].spans else None


def imported(workspace: Workspace, where: Path, raw: str) -> Article | None:
    """The article made of a file that holds ``raw``, if there is anything to read in it."""
    path = where.parent / "in.txt"
    path.write_bytes(raw.encode("utf-8", "replace"))
    report = import_files(workspace, where, [path])
    return report.articles[0] if report.articles else None


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=raw_texts(), at=st.integers(0, 12))
@example(raw="\x0b", at=0)
@example(raw=HARD, at=1)
@example(raw=HARD, at=9)
def test_what_is_selected_in_the_window_stands_in_database_and_workbook(
    qtbot: QtBot, raw: str, at: int
) -> None:
    canvas = ArticleCanvas()
    qtbot.addWidget(canvas)
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "p.rapporteur"
        create_project(where, "Chain", "Ada")
        workspace = open_workspace(where)
        article = imported(workspace, where, raw)
        span = select(canvas, article.text, at) if article else None
        assert span is not None or raw != HARD
        if article is None or span is None:
            workspace.close()
            return
        assert article.text == canonical(article.text)
        add = AddCoding(article.id, Layer.MENTION, "ORG", (span,))
        if not span.of(article.text).strip():
            with pytest.raises(Refused, match="no words at this place"):
                workspace.execute(add)
            workspace.close()
            return
        workspace.execute(add)
        workspace.close()

        again = open_workspace(where)
        (coding,) = again.state.codings(article.id)
        assert coding.spans == (span,)
        assert coding.quotes[0].exact == again.state.article(article.id).text[span.start : span.end]
        again.close()
        assert verify(where) == []
        _check_workbook(where, again.state.coder.id, article.text, span)


def _check_workbook(where: Path, coder_id: str, text: str, span: Span) -> None:
    from openpyxl import load_workbook

    target = where.parent / "out.xlsx"
    export_workbook(where, coder_id, target)
    lines = list(load_workbook(target)["Mentions"].iter_rows(values_only=True))
    row = dict(zip(lines[0], lines[1], strict=True))
    assert (row["start"], row["end"]) == (span.start, span.end)
    assert row["words"] == storable(span.of(text))[0]
