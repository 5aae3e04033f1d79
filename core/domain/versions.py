"""Corrected texts: which article takes the place of which, and what such a change may do to people's work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.domain.article import Article, Assignment, Question, Recode, WorkTime
from core.domain.changes import Change, ChangeSet, Record
from core.domain.coding import Coding, Decision

REASON = "correction"  # the key of the metadata that says why a text was corrected
CARRIED = "carried over"  # the model of an analysis that only keeps what was decided on the text before


def reason_of(article: Article) -> str:
    """Why this version of a text was made; empty for a text as it was imported."""
    return dict(article.metadata).get(REASON, "") if article.version_of else ""


def replaced(changes: ChangeSet) -> dict[str, str]:
    """The articles whose work goes to another one by these changes, with that one: from the old version to
    the new one where it is made, and back where that is undone."""
    found: dict[str, str] = {}
    for change in changes.changes:
        if isinstance(change.after, Article) and change.before is None and change.after.version_of:
            found[change.after.version_of] = change.after.id
        elif isinstance(change.before, Article) and change.after is None and change.before.version_of:
            found[change.before.id] = change.before.version_of
    return found


class Moved:
    """Tells the changes that only take people's work along to another version of its text."""

    def __init__(self, changes: ChangeSet) -> None:
        self._to = replaced(changes)
        self._seconds = _seconds(changes.changes) if self._to else {}
        self._gone = _assignments(change.before for change in changes.changes if change.after is None)
        self._come = _assignments(change.after for change in changes.changes if change.before is None)

    def holds(self, change: Change) -> bool:
        """Whether ``change`` is nothing but that: the same work, by the same coder, at the words of another
        version. Of an assignment what it says back to its coder may change, of time on task nothing."""
        if not self._to:
            return False
        before, after = change.before, change.after
        if isinstance(before, WorkTime) or isinstance(after, WorkTime):
            some = before or after
            return isinstance(some, WorkTime) and not self._seconds[some.coder_id]
        if isinstance(before, Assignment) and after is None:
            return self._alike(before, self._come.get((self._to.get(before.article_id, ""), before.coder_id)))
        if isinstance(after, Assignment) and before is None:
            old = next((old for old, new in self._to.items() if new == after.article_id), "")
            return self._alike(self._gone.get((old, after.coder_id)), after)
        return self._same_elsewhere(before, after)

    def _same_elsewhere(self, before: Record | None, after: Record | None) -> bool:
        if before is None or after is None or self._to.get(_article(before)) != _article(after):
            return False
        if isinstance(before, Coding) and isinstance(after, Coding):
            return _wordless(before) == _wordless(after)
        if isinstance(before, Decision | Question) and isinstance(after, Decision | Question):
            return replace(before, article_id=after.article_id) == after
        return isinstance(before, Recode)

    def _alike(self, one: Assignment | None, other: Assignment | None) -> bool:
        return one is not None and other is not None and _placeless(one) == _placeless(other)


def _wordless(coding: Coding) -> Coding:
    fills = tuple(replace(fill, spans=()) for fill in coding.slots)
    return replace(coding, article_id="", spans=(), quotes=(), slots=fills)


def _placeless(one: Assignment) -> Assignment:
    return replace(one, id="", article_id="", refused_repairs=(), returned="")


def _article(record: Record) -> str:
    return str(getattr(record, "article_id", ""))


def _assignments(records: Iterable[Record | None]) -> Mapping[tuple[str, str], Assignment]:
    return {(one.article_id, one.coder_id): one for one in records if isinstance(one, Assignment)}


def _seconds(changes: Iterable[Change]) -> Counter[str]:
    """By coder, how much time the changes add in all."""
    added: Counter[str] = Counter()
    for change in changes:
        if isinstance(change.before, WorkTime):
            added[change.before.coder_id] -= change.before.seconds
        if isinstance(change.after, WorkTime):
            added[change.after.coder_id] += change.after.seconds
    return added
