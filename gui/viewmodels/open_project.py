"""What the window's parts know of the project that is open, and what they tell each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.app.workspace import Workspace
from gui.viewmodels.desk import DeskViewModel

if TYPE_CHECKING:
    from gui.viewmodels.team_desk import TeamDesk


@dataclass(frozen=True, slots=True)
class OpenProject:
    """The project that is open. ``where``: its file; of one on a server that is the copy at hand, and
    ``team`` is how it stands with the server."""

    where: str
    name: str
    desk: DeskViewModel
    workspace: Workspace
    team: TeamDesk | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What the worker does for the project; no text when it rests."""

    text: str = ""
    done: float = -1.0


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell in the window; ``code`` names what it is about."""

    text: str
    code: str = ""
