"""The mentions of an article: the words that name or mean an actor, a date or an event."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.text import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention. ``form``: name, title, description or pronoun; ``titled``: the words with the title before
    them; ``value``: the ISO date of a DATE."""

    span: Span
    label: str
    form: str = "name"
    actors: tuple[str, ...] = ()
    confidence: float = 0.0
    reason: str = ""
    rule: str = ""
    titled: Span | None = None
    value: str = ""
