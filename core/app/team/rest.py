"""What remains to be done of the machine's own work where the server has other records meanwhile."""

from __future__ import annotations

from collections.abc import Mapping

from core.domain.article import WorkTime
from core.domain.changes import Change, ChangeSet, Record
from core.domain.suggestion import SuggestionSet
from core.storage.news import Key


def rest_of(changes: ChangeSet, present: Mapping[Key, Record | None]) -> ChangeSet | None:
    """The same against what is ``present`` on the server: analyses there stand, time on task is added.

    ``None`` for what a person did, which only a person can decide on.
    """
    left = list[Change]()
    for change in changes.changes:
        there = present.get(Key(change.kind, change.id))
        match change.before, change.after:
            case (SuggestionSet() | None, SuggestionSet()):
                if there == change.before:
                    left.append(change)
            case (WorkTime() | None as before, WorkTime() as after):
                left.append(_added(before, after, there))
            case _:
                return None
    return ChangeSet(tuple(left))


def _added(before: WorkTime | None, after: WorkTime, there: Record | None) -> Change:
    known = there if isinstance(there, WorkTime) else None
    seconds = after.seconds - (before.seconds if before else 0) + (known.seconds if known else 0)
    return Change(known, WorkTime(after.id, after.article_id, after.coder_id, seconds))
