"""What a coder decides on the machine's suggestions: accept, fix, reject, take back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.app.commands.naming import recast
from core.app.commands.parts import (
    NOTHING,
    Edit,
    begun,
    beside,
    born,
    breaks_rule,
    content,
    decided,
    edited,
    get_suggestion,
    get_suggestions,
    lacking_actors,
    new_actors,
    pass_rules,
    taken,
    undecided,
    with_defaults,
    writable,
)
from core.app.state import State
from core.domain.actor import Actor
from core.domain.changes import Change, ChangeSet
from core.domain.coding import Coding, Provenance, Suggestion
from core.domain.errors import Refused
from core.domain.rules import words
from core.domain.text import Span


@dataclass(frozen=True, slots=True)
class Accept:
    """Take a suggestion as it is: a confirmed coding and the decision that made it."""

    article_id: str
    suggestion_id: str
    label: str = "Accept suggestion"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused when it is decided already or says what the coder has coded."""
        this = get_suggestion(state, self.article_id, self.suggestion_id)
        return accepted(state, self.article_id, (this,), looked=this.id)


@dataclass(frozen=True, slots=True)
class AcceptAll:
    """Take several suggestions in one act; those decided meanwhile are left alone."""

    article_id: str
    suggestion_ids: tuple[str, ...]
    label: str = "Accept suggestions"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """One change set for all, empty when none is open."""
        open_ids = {s.id for s in undecided(state, self.article_id)}
        wanted = [i for i in dict.fromkeys(self.suggestion_ids) if i in open_ids]
        return accepted(state, self.article_id, get_suggestions(state, self.article_id, wanted), looked="")


@dataclass(frozen=True, slots=True)
class AcceptLikeThis:
    """Take all open suggestions of the same words, layer and category, each with its own actor.

    ``least``: leave those below this confidence alone, because the coder does not see them.
    """

    article_id: str
    suggestion_id: str
    least: float = 0.0
    label: str = "Accept all like this"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """One change set for all of them."""
        this = get_suggestion(state, self.article_id, self.suggestion_id)
        found = alike(state, self.article_id, this, self.least)
        return accepted(state, self.article_id, found, looked=this.id)


@dataclass(frozen=True, slots=True)
class Reject:
    """Say that a suggestion is wrong; it is kept and can be recalled."""

    article_id: str
    suggestion_id: str
    label: str = "Reject suggestion"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused when it is decided already."""
        _refuse_decided(state, self.article_id, self.suggestion_id)
        return _rejected(state, self.article_id, (self.suggestion_id,))


@dataclass(frozen=True, slots=True)
class RejectAll:
    """Reject several suggestions in one act; those decided meanwhile are left alone."""

    article_id: str
    suggestion_ids: tuple[str, ...]
    label: str = "Reject suggestions"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """One change set for all, empty when none is open."""
        open_ids = {s.id for s in undecided(state, self.article_id)}
        wanted = [i for i in self.suggestion_ids if i in open_ids]
        return _rejected(state, self.article_id, wanted, looked=False)


@dataclass(frozen=True, slots=True)
class Recall:
    """Take a rejection back: the suggestion is open again."""

    article_id: str
    suggestion_id: str
    label: str = "Recall suggestion"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused when the suggestion was not rejected."""
        writable(state, self.article_id)
        decision = state.decisions(self.article_id).get(self.suggestion_id)
        if decision is None or decision.verdict is not Provenance.REJECTED:
            raise Refused("not-rejected", "Only a rejected suggestion can be taken back.")
        return ChangeSet((Change(decision, None),))


