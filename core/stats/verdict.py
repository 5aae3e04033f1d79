"""A figure in words, against a target that was stated beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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


def verdict(found: Coefficient, target: float, tentative: float) -> Verdict:
    """Krippendorff's customary targets are .800 and, for tentative conclusions only, .667."""
    if found.value is None:
        return Verdict(Word.UNDEFINED, found.said() + ".")
    few = f" It rests on {found.pairable} units only." if found.pairable < FEW else ""
    value, wanted, least = (f"{n:.3f}" for n in (found.value, target, tentative))
    if found.value >= target:
        return Verdict(Word.RELIABLE, f"{value} reaches the target of {wanted}.{few}")
    if found.value >= tentative:
        said = f"{value} is below the target of {wanted}: for tentative conclusions only.{few}"
        return Verdict(Word.TENTATIVE, said)
    return Verdict(Word.UNRELIABLE, f"{value} is below {least}, the least for tentative conclusions.{few}")
