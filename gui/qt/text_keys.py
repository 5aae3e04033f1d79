"""Single keys of the coding flow: alive on the text, the cards and the card at the mark, dead in fields."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.actions import ACTIONS, When

_OWN = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select})
# While the caret shows, these move it, take the selection, or leave.
_CARET = frozenset({
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
})  # fmt: skip


class TextKeys(QObject):
    """``take`` is asked with the action's id and says whether it used the key."""

    def __init__(self, take: Callable[[str], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._take = take
        self._ids = {
            _portable(QKeySequence(key)): each.id
            for each in ACTIONS
            if each.when is When.TEXT or each.id == "escape"
            for key in each.keys
        }

    def serve(self, widget: QWidget) -> None:
        """Let the keys live on ``widget``."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that mean something now."""
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) or not isinstance(
            event, QKeyEvent
        ):
            return False
        if isinstance(watched, QAbstractButton) and event.key() in _OWN:
            return False  # a focused button is pressed by its own keys
        if getattr(watched, "caret_mode", False) and event.key() in _CARET:
            return False
        found = self._ids.get(_portable(QKeySequence(_combination(event))))
        if found is None:
            return False
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()  # no window shortcut may take what the flow needs
            return True
        return self._take(found)


def _combination(event: QKeyEvent) -> QKeyCombination:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = event.key()
    if key == Qt.Key.Key_Backtab:
        key, modifiers = Qt.Key.Key_Tab, modifiers | Qt.KeyboardModifier.ShiftModifier
    return QKeyCombination(modifiers, Qt.Key(key))


def _portable(sequence: QKeySequence) -> str:
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)
