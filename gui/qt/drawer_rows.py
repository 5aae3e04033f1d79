"""Rows of the drawer: steps of the history, questions, open items; two lines each."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from core.domain.coding import Layer
from gui.qt.models import RowIndex, RowsModel, draw_line, row_ground, sized, worn
from gui.viewmodels.recoding import RecodeRow
from gui.viewmodels.views import OpenItem, QuestionRow, Step

TwoLines = tuple[str, str]
_LISTS = {
    str(Layer.STATEMENT): "Speakers",
    str(Layer.TOPIC): "Topics",
    str(Layer.EVENT): "Events",
    str(Layer.MENTION): "Names",
}


class TwoLineModel(RowsModel):
    """Rows that say something in one line and where or when in the next."""

    def lines(self, value: object) -> TwoLines:
        """Both lines."""
        return str(value), ""

    def words(self, value: object) -> str:
        """Both lines, for screen readers."""
        return ", ".join(filter(None, self.lines(value)))


class StepModel(TwoLineModel):
    """The undo history."""

    def lines(self, value: Step) -> TwoLines:  # type: ignore[override]  # each model knows its rows
        """What was done; when and where."""
        undone = "undone · " if value.undone else ""
        return value.label, f"{undone}{local_time(value.at)}{f' · {value.article}' if value.article else ''}"


class QuestionModel(TwoLineModel):
    """Questions to the supervisor."""

    def lines(self, value: QuestionRow) -> TwoLines:  # type: ignore[override]  # as above
        """The question; the answer or what it is about."""
        if value.answer:
            return value.text, f"✓ {value.answer}"
        about = f"“{value.about_words}”" if value.about_words else "the article"
        return value.text, f"about {about} · ⌫ takes it back"


class OpenModel(TwoLineModel):
    """What keeps the article from being complete."""

    def lines(self, value: OpenItem) -> TwoLines:  # type: ignore[override]  # as above
        """What is open; in which list of cards."""
        return value.text, _LISTS.get(value.layer, "")


class RecodeModel(TwoLineModel):
    """What is to be coded again after a change of the codebook."""

    def lines(self, value: RecodeRow) -> TwoLines:  # type: ignore[override]  # as above
        """The coding; why, and where it is."""
        return value.what, " · ".join(filter(None, (value.reason, value.article)))


class TwoLineDelegate(QStyledItemDelegate):
    """Paints two lines, the second one quietly."""

    HEIGHT = 44

    def sizeHint(self, _option: QStyleOptionViewItem, _index: RowIndex) -> QSize:
        """All rows are alike."""
        return QSize(160, self.HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: RowIndex) -> None:
        """Paint one row."""
        model = index.model()
        value = index.data(Qt.ItemDataRole.UserRole)
        first, second = model.lines(value) if isinstance(model, TwoLineModel) else (str(value), "")
        tokens = worn()
        rect: QRect = option.rect
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row_ground(painter, rect.adjusted(2, 1, -2, -1), tokens, option.state)
        inner = rect.adjusted(10, 5, -10, -5)
        faded = isinstance(value, Step) and value.undone
        draw_line(painter, QRect(inner.left(), inner.top(), inner.width(), 17), first, sized(font, 13),
                  tokens.quiet if faded else tokens.ink)  # fmt: skip
        draw_line(painter, QRect(inner.left(), inner.top() + 17, inner.width(), 16), second, sized(font, 12),
                  tokens.quiet)  # fmt: skip
        painter.restore()


class RowList(QListView):
    """A list that says, while it is empty, what will stand here and how; ``dropped`` tells of Delete."""

    dropped = Signal(object)

    def __init__(self, model: TwoLineModel, name: str, hint: str) -> None:
        super().__init__()
        self._hint = hint
        self.setModel(model)
        self.setItemDelegate(TwoLineDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        model.modelReset.connect(self._describe)
        self._describe()

    @property
    def hint(self) -> str:
        """What it says now: nothing while there are rows."""
        return "" if self.model().rowCount() else self._hint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or the hint."""
        super().paintEvent(event)
        if self.hint:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(worn().quiet))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(16, 12, -16, -12), int(flags), self.hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace tell of the row; the rest is a list's own business."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.currentIndex().isValid():
            self.dropped.emit(self.currentIndex().data(Qt.ItemDataRole.UserRole))
        else:
            super().keyPressEvent(event)

    def _describe(self) -> None:
        self.setAccessibleDescription(self.hint)
        self.viewport().update()


def local_time(iso: str) -> str:
    """``2026-11-24T12:30:00Z`` in the person's own time, to the minute; what is no time stays as it is."""
    from datetime import datetime

    try:
        then = datetime.fromisoformat(iso.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return iso
    return then.strftime("%d %b %H:%M")
