"""Trigger words of events in a sentence: verbs, verbs with a telling object, nouns with an actor."""

from __future__ import annotations

from collections.abc import Iterator

from core.nlp import clauses
from core.nlp.events_asked import HOSTILE, VOWING, demanded, told_to
from core.nlp.events_ground import Ground, Trigger
from core.nlp.events_lexicon import split
from core.nlp.events_nouns import noun_code, noun_frame, told_of
from core.nlp.events_phrasal import governed, inner_nouns, key_of, objects
from core.nlp.view import View

_HELPERS = frozenset({"aux", "aux:pass", "cop", "case", "amod"})
_JUDGING = frozenset({"assess", "evaluate", "regard", "rate", "view", "appraise", "judge"})


def found_triggers(ground: Ground) -> Iterator[Trigger]:
    """All triggers in reading order; a noun taken by a verb's frame is not found again alone."""
    taken: set[int] = set()
    nouns: list[int] = []
    for token in ground.view.tokens:
        if clauses.is_verb(token) and token.dep not in _HELPERS:
            trigger = told_by(ground, token.i)
            if trigger is not None:
                taken.add(trigger.noun)
                yield trigger
        elif token.tag in {"NN", "NNS"}:
            nouns.append(token.i)
    for i in nouns:
        frame = noun_frame(ground, i) if i not in taken else ""
        if frame:
            yield Trigger(-1, i, noun_code(ground, i), frame)


def told_by(ground: Ground, verb: int) -> Trigger | None:
    """What a verb tells, by the first rule that has a word on it."""
    asked = demanded(ground, verb)
    if asked is not None or told_of(ground, verb):
        return asked
    found = _by_object(ground, verb) or _vowed(ground, verb) or told_to(ground, verb)
    return found or _alone(ground, verb)


def _by_object(ground: Ground, verb: int) -> Trigger | None:
    """The verb with what it is done to, who does it, or what is put into words."""
    view = ground.view
    lemma = view.tokens[verb].lemma
    key = key_of(view, verb, ground.lexicon)
    held = objects(view, verb)
    below = governed(view, verb, key.words)
    frame = _framed(ground, key.words, below if key.governs else [*held, *below])
    plain = lemma if "-" not in key.words else ""
    frame = frame or _framed(ground, plain, held) or _adverb(ground, verb, held)
    if frame is not None:
        return Trigger(verb, frame[0], frame[1], "object")
    acting = _acted(ground, verb, (key.words, lemma))
    if acting:
        return Trigger(verb, -1, acting, "verb")
    expressed = _expressed(ground, lemma, held)
    return None if expressed is None else Trigger(verb, expressed[0], expressed[1], "express")


def _alone(ground: Ground, verb: int) -> Trigger | None:
    """The verb for itself, else a light verb with an event noun."""
    lemma = ground.view.tokens[verb].lemma
    key = key_of(ground.view, verb, ground.lexicon)
    if key.code:
        reports = key.words == lemma and lemma in ground.lexicon.reporting
        return None if reports else Trigger(verb, -1, key.code, "verb")
    return _light(ground, verb, lemma, objects(ground.view, verb))


def _vowed(ground: Ground, verb: int) -> Trigger | None:
    """ "vowed to attack": harm that is promised is a threat."""
    view = ground.view
    if view.tokens[verb].lemma not in VOWING:
        return None
    for x in view.kids(verb, "xcomp"):
        inner = told_by(ground, x) if clauses.is_verb(view.tokens[x]) else None
        if inner is not None and split(inner.code)[0] in HOSTILE:
            return Trigger(verb, -1, "THREATEN", "verb")
    return None


def _acted(ground: Ground, verb: int, keys: tuple[str, str]) -> str:
    """The code of verbs that tell of an event only when such as these do it ("the fleet sailed")."""
    known = [ground.lexicon.subject_frames[key] for key in keys if key in ground.lexicon.subject_frames]
    subject = clauses.subject_of(ground.view, verb)
    if not known or subject.head is None or subject.how in {"acl", "rel"}:
        return ""
    for i in clauses.conjuncts(ground.view, subject.head):
        for x in [i, *inner_nouns(ground.view, i)]:
            token = ground.view.tokens[x]
            for nouns in known:
                code = nouns.get(token.lemma) or nouns.get(token.lower)
                if code:
                    return code
    return ""


def _framed(ground: Ground, key: str, held: list[int]) -> tuple[int, str] | None:
    """The object noun, or a noun inside its phrase, that makes a frame with the verb."""
    known = ground.lexicon.frames.get(key, {})
    for i in held:
        for x in [i, *inner_nouns(ground.view, i)]:
            code = known.get(ground.view.tokens[x].lemma) or known.get(ground.view.tokens[x].lower)
            if code:
                return x, "COOPERATE" if _joint(ground.view, x, code) else code
    return None


def _joint(view: View, i: int, code: str) -> bool:
    """Whether a show of force is one held together: "joint exercises"."""
    said = {view.tokens[c].lower for c in view.kids(i, "amod", "compound")}
    return split(code)[0] == "MOBILIZE" and bool(said & {"joint", "common", "combined", "bilateral"})


def _adverb(ground: Ground, verb: int, held: list[int]) -> tuple[int, str] | None:
    """ "positively assessed …": a verb of judging is praise when its adverb says so."""
    view = ground.view
    said = {view.tokens[c].lower for c in view.kids(verb, "advmod")} & ground.lexicon.positive
    judging = view.tokens[verb].lemma in _JUDGING
    return (held[0], "SUPPORT") if said and judging and held else None


def _expressed(ground: Ground, lemma: str, held: list[int]) -> tuple[int, str] | None:
    if lemma not in ground.lexicon.expressing:
        return None
    for i in held:
        token = ground.view.tokens[i]
        code = ground.lexicon.expressed.get(token.lemma) or ground.lexicon.expressed.get(token.lower)
        if code:
            return i, code
    return None


def _light(ground: Ground, verb: int, lemma: str, held: list[int]) -> Trigger | None:
    if lemma not in ground.lexicon.light:
        return None
    for i in held:
        for x in [i, *inner_nouns(ground.view, i)]:
            code = noun_code(ground, x)
            if code:
                return Trigger(verb, x, code, "light")
    return None
