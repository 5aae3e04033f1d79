"""What became of imported files: new, duplicates, unreadable, and remarks such as a guessed encoding."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPlainTextEdit

from core.app.importing import ImportReport
from gui.panels.page import Page
from gui.qt.widgets import button, label, row


class ReportPage(Page):
    """Shows one `ImportReport`, every file of it, as text that can be selected, copied and saved."""

    def __init__(self) -> None:
        super().__init__("Imported", 760, scrolls=False)
        self._report: ImportReport | None = None
        self._save: Callable[[ImportReport], None] | None = None
        head = row(8)
        self.summary = label("", "heading", wrap=True)
        head.addWidget(self.summary, 1)
        self.save = button("Save as text…", self._saved)
        head.addWidget(self.save)
        self.lines.addLayout(head)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("What became of each file")
        self.lines.addWidget(self.text, 1)

    def show_report(self, report: ImportReport, save: Callable[[ImportReport], None]) -> None:
        """Say what happened to each file, what needs a hand first; ``save`` writes it where one likes."""
        self._report, self._save = report, save
        self.summary.setText(report.summary)
        self.text.setPlainText("\n\n".join("\n".join((title, *lines)) for title, lines in report.sections))

    def _saved(self) -> None:
        if self._report is not None and self._save is not None:
            self._save(self._report)
