"""Packages for offline coders: that one was made, and that what is in one comes in."""

from __future__ import annotations

from dataclasses import dataclass

from core.app.commands.rounds import round_of
from core.app.state import State
from core.domain.changes import Change, ChangeSet
from core.domain.errors import Refused
from core.domain.handing import HandOut, with_hand_out


@dataclass(frozen=True, slots=True)
class RecordHandOut:
    """Remember a package. No step of undo: what has left the house can't be called back."""

    round_id: str
    given: HandOut
    label: str = "Hand out a package"
    undoable: bool = False

    def plan(self, state: State) -> ChangeSet:
        """Refused: ``not-yours``, ``no-round``."""
        before = round_of(state, self.round_id)
        return ChangeSet((Change(before, with_hand_out(before, self.given)),))


@dataclass(frozen=True, slots=True)
class HandIn:
    """Take in what `core.app.handing_in.examine` found: one act, which undo takes back whole.

    The pictures before are those of the moment of looking: what was changed since is a `Conflict`.
    """

    changes: tuple[Change, ...]
    label: str = "Hand in a package"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing when nothing is new; refused: ``not-yours``."""
        if not state.decides_design:
            raise Refused("not-yours", "Only a supervisor takes in packages.")
        return ChangeSet(self.changes)
