"""Finds coded words again by their quote; `carry` does it by what two versions of a text have in common."""

from __future__ import annotations

import re

from core.domain.text import Quote, Span

_TELLING = 24  # words of this length stand for themselves, whatever surrounds them
_AGREEMENT = 0.25  # the share of the context that must agree for shorter ones
_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


def find_again(quote: Quote, text: str, near: int) -> Span | None:
    """Where the quoted words stand in ``text``, or ``None`` when that is not certain enough.

    Among several places the one whose surroundings agree best wins, then the one closest to ``near``. White
    space may have changed; when it has, the context is compared all the same.
    """
    # Looking ahead instead of along finds places that overlap, too.
    places = [Span(*m.span(1)) for m in re.finditer(f"(?=({re.escape(quote.exact)}))", text)]
    places = places or [Span(*m.span()) for m in _loose(quote.exact).finditer(text)]
    if not places:
        return None
    best = max(places, key=lambda span: (_agreement(quote, span, text), -abs(span.start - near)))
    context = len(quote.prefix) + len(quote.suffix)
    if context == 0:
        sure = len(places) == 1
    else:
        sure = len(quote.exact) >= _TELLING or _agreement(quote, best, text) >= _AGREEMENT * context
    return best if sure else None


def _loose(words: str) -> re.Pattern[str]:
    """A pattern for ``words`` whose white space is wider, narrower or gone, or new beside a sign."""
    pieces = [re.escape(piece) for piece in _PIECE.findall(words) if not piece.isspace()]
    return re.compile(r"\s*".join(pieces)) if pieces else re.compile(r"(?!)")


def _agreement(quote: Quote, span: Span, text: str) -> int:
    """How many characters next to the words are as they were."""
    before = text[max(0, span.start - len(quote.prefix)) : span.start]
    after = text[span.end : span.end + len(quote.suffix)]
    return _common(quote.prefix[::-1], before[::-1]) + _common(quote.suffix, after)


def _common(one: str, other: str) -> int:
    return next(
        (k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
