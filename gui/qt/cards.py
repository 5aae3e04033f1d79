"""A list of unit cards: painted where they are seen, with real buttons on the current one only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from core.domain.coding import Layer
from gui.qt.card_controls import CardAct, Controls
from gui.qt.card_face import Face, FaceMaker, Fonts
from gui.qt.card_paint import CardPainter
from gui.qt.models import worn
from gui.viewmodels.views import State, UnitCard

GAP = 10
MARGIN = 12
_STEP = 40
_ROUNDS = 4
_EXACT = 120  # as many cards are laid out before they are seen
_GUESS = 170.0  # the height of a card not seen yet
_UNSEEN = UnitCard("", Layer.STATEMENT, 0, "", "", State.SUGGESTED, "", "")
_Pair = tuple[UnitCard, Face]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A card with its face and its top in the whole list."""

    unit: str
    card: UnitCard
    face: Face
    top: float


class CardList(QAbstractScrollArea):
    """Shows cards given by id; a card is laid out again only when its value has changed.

    Up and Down walk through the cards, Tab enters the current one's slots and buttons. ``acted`` tells
    what the person wants, as one `CardAct`.
    """

    acted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setProperty("kind", "plain")
        self.setAccessibleName("Codings")
        self.viewport().setBackgroundRole(self.backgroundRole())
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(
            Qt.WidgetAttribute.WA_OpaquePaintEvent
        )  # nothing beneath is painted first
        self.viewport().setMouseTracking(True)
        self._ids: tuple[str, ...] = ()
        self._card_of: Callable[[str], UnitCard | None] | None = None
        self._faces: dict[str, tuple[UnitCard, Face]] = {}
        self._placed: list[_Placed] = []
        self._current = ""
        self._stale = False
        self._reveal = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._settle)
        self._dress()
        self._controls = Controls(self.viewport(), self.acted.emit)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_cards(
        self, ids: tuple[str, ...], card_of: Callable[[str], UnitCard | None], current: str
    ) -> None:
        """Show the cards of ``ids`` in that order; ``card_of`` gives the present value of one."""
        if current != self._current and current:
            self._reveal = current
        if ids != self._ids:
            wanted = set(ids)
            self._faces = {unit: kept for unit, kept in self._faces.items() if unit in wanted}
        self._ids, self._card_of, self._current = ids, card_of, current
        self.refresh()

    def refresh(self) -> None:
        """Take the present values of the cards in view, before the next frame."""
        self._stale = True
        self._soon.start()

    def reveal(self, unit: str) -> None:
        """Scroll so that the card of ``unit`` is wholly in view where it fits."""
        self._reveal = unit
        self.refresh()

    @property
    def shown(self) -> tuple[UnitCard, ...]:
        """The cards of the list, in order."""
        self._settle()
        pairs = (self._faces.get(p.unit) or self._renewed(p.unit) for p in self._placed)
        return tuple(pair[0] for pair in pairs if pair is not None)

    def card_rect(self, unit: str) -> QRect:
        """Where the card of ``unit`` is, in viewport coordinates; empty when it is not in the list."""
        self._settle()
        for placed in self._placed:
            if placed.unit == unit:
                top = int(placed.top) - self.verticalScrollBar().value()
                return QRect(MARGIN, top, int(self._width()), int(placed.face.height))
        return QRect()

    def enter_current(self) -> None:
        """Give the focus to the first slot or button of the current card."""
        self._settle()
        self._controls.focus_first()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in view."""
        self._settle()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(worn().page))
        shift, width = self.verticalScrollBar().value(), self._width()
        for placed in self._placed:
            top = placed.top - shift
            if top + placed.face.height >= event.rect().top() and top <= event.rect().bottom():
                self._painter.paint(painter, placed.card, placed.face, QPointF(MARGIN, top), width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._faces.clear()
            self._maker = FaceMaker(self._fonts, self._width())
        if self._current and event.size().height() < event.oldSize().height():
            self._reveal = self._current
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the fonts."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._dress()
            self._faces.clear()
            self.refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Answer a press."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        found = self._at(event.position())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        inside = event.position() - QPointF(MARGIN, found.top - self.verticalScrollBar().value())
        region = next((r for r in found.face.regions if r.rect.contains(inside)), None)
        self.acted.emit(CardAct(found.unit, "select"))
        if region is not None and region.kind == "slot":
            self.acted.emit(CardAct(found.unit, "slot", region.name, region.index))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Everything happened at the press."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer a key."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()), 0)
        if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(step)
            return
        event.ignore()  # not to the scroll area, which would scroll by the arrows

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll by the wheel."""
        bar = self.verticalScrollBar()
        pixels = event.pixelDelta().y() or event.angleDelta().y() * _STEP * 3 // 120
        bar.setValue(bar.value() - pixels)
        event.accept()

    def sizeHint(self) -> QSize:
        """The size it likes."""
        return QSize(320, 480)

    def _step(self, by: int) -> None:
        if not self._ids:
            return
        at = self._ids.index(self._current) + by if self._current in self._ids else 0
        self.acted.emit(CardAct(self._ids[max(0, min(at, len(self._ids) - 1))], "select"))

    def _on_scrolled(self) -> None:
        self._place_controls()
        self.refresh()

    def _at(self, point: QPointF) -> _Placed | None:
        y = point.y() + self.verticalScrollBar().value()
        return next((p for p in self._placed if p.top <= y <= p.top + p.face.height), None)

    def _width(self) -> float:
        return max(120.0, self.viewport().width() - 2.0 * MARGIN)

    def _dress(self) -> None:
        self._fonts = Fonts.of(self.font())
        self._maker = FaceMaker(self._fonts, self._width())
        self._painter = CardPainter(worn(), self._fonts)

    def _settle(self) -> None:
        """Place all cards; those in view, and those never seen, with their present values."""
        if not self._stale or self._card_of is None:
            return
        self._stale = False
        self._place([self._faces.get(unit) or self._first_sight(unit) for unit in self._ids], self._ids)
        self._scroll_to_reveal()
        for _ in range(_ROUNDS):  # a card in view may have grown, and others have come into view by that
            if not self._renew_in_view():
                break
        self._scroll_to_reveal()
        self._reveal = ""
        self._place_controls()
        self.viewport().update()

    def _first_sight(self, unit: str) -> _Pair | None:
        """A card not laid out yet: in a long list its height is guessed until it comes into view."""
        return self._renewed(unit) if len(self._ids) <= _EXACT else (_UNSEEN, Face(_GUESS, (), ()))

    def _renew_in_view(self) -> bool:
        """Take the present values of the cards in view; whether any differed."""
        low = self.verticalScrollBar().value()
        high = low + self.viewport().height()
        anchor = next((p for p in self._placed if p.top >= low), None)
        units = [p.unit for p in self._placed]
        old: list[_Pair | None] = [(p.card, p.face) for p in self._placed]
        new = list(old)
        for at, placed in enumerate(self._placed):
            seen = placed.top <= high and placed.top + placed.face.height >= low
            if seen or placed.unit == self._current:
                new[at] = self._renewed(placed.unit)
        if new == old:
            return False
        self._place(new, units)
        self._hold(anchor)
        return True

    def _hold(self, anchor: _Placed | None) -> None:
        """Keep what is in view where it is when heights above it turn out otherwise."""
        now = next((p for p in self._placed if anchor is not None and p.unit == anchor.unit), None)
        if anchor is not None and now is not None and now.top != anchor.top:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(now.top - anchor.top))

    def _renewed(self, unit: str) -> _Pair | None:
        card = self._card_of(unit) if self._card_of is not None else None
        if card is None:
            self._faces.pop(unit, None)
            return None
        kept = self._faces.get(unit)
        if kept is None or (kept[0] is not card and kept[0] != card):
            kept = self._faces[unit] = (card, self._maker.face(card))
        return kept

    def _place(self, pairs: list[_Pair | None], units: Sequence[str]) -> None:
        self._placed = []
        top = float(GAP)
        for unit, pair in zip(units, pairs, strict=True):
            if pair is not None:
                self._placed.append(_Placed(unit, *pair, top))
                top += pair[1].height + GAP
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(_STEP)
        bar.setRange(0, max(0, int(top) - self.viewport().height()))

    def _scroll_to_reveal(self) -> None:
        found = next((p for p in self._placed if p.unit == self._reveal), None)
        if found is None:
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top, bottom = found.top - GAP, found.top + found.face.height + GAP
        if top < bar.value() or bottom - top > height:
            bar.setValue(int(top))
        elif bottom > bar.value() + height:
            bar.setValue(int(bottom - height))

    def _place_controls(self) -> None:
        found = next((p for p in self._placed if p.unit == self._current and p.card.current), None)
        if found is None:
            self._controls.hide()
            self.setAccessibleDescription("")
            return
        top = found.top - self.verticalScrollBar().value()
        self._controls.show_for(found.card, found.face, QPointF(MARGIN, top), self._width())
        self.setAccessibleDescription(f"{found.card.title}, {found.card.state}")
        self.viewport().update()
