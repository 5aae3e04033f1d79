"""A mention: words of an article that stand for somebody, some place or some time, and for whom."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.actor import Actor
from core.domain.text import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention. ``span`` in the article's own text, without title, article and genitive for a name.

    ``form``: name, title, description or pronoun; ``actors``: ids of those meant, two for "the sides",
    none when it can't be told; ``titled``: the span with the title before a name; ``value``: ISO date.
    """

    span: Span
    label: str
    form: str
    actors: tuple[str, ...] = ()
    confidence: float = 0.0
    reason: str = ""
    rule: str = ""
    titled: Span | None = None
    value: str = ""

    @property
    def whole(self) -> Span:
        """The span with the title, when there is one."""
        return self.titled or self.span


@dataclass(frozen=True, slots=True)
class Found:
    """All mentions in reading order, and the actors they name."""

    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
