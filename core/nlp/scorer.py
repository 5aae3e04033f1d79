"""How sure a statement is: the lexicon's share and what is seen around it in one logistic sum."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from functools import cache

from core.nlp import clauses
from core.nlp.statements_scene import Candidate, Scene, set_apart
from core.nlp.view import Token, View
from core.text.places import resource

_ROLES = frozenset(
    {
        *(
            "president",
            "minister",
            "secretary",
            "official",
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "leader",
        ),
        *("senator", "lawmaker", "representative", "governor", "mayor", "candidate", "nominee", "government"),
        *(
            "administration",
            "ministry",
            "congress",
            "senate",
            "party",
            "police",
            "court",
            "judge",
            "ambassador",
        ),
        *(
            "chief",
            "director",
            "head",
            "chairman",
            "chairwoman",
            "adviser",
            "advisor",
            "aide",
            "critic",
            "expert",
        ),
        *("analyst", "professor", "author", "group", "committee", "commission", "council", "agency", "union"),
        *(
            "side",
            "delegation",
            "source",
            "authority",
            "king",
            "queen",
            "prince",
            "general",
            "commander",
            "army",
        ),
        *(
            "premier",
            "chancellor",
            "statement",
            "report",
            "poll",
            "study",
            "survey",
            "diplomat",
            "envoy",
            "people",
        ),
    }
)
_THINGS = frozenset({"it", "this", "that", "which", "what", "there", "these", "those"})
_FLOOR = 0.01
_FAMILY = {
    "np": "noun",
    "pp": "noun",
    "noun": "word",
    "adjective": "word",
    "infinitive": "infinitive",
    "quote": "quote",
    "fronted": "quote",
}
_MARKS = frozenset('“”"')
_STOPS = frozenset({".", "?", "!", "”", '"', "''", ":"})
_OPENERS = frozenset({"if", "when", "while", "as", "after", "before", "because", "although", "to", "since"})
_HEADLINE = 18  # words of the longest line without a stop that passes for a headline
_FAR = 8  # words between a verb and a subject that may not be its own


@cache
def weights() -> Mapping[str, float]:
    """The shipped weights, read once."""
    raw = json.loads(resource("lexicons", "speaker_scorer.json").read_text(encoding="utf-8"))
    return dict(raw["weights"])


@cache
def outside() -> Mapping[str, float]:
    """The weights without those for standing inside another clause."""
    return {name: value for name, value in weights().items() if name not in {"dep=ccomp", "dep=xcomp"}}


def score(scene: Scene, one: Candidate, given: Mapping[str, float] | None = None) -> float:
    """The probability that a coder would mark this statement."""
    table = weights() if given is None else given
    z = table["intercept"] + sum(table.get(name, 0.0) * value for name, value in features(scene, one).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def features(scene: Scene, one: Candidate) -> dict[str, float]:
    """What the scorer looks at."""
    view, token = scene.view, scene.view.tokens[one.verb]
    chance = min(max(one.chance, _FLOOR), 1 - _FLOOR)
    subject = subject_kind(view, one.subject.head)
    on = {
        f"kind={one.construction}",
        f"subj={subject}",
        f"how={one.subject.how}",
        *_of_verb(token, one),
        f"{_FAMILY.get(one.construction, 'clause')}&subj={subject}",
        *(f"{one.construction}&{name}" for name in scene.cues.classes.get(one.lemma) or ("unlisted",)),
        *([f"link={one.link}"] if one.link else []),
        *_of_content(scene, one),
        *_of_place(view, one),
    }
    flags = {
        "modal": bool(clauses.modals(view, one.verb)),
        "neg": clauses.negated(view, one.verb),
        "todd": clauses.with_to(view, one.verb),
        "listed": bool(scene.cues.classes.get(one.lemma)),
        "particle": bool(view.kids(one.verb, "compound:prt")),
    }
    on |= {name for name, there in flags.items() if there}
    odds = math.log(chance / (1 - chance))
    return {"logit_p": odds, f"logit_p&{one.construction}": odds, **dict.fromkeys(sorted(on), 1.0)}


def _of_verb(token: Token, one: Candidate) -> Iterator[str]:
    """What the parser made of the cue, where it counts."""
    if one.construction != "according":
        yield f"tag={token.tag}"
        yield "sure" if one.sure else f"dep={token.dep}"


def _of_content(scene: Scene, one: Candidate) -> Iterator[str]:
    """How the words said look: their length, their marks, how they begin, what they are about."""
    view = scene.view
    words = [view.tokens[x] for x in one.content]
    length = len(words)
    yield "short" if length <= 3 else "middling" if length <= 8 else "long"
    if all(t.pos == "PRON" for t in words):
        yield "hollow"
    if words and words[0].lower == "that":
        yield "that"
    if any(t.text in _MARKS for t in words) or any(scene.in_quotes(x) for x in one.content):
        yield "q_in_content"
    if _FAMILY.get(one.construction) == "noun" and words:
        yield from _of_object(view, one)


def _of_object(view: View, one: Candidate) -> Iterator[str]:
    """What a noun content is: a name, a pronoun, a plain noun, a number."""
    inside = set(one.content)
    heads = [x for x in one.content if view.tokens[x].head not in inside]
    head = view.tokens[heads[0] if heads else one.content[0]]
    yield f"said={head.ent or head.pos}"
    first = view.tokens[one.content[0]]
    if first.tag in {"PRP$", "DT"}:
        yield f"said&{first.tag}"


def _of_place(view: View, one: Candidate) -> Iterator[str]:
    """Where it stands: in a headline, in a subordinate clause, how far from its subject."""
    token = view.tokens[one.verb]
    first, last = view.sents[token.sent]
    if view.tokens[last - 1].text not in _STOPS and last - first < _HEADLINE:
        yield "headline"
    marks = [view.tokens[m].lower for m in view.kids(one.verb, "mark", "advmod") if m < one.verb]
    for word in marks:
        if word in _OPENERS:
            yield f"mark={word}"
    if token.tag == "VBG" and set_apart(view, one.cue[0]):
        yield "apart"
    if one.subject.head is not None and abs(one.subject.head - one.verb) > _FAR:
        yield "far"


def subject_kind(view: View, head: int | None) -> str:
    """What kind of word speaks."""
    if head is None:
        return "none"
    token = view.tokens[head]
    named = {"PERSON": "PERSON", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC"}.get(token.ent)
    if named:
        return named
    if token.lower in {"he", "she", "they", "who"}:
        return "pron3"
    if token.lower in {"i", "we", "you"}:
        return "pron1"
    if token.lower in _THINGS:
        return "it"
    if token.lemma in _ROLES:
        return "role"
    return "propn" if token.tag in {"NNP", "NNPS"} else "other"
