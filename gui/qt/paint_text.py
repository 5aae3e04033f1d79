"""Paints the words themselves, and what lights up behind them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QGlyphRun, QPainter

from gui.qt.canvas_column import Measures
from gui.qt.paint_shapes import colour, pen, small_font
from gui.qt.tokens import Tokens


def paint_words(
    painter: QPainter, runs: Iterable[tuple[str, int, list[QGlyphRun]]], top: float, tokens: Tokens
) -> None:
    """The glyphs, in ink or in the ink of their mention."""
    at = QPointF(0, top)
    for category, _row, glyphs in runs:
        painter.setPen(colour(tokens.tint(category).ink if category else tokens.ink))
        for run in glyphs:
            painter.drawGlyphRun(at, run)


def paint_selected(painter: QPainter, boxes: Iterable[QRectF], tokens: Tokens) -> None:
    """The ground of selected words."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(tokens.selection))
    for box in boxes:
        painter.drawRect(box)


def paint_evidence(painter: QPainter, boxes: Iterable[QRectF], m: Measures, tokens: Tokens) -> None:
    """The ground of words that spoke for a suggestion."""
    painter.setBrush(colour(tokens.evidence))
    painter.setPen(Qt.PenStyle.NoPen)
    for box in boxes:
        painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), 3 * m.unit, 3 * m.unit)


def paint_evidence_rims(painter: QPainter, boxes: Iterable[QRectF], m: Measures, tokens: Tokens) -> None:
    """Their dotted rim, over tints and lanes: a name that spoke for something keeps its own colours."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(tokens.warn, 1.7 * m.unit, (1.0, 1.2)))
    for box in boxes:
        painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2), 4 * m.unit, 4 * m.unit)


def paint_found(painter: QPainter, boxes: Iterable[QRectF], tokens: Tokens, *, current: bool) -> None:
    """A hit of the search; the current one also has a rim."""
    painter.setBrush(colour(tokens.found_current if current else tokens.found))
    painter.setPen(pen(tokens.warn, 1.5) if current else Qt.PenStyle.NoPen)
    for box in boxes:
        painter.drawRect(box)


def paint_candidate(
    painter: QPainter, boxes: Iterable[QRectF], m: Measures, tokens: Tokens, *, current: bool
) -> None:
    """Words that could fill the slot in hand; the current one stands out by its rim."""
    painter.setBrush(colour(tokens.candidate))
    painter.setPen(pen(tokens.candidate_ink, 2.2 if current else 1.0, () if current else (2.0, 2.0)))
    for box in boxes:
        painter.drawRoundedRect(box.adjusted(-2, -1.5, 2, 1.5), 4 * m.unit, 4 * m.unit)


def paint_badge(
    painter: QPainter, box: QRectF, m: Measures, tokens: Tokens, *, number: int, current: bool
) -> None:
    """A candidate's number, above the start of its words."""
    text, size = str(number), 10.5 * m.unit
    painter.setFont(small_font(round(8.5 * m.unit)))
    badge = QRectF(
        box.left() - 4 * m.unit, box.top() - 7.5 * m.unit, max(size, size * 0.62 * len(text) + 4), size
    )
    painter.setPen(pen(tokens.candidate_ink, 1.0))
    painter.setBrush(colour(tokens.candidate_ink if current else tokens.pane))
    painter.drawRoundedRect(badge, size / 2, size / 2)
    painter.setPen(colour(tokens.on_accent if current else tokens.candidate_ink))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


def paint_caret(painter: QPainter, box: QRectF, m: Measures, tokens: Tokens) -> None:
    """The caret of the keyboard mode."""
    painter.fillRect(box.adjusted(-1, -1, 1 * m.unit, 1), colour(tokens.accent))
