"""What the desk's actions do: each one a verb of the desk and, where it needs one, a panel to look at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from core.domain.coding import Layer, Missing
from gui.panels.cards_panel import CardsPanel
from gui.panels.text_pane import TextPane
from gui.panels.work_list import WorkListPanel
from gui.qt.canvas import BoundaryMoved, Edge
from gui.qt.card_controls import CardAct
from gui.qt.lazy import Lazy
from gui.viewmodels.card import FRAGMENT
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.views import CardsView, UnitCard

if TYPE_CHECKING:
    from gui.panels.drawer import Drawer

VIEWS = {
    "view.speakers": Layer.STATEMENT,
    "view.topics": Layer.TOPIC,
    "view.events": Layer.EVENT,
    "view.names": Layer.MENTION,
}
EDGES = {
    "edge.end_out": (Edge.END, 1),
    "edge.end_in": (Edge.END, -1),
    "edge.start_out": (Edge.START, -1),
    "edge.start_in": (Edge.START, 1),
}


class DeskVerbs:
    """``table``: action id → verb; a verb that answers ``False`` did nothing, and its key goes on."""

    def __init__(
        self,
        desk: DeskViewModel,
        work: WorkListPanel,
        text: TextPane,
        cards: CardsPanel,
        drawer: Lazy[Drawer],
    ) -> None:
        self._desk, self._work, self._text, self._cards, self._drawer = desk, work, text, cards, drawer
        self.table = self._table()

    def _current_card(self) -> UnitCard | None:
        current = self._desk.current.value
        return self._desk.cards.card(current) if current else None

    def _table(self) -> dict[str, Callable[[], object]]:
        desk, keys = self._desk, self._desk.keys
        table: dict[str, Callable[[], object]] = {
            "review.next": desk.review.next,
            "review.previous": desk.review.previous,
            "unit.why": desk.why.next,
            "review.threshold": self._cards.toggle_threshold,
            "review.accept_sure": desk.slider.accept_sure,
            "unit.accept": lambda: desk.repairs.close() or keys.enter(),
            "unit.accept_like": desk.review.accept_like_this,
            "unit.reject": lambda: desk.repairs.turn() or keys.delete(),
            "repair.next": lambda: desk.repairs.step(1),
            "repair.previous": lambda: desk.repairs.step(-1),
            "repair.turn": desk.repairs.turn,
            "unit.fix": self._fix,
            "unit.actor": self._actor,
            "unit.fragment": lambda: bool(desk.session.selection.value) and desk.card.pick(FRAGMENT),
            "unit.note": self._note,
            "unit.question": self._question,
            "escape": self._escape,
            "make.statement": lambda: self._make("statement", Layer.STATEMENT),
            "make.event": lambda: self._make("event", Layer.EVENT),
            "make.topic": self._topic,
            "slot.next": lambda: keys.tab(1),
            "slot.previous": lambda: keys.tab(-1),
            "candidate.next": lambda: keys.arrow(1),
            "candidate.previous": lambda: keys.arrow(-1),
            "edit.find": lambda: self._text.finder().open_bar(),
            "edit.find_next": desk.find.next,
            "edit.find_previous": desk.find.previous,
            "edit.details": self._text.head.show_editor,
            "article.versions": self._text.head.show_versions,
            "edit.undo": desk.undo,
            "edit.redo": desk.redo,
            "edit.history": lambda: self._drawer().toggle("history"),
            "questions.show": lambda: self._drawer().toggle("questions"),
            "codebook.show": self._codebook,
            "recode.show": lambda: self._drawer().toggle("recode"),
            "article.complete": self._complete,
            "article.next": lambda: self._step_article(1),
            "article.previous": lambda: self._step_article(-1),
            "layer.nothing": lambda: self._answer(Missing.NOTHING_THERE),
            "layer.uncodable": lambda: self._answer(Missing.NOT_CODABLE),
            "view.text": self._text.canvas.setFocus,
            "view.cards": self._to_cards,
        }
        table |= {name: partial(self._cards.show_layer, layer) for name, layer in VIEWS.items()}
        table |= {f"type.{number}": partial(keys.digit, number) for number in range(1, 10)}
        table |= {name: partial(self._nudge, edge, way) for name, (edge, way) in EDGES.items()}
        return table

    def _fix(self) -> bool:
        card = self._current_card()
        if card is None:
            return False
        if card.layer is Layer.MENTION:
            self._desk.card.open_unit(card.id)
            self._text.card().open_types()
        elif card.layer is Layer.TOPIC:
            self._topic()
        elif card.slots:
            self._desk.card.close()  # the words under it are wanted now
            self._desk.slots.focus_first(card.id)
        return True

    def _actor(self) -> bool:
        if self._desk.slots.candidates.value.unit:
            self._cards.slot_help().open_actors()
            return True
        card = self._current_card()
        if card is None or card.layer is not Layer.MENTION:
            return False
        self._desk.card.open_unit(card.id)
        self._text.card().open_actors()
        return True

    def _make(self, code: str, layer: Layer) -> bool:
        if self._text.canvas.selection().spans:
            self._desk.card.pick(code)
        else:
            self._desk.card.close()
            self._desk.slots.begin(layer)
        self._cards.show_layer(layer)
        return True

    def _topic(self) -> bool:
        self._cards.show_layer(Layer.TOPIC)
        self._cards.topics().begin()
        return True

    def _escape(self) -> bool:
        if self._text.canvas.caret_mode:
            return False
        if self._desk.repairs.close() or self._desk.keys.escape():
            return True
        finder = self._text.finder.made
        if finder is not None and finder.isVisible():
            finder.close_bar()
            return True
        self._text.canvas.clear_selection()
        return True

    def _nudge(self, edge: Edge, way: int) -> bool:
        moved: BoundaryMoved | None = self._text.canvas.nudge(edge, way)
        if moved is None:
            return False
        self._desk.pointer.boundary(moved.unit, moved.index, moved.span)
        return True

    def _note(self) -> bool:
        card = self._current_card()
        answers = self._desk.answers
        if card is not None:
            self._drawer().write(
                f"Note on {_named(card)}", card.note, lambda text: answers.note_on(card.id, text)
            )
        else:
            view = self._desk.head.value
            self._drawer().write("Note on the article", view.note if view else "", answers.note)
        return True

    def _question(self) -> bool:
        card = self._current_card()
        about = card.id if card is not None else ""
        title = f"Ask about {_named(card)}" if card is not None else "Ask about the article"
        self._drawer().write(title, "", lambda text: self._desk.answers.ask(text, about) if text else None)
        return True

    def write_variable(self, act: CardAct) -> None:
        """Have the value of a variable without choices written."""
        self._drawer().write(
            act.name.capitalize().replace("_", " "),
            act.value,
            lambda text: self._desk.review.set_variable(act.name, text, act.unit),
        )

    def _codebook(self) -> bool:
        card = self._current_card()
        if card is not None:
            self._desk.show_definition(card.layer, card.category)
        self._drawer().toggle("codebook")
        return True

    def _complete(self) -> bool:
        view = self._desk.head.value
        if view is None:
            return False
        if view.status == "complete":
            self._desk.reopen()
        elif not self._desk.complete():
            self._drawer().show_page("open")
        return True

    def _answer(self, missing: Missing) -> bool:
        shown: CardsView = self._desk.cards.list.value
        same = shown.answer == str(missing)
        self._desk.answers.answer(str(shown.layer), None if same else missing)
        return True

    def _step_article(self, by: int) -> bool:
        rows = self._desk.work.rows.value
        at = next((n for n, each in enumerate(rows) if each.current), -1) + by
        if not 0 <= at < len(rows):
            return False
        self._desk.work.open(rows[at].article_id)
        return True

    def search_list(self) -> bool:
        """Go to the line that searches the work list."""
        self._work.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._work.search.selectAll()
        return True

    def _to_cards(self) -> bool:
        self._cards.cards.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._cards.cards.enter_current()
        return True


def _named(card: UnitCard) -> str:
    return f"“{card.title}”" if card.layer is Layer.MENTION else card.title
