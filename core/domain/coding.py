"""What one coder recorded, and what the machine proposed: the same shape, so that one card shows both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from core.domain.text import Quote, Span, hull


class Layer(StrEnum):
    """A kind of unit."""

    MENTION = "mention"
    STATEMENT = "statement"
    TOPIC = "topic"
    EVENT = "event"


class Provenance(StrEnum):
    """Where a coding came from; ``REJECTED`` occurs on decisions only."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    FIXED = "fixed"
    REJECTED = "rejected"
    ADDED = "added"


class Missing(StrEnum):
    """Typed missing values: an answer is not the same as no answer."""

    NOTHING_THERE = "nothing there"
    NOT_CODABLE = "not codable"
    NOT_APPLICABLE = "not applicable"
    NOT_YET_LOOKED = "not yet looked"


Variables = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SlotFill:
    """One filler of a slot. A slot that holds several (two sources) occurs several times.

    ``spans``: the words that fill it (may be empty for an inferred or absent-from-text filler);
    ``actors``: ids of the actors meant (two for "the sides"); ``value``: a plain value where the slot
    takes one; ``inferred``: the filler is not said in the text at this place.
    """

    slot: str
    spans: tuple[Span, ...] = ()
    actors: tuple[str, ...] = ()
    value: str = ""
    inferred: bool = False


class Unitlike(Protocol):
    """What a coding and a suggestion have in common."""

    @property
    def id(self) -> str:
        """Made by the program."""
        ...

    @property
    def layer(self) -> Layer:
        """What kind of unit it is."""
        ...

    @property
    def category(self) -> str:
        """Its code in the codebook."""
        ...

    @property
    def spans(self) -> tuple[Span, ...]:
        """The unit's own words."""
        ...

    @property
    def slots(self) -> tuple[SlotFill, ...]:
        """Who and what fills its roles."""
        ...

    @property
    def variables(self) -> Variables:
        """Its properties, sorted by name."""
        ...


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A machine's proposal; never a coding by itself.

    ``spans``: mention = the words; statement = content fragments; event = trigger; topic = passage, or
    empty for the whole article. ``confidence`` in [0, 1]; ``rule``: stable id; ``reason``: in words;
    ``evidence``: spans that spoke for it; ``alternatives``: other categories, best first.
    """

    id: str
    layer: Layer
    category: str
    spans: tuple[Span, ...] = ()
    slots: tuple[SlotFill, ...] = ()
    variables: Variables = ()
    confidence: float = 0.0
    rule: str = ""
    reason: str = ""
    evidence: tuple[Span, ...] = ()
    alternatives: tuple[str, ...] = ()
    inside: str = ""  # id of the statement suggestion whose content holds this one


@dataclass(frozen=True, slots=True)
class Coding:
    """One unit recorded by one coder; ``spans`` as in `Suggestion`, ``quotes`` one per span."""

    id: str
    article_id: str
    coder_id: str
    layer: Layer
    category: str
    spans: tuple[Span, ...]
    quotes: tuple[Quote, ...]
    slots: tuple[SlotFill, ...] = ()
    variables: Variables = ()
    note: str = ""
    provenance: Provenance = Provenance.ADDED
    suggestion_id: str = ""
    codebook_version: int = 1
    created_at: str = ""  # ISO 8601, UTC
    updated_at: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one coder decided on one suggestion; ``verdict`` is confirmed, fixed or rejected.

    ``layer`` … ``words`` (of names only) are what the machine had said: a newer analysis may drop the
    suggestion, and what the decision teaches must stay. Empty on decisions of older projects. ``looked``:
    the coder looked at this very suggestion; false where one act on many took it along.
    """

    id: str
    suggestion_id: str
    article_id: str
    coder_id: str
    verdict: Provenance
    coding_id: str = ""
    at: str = ""
    layer: str = ""
    rule: str = ""
    confidence: float = 0.0
    category: str = ""
    words: str = ""
    looked: bool = True


def value_of(unit: Unitlike, name: str, default: str = "") -> str:
    """The value of variable ``name``."""
    return next((value for key, value in unit.variables if key == name), default)


def with_value(variables: Variables, name: str, value: str) -> Variables:
    """Set ``name``; an empty value removes it. Variables stay sorted by name."""
    rest = [(k, v) for k, v in variables if k != name]
    return tuple(sorted([*rest, (name, value)] if value else rest))


def fills(unit: Unitlike, slot: str) -> tuple[SlotFill, ...]:
    """All fillers of ``slot``, in the order they were given."""
    return tuple(f for f in unit.slots if f.slot == slot)


def requoted(coding: Coding, text: str) -> Coding:
    """``coding`` with its quotes cut anew from ``text``."""
    return replace(coding, quotes=tuple(Quote.at(span, text) for span in coding.spans))


def reading_order(unit: Unitlike) -> tuple[int, int, str]:
    """Sort key: where the unit starts, longer first, then id; article-level units come first."""
    whole = hull([*unit.spans, *(s for f in unit.slots for s in f.spans)])
    return (-1, 0, unit.id) if whole is None else (whole.start, -whole.end, unit.id)
