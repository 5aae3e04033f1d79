"""The words around a verb that tell together with it: particles, what a preposition governs, who acts."""

from __future__ import annotations

from typing import NamedTuple

from core.nlp import clauses
from core.nlp.events_lexicon import Triggers
from core.nlp.view import View

PARTICLES = frozenset({"up", "down", "out", "off", "in", "over", "back", "away", "aside", "apart"})
_NEAR = 6  # words between a verb and the preposition that still goes with it


class Key(NamedTuple):
    """A verb as the lexicon has it: lemma with particle; ``governs``: the particle is a preposition."""

    words: str
    code: str
    governs: bool = False


def key_of(view: View, verb: int, lexicon: Triggers) -> Key:
    """The verb with its particle or preposition where the lexicon knows that, and the code of it alone."""
    lemma = view.tokens[verb].lemma
    hyphened = (
        f"{view.tokens[verb - 2].lower}-{lemma}" if verb > 1 and view.tokens[verb - 1].text == "-" else ""
    )
    if hyphened in lexicon.verbs:  # "test-fired" is three words to the parser
        return Key(hyphened, lexicon.verbs[hyphened])
    own = lexicon.verbs.get(lemma, "")
    for word in _beside(view, verb):
        key = f"{lemma}_{word}"
        if word == "to" and view.kids(verb, "xcomp"):
            continue  # "going to send" is no journey
        if key in lexicon.verbs or key in lexicon.frames or key in lexicon.subject_frames:
            return Key(key, lexicon.verbs.get(key) or own)
    for word in _prepositions(view, verb):
        key = f"{lemma}_{word}"
        if key in lexicon.frames:
            return Key(key, own, governs=True)
        if key in lexicon.verbs and word not in PARTICLES:
            return Key(key, lexicon.verbs[key], governs=True)
    return Key(lemma, own)


def _beside(view: View, verb: int) -> list[str]:
    """Words that may make a phrasal verb of it, the longest first."""
    nearby = [t.lower for t in view.tokens[verb + 1 : verb + 3]]
    particles = [view.tokens[c].lower for c in view.kids(verb, "compound:prt", "advmod") if c > verb]
    behind = [_behind(view, o) for o in view.kids(verb, "obj")]
    if nearby[:1] == ["in"] and view.tokens[verb + 1].dep == "case":
        nearby = []  # "steps taken in the south"
    words = ["_".join(nearby), *nearby[:1], *particles, *behind]
    return [word for word in dict.fromkeys(words) if word]


def _prepositions(view: View, verb: int) -> list[str]:
    """Prepositions of what hangs on the verb or its object."""
    phrases = [c for c in view.kids(verb, "obl", "nmod") if 0 < c - verb < _NEAR + 6]
    phrases += [c for o in view.kids(verb, "obj", "nsubj:pass", "xcomp") for c in view.kids(o, "nmod")]
    return [word for c in phrases if (word := clauses.preposition(view, c))]


def _behind(view: View, i: int) -> str:
    """The particle behind an object ("pulled its staff out"), empty when another word is there."""
    for after in (i + 1, view.subtree(i)[-1] + 1):
        word = view.tokens[after].lower if after < len(view.tokens) else ""
        follows = view.tokens[after + 1].lower if after + 1 < len(view.tokens) else ""
        governs = word in PARTICLES and view.tokens[after].dep == "case" and follows not in {"of", "to"}
        if word in PARTICLES and not governs:
            return "out_of" if (word, follows) == ("out", "of") else word
    return ""


def objects(view: View, verb: int) -> list[int]:
    """Objects of ``verb``, or its subject in the passive, with what is coordinated with them."""
    heads = view.kids(verb, "obj", "nsubj:pass")
    if not heads and view.tokens[verb].dep in {"acl", "acl:relcl"} and view.tokens[verb].tag == "VBN":
        heads = [view.tokens[verb].head]
    heads = heads or [s for s in view.kids(verb, "nsubj") if s > verb]  # mistaken for a subject
    named = [c for c in view.kids(verb, "xcomp") if not clauses.is_verb(view.tokens[c])]
    return [i for head in [*heads, *named] for i in clauses.conjuncts(view, head)]


def governed(view: View, verb: int, key: str) -> list[int]:
    """What the preposition of a phrasal verb governs: "warned of war", "took part in talks"."""
    words = set(key.split("_")[1:])
    phrases = view.kids(verb, "obl", "nmod")
    phrases += [c for o in view.kids(verb, "obj", "nsubj:pass") for c in view.kids(o, "nmod")]
    return [i for c in phrases if clauses.preposition(view, c) in words for i in clauses.conjuncts(view, c)]


def inner_nouns(view: View, i: int) -> list[int]:
    """Nouns that say what the object is of: "a round of talks", "aid shipments"."""
    near = view.kids(i, "compound", "nmod")
    return [
        c
        for c in near
        if clauses.preposition(view, c) in {"", "of"} and view.tokens[c].tag.startswith(("NN", "JJ"))
    ]
