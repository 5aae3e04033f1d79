"""Small shapes and pens that the painters share."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from gui.qt.theme import interface_font
from gui.viewmodels.views import State

DASHES = (3.2, 2.2)  # of a suggestion's outline, in pen widths
LONG_DASHES = (4.5, 2.4)  # of a suggestion's lane
DOTS = (1.0, 1.3)  # of a cue


@lru_cache(maxsize=256)
def colour(name: str, alpha: int = 255) -> QColor:
    """A colour by its ``#RRGGBB``. Kept, since painting asks for the same few; don't change it."""
    made = QColor(name)
    made.setAlpha(alpha)
    return made


@lru_cache(maxsize=256)
def pen(name: str, width: float, dashes: tuple[float, ...] = (), alpha: int = 255) -> QPen:
    """A flat-ended pen; ``dashes`` in pen widths. Kept; don't change it."""
    made = QPen(colour(name, alpha), width)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    made.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dashes:
        made.setDashPattern(dashes)
    return made


@lru_cache(maxsize=16)
def small_font(pixels: int, *, bold: bool = True) -> QFont:
    """The interface font for letters, numbers and slot names between the lines."""
    font = QFont(interface_font())
    font.setPixelSize(max(7, pixels))
    font.setBold(bold)
    return font


@lru_cache(maxsize=256)
def width_of(text: str, pixels: int, *, bold: bool = True) -> float:
    """How wide ``text`` is in the small font."""
    return QFontMetricsF(small_font(pixels, bold=bold)).horizontalAdvance(text)


def draw_sign(painter: QPainter, state: State, x: float, bottom: float, size: float) -> float:
    """Draw the sign of a state (tick, pencil, plus) with its left at ``x``; returns the width it took.

    The pen's colour is the painter's. A suggestion has no sign: its outline is dashed.
    """
    draw = _SIGNS.get(state)
    if draw is None:
        return 0.0
    draw(painter, QRectF(x, bottom - size, size, size))
    return size


def _tick(painter: QPainter, box: QRectF) -> None:
    x, y, s = box.x(), box.y(), box.width()
    turn = QPointF(x + 0.36 * s, y + 0.92 * s)
    painter.drawPolyline([QPointF(x, y + 0.55 * s), turn, QPointF(x + s, y + 0.1 * s)])


def _pencil(painter: QPainter, box: QRectF) -> None:
    x, y, s = box.x(), box.y(), box.width()
    tip = QPointF(x, y + s)
    painter.drawPolyline([QPointF(x + 0.72 * s, y), QPointF(x + 0.1 * s, y + 0.66 * s), tip])
    painter.drawPolyline([tip, QPointF(x + 0.36 * s, y + 0.92 * s), QPointF(x + s, y + 0.28 * s)])
    painter.drawLine(QPointF(x + 0.72 * s, y), QPointF(x + s, y + 0.28 * s))


def _plus(painter: QPainter, box: QRectF) -> None:
    middle, reach = box.center(), box.width() * 0.45
    painter.drawLine(QPointF(middle.x() - reach, middle.y()), QPointF(middle.x() + reach, middle.y()))
    painter.drawLine(QPointF(middle.x(), middle.y() - reach), QPointF(middle.x(), middle.y() + reach))


_SIGNS = {State.CONFIRMED: _tick, State.FIXED: _pencil, State.ADDED: _plus}
