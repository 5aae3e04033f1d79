"""Acts done together: both sides of "between A and B", and who met when the clause itself does not say."""

from __future__ import annotations

from dataclasses import dataclass

from core.nlp import clauses
from core.nlp.events_ground import Ground, Trigger
from core.nlp.mentions_value import Mention


@dataclass(slots=True)
class Roles:
    """Heads of the phrases that fill the roles; ``mutual``: the sources act with one another."""

    sources: list[int]
    targets: list[int]
    mutual: bool = False


def between(ground: Ground, trigger: Trigger) -> list[int]:
    """Both sides of "between A and B" on the trigger; empty when there is no such phrase."""
    view = ground.view
    for base in trigger.words:
        for c in _near_phrases(ground, base):
            if clauses.preposition(view, c) == "between":
                sides = clauses.conjuncts(view, c)
                return sides if len(sides) > 1 else _sides_before(ground, c)
    return []


def _near_phrases(ground: Ground, base: int) -> list[int]:
    """Phrases on the trigger, its object and a participle after it, but not what it is *about*."""
    view = ground.view
    direct = view.kids(base, "nmod", "obl", "obj")
    after = [
        t.i for t in view.tokens[base + 1 : base + 2] if t.tag == "VBN" and base not in view.kids(t.i, "obj")
    ]
    direct += [k for v in after for k in view.kids(v, "obl", "nmod")]
    objects = [k for k in direct if view.tokens[k].dep == "obj" or clauses.preposition(view, k) in _TOPIC]
    return [*direct, *(x for k in objects for x in view.kids(k, "nmod"))]


_TOPIC = frozenset({"of", "on", "regarding", "concerning"})


def _sides_before(ground: Ground, c: int) -> list[int]:
    """ "between the A and B delegations": both demonyms hang on the noun."""
    found = [x for k in ground.view.kids(c, "amod", "compound") for x in clauses.conjuncts(ground.view, k)]
    return found if len(found) > 1 else [c]


def company(ground: Ground, trigger: Trigger, kind: str, roles: Roles) -> Roles:
    """Those who met or agreed, taken from the sentence: "the two countries", else its two persons."""
    sentence = ground.people.said_in(ground.view.tokens[trigger.head].sent)
    acting = any(ground.people.actors(i) for i in roles.sources)
    both = [m for m in sentence if len(m.actors) == 2 and m.form != "pronoun"]
    if both and not acting:
        return Roles([_head(ground, both[0])], [], mutual=True)
    persons = list({m.actors: m for m in reversed(sentence) if m.label == "PERSON" and m.actors}.values())[
        ::-1
    ]
    start = ground.view.tokens[trigger.head].start
    together = kind == "CONSULT" or (not acting and all(m.span.end <= start for m in persons))
    if len(persons) != 2 or not together:
        return roles
    told = {a for i in roles.targets for a in ground.people.actors(i)}
    other = [m for m in persons if not set(m.actors) & told]
    if len(other) == 1:
        rest = [m for m in persons if m is not other[0]]
        return Roles([_head(ground, other[0])], [_head(ground, m) for m in rest])
    return Roles([_head(ground, m) for m in persons], [], mutual=True)


def _head(ground: Ground, mention: Mention) -> int:
    """The word of a mention that the others hang on."""
    words = ground.view.within(mention.span) or ground.view.within(mention.whole)
    inside = set(words)
    return next((i for i in words if ground.view.tokens[i].head not in inside), words[-1])
