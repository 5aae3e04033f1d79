"""What the event rules read, and the triggers they find."""

from __future__ import annotations

from dataclasses import dataclass

from core.nlp.events_lexicon import Triggers
from core.nlp.people import People
from core.nlp.view import View


@dataclass(frozen=True, slots=True)
class Trigger:
    """A possible event. ``verb``: the verb that carries it, or -1; ``noun``: the event noun, or -1;
    ``frame``: verb, object, express, light, demand, done, noun or hint."""

    verb: int
    noun: int
    code: str
    frame: str

    @property
    def head(self) -> int:
        """The word the event hangs on."""
        return self.verb if self.verb >= 0 else self.noun

    @property
    def words(self) -> tuple[int, ...]:
        """The trigger's words."""
        return tuple(i for i in (self.verb, self.noun) if i >= 0)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the event rules read."""

    view: View
    people: People
    lexicon: Triggers
