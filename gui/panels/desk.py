"""The coding desk: work list, text, cards and drawer side by side, and what its actions do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter

from core.domain.coding import Layer
from gui.panels.cards_panel import CardsPanel
from gui.panels.desk_verbs import DeskVerbs
from gui.panels.found_bar import FoundBar
from gui.panels.text_pane import TextPane
from gui.panels.work_list import WorkListPanel
from gui.qt.bonds import Bonds
from gui.qt.lazy import Lazy
from gui.qt.text_keys import TextKeys
from gui.qt.widgets import column, frame
from gui.viewmodels.desk import DeskViewModel

if TYPE_CHECKING:
    from gui.panels.drawer import Drawer
    from gui.panels.search_panel import SearchPanel

LEFT, RIGHT = 248, 340
_MINUTE = 60_000


class DeskPanel(QFrame):
    """Binds one `DeskViewModel`; ``trigger`` carries out the window's actions by id."""

    def __init__(self, desk: DeskViewModel, trigger: Callable[[str], None]) -> None:
        super().__init__()
        self._desk, self._trigger = desk, trigger
        self.work = WorkListPanel(desk.work, hiding=desk.hiding)
        self.work.unaided.connect(lambda: trigger("project.unaided"))
        self._keys = TextKeys(self._take, self)
        self.text = TextPane(desk, trigger, self._keys)
        self.cards = CardsPanel(desk, trigger, self.text.canvas)
        self.search = Lazy(self._make_search)
        self.found = FoundBar(desk.work)
        self.drawer = Lazy(self._make_drawer)
        self._build()
        self._keys.serve(self.cards.cards)
        self.work.opened.connect(self.text.canvas.setFocus)
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE)
        self._clock.timeout.connect(desk.clock.tick)
        self._clock.start()
        self._verbs = DeskVerbs(desk, self.work, self.text, self.cards, self.drawer)
        self._verbs.table |= {"edit.find_all": self._search_all, "list.search": self._search_list}
        self.cards.typed.connect(self._verbs.write_variable)
        self._bonds = Bonds()
        self._bonds.on(desk.current, self._on_current)
        self._shared = False
        self._watch_reading()

    def end(self) -> None:
        """Stop listening; the desk itself is closed by whoever made it."""
        self._clock.stop()
        self._bonds.end()
        for each in (self.work, self.found, self.text, self.cards, self.drawer.made, self.search.made):
            if each is not None:
                each.end()

    def act(self, action: str) -> bool:
        """Carry out an action of the desk; whether there was one and it did something."""
        verb = self._verbs.table.get(action)
        if verb is None:
            return False
        self._desk.touched()
        return verb() is not False

    def knows(self, action: str) -> bool:
        """Whether the action is the desk's."""
        return action in self._verbs.table

    def begin(self) -> None:
        """The room is entered: focus on the text, or on what fills an empty project."""
        self.text.heir.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_look(self, zoom: float, family: str, width: int) -> None:
        """How the article is read: size, family, characters a line."""
        self.text.set_look(zoom=zoom, family=family, width=width)

    def set_advance(self, *, on: bool) -> None:
        """Whether a decision goes on to the next suggestion."""
        self._desk.review.advance = on

    def set_lost(self, *, on: bool) -> None:
        """Whether places of lost text are marked."""
        self._desk.repairs.show(on=on)

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
        self.left = frame("left")
        left = column(self.left, 0, 0)
        left.addWidget(self.found)
        left.addWidget(self.work, 1)
        for widget in (self.left, self.text, right):
            self.columns.addWidget(widget)
        self.left.setMinimumWidth(180)
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
        made.left.connect(self.text.canvas.setFocus)
        made.opened.connect(self._share_right)
        self.right.addWidget(made)
        self.right.setStretchFactor(0, 3)
        self.right.setStretchFactor(1, 2)
        return made

    def _make_search(self) -> SearchPanel:
        from gui.panels.search_panel import SearchPanel

        made = SearchPanel(self._desk.search)
        made.hide()
        made.opened.connect(self._on_hit)
        made.closed.connect(self._show_list)
        lines = self.left.layout()
        if lines is not None:
            lines.addWidget(made)
        return made

    def _search_all(self) -> bool:
        search = self.search()
        self.work.hide()
        self.found.hide()
        search.show()
        search.begin()
        return True

    def _show_list(self) -> None:
        """The work list is back in its place."""
        if self.search.made is not None:
            self.text.heir.setFocus(Qt.FocusReason.OtherFocusReason)
            self.search.made.hide()
        self.found.setVisible(bool(self._desk.work.found.value))
        self.work.show()

    def _search_list(self) -> bool:
        self._show_list()
        return self._verbs.search_list()

    def _on_hit(self) -> None:
        self.text.finder().show_hits()
        self.text.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, action: str) -> bool:
        return self.act(action)

    def _share_right(self) -> None:
        """The cards keep the larger part; where the edge was dragged to since is kept."""
        if not self._shared:
            self._shared = True
            height = self.right.height()
            self.right.setSizes([height * 3 // 5, height * 2 // 5])

    def _watch_reading(self) -> None:
        """Time on task: reading is scrolling; acts by key and mouse count where they are carried out."""
        self.text.canvas.verticalScrollBar().valueChanged.connect(lambda _at: self._desk.clock.activity())

    def _on_current(self, unit: str) -> None:
        """Show the list in which the current unit stands; a name has its card at the mark."""
        card = self._desk.cards.card(unit) if unit else None
        if card is not None and card.layer not in (self.cards.layer, Layer.MENTION):
            self.cards.show_layer(card.layer)
