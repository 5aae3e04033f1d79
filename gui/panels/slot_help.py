"""What can fill the chosen slot: candidates to step through, an actor to search, or a click in the text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from core.domain.actor import ActorKind
from gui.panels.actor_field import ActorField
from gui.qt.bonds import Bonds
from gui.qt.widgets import Flow, button, column, emptied, label, row
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.views import CandidatesView

_MOST = 8


class SlotHelp(QFrame):
    """Binds the candidates of the focused slot; hidden while no slot is chosen."""

    def __init__(self, desk: DeskViewModel, back: Callable[[], None]) -> None:
        super().__init__()
        self._desk, self._back = desk, back
        self.setProperty("kind", "popup")
        layout = column(self, 11, 7)
        head = row(6)
        self.what = label("", "strong")
        head.addWidget(self.what, 1)
        head.addWidget(button("Clear", self._clear, "quiet", "Empty the slot (Backspace)"))
        head.addWidget(button("Done Esc", self._leave, "quiet"))
        layout.addLayout(head)
        self.hint = label("", "small", wrap=True)
        layout.addWidget(self.hint)
        self.candidates = QWidget()
        self._flow = Flow(self.candidates, 5)
        layout.addWidget(self.candidates)
        self.search = button("Search an actor… A", self.open_actors, "quiet")
        layout.addWidget(self.search)
        self.field = ActorField(desk.actors, self._choose_actor, self._create_actor)
        self.field.left.connect(self._leave_field)
        self.field.hide()
        layout.addWidget(self.field)
        self.hide()
        self._view = CandidatesView()
        self._bonds = Bonds()
        self._bonds.watch(desk.slots.candidates, self._show)

    def end(self) -> None:
        """Stop listening."""
        self._bonds.end()

    def open_actors(self) -> None:
        """Search an actor for the slot."""
        self.field.show()
        self.field.open_for(self._view.unit)

    def _show(self, view: CandidatesView) -> None:
        if (view.unit, view.slot) != (self._view.unit, self._view.slot):
            self.field.hide()
        self._view = view
        self.setVisible(bool(view.unit))
        if not view.unit:
            return
        self.what.setText(view.label)
        self.hint.setText("Click the words in the text" + ("; or ←→ and ⏎:" if view.choices else "."))
        emptied(self._flow)
        for number, choice in enumerate(view.choices[:_MOST]):
            made = button(choice.label, partial(self._take, number), "choice", choice.detail)
            made.setCheckable(True)
            made.setChecked(number == view.current)
            self._flow.addWidget(made)
        self.candidates.setVisible(bool(view.choices))

    def _take(self, number: int) -> None:
        self._desk.slots.take_number(number)
        self._back()

    def _clear(self) -> None:
        self._desk.keys.delete()
        self._back()

    def _leave(self) -> None:
        self._desk.slots.blur()
        self._back()

    def _choose_actor(self, actor: str) -> None:
        self._desk.slots.fill_actor(actor)
        self._leave_field()

    def _create_actor(self, name: str, kind: ActorKind) -> None:
        self._desk.actors.create(name, kind)
        self._leave_field()

    def _leave_field(self) -> None:
        self.field.hide()
        self._back()
