"""Turns a finished draft into the one command that records it."""

from __future__ import annotations

from core.app.commands.code import AddCoding
from core.app.commands.labels import short
from core.domain.codebook import Codebook
from core.domain.coding import Layer, Variables, value_of, with_value
from core.domain.text import Span, words_of
from gui.viewmodels.drafts import Draft

_MARKS = '“”„«»"'


def directness_of(text: str, spans: tuple[Span, ...]) -> str:
    """What quotation marks say: ``direct`` around all of it, ``mixed`` within, else ``indirect``."""
    said = " ".join(span.of(text) for span in spans).strip()
    if not any(mark in said for mark in _MARKS):
        around = "".join(text[max(0, s.start - 1) : s.start] + text[s.end : s.end + 1] for s in spans)
        return (
            "direct"
            if len(spans) == 1 and len(around.strip()) == 2 and set(around) <= set(_MARKS)
            else "indirect"
        )
    return "direct" if said[0] in _MARKS and said.rstrip(".,!?")[-1] in _MARKS else "mixed"


def recorded(draft: Draft, article_id: str, text: str, codebook: Codebook) -> AddCoding:
    """The command that records ``draft``, with a label for the history."""
    called = codebook.label(draft.layer, draft.category)
    kind = "statement" if draft.layer is Layer.STATEMENT else f"event {called}"
    return AddCoding(
        article_id,
        draft.layer,
        draft.category,
        draft.spans,
        draft.slots,
        _variables(draft, text, codebook),
        actors=draft.actors,
        label=f"Add {kind} “{short(words_of(draft.spans, text))}”",
    )


def _variables(draft: Draft, text: str, codebook: Codebook) -> Variables:
    """A statement's directness is what its quotation marks say, unless the coder set it."""
    known = any(v.name == "directness" for v in codebook.layer(draft.layer).variables)
    if not known or value_of(draft, "directness"):
        return draft.variables
    return with_value(draft.variables, "directness", directness_of(text, draft.spans))
