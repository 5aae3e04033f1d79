"""Trigger words of events in a sentence: verbs, verbs with a telling object, nouns with an actor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.nlp import clauses
from core.nlp.cues import cues
from core.nlp.events_lexicon import Triggers
from core.nlp.people import People
from core.nlp.view import View

_OUGHT = frozenset({"must", "should"})
_NOUNS = frozenset({"NN", "NNS"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A possible event. ``verb``: the verb that carries it, or -1; ``noun``: the event noun, or -1;
    ``frame``: verb, object, express, light, demand, done or noun."""

    verb: int
    noun: int
    code: str
    frame: str

    @property
    def head(self) -> int:
        """The word the event hangs on."""
        return self.verb if self.verb >= 0 else self.noun

    @property
    def words(self) -> tuple[int, ...]:
        """The trigger's words."""
        return tuple(i for i in (self.verb, self.noun) if i >= 0)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the event rules read."""

    view: View
    people: People
    lexicon: Triggers


def found_triggers(ground: Ground) -> Iterator[Trigger]:
    """All triggers in reading order; a noun taken by a verb's frame is not found again alone."""
    taken: set[int] = set()
    nouns: list[int] = []
    for token in ground.view.tokens:
        if clauses.is_verb(token) and token.dep not in {"aux", "aux:pass", "cop", "case", "amod"}:
            trigger = _verbal(ground, token.i)
            if trigger is not None:
                taken.add(trigger.noun)
                yield trigger
        elif token.tag in _NOUNS:
            nouns.append(token.i)
    for i in nouns:
        if i not in taken and _noun_counts(ground, i):
            yield Trigger(-1, i, noun_code(ground, i), "done" if _is_done(ground.view, i) else "noun")


def _verbal(ground: Ground, verb: int) -> Trigger | None:
    view, lexicon = ground.view, ground.lexicon
    lemma = view.tokens[verb].lemma
    key, code = lexicon.with_particle(lemma, _after(view, verb))
    objects = _objects(view, verb)
    frame = _framed(ground, (key, lemma), objects) or _adverb(ground, verb, objects)
    if frame is not None:
        return Trigger(verb, frame[0], frame[1], "object")
    expressed = _expressed(ground, lemma, objects)
    if expressed is not None:
        return Trigger(verb, expressed[0], expressed[1], "express")
    demanded = _demanded(ground, verb)
    if demanded is not None:
        return demanded
    if code:
        return None if key == lemma and lemma in lexicon.reporting else Trigger(verb, -1, code, "verb")
    return _light(ground, verb, lemma, objects)


def _demanded(ground: Ground, verb: int) -> Trigger | None:
    """ "said that B must …": whoever says what another has to do makes a demand."""
    view = ground.view
    token = view.tokens[verb]
    said = token.dep == "ccomp" and token.head >= 0 and cues().says(view.tokens[token.head].lemma)
    if not said or not clauses.modals(view, verb) & _OUGHT:
        return None
    return Trigger(verb, -1, "REQUEST", "demand")


def _after(view: View, verb: int) -> tuple[str, ...]:
    """Particles and the words right after a verb that may make a phrasal verb of it."""
    particles = [view.tokens[c].lower for c in view.kids(verb, "compound:prt")]
    nearby = [t.lower for t in view.tokens[verb + 1 : verb + 2]]
    cases = [clauses.preposition(view, c) for c in view.kids(verb, "obl") if c - verb < 6]
    return tuple(dict.fromkeys([*particles, *nearby, *cases[:1]]))


def _objects(view: View, verb: int) -> list[int]:
    """Objects of ``verb``, or its subject in the passive, with what is coordinated with them."""
    heads = view.kids(verb, "obj", "nsubj:pass")
    if not heads and view.tokens[verb].dep in {"acl", "acl:relcl"} and view.tokens[verb].tag == "VBN":
        heads = [view.tokens[verb].head]
    return [i for head in heads for i in clauses.conjuncts(view, head)]


def _framed(ground: Ground, keys: tuple[str, str], objects: list[int]) -> tuple[int, str] | None:
    """The object noun, or a noun inside its phrase, that makes a frame with the verb."""
    for key in keys:
        known = ground.lexicon.frames.get(key, {})
        for i in objects:
            for x in [i, *_inner_nouns(ground.view, i)]:
                code = known.get(ground.view.tokens[x].lemma) or known.get(ground.view.tokens[x].lower)
                if code:
                    return x, code
    return None


def _inner_nouns(view: View, i: int) -> list[int]:
    """Nouns that say what the object is of: "a round of talks", "aid shipments"."""
    near = view.kids(i, "compound", "nmod")
    return [c for c in near if clauses.preposition(view, c) in {"", "of"} and view.tokens[c].tag in _NOUNS]


def _adverb(ground: Ground, verb: int, objects: list[int]) -> tuple[int, str] | None:
    """ "positively assessed …": a verb of judging is praise when its adverb says so."""
    view = ground.view
    said = {view.tokens[c].lower for c in view.kids(verb, "advmod")} & ground.lexicon.positive
    judging = view.tokens[verb].lemma in {"assess", "evaluate", "regard", "rate", "view", "appraise", "judge"}
    return (objects[0], "SUPPORT") if said and judging and objects else None


def _expressed(ground: Ground, lemma: str, objects: list[int]) -> tuple[int, str] | None:
    if lemma not in ground.lexicon.expressing:
        return None
    for i in objects:
        token = ground.view.tokens[i]
        code = ground.lexicon.expressed.get(token.lemma) or ground.lexicon.expressed.get(token.lower)
        if code:
            return i, code
    return None


def _light(ground: Ground, verb: int, lemma: str, objects: list[int]) -> Trigger | None:
    if lemma not in ground.lexicon.light:
        return None
    for i in objects:
        for x in [i, *_inner_nouns(ground.view, i)]:
            code = noun_code(ground, x)
            if code:
                return Trigger(verb, x, code, "light")
    return None


def noun_code(ground: Ground, i: int) -> str:
    """The code of an event noun, empty when it is none."""
    token = ground.view.tokens[i]
    if token.tag not in _NOUNS:
        return ""
    nouns = ground.lexicon.nouns
    return nouns.get(token.lemma, "") or nouns.get(token.lower, "")


def _noun_counts(ground: Ground, i: int) -> bool:
    """A bare noun tells of an event only with an actor of its own, or as what somebody did or reached."""
    view, people = ground.view, ground.people
    if not noun_code(ground, i) or view.tokens[i].dep == "compound":
        return False
    if _is_done(view, i):
        return True
    for c in view.kids(i, "nmod", "nmod:poss", "amod", "compound"):
        word = clauses.preposition(view, c)
        if word in {"by", "between", "with", "against", "on", "of", "'s", "’s", "'", "", "from", "to"}:
            mention = people.at(c)
            if mention is not None and (mention.actors or mention.label in {"PERSON", "GPE", "ORG", "NORP"}):
                return True
    return False


def _is_done(view: View, i: int) -> bool:
    """ "the agreement reached …", "talks held …": the participle after a noun says that it took place."""
    after = [view.tokens[c] for c in view.kids(i, "acl")] + list(view.tokens[i + 1 : i + 2])
    return any(t.tag == "VBN" and t.lemma in _DONE for t in after)


_DONE = frozenset(
    {"hold", "reach", "sign", "make", "conclude", "carry", "launch", "conduct", "stage", "issue"}
)
