"""Suggestions of political events in PLOVER's types: who did what to whom, when and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.coding import Layer, SlotFill, Suggestion, Variables, fills, with_value
from core.domain.text import merged
from core.nlp.covers import Covers
from core.nlp.events_company import Roles
from core.nlp.events_found import found_triggers
from core.nlp.events_ground import Ground, Trigger
from core.nlp.events_lexicon import split, triggers
from core.nlp.events_modes import mode_of
from core.nlp.events_reread import reread
from core.nlp.events_roles import roles_of
from core.nlp.events_score import confidence, ranked
from core.nlp.events_turn import Turned, turned
from core.nlp.events_where import date_of, place_of, precision
from core.nlp.ids import suggestion_id, text_hash
from core.nlp.mentions_value import Mention
from core.nlp.people import People
from core.nlp.statements import contents_of
from core.nlp.topics import contexts_by_line
from core.nlp.view import View

LEAST = 0.3
_FAR = 3  # sentences between two tellings of what was done before
_CLEARLY = 0.15  # how much surer the second telling of an event must be to stand for it
_EMPTY_WORDS = frozenset({"it", "this", "that", "which", "there", "what", "these", "those", "i", "we", "you"})
_DAYS = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "tomorrow",
    }
)
_FRAMES = {
    "verb": "verb '{}'",
    "object": "verb and object '{}'",
    "express": "'{}' puts a stance into words",
    "light": "light verb and event noun '{}'",
    "demand": "'{}' says what another has to do and",
    "done": "event noun '{}' and a participle that says it took place",
    "noun": "event noun '{}' with an actor of its own",
    "hint": "event noun '{}' beside somebody who acts",
}


@dataclass(slots=True)
class _Draft:
    """An event while it is being worked out."""

    trigger: Trigger
    turn: Turned
    roles: Roles
    p: float
    mode: str

    @property
    def kind(self) -> str:
        return split(self.turn.code)[0]


def find(
    view: View, mentions: Iterable[Mention], statements: Sequence[Suggestion], published: str = ""
) -> tuple[Suggestion, ...]:
    """The events of an article in reading order; ``published``: ISO date or empty."""
    mentions = tuple(mentions)
    view = reread(view, triggers().forms)
    ground = Ground(view, People(view, mentions), triggers())
    drafts = _distinct(ground, [d for d in _drafts(ground) if d.p >= LEAST])
    dates = Covers((m.span, m) for m in mentions if m.label == "DATE")
    contexts = contexts_by_line(view)
    sha = text_hash(view.text)
    beside: dict[int, list[_Draft]] = {}
    for draft in drafts:
        beside.setdefault(view.tokens[draft.trigger.head].sent, []).append(draft)
    made = [
        _suggestion(ground, sha, d, beside[view.tokens[d.trigger.head].sent], dates, published, contexts)
        for d in drafts
    ]
    contents = contents_of(statements)
    spoken = Covers((cue, s) for s in statements for f in fills(s, "cue") for cue in f.spans)
    linked = [replace(e, inside=contents.smallest(e.spans[0]) or "") for e in made]
    return tuple(_spoken(e, spoken.smallest(e.spans[0])) for e in linked)


def _drafts(ground: Ground) -> Iterable[_Draft]:
    for trigger in found_triggers(ground):
        turn = turned(ground.view, trigger, ground.lexicon)
        if turn is None:
            continue
        roles = roles_of(ground, trigger, split(turn.code)[0])
        roles.sources = [i for i in roles.sources if _fits(ground, i)]
        roles.targets = [i for i in roles.targets if _fits(ground, i)]
        p = confidence(ground, trigger, turn, len(roles.sources), len(roles.targets))
        yield _Draft(trigger, turn, roles, p, mode_of(ground, trigger, turn, roles))


def _fits(ground: Ground, i: int) -> bool:
    """Whether a phrase can fill a role: an empty pronoun without a referent can't."""
    token = ground.view.tokens[i]
    if token.dep == "obl:tmod" or token.ent in {"DATE", "TIME"} or token.lower in _DAYS:
        return False
    return token.lower not in _EMPTY_WORDS or bool(ground.people.actors(i))


def _distinct(ground: Ground, drafts: Sequence[_Draft]) -> list[_Draft]:
    """One draft for one event, the first unless a later one is clearly surer."""
    kept: list[_Draft] = []
    for draft in sorted(drafts, key=lambda d: d.trigger.head):
        twin = next((k for k in _near(ground, draft, kept) if _same(ground, draft, kept[k])), None)
        if twin is None:
            kept.append(draft)
        elif draft.p > kept[twin].p + _CLEARLY:
            kept[twin] = draft
    return sorted(kept, key=lambda d: d.trigger.head)


