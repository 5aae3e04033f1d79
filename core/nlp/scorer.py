"""How sure a statement is: the lexicon's share and ten features in one logistic sum."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache

from core.nlp import clauses
from core.nlp.statements_scene import Candidate, Scene
from core.nlp.view import View
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


@cache
def weights() -> Mapping[str, float]:
    """The shipped weights, read once."""
    raw = json.loads(resource("lexicons", "speaker_scorer.json").read_text(encoding="utf-8"))
    return dict(raw["weights"])


def score(scene: Scene, one: Candidate, given: Mapping[str, float] | None = None) -> float:
    """The probability that a coder would mark this statement."""
    table = weights() if given is None else given
    z = table["intercept"] + sum(table.get(name, 0.0) * value for name, value in features(scene, one).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def features(scene: Scene, one: Candidate) -> dict[str, float]:
    """What the scorer looks at."""
    view, token = scene.view, scene.view.tokens[one.verb]
    chance = min(max(one.chance, _FLOOR), 1 - _FLOOR)
    words = " ".join(view.tokens[x].lower for x in one.content)
    on = {
        f"kind={one.construction}",
        f"subj={subject_kind(view, one.subject.head)}",
        f"how={one.subject.how}",
        f"tag={token.tag}",
        f"dep={token.dep}",
    }
    flags = {
        "modal": bool(clauses.modals(view, one.verb)),
        "neg": clauses.negated(view, one.verb),
        "q_in_content": any(mark in words for mark in '“”"'),
        "that": words.startswith("that "),
        "short": len(one.content) <= 3,
        "todd": clauses.with_to(view, one.verb),
        "listed": bool(scene.cues.classes.get(one.lemma)),
    }
    on |= {name for name, there in flags.items() if there}
    return {"logit_p": math.log(chance / (1 - chance)), **dict.fromkeys(sorted(on), 1.0)}


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
