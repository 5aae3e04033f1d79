"""Training texts as the press prints them badly: headlines, capitals only, spaces lost."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from core.nlp.training.marks import Marked, word_set

_SMALL = word_set(
    "a an the and or but of in on at to for from by with as is are was were be been it its that than 's "
    "’s n't not"
)
_LONGEST_HEADLINE = 25  # words


def variants(texts: Sequence[Marked], share: float, rng: random.Random) -> list[Marked]:
    """Damaged copies of ``share`` of the texts: a third each as headlines, in capitals, with words glued."""
    kinds = (headline, shouted, glued)
    chosen = [text for text in texts if text.names and rng.random() < share]
    return [kinds[at % len(kinds)](text, rng) for at, text in enumerate(chosen)]


def headline(text: Marked, _rng: random.Random) -> Marked:
    """The first words in title case, up to a name's end."""
    end = min(_LONGEST_HEADLINE, len(text.words))
    names = tuple(n for n in text.names if n.end <= end)
    if any(n.start < end < n.end for n in text.names):
        end = next(n.start for n in text.names if n.start < end < n.end) or end
    words = tuple(
        w if w.lower() in _SMALL and at else w[:1].upper() + w[1:] for at, w in enumerate(text.words)
    )
    return Marked(words[:end], text.spaces[:end], tuple(n for n in names if n.end <= end))


def shouted(text: Marked, rng: random.Random) -> Marked:
    """The first words in capitals only, the rest as it was."""
    end = rng.randint(4, 12)
    end = next((n.end for n in text.names if n.start < end < n.end), end)
    words = tuple(w.upper() if at < end else w for at, w in enumerate(text.words))
    return replace(text, words=words)


def glued(text: Marked, rng: random.Random) -> Marked:
    """One space in a dozen lost, as at the line ends of a bad copy."""
    spaces = tuple(space and rng.random() > 1 / 12 for space in text.spaces)
    return replace(text, spaces=spaces)
