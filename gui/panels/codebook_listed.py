"""A list of a layer's variables or slots, and the form of the one chosen: what both pages share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QPushButton

from gui.panels.codebook_fields import Fields
from gui.qt.widgets import column, label, row
from gui.viewmodels.codebook_room import CodebookRoom, RoomView


class _Named(Protocol):
    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=_Named)


class ListedPage(QFrame, Generic[T]):
    """Binds the things of the layer shown; a page says which they are and fills its form."""

    def __init__(self, room: CodebookRoom, called: str, height: int, about: str) -> None:
        super().__init__()
        self._room = room
        self._view: RoomView | None = None
        self.name, self.label, self.definition = QLineEdit(), QLineEdit(), QLineEdit()
        lines = column(self, 0, 8)
        self.list = QListWidget()
        self.list.setAccessibleName(called)
        self.list.setFixedHeight(height)
        lines.addWidget(self.list)
        self.fields = Fields()
        lines.addLayout(self.fields)
        self._form()
        lines.addWidget(label(about, "small", wrap=True))
        verbs = row(8)
        for widget in self._verbs():
            verbs.addWidget(widget)
        verbs.addStretch(1)
        lines.addLayout(verbs)
        lines.addStretch(1)
        self.list.currentRowChanged.connect(lambda _row: self._fill())

    def show_view(self, view: RoomView) -> None:
        """List what the layer has; the one chosen stays chosen."""
        before = self._all if self._view is not None else None
        self._view = view
        self.setEnabled(view.editable)
        self.fields.show_fault(view.problem, view.fault_at)
        if before == self._all:
            return
        names = [one.name for one in self._all]
        at = names.index(self.name.text()) if self.name.text() in names else min(0, len(names) - 1)
        self.list.blockSignals(True)  # filled once, below
        self.list.clear()
        self.list.addItems([self._line(one) for one in self._all])
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)
        self._fill()

    @property
    def _all(self) -> Sequence[T]:
        raise NotImplementedError

    @property
    def _chosen(self) -> T | None:
        at = self.list.currentRow()
        return self._all[at] if 0 <= at < len(self._all) else None

    def _form(self) -> None:
        """Put the lines into ``fields``."""
        raise NotImplementedError

    def _verbs(self) -> Iterable[QPushButton]:
        raise NotImplementedError

    def _line(self, one: T) -> str:
        raise NotImplementedError

    def _fill(self) -> None:
        raise NotImplementedError

    def _new(self) -> None:
        self.list.setCurrentRow(-1)
        self._fill()
        self.name.setFocus()
