"""Correcting the text of an article: the text to write in, what changes, what becomes of the codings."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gui.panels.page import Page
from gui.qt.bonds import Bonds
from gui.qt.difference_view import DifferenceView
from gui.qt.plain_editor import PlainEditor
from gui.qt.widgets import button, column, label, row
from gui.viewmodels.correcting import Correcting, CorrectingView

ABOUT = (
    "The text as it is stays as a version that can be read. All codings, decisions, questions and times go "
    "on with the corrected text. Whoever coded words that change looks at them again."
)
LEGEND = "Struck out: taken out. Underlined: added."
UNHELD = "This text has characters that can't be edited here: write it in another program and take the file."
PAUSE = 300  # milliseconds after the last key before the comparison is made anew


class CorrectPage(Page):
    """`serve` gives it what corrects; what is typed stays when the page is left."""

    def __init__(self) -> None:
        super().__init__("Correct the text", 1400, scrolls=False)
        self._correcting: Correcting | None = None
        self._edition = 0
        self._bonds = Bonds()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._written)
        self.forbidden = label("", "warn", wrap=True)
        self.lines.addWidget(self.forbidden)
        self.body = QWidget()
        self._fill(column(self.body, 0, 10))
        self.lines.addWidget(self.body, 1)
        self._end = QWidget()
        self.lines.addWidget(self._end)

    def serve(self, correcting: Correcting, *, repairs: bool = False) -> None:
        """Turn to the open article; ``repairs``: with the machine's lost spaces written in."""
        if correcting is not self._correcting:
            self._bonds.end()
            self._correcting, self._edition = correcting, 0
            self._bonds.watch(correcting.view, self._show)
        correcting.begin()
        filled = repairs and correcting.take_repairs()
        (self.keep if filled and self.keep.isEnabled() else self.editor).setFocus()
        if correcting.view.value.forbidden:
            self.back.setFocus()

    def end(self) -> None:
        """The project is closed."""
        self._pause.stop()
        self._bonds.end()
        if self._correcting is not None:
            self._correcting.close()
            self._correcting = None

    def _fill(self, lines: QVBoxLayout) -> None:
        self.article = label("", "strong", wrap=True)
        lines.addWidget(self.article)
        lines.addWidget(label(ABOUT, "quiet", wrap=True))
        halves = row(16)
        self.editor = PlainEditor("Corrected text")
        self.editor.textChanged.connect(self._pause.start)
        self.difference = DifferenceView("What changes")
        for name, side in (("Corrected text", self.editor), ("What changes", self.difference)):
            holder = QWidget()
            half = column(holder, 0, 6)
            half.addWidget(label(name, "heading"))
            half.addWidget(side, 1)
            halves.addWidget(holder, 1)
        lines.addLayout(halves, 1)
        under = row(8)
        self.file = button("Take the text of a file…", self._take_file)
        self.repairs = button("Write lost spaces in", self._take_repairs, tip="Those the machine assumes")
        for widget in (self.file, self.repairs):
            under.addWidget(widget)
        under.addStretch(1)
        under.addWidget(label(LEGEND, "small"))
        lines.addLayout(under)
        self._fill_end(lines)

    def _fill_end(self, lines: QVBoxLayout) -> None:
        self.impact = label("", "strong", wrap=True)
        self.problem = label("", "warn", wrap=True)
        lines.addWidget(self.impact)
        lines.addWidget(self.problem)
        verbs = row(8)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Why the text is corrected")
        self.reason.setPlaceholderText("Why the text is corrected, e.g. “the agency sent a correction”")
        self.reason.returnPressed.connect(self._keep)
        self.keep = button("Keep as new version", self._keep, "accent", "Ctrl+Z takes it back, later too")
        verbs.addWidget(self.reason, 1)
        verbs.addWidget(self.keep)
        lines.addLayout(verbs)

    def _show(self, view: CorrectingView) -> None:
        self.forbidden.setText(view.forbidden)
        self.forbidden.setVisible(bool(view.forbidden))
        self._end.setVisible(bool(view.forbidden))
        self.body.setVisible(not view.forbidden)
        self.article.setText(view.title)
        if view.edition != self._edition:
            self._edition = view.edition
            self._load(view)
        self.repairs.setVisible(view.lost)
        more = f"{view.more} more changes are not shown." if view.more else ""
        self.difference.show_pieces(view.pieces, more)
        self.impact.setText("Comparing …" if view.busy else view.impact or "Nothing is changed yet.")
        self._tell(view.problem)
        self.keep.setEnabled(view.ready and not view.busy)

    def _load(self, view: CorrectingView) -> None:
        held = self.editor.show_text(view.text)
        self._pause.stop()  # nobody typed
        self.editor.setReadOnly(not held)
        if view.fresh or (view.reason and not self.reason.text().strip()):
            self.reason.setText(view.reason)

    def _tell(self, problem: str) -> None:
        said = problem or (UNHELD if self.editor.isReadOnly() else "")
        self.problem.setText(said)
        self.problem.setVisible(bool(said))

    def _written(self) -> None:
        self._pause.stop()
        if self._correcting is not None and not self.editor.isReadOnly():
            self._correcting.write(self.editor.exact_text())

    def _take_repairs(self) -> None:
        if self._pause.isActive():
            self._written()
        if self._correcting is not None:
            self._correcting.take_repairs()

    def _take_file(self) -> None:
        if self._correcting is not None:
            self._correcting.take_file()

    def _keep(self) -> None:
        """What was typed last counts too, though its comparison may not be there yet."""
        if self._pause.isActive():
            self._written()
        if self._correcting is None:
            return
        if self._correcting.keep(self.reason.text()):
            self.left.emit()
        elif not self.reason.text().strip():
            self.reason.setFocus()
