"""What a coder records by hand: units added, changed and removed, topics of the whole article."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.app.commands.decide import FixSuggestion, with_verdict
from core.app.commands.ids import now
from core.app.commands.naming import recast
from core.app.commands.parts import (
    NOTHING,
    Edit,
    begun,
    born,
    content,
    decided,
    edited,
    get_coding,
    get_suggestions,
    new_actors,
    pass_rules,
    settled,
    taken,
    undecided,
    with_defaults,
)
from core.app.state import State
from core.domain.actor import Actor
from core.domain.changes import Change, ChangeSet
from core.domain.coding import (
    Coding,
    Layer,
    Provenance,
    SlotFill,
    Suggestion,
    Variables,
    value_of,
    with_value,
)
from core.domain.rules import PRIMARY, scheme_of
from core.domain.text import Span, merged

SECONDARY = "secondary"


@dataclass(frozen=True, slots=True)
class AddCoding:
    """Record a unit; an open suggestion about the same words is taken and fixed instead."""

    article_id: str
    layer: Layer
    category: str
    spans: tuple[Span, ...] = ()
    slots: tuple[SlotFill, ...] = ()
    variables: Variables = ()
    note: str = ""
    actors: tuple[Actor, ...] = ()  # made in the same act
    label: str = "Add coding"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused when a rule says no."""
        twin = self._twin(state)
        if twin is not None:
            edit = Edit(self.category, self.spans, self.slots or None, self.variables or None, self.note)
            return FixSuggestion(self.article_id, twin.id, edit, self.actors).plan(state)
        coding = self._new(state)
        pass_rules(state, coding)
        return ChangeSet(
            (
                *new_actors(state, self.article_id, (coding,), self.actors),
                *begun(state, self.article_id, (self.layer,)),
                Change(None, coding),
            )
        )

    def _new(self, state: State) -> Coding:
        bare = Suggestion("", self.layer, self.category)
        made = replace(born(state, self.article_id, bare, Provenance.ADDED), suggestion_id="")
        variables = with_defaults(state, self.layer, self.category, self.variables)
        edit = Edit(None, self.spans, self.slots, variables, self.note)
        return edited(made, edit, state.article(self.article_id).text)

    def _twin(self, state: State) -> Suggestion | None:
        spans = merged(self.spans)
        same = [s for s in undecided(state, self.article_id) if s.layer is self.layer and s.spans == spans]
        alike = [s for s in same if s.category == self.category]
        if alike:
            return alike[0]
        # A word is one mention: another type for it is a correction. Events may share their trigger.
        return same[0] if same and self.layer is Layer.MENTION else None


@dataclass(frozen=True, slots=True)
class ChangeCoding:
    """Change a coding; one that came of a suggestion is fixed, or confirmed when it says the same again."""

    coding_id: str
    edit: Edit
    actors: tuple[Actor, ...] = ()  # made in the same act
    label: str = "Change coding"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing when nothing differs; refused when a rule says no."""
        before = get_coding(state, self.coding_id)
        article_id = before.article_id
        edit, recast_to = recast(state, article_id, before, self.edit)
        after = edited(before, edit, state.article(article_id).text)
        if after == before:
            return NOTHING
        after = replace(_verdict(state, before, after), updated_at=now())
        if content(after) != content(before):
            pass_rules(state, after, kept=before.category)
            after = replace(after, codebook_version=state.codebook.version)
        changes = [
            *new_actors(state, article_id, (after,), (*self.actors, *recast_to)),
            *begun(state, article_id),
            Change(before, after),
            *(settled(state, before.id) if content(after) != content(before) else ()),
        ]
        if after.provenance is not before.provenance:
            changes.append(decided(state, article_id, after.suggestion_id, after.provenance, after.id))
        return ChangeSet(tuple(changes))


@dataclass(frozen=True, slots=True)
class RemoveCoding:
    """Remove a coding; one that came of a suggestion leaves that suggestion rejected."""

    coding_id: str
    label: str = "Remove coding"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused when it is gone or the article is complete."""
        return removed(state, get_coding(state, self.coding_id))


@dataclass(frozen=True, slots=True)
class SetTopic:
    """Give the whole article a topic as primary or secondary, or (empty ``rank``) take it away.

    A new primary topic makes the former one of its scheme secondary.
    """

    article_id: str
    category: str
    rank: str
    label: str = "Set topic"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing when the topic stands so already; refused when a rule says no."""
        own = tuple(c for c in state.codings(self.article_id) if c.layer is Layer.TOPIC and not c.spans)
        mine = next((c for c in own if c.category == self.category), None)
        if not self.rank:
            return removed(state, mine) if mine else NOTHING
        changes = list(self._demote(state, own))
        changes += self._ranked(state, mine).changes
        return ChangeSet(tuple(changes))

    def _ranked(self, state: State, mine: Coding | None) -> ChangeSet:
        if mine is None:
            variables = (("rank", self.rank),)
            return AddCoding(self.article_id, Layer.TOPIC, self.category, (), (), variables).plan(state)
        edit = Edit(variables=with_value(mine.variables, "rank", self.rank))
        return ChangeCoding(mine.id, edit).plan(state)

    def _demote(self, state: State, own: tuple[Coding, ...]) -> tuple[Change, ...]:
        """The changes of codings only: what else belongs to the act comes with the topic itself."""
        if self.rank != PRIMARY:
            return ()
        found: list[Change] = []
        for coding in own:
            rival = (
                scheme_of(coding.category) == scheme_of(self.category) and coding.category != self.category
            )
            if rival and value_of(coding, "rank") == PRIMARY:
                edit = Edit(variables=with_value(coding.variables, "rank", SECONDARY))
                plan = ChangeCoding(coding.id, edit).plan(state)
                found += [c for c in plan.changes if c.kind in ("coding", "decision")]
        return tuple(found)


def removed(state: State, coding: Coding) -> ChangeSet:
    """The changes that remove ``coding`` and reject the suggestion it came of."""
    changes = [*begun(state, coding.article_id), Change(coding, None), *settled(state, coding.id)]
    if coding.suggestion_id:
        changes.append(decided(state, coding.article_id, coding.suggestion_id, Provenance.REJECTED))
    return ChangeSet(tuple(changes))


def _verdict(state: State, before: Coding, after: Coding) -> Coding:
    """``after`` with the provenance its content deserves; notes change nothing about it."""
    if not before.suggestion_id or content(before) == content(after):
        return after
    made = state.suggestion_set(before.article_id)
    known = made is not None and any(s.id == before.suggestion_id for s in made.suggestions)
    found = get_suggestions(state, before.article_id, (before.suggestion_id,))[0] if known else None
    return with_verdict(after, taken(state, found) if found else None)
