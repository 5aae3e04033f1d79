"""Doing again what a server did not take, over what it holds now."""

from __future__ import annotations

from dataclasses import dataclass

from core.app.state import State
from core.domain.changes import Change, ChangeSet


@dataclass(frozen=True, slots=True)
class DoAgain:
    """Make the records of ``changes`` what they were to become, whatever they are now."""

    changes: ChangeSet
    label: str
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing changes where things are so already."""
        again = []
        for change in self.changes.changes:
            present = state.get(change.kind, change.id)
            if present != change.after:
                again.append(Change(present, change.after))
        return ChangeSet(tuple(again))
