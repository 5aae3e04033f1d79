"""What the commands of the desk share: finding units, making records, keeping the assignment in step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.app.commands.ids import new_id, now
from core.app.state import State
from core.domain.actor import Actor
from core.domain.article import Assignment, Status, pair_id
from core.domain.changes import Change, ChangeSet
from core.domain.coding import (
    Coding,
    Decision,
    Layer,
    Provenance,
    SlotFill,
    Suggestion,
    Unitlike,
    Variables,
    requoted,
    with_value,
)
from core.domain.errors import Refused
from core.domain.rules import ARTICLE, Case, applies, refusals
from core.domain.standing import status_of
from core.domain.text import Span, merged, words_of

NOTHING = ChangeSet(())


@dataclass(frozen=True, slots=True)
class Edit:
    """What to make of a unit; ``None`` leaves a part as it is."""

    category: str | None = None
    spans: tuple[Span, ...] | None = None
    slots: tuple[SlotFill, ...] | None = None
    variables: Variables | None = None
    note: str | None = None


def get_coding(state: State, coding_id: str) -> Coding:
    """The coder's own coding; refused when it is gone."""
    found = state.get("coding", coding_id)
    if not isinstance(found, Coding) or found.coder_id != state.coder.id:
        raise Refused("no-coding", "This coding does not exist any more.")
    return found


def get_suggestion(state: State, article_id: str, suggestion_id: str) -> Suggestion:
    """The suggestion as the newest analysis has it; refused when it has none of that id."""
    return get_suggestions(state, article_id, (suggestion_id,))[0]


def get_suggestions(state: State, article_id: str, ids: Iterable[str]) -> tuple[Suggestion, ...]:
    """Several suggestions, in the order asked for."""
    wanted, known = tuple(ids), state.suggestions(article_id)
    if any(suggestion_id not in known for suggestion_id in wanted):
        raise Refused(
            "no-suggestion", "This suggestion does not exist any more; the article was analysed anew."
        )
    return tuple(known[suggestion_id] for suggestion_id in wanted)


def undecided(state: State, article_id: str, least: float = 0.0) -> tuple[Suggestion, ...]:
    """Suggestions without a decision and of at least this confidence, in the machine's order."""
    made = state.suggestion_set(article_id)
    decided = state.decisions(article_id)
    found = made.suggestions if made else ()
    return tuple(s for s in found if s.id not in decided and s.confidence >= least)


def writable(state: State, article_id: str) -> Assignment:
    """The assignment of an article that may be coded; a complete one must be reopened or sent back first."""
    refuse_older(state, article_id)
    assignment = state.assignment(article_id)
    if not state.given(article_id):
        said = "This article isn't given to you to code now. Ask the supervisor of the study."
        raise Refused("not-given", said)
    if status_of(assignment) is Status.COMPLETE:
        raise Refused("complete", "This article is marked complete. Reopen it to change its codings.")
    return assignment


def refuse_older(state: State, article_id: str) -> None:
    """Refuse to record anything on a text that has been corrected since."""
    if state.versions.is_older(article_id):
        raise Refused("older-version", "This is an older version of the text: go on in the newest.")


def begun(state: State, article_id: str, layers: Iterable[Layer] = ()) -> tuple[Change, ...]:
    """The assignment's change when coding begins: new → in progress; answers that codings contradict go."""
    assignment = writable(state, article_id)
    contradicted = {*map(str, layers), ARTICLE} if layers else set()
    after = replace(
        assignment,
        status=Status.IN_PROGRESS,
        completed_at="",
        answers=tuple(a for a in assignment.answers if a[0] not in contradicted),
    )
    return stored_change(state, assignment, after)


def stored_change(state: State, before: Assignment, after: Assignment) -> tuple[Change, ...]:
    """The change of an assignment, which may not be stored yet; empty when nothing differs."""
    if before == after:
        return ()
    stored = state.get("assignment", before.id)
    return (Change(stored, after),)


def born(state: State, article_id: str, unit: Unitlike, provenance: Provenance) -> Coding:
    """A new coding of this coder that says what ``unit`` says."""
    article = state.article(article_id)
    time = now()
    bare = Coding(
        id=new_id(),
        article_id=article_id,
        coder_id=state.coder.id,
        layer=unit.layer,
        category=unit.category,
        spans=unit.spans,
        quotes=(),
        slots=unit.slots,
        variables=unit.variables,
        provenance=provenance,
        suggestion_id=unit.id if isinstance(unit, Suggestion) else "",
        codebook_version=state.codebook.version,
        created_at=time,
        updated_at=time,
    )
    return requoted(bare, article.text)


