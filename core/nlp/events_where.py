"""When and where an event takes place, as far as its own sentence tells."""

from __future__ import annotations

from core.domain.coding import SlotFill
from core.nlp import clauses
from core.nlp.covers import Covers
from core.nlp.events_ground import Ground, Trigger
from core.nlp.mentions_value import Mention
from core.nlp.view import View

_PRECISIONS = {4: "year", 7: "month", 10: "day"}
_BESIDE = frozenset({"near", "outside", "around", "off"})  # nobody is near an organisation
_AT = _BESIDE | {"in", "at", "inside", "through", "across", "along", "throughout"}


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
        clause = {ground.view.tokens[i].start for i in _in_clause(ground.view, trigger)}
        nearest = min(told, key=lambda m: (not _within(m, clause), abs(m.span.start - at)))
        return SlotFill("date", (nearest.span,), (), nearest.value)
    if realis == "happened" and published and not named and not _background(ground, trigger):
        return SlotFill("date", (), (), published, inferred=True)
    return None


def _within(mention: Mention, starts: set[int]) -> bool:
    """Whether any word of a clause, given by where its words start, lies in the mention."""
    return any(mention.span.start <= start < mention.span.end for start in starts)


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
    """The place named with "in", "at" or "near" in the trigger's clause, the nearest first.

    ``taken``: heads of the phrases that fill roles; a state that acts or suffers is no place.
    """
    view, people = ground.view, ground.people
    near = [c for c in _in_clause(view, trigger) if view.tokens[c].dep in {"obl", "nmod"}]
    found = [c for c in near if _is_place(ground, c, c in taken)]
    if not found:
        return None
    # A place the verb itself has is surer than one inside a phrase, a place told before all than none.
    best = min(found, key=lambda c: (view.tokens[c].head not in trigger.words, abs(c - trigger.head)))
    mention = people.at(best)
    if mention is None:
        return SlotFill("place", view.runs(clauses.phrase(view, best)))
    return SlotFill("place", (mention.span,), mention.actors)


def _in_clause(view: View, trigger: Trigger) -> list[int]:
    """The words of the trigger's clause; for a noun, of the clause it stands in."""
    top = trigger.head
    while trigger.verb < 0 and view.tokens[top].dep in _IN_PHRASE and view.tokens[top].head >= 0:
        top = view.tokens[top].head
    out, waiting = [], [top]
    while waiting:
        i = waiting.pop()
        out.append(i)
        waiting += [c for c in view.children(i) if not _other_clause(view, c)]
    return out


def _other_clause(view: View, i: int) -> bool:
    token = view.tokens[i]
    return token.dep in _CLAUSES or (token.dep == "advcl" and bool(view.kids(i, *clauses.SUBJECTS)))


def _is_place(ground: Ground, c: int, taken: bool) -> bool:
    view = ground.view
    word = clauses.preposition(view, c)
    mention = ground.people.at(c)
    if word not in _AT or (taken and mention is not None and bool(mention.actors)):
        return False
    if mention is not None:
        return mention.label in {"GPE", "LOC"} or (mention.label == "ORG" and word in _BESIDE)
    return view.tokens[c].tag == "NNP" and not view.tokens[c].ent


_IN_PHRASE = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod", "conj", "compound", "appos"})
_CLAUSES = frozenset({"ccomp", "acl:relcl", "parataxis"})
