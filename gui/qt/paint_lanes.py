"""Paints what runs under the lines: statements, topic passages and events, each unit on a lane of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from core.domain.coding import Layer
from gui.qt.canvas_column import Measures
from gui.qt.looks import lane, look, paint_swatch
from gui.qt.paint_plan import Strip
from gui.qt.paint_shapes import DOTS, LONG_DASHES, colour, draw_sign, pen, small_font, width_of
from gui.qt.tokens import Tokens
from gui.viewmodels.views import Mark, State


def lane_y(lane: int, row: int, top: float, m: Measures) -> float:
    """The middle of a lane."""
    return top + row * m.line + m.lane + lane * m.pitch


def lane_colour(layer: Layer, tokens: Tokens) -> str:
    """The colour of a layer's lanes."""
    return {Layer.STATEMENT: tokens.statement, Layer.EVENT: tokens.event}.get(layer, tokens.topic)


def paint_grounds(
    painter: QPainter, strips: Iterable[Strip], top: float, m: Measures, tokens: Tokens, current: str
) -> None:
    """A breath of the lane's colour behind the words of the current unit."""
    painter.setPen(Qt.PenStyle.NoPen)
    for strip in strips:
        mark = strip.fragment.mark
        if not (mark.current or mark.unit == current):
            continue
        painter.setBrush(colour(lane_colour(mark.layer, tokens), 34))
        y = top + strip.row * m.line
        height = lane_y(strip.level, strip.row, top, m) - y - m.tint_top
        painter.drawRect(QRectF(strip.left, y + m.tint_top, strip.right - strip.left, height))


def paint_lanes(
    painter: QPainter, strips: Iterable[Strip], top: float, m: Measures, tokens: Tokens, current: str
) -> None:
    """The lanes themselves."""
    for strip in strips:
        mark = strip.fragment.mark
        strong = mark.current or mark.unit == current
        name = lane(mark.layer, mark.category, tokens) or lane_colour(mark.layer, tokens)
        _PAINTERS.get(mark.layer, _topic)(
            painter, strip, lane_y(strip.level, strip.row, top, m), m, name, strong
        )
        found = look(mark.layer, mark.category)
        if found is not None and strip.first and mark.role == "unit":
            y, side = lane_y(strip.level, strip.row, top, m), 6.5 * m.unit
            paint_swatch(painter, QRectF(strip.left, y - side / 2, side, side), found, tokens, 1.5)
        if strip.last and mark.role == "unit" and mark.state in (State.FIXED, State.ADDED):
            painter.setPen(pen(name, 1.1 * m.unit))
            y = lane_y(strip.level, strip.row, top, m) + 2.5 * m.unit
            draw_sign(painter, mark.state, strip.right + 1.5 * m.unit, y, 5 * m.unit)


def paint_links(
    painter: QPainter, links: Iterable[tuple[Strip, Strip]], top: float, m: Measures, tokens: Tokens
) -> None:
    """A hairline that holds the fragments of an event together."""
    painter.setPen(pen(tokens.event, 1.0 * m.unit, (1.5, 2.5), 190))
    for one, other in links:
        y = lane_y(one.level, one.row, top, m)
        painter.drawLine(QPointF(one.right, y), QPointF(other.left, y))


def _dashes(mark: Mark) -> tuple[float, ...]:
    if mark.role == "cue":
        return DOTS
    return LONG_DASHES if mark.state is State.SUGGESTED else ()


def _statement(painter: QPainter, strip: Strip, y: float, m: Measures, name: str, strong: bool) -> None:
    painter.setPen(pen(name, (2.8 if strong else 1.7) * m.unit, _dashes(strip.fragment.mark)))
    painter.drawLine(QPointF(strip.left, y), QPointF(strip.right, y))


def _topic(painter: QPainter, strip: Strip, y: float, m: Measures, name: str, strong: bool) -> None:
    """A thin line between two beads: told from a statement by form; a suggestion's beads are hollow."""
    dashes, width, radius = _dashes(strip.fragment.mark), (2.2 if strong else 1.2) * m.unit, 1.7 * m.unit
    painter.setPen(pen(name, width, dashes))
    painter.drawLine(QPointF(strip.left, y), QPointF(strip.right, y))
    painter.setPen(pen(name, 1.1 * m.unit))
    painter.setBrush(Qt.BrushStyle.NoBrush if dashes else colour(name))
    if strip.first:
        painter.drawEllipse(QPointF(strip.left + radius, y), radius, radius)
    if strip.last:
        painter.drawEllipse(QPointF(strip.right - radius, y), radius, radius)


def _event(painter: QPainter, strip: Strip, y: float, m: Measures, name: str, strong: bool) -> None:
    """A bracket: a line whose ends turn up to the words."""
    width = (2.6 if strong else 1.7) * m.unit
    left, right, rise = strip.left + width / 2, strip.right - width / 2, 4 * m.unit
    painter.setPen(pen(name, width, _dashes(strip.fragment.mark)))
    painter.drawLine(QPointF(strip.left, y), QPointF(strip.right, y))
    painter.setPen(pen(name, width))
    if strip.first:
        painter.drawLine(QPointF(left, y + width / 2), QPointF(left, y - rise))
    if strip.last:
        painter.drawLine(QPointF(right, y + width / 2), QPointF(right, y - rise))


_Painter = Callable[[QPainter, Strip, float, Measures, str, bool], None]
_PAINTERS: Mapping[Layer, _Painter] = {Layer.STATEMENT: _statement, Layer.EVENT: _event}


def more_sign(row: int, units: tuple[str, ...], top: float, m: Measures, width: float) -> tuple[QRectF, str]:
    """Where the sign for units without a lane stands, to the right of the column, and what it says."""
    text = f"+{len(units)}"
    wide = width_of(text, round(9 * m.unit)) + 8 * m.unit
    y = top + row * m.line + m.tint_bottom - 4 * m.unit
    return QRectF(width + 6 * m.unit, y, wide, 13 * m.unit), text


def paint_more(
    painter: QPainter,
    hidden: Mapping[int, tuple[str, ...]],
    top: float,
    m: Measures,
    tokens: Tokens,
    width: float,
) -> None:
    """A ``+2`` beside each line on which more units run than there are lanes."""
    for row, units in hidden.items():
        box, text = more_sign(row, units, top, m, width)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens.trough))
        painter.drawRoundedRect(box, 4 * m.unit, 4 * m.unit)
        painter.setFont(small_font(round(9 * m.unit)))
        painter.setPen(colour(tokens.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def paint_slots(
    painter: QPainter,
    strips: Iterable[Strip],
    top: float,
    m: Measures,
    tokens: Tokens,
    numbered: frozenset[int],
) -> None:
    """The slots of the current unit: outlined words, with the slot's name above their start.

    The name makes room where a candidate's number stands (``numbered``: where those start).
    """
    pixels = round(8.5 * m.unit)
    for strip in strips:
        mark = strip.fragment.mark
        name = lane_colour(mark.layer, tokens)
        y = top + strip.row * m.line
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(name, 1.6 * m.unit))
        box = QRectF(
            strip.left - 1.5, y + m.tint_top - 1, strip.right - strip.left + 3, m.tint_bottom - m.tint_top + 2
        )
        painter.drawRoundedRect(box, 4 * m.unit, 4 * m.unit)
        if strip.first:
            painter.setFont(small_font(pixels, bold=False))
            left = strip.left + (9 * m.unit if strip.fragment.start in numbered else 0)
            painter.drawText(QPointF(left, y + m.tint_top - 2.5 * m.unit), mark.role)
