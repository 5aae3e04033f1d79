"""When and where an event takes place, as far as its own sentence tells."""

from __future__ import annotations

from core.domain.coding import SlotFill
from core.nlp import clauses
from core.nlp.covers import Covers
from core.nlp.events_ground import Ground, Trigger
from core.nlp.mentions_value import Mention

_PRECISIONS = {4: "year", 7: "month", 10: "day"}
_AT = frozenset({"in", "at", "near", "outside", "inside"})


def date_of(
    ground: Ground, trigger: Trigger, dates: Covers[Mention], realis: str, published: str
) -> SlotFill | None:
    """The date told in the sentence, the nearest first; else the day of publication for what happened."""
    first, last = ground.view.sents[ground.view.tokens[trigger.head].sent]
    start, end = ground.view.tokens[first].start, ground.view.tokens[last - 1].end
    named = [mention for _, mention in dates.touching(start, end)]
    told = [mention for mention in named if mention.value]
    if told:
        at = ground.view.tokens[trigger.head].start
        nearest = min(told, key=lambda m: abs(m.span.start - at))
        return SlotFill("date", (nearest.span,), (), nearest.value)
    if realis == "happened" and published and not named and not _background(ground, trigger):
        return SlotFill("date", (), (), published, inferred=True)
    return None


def _background(ground: Ground, trigger: Trigger) -> bool:
    """A bare noun ("the agreement reached …") tells of something that may be long past."""
    if trigger.verb < 0:
        return True
    bare = ground.view.tokens[trigger.verb].tag == "VBN"
    return bare and not ground.view.kids(trigger.verb, "aux", "aux:pass")


def precision(value: str) -> str:
    """How exact an ISO date is: day, month or year; empty for anything else."""
    return _PRECISIONS.get(len(value), "")


def place_of(ground: Ground, trigger: Trigger, taken: set[int]) -> SlotFill | None:
    """The place named with "in", "at" or "near" beside the trigger, when no role has taken it."""
    view, people = ground.view, ground.people
    for word in trigger.words:
        for c in view.kids(word, "obl", "nmod"):
            mention = people.at(c)
            if c in taken or mention is None or mention.label not in {"GPE", "LOC"}:
                continue
            if clauses.preposition(view, c) in _AT:
                return SlotFill("place", (mention.span,), mention.actors)
    return None
