"""The export room: choices, what will be written, progress, and the way to the file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QProgressBar, QWidget

from gui.panels.page import Page
from gui.qt.bonds import Bonds
from gui.qt.widgets import button, column, emptied, frame, label, row
from gui.viewmodels.export_room import ExportRoom, ExportView

FORMATS = (
    (".xlsx", "Excel workbook", "For reading, agreement checks and statistics: all sheets listed below."),
    (
        ".jsonl",
        "JSON Lines",
        """For programs: a line for each article and coder, with the text and every unit; offsets count \
characters of the text from 0.""",
    ),
    (
        ".spacy",
        "spaCy DocBin",
        """For training a spaCy pipeline: names as entities, statements and events with their slots as span \
groups. A word is cut where a mark begins or ends inside it, so that every offset stays exact.""",
    ),
)
NO_FORMAT = "The ending of the name says what is written: .xlsx, .jsonl or .spacy."
SHEETS = (
    ("README", "what the workbook holds, and from which program"),
    ("Codings_long", "a row per unit and coder, a column per variable"),
    ("Mentions", "names with actor and provenance"),
    ("Statements", "speaker, cue, content, addressee, form"),
    ("Topics", "of the article and of passages"),
    ("Events", "type, mode, source, target, place, date"),
    ("Articles", "every article with title, source, date, status"),
    ("Uncoded", "what is not coded, and why"),
    ("Codebook", "every code with its definition"),
    ("Coders", "who coded how much"),
)


class ExportPage(Page):
    """Binds one `ExportRoom`."""

    def __init__(self, room: ExportRoom) -> None:
        super().__init__("Export", 760)
        self._room = room
        self.back.setText("Back to coding")
        self.facts = label("", "quiet", wrap=True)
        self.lines.addWidget(self.facts)
        self._format_line()
        self.pseudonyms = QCheckBox("Coders as pseudonyms (coder 1, coder 2 …) instead of names")
        self.suggestions = QCheckBox("Also list suggestions that nobody has checked yet")
        for box in (self.pseudonyms, self.suggestions):
            box.toggled.connect(lambda _on: self._choose())
            self.lines.addWidget(box)
        self._file_line()
        self._verbs()
        self.result = frame("card")
        self._result = column(self.result, 16, 6)
        self.lines.addWidget(self.result)
        self._sheets_title = label("The sheets", "heading")
        self.lines.addWidget(self._sheets_title)
        self._grid()
        self.lines.addStretch(1)
        self._bonds = Bonds()
        self._bonds.watch(room.view, self._show)

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()

    def begin(self) -> None:
        """The room is entered."""
        self._room.look()
        self.write.setFocus()

    def rows_of(self, sheet: str) -> str:
        """How many rows the workbook written last has in a sheet, in words."""
        return self._counts[sheet].text()

    def _format_line(self) -> None:
        line = row(8)
        self.format = QComboBox()
        self.format.setAccessibleName("Format")
        for ending, name, _ in FORMATS:
            self.format.addItem(name, ending)
        self.format.activated.connect(lambda _at: self._room.set_format(self.format.currentData()))
        self.about = label("", "quiet", wrap=True)
        line.addWidget(label("Format", "quiet"))
        line.addWidget(self.format)
        line.addStretch(1)
        self.lines.addLayout(line)
        self.lines.addWidget(self.about)

    def _file_line(self) -> None:
        line = row(8)
        self.target = QLineEdit()
        self.target.setAccessibleName("File to write")
        self.target.editingFinished.connect(lambda: self._room.set_target(self.target.text()))
        line.addWidget(self.target, 1)
        line.addWidget(button("Choose…", self._room.choose_target))
        self.lines.addLayout(line)

    def _verbs(self) -> None:
        line = row(8)
        self.write = button("Write file", self._write, "accent")
        self.cancel = button("Cancel", self._room.cancel)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Export progress")
        self.said = label("", "small")
        for widget in (self.write, self.cancel):
            line.addWidget(widget)
        line.addWidget(self.bar, 1)
        line.addWidget(self.said)
        line.addStretch(1)
        self.lines.addLayout(line)
        self.problem = label("", "bad", wrap=True)
        self.lines.addWidget(self.problem)

    def _grid(self) -> None:
        holder = QWidget()
        self._counts: dict[str, QLabel] = {}
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for at, (name, detail) in enumerate(SHEETS):
            grid.addWidget(label(name, "strong"), at, 0)
            grid.addWidget(label(detail, "quiet"), at, 1)
            count = label("", "quiet")
            self._counts[name] = count
            grid.addWidget(count, at, 2)
        grid.setColumnStretch(1, 1)
        self._sheets = holder
        self.lines.addWidget(holder)

    def _choose(self) -> None:
        self._room.set_choices(
            pseudonyms=self.pseudonyms.isChecked(), include_suggestions=self.suggestions.isChecked()
        )

    def _write(self) -> None:
        self._room.set_target(self.target.text())
        self._room.write()

    def _show(self, view: ExportView) -> None:
        if self.target.text() != view.target:
            self.target.setText(view.target)
        self._show_format(view)
        counts = dict(view.counts)
        if counts:
            self.facts.setText(
                f"{counts['articles']} article{'s' if counts['articles'] != 1 else ''}, "
                f"{counts['complete']} complete. Your own codings are written, each with codes and labels."
            )
        for widget in (self.bar, self.cancel, self.said):
            widget.setVisible(view.busy)
        self.said.setText(view.text)
        self.bar.setRange(0, 0 if view.done < 0 else 1000)
        if view.done >= 0:
            self.bar.setValue(round(view.done * 1000))
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self._show_result(view)

    def _show_format(self, view: ExportView) -> None:
        at = self.format.findData(view.ending)
        self.format.setCurrentIndex(at)
        self.about.setText(FORMATS[at][2] if at >= 0 else NO_FORMAT)
        book = view.ending == FORMATS[0][0]
        for widget in (self.suggestions, self._sheets_title, self._sheets):
            widget.setVisible(book)

    def _show_result(self, view: ExportView) -> None:
        emptied(self._result)
        self.result.setVisible(bool(view.written))
        rows = dict(view.rows)
        for name, count in self._counts.items():
            count.setText(_rows(rows[name]) if name in rows else "")
        if not view.written:
            return
        self._result.addWidget(label("✓ Written", "good"))
        self._result.addWidget(label(view.written, "", wrap=True))
        if not rows.keys() & self._counts.keys():
            said = ", ".join(f"{name} {count}" for name, count in view.rows)
            self._result.addWidget(label(said, "quiet", wrap=True))
        for warning in view.warnings:
            self._result.addWidget(label(warning, "warn", wrap=True))
        holder = QWidget()
        line = row(8)
        holder.setLayout(line)
        path = Path(view.written)
        if view.ending == FORMATS[0][0]:
            line.addWidget(button("Open in Excel", lambda: _open(path)))
        line.addWidget(button("Open folder", lambda: _open(path.parent)))
        line.addStretch(1)
        self._result.addWidget(holder)


def _rows(number: int) -> str:
    return f"{number:,} row{'' if number == 1 else 's'}".replace(",", "\u202f")


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
