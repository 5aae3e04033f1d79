"""One coder's records on one article, in reading order and kept in step with every change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import cast

from core.domain.article import Assignment, Question, WorkTime
from core.domain.changes import Record
from core.domain.coding import Coding, Decision, reading_order


class Codings:
    """Codings in reading order; a change costs a search, not a new sort."""

    def __init__(self, codings: Iterable[Coding]) -> None:
        pairs = sorted((reading_order(coding), coding) for coding in codings)
        self._keys = [key for key, _ in pairs]
        self._codings = [coding for _, coding in pairs]
        self._values: tuple[Coding, ...] | None = None
        self._at: dict[int, dict[str, Coding]] = {}  # by where they begin, then by id
        for coding in self._codings:
            self._at.setdefault(_start(coding), {})[coding.id] = coding

    def at(self, start: int) -> tuple[Coding, ...]:
        """Those whose first span begins there; -1: those without words."""
        return tuple(self._at.get(start, {}).values())

    @property
    def values(self) -> tuple[Coding, ...]:
        """All of them."""
        if self._values is None:
            self._values = tuple(self._codings)
        return self._values

    def replace(self, before: Coding | None, after: Coding | None) -> None:
        """Follow a coding that came, went or changed."""
        self._values = None
        if before is not None:
            at = bisect_left(self._keys, reading_order(before))
            del self._keys[at], self._codings[at]
            self._at[_start(before)].pop(before.id)
        if after is not None:
            key = reading_order(after)
            at = bisect_left(self._keys, key)
            self._keys.insert(at, key)
            self._codings.insert(at, after)
            self._at.setdefault(_start(after), {})[after.id] = after


def _start(coding: Coding) -> int:
    return coding.spans[0].start if coding.spans else -1


class Work:
    """One coder's records on one article; what it hands out is replaced, never changed."""

    def __init__(self, records: Iterable[Record]) -> None:
        found = tuple(records)
        self.codings = Codings(r for r in found if isinstance(r, Coding))
        self.decisions: Mapping[str, Decision] = MappingProxyType(
            {r.suggestion_id: r for r in found if isinstance(r, Decision)}
        )
        self.questions = _oldest_first(r for r in found if isinstance(r, Question))
        self.assignment = next((r for r in found if isinstance(r, Assignment)), None)
        self.work_time = next((r for r in found if isinstance(r, WorkTime)), None)

    def follow(self, before: Record | None, after: Record | None) -> None:
        """Follow a record that came, went or changed."""
        match after if after is not None else before:
            case Coding():
                self.codings.replace(cast("Coding | None", before), cast("Coding | None", after))
            case Decision():
                self._follow_decision(cast("Decision | None", before), cast("Decision | None", after))
            case Question():
                rest = (q for q in self.questions if q != before)
                self.questions = _oldest_first((*rest, after) if isinstance(after, Question) else rest)
            case Assignment():
                self.assignment = cast("Assignment | None", after)
            case _:
                self.work_time = cast("WorkTime | None", after)

    def _follow_decision(self, before: Decision | None, after: Decision | None) -> None:
        decisions = dict(self.decisions)
        if before is not None:
            decisions.pop(before.suggestion_id, None)
        if after is not None:
            decisions[after.suggestion_id] = after
        self.decisions = MappingProxyType(decisions)


def _oldest_first(questions: Iterable[Question]) -> tuple[Question, ...]:
    return tuple(sorted(questions, key=lambda q: (q.asked_at, q.id)))
