"""What a correction takes out and adds, in one text: struck out and underlined, and in colour."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from core.text.difference import Part, Piece
from gui.qt.theme import tokens_for


class DifferenceView(QTextEdit):
    """Read only; can be selected, copied and heard: a screen reader is told the words with their signs."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self._pieces: tuple[Piece, ...] = ()
        self._more = ""

    def show_pieces(self, pieces: Iterable[Piece], more: str) -> None:
        """Show a comparison; ``more``: a sentence at its end, empty for none."""
        wanted = tuple(pieces)
        if (wanted, more) == (self._pieces, self._more):
            return
        self._pieces, self._more = wanted, more
        self._paint()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint()

    def _paint(self) -> None:
        formats = _formats()
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for piece in self._pieces:
            cursor.insertText(piece.text, formats[piece.part])
        if self._more:
            cursor.insertText(f"\n\n{self._more}", QTextCharFormat())
        cursor.endEditBlock()
        told = (f"{_SIGNS[p.part]} {p.text}" for p in self._pieces if p.part is not Part.SAME)
        self.setAccessibleDescription("; ".join(told))


_SIGNS = {Part.REMOVED: "removed", Part.ADDED: "added"}


def _formats() -> dict[Part, QTextCharFormat]:
    tokens = tokens_for(QApplication.palette())
    removed, added, same = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
    removed.setFontStrikeOut(True)
    removed.setForeground(QColor(tokens.bad))
    added.setFontUnderline(True)
    added.setFontWeight(600)
    added.setForeground(QColor(tokens.good))
    same.setForeground(QColor(tokens.ink))
    return {Part.REMOVED: removed, Part.ADDED: added, Part.SAME: same}
