"""What a project's own language model is trained on, and what came of a training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.errors import Refused

ARTICLES = 16  # completed articles without which nothing is trained
NAMES = 200  # names in them

Named = tuple[int, int, str]  # start, end, type


@dataclass(frozen=True, slots=True)
class Lesson:
    """One completed article: its text and the names its coders marked, as offsets of the text and a type."""

    text: str
    names: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Names of one type, or of all when ``label`` is empty, in the articles held back; F1 in [0, 1].

    ``n``: names the coders marked; a name counts as right when words and type are exactly theirs.
    """

    label: str
    n: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class TuningReport:
    """What a training did. ``base``: the model it began with, empty for the shipped one; ``trained`` and
    ``held``: articles; ``names``: in those trained on."""

    base: str
    trained: int
    held: int
    names: int
    total: Score
    by_type: tuple[Score, ...]

    @property
    def better(self) -> bool:
        """Whether the new model finds more of the held-back names."""
        return self.total.after > self.total.before


def check_enough(lessons: Sequence[Lesson]) -> None:
    """Raise `Refused` (``too-few-codings``) that says how much is there and how much is needed."""
    names = sum(len(lesson.names) for lesson in lessons)
    if len(lessons) < ARTICLES or names < NAMES:
        text = (
            f"Training needs {ARTICLES} completed articles with {NAMES} names in all; there are "
            f"{len(lessons)} with {names}. Complete more articles, then train again."
        )
        raise Refused("too-few-codings", text)
