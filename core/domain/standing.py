"""Where one coder stands with one article, as the study sees it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.domain.article import Assignment, Status


class Standing(StrEnum):
    """A cell of the matrix of articles and coders."""

    NOT_ASSIGNED = "not assigned"
    NEW = "new"
    IN_PROGRESS = "in progress"
    COMPLETE = "complete"
    PAUSED = "paused"
    SENT_BACK = "sent back"


@dataclass(frozen=True, slots=True)
class Cell:
    """One coder on one article. ``hidden``: coded without suggestions; ``returned``: what was said when it
    was sent back."""

    article_id: str
    coder_id: str
    standing: Standing
    round_id: str = ""
    hidden: bool = False
    returned: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One article of the matrix; ``cells``: of those coders who have something to do with it."""

    article_id: str
    title: str
    source: str
    published: str
    repeat_of: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many assignments of one coder in one round stand how. ``round_id``: empty outside of rounds."""

    coder_id: str
    round_id: str
    standing: Standing
    many: int


def status_of(assignment: Assignment) -> Status:
    """Where the work is for its coder: what was sent back is in progress again, whoever has opened it."""
    return Status.IN_PROGRESS if assignment.returned else assignment.status


def standing_of(status: Status, *, round_id: str, paused: bool, returned: bool, rounds: bool) -> Standing:
    """The cell of an assignment; ``rounds``: whether the project has any (else all may code everything)."""
    if paused:
        return Standing.PAUSED
    if returned:
        return Standing.SENT_BACK
    if status is Status.NEW and rounds and not round_id:
        return Standing.NOT_ASSIGNED
    return Standing(status.value)
