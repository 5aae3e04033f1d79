"""A figure in words, against a target that was stated beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.stats.intervals import Interval
from core.stats.result import Coefficient

FEW = 30  # units below which a figure says little


class Word(StrEnum):
    """How a coefficient stands to the target."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    UNRELIABLE = "not reliable"
    UNDEFINED = "undefined"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word, and why, in a sentence."""

    word: Word
    text: str


def verdict(found: Coefficient, target: float, tentative: float, interval: Interval | None = None) -> Verdict:
    """Krippendorff's customary targets are .800 and, for tentative conclusions only, .667. The word goes by
    the figure itself; what its interval leaves open is said."""
    if found.value is None:
        return Verdict(Word.UNDEFINED, found.said() + ".")
    few = f" It rests on {found.pairable} units only." if found.pairable < FEW else ""
    if interval is not None and interval.low < target <= interval.high:
        few = f" Its interval, {interval.low:.3f} to {interval.high:.3f}, holds the target.{few}"
    value, wanted, least = (f"{n:.3f}" for n in (found.value, target, tentative))
    if found.value >= target:
        return Verdict(Word.RELIABLE, f"{value} reaches the target of {wanted}.{few}")
    if found.value >= tentative:
        said = f"{value} is below the target of {wanted}: for tentative conclusions only.{few}"
        return Verdict(Word.TENTATIVE, said)
    return Verdict(Word.UNRELIABLE, f"{value} is below {least}, the least for tentative conclusions.{few}")
