"""Every change is a list of before/after pairs; undo, saving, audit and refresh read that one list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.domain.actor import Actor
from core.domain.article import Article, Assignment, Coder, Project, Question, Recode, Round, WorkTime
from core.domain.codebook import Codebook
from core.domain.coding import Coding, Decision
from core.domain.suggestion import SuggestionSet

Record = (
    Project
    | Coder
    | Codebook
    | Article
    | Actor
    | SuggestionSet
    | Round
    | Assignment
    | WorkTime
    | Coding
    | Decision
    | Question
    | Recode
)

# The order is the order of writing: a record may refer to those of kinds before its own.
KINDS: dict[str, type[Record]] = {
    "project": Project,
    "coder": Coder,
    "codebook": Codebook,
    "article": Article,
    "actor": Actor,
    "suggestion_set": SuggestionSet,
    "round": Round,
    "assignment": Assignment,
    "work_time": WorkTime,
    "coding": Coding,
    "decision": Decision,
    "question": Question,
    "recode": Recode,
}


def kind_of(record: Record) -> str:
    """The name under which records of this type are stored."""
    return next(name for name, cls in KINDS.items() if type(record) is cls)


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; no ``before`` when it is created, no ``after`` when it is removed."""

    before: Record | None
    after: Record | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a change needs a before or an after")
        if self.before is None or self.after is None:
            return
        if type(self.before) is not type(self.after) or self.before.id != self.after.id:
            raise ValueError("before and after must be the same record")

    @property
    def kind(self) -> str:
        """The kind of the record that changes."""
        return kind_of(self._some)

    @property
    def id(self) -> str:
        """The id of the record that changes."""
        return self._some.id

    @property
    def _some(self) -> Record:
        return self.after or self.before  # type: ignore[return-value]  # one of them is there

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one gesture changes, as one whole."""

    changes: tuple[Change, ...]

    def inverse(self) -> ChangeSet:
        """The set that takes this one back, in reverse order."""
        return ChangeSet(tuple(c.inverse() for c in reversed(self.changes)))


class Origin(StrEnum):
    """How a change set came about."""

    LOCAL = "local"
    UNDO = "undo"
    REDO = "redo"
    MACHINE = "machine"  # analysis, time on task, import: journaled, not a step of undo
    REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal. ``step`` is the seq of the step an undo or redo speaks of, else 0."""

    seq: int
    at: str
    actor: str  # coder id
    program: str
    command: str
    label: str
    origin: Origin
    step: int
    changes: ChangeSet


@dataclass(frozen=True, slots=True)
class Applied:
    """The one event after a commit; ``origin`` says whose hand it was."""

    entry: Entry

    @property
    def origin(self) -> Origin:
        """How the change came about."""
        return self.entry.origin

    @property
    def article_ids(self) -> frozenset[str]:
        """Articles whose records changed."""
        ids: set[str] = set()
        for change in self.entry.changes.changes:
            record = change.after if change.after is not None else change.before
            if isinstance(record, Article):
                ids.add(record.id)
            else:
                ids.add(str(getattr(record, "article_id", "")))
        return frozenset(ids - {""})
