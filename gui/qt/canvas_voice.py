"""What the canvas says to a screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from core.domain.text import Span, words_of
from core.text.words import word_at
from gui.viewmodels.views import Mark

_LONGEST = 300  # characters; nobody waits for more


def say(widget: QWidget, message: str) -> None:
    """Have ``message`` read out, if somebody listens."""
    if message and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, message[:_LONGEST]))


def unit_in_words(marks: Sequence[Mark], text: str) -> str:
    """The current unit: its words, its category, how it stands, and the words of its slots."""
    own = next((mark for mark in marks if mark.role == "unit"), None)
    if own is None:
        return ""
    said = [words_of(own.spans, text), own.category, own.state.value]
    said += [f"{mark.role}: {words_of(mark.spans, text)}" for mark in marks if mark.role != "unit"]
    return ", ".join(part for part in said if part)


def place_in_words(position: int, selected: Sequence[Span], text: str, repairs: Sequence[int]) -> str:
    """Where the caret is: what is selected, else the word there, else the character."""
    if selected:
        return words_of(selected, text)
    word = word_at(text, position, repairs)
    return word.of(text) if word is not None else text[position : position + 1]
