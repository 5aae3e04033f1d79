"""Search over all articles, in the place of the work list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView

from gui.qt.bonds import Bonds
from gui.qt.models import RowsView
from gui.qt.search_rows import SearchDelegate, SearchModel
from gui.qt.widgets import SearchField, button, column, dress, label, row
from gui.viewmodels.search_all import SearchAll, SearchView

_TYPING = 150  # ms to wait for the next letter before searching
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
_SYNTAX = """Words that all must be there, and:

"prime minister"  a phrase
econom*  any ending
-football  not this word
oil OR gas  one of the two
title:  source:  text:  only there
date:2024-03  that month
date:2023..2024-06  from, to
before:  after:  a date

Capitals and accents do not matter."""


class SearchPanel(QFrame):
    """Binds `SearchAll`. ``opened``: an article was opened at its hits; ``closed``: back to the list."""

    opened = Signal()
    closed = Signal()

    def __init__(self, search: SearchAll) -> None:
        super().__init__()
        self._search = search
        self._entered = False  # the answer opens when it comes
        self.setProperty("kind", "left")
        layout = column(self, 12, 8)
        self.field = _Field()
        self.field.setPlaceholderText("Search all articles…")
        self.field.setAccessibleName("Search all articles")
        layout.addWidget(self.field)
        self.said = label("", "quiet", wrap=True)
        self.said.setAccessibleName("What was found")
        layout.addWidget(self.said)
        self.list, self.model = RowsView(), SearchModel(self)
        self._dress_list()
        layout.addWidget(self.list, 1)
        self.syntax = label(_SYNTAX, "small", wrap=True)
        self.syntax.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.syntax, 1)
        verbs = row(6)
        self.keep = button("Show in list", self._list_found, "", "Only these articles in the work list")
        verbs.addWidget(self.keep)
        verbs.addStretch(1)
        verbs.addWidget(button("Close Esc", self.close_panel, "quiet"))
        layout.addLayout(verbs)
        self._connect()
        self._bonds = Bonds()
        self._bonds.watch(search.view, self._show)

    def end(self) -> None:
        """Stop listening."""
        self._timer.stop()
        self._bonds.end()

    def begin(self) -> None:
        """Type a search, or look through the one before."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self.field.text().strip():
            self._search.again()

    def close_panel(self) -> None:
        """Back to the work list; what was typed is kept for the next time."""
        self._timer.stop()
        self._search.close()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list of articles."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _dress_list(self) -> None:
        self.list.setProperty("kind", "plain")
        self.list.setAccessibleName("Articles found")
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setModel(self.model)
        self.list.setItemDelegate(SearchDelegate(self.list))

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING)
        self._timer.timeout.connect(lambda: self._search.look(self.field.text()))
        self.field.textChanged.connect(self._on_typed)
        self.field.left.connect(self.close_panel)
        self.field.stepped.connect(self._step)
        self.field.returnPressed.connect(self._enter)
        self.list.clicked.connect(self._open)
        self.list.activated.connect(self._open)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def _on_typed(self, _text: str) -> None:
        self._entered = False
        self._timer.start()

    def _show(self, view: SearchView) -> None:
        before = self.model.rows
        self.model.set_rows(view.hits)
        fresh = bool(view.hits) and before[: len(view.hits)] != view.hits[: len(before)]
        if view.hits and (fresh or not self.list.currentIndex().isValid()):
            self.list.setCurrentIndex(self.model.index(0))
        self.said.setText(view.said)
        dress(self.said, kind="bad" if view.problem else "quiet")
        self.said.setVisible(bool(view.said))
        self.list.setVisible(bool(view.hits))
        self.syntax.setVisible(not view.hits)
        self.keep.setEnabled(bool(view.hits) and not view.busy)
        if self._entered and not view.busy:
            self._entered = False
            self._open(self.list.currentIndex())

    def _step(self, by: int) -> None:
        """Arrow keys in the field walk through the list."""
        rows = self.model.rowCount()
        if rows:
            at = min(max(self.list.currentIndex().row() + by, 0), rows - 1)
            self.list.setCurrentIndex(self.model.index(at))

    def _enter(self) -> None:
        """Open what is chosen; where the answer is still to come, the first of it."""
        self._entered = True
        if self._timer.isActive():
            self._timer.stop()
            self._search.look(self.field.text())
        else:
            self._show(self._search.view.value)

    def _open(self, index: QModelIndex) -> None:
        hit = index.data(Qt.ItemDataRole.UserRole)
        if hit is not None and not self._search.view.value.busy:
            self._search.open(hit)
            self.opened.emit()

    def _list_found(self) -> None:
        if self._search.list_found():
            self.close_panel()

    def _on_scrolled(self, value: int) -> None:
        if value >= self.list.verticalScrollBar().maximum() - 200:
            self._search.more()


class _Field(SearchField):
    """A line to search by, whose arrow keys walk through what is found."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the arrows; the rest is the line's own business."""
        by = _STEPS.get(Qt.Key(event.key()))
        if by is not None:
            self.stepped.emit(by)
        else:
            super().keyPressEvent(event)
