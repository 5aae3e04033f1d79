"""Carries out what a click fills: on the draft without an act, on a unit as one act."""

from __future__ import annotations

from dataclasses import replace

from core.app.commands.actors import LinkActor
from core.app.commands.labels import actor_label
from core.app.commands.parts import Edit
from core.domain.actor import Actor
from core.domain.coding import SlotFill, Unitlike, Variables, value_of
from core.domain.text import Span
from gui.viewmodels.drafts import ACTOR, DRAFT, Draft, Focus, filled, next_empty, slot_of
from gui.viewmodels.edits import set_value
from gui.viewmodels.mention_map import MentionMap, actors_of
from gui.viewmodels.session import Session
from gui.viewmodels.unit_index import Unit


class Filling:
    """A draft's focus moves on to the next empty slot; a unit's focus goes once its slot is filled."""

    def __init__(self, session: Session, mentions: MentionMap) -> None:
        self._session = session
        self._mentions = mentions

    def fill_of(
        self, slot: str, unit: Unitlike, spans: tuple[Span, ...], mention: Unit | None = None
    ) -> SlotFill:
        """The filler these words make: with the actor of the name in them where the slot takes actors."""
        found = mention or self._mentions.at(spans[0])
        known = slot_of(unit, slot, self._session.codebook)
        if known is None or known.takes != ACTOR:
            return SlotFill(slot, spans)
        return SlotFill(slot, spans, actors_of(found) if found else ())

    def put(
        self, focus: Focus, fill: SlotFill, mention: Unit | None = None, made: Actor | None = None
    ) -> bool:
        """Put ``fill`` into the focused slot; ``mention``: where it came from; ``made``: its new actor."""
        unit = self._session.unitlike(focus.unit)
        if unit is None:
            return False
        slot = slot_of(unit, fill.slot, self._session.codebook)
        slots = filled(unit.slots, fill, focus.index, many=slot is not None and slot.many)
        variables = _dated(unit, fill.slot, mention)
        actors = (made,) if made else ()
        if isinstance(unit, Draft):
            held = (*unit.actors, *actors)
            self._session.draft.set(replace(unit, slots=slots, variables=variables, actors=held))
            self.advance(fill.slot)
            return True
        return self._settle(self.edit(focus.unit, Edit(slots=slots, variables=variables), actors))

    def put_own(self, focus: Focus, spans: tuple[Span, ...]) -> bool:
        """Let the unit stand on these words."""
        unit = self._session.unitlike(focus.unit)
        if isinstance(unit, Draft):
            self._session.draft.set(replace(unit, spans=spans))
            self.advance(focus.slot)
            return True
        return self._settle(self.edit(focus.unit, Edit(spans=spans)))

    def link(self, focus: Focus, actors: tuple[str, ...], made: Actor | None = None) -> bool:
        """Say whom a name means."""
        unit = self._session.units.get(focus.unit)
        if unit is None or not actors:
            self._session.say("This name is linked to no actor yet. Choose one in the actor search.")
            return False
        session = self._session
        names = tuple(a.name if (a := made or session.actor(i)) else i for i in actors)
        label = actor_label(unit.what, session.text, names)
        command = LinkActor(session.article_id, focus.unit, actors, made=made, label=label)
        return self._settle(session.run(command))

    def _settle(self, done: bool) -> bool:
        if done:
            self._session.focus.set(None)
        return done

    def edit(self, unit_id: str, edit: Edit, actors: tuple[Actor, ...] = ()) -> bool:
        """Change a stored unit."""
        unit = self._session.units.get(unit_id)
        return unit is not None and self._session.edit(unit, edit, actors)

    def advance(self, slot: str) -> None:
        """Move a draft's focus to the next slot of the click order that is still empty."""
        draft = self._session.draft.value
        if draft is None:
            return
        ahead = next_empty(draft, slot)
        if ahead:
            self.focus_draft(ahead)
        else:
            self._session.focus.set(None)
            self._session.say("Enter records it, Esc throws it away.")

    def focus_draft(self, slot: str) -> None:
        """Let the next click fill this slot of the draft."""
        self._session.focus.set(Focus(DRAFT, slot))


def _dated(unit: Unitlike, slot: str, mention: Unit | None) -> Variables:
    """A date mention that knows its day brings the day along."""
    value = value_of(mention.what, "value") if mention and slot == "date" else ""
    return set_value(unit.variables, "date", value) if value else unit.variables
