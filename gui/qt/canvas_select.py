"""Selecting words with mouse or keys: what is selected now, as values; knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.text import Span, merged
from core.text.words import next_word, previous_word, snap, word_at
from gui.qt.canvas_values import Grain


@dataclass(frozen=True, slots=True)
class Selecting:
    """One stretch being selected from ``anchor`` to ``head``, beside the ``kept`` fragments."""

    anchor: int = 0
    head: int = 0
    grain: Grain = Grain.WORD
    kept: tuple[Span, ...] = ()

    def begun(self, position: int, grain: Grain, *, adding: bool) -> Selecting:
        """A new stretch at ``position``; ``adding`` keeps the fragments there are."""
        return Selecting(position, position, grain, self.kept if adding else ())

    def moved(self, head: int) -> Selecting:
        """The stretch drawn out to ``head``."""
        return replace(self, head=head)

    def with_fragment(self, span: Span, *, adding: bool) -> Selecting:
        """``span`` selected whole; ``adding`` keeps the fragments there are."""
        kept = (*self.kept, span) if adding else (span,)
        return Selecting(span.end, span.end, self.grain, merged(kept))

    def ended(self, text: str, repairs: Sequence[int]) -> Selecting:
        """The stretch laid down among the fragments."""
        return replace(self, anchor=self.head, kept=self.spans(text, repairs))

    def spans(self, text: str, repairs: Sequence[int]) -> tuple[Span, ...]:
        """All fragments selected, in reading order; the stretch in hand snapped to its grain."""
        stretch = self.stretch(text, repairs)
        return merged((*self.kept, stretch)) if stretch is not None else self.kept

    def stretch(self, text: str, repairs: Sequence[int]) -> Span | None:
        """The stretch in hand, snapped."""
        low, high = sorted((self.anchor, self.head))
        if low == high:
            return None
        return Span(low, high) if self.grain is Grain.CHARACTER else snap(text, low, high, repairs)


def word_step(position: int, direction: int, text: str, repairs: Sequence[int]) -> int:
    """Where Ctrl+arrow takes the caret: right to the end of a word, left to the start of one."""
    here = word_at(text, position, repairs)
    if here is not None and here.start < position < here.end:
        return here.end if direction > 0 else here.start
    if direction > 0:
        word = next_word(text, position, repairs)
        return len(text) if word is None else word.end
    word = previous_word(text, position, repairs)
    return 0 if word is None else word.start
