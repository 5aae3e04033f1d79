"""Who may see and change what: blind coding lives here and nowhere else."""

from __future__ import annotations

from core.domain.article import Coder, Question, Role
from core.domain.changes import Change, ChangeSet, Record
from core.domain.errors import Refused


def owner_of(record: Record) -> str:
    """The id of the coder whose work ``record`` is; empty for what all share (articles, codebook, actors)."""
    return str(getattr(record, "coder_id", ""))


def sees_all(viewer: Coder) -> bool:
    """Whether ``viewer`` may read the work of every coder; coders are blind to one another."""
    return viewer.role is not Role.CODER


def may_see(viewer: Coder, record: Record) -> bool:
    """Whether ``viewer`` may read ``record``."""
    return owner_of(record) in ("", viewer.id) or sees_all(viewer)


def check_may_change(actor: Coder, changes: ChangeSet) -> None:
    """Raise `Refused` when ``changes`` touch somebody else's work; answering a question is a supervisor's."""
    for change in changes.changes:
        if not _may_change(actor, change):
            raise Refused(
                "not-yours",
                "This belongs to another coder, so it can't be changed here.",
                where=f"{change.kind} {change.id}",
            )


def _may_change(actor: Coder, change: Change) -> bool:
    for record in (change.before, change.after):
        if record is None or owner_of(record) in ("", actor.id):
            continue
        if not (isinstance(record, Question) and sees_all(actor) and change.before is not None):
            return False
    return True
