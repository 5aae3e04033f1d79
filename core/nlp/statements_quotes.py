"""Quotations without a cue of their own: they go on with what the last speaker said."""

from __future__ import annotations

from core.domain.text import Span
from core.nlp.statements_bounds import spans_of
from core.nlp.statements_scene import Candidate, Scene

_SHORTEST = 18  # code points; shorter ones are names and scare quotes


def continue_quotations(scene: Scene, settled: list[Candidate]) -> None:
    """Append each floating quotation to the statement it continues."""
    for quote in scene.quoted:
        covered = [(c, span) for c in settled for span in spans_of(scene, c.content)]
        if len(quote) < _SHORTEST or any(span.overlaps(quote) for _, span in covered):
            continue
        last = _last_before(scene, quote, covered)
        if last is not None and _floats(scene, quote, last):
            last.content = sorted({*last.content, *scene.view.within(quote)})


def _last_before(scene: Scene, quote: Span, covered: list[tuple[Candidate, Span]]) -> Candidate | None:
    """The quoted statement that ends last before ``quote``."""
    tokens = scene.view.tokens
    ends = [
        (max(span.end, tokens[c.cue[-1]].end), c)
        for c, span in covered
        if span.start < quote.start and _quoted(scene, span)
    ]
    return max(ends, key=lambda pair: pair[0])[1] if ends else None


def _quoted(scene: Scene, span: Span) -> bool:
    return any(quote.overlaps(span) for quote in scene.quoted)


def _floats(scene: Scene, quote: Span, last: Candidate) -> bool:
    """Whether ``quote`` begins a sentence in the paragraph of ``last``, or opens the next one."""
    text = scene.view.text
    before = text[: quote.start].rstrip()
    starts_sentence = before.endswith((".", "!", "?", "”", '"', ":"))
    between = text[scene.view.tokens[last.cue[-1]].end : quote.start]
    paragraphs = len([line for line in between.split("\n")[1:] if line.strip()])
    new_paragraph = text[before_line(text, quote.start) : quote.start].strip() == ""
    if "\n" in between:
        return new_paragraph and paragraphs == 0
    return starts_sentence


def before_line(text: str, offset: int) -> int:
    """Where the line that holds ``offset`` begins."""
    return text.rfind("\n", 0, offset) + 1
