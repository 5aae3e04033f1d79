"""Scores of topics from the words found: how much speaks for each code."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.nlp.topics_words import Hit

_SIBLINGS = 0.25  # what the other topics under the same major add to one
_ENOUGH = 4.0
_ENOUGH_OF_NOTHING = 1.5
_WORDS_A_POINT = 60
_AMPLE = 2.5
_LEAD = 1.25  # words in the first paragraphs weigh more: news says first what it is about


@dataclass(slots=True)
class Score:
    """What spoke for one code."""

    code: str
    value: float = 0.0
    found: list[Hit] = field(default_factory=list)


def scores(found: Iterable[Hit], lead: int) -> list[Score]:
    """Scores by code, best first; a word said again adds ever less. ``lead``: where the first lines end."""
    by_code: dict[str, Score] = {}
    for hit in found:
        by_code.setdefault(hit.pattern.code, Score(hit.pattern.code)).found.append(hit)
    for score in by_code.values():
        times = Counter(h.pattern for h in score.found)
        early = {h.pattern for h in score.found if h.span.start < lead}
        score.value = sum(p.weight * math.sqrt(n) * (_LEAD if p in early else 1) for p, n in times.items())
    return sorted(by_code.values(), key=lambda s: (-s.value, s.code))


def major_of(code: str) -> str:
    """The CAP major of a sub-topic: "1921" and "1900" belong to "19"."""
    return code[:-2]


def with_siblings(found: Sequence[Score]) -> list[Score]:
    """CAP scores in which the topics under one major speak for one another."""
    totals: dict[str, float] = {}
    for score in found:
        totals[major_of(score.code)] = totals.get(major_of(score.code), 0.0) + score.value
    lifted = [
        Score(s.code, s.value + _SIBLINGS * (totals[major_of(s.code)] - s.value), s.found) for s in found
    ]
    return sorted(lifted, key=lambda s: (-s.value, s.code))


def enough(words: int) -> float:
    """The score that a topic needs in a text of so many words: a short one can't say much for it."""
    return min(_ENOUGH, _ENOUGH_OF_NOTHING + words / _WORDS_A_POINT)


def confidence(value: float, top: float, found: Sequence[Score], words: int) -> float:
    """Higher with more words, lower the nearer the rivals are; not calibrated, for want of labelled news."""
    amount = 1 - math.exp(-value / (_AMPLE * enough(words)))
    rivals = sum(s.value for s in found[:4])
    return float(amount * (0.35 + 0.6 * math.sqrt(value / rivals) * math.sqrt(math.sqrt(value / top))))
