"""How an event was done: PLOVER's modes, read from what is asked, refused, threatened or used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.nlp import clauses
from core.nlp.events_company import Roles
from core.nlp.events_found import told_by
from core.nlp.events_ground import Ground, Trigger
from core.nlp.events_lexicon import split
from core.nlp.events_turn import Turned

_SPOKEN = frozenset({"REQUEST", "REJECT", "THREATEN"})  # the mode says what the words are about
_BY_MEANS = frozenset({"ASSAULT", "MOBILIZE", "PROTEST", "CONSULT"})
_PLAIN = frozenset(
    {"", "explosives", "firearms", "heavy-weapons", "crowd-control", "troops", "weapons", "strike"}
)
_ASKED = {
    **dict.fromkeys(("AID", "COOPERATE", "SUPPORT"), "assist"),
    **dict.fromkeys(("RETREAT", "CONCEDE"), "yield"),
    "CONSULT": "meet",
}
_THREATENED = {
    "ASSAULT": "violence",
    "MOBILIZE": "violence",
    "SANCTION": "relations",
    "REJECT": "relations",
    "COERCE": "restrict",
    "PROTEST": "restrict",
}
_THREATENED_MODES = {
    "SANCTION/expel": "expel",
    "COERCE/deport": "expel",
    "COERCE/arrest": "arrest",
    "SANCTION/convict": "arrest",
}


def mode_of(ground: Ground, trigger: Trigger, turn: Turned, roles: Roles) -> str:
    """The mode of the event as it was turned; empty when nothing tells it."""
    kind, mode = split(turn.code)
    if kind in _SPOKEN:
        return mode or _about(ground, trigger, turn, kind)
    if kind in _BY_MEANS and mode in _PLAIN:
        return _means(ground, _around(ground, trigger, roles), kind) or mode
    return mode


def _about(ground: Ground, trigger: Trigger, turn: Turned, kind: str) -> str:
    """What is asked, refused or threatened: the act that was turned, else the first word that tells."""
    if turn.before != turn.code:
        found = _of_act(turn.before, kind)
        if found:
            return found
    below = _below(ground, trigger)
    named = _said(ground, below, kind)
    if named:
        return named
    for i in below:
        if clauses.is_verb(ground.view.tokens[i]):
            act = told_by(ground, i)
            found = _of_act(act.code, kind) if act is not None else ""
            if found:
                return found
    return ""


def _of_act(code: str, kind: str) -> str:
    own, _ = split(code)
    if kind == "THREATEN":
        return _THREATENED_MODES.get(code) or _THREATENED.get(own, "")
    return _ASKED.get(own, "")


def _below(ground: Ground, trigger: Trigger) -> list[int]:
    """The words of what is said, in reading order: all that hangs on the trigger but its subject."""
    view = ground.view
    apart = {x for s in view.kids(trigger.head, *clauses.SUBJECTS, "nsubj:pass") for x in view.subtree(s)}
    if view.tokens[trigger.head].dep == "acl":
        apart = set()
    words = sorted({x for w in trigger.words for x in view.subtree(w)} - {trigger.verb})
    return [x for x in words if x not in apart] if view.kids(trigger.head, "obj", "xcomp", "ccomp") else words


def _around(ground: Ground, trigger: Trigger, roles: Roles) -> list[int]:
    """Who or what does it, the words of the trigger and what hangs on it by a preposition."""
    view = ground.view
    near = [*roles.sources, *trigger.words]
    for word in trigger.words:
        near += view.kids(word, "obl", "nmod", "obj", "nsubj", "nsubj:pass", "compound", "amod", "obl:agent")
    out: list[int] = []
    for i in near:
        out += [i, *view.kids(i, "compound", "amod", "conj")]
    return list(dict.fromkeys(out))


def _said(ground: Ground, words: Iterable[int], kind: str) -> str:
    """The mode of the first word that the lists know for the type."""
    return next(iter(_known(ground, words, kind)), "")


def _means(ground: Ground, words: Iterable[int], kind: str) -> str:
    """The mode that the lists name first among those of the words: "suicide" tells more than "bomber"."""
    found = set(_known(ground, words, kind))
    return next((mode for mode in ground.lexicon.modes.get(kind, {}).values() if mode in found), "")


def _known(ground: Ground, words: Iterable[int], kind: str) -> Iterator[str]:
    known = ground.lexicon.modes.get(kind, {})
    for i in words:
        token = ground.view.tokens[i]
        for form in (token.lemma, token.lower, token.lower.removesuffix("s")):
            if form in known:
                yield known[form]
                break
