"""What becomes of a trigger's type when the clause is future, denied, demanded or threatened."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from core.nlp import clauses
from core.nlp.events_found import Trigger
from core.nlp.events_lexicon import split
from core.nlp.view import View

_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "wo"})
_DEEP = 4  # arcs to climb in search of the word that carries an infinitive
_PLANNING = frozenset(
    {
        *(
            "go",
            "plan",
            "expect",
            "schedule",
            "due",
            "set",
            "prepare",
            "intend",
            "agree",
            "pledge",
            "promise",
            "vow",
        ),
        *(
            "offer",
            "ready",
            "decide",
            "willing",
            "hope",
            "aim",
            "want",
            "propose",
            "continue",
            "poise",
            "slate",
        ),
    }
)
_CARRIES = frozenset(
    {
        *(
            "urge",
            "ask",
            "demand",
            "order",
            "call",
            "appeal",
            "want",
            "threaten",
            "refuse",
            "decline",
            "reject",
        ),
        *(
            "agree",
            "pledge",
            "promise",
            "offer",
            "vow",
            "request",
            "propose",
            "warn",
            "seek",
            "swear",
            "invite",
        ),
        *(
            "consider",
            "press",
            "beg",
            "tell",
            "encourage",
            "instruct",
            "require",
            "force",
            "persuade",
            "intend",
        ),
    }
)
_READY = frozenset({"willing", "ready", "prepared", "prepare"})
_FAILING = frozenset({"fail", "refuse", "decline", "reject", "cease", "stop", "prevent", "block"})
OUGHT = frozenset({"must", "should"})
_POSSIBLE = frozenset({"may", "might", "could", "can"})
_COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
_HOSTILE = frozenset({"PROTEST", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "REJECT"})
_DENIABLE = frozenset({"AGREE", "SUPPORT", "CONSULT", "AID", "CONCEDE", "COOPERATE", "RETREAT"})


@dataclass(frozen=True, slots=True)
class Turned:
    """The code after the transforms, what it was before, whether it took place, and why it changed."""

    code: str
    before: str
    realis: str
    why: str = ""


def turned(view: View, trigger: Trigger, expressed: Collection[str] = ()) -> Turned | None:
    """The type in its clause; ``None`` when the word above carries the event ("urged them to withdraw").

    ``expressed``: nouns such as *readiness* that carry what follows them.
    """
    verb = trigger.verb
    if verb < 0:
        return Turned(trigger.code, trigger.code, _noun_realis(view, trigger.noun))
    above = _governor(view, verb)
    if _carried_by(view, verb, expressed):
        return None
    modal = clauses.modals(view, verb)
    future = bool(modal & _FUTURE) or (
        clauses.with_to(view, verb) and (above in _PLANNING or _goal(view, verb))
    )
    denied = clauses.negated(view, verb) or (clauses.with_to(view, verb) and above in _FAILING)
    if clauses.with_to(view, verb) and above in _READY and not denied:
        return Turned("AGREE", trigger.code, "planned", "one is ready for")
    return _by_clause(trigger.code, future, denied, modal)


def _carried_by(view: View, verb: int, expressed: Collection[str]) -> bool:
    """Whether an infinitive, however deep, completes a verb or noun that already tells of the event."""
    infinitive = clauses.with_to(view, verb)
    for _ in range(_DEEP):
        token = view.tokens[verb]
        if token.head < 0 or token.dep not in {"xcomp", "acl", "conj", "ccomp", "advcl"}:
            return False
        verb = token.head
        above = view.tokens[verb]
        stance = any(view.tokens[o].lemma in expressed for o in view.kids(verb, "obj"))
        if infinitive and token.dep != "conj" and (above.lemma in _CARRIES | set(expressed) or stance):
            return True
        infinitive = infinitive or clauses.with_to(view, verb)
        if token.dep == "ccomp" and not infinitive:
            return False
    return False


def _goal(view: View, verb: int) -> bool:
    """Whether the infinitive says what a planned act is for: "will meet to continue the talks"."""
    token = view.tokens[verb]
    return token.dep == "advcl" and token.head >= 0 and bool(clauses.modals(view, token.head) & _FUTURE)


def _governor(view: View, verb: int) -> str:
    """Lemma of the word the verb's clause hangs on; for a conjunct, that of the first one."""
    token = view.tokens[verb]
    if token.dep == "conj" and token.head >= 0:
        token = view.tokens[token.head]
    return view.tokens[token.head].lemma if token.head >= 0 else ""


def _by_clause(code: str, future: bool, denied: bool, modal: set[str]) -> Turned:
    kind, _ = split(code)
    if denied:
        to = "REJECT" if kind in _DENIABLE else code
        return Turned(to, code, "denied", "denied" if to != code else "")
    if modal & OUGHT:
        return Turned("REQUEST", code, "hypothetical", "what ought to be")
    if future:
        to = _future(kind, modal)
        return Turned(to or code, code, "planned", "still to come" if to else "")
    return Turned(code, code, "hypothetical" if modal & _POSSIBLE else "happened")


def _future(kind: str, modal: set[str]) -> str:
    if kind in _COOPERATIVE:
        return "AGREE"
    if kind == "RETREAT":
        return "CONCEDE"
    return "THREATEN" if kind in _HOSTILE and modal & _FUTURE else ""


def _noun_realis(view: View, noun: int) -> str:
    """A noun in a planned or possible clause is no more real than its verb."""
    head = view.tokens[noun].head
    while head >= 0 and not clauses.is_verb(view.tokens[head]):
        head = view.tokens[head].head
    if head < 0:
        return "happened"
    if clauses.negated(view, head):
        return "denied"
    return "planned" if clauses.modals(view, head) & _FUTURE or clauses.with_to(view, head) else "happened"
