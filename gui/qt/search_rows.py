"""Rows of a search: the title, where it is from, and two lines around the first hit with the hits marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from core.app.searching import SearchHit
from core.domain.text import Span
from gui.qt.models import RowIndex, RowsModel, draw_line, row_ground, short_date, sized, worn
from gui.qt.positions import Positions
from gui.qt.tokens import Tokens

HEIGHT = 84


class SearchModel(RowsModel):
    """What was found."""

    def words(self, value: SearchHit) -> str:
        """All three parts, for screen readers."""
        return ", ".join(filter(None, (value.title, where_of(value), value.line.text)))


class SearchDelegate(QStyledItemDelegate):
    """Paints one article found; hits are bold as well as tinted."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: RowIndex) -> QSize:
        """All rows are alike."""
        return QSize(160, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: RowIndex) -> None:
        """Paint one row."""
        hit: SearchHit = index.data(Qt.ItemDataRole.UserRole)
        tokens = worn()
        rect: QRect = option.rect
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row_ground(painter, rect.adjusted(0, 1, 0, -2), tokens, option.state)
        inner = rect.adjusted(11, 7, -11, -7)
        heading = sized(font, 13, bold=True)
        title = QRect(inner.left(), inner.top(), inner.width(), 18)
        draw_marked(painter, title, hit.title or "Untitled", hit.title_marks, heading, tokens)
        said = QRect(inner.left(), inner.top() + 19, inner.width(), 16)
        draw_line(painter, said, where_of(hit), sized(font, 12), tokens.quiet)
        line = QRect(inner.left(), inner.top() + 36, inner.width(), 34)
        draw_marked(painter, line, hit.line.text, hit.line.marks, sized(font, 12), tokens, lines=2)
        painter.restore()


def where_of(hit: SearchHit) -> str:
    """Source, date and how many hits."""
    many = len(hit.spans)
    hits = f"{many} {'hit' if many == 1 else 'hits'}" if many else "in the title" if hit.title_marks else ""
    return " · ".join(filter(None, (hits, hit.source, short_date(hit.published))))


def draw_marked(
    painter: QPainter,
    rect: QRect,
    text: str,
    marks: Sequence[Span],
    font: QFont,
    tokens: Tokens,
    *,
    lines: int = 1,
) -> None:
    """``text`` from the top of ``rect`` on, as many lines as told and no more."""
    positions = Positions(text)
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    places = (positions.local_range(0, mark) for mark in marks)
    layout.setFormats([_format(*place, tokens) for place in places if place])
    layout.beginLayout()
    top = 0.0
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(rect.width())
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    painter.setPen(QColor(tokens.ink))
    layout.draw(painter, QPointF(rect.topLeft()))


def _format(start: int, end: int, tokens: Tokens) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setBackground(QColor(tokens.found))
    look.setFontWeight(QFont.Weight.Bold)
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, look
    return made
