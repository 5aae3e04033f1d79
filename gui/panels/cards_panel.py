"""Beside the text: Speakers, Topics, Events and Names as cards, and what fills the chosen slot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from core.domain.coding import Layer, Missing
from gui.qt.bonds import Bonds
from gui.qt.card_controls import CardAct
from gui.qt.cards import CardList
from gui.qt.lazy import Lazy
from gui.qt.segments import Segments
from gui.qt.widgets import bold_width, button, column, hide_within, label, row, show_if
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.drafts import DRAFT
from gui.viewmodels.threshold import HIDDEN, per_cent
from gui.viewmodels.views import ArticleView, CandidatesView, CardsView, UnitCard

if TYPE_CHECKING:
    from gui.panels.slot_help import SlotHelp
    from gui.panels.threshold import ThresholdStrip
    from gui.panels.topics_tree import TopicsTree

TABS = (
    (Layer.STATEMENT, "Speakers"),
    (Layer.TOPIC, "Topics"),
    (Layer.EVENT, "Events"),
    (Layer.MENTION, "Names"),
)
_EMPTY = {
    Layer.STATEMENT: "No statements here yet.\nSelect what is said and press S.",
    Layer.TOPIC: "No topics yet.\nFind one below, or select a passage and press T.",
    Layer.EVENT: "No events here yet.\nSelect the words of what happened and press E.",
    Layer.MENTION: "No names here yet.\nSelect a name and press its number.",
}
_NONE = "No article is open.\nIts codings stand here."
_UNREAD = "The machine has not read this article yet.\nSuggestions appear here when it has."
_UNAIDED = f"{HIDDEN}\nCode it from scratch: select words and say what they are."
_ADD = {Layer.STATEMENT: "Add statement S", Layer.EVENT: "Add event E"}


class CardsPanel(QFrame):
    """``typed`` asks for a line of text: the variable of a card that has no choices."""

    typed = Signal(object)

    def __init__(self, desk: DeskViewModel, trigger: Callable[[str], None], heir: QWidget) -> None:
        super().__init__()
        self._desk, self._trigger, self._heir = desk, trigger, heir
        self._layer = Layer.STATEMENT
        self._with_rejected = False
        self._head = (False, "")
        self.setProperty("kind", "page")
        self.tabs = Segments()
        self.tabs.setAccessibleName("Kinds of codings")
        self.tabs.name(tuple(text for _, text in TABS))
        self.cards = CardList()
        self.cards.acted.connect(self._on_acted)
        self.empty = label("", "quiet", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMinimumHeight(90)
        self.topics = Lazy(self._make_topics)
        self.slot_help = Lazy(self._make_slot_help)
        self.threshold: ThresholdStrip | None = None  # while it is open; only then is anything counted
        self._lay_out()
        self._bonds = Bonds()
        self._bonds.watch(desk.cards.list, self._show)
        self._bonds.on(desk.slots.candidates, self._on_candidates)
        self._bonds.on(desk.cards.changed, self._on_changed)
        self._bonds.on(desk.head, self._on_head)
        self.tabs.currentChanged.connect(lambda at: self.show_layer(TABS[at][0]))

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()
        for each in (self.topics.made, self.slot_help.made, self.threshold):
            if each is not None:
                each.end()

    @property
    def layer(self) -> Layer:
        """The layer whose cards are shown."""
        return self._layer

    def show_layer(self, layer: Layer) -> None:
        """Show the cards of ``layer``."""
        self._layer = layer
        if self.threshold is not None:
            self.threshold.show_layer(layer)
        at = next(number for number, (each, _) in enumerate(TABS) if each is layer)
        self.tabs.setCurrentIndex(at)
        if self._desk.cards.list.value.layer is not layer:
            self._desk.cards.show(layer)

    def _lay_out(self) -> None:
        self._lines = layout = column(self, 0, 6)
        layout.setContentsMargins(0, 12, 0, 8)
        layout.addLayout(_inset(self.tabs))
        layout.addWidget(self.cards, 3)
        layout.addWidget(self.empty, 2)
        self._foot_line = self._foot()
        layout.addLayout(self._foot_line)
        layout.addLayout(self._answer_line())

    def _make_topics(self) -> TopicsTree:
        from gui.panels.topics_tree import TopicsTree

        made = TopicsTree(self._desk, self._heir.setFocus)
        self._lines.insertWidget(self._lines.indexOf(self.empty) + 1, made, 3)
        return made

    def _make_slot_help(self) -> SlotHelp:
        from gui.panels.slot_help import SlotHelp

        made = SlotHelp(self._desk, self._heir, self)
        self._lines.insertLayout(self._lines.indexOf(self._foot_line), _inset(made))
        return made

    def _on_candidates(self, view: CandidatesView) -> None:
        if view.unit:
            self.slot_help()  # made at the first slot; it listens for itself

    def _foot(self) -> QHBoxLayout:
        line = row(4)
        line.setContentsMargins(12, 0, 12, 0)
        self.add = button("", self._add, "", "Of the selected words, or by clicking")
        self.rejected = button("", self._toggle_rejected, "quiet", "Show what you rejected, to take it back")
        self.sureness = button("", self.toggle_threshold, "quiet", "How sure suggestions must be (Ctrl+T)")
        for widget in (self.add, self.rejected, self.sureness):
            line.addWidget(widget)
        line.addStretch(1)
        return line

    def _answer_line(self) -> QHBoxLayout:
        line = row(4)
        line.setContentsMargins(12, 0, 12, 0)
        self.nothing = button(
            "Nothing to code here", lambda: self._trigger("layer.nothing"), "choice", "An answer (Ctrl+0)"
        )
        self.uncodable = button(
            "Can't be coded", lambda: self._trigger("layer.uncodable"), "choice", "An answer (Ctrl+Shift+0)"
        )
        for widget in (self.nothing, self.uncodable):
            widget.setCheckable(True)
            widget.setMinimumWidth(bold_width(widget.font(), widget.text()) + 12)  # bold once it is given
            line.addWidget(widget)
        line.addStretch(1)
        return line

    def _show(self, view: CardsView) -> None:
        if view.layer is not self._layer:
            self.show_layer(view.layer)
        ids = view.ids + (view.rejected if self._with_rejected else ())
        current = DRAFT if DRAFT in ids else view.current if view.current in ids else ""
        self.cards.show_cards(ids, self._card, current)
        head = self._desk.head.value
        self._show_parts(view.layer, filled=bool(ids), article=head is not None)
        said = {str(Missing.NOTHING_THERE): "You said: nothing to code here.",
                str(Missing.NOT_CODABLE): "You said: can't be coded."}.get(view.answer, "")  # fmt: skip
        self.empty.setText(said or _unread(head) or _empty(view.layer, head))
        self._show_foot(view)
        self._show_counts()

    def _on_head(self, view: ArticleView | None) -> None:
        """What an empty list says depends on whether there is an article and whether it was read."""
        now = (view is not None, _unread(view) or _empty(Layer.STATEMENT, view))
        if now != self._head:
            self._head = now
            self._show(self._desk.cards.list.value)

    def _card(self, unit: str) -> UnitCard | None:
        """A draft has the floor: its verbs show as those of the current card do."""
        card = self._desk.cards.card(unit)
        return replace(card, current=True) if card is not None and card.draft else card

    def _show_parts(self, layer: Layer, *, filled: bool, article: bool) -> None:
        if layer is Layer.TOPIC and article:
            self.topics().show()
        elif self.topics.made is not None:
            hide_within(self.topics.made, self._heir)
        if filled:
            self.cards.show()
        else:
            hide_within(self.cards, self._heir)
        show_if(self.empty, not filled)

    def _show_foot(self, view: CardsView) -> None:
        self.add.setText(_ADD.get(view.layer, ""))
        show_if(self.add, view.layer in _ADD and self._desk.head.value is not None)
        many = len(view.rejected)
        self.rejected.setText(f"{many} rejected {'▾' if self._with_rejected else '▸'}")
        show_if(self.rejected, bool(many))
        below = f" · {view.hidden} below" if view.hidden else ""
        sign = "▾" if self.threshold is not None else "▸"
        self.sureness.setText(f"from {per_cent(self._desk.threshold)}{below} {sign}")
        head = self._desk.head.value
        show_if(self.sureness, head is not None and head.analysed and not head.hidden)
        unanswerable = bool(view.ids) and not view.answer
        for widget, answer in ((self.nothing, Missing.NOTHING_THERE), (self.uncodable, Missing.NOT_CODABLE)):
            widget.setChecked(view.answer == str(answer))
            show_if(widget, not unanswerable and self._desk.head.value is not None)

    def _show_counts(self) -> None:
        counts = self._desk.cards.counts()
        self.tabs.show_counts(tuple(counts.get(layer, 0) for layer, _ in TABS))

    def _on_changed(self, _units: frozenset[str]) -> None:
        self.cards.refresh()
        self._show_counts()

    def toggle_threshold(self) -> bool:
        """Open the slider and give it the keys, or close it."""
        if self.threshold is not None:
            self._close_threshold()
            return True
        from gui.panels.threshold import ThresholdStrip

        made = self.threshold = ThresholdStrip(self._desk.slider, self._trigger, self._layer)
        made.left.connect(self._close_threshold)
        self._threshold_line = _inset(made)
        self._lines.insertLayout(self._lines.indexOf(self._foot_line), self._threshold_line)
        made.begin()
        self._show_foot(self._desk.cards.list.value)
        return True

    def _close_threshold(self) -> None:
        """What was open is gone at once; the keys go back to the text."""
        strip, self.threshold = self.threshold, None
        if strip is None:
            return
        strip.end()
        hide_within(strip, self._heir)
        self._heir.setFocus()
        self._lines.removeItem(self._threshold_line)
        strip.deleteLater()
        self._show_foot(self._desk.cards.list.value)

    def _add(self) -> None:
        self._trigger("make.statement" if self._layer is Layer.STATEMENT else "make.event")

    def _toggle_rejected(self) -> None:
        self._with_rejected = not self._with_rejected
        view = self._desk.cards.list.value
        self._show(view)
        if self._with_rejected and view.rejected:
            self.cards.reveal(view.rejected[0])  # they stand below all others

    def _on_acted(self, act: CardAct) -> None:
        review, slots = self._desk.review, self._desk.slots
        verbs: dict[str, Callable[[], object]] = {
            "select": lambda: self._desk.cards.select(act.unit),
            "slot": lambda: self._focus(act),
            "choose": lambda: self._set(act),
            "type": lambda: self._retype(act),
            "variable": lambda: self.typed.emit(act),
            "accept": lambda: self._trigger("unit.accept"),
            "fix": lambda: self._trigger("unit.fix"),
            "reject": lambda: self._trigger("unit.reject"),
            "recall": lambda: review.recall(act.unit),
            "finish": slots.finish,
            "cancel": slots.cancel,
        }
        self._desk.touched()
        verbs[act.verb]()

    def _focus(self, act: CardAct) -> None:
        """The words under a unit's card at the mark are wanted now; selected words stay selected."""
        at_mark = self._desk.card.view.value
        if at_mark is not None and at_mark.unit is not None:
            self._desk.card.close()
        self._desk.slots.focus(act.unit, act.name, act.index)

    def _set(self, act: CardAct) -> None:
        if act.unit == DRAFT:
            self._desk.slots.set_variable(act.name, act.value)
        else:
            self._desk.review.set_variable(act.name, act.value, act.unit)

    def _retype(self, act: CardAct) -> None:
        if act.unit == DRAFT:
            self._desk.slots.set_type(act.value)
        else:
            self._desk.review.set_category(act.value, act.unit)


def _empty(layer: Layer, head: ArticleView | None) -> str:
    """What an empty list says of an article that was read, with what the machine can't do in its language."""
    rests = head.rests if head is not None and layer is not Layer.MENTION else ""
    return f"{_EMPTY[layer]}\n\n{rests}".strip()


def _unread(head: ArticleView | None) -> str:
    """Why nothing of the machine is there, if so."""
    if head is None:
        return _NONE
    if head.hidden:
        return _UNAIDED
    return "" if head.analysed else _UNREAD


def _inset(widget: QWidget) -> QHBoxLayout:
    line = row(0)
    line.setContentsMargins(12, 0, 12, 0)
    line.addWidget(widget)
    return line
