"""The matrix of articles and coders as Qt wants it: a table that reads only the pages somebody looks at."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from core.domain.standing import Standing
from gui.viewmodels.rounds import MARKS, RoundsRoom

Place = QModelIndex | QPersistentModelIndex


class MatrixModel(QAbstractTableModel):
    """The first column is the article, the others are coders."""

    def __init__(self, room: RoundsRoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._total = 0
        self._names: tuple[str, ...] = ()

    def renew(self) -> None:
        """The room has read anew; where the shape is the same, the place of the cursor stays."""
        view = self._room.view.value
        names = tuple(coder.name for coder in view.columns)
        if (view.total, names) != (self._total, self._names):
            self.beginResetModel()
            self._total, self._names = view.total, names
            self.endResetModel()
        elif self._total:
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, len(names)))

    def rowCount(self, parent: Place | None = None) -> int:
        """How many articles."""
        return 0 if parent is not None and parent.isValid() else self._total

    def columnCount(self, parent: Place | None = None) -> int:
        """The article and the coders."""
        return 0 if parent is not None and parent.isValid() else 1 + len(self._names)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The coders' names."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return section + 1
        return "Article" if section == 0 else self._names[section - 1]

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words with a sign; the whole in the tip and for screen readers."""
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        row = self._room.row(index.row())
        if row is None:
            return None
        short = role == Qt.ItemDataRole.DisplayRole
        title = f"{row.title} (again)" if row.repeat_of else row.title
        if index.column() == 0:
            return title if short else " · ".join(filter(None, (title, row.source, row.published)))
        cell = self._room.cell(index.row(), index.column() - 1)
        words = MARKS[cell.standing if cell else Standing.NOT_ASSIGNED]
        if cell is not None and cell.hidden:
            words += " ⊘" if short else ", suggestions hidden"
        if short:
            return words
        said = f": {cell.returned}" if cell is not None and cell.returned else ""
        return f"{title}, {self._names[index.column() - 1]}: {words}{said}"