@dataclass(frozen=True, slots=True)
class FixSuggestion:
    """Take a suggestion with changes; one that ends up as it was counts as confirmed."""

    article_id: str
    suggestion_id: str
    edit: Edit
    actors: tuple[Actor, ...] = ()  # made in the same act
    label: str = "Fix suggestion"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Refused when it is decided already or the changed unit breaks a rule."""
        _refuse_decided(state, self.article_id, self.suggestion_id)
        suggestion = get_suggestion(state, self.article_id, self.suggestion_id)
        edit, recast_to = recast(state, self.article_id, suggestion, self.edit)
        coding = fixed(state, self.article_id, suggestion, edit)
        pass_rules(state, coding)
        verdict = coding.provenance
        return ChangeSet(
            (
                *new_actors(state, self.article_id, (coding,), (*self.actors, *recast_to)),
                *begun(state, self.article_id, (coding.layer,)),
                Change(None, coding),
                decided(state, self.article_id, self.suggestion_id, verdict, coding.id),
            )
        )


def fixed(state: State, article_id: str, suggestion: Suggestion, edit: Edit) -> Coding:
    """The coding ``suggestion`` becomes after ``edit``, not yet stored."""
    whole = taken(state, suggestion)
    plain = born(state, article_id, whole, Provenance.CONFIRMED)
    after = edited(plain, edit, state.article(article_id).text)
    variables = with_defaults(state, after.layer, after.category, after.variables)
    return with_verdict(replace(after, variables=variables), whole)


def with_verdict(coding: Coding, suggestion: Suggestion | None) -> Coding:
    """``coding`` confirmed when it says what ``suggestion`` said (see `taken`), else fixed."""
    same = suggestion is not None and content(coding) == content(suggestion)
    return replace(coding, provenance=Provenance.CONFIRMED if same else Provenance.FIXED)


def alike(state: State, article_id: str, this: Suggestion, least: float) -> tuple[Suggestion, ...]:
    """Open suggestions of the same words, layer and category, ``this`` among them when it is open."""
    text = state.article(article_id).text
    said = words(this, text)
    return tuple(
        s
        for s in undecided(state, article_id)
        if (s.layer, s.category) == (this.layer, this.category)
        and (s.id == this.id or s.confidence >= least)
        and words(s, text) == said
    )


def accepted(
    state: State,
    article_id: str,
    suggestions: Iterable[Suggestion],
    *,
    looked: str,
    leave_refused: bool = False,
) -> ChangeSet:
    """The changes that confirm ``suggestions``; nothing at all when there are none.

    ``looked``: the one among them the coder looked at, empty for none; the others teach nothing.
    ``leave_refused``: leave out what a rule speaks against, in place of refusing all.
    """
    found = tuple(suggestions)
    changes: list[Change] = []
    made: list[Suggestion] = []
    own: dict[tuple[Span, ...], list[Coding]] = {}
    for coding in beside(state, article_id, found):
        own.setdefault(coding.spans, []).append(coding)
    for suggestion in found:
        _refuse_decided(state, article_id, suggestion.id)
        coding = born(state, article_id, taken(state, suggestion), Provenance.CONFIRMED)
        same_words = own.setdefault(coding.spans, [])
        if leave_refused and breaks_rule(state, coding, same_words):
            continue
        pass_rules(state, coding, same_words)
        same_words.append(coding)
        changes.append(Change(None, coding))
        seen = suggestion.id == looked
        changes.append(
            decided(state, article_id, suggestion.id, Provenance.CONFIRMED, coding.id, looked=seen)
        )
        made.append(suggestion)
    if not made:
        return NOTHING
    begin = begun(state, article_id, {s.layer for s in made})
    return ChangeSet((*lacking_actors(state, article_id, made), *begin, *changes))


def _rejected(state: State, article_id: str, ids: Iterable[str], *, looked: bool = True) -> ChangeSet:
    changes = tuple(decided(state, article_id, i, Provenance.REJECTED, looked=looked) for i in ids)
    return ChangeSet((*begun(state, article_id), *changes)) if changes else NOTHING


def _refuse_decided(state: State, article_id: str, suggestion_id: str) -> None:
    writable(state, article_id)
    decision = state.decisions(article_id).get(suggestion_id)
    if decision is not None:
        raise Refused("decided", f"This suggestion is {decision.verdict} already.")
