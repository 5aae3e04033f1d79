"""The line over a work list that shows only what a search found."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from gui.qt.bonds import Bonds
from gui.qt.widgets import button, label, row
from gui.viewmodels.work_list import WorkList


class FoundBar(QFrame):
    """Says over the work list that it shows what a search found only, and takes that back."""

    def __init__(self, work: WorkList) -> None:
        super().__init__()
        self.setProperty("kind", "left")
        layout = row(6)
        layout.setContentsMargins(12, 10, 12, 0)
        self.setLayout(layout)
        self.said = label("", "small", wrap=True)
        layout.addWidget(self.said, 1)
        self.all = button("Show all", lambda: work.search(""), "quiet", "All my articles again")
        layout.addWidget(self.all)
        self._bonds = Bonds()
        self._bonds.watch(work.found, self._show)

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()

    def _show(self, query: str) -> None:
        self.said.setText(f"Only what was found for: {query}")
        self.setVisible(bool(query))
