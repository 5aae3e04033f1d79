"""The text with its marks: takes what is to be seen, and decides when to paint it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QRectF
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from core.domain.text import Span
from gui.qt.canvas_column import Measures
from gui.qt.canvas_scene import Lights, Scene
from gui.qt.canvas_scroll import ColumnView
from gui.qt.handles import Grip, grips_of
from gui.qt.paint_shapes import colour
from gui.qt.sheets import Ground
from gui.qt.theme import worn
from gui.qt.tokens import Tokens
from gui.viewmodels.views import Mark, Seam

_FOCUS_BAR = 2  # pixels at the left edge; a frame round a whole page would be louder than its words


class MarkedView(ColumnView):
    """A `ColumnView` that paints marks under its words and lights them on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = Scene(self._column)
        self._stale = False  # marks or lights are others than those painted
        self._gripped = QRegion()  # where grips were painted

    def show_article(self, text: str, repairs: Sequence[int] = ()) -> None:
        """Show another text from its top, without marks; ``repairs``: ascending offsets of lost spaces."""
        self._scene = Scene(self._column, tuple(repairs))
        self._show_text(text)

    def set_repairs(self, repairs: Sequence[int]) -> None:
        """Where spaces seem lost, when that is found only after the text is shown; nothing moves."""
        self._scene.repairs = tuple(repairs)

    def set_seams(self, seams: Sequence[Seam]) -> None:
        """Draw the signs of these places of lost text, in reading order, and no others; nothing moves."""
        if tuple(seams) != self._scene.seams:
            self._scene.seams = tuple(seams)
            self._scene.forget()
            self.viewport().update()

    def set_seam_now(self, at: int) -> None:
        """Stress the sign at this offset; -1 for none."""
        self._scene.seam_now = at
        self.viewport().update()

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show these marks and no others."""
        self._scene.show(marks)
        self._refresh()

    def set_current(self, unit: str) -> None:
        """Stress one unit and put grips on its spans; empty for none."""
        self._scene.current = unit
        self._refresh()

    def set_evidence(self, spans: Sequence[Span]) -> None:
        """Light the words that spoke for a suggestion."""
        self._scene.lights.evidence = tuple(spans)
        self._ask()

    def set_candidates(self, spans: Sequence[Span], current: int = -1) -> None:
        """Light and number the words that could fill a slot; ``current`` stands out."""
        self._scene.lights.candidates = tuple(spans)
        self._scene.lights.candidate_now = current
        self.viewport().update()

    def set_found(self, spans: Sequence[Span], current: int = -1) -> None:
        """Light the hits of a search; ``current`` stands out."""
        self._scene.lights.found = tuple(spans)
        self._scene.lights.found_now = current
        self.viewport().update()

    @property
    def current(self) -> str:
        """The stressed unit's id; empty for none."""
        return self._scene.current

    def current_spans(self) -> tuple[Span, ...]:
        """The stressed unit's own spans."""
        marks = self._scene.index.marks_of(self.current) if self.current else ()
        return next((mark.spans for mark in marks if mark.role == "unit"), ())

    @property
    def _lights(self) -> Lights:
        return self._scene.lights

    def redress(self) -> None:
        """The codebook gives categories other looks: paint all anew."""
        self._scene.forget()
        self.viewport().update()

    def _refresh(self) -> None:
        """Grips follow the current unit; then paint."""
        self._scene.grips = None
        self._ask()

    def _ask(self) -> None:
        """Look what to paint before the next frame: what is posted comes first, a timer would not."""
        if not self._stale:
            self._stale = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    def customEvent(self, _event: QEvent) -> None:
        """Paint only where something changed."""
        self._stale = False
        origin = self.origin().toPoint()
        changed = self._scene.renew(self.visible_pieces(), worn(), self._ground())
        grips = _room_of(self._grips(), self._column.measures)
        self.viewport().update((changed + grips + self._gripped).translated(origin))

    def _ground(self) -> Ground:
        return Ground(-round(self.origin().x()), self.viewport().width(), self.devicePixelRatioF())

    def _grips(self) -> tuple[Grip, ...]:
        """The grips as they stand now."""
        grips = self._scene.grips
        if grips is None:
            spans = self.current_spans()
            grips = self._scene.grips = grips_of(self.current, spans, self._column, self.visible_pieces())
        return grips

    def _settle(self) -> None:
        super()._settle()
        if self._scene.current:  # grips stand in the text's pixels, which corrected guesses move
            self._refresh()

    def _fill_around(self, painter: QPainter, pieces: range, ground: Ground, tokens: Tokens) -> None:
        """The ground above the first piece and below the last; the pieces have their own."""
        seen = self.viewport().rect().translated(-self.origin().toPoint())
        first, end = self._column.top(pieces[0]), self._column.top(pieces[-1] + 1)
        for top, below in ((seen.top(), first), (end, seen.bottom() + 1)):
            if top < below:
                painter.fillRect(QRectF(ground.left, top, ground.width, below - top), colour(tokens.pane))

    def _on_laid_out(self) -> None:
        self._scene.column = self._column
        self._scene.forget()
        self._refresh()
        super()._on_laid_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the bar that says that keys go to the text."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the bar away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is in view, nothing else."""
        painter, tokens = QPainter(self.viewport()), worn()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        origin = self.origin()
        painter.translate(origin)
        ground = self._ground()
        self._gripped = _room_of(self._grips(), self._column.measures)
        pieces = self.visible_pieces()
        self._fill_around(painter, pieces, ground, tokens)
        self._scene.paint(painter, pieces, tokens, ground)
        if self.hasFocus():
            painter.resetTransform()
            painter.fillRect(0, 0, _FOCUS_BAR, self.viewport().height(), colour(tokens.accent))
        painter.end()


def _room_of(grips: Iterable[Grip], m: Measures) -> QRegion:
    """The room that grips take, with a little more, in the text's pixels."""
    room, reach = QRegion(), 12 * m.unit
    for grip in grips:
        room += grip.box.adjusted(-reach, -reach, reach, reach).toAlignedRect()
    return room
