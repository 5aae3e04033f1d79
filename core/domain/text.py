"""Positions in an article's text: code points, half-open, never anything else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

CONTEXT = 32  # code points of context a quote keeps on either side


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range ``[start, end)`` of Unicode code points; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got {self.start}, {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the words of ``text`` this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether both cover at least one code point in common."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort fragments; join those that touch or overlap."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def hull(spans: Iterable[Span]) -> Span | None:
    """The smallest span over all fragments; ``None`` when there are none."""
    found = tuple(spans)
    if not found:
        return None
    return Span(min(s.start for s in found), max(s.end for s in found))


def words_of(spans: Iterable[Span], text: str) -> str:
    """The covered words, fragments joined by `` … ``."""
    return " … ".join(span.of(text) for span in spans)


@dataclass(frozen=True, slots=True)
class Quote:
    """The covered words with their surroundings, so that a span can be verified and found again."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def at(cls, span: Span, text: str) -> Quote:
        """Cut the quote of ``span`` out of ``text``."""
        return cls(
            span.of(text),
            text[max(0, span.start - CONTEXT) : span.start],
            text[span.end : span.end + CONTEXT],
        )
