"""A plain text editor that gives back exactly what stands in it."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

_PARAGRAPH = "\u2029"  # what a document has at the ends of its lines


class PlainEditor(QPlainTextEdit):
    """``toPlainText`` turns no-break spaces into spaces; a text read from here has them."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)

    def show_text(self, text: str) -> bool:
        """Begin with ``text``, nothing to be undone; false when the editor can't hold it as it is."""
        self.setPlainText(text)
        return self.exact_text() == text

    def exact_text(self) -> str:
        """What stands in the editor, character by character; lines end in LF."""
        return self.document().toRawText().replace(_PARAGRAPH, "\n")
