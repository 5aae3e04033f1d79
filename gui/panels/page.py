"""A page that lies over the room for a while: a heading, the way back, and a readable column."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.qt.widgets import button, column, label, row


class Page(QFrame):
    """``left`` asks to go back; Escape does too."""

    left = Signal()

    def __init__(self, title: str, width: int = 720, *, scrolls: bool = True) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        outer = column(self, 0, 0)
        body = QWidget()
        body.setMaximumWidth(width)
        self.lines: QVBoxLayout = column(body, 24, 12)
        head = row(8)
        self.title = label(title, "title")
        head.addWidget(self.title, 1)
        self.back = button("Back Esc", self.left.emit, "quiet")
        head.addWidget(self.back)
        self.lines.addLayout(head)
        holder = QWidget()
        centre = row(0)
        holder.setLayout(centre)
        centre.addStretch(1)
        centre.addWidget(body, 100)
        centre.addStretch(1)
        if scrolls:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setWidget(holder)
            outer.addWidget(area)
        else:
            outer.addWidget(holder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
