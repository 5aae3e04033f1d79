"""Actors: linking units to them, making new ones, adding names they go by."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.app.commands.code import ChangeCoding
from core.app.commands.decide import FixSuggestion
from core.app.commands.naming import naming
from core.app.commands.parts import Edit, get_coding, get_suggestion
from core.app.state import State
from core.domain.actor import Actor
from core.domain.changes import Change, ChangeSet
from core.domain.coding import SlotFill, Unitlike
from core.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class LinkActor:
    """Say whom a unit's slot means; the words stay as they are. ``made``: a new actor, made in the same act.

    An actor linked to a name goes by it from then on, in the same act, so that the next article knows it.

    ``index`` is the fill among the unit's slots, -1 to fill an empty slot; a mention's slot is ``actor``.
    """

    article_id: str
    unit_id: str
    actor_ids: tuple[str, ...]
    slot: str = "actor"
    index: int = -1
    made: Actor | None = None
    label: str = "Link actor"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Fixes a suggestion or changes a coding; refused when an actor is unknown."""
        unit = unit_of(state, self.article_id, self.unit_id)
        actors = (self.made,) if self.made else ()
        known = {actor.id for actor in actors} | set(_described(state, self.article_id))
        for actor_id in self.actor_ids:
            if actor_id not in known and state.actor(actor_id) is None:
                raise Refused("no-actor", "This actor does not exist any more.", where=actor_id)
        edit = Edit(slots=linked(unit, self.slot, self.index, self.actor_ids))
        changes = edit_unit(state, self.article_id, self.unit_id, edit, actors)
        if not changes.changes or len(self.actor_ids) != 1:
            return changes
        return naming(state, self.article_id, unit, self.actor_ids[0], changes)


@dataclass(frozen=True, slots=True)
class NewActor:
    """Add an actor to the project."""

    actor: Actor
    label: str = "New actor"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused when there is one of that id, or it has no name."""
        if not self.actor.name.strip():
            raise Refused("no-name", "An actor needs a name.")
        if state.actor(self.actor.id) is not None:
            raise Refused("actor-exists", f"There is an actor “{self.actor.name}” already.")
        return ChangeSet((Change(None, self.actor),))


@dataclass(frozen=True, slots=True)
class AddAlias:
    """Add a name an actor goes by, for search and for the machine."""

    actor_id: str
    alias: str
    label: str = "Add name"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing when it is known; a shipped country becomes the project's own record."""
        before = state.actor(self.actor_id)
        alias = " ".join(self.alias.split())
        if before is None:
            raise Refused("no-actor", "This actor does not exist any more.")
        if not alias or alias.casefold() in {n.casefold() for n in (before.name, *before.aliases)}:
            return ChangeSet(())
        stored = state.get("actor", self.actor_id)
        return ChangeSet((Change(stored, replace(before, aliases=(*before.aliases, alias))),))


def linked(unit: Unitlike, slot: str, index: int, actor_ids: tuple[str, ...]) -> tuple[SlotFill, ...]:
    """The unit's slots with the fill at ``index`` (or a mention's, or a new one) meaning these actors."""
    slots = list(unit.slots)
    if index < 0 and slot == "actor":
        index = next((i for i, fill in enumerate(slots) if fill.slot == slot), -1)
    if index < 0:
        return (*slots, SlotFill(slot, actors=actor_ids)) if actor_ids else tuple(slots)
    after = replace(slots[index], actors=actor_ids)
    empty = not (after.spans or after.actors or after.value)
    return (*slots[:index], *(() if empty else (after,)), *slots[index + 1 :])


def unit_of(state: State, article_id: str, unit_id: str) -> Unitlike:
    """The coder's coding or the suggestion of this id."""
    if state.get("coding", unit_id) is not None:
        return get_coding(state, unit_id)
    return get_suggestion(state, article_id, unit_id)


def edit_unit(
    state: State, article_id: str, unit_id: str, edit: Edit, actors: tuple[Actor, ...] = ()
) -> ChangeSet:
    """The changes that bring ``edit`` about, whether the unit is a suggestion or a coding."""
    if state.get("coding", unit_id) is not None:
        return ChangeCoding(unit_id, edit, actors).plan(state)
    return FixSuggestion(article_id, unit_id, edit, actors).plan(state)


def _described(state: State, article_id: str) -> tuple[str, ...]:
    made = state.suggestion_set(article_id)
    return tuple(actor.id for actor in made.actors) if made else ()
