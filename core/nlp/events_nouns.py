"""Event nouns: which they are, and when one tells of an event rather than of a matter."""

from __future__ import annotations

from core.nlp import clauses
from core.nlp.events_ground import Ground
from core.nlp.view import View

_NOUNS = frozenset({"NN", "NNS"})
_WEAPONS = frozenset({"air", "drone", "missile", "rocket", "artillery", "aerial", "military", "retaliatory"})
_PARTY = frozenset({"by", "between", "with", "against", "on", "of", "'s", "’s", "'", "", "from", "to"})
_ACTING = frozenset({"PERSON", "GPE", "ORG", "NORP"})
_DONE = frozenset(
    {"hold", "reach", "sign", "make", "conclude", "carry", "launch", "conduct", "stage", "issue"}
)


def noun_code(ground: Ground, i: int) -> str:
    """The code of an event noun, empty when it is none."""
    token = ground.view.tokens[i]
    if token.tag not in _NOUNS:
        return ""
    if token.lemma in {"strike", "call"}:
        return _strike(ground.view, i) if token.lemma == "strike" else _call(ground.view, i)
    return ground.lexicon.nouns.get(token.lemma, "") or ground.lexicon.nouns.get(token.lower, "")


def _strike(view: View, i: int) -> str:
    """A strike is of workers unless weapons go before it."""
    said = {view.tokens[c].lower for c in view.kids(i, "amod", "compound")}
    return "ASSAULT" if said & _WEAPONS else "PROTEST/hunger" if "hunger" in said else "PROTEST/strike"


def _call(view: View, i: int) -> str:
    said = {view.tokens[c].lower for c in view.kids(i, "amod", "compound")}
    return "CONSULT/phone" if said & {"phone", "telephone", "video", "conference"} else ""


def noun_frame(ground: Ground, i: int) -> str:
    """How a bare noun tells of an event: done, noun (it has an actor of its own), hint, or not at all."""
    if not noun_code(ground, i) or ground.view.tokens[i].dep == "compound":
        return ""
    if _is_done(ground, i):
        return "done"
    if _has_party(ground, i):
        return "noun"
    return "hint" if _is_hinted(ground, i) else ""


def _is_hinted(ground: Ground, i: int) -> bool:
    """Whether somebody who can act has to do with the event noun ("rebels claimed the bombing")."""
    view = ground.view
    token = view.tokens[i]
    if token.dep not in _HELD or token.head < 0:
        return False
    verb = token.head if token.dep != "nmod" else view.tokens[token.head].head
    if verb < 0 or not clauses.is_verb(view.tokens[verb]) or view.tokens[verb].tag == "VB":
        return False
    subject = clauses.subject_of(view, verb).head
    return subject is not None and view.tokens[subject].pos != "PRON" and ground.people.is_actor(subject)


_HELD = frozenset({"obj", "obl", "nmod"})


def _has_party(ground: Ground, i: int) -> bool:
    """Whether somebody who can act hangs on the noun."""
    view = ground.view
    near = view.kids(i, "nmod", "nmod:poss", "amod", "compound")
    deeper = [x for c in near for x in view.kids(c, "nmod") if clauses.preposition(view, x) == "by"]
    return any(_is_party(ground, c) for c in (*near, *deeper))


def _is_party(ground: Ground, c: int) -> bool:
    view, people = ground.view, ground.people
    word = clauses.preposition(view, c)
    mention = people.at(c)
    if word in _PARTY and mention is not None and (mention.actors or mention.label in _ACTING):
        return True
    held = word in {"of", "between", "with"} and any(
        people.is_actor(x) for x in view.kids(c, "amod", "compound")
    )
    return held or word == "by"


def _is_done(ground: Ground, i: int) -> bool:
    """ "the agreement reached …", "talks began": the word after a noun says that it took place."""
    view = ground.view
    after = [view.tokens[c] for c in view.kids(i, "acl")] + list(view.tokens[i + 1 : i + 2])
    if any(t.tag == "VBN" and t.lemma in _DONE for t in after):
        return True
    return _happens(ground, i) and _has_party(ground, i)


def _happens(ground: Ground, i: int) -> bool:
    """Whether the noun is the subject of a verb that takes an event for a subject ("talks resumed")."""
    token = ground.view.tokens[i]
    above = ground.view.tokens[token.head] if token.head >= 0 and token.dep == "nsubj" else None
    return above is not None and clauses.is_verb(above) and above.lemma in ground.lexicon.happening


def told_of(ground: Ground, verb: int) -> bool:
    """Whether the verb only says what became of an event ("the attack on Syria killed four")."""
    return any(
        noun_code(ground, i) and _happens(ground, i) and _has_party(ground, i)
        for i in ground.view.kids(verb, "nsubj")
    )
