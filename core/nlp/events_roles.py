"""Who does it and to whom: sources and targets of an event read off the clause."""

from __future__ import annotations

from collections.abc import Iterable

from core.nlp import clauses
from core.nlp.events_company import Roles, between, company
from core.nlp.events_ground import Ground, Trigger
from core.nlp.events_nouns import noun_code
from core.nlp.view import View

_TOWARDS = frozenset({"with", "against", "to", "from", "on", "for", "of", "towards", "toward", "into"})
_WHERE = frozenset({"in", "at", "near"})  # the other side only of acts that are done to a place
_ON_THE_SPOT = frozenset({"AID", "ASSAULT", "MOBILIZE", "RETREAT", "COERCE", "PROTEST"})
_PRONOUNS = frozenset({"it", "they", "he", "she"})
_ABOUT_NOUN = frozenset({"with", "against", "on", "to", "for", "from", "towards", "toward", "into", "of"})
_CIRCUMSTANCE = frozenset(
    {"in", "at", "near", "through", "across", "around", "after", "before", "during", "since", "until", "amid"}
)
_HELD_BY = frozenset({"of", "from", "in", "on", "against", "with", "between", "by", "'s", "’s", "'", ""})
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})


def roles_of(ground: Ground, trigger: Trigger, kind: str) -> Roles:
    """Sources and targets of a trigger whose type is ``kind``."""
    if trigger.frame == "demand":
        return _of_demand(ground, trigger.verb)
    roles = _of_verb(ground, trigger, kind) if trigger.verb >= 0 else Roles([], [])
    if trigger.noun >= 0:
        _add_noun(ground, trigger, roles)
    several = len(roles.sources) > 1 or len({a for s in roles.sources for a in ground.people.actors(s)}) > 1
    if not roles.targets and trigger.verb >= 0 and not (kind in _MUTUAL and several):
        roles.targets = _in_complement(ground, trigger, roles.sources)
    pair = between(ground, trigger)
    if pair and kind in _MUTUAL and trigger.frame in {"noun", "done", "light", "object"}:
        return Roles(pair, [], mutual=True)
    known = {a for i in (*roles.sources, *roles.targets) for a in ground.people.actors(i)}
    if kind in _MUTUAL and (len(known) < 2 or not any(ground.people.actors(i) for i in roles.sources)):
        roles = company(ground, trigger, kind, roles)
    roles.sources = _able(ground, roles.sources)
    roles.targets = [t for t in _able(ground, roles.targets) if not _acts_itself(ground, t, roles.sources)]
    roles.mutual = kind in _MUTUAL and not roles.targets and len(roles.sources) > 1
    return roles


def _acts_itself(ground: Ground, target: int, sources: list[int]) -> bool:
    """Whether a target is nobody but the source again ("its obligations")."""
    acting = {a for s in sources for a in ground.people.actors(s)}
    actors = ground.people.actors(target)
    return target in sources or (bool(actors) and set(actors) <= acting)


def _of_demand(ground: Ground, verb: int) -> Roles:
    """Who says it demands; who has to act is asked."""
    speaker = clauses.subject_of(ground.view, ground.view.tokens[verb].head)
    asked = clauses.subject_of(ground.view, verb)
    both = [s.head for s in (speaker, asked)]
    sources, targets = (clauses.conjuncts(ground.view, h) if h is not None else [] for h in both)
    return Roles(sources, targets)


def _able(ground: Ground, heads: Iterable[int]) -> list[int]:
    """Each head once; where some of them can act, only those."""
    once = list(dict.fromkeys(heads))
    able = [i for i in once if ground.people.is_actor(i)]
    return able or once


def _of_verb(ground: Ground, trigger: Trigger, kind: str) -> Roles:
    view, verb = ground.view, trigger.verb
    subject = _speaking_subject(ground, verb)
    sources = [*clauses.conjuncts(view, subject), *_beside(view, subject)] if subject is not None else []
    sources = sources or _of_intent(ground, verb)
    targets: list[int] = []
    for o in view.kids(verb, "nsubj:pass", "obj", "iobj"):
        if o != trigger.noun:
            targets += _acting(ground, o) or ([o] if _suffers(ground, o, kind) else [])
    if not sources and view.tokens[verb].dep == "acl" and view.tokens[verb].tag == "VBN":
        sources = [x for a in view.kids(verb, "obl:agent") for x in clauses.conjuncts(view, a)]
    for c in view.kids(verb, "obl"):
        word = clauses.preposition(view, c)
        on_the_spot = word in _WHERE and kind in _ON_THE_SPOT and not targets and trigger.frame == "verb"
        towards = word in _TOWARDS and not (word == "from" and kind == "CONSULT")
        if (towards or on_the_spot) and _can_act(ground, c):
            targets += _acting(ground, c)
    return Roles(sources, targets)


