"""Who may see and change what: blind coding lives here and nowhere else."""

from __future__ import annotations

from dataclasses import replace

from core.domain.article import Assignment, Coder, Question, Role
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


def decides_design(person: Coder, *, coders: int) -> bool:
    """Whether ``person`` decides who codes with suggestions: a supervisor, or who works alone."""
    return person.role is Role.SUPERVISOR or coders == 1


def check_may_change(actor: Coder, changes: ChangeSet, *, designs: bool = False) -> None:
    """Raise `Refused` when ``changes`` touch somebody else's work; answering a question is a supervisor's.

    ``designs``: whether ``actor`` decides on the study's design (see `decides_design`): only then may
    suggestions be hidden or shown, and of somebody else's assignment that alone.
    """
    for change in changes.changes:
        hidden = _hidden(change.after)
        if _hidden(change.before) != hidden:
            allowed = designs and _nothing_else(change, hidden=hidden)
        else:
            allowed = _may_change(actor, change)
        if not allowed:
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


def _hidden(record: Record | None) -> bool:
    return isinstance(record, Assignment) and record.suggestions_hidden


def _nothing_else(change: Change, *, hidden: bool) -> bool:
    """Whether an assignment, which may not be stored before or after, changes in what is hidden alone."""
    some = change.after if change.after is not None else change.before
    if not isinstance(some, Assignment):
        return False
    bare = Assignment(some.id, some.article_id, some.coder_id)
    was = change.before if isinstance(change.before, Assignment) else bare
    will = change.after if isinstance(change.after, Assignment) else bare
    return replace(was, suggestions_hidden=hidden) == will
