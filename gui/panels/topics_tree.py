"""The topics: search, read the definition, give the article or the selected passage a code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView

from core.domain.coding import Layer
from gui.qt.bonds import Bonds
from gui.qt.topic_rows import TopicDelegate, TopicModel
from gui.qt.widgets import SearchField, button, column, label, row
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.views import TopicRow, TopicsView

_TYPING = 80  # ms


class _Pick(Protocol):
    def __call__(self, *, second: bool) -> None: ...


class TopicsTree(QFrame):
    """Binds the topics; the tree is a list of indented rows, of fixed height."""

    def __init__(self, desk: DeskViewModel, back: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._back = desk, back
        layout = column(self, 12, 6)
        layout.setContentsMargins(12, 4, 12, 4)
        self.search = SearchField()
        self.search.left.connect(self._leave)
        self.search.setPlaceholderText("Find a topic to add…  T")
        self.search.setAccessibleName("Find a topic")
        layout.addWidget(self.search)
        self.where = label("", "small", wrap=True)
        layout.addWidget(self.where)
        self.list = _List(self._leave, self._pick_current)
        self.list.setAccessibleName("Topics")
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setMinimumHeight(90)
        self.model = TopicModel(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(TopicDelegate(self.list))
        layout.addWidget(self.list, 1)
        self.definition = label("", "small", wrap=True)
        layout.addWidget(self.definition)
        layout.addLayout(self._verbs())
        self._connect()
        self._bonds = Bonds()
        self._bonds.watch(desk.topics.view, self._show)

    def end(self) -> None:
        """Stop listening."""
        self._timer.stop()
        self._bonds.end()

    def begin(self) -> None:
        """Focus on the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _verbs(self) -> QHBoxLayout:
        line = row(6)
        self.primary = button(
            "Primary ⏎", lambda: self._give("primary"), "choice", "What the article is about"
        )
        self.secondary = button(
            "Secondary ⇧⏎", lambda: self._give("secondary"), "choice", "It also speaks of it"
        )
        self.passage = button("Passage ⏎", lambda: self._give(""), "choice", "The selected words speak of it")
        for widget in (self.primary, self.secondary, self.passage):
            line.addWidget(widget)
        line.addStretch(1)
        return line

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING)
        self._timer.timeout.connect(self._search)
        self.search.textEdited.connect(lambda _text: self._timer.start())
        self.search.textChanged.connect(lambda text: None if text else self._timer.start())
        self.search.returnPressed.connect(self._on_return)
        self.list.selectionModel().currentChanged.connect(lambda _now, _then: self._on_current())
        self.list.doubleClicked.connect(lambda _index: self._pick_current(second=False))

    def _search(self) -> None:
        self._desk.topics.search(self.search.text())
        query = self.search.text().strip().casefold()
        found = [
            (_distance(r.label.casefold(), query), n) for n, r in enumerate(self.model.rows) if r.selectable
        ]
        if found:
            self.list.setCurrentIndex(self.model.index(min(found)[1]))

    def _on_return(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._search()
        self._pick_current(second=False)

    def _row(self) -> TopicRow | None:
        index: QModelIndex = self.list.currentIndex()
        found = index.data(Qt.ItemDataRole.UserRole)
        return found if isinstance(found, TopicRow) else None

    def _pick_current(self, *, second: bool) -> None:
        on_passage = bool(self._desk.topics.view.value.selection)
        self._give("" if on_passage else "secondary" if second else "primary")

    def _give(self, rank: str) -> None:
        topic = self._row()
        if topic is None or not topic.selectable:
            return
        if rank:
            self._desk.topics.toggle(topic.code, rank)
        else:
            self._desk.topics.code_selection(topic.code)
        self._back()

    def _leave(self) -> None:
        self._back()

    def _on_current(self) -> None:
        topic = self._row()
        self.definition.setText(_short(topic.detail) if topic is not None else "")
        self.definition.setVisible(bool(self.definition.text()))
        for widget in (self.primary, self.secondary, self.passage):
            widget.setEnabled(topic is not None and topic.selectable)
        if topic is not None:
            self._desk.show_definition(Layer.TOPIC, topic.code)

    def _show(self, view: TopicsView) -> None:
        kept = self._row()
        self.model.set_rows(view.rows)
        if kept is not None:
            for number, topic in enumerate(view.rows):
                if topic.code == kept.code:
                    self.list.setCurrentIndex(self.model.index(number))
        passage = bool(view.selection)
        self.where.setText(
            f"for the passage “{_short(view.selection, 60)}”" if passage else "for the whole article"
        )
        self.passage.setVisible(passage)
        self.primary.setVisible(not passage)
        self.secondary.setVisible(not passage)
        self._on_current()


class _List(QListView):
    """A list that takes Enter and Shift+Enter, and leaves with Escape."""

    def __init__(self, leave: Callable[[], None], pick: _Pick) -> None:
        super().__init__()
        self._leave, self._pick = leave, pick

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives the code."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(second=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)


def _distance(label: str, query: str) -> int:
    """How far a label is from what is typed: rows that only stand above a match come last."""
    if label == query:
        return 0
    if label.startswith(query):
        return 1
    return 2 if any(word.startswith(query) for word in label.split()) else 3 if query in label else 4


def _short(text: str, most: int = 220) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