def _near(ground: Ground, draft: _Draft, kept: Sequence[_Draft]) -> Iterator[int]:
    """Numbers of the drafts kept so far that are told close by, nearest first."""
    tokens = ground.view.tokens
    for k in range(len(kept) - 1, -1, -1):
        if abs(tokens[draft.trigger.head].sent - tokens[kept[k].trigger.head].sent) > _FAR:
            return
        yield k


def _same(ground: Ground, one: _Draft, other: _Draft) -> bool:
    if one.kind != other.kind or set(one.trigger.words) & set(other.trigger.words):
        return one.kind == other.kind
    tokens = ground.view.tokens
    apart = _FAR if "done" in (one.trigger.frame, other.trigger.frame) else 1
    near = abs(tokens[one.trigger.head].sent - tokens[other.trigger.head].sent) <= apart
    if not near:
        return False
    mine = _who(ground, one)
    return bool(mine) and mine == _who(ground, other)


def _who(ground: Ground, draft: _Draft) -> tuple[frozenset[str], ...]:
    """Actors of the sources and of the targets; empty when no actor is known at all."""
    sides = tuple(
        frozenset(a for i in heads for a in ground.people.actors(i))
        for heads in (draft.roles.sources, draft.roles.targets)
    )
    return sides if any(sides) else ()


def _suggestion(
    ground: Ground,
    sha: str,
    draft: _Draft,
    drafts: Sequence[_Draft],
    dates: Covers[Mention],
    published: str,
    contexts: Mapping[int, tuple[str, ...]],
) -> Suggestion:
    view = ground.view
    spans = view.runs(draft.trigger.words)
    roles = [
        *(_fill(ground, "source", i) for i in draft.roles.sources),
        *(_fill(ground, "target", i) for i in draft.roles.targets),
    ]
    date = date_of(ground, draft.trigger, dates, draft.turn.realis, published)
    place = place_of(ground, draft.trigger, {*draft.roles.sources, *draft.roles.targets})
    slots = (*roles, *(f for f in (place, date) if f is not None))
    return Suggestion(
        id=suggestion_id(sha, Layer.EVENT, draft.kind, spans, "event"),
        layer=Layer.EVENT,
        category=draft.kind,
        spans=spans,
        slots=slots,
        variables=_variables(draft, date, contexts.get(view.tokens[draft.trigger.head].para, ())),
        confidence=round(draft.p, 3),
        rule=f"event.{draft.trigger.frame}",
        reason=_reason(ground, draft),
        evidence=merged([*spans, *(s for f in roles for s in f.spans)]),
        alternatives=ranked(ground, draft.turn, _others(draft, drafts)),
    )


def _fill(ground: Ground, slot: str, i: int) -> SlotFill:
    """The name with its title where there is one, else the phrase without what hangs on it as a clause."""
    mention = ground.people.at(i)
    if mention is not None:
        return SlotFill(slot, (mention.whole,), mention.actors)
    return SlotFill(slot, ground.people.span(i), ground.people.actors(i))


def _variables(draft: _Draft, date: SlotFill | None, contexts: Sequence[str]) -> Variables:
    kind = draft.kind
    out = with_value((), "mode", draft.mode)
    out = with_value(out, "realis", draft.turn.realis)
    if date is not None:
        out = with_value(out, "date", date.value)
        out = with_value(out, "date_precision", precision(date.value))
    return with_value(out, "context", ",".join(contexts)) if kind else out


def _others(draft: _Draft, drafts: Sequence[_Draft]) -> list[str]:
    """Types of the other events in the sentence, surest first."""
    others = [d for d in drafts if d is not draft]
    return [d.kind for d in sorted(others, key=lambda d: -d.p)]


def _reason(ground: Ground, draft: _Draft) -> str:
    """Why this was suggested, in words."""
    text = ground.view.text
    words = " … ".join(s.of(text) for s in ground.view.runs(draft.trigger.words))
    parts = [f"{_FRAMES[draft.trigger.frame].format(words)} tells of {draft.kind}"]
    if draft.turn.why:
        parts.append(f"{split(draft.turn.before)[0]} {draft.turn.why} counts as {draft.kind}")
    if draft.roles.mutual:
        parts.append("both sides act")
    for name, heads in (("source", draft.roles.sources), ("target", draft.roles.targets)):
        named = [" … ".join(s.of(text) for s in f.spans) for f in (_fill(ground, name, i) for i in heads)]
        if named:
            parts.append(f"{name}: {', '.join(named)}")
    return "; ".join(parts)


def _spoken(event: Suggestion, statement: Suggestion | None) -> Suggestion:
    """Whoever speaks in the statement whose cue is the trigger is the source, when the clause names none."""
    if statement is None or any(f.actors for f in fills(event, "source")):
        return event
    for speaker in fills(statement, "speaker"):
        source = SlotFill("source", speaker.spans, speaker.actors, inferred=True)
        return replace(event, slots=(source, *(f for f in event.slots if f.slot != "source")))
    return event
