"""Which of the window's verbs need a right, and why somebody lacks it; the rights are the core's."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.app.access import Right, why_not
from core.app.workspace import Workspace
from core.domain.changes import Applied

NEEDS: Mapping[str, Right] = MappingProxyType(
    {
        "article.correct": Right.CORRECT,
        "article.correct_repairs": Right.CORRECT,
        "project.import": Right.ADD_ARTICLES,
        "project.import_look": Right.ADD_ARTICLES,
        "project.model": Right.MACHINE,
        "project.people": Right.ACCOUNTS,
        "project.unaided": Right.PLAN,
        "room.rounds": Right.PLAN,
    }
)


def refusals(workspace: Workspace) -> dict[str, str]:
    """Action → why this person may not carry it out; what they may is not in it."""
    state = workspace.state
    person, rounds, designs = state.coder, len(state.rounds()), state.decides_design
    told = {name: why_not(right, person, rounds=rounds, designs=designs) for name, right in NEEDS.items()}
    return {name: why for name, why in told.items() if why}


def may_change_rights(applied: Applied) -> bool:
    """Whether an act may have changed who may do what."""
    return any(change.kind in ("coder", "round") for change in applied.entry.changes.changes)
