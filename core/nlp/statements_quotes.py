"""Quotations without a cue of their own: they go on with what the last speaker said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from core.domain.text import Span
from core.nlp.covers import Covers
from core.nlp.statements_bounds import spans_of
from core.nlp.statements_scene import Candidate, Scene

_LOOK_BACK = 4  # quoted contents to look at for the one that ends last
_SHORTEST = 18  # code points; shorter ones are names and scare quotes


def continue_quotations(scene: Scene, settled: list[Candidate]) -> None:
    """Append each floating quotation to the statement it continues, one after the other."""
    said = sorted(_quoted_contents(scene, settled), key=lambda pair: pair[0])
    covered = Covers((span, c) for c in settled for span in spans_of(scene, c.content))
    starts = [span.start for span, _ in said]
    carried: tuple[int, Candidate] | None = None  # where the last one appended ends, and to which statement
    for quote in scene.quoted:
        if len(quote) < _SHORTEST or any(covered.touching(quote.start, quote.end)):
            continue
        last = _last_before(scene, said[: bisect_left(starts, quote.start)], carried)
        if last is not None and _floats(scene, quote, *last):
            last[1].content = sorted({*last[1].content, *scene.view.within(quote)})
            carried = (quote.end, last[1])


def _quoted_contents(scene: Scene, settled: list[Candidate]) -> Iterator[tuple[Span, Candidate]]:
    for candidate in settled:
        for span in spans_of(scene, candidate.content):
            if scene.quotes_at(span.start, span.end):
                yield span, candidate


def _last_before(
    scene: Scene, said: list[tuple[Span, Candidate]], carried: tuple[int, Candidate] | None
) -> tuple[int, Candidate] | None:
    """The quoted statement that ends last, with where it ends: the cue may come after the words."""
    tokens = scene.view.tokens
    ends = [(max(span.end, tokens[c.cue[-1]].end), c) for span, c in said[-_LOOK_BACK:]]
    return max([*ends, *([carried] if carried else [])], key=lambda pair: pair[0], default=None)


def _floats(scene: Scene, quote: Span, end: int, last: Candidate) -> bool:
    """Whether ``quote`` begins a sentence in the paragraph of ``last``, or opens the next one."""
    text = scene.view.text
    before = text[max(0, quote.start - 40) : quote.start].rstrip()
    starts_sentence = before.endswith((".", "!", "?", "”", '"', ":"))
    between = text[min(max(end, scene.view.tokens[last.cue[-1]].end), quote.start) : quote.start]
    paragraphs = len([line for line in between.split("\n")[1:] if line.strip()])
    new_paragraph = text[before_line(text, quote.start) : quote.start].strip() == ""
    if "\n" in between:
        return new_paragraph and paragraphs == 0
    return starts_sentence


def before_line(text: str, offset: int) -> int:
    """Where the line that holds ``offset`` begins."""
    return text.rfind("\n", 0, offset) + 1
