"""A possible statement while it is being worked out, and what every rule about statements reads."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.domain.text import Span
from core.nlp.clauses import Subject
from core.nlp.covers import Covers
from core.nlp.cues import Cues
from core.nlp.quotations import quotations
from core.nlp.view import Token, View

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


# Verbs that name who is to act after a preposition: "called on both sides to …".
HEARER_AFTER = {
    "call": frozenset({"on", "upon"}),
    "appeal": frozenset({"to"}),
    "plead": frozenset({"with"}),
    "prevail": frozenset({"on", "upon"}),
}


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
    sure: bool = False  # told by marks and order alone: what the parser made of it does not count
    link: str = ""  # for a noun or adjective: that, to, or the preposition before what is said
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

    def opening(self, i: int) -> int:
        """The first word of the sentence of ``i``; a sentence that no stop ends runs on into the next."""
        tokens = self.view.tokens
        first = self.view.sents[tokens[i].sent][0]
        while first > 0 and tokens[first - 1].para == tokens[i].para and not _is_stop(tokens[first - 1]):
            first = self.view.sents[tokens[first - 1].sent][0]
        return first

    def in_quotes(self, i: int) -> bool:
        """Whether word ``i`` stands inside quotation marks."""
        return i in self._inside

    def quotes_at(self, start: int, end: int) -> list[Span]:
        """The quotations that have a code point in ``[start, end)``."""
        return [quote for quote, _ in self._quotes.touching(start, end)]


def _is_stop(token: Token) -> bool:
    """Whether a sentence may end with ``token``: any mark but a comma, and no abbreviation of a title."""
    return not any(ch.isalnum() for ch in token.text) and token.text != ","


def set_apart(view: View, first: int) -> bool:
    """Whether a comma, or a comma and a conjunction, stands before word ``first``."""
    before = first - 1
    if before >= 0 and view.tokens[before].dep == "cc":
        before -= 1
    return before >= 0 and view.tokens[before].text in {",", ";", "—", "–"}
