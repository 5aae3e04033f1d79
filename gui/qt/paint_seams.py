"""Paints the signs of lost spaces and sentence ends, and says which of them is under a point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from gui.qt.canvas_column import Column, Measures
from gui.qt.paint_shapes import pen
from gui.qt.tokens import Tokens
from gui.viewmodels.views import Seam


class SeamPlace(NamedTuple):
    """A sign in its piece: its line, and its x."""

    row: int
    x: float
    seam: Seam


def seam_places(column: Column, piece: int, seams: Iterable[Seam]) -> list[SeamPlace]:
    """Where the signs of a piece stand: between two words, or behind the word that ends a sentence."""
    known = column.laid(piece).signs
    out: list[SeamPlace] = []
    for seam in seams:
        if seam.at not in known:
            known[seam.at] = _place(column, piece, seam)
        row, x = known[seam.at]
        out.append(SeamPlace(row, x, seam))
    return out


def _place(column: Column, piece: int, seam: Seam) -> tuple[int, float]:
    behind = seam.end and column.positions.text[seam.at - 1].isspace()
    caret = column.caret(seam.at - 1 if behind else seam.at)
    return int((caret.y() - column.top(piece)) // column.measures.line), caret.x()


def paint_seams(
    painter: QPainter, places: Sequence[SeamPlace], top: float, m: Measures, tokens: Tokens
) -> None:
    """A faint wedge where a space, a ring where a full stop seems lost; struck out where it is refused."""
    if not places:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for place in places:
        painter.setPen(pen(tokens.quiet, 1.0 * m.unit))
        _draw(painter, place, top, m)


def paint_seam_now(painter: QPainter, place: SeamPlace, top: float, m: Measures, tokens: Tokens) -> None:
    """The sign that is looked at: stronger, within a frame."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(tokens.accent, 1.5 * m.unit))
    painter.drawRoundedRect(seam_box(place, top, m), 3 * m.unit, 3 * m.unit)
    _draw(painter, place, top, m)


def seam_box(place: SeamPlace, top: float, m: Measures) -> QRectF:
    """The box of a sign, as large as one can press."""
    middle = _middle(place, top, m)
    reach = 6 * m.unit
    return QRectF(middle.x() - reach, middle.y() - reach, 2 * reach, 2 * reach)


def seam_under(places: Iterable[SeamPlace], point: QPointF, top: float, m: Measures) -> int:
    """The offset of the sign under a point, the nearest of several; -1 when there is none."""
    near = [place for place in places if seam_box(place, top, m).contains(point)]
    return min(near, key=lambda place: abs(place.x - point.x())).seam.at if near else -1


def _middle(place: SeamPlace, top: float, m: Measures) -> QPointF:
    y = top + place.row * m.line + m.baseline
    if place.seam.end:
        return QPointF(place.x + 2.6 * m.unit, y - 1.6 * m.unit)
    return QPointF(place.x, y + 3.2 * m.unit)


def _draw(painter: QPainter, place: SeamPlace, top: float, m: Measures) -> None:
    middle, u = _middle(place, top, m), m.unit
    if place.seam.end:
        painter.drawEllipse(middle, 1.8 * u, 1.8 * u)
    else:
        left, right = (QPointF(middle.x() + side * 2.4 * u, middle.y() + 1.7 * u) for side in (-1, 1))
        painter.drawPolyline([left, QPointF(middle.x(), middle.y() - 1.7 * u), right])
    if place.seam.refused:
        reach = QPointF(4.2 * u, -3.4 * u)
        painter.drawLine(middle - reach, middle + reach)
