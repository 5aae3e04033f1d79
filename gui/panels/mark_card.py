"""The card at the mark: what it is, why it was suggested, and what can be done; never modal."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from PySide6.QtCore import QPoint, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.domain.actor import ActorKind
from core.domain.coding import Layer
from gui.panels.actor_field import ActorField
from gui.qt.bonds import Bonds
from gui.qt.canvas import ArticleCanvas
from gui.qt.card_controls import verbs_of
from gui.qt.models import worn
from gui.qt.tokens import Tokens
from gui.qt.widgets import Flow, button, column, dress, emptied, hide_within, label, row, show_if
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.views import Choice, MarkCard, State, UnitCard

WIDTH = 318
NO_ACTOR = ("DATE", "TIME", "EVENT")
_SHADOW = 14
_MARGIN = 12  # with the frame
_GAP = 4


class MarkCardPanel(QWidget):
    """Hangs at the anchor of `MarkCard` inside the text's viewport, below it or above, never over it."""

    def __init__(self, desk: DeskViewModel, canvas: ArticleCanvas, trigger: Callable[[str], None]) -> None:
        super().__init__(canvas.viewport())
        self._desk, self._canvas, self._trigger = desk, canvas, trigger
        self._view: MarkCard | None = None
        self._typing = False
        self._offered: tuple[Choice, ...] = ()
        self.setCursor(Qt.CursorShape.ArrowCursor)
        outer = column(self, _SHADOW, 0)
        self.box = QWidget()  # its ground is painted with the shadow, as one picture
        outer.addWidget(self.box)
        self._lines = layout = column(self.box, _MARGIN, 7)
        self.what = label("", "strong", wrap=True)
        self.why = label("", "small", wrap=True)
        self.why.setContentsMargins(0, 0, 0, 3)  # Qt counts a wrapped label of this size a little too low
        layout.addWidget(self.what)
        layout.addWidget(self.why)
        layout.addWidget(self._actor_line())
        self.problems = label("", "bad", wrap=True)
        layout.addWidget(self.problems)
        self.choices = QWidget()
        self._flow = Flow(self.choices)
        layout.addWidget(self.choices)
        self.field = ActorField(desk.actors, self._choose_actor, self._create_actor)
        self.field.left.connect(self._leave_field)
        self.field.grown.connect(self.place)
        layout.addWidget(self.field)
        self._verbs(layout)
        self.hide()
        canvas.viewed.connect(self.place)
        self._bonds = Bonds()
        self._bonds.watch(desk.card.view, self._show)

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()
        self._canvas.viewed.disconnect(self.place)

    @property
    def unit(self) -> str:
        """The unit the card is about; empty for selected words."""
        return self._view.unit.id if self._view is not None and self._view.unit is not None else ""

    def open_actors(self) -> None:
        """Search an actor for the unit."""
        if self._view is None or self._view.unit is None:
            return
        self.field.show()
        slot = next((s for s in self._view.unit.slots if s.name == "actor"), None)
        self.field.open_for(self.unit, slot.actors[0] if slot is not None and slot.actors else "")

    def open_types(self) -> None:
        """Show the types the unit can have, each with its number."""
        self._typing = True
        self._show(self._view)

    def place(self) -> None:
        """Hang at the anchor again; hidden while the anchor is scrolled out of sight."""
        if self._view is None:
            return
        self._fit()
        anchor = self._canvas.rect_of(self._view.anchor)
        room = self._canvas.viewport().rect()
        self.setVisible(anchor.intersects(room))
        self.move(_spot(anchor, room, self.width(), self.height()))
        self.raise_()

    def _fit(self) -> None:
        """As high as what it says; wrapped lines make that depend on the width."""
        for part in (self.field.list, self.field.new, self.field, self.choices, self.actor_line):
            part.updateGeometry()  # else the layout goes by sizes from before
        layout = self._lines
        layout.invalidate()
        layout.activate()
        width = max(WIDTH, self._verb_line.sizeHint().width() + 2 * _MARGIN)  # an event has four buttons
        height = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        self.box.setFixedSize(width, height)
        self.setFixedSize(width + 2 * _SHADOW, height + 2 * _SHADOW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card's ground and its soft shadow."""
        box = self.box.geometry().getRect()
        QPainter(self).drawPixmap(0, 0, _ground(box, self.devicePixelRatioF(), worn()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the card; every other key goes on to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self._trigger("escape")
            self._canvas.setFocus()
            return
        event.ignore()

    def _actor_line(self) -> QWidget:
        self.actor_line = QWidget()
        line = row(8)
        self.actor_line.setLayout(line)
        line.addWidget(label("Actor", "small"))
        self.actor = button("", self.open_actors, "chip", "Another actor (A)")
        line.addWidget(self.actor)
        line.addStretch(1)
        return self.actor_line

    def _verbs(self, layout: QVBoxLayout) -> None:
        self._verb_line = line = row(6)
        self.first = button("", lambda: self._act(0), "accent")
        self.types = button("Type 1–9", self.open_types, "", "Show the types (F2)")
        self.second = button("", lambda: self._act(1))
        self.third = button("", lambda: self._act(2))
        self.buttons: tuple[QPushButton, ...] = (self.first, self.second, self.third)
        for widget in (self.first, self.types, self.second, self.third):
            line.addWidget(widget)
        line.addStretch(1)
        layout.addLayout(line)
        self.like = button("", lambda: self._trigger("unit.accept_like"), "link", "Shift+Enter")
        layout.addWidget(self.like, 0, Qt.AlignmentFlag.AlignLeft)
        self.others = label("", "small")
        layout.addWidget(self.others)

    def _show(self, view: MarkCard | None) -> None:
        if view is None or self._view is None or _subject(view) != _subject(self._view):
            self._typing = False
            self.field.hide()
        self._view = view
        if view is None:
            hide_within(self, self._canvas)
            return
        if view.unit is not None:
            self._show_unit(view.unit)
        else:
            self._show_words(view)
        show_if(self.others, bool(view.others))
        self.others.setText(f"{view.others} more here: press again" if view.others else "")
        self.place()

    def _show_unit(self, card: UnitCard) -> None:
        kind = (
            "" if card.category_label in card.title or card.layer is Layer.STATEMENT else card.category_label
        )
        self.what.setText(" · ".join(filter(None, (card.title, kind))))
        self.why.setText("\n".join(filter(None, (_state(card), card.reason))))
        self.why.show()
        self._show_actor(card)
        self.problems.setText("\n".join(card.problems))
        show_if(self.problems, bool(card.problems))
        self._show_verbs(card)
        self._show_choices(card.choices if self._typing else ())

    def _show_actor(self, card: UnitCard) -> None:
        slot = next((s for s in card.slots if s.name == "actor"), None)
        named = ", ".join(slot.actors) if slot is not None else ""
        acts = (
            card.layer is Layer.MENTION
            and slot is not None
            and (bool(named) or card.category not in NO_ACTOR)
        )
        show_if(self.actor_line, acts)
        self.actor.setText(named or "search…  A")
        dress(self.actor, tint=card.category if named else "")

    def _show_verbs(self, card: UnitCard) -> None:
        verbs = verbs_of(card)
        show_if(self.types, bool(card.choices))
        for index, widget in enumerate(self.buttons):
            named = verbs[index] if index < len(verbs) else None
            hidden = named is None or (named.name == "fix" and card.layer is Layer.MENTION)
            show_if(widget, not hidden)
            if named is not None:
                widget.setText(named.text)
                dress(widget, kind=named.kind)
        self.like.setText(f"Accept all {card.same} like this ⇧⏎")
        show_if(self.like, card.same > 1 and card.state is State.SUGGESTED)

    def _show_words(self, view: MarkCard) -> None:
        self.what.setText(f"“{_short(view.words)}”")
        self.why.setText("Make this:")
        for widget in (self.actor_line, self.problems, self.types, self.like, *self.buttons):
            widget.hide()
        self._show_choices(view.choices)

    def _show_choices(self, choices: tuple[Choice, ...]) -> None:
        """The same ones as last time have their buttons already: most selections can become the same."""
        if choices and choices != self._offered:
            self._offer(choices)
        show_if(self.choices, bool(choices))
        self.choices.setFixedHeight(self._flow.heightForWidth(WIDTH - 24) if choices else 0)

    def _offer(self, choices: tuple[Choice, ...]) -> None:
        self._offered = choices
        emptied(self._flow)
        for choice in choices:
            text = f"{choice.key} {choice.label}".strip()
            made = button(text, partial(self._pick, choice.code), "choice", choice.detail)
            if choice.chosen:
                made.setCheckable(True)
                made.setChecked(True)
                made.setMinimumWidth(made.sizeHint().width() + 14)  # its words are bold
            self._flow.put(made)

    def _pick(self, code: str) -> None:
        self._desk.card.pick(code)
        self._canvas.setFocus()

    def _act(self, index: int) -> None:
        if self._view is None or self._view.unit is None:
            return
        verb = verbs_of(self._view.unit)[index].name
        self._trigger(
            {"accept": "unit.accept", "finish": "unit.accept", "fix": "unit.fix"}.get(verb, "unit.reject")
        )
        self._canvas.setFocus()

    def _choose_actor(self, actor: str) -> None:
        self._desk.actors.choose(actor, self.unit)
        self._leave_field()

    def _create_actor(self, name: str, kind: ActorKind) -> None:
        self._desk.actors.create(name, kind, unit_id=self.unit)
        self._leave_field()

    def _leave_field(self) -> None:
        self.field.hide()
        self._canvas.setFocus()
        self.place()


@lru_cache(maxsize=24)
def _ground(box: tuple[int, int, int, int], ratio: float, tokens: Tokens) -> QPixmap:
    """A card at ``box`` and a soft shadow around it: few sizes come again and again, and round corners take
    long."""
    left, top, width, height = box
    made = QPixmap((QSizeF(width + 2 * left, height + 2 * top) * ratio).toSize())
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 14 if tokens.name == "dark" else 5))
    for spread in range(_SHADOW - 3, 0, -2):
        soft = QRectF(*box).adjusted(-spread, -spread + 3, spread, spread + 3)
        painter.drawRoundedRect(soft, 11 + spread, 11 + spread)
    painter.setPen(QColor(tokens.outline))
    painter.setBrush(QColor(tokens.raised))
    painter.drawRoundedRect(QRectF(*box).adjusted(0.5, 0.5, -0.5, -0.5), 10.5, 10.5)
    painter.end()
    return made


def _subject(view: MarkCard) -> str:
    return view.unit.id if view.unit is not None else view.words


def _state(card: UnitCard) -> str:
    if card.state is State.SUGGESTED:
        return f"Suggested · {round(card.confidence * 100)} %" if card.confidence else "Suggested"
    return {State.CONFIRMED: "✓ Confirmed", State.FIXED: "✓ Fixed", State.ADDED: "+ Added by you"}.get(
        card.state, "✕ Rejected"
    )


def _spot(anchor: QRect, room: QRect, width: int, height: int) -> QPoint:
    """Below the anchor where there is room, else above, else where more room is; always inside sideways."""
    x = max(0, min(anchor.left() - _SHADOW, room.width() - width))
    below = anchor.bottom() + _GAP - _SHADOW + 6
    above = anchor.top() - _GAP - height + _SHADOW
    if below + height - _SHADOW <= room.height() or room.height() - anchor.bottom() >= anchor.top():
        return QPoint(x, below)
    return QPoint(x, above)


def _short(text: str, most: int = 90) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