def edited(coding: Coding, edit: Edit, text: str) -> Coding:
    """``coding`` after ``edit``; fragments come in reading order and are joined where they touch."""
    after = replace(
        coding,
        category=coding.category if edit.category is None else edit.category,
        spans=coding.spans if edit.spans is None else merged(edit.spans),
        slots=coding.slots if edit.slots is None else edit.slots,
        variables=coding.variables if edit.variables is None else tuple(sorted(edit.variables)),
        note=coding.note if edit.note is None else edit.note,
    )
    # A span outside the text has no words to quote; the rules refuse it with a sentence.
    return after if any(s.end > len(text) for s in after.spans) else requoted(after, text)


def content(unit: Unitlike) -> tuple[object, ...]:
    """What makes two units say the same."""
    return unit.category, unit.spans, unit.slots, unit.variables


def with_defaults(state: State, layer: Layer, category: str, variables: Variables) -> Variables:
    """``variables`` with the codebook's defaults for those not given."""
    given = {name for name, _ in variables}
    for variable in state.codebook.layer(layer).variables:
        if variable.default and variable.name not in given and applies(variable, category):
            variables = with_value(variables, variable.name, variable.default)
    return tuple(sorted(variables))


def beside(state: State, article_id: str, units: Iterable[Unitlike]) -> list[Coding]:
    """The coder's codings that begin where one of ``units`` does: only those can say the same."""
    starts = {unit.spans[0].start if unit.spans else -1 for unit in units}
    return [coding for start in sorted(starts) for coding in state.codings_at(article_id, start)]


def taken(state: State, suggestion: Suggestion) -> Suggestion:
    """``suggestion`` as it is recorded: values it leaves open have the codebook's defaults, as by hand."""
    layer, category = suggestion.layer, suggestion.category
    return replace(suggestion, variables=with_defaults(state, layer, category, suggestion.variables))


def breaks_rule(state: State, coding: Coding, others: Sequence[Coding]) -> bool:
    """Whether a rule refuses ``coding`` beside ``others``."""
    text = state.article(coding.article_id).text
    return bool(refusals(Case(coding, text, state.codebook, others)))


def pass_rules(
    state: State, coding: Coding, others: Sequence[Coding] | None = None, *, kept: str = ""
) -> None:
    """Refuse, in words, a coding that breaks a rule; ``kept``: the category it had, which it may keep."""
    text = state.article(coding.article_id).text
    if others is None:
        others = beside(state, coding.article_id, (coding,))
    found = refusals(Case(coding, text, state.codebook, others, kept))
    if found:
        raise Refused(found[0].code, found[0].text, where=found[0].where)


def decided(
    state: State,
    article_id: str,
    suggestion_id: str,
    verdict: Provenance,
    coding_id: str = "",
    *,
    looked: bool = True,
) -> Change:
    """The change that records a decision; one coder has one decision on one suggestion.

    ``looked``: whether the coder looked at this very suggestion; only then does the decision teach.
    """
    before = state.decisions(article_id).get(suggestion_id)
    key = pair_id(pair_id(article_id, state.coder.id), suggestion_id)
    decision = Decision(
        id=before.id if before else key,
        suggestion_id=suggestion_id,
        article_id=article_id,
        coder_id=state.coder.id,
        verdict=verdict,
        coding_id=coding_id,
        at=now(),
        looked=looked,
    )
    return Change(before, _with_what_was_said(state, decision, before))


def _with_what_was_said(state: State, decision: Decision, before: Decision | None) -> Decision:
    """``decision`` with what the machine had said; the decision ``before`` knows it if no analysis does."""
    made = state.proposed(decision.article_id).get(decision.suggestion_id)
    said = made or before
    if said is None:
        return decision
    words = before.words if before else ""
    if made and made.layer is Layer.MENTION:
        words = words_of(made.spans, state.article(decision.article_id).text)
    return replace(
        decision,
        layer=str(said.layer),
        rule=said.rule,
        confidence=said.confidence,
        category=said.category,
        words=words,
    )


def lacking_actors(state: State, article_id: str, units: Iterable[Unitlike]) -> tuple[Change, ...]:
    """New records for the actors these units name, the project lacks and the analysis describes."""
    wanted = {a for unit in units for fill in unit.slots for a in fill.actors}
    lacking = {a for a in wanted if state.actor(a) is None}
    made = state.suggestion_set(article_id) if lacking else None
    return tuple(Change(None, actor) for actor in (made.actors if made else ()) if actor.id in lacking)


def settled(state: State, coding_id: str) -> tuple[Change, ...]:
    """The changes that take a coding from the list of what is to be coded again."""
    mine = (one for one in state.recodes() if one.coding_id == coding_id)
    return tuple(Change(one, replace(one, done=True)) for one in mine)


def new_actors(
    state: State, article_id: str, units: Iterable[Unitlike], made: Iterable[Actor]
) -> tuple[Change, ...]:
    """Records for actors a coder ``made`` in passing, and those of `lacking_actors`, each once."""
    own = {actor.id: Change(None, actor) for actor in made if state.actor(actor.id) is None}
    others = lacking_actors(state, article_id, units)
    return (*own.values(), *(change for change in others if change.id not in own))
