"""The table of all actions: every verb of the window as data, so that menus, keys and help read one list."""

from __future__ import annotations

from gui.actions.coding import CODING
from gui.actions.edit import EDIT
from gui.actions.help import HELP
from gui.actions.kinds import Action, When, act
from gui.actions.project import PROJECT
from gui.actions.view import VIEW

__all__ = ["ACTIONS", "MENUS", "Action", "When", "action", "clashes"]

_TYPES = tuple(
    act(f"type.{n}", f"Pick {n}", str(n), "", "The type, topic or choice with this number", When.TEXT)
    for n in range(1, 10)
)

ACTIONS: tuple[Action, ...] = (*PROJECT, *EDIT, *CODING, *VIEW, *HELP, *_TYPES)
MENUS: tuple[str, ...] = ("Project", "Edit", "Coding", "View", "Help")


def action(id: str) -> Action:  # noqa: A002  # the field's own name
    """The action of that id; raises KeyError when there is none."""
    return _BY_ID[id]


_BY_ID = {found.id: found for found in ACTIONS}


def clashes() -> tuple[str, ...]:
    """Keys that two actions claim; a test holds this empty."""
    seen: dict[str, str] = {}
    out: list[str] = []
    for each in ACTIONS:
        for key in each.keys:
            if key in seen:
                out.append(f"{key}: {seen[key]} and {each.id}")
            seen[key] = each.id
    return tuple(out)
