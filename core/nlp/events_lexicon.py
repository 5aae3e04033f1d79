"""Words that tell of a political event: triggers, frames of verb and object, and which types are mixed up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from core.text.places import resource


@dataclass(frozen=True, slots=True)
class Triggers:
    """The trigger lexicon; codes are ``TYPE`` or ``TYPE/mode``. ``frames``: verb → object noun → code."""

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    frames: Mapping[str, Mapping[str, str]]
    light: frozenset[str]
    expressing: frozenset[str]
    expressed: Mapping[str, str]
    positive: frozenset[str]
    confused: Mapping[str, tuple[str, ...]]
    reporting: frozenset[str]

    def with_particle(self, verb: str, after: tuple[str, ...]) -> tuple[str, str]:
        """The key and code of ``verb`` with one of the words that follow it; else of the verb alone."""
        for word in after:
            key = f"{verb}_{word}"
            if key in self.verbs or key in self.frames:
                return key, self.verbs.get(key) or self.verbs.get(verb, "")
        return verb, self.verbs.get(verb, "")


def split(code: str) -> tuple[str, str]:
    """Type and mode of a code."""
    kind, _, mode = code.partition("/")
    return kind, mode


@cache
def triggers() -> Triggers:
    """The shipped lexicon, read once."""
    raw = json.loads(resource("lexicons", "event_triggers.json").read_text(encoding="utf-8"))
    frames: dict[str, dict[str, str]] = {}
    for frame in raw["frames"]:
        for verb in frame["verbs"]:
            known = frames.setdefault(verb, {})
            for noun in frame["objects"]:
                known.setdefault(noun, frame["type"])
    return Triggers(
        verbs=raw["verbs"],
        nouns=raw["nouns"],
        frames=frames,
        light=frozenset(raw["light_verbs"]),
        expressing=frozenset(raw["express_verbs"]),
        expressed={noun: code for code, nouns in raw["express_frames"].items() for noun in nouns},
        positive=frozenset(raw["positive_adverbs"]),
        confused={kind: tuple(others) for kind, others in raw["confused"].items()},
        reporting=frozenset(raw["reporting"]),
    )
