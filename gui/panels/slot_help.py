"""What can fill the chosen slot: candidates to step through, an actor to search, or a click in the text."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from core.domain.actor import ActorKind
from gui.panels.actor_field import ActorField
from gui.qt.bonds import Bonds
from gui.qt.widgets import Elided, Flow, button, column, emptied, hide_within, label, row
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.drafts import TYPE
from gui.viewmodels.views import CandidatesView

_MOST = 9  # as many as there are number keys
_AROUND = 34  # what a button has around its words, with bold ones in mind
WORDS_ONLY = ("content", "cue", "trigger", "date")


class SlotHelp(QFrame):
    """Binds the candidates of the focused slot; hidden while no slot is chosen."""

    def __init__(self, desk: DeskViewModel, heir: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._heir = desk, heir
        self.setProperty("kind", "popup")
        layout = column(self, 11, 7)
        head = row(2)
        self.what = Elided("", "strong")
        head.addWidget(self.what, 1)
        self.clear = button("Clear ⌫", self._clear, "quiet", "Empty the slot")
        head.addWidget(self.clear)
        self.done = button("Done Esc", self._leave, "quiet", "Leave the slot")
        head.addWidget(self.done)
        layout.addLayout(head)
        self.hint = label("", "small", wrap=True)
        layout.addWidget(self.hint)
        self.candidates = QWidget()
        self._flow = Flow(self.candidates, 5)
        layout.addWidget(self.candidates)
        self.search = button("Search an actor A", self.open_actors, "quiet", "Somebody not named here")
        layout.addWidget(self.search, 0, Qt.AlignmentFlag.AlignLeft)
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
        if not self._takes_actor():
            return
        self.field.show()
        self.search.hide()
        self.field.open_for(self._view.unit)

    def _show(self, view: CandidatesView) -> None:
        if (view.unit, view.slot) != (self._view.unit, self._view.slot):
            self.field.hide()
        self._view = view
        if not view.unit:
            hide_within(self, self._heir)
            return
        self.show()
        card = self._desk.cards.card(view.unit)
        rows = [s for s in card.slots if s.name == view.slot] if card is not None else []
        self.what.setText(rows[0].label if rows else view.slot.capitalize())
        self.clear.setVisible(any(s.words or s.actors for s in rows))
        draft = self._desk.session.draft.value
        self.done.setVisible(draft is None or not draft.empty)  # Esc throws an empty one away
        kind = view.slot == TYPE
        self.search.setVisible(self._takes_actor() and self.field.isHidden())
        steps = "←→ and ⏎, or a number" if kind else "Click the words in the text, or ←→ and ⏎"
        self.hint.setText(steps if view.choices else "Click or drag over the words in the text")
        emptied(self._flow)
        width = max(200, self.width() - 24)
        for number, choice in enumerate(view.choices[:_MOST]):
            made = button("", partial(self._take, number), "choice")
            said = f"{choice.key} {choice.label}".strip()
            text = made.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, width - _AROUND)
            made.setText(text)
            made.setAccessibleName(said)
            made.setToolTip("\n".join(filter(None, (said if text != said else "", choice.detail))))
            made.setCheckable(True)
            made.setChecked(number == view.current)
            self._flow.put(made)
        self.candidates.setVisible(bool(view.choices))
        self.candidates.setFixedHeight(self._flow.heightForWidth(width) if view.choices else 0)

    def _take(self, number: int) -> None:
        self._desk.slots.take_number(number)
        self._heir.setFocus()

    def _clear(self) -> None:
        self._desk.keys.delete()
        self._heir.setFocus()

    def _leave(self) -> None:
        self._desk.slots.blur()
        self._heir.setFocus()

    def _choose_actor(self, actor: str) -> None:
        self._desk.slots.fill_actor(actor)
        self._leave_field()

    def _create_actor(self, name: str, kind: ActorKind) -> None:
        self._desk.actors.create(name, kind)
        self._leave_field()

    def _leave_field(self) -> None:
        hide_within(self.field, self._heir)
        self.search.setVisible(self._takes_actor())

    def _takes_actor(self) -> bool:
        return self._view.slot != TYPE and self._view.slot not in WORDS_ONLY