def _beside(view: View, i: int) -> list[int]:
    """Who acts beside the subject: "Egypt, along with Jordan, …"."""
    out: list[int] = []
    for c in view.kids(i, "nmod"):
        words = {view.tokens[k].lower for k in view.kids(c, "case", "advmod")}
        if words & {"along", "together", "alongside"}:
            out += clauses.conjuncts(view, c)
    return out


def _of_intent(ground: Ground, verb: int) -> list[int]:
    """Whose decision or attempt it is to do it: "the decision by Denmark to expel …"."""
    view = ground.view
    token = view.tokens[verb]
    if token.dep != "acl" or token.head < 0 or not clauses.with_to(view, verb):
        return []
    near = view.kids(token.head, "nmod:poss", "amod", "compound", "nmod")
    owners = [c for c in near if clauses.preposition(view, c) in _OWNED and ground.people.is_actor(c)]
    return [x for c in owners for x in clauses.conjuncts(view, c)]


_OWNED = frozenset({"by", "of", "", "'s", "’s", "'"})


def _suffers(ground: Ground, i: int, kind: str) -> bool:
    """Whether any thing or person can be what such an act is done to."""
    return kind in _ON_THE_SPOT and not noun_code(ground, i) and ground.view.tokens[i].pos != "PRON"


def _speaking_subject(ground: Ground, verb: int) -> int | None:
    """The subject of ``verb``; for the pronoun in "Hungary said it will …", who said so."""
    view = ground.view
    head = clauses.subject_of(view, verb).head
    clause = view.tokens[verb]
    if head is None or view.tokens[head].lower not in _PRONOUNS or clause.dep != "ccomp":
        return head
    said = clauses.subject_of(view, clause.head)
    return said.head if said.head is not None else head


def _can_act(ground: Ground, i: int) -> bool:
    token = ground.view.tokens[i]
    return (
        token.tag != "CD" and token.ent != "DATE" and (ground.people.is_actor(i) or _inside(ground, i) != [])
    )


def _acting(ground: Ground, i: int) -> list[int]:
    """Word ``i`` where it can act, else the actors inside its phrase, else ``i`` if it is a plural."""
    if ground.people.is_actor(i):
        return clauses.conjuncts(ground.view, i)
    inner = _inside(ground, i)
    if inner:
        return inner
    return clauses.conjuncts(ground.view, i) if ground.view.tokens[i].tag == "NNS" else []


def _inside(ground: Ground, i: int) -> list[int]:
    """Actors right inside the phrase of ``i``: its possessor, its demonym, its "of" or "in" phrase."""
    view = ground.view
    near = view.kids(i, "nmod:poss", "amod", "compound", "nmod")
    owners = [c for c in near if clauses.preposition(view, c) in _HELD_BY and ground.people.is_actor(c)]
    return [x for c in owners for x in clauses.conjuncts(view, c)]


def _add_noun(ground: Ground, trigger: Trigger, roles: Roles) -> None:
    """The arguments of an event noun: its owner acts, "with", "against", "on" name the other side."""
    view, noun = ground.view, trigger.noun
    owners: list[int] = []
    for c in view.kids(noun, "nmod:poss", "amod", "compound", "nmod"):
        word = clauses.preposition(view, c)
        if c < noun and view.tokens[c].pos == "PRON" and roles.sources:
            continue  # "expressed his wish": the subject says it better
        if c < noun or word == "by":
            owners += clauses.conjuncts(view, c) if ground.people.is_actor(c) else []
        elif word in _ABOUT_NOUN and _can_act(ground, c):
            roles.targets += [x for a in _acting(ground, c) for x in [a]]
    if trigger.frame in {"noun", "done"} or (trigger.frame == "express" and owners):
        done = [x for v in view.kids(noun, "acl") for x in view.kids(v, "obl:agent")]
        roles.sources = owners or [x for a in done for x in _acting(ground, a)]
    elif owners and trigger.frame == "object":
        roles.targets = [*owners, *roles.targets]


def _in_complement(ground: Ground, trigger: Trigger, sources: list[int]) -> list[int]:
    """The first actors named in what the verb governs, when no role names the other side."""
    view = ground.view
    roots = view.kids(trigger.verb, "xcomp", "ccomp", "obj", "advcl", "obl")
    mine = {a for s in sources for a in ground.people.actors(s)}
    for root in roots:
        if view.tokens[root].dep in {"obl", "advcl"} and clauses.preposition(view, root) in _CIRCUMSTANCE:
            continue
        for x in view.subtree(root):
            if x in sources or x == trigger.noun or not _named(ground, x):
                continue
            group = clauses.conjuncts(view, x)
            others = [g for g in group if not set(ground.people.actors(g)) & mine or not mine]
            if others:
                return others
    return []


def _named(ground: Ground, x: int) -> bool:
    mention = ground.people.at(x)
    head = ground.view.tokens[x].head
    inner = mention is not None and head >= 0 and ground.people.at(head) is mention
    return (
        mention is not None
        and not inner
        and mention.form != "pronoun"
        and ground.view.tokens[x].ent != "DATE"
    )
