"""What became of imported files: new, duplicates, unreadable, and remarks such as a guessed encoding."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QPlainTextEdit

from core.app.importing import ImportReport, Told
from gui.panels.page import Page
from gui.qt.models import grouped
from gui.qt.widgets import label


class ReportPage(Page):
    """Shows one `ImportReport`, every file of it, as text that can be selected and copied."""

    def __init__(self) -> None:
        super().__init__("Imported", 760, scrolls=False)
        self.summary = label("", "heading", wrap=True)
        self.lines.addWidget(self.summary)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("What became of each file")
        self.lines.addWidget(self.text, 1)

    def show_report(self, report: ImportReport) -> None:
        """Say what happened to each file, what needs a hand first."""
        self.summary.setText(report.summary)
        groups = (
            ("Could not be read", _told(report.failures)),
            ("Skipped: already there", _told(report.duplicates)),
            ("Good to know", _told(report.remarks)),
            (
                "New",
                (f"{_apart(a.title or a.file_name)} · {grouped(a.words)} words" for a in report.articles),
            ),
        )
        shown = ((title, "\n".join(lines)) for title, lines in groups)
        self.text.setPlainText("\n\n".join(f"{title}\n{lines}" for title, lines in shown if lines))


def _told(told: Iterable[Told]) -> Iterable[str]:
    return (f"{_apart(each.file)}: {each.text}" for each in told)


def _apart(text: str) -> str:
    """Foreign words isolated, so that a title from right to left does not turn the line around."""
    return f"\u2068{text}\u2069"
