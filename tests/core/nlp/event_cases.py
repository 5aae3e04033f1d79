"""Sentences of our own with the event they tell, one file a construction (``event_sentences/*.txt``).

A line is ``sentence :: TYPE/mode key=value …``; what is not named is not judged. ``from`` and ``to`` hold
actor ids, ``from~word`` a word of the source, ``count`` how many events the sentence has, ``inside`` that the
event lies in a statement, ``none`` that there is no event. A line that begins with ``?`` is a known miss.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.domain.coding import Suggestion, fills, value_of
from core.domain.text import words_of

FOLDER = Path(__file__).with_name("event_sentences")
PUBLISHED = "2026-03-10"  # a Tuesday


@dataclass(frozen=True)
class Case:
    group: str
    text: str
    wanted: tuple[str, ...]
    known_miss: bool


def groups() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def cases(group: str) -> list[Case]:
    out = []
    for line in (FOLDER / f"{group}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, wanted = line.partition(" :: ")
            out.append(Case(group, text.removeprefix("? "), tuple(_parts(wanted)), text.startswith("? ")))
    return out


def _parts(wanted: str) -> list[str]:
    """The expectations; a value goes on until the next key."""
    out: list[str] = []
    for word in wanted.split():
        known = word.isupper() or any(sign in word for sign in "=~/") or word in {"none", "inside"}
        if known or not out:
            out.append(word)
        else:
            out[-1] += " " + word
    return out


def misses(case: Case, found: tuple[Suggestion, ...]) -> list[str]:
    """What is wanted and not so, in words; empty when all is right."""
    if case.wanted == ("none",):
        return [f"no event, got {e.category}" for e in found]
    if not found:
        return ["an event, got none"]
    event = max(found, key=lambda e: e.confidence)
    return [f"{part}, got {got}" for part in case.wanted if (got := _wrong(part, event, found, case.text))]


def _wrong(part: str, event: Suggestion, found: tuple[Suggestion, ...], text: str) -> str:
    """What was found instead of ``part``; empty when it is right."""
    if part == "inside":
        return "" if event.inside else "an event outside"
    if "~" in part:
        slot, word = part.split("~")
        said = " ".join(words_of(f.spans, text).lower() for f in fills(event, _SLOTS[slot]))
        return "" if word in said else said or "nobody"
    if "=" not in part:
        got = f"{event.category}/{value_of(event, 'mode')}" if "/" in part else event.category
        return "" if got == part else got
    name, value = part.split("=")
    got = _value(name, event, found, text)
    right = set(got.split(",")) == set(value.split(",")) if name in _SLOTS else got == value
    if name == "context":
        right = value in got.split(",")
    return "" if right else got or "nothing"


_SLOTS = {"from": "source", "to": "target"}


def _value(name: str, event: Suggestion, found: tuple[Suggestion, ...], text: str) -> str:
    if name == "count":
        return str(len(found))
    if name == "place":
        return " ".join(words_of(f.spans, text) for f in fills(event, "place"))
    if name in _SLOTS:
        return ",".join(_country(a) for f in fills(event, _SLOTS[name]) for a in f.actors)
    return value_of(event, name)


def _country(actor: str) -> str:
    """A body of a country ("DEU:government") counts as its country."""
    return actor.split(":")[0] if len(actor.split(":")[0]) == 3 else actor
