"""What the mouse does on the text: press marks and words, select by drag, pull grips, zoom by wheel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from core.domain.text import Span
from core.text.words import snap, word_at
from gui.qt.canvas_marked import MarkedView
from gui.qt.canvas_select import Selecting
from gui.qt.canvas_values import BoundaryMoved, Grain, MarksPressed, WordPressed, ZoomRequested
from gui.qt.handles import Grip, dragged, grip_at
from gui.viewmodels.views import Selection

_NOTCH = 120  # eighths of a degree: one notch of a wheel
_CREEP_MS = 40  # between scroll steps while a drag is held beyond the edge
_CTRL = Qt.KeyboardModifier.ControlModifier
# Many Linux desktops move the window by Alt + drag, so Shift means single characters too.
_FINE = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_LEFT = Qt.MouseButton.LeftButton


class PointerView(MarkedView):
    """A `MarkedView` that answers the mouse. Every signal with a value carries one frozen dataclass."""

    marks_pressed = Signal(MarksPressed)
    word_pressed = Signal(WordPressed)
    seam_pressed = Signal(int)  # the sign of lost text at this offset
    ground_pressed = Signal()  # a click where there is no word
    selection_made = Signal(Selection)
    boundary_moved = Signal(BoundaryMoved)
    zoom_requested = Signal(ZoomRequested)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport().setMouseTracking(True)
        self.tip_of: Callable[[int], str] = lambda _at: ""
        self._selecting = Selecting()
        self._pressed: QPoint | None = None  # a press that may become a click or a drag
        self._keys = Qt.KeyboardModifier.NoModifier  # held at the press
        self._drawing = False
        self._grip: Grip | None = None
        self._last = QPoint()
        self._angle = 0
        self._creep = QTimer(self)
        self._creep.setInterval(_CREEP_MS)
        self._creep.timeout.connect(self._on_creep)

    def show_article(self, text: str, repairs: Sequence[int] = ()) -> None:
        """Show another text from its top, without marks; ``repairs``: ascending offsets of lost spaces."""
        self._let_go()
        self._selecting = Selecting()
        super().show_article(text, repairs)

    @property
    def repairs(self) -> tuple[int, ...]:
        """Offsets before which a space seems lost; selections may begin and end there."""
        return self._scene.repairs

    def selection(self) -> Selection:
        """What is selected now."""
        return Selection(self._lights.selected)

    def clear_selection(self) -> None:
        """Select nothing."""
        self._selecting = Selecting(self._selecting.head, self._selecting.head)
        self._show_selection()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a grip, or wait whether this becomes a click or a drag."""
        if event.button() is not _LEFT:
            super().mousePressEvent(event)
            return
        where = event.position().toPoint()
        self._last = where
        self._grip = grip_at(self._grips(), self.to_text(where), self._column.measures)
        self._pressed, self._keys = where, event.modifiers()
        self._drawing = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw out the selection or pull the grip; without a button, shape the cursor."""
        where = event.position().toPoint()
        if self._pressed is None:
            self._shape_cursor(where)
            return
        far = (where - self._pressed).manhattanLength() >= min(QApplication.startDragDistance(), 6)
        if not self._drawing and far:
            self._drawing = True
            if self._grip is None:
                self._begin(self._pressed, self._keys | event.modifiers())
        if self._drawing:
            self._draw_to(where, event.modifiers())
            outside = not 0 <= where.y() <= self.viewport().height()
            self._creep.start() if outside else self._creep.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag, or take it for a click."""
        if event.button() is not _LEFT or self._pressed is None:
            super().mouseReleaseEvent(event)
            return
        grip, drawing = self._grip, self._drawing
        span = self._pulled(event.position().toPoint(), event.modifiers()) if grip and drawing else None
        self._let_go()
        if grip is not None:
            self._end_grip(grip, span)
        elif drawing:
            self._end_selection()
        else:
            self._click(event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word; with Ctrl, beside what is selected."""
        if event.button() is not _LEFT:
            return
        position = self._column.position_at(self.to_text(event.position()), nearest=False)
        word = word_at(self.text, position, self.repairs)
        if word is not None:
            adding = bool(event.modifiers() & _CTRL)
            self._selecting = self._selecting.with_fragment(word, adding=adding)
            self._show_selection()
            self.selection_made.emit(self.selection())

    def viewportEvent(self, event: QEvent) -> bool:
        """Over the sign of lost text, say what the machine reads there."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self.tip_of(self._scene.seam_at(self.to_text(event.pos())))
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, ask for another zoom."""
        if not event.modifiers() & _CTRL:
            super().wheelEvent(event)
            return
        self._angle += event.angleDelta().y()
        steps = int(self._angle / _NOTCH)
        self._angle -= steps * _NOTCH
        if steps:
            self.zoom_requested.emit(ZoomRequested(steps))
        event.accept()

    def _begin(self, where: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        grain = Grain.CHARACTER if modifiers & _FINE else Grain.WORD
        position = self._column.position_at(self.to_text(where))
        self._selecting = self._selecting.begun(position, grain, adding=bool(modifiers & _CTRL))

    def _draw_to(self, where: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        self._last = where
        if self._grip is not None:
            span = self._pulled(where, modifiers)
            self._lights.selected = (span,)
            self.viewport().update()
            return
        self._selecting = self._selecting.moved(self._column.position_at(self.to_text(where)))
        self._show_selection()

    def _pulled(self, where: QPoint, modifiers: Qt.KeyboardModifier) -> Span:
        """The span of the grip in hand if it were let go at ``where``."""
        assert self._grip is not None  # noqa: S101  # narrows the type; callers hold a grip
        grain = Grain.CHARACTER if (modifiers | self._keys) & _FINE else Grain.WORD
        position = self._column.position_at(self.to_text(where))
        return dragged(self._grip.span, self._grip.edge, position, self.text, self.repairs, grain)

    def _end_grip(self, grip: Grip, span: Span | None) -> None:
        self.clear_selection()
        if span is not None and span != grip.span:
            self.boundary_moved.emit(BoundaryMoved(grip.unit, grip.index, span))

    def _end_selection(self) -> None:
        self._selecting = self._selecting.ended(self.text, self.repairs)
        self._show_selection()
        if self._selecting.kept:
            self.selection_made.emit(self.selection())

    def _click(self, where: QPoint) -> None:
        point = self.to_text(where)
        position = self._column.position_at(point, nearest=False)
        self.clear_selection()
        self._selecting = Selecting(position, position)
        seam = self._scene.seam_at(point)
        if seam >= 0:
            self.seam_pressed.emit(seam)
            return
        units = self._scene.units_at(point)
        word = word_at(self.text, position, self.repairs) if self._is_on_text(point) else None
        if units:
            self.marks_pressed.emit(MarksPressed(units, position))
        elif word is not None:
            self.word_pressed.emit(WordPressed(word))
        else:
            self.ground_pressed.emit()

    def _is_on_text(self, point: QPointF) -> bool:
        position = self._column.position_at(point, nearest=False)
        here = snap(self.text, position, position + 1, ())
        reach = 2 * self._column.measures.unit
        boxes = self._column.rects(here) if here is not None else []
        return any(box.adjusted(-reach, -reach, reach, reach).contains(point) for box in boxes)

    def _show_selection(self) -> None:
        self._lights.selected = self._selecting.spans(self.text, self.repairs)
        self.viewport().update()

    def _let_go(self) -> None:
        self._pressed, self._grip, self._drawing = None, None, False
        self._creep.stop()

    def _on_creep(self) -> None:
        """A drag held beyond the edge scrolls on, faster further out."""
        beyond = self._last.y() if self._last.y() < 0 else self._last.y() - self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + max(-120, min(120, beyond)))
        self._draw_to(self._last, QApplication.keyboardModifiers())

    def _shape_cursor(self, where: QPoint) -> None:
        point = self.to_text(where)
        if grip_at(self._grips(), point, self._column.measures) is not None:
            shape = Qt.CursorShape.SizeHorCursor
        elif self._scene.seam_at(point) >= 0 or self._scene.units_at(point):
            shape = Qt.CursorShape.PointingHandCursor
        else:
            shape = Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() is not shape:
            self.viewport().setCursor(shape)
