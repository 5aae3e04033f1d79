"""Demands and vows: what another has to do, and harm that is promised."""

from __future__ import annotations

from core.nlp import clauses
from core.nlp.cues import cues
from core.nlp.events_ground import Ground, Trigger
from core.nlp.view import View

OUGHT = frozenset({"must", "should", "ought"})
OBLIGED = frozenset({"have", "need", "ought"})
HOSTILE = frozenset({"PROTEST", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "REJECT"})
_TELLING = frozenset({"tell", "want", "advise", "push", "bid", "expect", "need", "prod", "wish"})
VOWING = frozenset({"vow", "promise", "pledge", "swear", "undertake"})


def demanded(ground: Ground, verb: int) -> Trigger | None:
    """ "said that B must …": whoever says what another has to do makes a demand."""
    view = ground.view
    token = view.tokens[verb]
    said = token.dep == "ccomp" and token.head >= 0 and cues().says(view.tokens[token.head].lemma)
    if not said or not (clauses.modals(view, verb) & OUGHT or _has_to(view, verb)):
        return None
    return Trigger(verb, -1, "REQUEST", "demand")


def _has_to(view: View, verb: int) -> bool:
    """ "has to return", "needs to let": the verb that governs an infinitive says that it must be."""
    infinitives = [x for x in view.kids(verb, "xcomp") if clauses.with_to(view, x)]
    return view.tokens[verb].lemma in OBLIGED and bool(infinitives)


def told_to(ground: Ground, verb: int) -> Trigger | None:
    """ "told his men to cease fire", "wants the minister to go": a demand, whatever is to be done."""
    view = ground.view
    if view.tokens[verb].lemma not in _TELLING:
        return None
    asked = view.kids(verb, "obj", "iobj")
    below = [*view.kids(verb, "xcomp", "advcl"), *(x for o in asked for x in view.kids(o, "acl"))]
    own = [x for x in view.kids(verb, "ccomp") if view.kids(x, "nsubj")]
    wanted = [x for x in (*(below if asked else []), *own) if clauses.with_to(view, x)]
    return Trigger(verb, -1, "REQUEST", "verb") if wanted else None
