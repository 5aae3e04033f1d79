"""Where the analysis cuts an article: at lines, the dateline, and sentence ends whose full stop was lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, pairwise

# "date 2024-04-28 (MENAFN- AzerNews) ", "BAKU, Azerbaijan, April 28 (Reuters) - ", "KYIV, March 3 — "
_DATELINES = (
    re.compile(r"\s*(?:date\s+)?\d{4}-\d\d-\d\d\s+\([^()\n]{2,60}\)\s*[-–—]?\s*", re.IGNORECASE),
    re.compile(r"\s*[A-Z][A-Z .'’-]{2,30}(?:,\s[^()\n]{2,40}?)?\s*\([^()\n]{2,40}\)\s*[-–—]{1,2}\s+"),
    re.compile(r"\s*[A-Z][A-Z .'’-]{2,30}(?:,\s[A-Z][^()\n,]{2,20}){0,2}\s*[-–—]{1,2}\s+"),
)
_HEADLINES = 3  # lines that may stand above a dateline: headline, subheading, byline


def dateline(text: str) -> tuple[int, int]:
    """Where the dateline stands: at the head of ``text``, or after a headline; ``(0, 0)`` when nowhere."""
    for start in (0, *(line.end() for line in islice(re.finditer(r"\n+", text), _HEADLINES))):
        for pattern in _DATELINES:
            found = pattern.match(text, start)
            if found:
                return start, found.end()
    return 0, 0


def pieces(text: str, ends: Iterable[int] = ()) -> tuple[tuple[int, int], ...]:
    """The ranges of ``text`` to be parsed one by one; no sentence crosses from one into the next.

    ``ends``: offsets at which a sentence begins though the stop before it was lost.
    """
    cuts = {0, len(text), *dateline(text), *ends}
    for found in re.finditer(r"\n+", text):
        cuts.update(found.span())
    ordered = sorted(cuts)
    return tuple((start, end) for start, end in pairwise(ordered) if text[start:end].strip())
