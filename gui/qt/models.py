"""Lists as Qt wants them: rows of fixed height over frozen values, painted by small delegates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count
from operator import is_not
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.qt.theme import tokens_for
from gui.qt.tokens import Tokens
from gui.viewmodels.views import Choice, WorkRow

RowIndex = QModelIndex | QPersistentModelIndex
WORK_HEIGHT = 57


class RowsModel(QAbstractListModel):
    """Any tuple of frozen values as a list; ``Qt.ItemDataRole.UserRole`` gives the value itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Any, ...] = ()

    @property
    def rows(self) -> tuple[Any, ...]:
        """The values shown."""
        return self._rows

    def set_rows(self, rows: tuple[Any, ...]) -> None:
        """Show ``rows``; where as many are shown already, only those that differ are redrawn."""
        old = self._rows
        if len(old) != len(rows):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        self._rows = rows
        for number in compress(count(), map(is_not, old, rows)):  # thousands that are the same cost little
            if old[number] != rows[number]:
                place = self.index(number)
                self.dataChanged.emit(place, place)

    def rowCount(self, parent: RowIndex | None = None) -> int:
        """How many rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: RowIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The value, and its words for screen readers."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        value = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return value
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(value)
        return None

    def words(self, value: Any) -> str:
        """What a row says; a subclass knows better."""
        return str(value)


class RowsView(QListView):
    """A list of rows that are all as high as one another: one that changes is painted anew, it alone.

    `QListView` itself lays all rows out again and paints the whole list: a change might be one of height.
    """

    def dataChanged(self, first: RowIndex, last: RowIndex, _roles: Any = ()) -> None:
        """Paint what changed."""
        self.viewport().update(self.visualRect(first) | self.visualRect(last))


class WorkModel(RowsModel):
    """The work list."""

    def words(self, value: WorkRow) -> str:
        """Title, source and how far it is."""
        many = value.unaided
        unaided = f"coded without suggestions by {many} coder{'' if many == 1 else 's'}" if many else ""
        said = (value.title, value.source, value.published, value.progress.removesuffix(" ⊘"), unaided)
        return ", ".join(filter(None, said))


class ChoiceModel(RowsModel):
    """Things that can be picked."""

    def words(self, value: Choice) -> str:
        """Label and detail."""
        return ", ".join(filter(None, (value.label, value.detail)))


@dataclass(frozen=True, slots=True)
class Said:
    """What a row of one line says; ``ink``: the colour of its right side."""

    left: str
    right: str
    ink: str
    bold: bool = False


class LineDelegate(QStyledItemDelegate):
    """Paints rows of one line and one height: what counts at the left, what is said of it at the right."""

    HEIGHT = 27

    def sizeHint(self, _option: QStyleOptionViewItem, _index: RowIndex) -> QSize:
        """All rows are alike."""
        return QSize(160, self.HEIGHT)

    def paint_line(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        said: Said,
        *,
        indent: int = 0,
    ) -> None:
        """Paint one row; the right side takes at most half of it."""
        rect: QRect = option.rect
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row_ground(painter, rect.adjusted(3, 1, -3, -1), worn(), option.state)
        inner = rect.adjusted(10 + indent, 0, -10, 0)
        small = sized(font, 12)
        painter.setFont(small)
        metrics = painter.fontMetrics()
        detail = metrics.elidedText(said.right, Qt.TextElideMode.ElideRight, inner.width() // 2)
        width = metrics.horizontalAdvance(detail)
        right = QRect(inner.right() - width, inner.top(), width + 2, inner.height())
        draw_line(painter, right, detail, small, said.ink)
        left = QRect(inner.left(), inner.top(), inner.width() - width - 8, inner.height())
        draw_line(painter, left, said.left, sized(font, 13, bold=said.bold), worn().ink)
        painter.restore()


class ChoiceDelegate(LineDelegate):
    """Paints a choice: label at the left, detail quietly at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: RowIndex) -> None:
        """Paint one row."""
        choice: Choice = index.data(Qt.ItemDataRole.UserRole)
        said = Said(choice.label, choice.detail, worn().quiet, bold=choice.chosen)
        self.paint_line(painter, option, said)


