"""The article canvas: the text a coder reads, clicks, selects and adjusts; it decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from core.domain.text import Span
from gui.qt.canvas_keys import CARET_KEYS, caret_target, scroll_target
from gui.qt.canvas_pointer import PointerView
from gui.qt.canvas_select import Selecting
from gui.qt.canvas_values import BoundaryMoved, Edge, Grain, MarksPressed, WordPressed, ZoomRequested
from gui.qt.canvas_voice import place_in_words, say, unit_in_words
from gui.qt.handles import nudged

__all__ = ["ArticleCanvas", "BoundaryMoved", "Edge", "Grain", "MarksPressed", "WordPressed", "ZoomRequested"]

_SHIFT, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
_DESCRIBED = 2_000  # characters that a screen reader gets as the description: see decision 0007
_TAKE = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ArticleCanvas(PointerView):
    """The canvas as panels use it. Mouse signals are `PointerView`'s; `viewed` says that things moved.

    Without the caret, arrow keys up and down scroll. Shift + an arrow, or `set_caret_mode`, brings the caret:
    then arrows move it (Ctrl: by words), Shift extends, Enter makes the selection, Escape leaves.
    """

    caret_mode_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Article text"))

    def show_article(self, text: str, repairs: Sequence[int] = ()) -> None:
        """Show another text from its top, without marks; ``repairs``: ascending offsets of lost spaces."""
        self.set_caret_mode(on=False)
        super().show_article(text, repairs)
        self.setAccessibleDescription(text[:_DESCRIBED])

    def set_current(self, unit: str) -> None:
        """Stress one unit and put grips on its spans; empty for none."""
        if unit and unit != self.current:
            say(self, unit_in_words(self._scene.index.marks_of(unit), self.text))
        super().set_current(unit)

    @property
    def caret_mode(self) -> bool:
        """Whether the caret shows and takes the arrow keys."""
        return self._lights.caret >= 0

    def set_caret_mode(self, *, on: bool) -> None:
        """Bring the caret to the current unit, or to the first line in view; or take it away."""
        if on == self.caret_mode:
            return
        self._lights.caret = self._first_place() if on else -1
        self._selecting = Selecting(max(self._lights.caret, 0), max(self._lights.caret, 0), Grain.CHARACTER)
        self._show_selection()
        self.caret_mode_changed.emit(on)

    def nudge(self, edge: Edge, direction: int, grain: Grain = Grain.WORD) -> BoundaryMoved | None:
        """The current unit with one end moved by a word or character; ``None`` if that end can't move.

        The start is that of the first fragment, the end that of the last. Nothing changes here.
        """
        spans = self.current_spans()
        if not spans:
            return None
        ordered = sorted(range(len(spans)), key=lambda i: spans[i])
        index = ordered[0] if edge is Edge.START else ordered[-1]
        span = nudged(spans[index], edge, direction, self.text, self.repairs, grain)
        return BoundaryMoved(self.current, index, span) if span != spans[index] else None

    def copy(self) -> None:
        """Put the selected words, else the current unit's, on the clipboard, verbatim."""
        spans = self.selection().spans or self.current_spans()
        if spans:
            QGuiApplication.clipboard().setText("\n".join(span.of(self.text) for span in spans))

    def event(self, event: QEvent) -> bool:
        """While the caret shows, its keys are the canvas's and no shortcut's."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._wants(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the caret, scroll, copy; whatever else a key means is the window's business."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.modifiers() & _ALT:
            event.ignore()
        elif self._wants(event) or self._calls_caret(event):
            self._press_caret_key(event)
        elif (target := scroll_target(event, self.verticalScrollBar())) is not None:
            self.verticalScrollBar().setValue(target)
        elif event.key() == Qt.Key.Key_Escape and self.selection().spans:
            self.clear_selection()
        else:
            event.ignore()

    def _wants(self, event: QKeyEvent) -> bool:
        if not self.caret_mode or event.modifiers() & _ALT:
            return False
        return event.key() in CARET_KEYS or event.key() in _TAKE or event.key() == Qt.Key.Key_Escape

    def _calls_caret(self, event: QKeyEvent) -> bool:
        return event.key() in CARET_KEYS and bool(event.modifiers() & _SHIFT)

    def _press_caret_key(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.set_caret_mode(on=False)
        elif event.key() in _TAKE:
            self._end_selection()
        else:
            self.set_caret_mode(on=True)
            self._move_caret(event)

    def _move_caret(self, event: QKeyEvent) -> None:
        at = caret_target(event, self._lights.caret, self._column, self.repairs)
        self._lights.caret = at
        if event.modifiers() & _SHIFT:
            self._selecting = self._selecting.moved(at)
        else:
            self._selecting = self._selecting.begun(at, Grain.CHARACTER, adding=False)
        self._show_selection()
        self._keep_in_view(at)
        say(self, place_in_words(at, self.selection().spans, self.text, self.repairs))

    def _first_place(self) -> int:
        spans = self.current_spans() or self.selection().spans
        if spans:
            return min(spans).start
        pieces = self.visible_pieces()
        return self._positions.bounds(pieces[0])[0]

    def _keep_in_view(self, at: int) -> None:
        """Scroll just so far that the caret's line shows."""
        caret, line = self._column.caret(at).translated(self.origin()), self._column.measures.line
        bar = self.verticalScrollBar()
        if caret.top() < line / 2:
            bar.setValue(round(bar.value() + caret.top() - line / 2))
        elif caret.bottom() > self.viewport().height() - line:
            bar.setValue(round(bar.value() + caret.bottom() + line - self.viewport().height()))

    def reveal(self, span: Span) -> None:
        """Bring ``span`` to the eye's line, unless it can be read comfortably where it is."""
        super().reveal(span)
        if self.caret_mode:
            self._lights.caret = span.start
            self._selecting = Selecting(span.start, span.start, Grain.CHARACTER)
