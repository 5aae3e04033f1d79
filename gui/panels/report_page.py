"""What became of imported files: new, duplicates, unreadable, and remarks such as a guessed encoding."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.importing import ImportReport, Told
from gui.panels.page import Page
from gui.qt.widgets import column, emptied, label


class ReportPage(Page):
    """Shows one `ImportReport`."""

    def __init__(self) -> None:
        super().__init__("Imported", 760)
        self.summary = label("", "heading", wrap=True)
        self.lines.addWidget(self.summary)
        holder = QWidget()
        self._items = column(holder, 0, 6)
        self.lines.addWidget(holder)
        self.lines.addStretch(1)

    def show_report(self, report: ImportReport) -> None:
        """Say what happened to each file that deserves a word."""
        self.summary.setText(report.summary)
        emptied(self._items)
        self._group("Could not be read", report.failures)
        self._group("Skipped: already there", report.duplicates)
        self._group("Good to know", report.remarks)
        if report.articles:
            self._items.addWidget(label("New", "strong"))
            for article in report.articles[:200]:
                self._items.addWidget(label(f"{article.title or article.file_name} · {article.words} words",
                                            "quiet", wrap=True))  # fmt: skip

    def _group(self, title: str, told: tuple[Told, ...]) -> None:
        if told:
            self._items.addWidget(label(title, "strong"))
            for each in told[:200]:
                self._items.addWidget(label(f"{each.file}: {each.text}", "quiet", wrap=True))
