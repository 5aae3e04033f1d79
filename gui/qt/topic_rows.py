"""The topics tree as indented rows of one height: a tree view would ask for every node's size."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gui.qt.models import RowIndex, RowsModel, draw_line, row_ground, sized, worn
from gui.viewmodels.views import TopicRow

_INDENT = 16


class TopicModel(RowsModel):
    """The rows under the present search."""

    def words(self, value: TopicRow) -> str:
        """Label, rank and what is coded."""
        return ", ".join(filter(None, (value.label, state_of(value))))


class TopicDelegate(QStyledItemDelegate):
    """Paints a topic: its label indented, its rank or number key at the right."""

    HEIGHT = 26

    def sizeHint(self, _option: QStyleOptionViewItem, _index: RowIndex) -> QSize:
        """All rows are alike."""
        return QSize(160, self.HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: RowIndex) -> None:
        """Paint one row."""
        topic: TopicRow = index.data(Qt.ItemDataRole.UserRole)
        tokens = worn()
        rect: QRect = option.rect
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row_ground(painter, rect.adjusted(3, 1, -3, -1), tokens, option.state)
        inner = rect.adjusted(10 + _INDENT * topic.depth, 0, -10, 0)
        said = state_of(topic) or topic.key
        small = sized(font, 12)
        painter.setFont(small)
        width = painter.fontMetrics().horizontalAdvance(said)
        ink = (
            tokens.good if topic.rank or topic.passages else tokens.warn if topic.suggested else tokens.quiet
        )
        draw_line(
            painter, QRect(inner.right() - width, inner.top(), width + 2, inner.height()), said, small, ink
        )
        left = QRect(inner.left(), inner.top(), inner.width() - width - 8, inner.height())
        head = topic.depth == 0
        draw_line(painter, left, topic.label, sized(font, 13, bold=head), tokens.ink)
        painter.restore()


def state_of(topic: TopicRow) -> str:
    """What is coded of a topic, in a word or two."""
    if topic.rank:
        return f"✓ {topic.rank}"
    if topic.passages:
        return f"✓ {topic.passages} passage{'s' if topic.passages != 1 else ''}"
    return "suggested" if topic.suggested else ""
