"""A coder's undo history, read from the journal, so that it survives restarts and goes across articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core.domain.changes import Applied, Entry, Origin
from core.domain.heads import StepHead
from core.storage.store import Store

PAGE = 500  # journal lines read at a time, newest first


class History:
    """The steps of one coder. The journal is only ever appended to: an undo is a line of its own.

    Lines are read backwards as far as asked for, so that a long history costs nothing at the start.
    """

    def __init__(self, store: Store, coder_id: str) -> None:
        self._store = store
        self._coder_id = coder_id
        self.forget()

    def forget(self) -> None:
        """Drop what was read, so that the next question reads the journal."""
        self._steps: list[StepHead] = []  # newest first
        self._undone: dict[int, bool] = {}  # by step: what the latest line about it says
        self._redo: list[StepHead] = []  # the next one to redo comes last
        self._redo_open = True  # reading backwards, no step was met yet
        self._oldest: int | None = None  # seq of the oldest line read
        self._all_read = False

    @property
    def undo_step(self) -> StepHead | None:
        """The step undo takes back next."""
        at = 0
        while self._reach(at):
            if not self._undone.get(self._steps[at].seq, False):
                return self._steps[at]
            at += 1
        return None

    @property
    def redo_step(self) -> StepHead | None:
        """The step redo does again next; there is none once a new step was made."""
        self._reach(0)
        return self._redo[-1] if self._redo else None

    @property
    def undo_label(self) -> str:
        """What undo would take back, in words; empty when nothing."""
        step = self.undo_step
        return step.label if step else ""

    @property
    def redo_label(self) -> str:
        """What redo would do again, in words; empty when nothing."""
        step = self.redo_step
        return step.label if step else ""

    def steps(self, limit: int = 100) -> list[StepHead]:
        """The latest steps, newest first, each saying whether it is undone at the moment."""
        self._reach(limit - 1)
        return [replace(s, undone=self._undone.get(s.seq, False)) for s in self._steps[:limit]]

    def note(self, entry: Entry) -> None:
        """Follow a line the coder just added to the journal."""
        if self._oldest is None or entry.origin not in (Origin.LOCAL, Origin.UNDO, Origin.REDO):
            return
        head = _head(entry)
        if entry.origin is Origin.LOCAL:
            self._steps.insert(0, head)
            self._redo.clear()
            return
        self._undone[head.step] = entry.origin is Origin.UNDO
        if entry.origin is Origin.UNDO:
            self._redo.append(replace(head, seq=head.step))
        else:
            self._redo.pop()

    def _reach(self, at: int) -> bool:
        """Read back until step number ``at`` is known; false when there are not so many."""
        while len(self._steps) <= at and not self._all_read:
            lines = self._store.steps(self._coder_id, before=self._oldest, limit=PAGE)
            self._all_read = len(lines) < PAGE
            self._oldest = lines[-1].seq if lines else 0
            self._take(lines)
        return len(self._steps) > at

    def _take(self, lines: Iterable[StepHead]) -> None:
        older_redo: list[StepHead] = []
        for line in lines:
            if line.origin is Origin.LOCAL:
                self._redo_open = False
                self._steps.append(line)
            elif line.step not in self._undone:
                self._undone[line.step] = line.origin is Origin.UNDO
                if self._redo_open and line.origin is Origin.UNDO:
                    older_redo.append(replace(line, seq=line.step))
        self._redo = [*reversed(older_redo), *self._redo]


def _head(entry: Entry) -> StepHead:
    articles = Applied(entry).article_ids
    return StepHead(
        entry.seq,
        entry.at,
        entry.actor,
        entry.command,
        entry.label,
        entry.origin,
        entry.step,
        next(iter(articles)) if len(articles) == 1 else "",
    )
