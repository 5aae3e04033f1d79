"""What a command is: a label and a plan; it decides and never writes."""

from __future__ import annotations

from typing import Protocol

from core.app.state import State
from core.domain.changes import ChangeSet


class Command(Protocol):
    """One act of a person or of the machine, as a frozen value.

    ``label``: what the undo history shows ("Accept speaker"); ``undoable``: false for what the machine
    does (analysis, import, time on task), which is journaled but no step of undo.
    """

    @property
    def label(self) -> str:
        """The act in words, as menus and the journal show it."""
        ...

    @property
    def undoable(self) -> bool:
        """Whether the act is a step of this coder's undo history."""
        ...

    def plan(self, state: State) -> ChangeSet:
        """The changes this act makes of ``state``; raises `Refused` when a rule says no."""
        ...
