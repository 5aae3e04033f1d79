"""Lists of rows: what changed is painted anew, nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from gui.qt.models import WORK_HEIGHT, RowsView, WorkDelegate, WorkModel
from gui.viewmodels.views import WorkRow


class Watched(WorkDelegate):
    """Remembers which rows were painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[int] = []

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        self.painted.append(index.row())
        super().paint(painter, option, index)


def a_row(number: int, progress: str = "new") -> WorkRow:
    return WorkRow(f"a{number}", f"Report {number}", "AzerNews", "2024-04-28", "new", progress, 0, False)


@pytest.fixture
def shown(qtbot: QtBot) -> tuple[RowsView, WorkModel, Watched]:
    view, model, delegate = RowsView(), WorkModel(), Watched()
    qtbot.addWidget(view)
    model.setParent(view)
    delegate.setParent(view)
    view.setUniformItemSizes(True)
    view.setModel(model)
    view.setItemDelegate(delegate)
    model.set_rows(tuple(a_row(n) for n in range(500)))
    view.resize(240, 400)
    view.show()
    qtbot.waitExposed(view)
    for _ in range(5):  # the first frames paint all
        QApplication.processEvents()
    delegate.painted.clear()
    return view, model, delegate


def test_one_changed_row_is_painted_it_alone(shown: tuple[RowsView, WorkModel, Watched]) -> None:
    view, model, delegate = shown
    rows = model.rows
    model.set_rows((*rows[:2], a_row(2, "1 / 7"), *rows[3:]))
    QApplication.processEvents()
    assert delegate.painted == [2]
    assert view.visualRect(model.index(3)) == QRect(
        0, 3 * WORK_HEIGHT, view.viewport().width(), WORK_HEIGHT
    ), "rows stand where they stood"


def test_a_changed_row_out_of_view_is_painted_when_it_is_seen(
    shown: tuple[RowsView, WorkModel, Watched],
) -> None:
    view, model, delegate = shown
    rows = model.rows
    model.set_rows((*rows[:-1], a_row(499, "1 / 7")))
    QApplication.processEvents()
    assert delegate.painted == []
    view.scrollToBottom()
    QApplication.processEvents()
    assert 499 in delegate.painted
    assert model.index(499).data().endswith("1 / 7")
