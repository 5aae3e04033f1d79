"""Find in article: a line over the text, gone again with Escape."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from gui.qt.bonds import Bonds
from gui.qt.widgets import button, label, row
from gui.viewmodels.find import Find
from gui.viewmodels.views import FoundView


class FindBar(QFrame):
    """``closed`` gives the focus back to the text."""

    closed = Signal()

    def __init__(self, find: Find) -> None:
        super().__init__()
        self._find = find
        self.setProperty("kind", "pane")
        layout = row(8)
        layout.setContentsMargins(0, 4, 0, 4)
        self.setLayout(layout)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find in this article…")
        self.field.setAccessibleName("Find in this article")
        self.field.textChanged.connect(find.search)
        self.count = label("", "small")
        self.count.setMinimumWidth(64)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.count)
        layout.addWidget(button("Previous", find.previous, "quiet", "Ctrl+Shift+G"))
        layout.addWidget(button("Next", find.next, "quiet", "Ctrl+G or Enter"))
        layout.addWidget(button("Close", self.close_bar, "quiet", "Escape"))
        self.hide()
        self._bonds = Bonds()
        self._bonds.watch(find.view, self._show)

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()

    def open_bar(self) -> None:
        """Show the bar and search for what stands in it."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self.field.text():
            self._find.search(self.field.text())

    def show_hits(self) -> None:
        """Show the bar for what is found already; the focus stays where it is."""
        self.field.blockSignals(True)
        self.field.setText(self._find.view.value.query)
        self.field.blockSignals(False)
        self.show()

    def close_bar(self) -> None:
        """Hide the bar; nothing found stays lit."""
        self.hide()
        self._find.close()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back, Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self._find.previous if back else self._find.next)()
        else:
            super().keyPressEvent(event)

    def _show(self, view: FoundView) -> None:
        if not view.query:
            self.count.setText("")
        elif not view.spans:
            self.count.setText("not found")
        else:
            self.count.setText(f"{view.current + 1} of {len(view.spans)}")
