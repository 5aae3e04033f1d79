"""A list of unit cards: painted where they are seen, with real buttons on the current one only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from core.domain.coding import Layer
from gui.qt.card_controls import CardAct, Controls
from gui.qt.card_face import Face, FaceMaker, Fonts
from gui.qt.card_paint import CardPainter
from gui.qt.card_stack import GAP, Stack
from gui.qt.models import worn
from gui.qt.sheets import Ground, Look, Sheets
from gui.viewmodels.views import UnitCard

MARGIN = 12
_STEP = 40
_ROUNDS = 4
_SAMPLE = 4  # cards laid out to guess how high those of their layer are that nobody has seen yet
_SPARE = 24  # pictures kept of cards out of view: one goes back and forth between the lists
_KEPT = 400  # faces kept though their layer is not the one shown
_Pair = tuple[UnitCard, Face]


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
        self._faces: dict[str, _Pair] = {}
        self._stack = Stack()
        self._stacked: tuple[str, ...] | None = None  # the ids the stack was made of
        self._guesses: dict[Layer, float] = {}
        self._seen: list[tuple[float, UnitCard, Face]] = []  # what the next frame shows
        self._sheets = Sheets()
        self._current = ""
        self._stale = False
        self._reveal = ""
        self._dress()
        self._controls = Controls(self.viewport(), self.acted.emit)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_cards(
        self, ids: tuple[str, ...], card_of: Callable[[str], UnitCard | None], current: str
    ) -> None:
        """Show the cards of ``ids`` in that order; ``card_of`` gives the present value of one."""
        if current != self._current and current:
            self._reveal = current
        if ids != self._ids and len(self._faces) > _KEPT:
            wanted = set(ids)
            self._faces = {unit: kept for unit, kept in self._faces.items() if unit in wanted}
        self._ids, self._card_of, self._current = ids, card_of, current
        self.refresh()

    def redress(self) -> None:
        """The codebook gives categories other looks: paint all anew."""
        self._sheets.clear()
        self.viewport().update()

    def refresh(self) -> None:
        """Take the present values of the cards in view, before the next frame."""
        if not self._stale:
            self._stale = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    def reveal(self, unit: str) -> None:
        """Scroll so that the card of ``unit`` is wholly in view where it fits."""
        self._reveal = unit
        self.refresh()

    @property
    def shown(self) -> tuple[UnitCard, ...]:
        """The cards of the list, in order."""
        self._settle()
        pairs = (self._faces.get(unit) or self._renewed(unit) for unit in self._stack.ids)
        return tuple(pair[0] for pair in pairs if pair is not None)

    def card_rect(self, unit: str) -> QRect:
        """Where the card of ``unit`` is, in viewport coordinates; empty when it is not in the list."""
        self._settle()
        at = self._stack.number(unit)
        if at < 0:
            return QRect()
        top = int(self._stack.top(at)) - self.verticalScrollBar().value()
        return QRect(MARGIN, top, int(self._width()), int(self._stack.height(at)))

    def enter_current(self) -> None:
        """Give the focus to the first slot or button of the current card."""
        self._settle()
        self._controls.focus_first()

    def customEvent(self, _event: QEvent) -> None:
        """Take the present values: what is posted comes before the frame, a timer would come after it."""
        self._settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in view."""
        self._settle()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(worn().page))
        rect, shift = event.rect(), self.verticalScrollBar().value()
        ground = Ground(MARGIN, int(self._width()), self.devicePixelRatioF())
        for number in self._stack.within(shift + rect.top(), shift + rect.bottom()):
            pair = self._faces.get(self._stack.ids[number])
            if pair is not None:
                self._paint_card(painter, pair, self._stack.top(number) - shift, ground)
        self._sheets.keep({card.id for _, card, _ in self._seen}, _SPARE)

    def _paint_card(self, painter: QPainter, pair: _Pair, top: float, ground: Ground) -> None:
        card, face = pair

        def paint(onto: QPainter) -> None:
            self._painter.paint(onto, card, face, QPointF(MARGIN, top), ground.width)

        if self._sheets.fits(ground, top, face.height):
            look = Look(pair, "", self._painter, ground)
            self._sheets.put(painter, card.id, look, (top, face.height), paint, QColor(worn().page))
        else:
            paint(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._forget()
            self._maker = FaceMaker(self._fonts, self._width())
        if self._current and event.size().height() < event.oldSize().height():
            self._reveal = self._current
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the fonts."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._dress()
            self._forget()
            self.refresh()

    def _forget(self) -> None:
        """Cards take another room now: lay them out anew."""
        self._faces.clear()
        self._guesses.clear()
        self._sheets.clear()
        self._stacked = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Answer a press."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        unit = self._at(event.position())
        if not unit or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        top = self._stack.top(self._stack.number(unit)) - self.verticalScrollBar().value()
        inside, face = event.position() - QPointF(MARGIN, top), self._faces[unit][1]
        region = next((r for r in face.regions if r.rect.contains(inside)), None)
        self.acted.emit(CardAct(unit, "select"))
        if region is not None and region.kind == "slot":
            self.acted.emit(CardAct(unit, "slot", region.name, region.index))

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

    def _at(self, point: QPointF) -> str:
        """The unit of the card at a point of the viewport; empty between cards."""
        y = point.y() + self.verticalScrollBar().value()
        units = (self._stack.ids[number] for number in self._stack.within(y, y))
        return next((unit for unit in units if unit in self._faces), "")

    def _width(self) -> float:
        return max(120.0, self.viewport().width() - 2.0 * MARGIN)

    def _dress(self) -> None:
        self._fonts = Fonts.of(self.font())
        self._maker = FaceMaker(self._fonts, self._width())
        self._painter = CardPainter(worn(), self._fonts)

    def _settle(self) -> None:
        """Give all cards their places; those in view, and the current one, are laid out as they are now."""
        if not self._stale or self._card_of is None:
            return
        self._stale = False
        if self._stacked != self._ids:
            self._restack()
        self._fit_bar()
        self._scroll_to_reveal()
        for _ in range(_ROUNDS):  # a card in view may have grown, and others have come into view by that
            if not self._renew_in_view():
                break
        self._scroll_to_reveal()
        self._reveal = ""
        self._place_controls()
        self._look()

    def _restack(self) -> None:
        """The list holds other cards: each as high as it was, or as those of its layer are."""
        self._stacked = self._ids
        known, guess = self._faces, self._guess()
        self._stack.show(self._ids, lambda unit: known[unit][1].height if unit in known else guess)

    def _guess(self) -> float:
        """How high a card of this list is that nobody has seen; once said it stays, lest cards jump."""
        first = self._renewed(self._ids[0]) if self._ids else None
        if first is None:
            return 0.0
        layer = first[0].layer
        if layer not in self._guesses:
            some = [pair for unit in self._ids[:_SAMPLE] if (pair := self._renewed(unit)) is not None]
            self._guesses[layer] = float(round(sum(face.height for _, face in some) / len(some)))
        return self._guesses[layer]

    def _look(self) -> None:
        """Paint before long if what is in view, or where, is not as painted last."""
        shift = self.verticalScrollBar().value()
        seen = [
            (self._stack.top(number) - shift, *self._faces[unit])
            for number in self._stack.within(shift, shift + self.viewport().height())
            if (unit := self._stack.ids[number]) in self._faces
        ]
        if len(seen) != len(self._seen) or any(
            a[0] != b[0] or a[1] is not b[1] or a[2] is not b[2]
            for a, b in zip(seen, self._seen, strict=True)
        ):
            self._seen = seen
            self.viewport().update()

    def _renew_in_view(self) -> bool:
        """Take the present values of the cards in view; whether any takes another room than before."""
        low, stack = self.verticalScrollBar().value(), self._stack
        numbers = [*stack.within(low, low + self.viewport().height())]
        anchor = next((stack.ids[n] for n in numbers if stack.top(n) >= low), "")
        before = stack.top(stack.number(anchor)) if anchor else 0.0
        current = stack.number(self._current)
        if current >= 0 and current not in numbers:
            numbers.append(current)
        changed = [self._renew(number) for number in sorted(numbers, reverse=True)]
        if not any(changed):
            return False
        self._fit_bar()
        at = stack.number(anchor)
        if at >= 0 and stack.top(at) != before:  # what is in view stays where it is
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(stack.top(at) - before))
        return True

    def _renew(self, number: int) -> bool:
        pair = self._renewed(self._stack.ids[number])
        if pair is None:
            self._stack.drop(number)
            return True
        return self._stack.set_height(number, pair[1].height)

    def _renewed(self, unit: str) -> _Pair | None:
        card = self._card_of(unit) if self._card_of is not None else None
        if card is None:
            self._faces.pop(unit, None)
            return None
        kept = self._faces.get(unit)
        if kept is None or (kept[0] is not card and kept[0] != card):
            kept = self._faces[unit] = (card, self._maker.face(card))
        return kept

    def _fit_bar(self) -> None:
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(_STEP)
        bar.setRange(0, max(0, int(self._stack.bottom) - self.viewport().height()))

    def _scroll_to_reveal(self) -> None:
        at = self._stack.number(self._reveal) if self._reveal else -1
        if at < 0:
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top = self._stack.top(at) - GAP
        bottom = top + self._stack.height(at) + 2 * GAP
        if top < bar.value() or bottom - top > height:
            bar.setValue(int(top))
        elif bottom > bar.value() + height:
            bar.setValue(int(bottom - height))

    def _place_controls(self) -> None:
        at = self._stack.number(self._current) if self._current else -1
        pair = self._faces.get(self._current) if at >= 0 else None
        if pair is None or not pair[0].current:
            self._controls.hide()
            self.setAccessibleDescription("")
            return
        card, face = pair
        top = self._stack.top(at) - self.verticalScrollBar().value()
        self._controls.show_for(card, face, QPointF(MARGIN, top), self._width())
        self.setAccessibleDescription(f"{card.title}, {card.state}")
