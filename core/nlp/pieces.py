"""Where the analysis cuts an article: lines, the dateline, and sentence ends whose full stop was lost."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice, pairwise

# "date 2024-04-28 (MENAFN- AzerNews) ", "BAKU, Azerbaijan, April 28 (Reuters) - ", "KYIV, March 3 — "
_DATELINES = (
    re.compile(r"\s*(?:date\s+)?\d{4}-\d\d-\d\d\s+\([^()\n]{2,60}\)\s*[-–—]?\s*", re.IGNORECASE),
    re.compile(r"\s*[A-Z][A-Z .'’-]{2,30}(?:,\s[^()\n]{2,40}?)?\s*\([^()\n]{2,40}\)\s*[-–—]{1,2}\s+"),
    re.compile(r"\s*[A-Z][A-Z .'’-]{2,30}(?:,\s[A-Z][^()\n,]{2,20}){0,2}\s*[-–—]{1,2}\s+"),
)
_HEADLINES = 3  # lines that may stand above a dateline: headline, subheading, byline
_TITLES = (
    "President|Vice President|Prime Minister|Deputy Prime Minister|Foreign Minister|Defen[cs]e Minister|"
    "Interior Minister|Finance Minister|Minister|Secretary of State|Secretary of Defense|Secretary-General|"
    "Secretary General|Foreign Secretary|Secretary|Chancellor|Premier|Ambassador|Senator|Governor|Speaker|"
    "King|Queen|Prince|Pope|General|Mr|Ms|Mrs|Dr"
)


@cache
def _lost_end() -> re.Pattern[str]:
    """A complete clause that ends in a pronoun or adverb, then with no stop a title or a name and its verb.

    Object pronouns take no noun after them, so "commends it Secretary of State expressed" can only be two
    sentences. "this" and "that" may go before a noun and are left out on purpose.
    """
    name = r"(?:[A-Z][\w'’-]+\s+){0,3}"
    verb = r"(?:[a-z]{3,}ed|said|told|met|made|will|would|has|had|is|was|also|then|further)\b"
    return re.compile(
        rf"\b(?:it|them|him|us|me|themselves|himself|herself|itself)(?P<gap>\s+)(?:(?:{_TITLES})\.?\s+{name}"
        rf"|(?:[A-Z][\w'’-]+\s+){{2,3}}){verb}"
    )


def dateline(text: str) -> tuple[int, int]:
    """Where the dateline stands: at the head of ``text``, or after a headline; ``(0, 0)`` when nowhere."""
    for start in (0, *(line.end() for line in islice(re.finditer(r"\n+", text), _HEADLINES))):
        for pattern in _DATELINES:
            found = pattern.match(text, start)
            if found:
                return start, found.end()
    return 0, 0


def lost_ends(text: str) -> tuple[int, ...]:
    """Offsets in ``text`` at which a sentence begins though the stop before it is missing."""
    return tuple(found.end("gap") for found in _lost_end().finditer(text))


def pieces(text: str) -> tuple[tuple[int, int], ...]:
    """The ranges of ``text`` to be parsed one by one; no sentence crosses from one into the next."""
    cuts = {0, len(text), *dateline(text), *lost_ends(text)}
    for found in re.finditer(r"\n+", text):
        cuts.update(found.span())
    ordered = sorted(cuts)
    return tuple((start, end) for start, end in pairwise(ordered) if text[start:end].strip())
