"""Which verbs report what somebody said, and how sure each is in each construction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from core.nlp.view import Token
from core.text.places import resource

# Which count speaks for which construction; a verb beside a quotation is judged as with a clause.
_COUNTED_AS = {
    "quote": "ccomp",
    "colon": "ccomp",
    "fronted": "parataxis",
    "as": "parataxis",
    "np": "obj",
    "infinitive": "xcomp",
}
_NO_PRIOR = 0.3
_MOST_VERBS = 50_000  # words whose dictionary form is remembered
_RARE = 0.05  # prior of a link that the lexicon gives no prior for


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue lexicon. ``uses``: verb → construction → (uses, uses as a cue);
    ``nouns`` and ``adjectives``: word → what links it to what is said → the same."""

    classes: Mapping[str, frozenset[str]]
    uses: Mapping[str, Mapping[str, tuple[int, int]]]
    priors: Mapping[str, Mapping[str, float]]
    prepositions: frozenset[tuple[str, str]]
    nouns: Mapping[str, Mapping[str, tuple[int, int]]]
    adjectives: Mapping[str, Mapping[str, tuple[int, int]]]
    media: frozenset[str]
    anonymous: frozenset[str]
    _verbs: dict[tuple[str, str], str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def says(self, verb: str) -> bool:
        """Whether ``verb`` is a verb of saying proper."""
        return "say" in self.classes.get(verb, ())

    def knows(self, verb: str) -> bool:
        """Whether the lexicon lists ``verb`` at all."""
        return verb in self.classes

    def goes_with(self, verb: str, preposition: str) -> bool:
        """Whether the phrase after ``preposition`` says what a ``verb`` speaks of: "warn of", "call for"."""
        return (verb, preposition) in self.prepositions

    def chance(self, verb: str, construction: str) -> float:
        """The share of uses of ``verb`` in ``construction`` that report somebody's words or views."""
        counted = _COUNTED_AS.get(construction, construction)
        listed = "listed" if self.classes.get(verb) else "unlisted"
        prior = self.priors[listed].get(counted, _NO_PRIOR if listed == "listed" else 0.05)
        return _share(self.uses.get(verb, {}).get(counted), prior)

    def is_noun_cue(self, noun: str) -> bool:
        """Whether the lexicon lists ``noun`` ("claim", "warning")."""
        return noun in self.nouns

    def is_adjective_cue(self, adjective: str) -> bool:
        """Whether the lexicon lists ``adjective`` ("confident", "critical")."""
        return adjective in self.adjectives

    def noun_chance(self, noun: str, link: str) -> float:
        """The share of uses of ``noun`` with ``link`` that report somebody's words or views."""
        return _share(self.nouns.get(noun, {}).get(link), self.priors["noun"].get(link, _RARE))

    def adjective_chance(self, adjective: str, link: str) -> float:
        """The same for an adjective after a form of "be"."""
        return _share(self.adjectives.get(adjective, {}).get(link), self.priors["adjective"].get(link, _RARE))

    def verb_of(self, token: Token) -> str:
        """The dictionary form of a verb, found by its ending where no lemmatiser knew it."""
        known = self._verbs.get((token.lemma, token.lower))
        if known is None:
            forms = [token.lemma, token.lemma.replace("ise", "ize"), *_stems(token.lower)]
            known = next((form for form in forms if form in self.classes), token.lemma)
            if len(self._verbs) < _MOST_VERBS:
                self._verbs[token.lemma, token.lower] = known
        return known


def _share(counts: tuple[int, int] | None, prior: float) -> float:
    """The share of uses as a cue, drawn to ``prior`` where there are few."""
    used, cue = counts or (0, 0)
    return (cue + 2 * prior) / (used + 2)


def _stems(word: str) -> list[str]:
    """Forms a regular English verb may have without its ending, likeliest first."""
    found: list[str] = []
    for ending, tails in (("ied", ["y"]), ("ies", ["y"]), ("ed", ["", "e"]), ("ing", ["", "e"]), ("s", [""])):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            found.extend(stem + tail for tail in tails)
            if len(stem) > 2 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return found


@cache
def cues() -> Cues:
    """The shipped lexicon, read once."""
    raw = json.loads(resource("lexicons", "cues.json").read_text(encoding="utf-8"))
    return Cues(
        classes={verb: frozenset(entry["classes"]) for verb, entry in raw["verbs"].items()},
        uses=_counts({verb: entry["uses"] for verb, entry in raw["verbs"].items()}),
        priors=raw["priors"],
        prepositions=frozenset((verb, word) for verb, word in raw["verb_preposition"]),
        nouns=_counts(raw["nouns"]),
        adjectives=_counts(raw["adjectives"]),
        media=frozenset(raw["media"]),
        anonymous=frozenset(raw["anonymous"]),
    )


def _counts(raw: Mapping[str, Mapping[str, list[int]]]) -> dict[str, dict[str, tuple[int, int]]]:
    return {word: {name: (n[0], n[1]) for name, n in uses.items()} for word, uses in raw.items()}
