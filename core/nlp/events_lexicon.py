"""Words that tell of a political event: triggers, frames of verb and object, and which types are mixed up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.nlp.verb_forms import forms_of
from core.text.places import resource

Frames = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Triggers:
    """The trigger lexicon; codes are ``TYPE`` or ``TYPE/mode``. ``frames``: verb → object noun → code;
    ``subject_frames``: verb → subject noun → code; ``turns``: words that make a clause planned, denied or the
    mere content of another; ``modes``: type → word → mode; ``forms``: inflected form → lemma of a verb."""

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    frames: Frames
    subject_frames: Frames
    classes: Mapping[str, frozenset[str]]
    light: frozenset[str]
    happening: frozenset[str]
    expressing: frozenset[str]
    expressed: Mapping[str, str]
    positive: frozenset[str]
    confused: Mapping[str, tuple[str, ...]]
    reporting: frozenset[str]
    turns: Mapping[str, frozenset[str]]
    modes: Frames
    forms: Mapping[str, str]


def split(code: str) -> tuple[str, str]:
    """Type and mode of a code."""
    kind, _, mode = code.partition("/")
    return kind, mode


@cache
def triggers() -> Triggers:
    """The shipped lexicon, read once."""
    raw = json.loads(resource("lexicons", "event_triggers.json").read_text(encoding="utf-8"))
    classes = {name: frozenset(words) for name, words in raw["classes"].items()}
    frames = _frames(raw["frames"], "objects", classes)
    subject_frames = _frames(raw["subject_frames"], "subjects", classes)
    return Triggers(
        verbs=raw["verbs"],
        nouns=raw["nouns"],
        frames=frames,
        subject_frames=subject_frames,
        classes=classes,
        light=frozenset(raw["light_verbs"]),
        happening=frozenset(raw["happening"]),
        expressing=frozenset(raw["express_verbs"]),
        expressed={noun: code for code, nouns in raw["express_frames"].items() for noun in nouns},
        positive=frozenset(raw["positive_adverbs"]),
        confused={kind: tuple(others) for kind, others in raw["confused"].items()},
        reporting=frozenset(raw["reporting"]),
        modes={
            kind: {word: mode for mode, words in lists.items() for word in words}
            for kind, lists in raw["modes"].items()
        },
        turns={name: frozenset(words) for name, words in raw["turns"].items()},
        forms=_forms([*raw["verbs"], *frames, *subject_frames, *raw["light_verbs"], *raw["express_verbs"]]),
    )


def _frames(
    rows: Iterable[Mapping[str, Any]], side: str, classes: Mapping[str, Iterable[str]]
) -> dict[str, dict[str, str]]:
    """Verb → noun → code; the first row that names a pair has it."""
    out: dict[str, dict[str, str]] = {}
    for row in rows:
        for verb in row["verbs"]:
            known = out.setdefault(verb, {})
            for noun in _spelt_out(row[side], classes):
                known.setdefault(noun, row["type"])
    return out


def _spelt_out(nouns: Iterable[str], classes: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The nouns, with the words of a class in place of its name (``@arms``)."""
    for noun in nouns:
        yield from classes[noun[1:]] if noun.startswith("@") else [noun]


def _forms(keys: Iterable[str]) -> dict[str, str]:
    """Inflected form → lemma for the verbs of the lexicon."""
    out: dict[str, str] = {}
    for lemma in sorted({key.partition("_")[0] for key in keys}):
        for form in forms_of(lemma):
            out.setdefault(form, lemma)
    return out
