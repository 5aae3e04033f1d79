"""Draws a laid-out card: state by the form of its outline, never by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QStaticText

from gui.qt.card_face import Face, Fonts, Piece
from gui.qt.looks import look, paint_swatch
from gui.qt.tokens import Tokens
from gui.viewmodels.views import State, UnitCard

RADIUS = 10.0
_KEPT = 2_000  # words laid out: labels, states and actors come again on card after card


class CardPainter:
    """Draws faces in one theme; colours are looked up once."""

    def __init__(self, tokens: Tokens, fonts: Fonts) -> None:
        self._fonts, self._tokens = fonts, tokens
        self._words: dict[tuple[str, str], tuple[QStaticText, float, float]] = {}
        self._colours = {name: QColor(value) for name, value in tokens.flat().items() if value[:1] == "#"}

    def paint(self, painter: QPainter, card: UnitCard, face: Face, at: QPointF, width: float) -> None:
        """Draw ``card`` with its upper left corner at ``at``."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(at)
        self._frame(painter, card, QRectF(0, 0, width, face.height))
        for region in face.regions:
            if region.focused:
                self._round(painter, region.rect, "accent_soft", 6)
        for piece in face.pieces:
            self._piece(painter, piece)
        painter.restore()

    def _frame(self, painter: QPainter, card: UnitCard, rect: QRectF) -> None:
        thick = 2.0 if card.current else 1.0
        pen = QPen(self._colours["accent" if card.current else "outline"], thick)
        if card.state in (State.SUGGESTED, State.REJECTED) and not card.current:
            pen.setDashPattern([3.0, 2.5])
        elif not card.current:
            pen.setColor(self._colours["hairline"])
        painter.setPen(pen)
        painter.setBrush(self._colours["raised"])
        inset = thick / 2
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        found = look(card.layer, card.category)
        if found is not None:
            stripe = QRectF(rect.left() + 3, rect.top() + RADIUS, 5, rect.height() - 2 * RADIUS)
            paint_swatch(painter, stripe, found, self._tokens, 2)

    def _piece(self, painter: QPainter, piece: Piece) -> None:
        rect = piece.rect
        if piece.ground:
            self._round(painter, rect, piece.ground, 5)
            rect = rect.adjusted(8, 0, -4, 0)
        painter.setFont(getattr(self._fonts, piece.font))
        painter.setPen(self._colours[piece.ink])
        words, width, height = self._laid_out(piece)
        left = rect.right() - width if piece.right else rect.left()
        painter.drawStaticText(QPointF(left, rect.top() + (rect.height() - height) / 2), words)

    def _laid_out(self, piece: Piece) -> tuple[QStaticText, float, float]:
        """The words of a piece, how wide and how high they are."""
        key = piece.text, piece.font
        found = self._words.get(key)
        if found is None:
            if len(self._words) >= _KEPT:
                self._words.clear()
            words = QStaticText(piece.text)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.prepare(font=getattr(self._fonts, piece.font))
            size = words.size()
            found = self._words[key] = (words, size.width(), size.height())
        return found

    def _round(self, painter: QPainter, rect: QRectF, colour: str, radius: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colours[colour])
        painter.drawRoundedRect(rect, radius, radius)
