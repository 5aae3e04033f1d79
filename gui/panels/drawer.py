"""What opens under the cards: history, questions, what is open or to be coded again, the codebook, a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QStackedWidget, QTextBrowser, QVBoxLayout

from gui.panels.codebook_text import definition_html
from gui.qt.bonds import Bonds
from gui.qt.drawer_rows import OpenModel, QuestionModel, RecodeModel, RowList, StepModel, TwoLineModel
from gui.qt.widgets import button, column, label, row
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.recoding import RecodeRow
from gui.viewmodels.views import Definition, OpenItem, QuestionRow, StatusView

PAGES = ("history", "questions", "open", "codebook", "write", "recode")
_TITLES = {
    "history": "History",
    "questions": "Questions to the supervisor",
    "open": "Still open",
    "codebook": "Codebook at hand",
    "write": "",
    "recode": "To code again",
}
_EMPTY = {
    "history": "Nothing done yet.\nEvery act will stand here, newest first; Ctrl+Z takes the latest back.",
    "questions": "No questions yet.\nCtrl+Shift+Q asks one, about the current unit or the article.",
    "open": "Nothing is open.",
    "recode": "Nothing is to be coded again.\nWhat a new codebook or a corrected text touches stands here.",
}
_STEPS = 200

M = TypeVar("M", bound=TwoLineModel)


class Drawer(QFrame):
    """One drawer, one page at a time; Escape closes it and gives the focus back."""

    opened = Signal()
    left = Signal()  # one went from the list to what it is about; the drawer stays
    closed = Signal()

    def __init__(self, desk: DeskViewModel) -> None:
        super().__init__()
        self._desk = desk
        self._keep: Callable[[str], object] | None = None
        self.setProperty("kind", "page")
        layout = column(self, 0, 4)
        layout.setContentsMargins(12, 6, 12, 8)
        head = row(6)
        self.title = label("", "heading")
        head.addWidget(self.title, 1)
        head.addWidget(button("Close Esc", self.close_drawer, "quiet"))
        layout.addLayout(head)
        self.stack = QStackedWidget()
        layout.addWidget(self.stack, 1)
        self._lists()
        self.codebook = QTextBrowser()
        self.codebook.setAccessibleName("Definition")
        self.codebook.setOpenExternalLinks(True)
        self.stack.addWidget(self.codebook)
        self.stack.addWidget(self._writing())
        self.stack.addWidget(self._recoding())
        self.hide()
        self._bonds = Bonds()
        self._bonds.watch(desk.definition, self._show_definition)
        self._bonds.watch(desk.open_items, self._show_open)
        self._bonds.watch(desk.answers.questions, self._show_questions)
        self._bonds.watch(desk.recoding.rows, self._show_recode)
        self._bonds.on(desk.status, self._on_status)

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()

    @property
    def page(self) -> str:
        """The page shown; empty when the drawer is closed."""
        return "" if self.isHidden() else PAGES[self.stack.currentIndex()]

    def show_page(self, page: str) -> None:
        """Open the drawer at ``page``; the page already open closes it."""
        self.title.setText(_TITLES[page])
        self.stack.setCurrentIndex(PAGES.index(page))
        if self.isHidden():
            self.show()
            self.opened.emit()
        if page == "history":
            self._show_steps()
        widget = self.stack.currentWidget()
        if page != "codebook" and widget is not None:
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle(self, page: str) -> None:
        """Open the drawer at ``page``, or close it when that is open."""
        if self.page == page:
            self.close_drawer()
        else:
            self.show_page(page)

    def write(self, title: str, text: str, keep: Callable[[str], object]) -> None:
        """Have a note or a question written; ``keep`` gets it with Ctrl+Enter or the button."""
        self.show_page("write")
        self._keep = keep
        self.title.setText(title)
        self.text.setPlainText(text)
        self.text.setAccessibleName(title)
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def close_drawer(self) -> None:
        """Close it; what is open is listed anew when it is asked for."""
        self.hide()
        if self._desk.open_items.value:
            self._desk.forget_open_items()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; Ctrl+Enter keeps what is written."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_drawer()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.page == "write":
            self._on_keep()
        else:
            super().keyPressEvent(event)

    def _lists(self) -> None:
        self.history, self.steps = self._list(StepModel(self))
        self.questions, self.asked = self._list(QuestionModel(self))
        self.questions.dropped.connect(self._withdraw)
        self.open_list, self.items = self._list(OpenModel(self))
        for rows, verb in ((self.questions, self._to_asked), (self.open_list, self._jump)):
            rows.clicked.connect(verb)
            rows.activated.connect(verb)

    def _list(self, model: M) -> tuple[RowList, M]:
        page = PAGES[self.stack.count()]
        made = RowList(model, _TITLES[page], _EMPTY[page])
        self.stack.addWidget(made)
        return made, model

    def _writing(self) -> QFrame:
        made = QFrame()
        lines: QVBoxLayout = column(made, 0, 8)
        self.text = _Note(self._on_keep)
        lines.addWidget(self.text, 1)
        verbs = row(6)
        verbs.addWidget(button("Keep Ctrl+⏎", self._on_keep, "accent"))
        verbs.addStretch(1)
        lines.addLayout(verbs)
        made.setFocusProxy(self.text)
        return made

    def _recoding(self) -> QFrame:
        made = QFrame()
        lines: QVBoxLayout = column(made, 0, 6)
        self.again = RecodeModel(self)
        self.recode = RowList(self.again, _TITLES["recode"], _EMPTY["recode"])
        self.recode.clicked.connect(self._to_recode)
        self.recode.activated.connect(self._to_recode)
        self.recode.dropped.connect(self._keep_coding)
        lines.addWidget(self.recode, 1)
        verbs = row(6)
        self.keep_coding = button("Stays as it is ⌫", lambda: self._keep_coding(self._asked()))
        verbs.addWidget(self.keep_coding)
        verbs.addStretch(1)
        lines.addLayout(verbs)
        made.setFocusProxy(self.recode)
        return made

    def _asked(self) -> object:
        return self.recode.currentIndex().data(Qt.ItemDataRole.UserRole)

    def _to_recode(self, index: QModelIndex) -> None:
        """Go to the coding; the list keeps the keys, so that ⌫ means the row."""
        found = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(found, RecodeRow):
            self._desk.recoding.jump(found)

    def _keep_coding(self, found: object) -> None:
        if isinstance(found, RecodeRow):
            self._desk.recoding.keep(found)

    def _show_recode(self, rows: tuple[RecodeRow, ...]) -> None:
        self.again.set_rows(rows)
        self.keep_coding.setEnabled(bool(rows))
        if rows and not self.recode.currentIndex().isValid():
            self.recode.setCurrentIndex(self.again.index(0, 0))

    def _on_keep(self) -> None:
        keep, self._keep = self._keep, None
        if keep is not None:
            keep(self.text.toPlainText().strip())
        self.close_drawer()

    def _jump(self, index: QModelIndex) -> None:
        item = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(item, OpenItem):
            self._desk.jump(item)
            self.left.emit()

    def _withdraw(self, asked: object) -> None:
        if isinstance(asked, QuestionRow) and not asked.answer:
            self._desk.answers.withdraw(asked.id)

    def _to_asked(self, index: QModelIndex) -> None:
        """Go to what the question is about; the list keeps the keys, so that Delete means the question."""
        asked = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(asked, QuestionRow) and self._desk.cards.card(asked.about) is not None:
            self._desk.cards.select(asked.about)

    def _show_steps(self) -> None:
        self.steps.set_rows(self._desk.steps(_STEPS))

    def _on_status(self, _status: StatusView) -> None:
        if self.page == "history":
            self._show_steps()

    def _show_open(self, items: tuple[OpenItem, ...]) -> None:
        self.items.set_rows(items)
        if self.page == "open" and not items:
            self.close_drawer()

    def _show_questions(self, rows: tuple[QuestionRow, ...]) -> None:
        self.asked.set_rows(rows)

    def _show_definition(self, found: Definition | None) -> None:
        self.codebook.setHtml(definition_html(found))


class _Note(QPlainTextEdit):
    """A few lines of text; Ctrl+Enter keeps them, Tab leaves."""

    def __init__(self, keep: Callable[[], None]) -> None:
        super().__init__()
        self._keep = keep
        self.setTabChangesFocus(True)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter is for these words: elsewhere in the window it completes the article."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _is_keeping(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter keeps; Escape goes on to the drawer."""
        if _is_keeping(event):
            self._keep()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _is_keeping(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
