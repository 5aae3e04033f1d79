"""The topics tree as indented rows of one height: a tree view would ask for every node's size."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from core.domain.coding import Layer
from gui.qt.looks import look, paint_swatch
from gui.qt.models import LineDelegate, RowIndex, RowsModel, Said, worn
from gui.viewmodels.views import TopicRow

_INDENT = 16
_CHIP = 11  # pixels


class TopicModel(RowsModel):
    """The rows under the present search."""

    def words(self, value: TopicRow) -> str:
        """Label, rank and what is coded."""
        return ", ".join(filter(None, (value.label, state_of(value))))


class TopicDelegate(LineDelegate):
    """Paints a topic: its label indented, its rank or number key at the right."""

    HEIGHT = 26

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: RowIndex) -> None:
        """Paint one row."""
        topic: TopicRow = index.data(Qt.ItemDataRole.UserRole)
        tokens = worn()
        ink = (
            tokens.good if topic.rank or topic.passages else tokens.warn if topic.suggested else tokens.quiet
        )
        said = Said(topic.label, state_of(topic) or topic.key, ink, bold=topic.depth == 0)
        indent = _INDENT * topic.depth
        found = look(Layer.TOPIC, topic.code)
        self.paint_line(painter, option, said, indent=indent + (_CHIP + 6 if found else 0))
        if found is not None:
            top = option.rect.center().y() - _CHIP / 2 + 1
            paint_swatch(painter, QRectF(option.rect.left() + 10 + indent, top, _CHIP, _CHIP), found, tokens)


def state_of(topic: TopicRow) -> str:
    """What is coded of a topic, in a word or two."""
    if topic.rank:
        return f"✓ {topic.rank}"
    if topic.passages:
        return f"✓ {topic.passages} passage{'s' if topic.passages != 1 else ''}"
    return "suggested" if topic.suggested else ""
