"""Paints the looks of categories: chips, stripes and lanes, in shades that stand out in either theme."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from core.domain.codebook import Codebook
from core.domain.coding import Layer
from gui.qt.tokens import Tokens
from gui.viewmodels.contrast import readable
from gui.viewmodels.looks import Look, looks_of

_NONE: Mapping[tuple[Layer, str], Look] = MappingProxyType({})
_BRUSHES = {
    "hatched": Qt.BrushStyle.BDiagPattern,
    "dotted": Qt.BrushStyle.Dense5Pattern,
    "crossed": Qt.BrushStyle.DiagCrossPattern,
    "striped": Qt.BrushStyle.HorPattern,
}


class _Worn:
    """The looks of the codebook in force; like the theme there is one for the whole window."""

    looks = _NONE


def wear(book: Codebook | None) -> None:
    """Take on the looks of ``book``; ``None``: there is no project any more."""
    _Worn.looks = _NONE if book is None else looks_of(book)


def look(layer: Layer, category: str) -> Look | None:
    """The look of a category; ``None`` for the theme's own."""
    return _Worn.looks.get((layer, category))


def lane(layer: Layer, category: str, tokens: Tokens) -> str:
    """The colour of a category's lane; empty for the theme's own."""
    found = look(layer, category)
    return readable(found.colour, tokens.pane) if found is not None else ""


def paint_swatch(painter: QPainter, rect: QRectF, found: Look, tokens: Tokens, radius: float = 3.0) -> None:
    """A small field in the look: ground, pattern, and an outline that stands out from the pane."""
    ink = QColor(readable(found.colour, tokens.pane))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.0))
    painter.setBrush(ink if found.pattern == "solid" else QColor(tokens.pane))
    painter.drawRoundedRect(rect, radius, radius)
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    painter.setClipPath(path)
    if found.pattern == "waved":
        _waves(painter, rect, ink)
    elif found.pattern in _BRUSHES:
        painter.fillRect(rect, QBrush(ink, _BRUSHES[found.pattern]))
    painter.restore()


def _waves(painter: QPainter, rect: QRectF, ink: QColor) -> None:
    """Lines that swing from side to side every four pixels."""
    painter.setPen(QPen(ink, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    y = rect.top() + 2
    while y < rect.bottom() + 2:
        wave, x = QPainterPath(QPointF(rect.left(), y)), rect.left()
        while x < rect.right():
            wave.quadTo(QPointF(x + 1.5, y - 2.5), QPointF(x + 3, y))
            wave.quadTo(QPointF(x + 4.5, y + 2.5), QPointF(x + 6, y))
            x += 6
        painter.drawPath(wave)
        y += 4
