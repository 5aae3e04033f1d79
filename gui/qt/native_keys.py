"""Keys as the person's own system writes them."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence


def native(key: str) -> str:
    """``Ctrl+Z`` → ``⌘Z`` on a Mac."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
