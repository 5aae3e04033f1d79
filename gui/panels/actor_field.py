"""Search an actor by name or alias, take one with Enter or its number, or make a new one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView

from core.domain.actor import ActorKind
from gui.qt.models import ChoiceDelegate, ChoiceModel
from gui.qt.widgets import button, column, label, row
from gui.viewmodels.actors_search import CREATE, ActorSearch

_ROWS = 6
_TYPING = 60  # ms


class ActorField(QFrame):
    """``left`` tells that the person gave up with Escape, ``grown`` that the room it takes has changed."""

    left = Signal()
    grown = Signal()  # it is higher or lower than before

    def __init__(
        self,
        source: ActorSearch,
        choose: Callable[[str], None],
        create: Callable[[str, ActorKind], None],
    ) -> None:
        super().__init__()
        self._source, self._choose, self._create = source, choose, create
        self._unit = ""
        layout = column(self, 0, 6)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Person, country or organisation…")
        self.field.setAccessibleName("Search an actor")
        self.field.installEventFilter(self)
        layout.addWidget(self.field)
        self.list = QListView()
        self.list.setAccessibleName("Actors found")
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model = ChoiceModel(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(ChoiceDelegate(self.list))
        self.list.clicked.connect(self._on_clicked)
        layout.addWidget(self.list)
        self.new = QFrame()
        line = row(6)
        self.new.setLayout(line)
        line.addWidget(label("New:", "small"))
        for kind in (ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.OTHER):
            line.addWidget(button(kind.capitalize(), partial(self._make, kind), "choice"))
        line.addStretch(1)
        layout.addWidget(self.new)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING)
        self._timer.timeout.connect(self._search)
        self.field.textEdited.connect(lambda _text: self._timer.start())

    def open_for(self, unit: str, text: str = "") -> None:
        """Search for ``text`` on behalf of ``unit`` and take the focus."""
        self._unit = unit
        self.field.setText(text)
        self._search()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk through what was found while one types; Enter takes; Escape leaves."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            at = self.list.currentIndex().row() + (1 if key == Qt.Key.Key_Down else -1)
            self.list.setCurrentIndex(self.model.index(max(0, min(at, len(self.model.rows) - 1))))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
            return True
        if key == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return False

    def _search(self) -> None:
        self._timer.stop()
        found = self._source.search(self.field.text())
        self.model.set_rows(found[:50])
        shown = min(len(found), _ROWS)
        self.list.setVisible(bool(shown))
        self.list.setFixedHeight(shown * ChoiceDelegate.HEIGHT + 4)
        if found:
            self.list.setCurrentIndex(self.model.index(0))
        typed = self.field.text().strip()
        self.new.setVisible(bool(typed) and not any(c.label.casefold() == typed.casefold() for c in found))
        self.grown.emit()

    def _take(self) -> None:
        if self._timer.isActive():
            self._search()
        index = self.list.currentIndex()
        if index.isValid() and self.model.rows:
            self._on_clicked(index)

    def _on_clicked(self, index: QModelIndex) -> None:
        choice = index.data(Qt.ItemDataRole.UserRole)
        if choice is None:
            return
        if choice.code.startswith(CREATE):
            self._make(self._source.kind_for(self._unit))
        else:
            self._choose(choice.code)

    def _make(self, kind: ActorKind) -> None:
        name = self.field.text().strip()
        if name:
            self._create(name, kind)