def row_ground(painter: QPainter, rect: QRect, tokens: Tokens, state: Any) -> None:
    """The ground of a chosen row, or of the one under the pointer."""
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(QColor(tokens.accent_soft))
        painter.drawRoundedRect(rect, 6, 6)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(QColor(tokens.hover))
        painter.drawRoundedRect(rect, 6, 6)


def worn() -> Tokens:
    """The tokens of the theme worn now; a view's own palette may say otherwise through the style sheet."""
    return tokens_for(QGuiApplication.palette())


def sized(font: QFont, pixels: int, *, bold: bool = False) -> QFont:
    """``font`` in another size. Kept, since painting asks for the same few; don't change it."""
    return _sized(font.toString(), pixels, bold)


@lru_cache(maxsize=64)
def _sized(said: str, pixels: int, bold: bool) -> QFont:
    made = QFont()
    made.fromString(said)
    made.setPixelSize(pixels)
    made.setBold(bold)
    return made


class WorkDelegate(QStyledItemDelegate):
    """Paints a line of the work list: title, then source and date, then how far it is."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: RowIndex) -> QSize:
        """All rows are alike, so that the list need not ask for each."""
        return QSize(200, WORK_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: RowIndex) -> None:
        """Paint one row."""
        work: WorkRow = index.data(Qt.ItemDataRole.UserRole)
        tokens = worn()
        rect: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect.adjusted(0, 1, 0, -2), work, tokens, state)
        inner = rect.adjusted(11, 9, -11, -9)
        font: QFont = option.font
        done = work.status == "complete"
        draw_line(painter, QRect(inner.left(), inner.top(), inner.width(), 18), work.title or "Untitled",
              sized(font, 13, bold=not done), tokens.quiet if done else tokens.ink)  # fmt: skip
        self._second_line(painter, inner, work, font, tokens)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, rect: QRect, work: WorkRow, tokens: Tokens, state: Any) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if work.current:
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(rect, 8, 8)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(rect, 8, 8)
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)

    @staticmethod
    def _second_line(painter: QPainter, inner: QRect, work: WorkRow, font: QFont, tokens: Tokens) -> None:
        small = sized(font, 12)
        painter.setFont(small)
        width = painter.fontMetrics().horizontalAdvance(work.progress) + 2
        top = inner.top() + 20
        good = work.progress.startswith("✓")
        ink = tokens.good if good else tokens.accent if work.progress.startswith("?") else tokens.quiet
        draw_line(painter, QRect(inner.right() - width + 1, top, width, 18), work.progress, small, ink)
        said = " · ".join(filter(None, (work.source, short_date(work.published))))
        draw_line(painter, QRect(inner.left(), top, inner.width() - width - 8, 18), said, small, tokens.quiet)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
         "November", "December")  # fmt: skip


def short_date(iso: str) -> str:
    """``2024-04-28`` → ``28 Apr 2024``; what is no date stays as it is."""
    return _date(iso, _MONTHS)


def grouped(number: int) -> str:
    """``20010`` → ``20 010``, with a narrow space that never breaks."""
    return f"{number:,}".replace(",", "\u202f")


def long_date(iso: str) -> str:
    """``2024-04-28`` → ``28 April 2024``; what is no date stays as it is."""
    return _date(iso, _LONG)


def _date(iso: str, months: tuple[str, ...]) -> str:
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= len(parts) <= 3:
        return iso
    words = [parts[0]]
    if len(parts) > 1 and 1 <= int(parts[1]) <= 12:
        words.insert(0, months[int(parts[1]) - 1])
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def draw_line(painter: QPainter, rect: QRect, text: str, font: QFont, ink: str) -> None:
    """One line of text in ``rect``, elided where it is too long."""
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    baseline = (
        rect.top() + (rect.height() + painter.fontMetrics().ascent() - painter.fontMetrics().descent()) / 2
    )
    painter.drawText(QPointF(rect.left(), baseline), shown)
