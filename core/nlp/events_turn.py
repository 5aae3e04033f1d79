"""What becomes of a trigger's type when the clause is future, denied, demanded or threatened."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.nlp import clauses
from core.nlp.events_asked import HOSTILE, OUGHT
from core.nlp.events_ground import Trigger
from core.nlp.events_lexicon import Triggers, split
from core.nlp.view import Token, View

_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "wo"})
_DEEP = 4  # arcs to climb in search of the word that carries an infinitive
_POSSIBLE = frozenset({"may", "might", "could", "can"})
_COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
_DENIABLE = frozenset({"AGREE", "SUPPORT", "CONSULT", "AID", "CONCEDE", "COOPERATE", "RETREAT"})
_OPEN = frozenset({"if", "unless", "whether", "perhaps", "maybe", "possibly"})


@dataclass(frozen=True, slots=True)
class Turned:
    """The code after the transforms, what it was before, whether it took place, and why it changed."""

    code: str
    before: str
    realis: str
    why: str = ""


def turned(view: View, trigger: Trigger, lexicon: Triggers) -> Turned | None:
    """The type in its clause; ``None`` when the word above carries the event ("urged them to withdraw")."""
    verb = trigger.verb
    if verb < 0:
        return Turned(trigger.code, trigger.code, _noun_realis(view, trigger.noun))
    if _carried_by(view, verb, lexicon):
        return None
    above = _governor(view, verb)
    infinitive = clauses.with_to(view, verb)
    turns = lexicon.turns
    denied = _denied(view, trigger, above, turns)
    if infinitive and above in turns["ready"] and not denied:
        return Turned("AGREE", trigger.code, "planned", "one is ready for")
    modal = clauses.modals(view, verb)
    planned = infinitive and (above in turns["planning"] or _goal(view, verb) or _is_to(view, verb))
    found = _by_clause(trigger.code, planned, denied, modal, above in turns["intending"])
    if found.realis in {"happened", "planned"} and _uncertain(view, verb, modal):
        return Turned(trigger.code, trigger.code, "hypothetical")
    return found


def _denied(view: View, trigger: Trigger, above: str, turns: Mapping[str, Collection[str]]) -> bool:
    """Whether the clause says that it was not so, or that somebody would not do it."""
    verb = trigger.verb
    if clauses.negated(view, verb) or _nothing(view, verb):
        return True
    token = view.tokens[verb]
    if not clauses.with_to(view, verb) and (token.tag, token.dep) != ("VBG", "xcomp"):
        return False
    head = token.head
    unready = above in turns["ready"] and clauses.negated(view, head)
    failing = head >= 0 and bool({above, view.tokens[head].lower} & set(turns["failing"]))
    return failing or unready or _yet(view, head)


def _yet(view: View, head: int) -> bool:
    """ "has yet to release"."""
    return head >= 0 and any(view.tokens[c].lower == "yet" for c in view.kids(head, "advmod"))


def _nothing(view: View, verb: int) -> bool:
    """ "no agreement was reached", "neither met nor phoned"."""
    parties = view.kids(verb, "nsubj", "nsubj:pass", "obj")
    none = any(view.tokens[c].lower == "no" for p in parties for c in view.kids(p, "det"))
    either = any(view.tokens[c].lower in {"neither", "nor"} for c in view.children(verb))
    return none or either


def _is_to(view: View, verb: int) -> bool:
    """ "is to visit": a plan."""
    return any(view.tokens[c].lower in _BE for c in view.kids(verb, "cop", "aux"))


_BE = frozenset({"is", "are", "was", "were", "am"})


def _uncertain(view: View, verb: int, modal: set[str]) -> bool:
    """Whether the clause stands under a condition or a doubt: "if …", "perhaps", "would have …"."""
    words = {view.tokens[c].lower for c in view.kids(verb, "mark", "advmod", "aux")}
    return bool(words & _OPEN) or ("would" in modal and bool(words & {"have", "'ve"}))


def _carried_by(view: View, verb: int, lexicon: Triggers) -> bool:
    """Whether an infinitive, however deep, completes a verb or noun that already tells of the event."""
    if _in_carried_clause(view, verb, lexicon.turns):
        return True
    if _yet(view, view.tokens[verb].head):
        return False
    infinitive = clauses.with_to(view, verb)
    for _ in range(_DEEP):
        token = view.tokens[verb]
        if token.head < 0 or token.dep not in _COMPLETES:
            return False
        above = _carriers(view, token)
        if infinitive and token.dep != "conj" and any(_carries(view, i, lexicon) for i in above):
            return True
        verb = above[-1]
        infinitive = infinitive or clauses.with_to(view, verb)
        if token.dep == "ccomp" and not infinitive:
            return False
    return False


def _carriers(view: View, token: Token) -> list[int]:
    """What an infinitive hangs on; for an object ("begged the soldiers not to shoot") its verb too."""
    above = view.tokens[token.head]
    asked = token.dep == "acl" and above.dep in {"obj", "iobj"} and above.head >= 0
    return [token.head, above.head] if asked else [token.head]


_COMPLETES = frozenset({"xcomp", "acl", "conj", "ccomp", "advcl"})


def _carries(view: View, i: int, lexicon: Triggers) -> bool:
    """Whether word ``i`` tells of the event that an infinitive below it only spells out."""
    lemma, carrying = view.tokens[i].lemma, lexicon.turns["carrying"]
    if not clauses.is_verb(view.tokens[i]):
        return lemma in carrying or lemma in lexicon.expressed
    return lemma in carrying or any(view.tokens[o].lemma in lexicon.expressed for o in view.kids(i, "obj"))


def _in_carried_clause(view: View, verb: int, turns: Mapping[str, Collection[str]]) -> bool:
    """ "warned that it would …", "demanded that the firm reinstate …": the verb above tells of it."""
    token, carrying = view.tokens[verb], turns["carrying_clauses"]
    if token.dep != "ccomp" or token.head < 0 or view.tokens[token.head].lemma not in carrying:
        return False
    return token.tag == "VB" or bool(clauses.modals(view, verb) & (_FUTURE | _POSSIBLE))


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


def _by_clause(code: str, planned: bool, denied: bool, modal: set[str], intended: bool) -> Turned:
    kind, _ = split(code)
    if denied:
        to = "REJECT" if kind in _DENIABLE else code
        return Turned(to, code, "denied", "denied" if to != code else "")
    if modal & OUGHT:
        return Turned("REQUEST", code, "hypothetical", "what ought to be")
    if planned or modal & _FUTURE:
        to = _future(kind, bool(modal & _FUTURE) or intended)
        return Turned(to or code, code, "planned", "still to come" if to else "")
    return Turned(code, code, "hypothetical" if modal & _POSSIBLE else "happened")


def _future(kind: str, meant: bool) -> str:
    """What a type becomes while it is still to come; ``meant``: somebody says that it will be."""
    if kind in _COOPERATIVE:
        return "AGREE"
    if kind == "RETREAT":
        return "CONCEDE"
    return "THREATEN" if kind in HOSTILE and meant else ""


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
