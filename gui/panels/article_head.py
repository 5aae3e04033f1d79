"""Over the text: source, date, words; the title; how much is checked; and a small editor of these."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QWidget

from gui.qt.bonds import Bonds
from gui.qt.lazy import Lazy
from gui.qt.models import grouped, long_date, sized
from gui.qt.theme import article_family
from gui.qt.widgets import Elided, ThinBar, button, column, frame, label, row
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.threshold import HIDDEN
from gui.viewmodels.views import ArticleView


class ArticleHead(QFrame):
    """Binds the head of the open article; ``closed`` tells that the editor is done with."""

    closed = Signal()

    def __init__(self, desk: DeskViewModel) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("kind", "pane")
        self._lines = layout = column(self, 0, 4)
        layout.setContentsMargins(0, 16, 0, 6)
        self.facts = Elided("", "small")
        layout.addWidget(self.facts)
        self.title = label("", "title", wrap=True)
        self.title.setMinimumWidth(120)
        layout.addWidget(self.title)
        line = row(8)
        self.progress_words = Elided("", "small")
        line.addWidget(self.progress_words, 1)
        self.versions = button("", self.show_versions, "quiet", "All versions of this text (Ctrl+Alt+V)")
        line.addWidget(self.versions)
        self.edit = button("Details…", self.show_editor, "quiet", "Title, source and date (Ctrl+D)")
        line.addWidget(self.edit)
        layout.addLayout(line)
        self.bar = ThinBar()
        self.bar.setAccessibleName("Suggestions checked")
        layout.addWidget(self.bar)
        self.editor = Lazy(self._make_editor)
        self._view: ArticleView | None = None
        self._bonds = Bonds()
        self._bonds.watch(desk.head, self._show)

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()

    def set_family(self, kind: str) -> None:
        """The title is set in the family the article is read in."""
        font = QFont(sized(self.font(), 21, bold=True))
        font.setFamily(article_family(kind))
        self.title.setFont(font)
        self.title.setStyleSheet(f"font-family: '{article_family(kind)}';")

    def show_versions(self) -> bool:
        """Offer the versions of the text to be read; false where there is one only."""
        if self._view is None or not self._view.versions:
            return False
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in self._view.versions:
            verb = menu.addAction(each.said)
            verb.setData(each.article_id)
            verb.setCheckable(True)
            verb.setChecked(each.current)
        menu.triggered.connect(lambda verb: self._desk.open(str(verb.data())))
        menu.popup(self.versions.mapToGlobal(self.versions.rect().bottomLeft()))
        return True

    def show_editor(self) -> None:
        """Open the small editor with what is known."""
        if self._view is None or self._view.read_only:
            return
        self.editor().show()
        self.title_field.setText(self._view.title)
        self.source_field.setText(self._view.source)
        self.date_field.setText(self._view.published)
        self.title_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title_field.selectAll()

    def _make_editor(self) -> QFrame:
        made = frame("card")
        self._lines.addWidget(made)
        lines = column(made, 12, 8)
        self.title_field = _field("Title", "As the paper printed it")
        self.source_field = _field("Source", "e.g. AzerNews via MENAFN")
        self.date_field = _field("Date", "2024-04-28")
        lines.addLayout(_labelled("Title", self.title_field))
        both = row(8)
        both.addLayout(_labelled("Source", self.source_field), 3)
        both.addLayout(_labelled("Published", self.date_field), 2)
        lines.addLayout(both)
        verbs = row(8)
        verbs.addWidget(button("Keep ⏎", self._keep, "accent"))
        verbs.addWidget(button("Cancel Esc", self._close))
        verbs.addStretch(1)
        lines.addLayout(verbs)
        for field in (self.title_field, self.source_field, self.date_field):
            field.returnPressed.connect(self._keep)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the editor."""
        if event.key() == Qt.Key.Key_Escape and self._editing():
            self._close()
            return
        super().keyPressEvent(event)

    def _editing(self) -> bool:
        return self.editor.made is not None and self.editor.made.isVisible()

    def _keep(self) -> None:
        """A refusal leaves the editor open, with all that was typed."""
        if self._desk.set_metadata(
            title=self.title_field.text().strip(),
            source=self.source_field.text().strip(),
            published=self.date_field.text().strip(),
        ):
            self._close()
        else:
            self.date_field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.date_field.selectAll()

    def _close(self) -> None:
        self.editor().hide()
        self.closed.emit()

    def _show(self, view: ArticleView | None) -> None:
        if self._editing() and (view is None or self._view is None or view.id != self._view.id):
            self.editor().hide()
        self._view = view
        self.setVisible(view is not None)
        if view is None:
            return
        words = f"{grouped(view.words)} words"
        facts = (view.source, long_date(view.published), words, view.rests)
        self.facts.setText(" · ".join(filter(None, facts)))
        self.title.setText(view.title or "Untitled article")
        self.progress_words.setText(_progress(view))
        self.bar.set_share(view.checked / max(1, view.total))
        self.edit.setEnabled(not view.read_only)
        self.versions.setText(_version(view))
        self.versions.setVisible(bool(view.versions))


def _version(view: ArticleView) -> str:
    now = next((each.number for each in view.versions if each.current), 0)
    return f"Version {now} of {max((each.number for each in view.versions), default=0)}"


def _progress(view: ArticleView) -> str:
    if any(each.current and not each.newest for each in view.versions):
        return "⚑ An older version of the text: only to be read"
    if view.hidden:
        said = HIDDEN.removesuffix(".")
    elif not view.analysed:
        said = "Not analysed yet"
    elif view.total:
        said = f"{view.checked} of {view.total} suggestions checked"
    else:
        said = "No suggestions"
    done = "✓ complete" if view.status == "complete" else ""
    back = f"↩ sent back: {' '.join(view.returned.split())}" if view.returned else ""
    note = f"✎ {' '.join(view.note.split())}" if view.note else ""
    minutes = f"{view.minutes} min" if view.minutes else ""
    return " · ".join(filter(None, (back, said, minutes, done, note)))


def _field(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


def _labelled(text: str, field: QWidget) -> QHBoxLayout:
    line = row(8)
    name = label(text, "small")
    name.setFixedWidth(58)
    line.addWidget(name)
    line.addWidget(field, 1)
    return line
