"""A possible statement while it is being worked out, and what every rule about statements reads."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.domain.text import Span
from core.nlp.clauses import Subject
from core.nlp.covers import Covers
from core.nlp.cues import Cues
from core.nlp.quotations import quotations
from core.nlp.view import View

# Verbs whose object hears what is said.
HEARER_IS_OBJECT = frozenset(
    {
        *(
            "tell",
            "inform",
            "assure",
            "urge",
            "ask",
            "remind",
            "warn",
            "promise",
            "advise",
            "convince",
            "notify",
        ),
        *(
            "persuade",
            "brief",
            "instruct",
            "order",
            "request",
            "invite",
            "encourage",
            "implore",
            "beg",
            "caution",
        ),
    }
)


@dataclass(slots=True)
class Candidate:
    """A possible statement while it is being worked out; token numbers throughout."""

    verb: int
    lemma: str
    construction: str
    cue: list[int]
    subject: Subject
    content: list[int]
    chance: float
    speaker: list[int] = field(default_factory=list)
    carried: bool = False
    p: float = 0.0


class Scene:
    """What every rule reads: the view, the lexicon and the quotations."""

    def __init__(self, view: View, lexicon: Cues) -> None:
        self.view = view
        self.cues = lexicon
        self.quoted = quotations(view.text)
        self._quotes = Covers((quote, quote) for quote in self.quoted)
        self._inside = {
            i for quote in self.quoted for i in view.within(quote) if view.tokens[i].start > quote.start
        }

    def in_quotes(self, i: int) -> bool:
        """Whether word ``i`` stands inside quotation marks."""
        return i in self._inside

    def quotes_at(self, start: int, end: int) -> list[Span]:
        """The quotations that have a code point in ``[start, end)``."""
        return [quote for quote, _ in self._quotes.touching(start, end)]


def set_apart(view: View, first: int) -> bool:
    """Whether a comma, or a comma and a conjunction, stands before word ``first``."""
    before = first - 1
    if before >= 0 and view.tokens[before].dep == "cc":
        before -= 1
    return before >= 0 and view.tokens[before].text in {",", ";", "—", "–"}
