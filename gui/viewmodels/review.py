"""The review run: from one unchecked suggestion to the next, decided by one key each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext

from core.app.commands import labels
from core.app.commands.code import RemoveCoding
from core.app.commands.decide import Accept, AcceptAll, AcceptLikeThis, Recall, Reject, RejectAll
from core.app.commands.parts import Edit
from core.domain.coding import Coding, Layer
from gui.viewmodels.card import CardAtMark
from gui.viewmodels.drafts import DRAFT
from gui.viewmodels.edits import retyped, set_value
from gui.viewmodels.observable import Observable
from gui.viewmodels.session import Session
from gui.viewmodels.slots import Slots
from gui.viewmodels.unit_index import Key, Unit

_START: Key = (-1, 0, 0, "")


class Review:
    """Steps through open suggestions in reading order and decides on the current unit.

    ``advance``: go on by itself after a decision; ``card`` opens for the unit gone to.
    """

    def __init__(self, session: Session, slots: Slots, card: CardAtMark, *, advance: bool = True) -> None:
        self._session = session
        self._slots = slots
        self._card = card
        self._at = _START
        self.advance = advance
        self.filter: Observable[Layer | None] = Observable(None)
        session.current.subscribe(self._on_current)

    # -- going --------------------------------------------------------------------------------------

    def next(self) -> bool:
        """Go to the next unchecked suggestion; from the last one on to the first."""
        return self._go(1)

    def previous(self) -> bool:
        """Go to the unchecked suggestion before."""
        return self._go(-1)

    def only(self, layer: Layer | None) -> None:
        """Step through one layer only; ``None``: through all."""
        self.filter.set(layer)

    # -- deciding -----------------------------------------------------------------------------------

    def accept(self, unit_id: str = "") -> bool:
        """Accept the suggestion as it is."""
        unit = self._session.unit(unit_id)
        if unit is None or not unit.open:
            self._session.say("Nothing to accept here." if unit is None else "This is checked already.")
            return False
        session = self._session
        command = Accept(session.article_id, unit.id, label=session.label("Accept", unit.what))
        with self._deciding():
            return session.run(command) and self._decided(unit)

    def reject(self, unit_id: str = "") -> bool:
        """Reject the suggestion; a coding is removed."""
        unit = self._session.unit(unit_id)
        if unit is None:
            self._session.say("Nothing to reject here.")
            return False
        if isinstance(unit.what, Coding):
            return self.remove(unit.id)
        session = self._session
        command = Reject(session.article_id, unit.id, label=session.label("Reject", unit.what))
        with self._deciding():
            return session.run(command) and self._decided(unit)

    def remove(self, unit_id: str = "") -> bool:
        """Remove a coding; the suggestion it came of counts as rejected."""
        unit = self._session.unit(unit_id)
        if unit is None or not isinstance(unit.what, Coding):
            return False
        self._at = unit.key
        return self._session.run(RemoveCoding(unit.id, label=self._session.label("Remove", unit.what)))

    def recall(self, unit_id: str) -> bool:
        """Take a rejection back and go to the suggestion."""
        unit = self._session.unit(unit_id)
        if unit is None:
            return False
        session = self._session
        label = session.label("Recall", unit.what)
        if not session.run(Recall(session.article_id, unit.id, label=label)):
            return False
        self._goto(unit.id)
        return True

    def accept_like_this(self, unit_id: str = "") -> bool:
        """Accept every open suggestion of the same words and type in the article, as one act."""
        unit = self._session.unit(unit_id)
        if unit is None or not unit.open:
            self._session.say("Go to a suggestion first.")
            return False
        session = self._session
        count = len(session.units.alike(unit))
        label = labels.counted("Accept", count, unit.what, session.text, session.codebook)
        command = AcceptLikeThis(session.article_id, unit.id, session.threshold, label=label)
        with self._deciding():
            return session.run(command) and self._decided(unit)

    def accept_all(self, ids: Iterable[str]) -> bool:
        """Accept several suggestions as one act."""
        wanted = tuple(ids)
        label = f"Accept {_counted(len(wanted))}"
        return self._session.run(AcceptAll(self._session.article_id, wanted, label=label))

    def reject_all(self, ids: Iterable[str]) -> bool:
        """Reject several suggestions as one act."""
        wanted = tuple(ids)
        label = f"Reject {_counted(len(wanted))}"
        return self._session.run(RejectAll(self._session.article_id, wanted, label=label))

    def set_category(self, code: str, unit_id: str = "") -> bool:
        """Give the unit (or the draft) another type; a suggestion is taken with it."""
        if self._drafting(unit_id):
            return self._slots.set_type(code)
        unit = self._session.unit(unit_id)
        if unit is None:
            self._session.say("Go to a mark first.")
            return False
        edit = retyped(unit.what, code, self._session.codebook)
        with self._deciding():
            if not self._session.edit(unit, edit):
                return False
            # An event has slots to look at after its type; a name is settled by it.
            return self._decided(unit) if unit.open and unit.layer is Layer.MENTION else True

    def set_variable(self, name: str, value: str, unit_id: str = "") -> bool:
        """Set a variable of the unit (or the draft); an empty value removes it."""
        if self._drafting(unit_id):
            return self._slots.set_variable(name, value)
        unit = self._session.unit(unit_id)
        if unit is None:
            return False
        return self._session.edit(unit, Edit(variables=set_value(unit.what.variables, name, value)))

    # -- within -------------------------------------------------------------------------------------

    def _drafting(self, unit_id: str) -> bool:
        nothing_else = not unit_id and not self._session.current.value
        return self._session.draft.value is not None and (unit_id == DRAFT or nothing_else)

    @contextmanager
    def _deciding(self) -> Iterator[None]:
        """The card and, where the run goes on by itself, the current unit are shown once, at the end."""
        with self._card.once(), self._session.going_on() if self.advance else nullcontext():
            yield

    def _decided(self, unit: Unit) -> bool:
        self._at = unit.key
        if self.advance:
            self._go(1)
        return True

    def _go(self, step: int) -> bool:
        wanted = self.filter.value
        for unit in self._session.units.beyond(self._at, step):
            if unit.open and self._within(unit, wanted):
                wrapped = (unit.key <= self._at) if step > 0 else (unit.key >= self._at)
                self._goto(unit.id)
                self._session.say("On from the start of the article." if wrapped and step > 0 else "")
                return True
        left = "All suggestions are checked." if wanted is None else f"No {wanted} is left to check."
        self._session.say(left)
        return False

    def _within(self, unit: Unit, wanted: Layer | None) -> bool:
        answered = {key for key, _ in self._session.assignment.answers}
        return str(unit.layer) not in answered and wanted in (None, unit.layer)

    def _goto(self, unit_id: str) -> None:
        with self._card.once():
            self._session.select(unit_id, reveal=True)
            self._card.open_unit(unit_id)

    def _on_current(self, unit_id: str) -> None:
        unit = self._session.units.get(unit_id)
        if unit is not None:
            self._at = unit.key

    def restart(self) -> None:
        """Begin at the top; another article is open."""
        self._at = _START


def _counted(count: int) -> str:
    return "1 suggestion" if count == 1 else f"{count} suggestions"
