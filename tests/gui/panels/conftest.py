"""A whole desk in a window, over a real project, for tests that press keys and buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.panels.desk import DeskPanel
from gui.viewmodels.desk import DeskViewModel
from tests.build import span_of
from tests.core.app.commands.kit import standard_workspace
from tests.gui.viewmodels.kit import a_desk, closed


@dataclass
class Stage:
    """The desk, its panel, and hands to use them with."""

    desk: DeskViewModel
    panel: DeskPanel
    qtbot: QtBot
    asked: list[str]

    def press(self, *keys: Qt.Key, on: QWidget | None = None, mod: Qt.KeyboardModifier | None = None) -> None:
        """Press keys on a widget, else on the text."""
        widget = on or self.panel.text.canvas
        for key in keys:
            QTest.keyClick(widget, key, mod or Qt.KeyboardModifier.NoModifier)

    def type(self, text: str, on: QWidget) -> None:
        """Type into a field."""
        QTest.keyClicks(on, text)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Press the left button."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())

    def click_words(self, words: str, nth: int = 0) -> None:
        """Press words in the text."""
        rect = self.panel.text.canvas.rect_of(span_of(words, self.desk.session.text, nth))
        self.click(self.panel.text.canvas.viewport(), rect.center())

    def drag(self, first: str, last: str) -> None:
        """Draw a selection from the start of some words to the end of others."""
        canvas, text = self.panel.text.canvas, self.desk.session.text
        start = canvas.rect_of(span_of(first, text))
        end = canvas.rect_of(span_of(last, text))
        view, left = canvas.viewport(), Qt.MouseButton.LeftButton
        a, b = QPoint(start.left() + 1, start.center().y()), QPoint(end.right(), end.center().y())
        QTest.mousePress(view, left, pos=a)
        QTest.mouseMove(view, (a + b) / 2)
        QTest.mouseMove(view, b)
        QTest.mouseRelease(view, left, pos=b)

    @property
    def focused(self) -> QWidget | None:
        """Who has the focus."""
        return QApplication.focusWidget()


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[Stage]:
    """The standard article open on a desk of 1280 × 760, its actions as the window would trigger them."""
    with closed(a_desk(standard_workspace(tmp_path))) as desk:
        desk.open("article-1")
        asked: list[str] = []
        panels: list[DeskPanel] = []

        def trigger(action: str) -> None:
            asked.append(action)
            panels[0].act(action)

        panel = DeskPanel(desk, trigger)
        panels.append(panel)
        qtbot.addWidget(panel)
        panel.resize(1280, 760)
        panel.show()
        panel.activateWindow()
        panel.begin()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is panel.text.canvas)
        yield Stage(desk, panel, qtbot, asked)
        panel.end()
