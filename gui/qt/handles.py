"""The grips at both ends of the current unit's spans, and where a dragged grip takes its boundary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from core.domain.text import Span
from core.text.words import next_word, previous_word, snap
from gui.qt.canvas_column import Column, Measures
from gui.qt.canvas_values import Edge, Grain
from gui.qt.paint_shapes import colour, pen
from gui.qt.positions import runs_leftwards, step
from gui.qt.tokens import Tokens

REACH = 7.0  # half the width of what can be grabbed, in pixels


@dataclass(frozen=True, slots=True)
class Grip:
    """One end of fragment ``index`` of a unit; ``box`` is the caret there, in the text's own pixels."""

    unit: str
    index: int
    edge: Edge
    span: Span
    box: QRectF

    def holds(self, point: QPointF, m: Measures) -> bool:
        """Whether the grip can be grabbed at ``point``."""
        return self.box.adjusted(-REACH, -7 * m.unit, REACH, 7 * m.unit).contains(point)


def grips_of(unit: str, spans: Sequence[Span], column: Column, pieces: range) -> tuple[Grip, ...]:
    """Both grips of every span, as far as they lie in ``pieces``."""
    out: list[Grip] = []
    for index, span in enumerate(spans):
        for edge, at in ((Edge.START, span.start), (Edge.END, span.end - 1)):
            if column.positions.piece_at(at) not in pieces:
                continue
            for box in column.rects(Span(at, at + 1)):
                at_right = (edge is Edge.END) != runs_leftwards(column.positions.text[at])
                x = box.right() if at_right else box.left()
                out.append(Grip(unit, index, edge, span, QRectF(x, box.top(), 0, box.height())))
    return tuple(out)


def grip_at(grips: Iterable[Grip], point: QPointF, m: Measures) -> Grip | None:
    """The grip nearest to ``point`` among those that can be grabbed there."""
    near = [grip for grip in grips if grip.holds(point, m)]
    return min(near, key=lambda grip: abs(grip.box.x() - point.x()), default=None)


def dragged(
    span: Span, edge: Edge, position: int, text: str, repairs: Sequence[int], grain: Grain = Grain.WORD
) -> Span:
    """``span`` with its ``edge`` dragged to ``position``, to whole words unless ``grain`` says otherwise."""
    if edge is Edge.START:
        start = min(position, span.end - 1)
        snapped = snap(text, start, span.end, repairs) if grain is Grain.WORD else None
        return Span(snapped.start if snapped and snapped.start < span.end else start, span.end)
    end = max(position, span.start + 1)
    snapped = snap(text, span.start, end, repairs) if grain is Grain.WORD else None
    return Span(span.start, snapped.end if snapped and snapped.end > span.start else end)


def nudged(
    span: Span, edge: Edge, direction: int, text: str, repairs: Sequence[int], grain: Grain = Grain.WORD
) -> Span:
    """``span`` with one end moved by a word or a character; ``direction`` -1 is left, 1 right.

    It stays as it is where it would become empty or leave the text.
    """
    at = span.start if edge is Edge.START else span.end
    to = (
        step(text, at, direction)
        if grain is Grain.CHARACTER
        else _word_step(at, edge, direction, text, repairs)
    )
    start, end = (to, span.end) if edge is Edge.START else (span.start, to)
    return Span(start, end) if 0 <= start < end <= len(text) else span


def _word_step(at: int, edge: Edge, direction: int, text: str, repairs: Sequence[int]) -> int:
    if edge is Edge.START:
        word = previous_word(text, at, repairs) if direction < 0 else next_word(text, at + 1, repairs)
        return at if word is None else word.start
    word = next_word(text, at, repairs) if direction > 0 else previous_word(text, at - 1, repairs)
    return at if word is None else word.end


def paint_grips(painter: QPainter, grips: Iterable[Grip], m: Measures, tokens: Tokens) -> None:
    """A bar at each end with a knob: above the start, below the end."""
    radius = 4.2 * m.unit
    for grip in grips:
        painter.setPen(pen(tokens.accent, 2.0))
        x, top, bottom = grip.box.x(), grip.box.top() - 1, grip.box.bottom() + 1
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        knob = QPointF(x, top - radius + 1) if grip.edge is Edge.START else QPointF(x, bottom + radius - 1)
        painter.setPen(pen(tokens.pane, 1.2))
        painter.setBrush(colour(tokens.accent))
        painter.drawEllipse(knob, radius, radius)
