"""One run of the machine over one article, bound to the text, model and lexicon it saw."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.actor import Actor
from core.domain.coding import Layer, Suggestion


@dataclass(frozen=True, slots=True)
class SuggestionSet:
    """All suggestions of one analysis; immutable once stored.

    ``id`` equals the article's id: a newer analysis replaces the older one. ``repairs``: offsets before
    which a lost space is assumed; ``actors``: actors the suggestions name that the project may not hold yet;
    ``boundaries``: offsets at which a sentence is taken to begin though the stop before it is lost;
    ``refused``: offsets at which a coder wanted neither; ``inputs``: hash of all that went into it (text,
    model, program, what the project knows), empty when unknown.
    """

    id: str
    article_id: str
    text_sha256: str
    model: str
    repairs: tuple[int, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    actors: tuple[Actor, ...] = ()
    made_at: str = ""
    inputs: str = ""
    boundaries: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()

    def of(self, layer: Layer) -> tuple[Suggestion, ...]:
        """The suggestions of one layer, in the order the machine gave them."""
        return tuple(s for s in self.suggestions if s.layer == layer)
