"""Paints mentions: a tint behind the words, an outline that says the state, a letter that says the type."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from gui.qt.canvas_column import Measures
from gui.qt.paint_plan import Strip
from gui.qt.paint_shapes import DASHES, colour, draw_sign, pen, small_font, width_of
from gui.qt.tokens import LETTERS, Tokens
from gui.viewmodels.views import State


def box_of(strip: Strip, top: float, m: Measures) -> QRectF:
    """The tinted box of a strip; what holds others stands a little wider around them."""
    reach = min(strip.level, 2) * 1.75 * m.unit
    y = top + strip.row * m.line
    box = QRectF(strip.left - 0.5, y + m.tint_top, strip.right - strip.left + 1, m.tint_bottom - m.tint_top)
    return box.adjusted(-reach / 2, -reach, reach / 2, reach / 2)


def paint_tints(
    painter: QPainter, strips: Iterable[Strip], top: float, m: Measures, tokens: Tokens, current: str
) -> None:
    """Tints and outlines, below the words."""
    for strip in strips:
        mark = strip.fragment.mark
        tint = tokens.tint(mark.category)
        box = box_of(strip, top, m)
        dashes = DASHES if mark.state is State.SUGGESTED else ()
        painter.setBrush(colour(tint.ground))
        painter.setPen(pen(tint.ink, 1.0, dashes, 150 if dashes else 210))
        painter.drawRoundedRect(box.adjusted(0, 0.5, 0, -0.5), 3 * m.unit, 3 * m.unit)
        if mark.current or mark.unit == current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen(tokens.accent, 2.0))
            painter.drawRoundedRect(box.adjusted(-1.5, -1, 1.5, 1), 4 * m.unit, 4 * m.unit)


def paint_letters(
    painter: QPainter, strips: Iterable[Strip], top: float, m: Measures, tokens: Tokens
) -> None:
    """The type letter and the sign of the state, in the free space above the right end of each mention."""
    pixels = round(8.5 * m.unit)
    painter.setFont(small_font(pixels))
    taken: dict[tuple[int, int], float] = {}  # mentions that end at the same place stand side by side
    for strip in strips:
        if not strip.last:
            continue
        mark = strip.fragment.mark
        letter = mark.letter or LETTERS.get(mark.category, "")
        ink = tokens.tint(mark.category).ink
        sign = 5.2 * m.unit if mark.state in (State.CONFIRMED, State.FIXED, State.ADDED) else 0.0
        width = width_of(letter, pixels) + (sign + 1.5 * m.unit if sign else 0.0)
        key = (strip.row, round(strip.right))
        right = taken.get(key, strip.right + 2 * m.unit)
        taken[key] = right - width - 3 * m.unit
        bottom = top + strip.row * m.line + m.tint_top - 0.5
        painter.setPen(pen(ink, 1.2 * m.unit))
        painter.drawText(QPointF(right - width, bottom), letter)
        if sign:
            draw_sign(painter, mark.state, right - sign, bottom, sign)
