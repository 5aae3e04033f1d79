"""A scrolling view of one text: where things are in the viewport, and moving there without jumps."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from core.domain.text import Span
from gui.qt.canvas_column import Column
from gui.qt.positions import Positions
from gui.qt.theme import article_family

FONT_PX = 16
CHARACTERS = 74  # a line's width, in characters
MARGIN = 30.0  # least free space beside the column, for grips and signs
ABOVE = 14.0
EYE = 0.38  # the eye's line, as a share of the viewport's height
_COMFORT = (0.08, 0.72)  # between these shares nothing moves


class ColumnView(QAbstractScrollArea):
    """Shows a `Column`; heights of pieces out of view are guesses that never move what is in view."""

    viewed = Signal()  # something moved: scrolled, resized, laid out anew

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAutoFillBackground(False)
        # Nothing beneath is painted first.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._zoom = 1.0
        self._family = "serif"
        self._characters = CHARACTERS
        self._settling = False
        self._positions = Positions("")
        self._column = self._make_column()

    @property
    def text(self) -> str:
        """The article's own text."""
        return self._positions.text

    @property
    def column(self) -> Column:
        """The column as laid out now; made anew when font or width change."""
        return self._column

    def set_zoom(self, zoom: float) -> None:
        """Scale the reading size; 1 is 16 pixels."""
        self._look(min(max(zoom, 0.5), 4.0), self._family, self._characters)

    def set_family(self, family: str) -> None:
        """Read in ``serif``, ``sans`` or a family by name."""
        self._look(self._zoom, family, self._characters)

    def set_width(self, characters: int) -> None:
        """Set how many characters a line should hold; a narrow window holds fewer."""
        self._look(self._zoom, self._family, min(max(characters, 20), 160))

    def _look(self, zoom: float, family: str, characters: int) -> None:
        look = zoom, family, characters
        if look != (self._zoom, self._family, self._characters):
            self._zoom, self._family, self._characters = look
            self._lay_out_anew()

    def origin(self) -> QPointF:
        """Where the text's top left stands in the viewport."""
        spare = self.viewport().width() - self._column.width
        return QPointF(round(max(MARGIN, spare / 2)), round(ABOVE - self.verticalScrollBar().value()))

    def to_text(self, point: QPoint | QPointF) -> QPointF:
        """A point of the viewport in the text's own pixels."""
        return QPointF(point) - self.origin()

    def rect_of(self, span: Span) -> QRect:
        """The words of ``span`` in the viewport's pixels; may lie out of view. Empty for a blank stretch."""
        self._know(span)
        whole = QRectF()
        for rect in self._column.rects(span):
            whole = whole.united(rect)
        return whole.translated(self.origin()).toAlignedRect() if not whole.isEmpty() else QRect()

    def reveal(self, span: Span) -> None:
        """Bring ``span`` to the eye's line, unless it can be read comfortably where it is."""
        for _ in range(4):  # laying out what comes into view may correct guesses above it
            rect = self._reach_of(span)
            height = self.viewport().height()
            top = ABOVE + rect.top() - self.verticalScrollBar().value()
            low, high = _COMFORT[0] * height, _COMFORT[1] * height
            if low <= top <= high and (top + rect.height() <= 0.9 * height or top < EYE * height + 2):
                return
            before = self.verticalScrollBar().value()
            self.verticalScrollBar().setValue(round(ABOVE + rect.top() - EYE * height))
            if self.verticalScrollBar().value() == before:
                return

    def visible_pieces(self) -> range:
        """The pieces that show, laid out."""
        top = self.verticalScrollBar().value() - ABOVE
        first = self._column.piece_at_y(top)
        return range(first, self._column.piece_at_y(top + self.viewport().height()) + 1)

    def _show_text(self, text: str) -> None:
        self._positions = Positions(text)
        self._column = self._make_column()
        self.verticalScrollBar().setValue(0)
        self._settle()
        self._on_laid_out()

    def _make_column(self) -> Column:
        font = QFont(article_family(self._family))
        font.setPixelSize(round(FONT_PX * self._zoom))
        font.setStyleHint(QFont.StyleHint.Serif)
        most = self.viewport().width() - 2 * MARGIN
        return Column(self._positions, font, self._characters, most)

    def _lay_out_anew(self) -> None:
        """Lay out again, keeping the words at the eye's line where they are."""
        eye = EYE * self.viewport().height()
        watched = self._column.position_at(QPointF(0, self.verticalScrollBar().value() - ABOVE + eye))
        before = self._column.caret(watched).top() - self.verticalScrollBar().value()
        at_top = self.verticalScrollBar().value() == 0
        self._column = self._make_column()
        self._settle()
        if not at_top:
            self.verticalScrollBar().setValue(round(self._column.caret(watched).top() - before))
            self._settle()
        self._on_laid_out()

    def _on_laid_out(self) -> None:
        """Everything stands elsewhere: subclasses forget what they had worked out."""
        self.viewport().update()
        self.viewed.emit()

    def _settle(self) -> None:
        """Lay out what is in view; correct the bar so that what was already laid out stays where it is."""
        bar = self.verticalScrollBar()
        self._settling = True
        for _ in range(8):
            pieces = self.visible_pieces()
            anchor = next((p for p in pieces if self._column.is_exact(p)), pieces.start)
            before = self._column.top(anchor)
            at_end = 0 < bar.maximum() == bar.value()
            height = self._column.height
            for piece in pieces:
                self._column.laid(piece)
            changed = self._column.height != height
            self._fit_bar()
            moved = round(self._column.top(anchor) - before)
            bar.setValue(bar.maximum() if at_end and changed else bar.value() + moved)
            if not changed:
                break
        self._settling = False

    def _know(self, span: Span) -> None:
        """Lay out where ``span`` lies, in view or not; what is in view stays where it is."""
        bar = self.verticalScrollBar()
        first = self._column.piece_at_y(bar.value() - ABOVE)
        before = self._column.top(first)
        last = self._positions.piece_at(span.end - 1)
        for piece in range(self._positions.piece_at(span.start), last + 1):
            self._column.laid(piece)
        moved = round(self._column.top(first) - before)
        if moved:
            self._settling = True
            self._fit_bar()
            bar.setValue(bar.value() + moved)
            self._settling = False

    def _fit_bar(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(height)
        bar.setSingleStep(round(self._column.measures.line))
        bar.setRange(0, max(0, round(self._content_height()) - height))

    def _content_height(self) -> float:
        """The text with free space below, so that its last words can come near the eye's line too."""
        height, view = self._column.height + 2 * ABOVE, self.viewport().height()
        return height if height <= view else height + 0.3 * view

    def _reach_of(self, span: Span) -> QRectF:
        """From the first line of ``span`` to its last, in the text's pixels."""
        rect = self._column.caret(span.start)
        last = self._column.caret(span.end)
        return QRectF(0, rect.top(), 1, max(last.bottom() - rect.top(), rect.height()))

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Qt moved the bar: lay out what came into view."""
        if self._settling:
            return
        self._settle()
        self.viewport().update()
        self.viewed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width lays the text out anew, another height only shows more or less of it."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out_anew()
        else:
            self._settle()
            self.viewed.emit()
