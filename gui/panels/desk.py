"""The coding desk: work list, text, cards and drawer side by side, and what its actions do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter

from core.domain.coding import Layer, Missing
from gui.panels.cards_panel import CardsPanel
from gui.panels.text_pane import TextPane
from gui.panels.work_list import WorkListPanel
from gui.qt.bonds import Bonds
from gui.qt.canvas import BoundaryMoved, Edge
from gui.qt.card_controls import CardAct
from gui.qt.lazy import Lazy
from gui.qt.text_keys import TextKeys
from gui.qt.widgets import column, frame
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.views import CardsView, UnitCard

if TYPE_CHECKING:
    from gui.panels.drawer import Drawer

LEFT, RIGHT = 248, 340
_MINUTE = 60_000


class DeskPanel(QFrame):
    """Binds one `DeskViewModel`; ``trigger`` carries out the window's actions by id."""

    def __init__(self, desk: DeskViewModel, trigger: Callable[[str], None]) -> None:
        super().__init__()
        self._desk, self._trigger = desk, trigger
        self.work = WorkListPanel(desk.work)
        self._keys = TextKeys(self._take, self)
        self.text = TextPane(desk, trigger, self._keys)
        self.cards = CardsPanel(desk, trigger, self.text.canvas)
        self.drawer = Lazy(self._make_drawer)
        self._build()
        self.cards.typed.connect(self._on_typed)
        self._keys.serve(self.cards.cards)
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE)
        self._clock.timeout.connect(desk.clock.tick)
        self._clock.start()
        self._verbs = self._table()
        self._bonds = Bonds()
        self._bonds.on(desk.current, self._on_current)
        self.installEventFilter(self)

    def end(self) -> None:
        """Stop listening; the desk itself is closed by whoever made it."""
        self._clock.stop()
        self._bonds.end()
        for each in (self.work, self.text, self.cards, self.drawer.made):
            if each is not None:
                each.end()

    def act(self, action: str) -> bool:
        """Carry out an action of the desk; whether there was one and it did something."""
        verb = self._verbs.get(action)
        if verb is None:
            return False
        self._desk.clock.activity()
        return verb() is not False

    def knows(self, action: str) -> bool:
        """Whether the action is the desk's."""
        return action in self._verbs

    def begin(self) -> None:
        """The room is entered: focus on the text."""
        self.text.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_look(self, zoom: float, family: str, width: int) -> None:
        """How the article is read: size, family, characters a line."""
        self.text.set_look(zoom=zoom, family=family, width=width)

    def set_advance(self, *, on: bool) -> None:
        """Whether a decision goes on to the next suggestion."""
        self._desk.review.advance = on

    def layout_state(self) -> str:
        """The widths of the three columns, to be remembered."""
        return ",".join(str(size) for size in self.columns.sizes())

    def set_layout_state(self, state: str) -> None:
        """Widths as remembered; nonsense is passed over."""
        parts = state.split(",")
        if len(parts) == 3 and all(part.isdigit() for part in parts) and int(parts[1]) > 0:
            self.columns.setSizes([int(part) for part in parts])

    def _build(self) -> None:
        right = frame("right")
        lines = column(right, 0, 0)
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.right.addWidget(self.cards)
        self.right.setChildrenCollapsible(False)
        lines.addWidget(self.right)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.work, self.text, right):
            self.columns.addWidget(widget)
        self.work.setMinimumWidth(180)
        self.text.setMinimumWidth(380)
        right.setMinimumWidth(280)
        self.columns.setStretchFactor(0, 0)
        self.columns.setStretchFactor(1, 1)
        self.columns.setStretchFactor(2, 0)
        self.columns.setSizes([LEFT, 700, RIGHT])
        self.columns.setHandleWidth(1)
        self.right.setHandleWidth(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.columns)

    def _make_drawer(self) -> Drawer:
        from gui.panels.drawer import Drawer

        made = Drawer(self._desk)
        made.closed.connect(self.text.canvas.setFocus)
        self.right.addWidget(made)
        self.right.setStretchFactor(0, 3)
        self.right.setStretchFactor(1, 2)
        return made

    def _table(self) -> dict[str, Callable[[], object]]:
        desk, keys = self._desk, self._desk.keys
        table: dict[str, Callable[[], object]] = {
            "review.next": desk.review.next,
            "review.previous": desk.review.previous,
            "unit.accept": keys.enter,
            "unit.accept_like": desk.review.accept_like_this,
            "unit.reject": keys.delete,
            "unit.fix": self._fix,
            "unit.actor": self._actor,
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
            "edit.find": lambda: self.text.finder().open_bar(),
            "edit.find_next": desk.find.next,
            "edit.find_previous": desk.find.previous,
            "edit.details": self.text.head.show_editor,
            "edit.undo": desk.undo,
            "edit.redo": desk.redo,
            "edit.history": lambda: self.drawer().toggle("history"),
            "questions.show": lambda: self.drawer().toggle("questions"),
            "codebook.show": self._codebook,
            "article.complete": self._complete,
            "article.next": lambda: self._step_article(1),
            "article.previous": lambda: self._step_article(-1),
            "layer.nothing": lambda: self._answer(Missing.NOTHING_THERE),
            "layer.uncodable": lambda: self._answer(Missing.NOT_CODABLE),
            "list.search": self._search_list,
            "view.text": self.text.canvas.setFocus,
            "view.cards": self._to_cards,
        }
        for number, layer in enumerate((Layer.STATEMENT, Layer.TOPIC, Layer.EVENT, Layer.MENTION)):
            name = ("view.speakers", "view.topics", "view.events", "view.names")[number]
            table[name] = lambda layer=layer: self.cards.show_layer(layer)  # type: ignore[misc]
        for number in range(1, 10):
            table[f"type.{number}"] = lambda n=number: keys.digit(n)  # type: ignore[misc]
        edges = {"end_out": (Edge.END, 1), "end_in": (Edge.END, -1), "start_out": (Edge.START, -1),
                 "start_in": (Edge.START, 1)}  # fmt: skip
        for name, (edge, way) in edges.items():
            table[f"edge.{name}"] = lambda edge=edge, way=way: self._nudge(edge, way)  # type: ignore[misc]
        return table

    def _take(self, action: str) -> bool:
        return self.act(action)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every key and press is a sign that somebody works."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress):
            self._desk.clock.activity()
        return super().eventFilter(watched, event)

    def _current_card(self) -> UnitCard | None:
        current = self._desk.current.value
        return self._desk.cards.card(current) if current else None

    def _on_current(self, unit: str) -> None:
        """Show the list in which the current unit stands; a name has its card at the mark."""
        card = self._desk.cards.card(unit) if unit else None
        if card is not None and card.layer not in (self.cards.layer, Layer.MENTION):
            self.cards.show_layer(card.layer)

    def _fix(self) -> bool:
        card = self._current_card()
        if card is None:
            return False
        if card.layer is Layer.MENTION:
            self._desk.card.open_unit(card.id)
            self.text.card().open_types()
        elif card.layer is Layer.TOPIC:
            self._topic()
        elif card.slots:
            self._desk.slots.focus_first(card.id)
        return True

    def _actor(self) -> bool:
        if self._desk.slots.candidates.value.unit:
            self.cards.slot_help().open_actors()
            return True
        card = self._current_card()
        if card is None or card.layer is not Layer.MENTION:
            return False
        self._desk.card.open_unit(card.id)
        self.text.card().open_actors()
        return True

    def _make(self, code: str, layer: Layer) -> bool:
        if self.text.canvas.selection().spans:
            self._desk.card.pick(code)
        else:
            self._desk.slots.begin(layer)
        self.cards.show_layer(layer)
        return True

    def _topic(self) -> bool:
        self.cards.show_layer(Layer.TOPIC)
        self.cards.topics().begin()
        return True

    def _escape(self) -> bool:
        if self.text.canvas.caret_mode:
            return False
        if self._desk.keys.escape():
            return True
        finder = self.text.finder.made
        if finder is not None and finder.isVisible():
            finder.close_bar()
            return True
        self.text.canvas.clear_selection()
        return True

    def _nudge(self, edge: Edge, way: int) -> bool:
        moved: BoundaryMoved | None = self.text.canvas.nudge(edge, way)
        if moved is None:
            return False
        self._desk.pointer.boundary(moved.unit, moved.index, moved.span)
        return True

    def _note(self) -> bool:
        card = self._current_card()
        answers = self._desk.answers
        if card is not None:
            self.drawer().write(
                f"Note on {_named(card)}", card.note, lambda text: answers.note_on(card.id, text)
            )
        else:
            view = self._desk.head.value
            self.drawer().write("Note on the article", view.note if view else "", answers.note)
        return True

    def _question(self) -> bool:
        card = self._current_card()
        about = card.id if card is not None else ""
        title = f"Ask about {_named(card)}" if card is not None else "Ask about the article"
        self.drawer().write(title, "", lambda text: self._desk.answers.ask(text, about) if text else None)
        return True

    def _on_typed(self, act: CardAct) -> None:
        self.drawer().write(
            act.name.capitalize().replace("_", " "),
            act.value,
            lambda text: self._desk.review.set_variable(act.name, text, act.unit),
        )

    def _codebook(self) -> bool:
        card = self._current_card()
        if card is not None:
            self._desk.show_definition(card.layer, card.category)
        self.drawer().toggle("codebook")
        return True

    def _complete(self) -> bool:
        view = self._desk.head.value
        if view is None:
            return False
        if view.status == "complete":
            self._desk.reopen()
        elif not self._desk.complete():
            self.drawer().show_page("open")
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

    def _search_list(self) -> bool:
        self.work.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.work.search.selectAll()
        return True

    def _to_cards(self) -> bool:
        self.cards.cards.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.cards.cards.enter_current()
        return True


def _named(card: UnitCard) -> str:
    return f"“{card.title}”" if card.layer is Layer.MENTION else card.title
