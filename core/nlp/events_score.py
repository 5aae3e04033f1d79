"""How sure the type of an event is, and what else it might be."""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.nlp import clauses
from core.nlp.cues import cues
from core.nlp.events_ground import Ground, Trigger
from core.nlp.events_lexicon import split
from core.nlp.events_turn import Turned

# Fitted by hand on the development half of PLOVER's gold sentences: share of right types in each band.
_FRAME = {
    "object": 1.1,
    "express": 1.0,
    "verb": 0.6,
    "light": 0.5,
    "demand": 0.7,
    "done": 0.4,
    "noun": -0.4,
    "hint": -0.75,
}
_START = -0.5
_DEEPER = -0.35
_DEEPEST = 5


def confidence(ground: Ground, trigger: Trigger, turn: Turned, sources: int, targets: int) -> float:
    """The probability that the type is right."""
    z = _START + _FRAME[trigger.frame] + _DEEPER * depth(ground, trigger)
    z += 0.5 * bool(sources) + 0.4 * bool(targets) - 0.5 * (turn.realis == "hypothetical")
    z -= 0.5 * _infinitive(ground, trigger.verb)
    return 1 / (1 + math.exp(-z))


def _infinitive(ground: Ground, verb: int) -> bool:
    """Whether the trigger is an infinitive or coordinated with one: an aim more often than an act."""
    if verb < 0:
        return False
    token = ground.view.tokens[verb]
    first = token.head if token.dep == "conj" and token.tag == "VB" and token.head >= 0 else verb
    return clauses.with_to(ground.view, first)


def depth(ground: Ground, trigger: Trigger) -> int:
    """Clauses above the trigger; what is merely reported counts as a main clause."""
    tokens, says = ground.view.tokens, cues().says
    i, deep = trigger.head, 0
    for _ in range(4 * _DEEPEST):
        above = tokens[i].head
        if above < 0:
            break
        reported = tokens[above].lemma in ground.lexicon.reporting or says(tokens[above].lemma)
        deep += tokens[i].dep not in {"obj", "conj", "xcomp"} and not reported
        i = above
    return min(deep, _DEEPEST)


def ranked(ground: Ground, turn: Turned, others: Sequence[str]) -> tuple[str, ...]:
    """Two further types: the one before the transform, others in the sentence, the usual mix-ups."""
    kind, _ = split(turn.code)
    before, _ = split(turn.before)
    wanted = [before, *others, *ground.lexicon.confused.get(kind, ())]
    return tuple(dict.fromkeys(k for k in wanted if k and k != kind))[:2]
