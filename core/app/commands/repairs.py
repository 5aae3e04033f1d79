"""What the machine reads into an article where text was lost, and the coder's word against it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.app.commands.parts import stored_change, writable
from core.app.state import State
from core.domain.changes import ChangeSet
from core.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class RefuseRepair:
    """Say that no space and no sentence end was lost at ``at``; the text is read as it stands there."""

    article_id: str
    at: int
    label: str = "Refuse a lost space"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing where it is refused already; refused where the machine assumes nothing."""
        assignment = writable(state, self.article_id)
        if self.at in assignment.refused_repairs:
            return ChangeSet(())
        made = state.suggestion_set(self.article_id)
        if made is None or self.at not in (*made.repairs, *made.boundaries):
            raise Refused("no-repair", "The machine reads the text as it stands at this place.")
        refused = tuple(sorted((*assignment.refused_repairs, self.at)))
        after = replace(assignment, refused_repairs=refused)
        return ChangeSet(stored_change(state, assignment, after))


@dataclass(frozen=True, slots=True)
class AllowRepair:
    """Take the refusal at ``at`` back; the machine may read there what it likes."""

    article_id: str
    at: int
    label: str = "Allow a lost space again"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing where nothing was refused."""
        assignment = writable(state, self.article_id)
        refused = tuple(at for at in assignment.refused_repairs if at != self.at)
        return ChangeSet(stored_change(state, assignment, replace(assignment, refused_repairs=refused)))
