"""A window's share in a project on a server, without the window."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from core.app.servers import parsed
from core.app.team.joining import Joined, join
from core.app.team.messages import Mood
from core.app.team.team import Team, open_copy
from core.app.workspace import Workspace
from core.domain.changes import Applied, Change, ChangeSet, Record
from core.storage.mirror import Mirror

PATIENCE = 60.0  # seconds; a failure, not a measure


@dataclass
class Desk:
    workspace: Workspace
    mirror: Mirror
    team: Team
    address: str
    heard: list[Applied] = field(default_factory=list)
    closed: bool = False

    @classmethod
    def at(cls, address: str, coder: str = "") -> Desk:
        server, password = parsed(address)
        joined = join(server, password, coder)
        assert isinstance(joined, Joined)
        return cls.on(joined.path, joined.coder_id, server.opened_with(password))

    @classmethod
    def on(cls, path: Path, coder: str, address: str) -> Desk:
        copy = open_copy(path, coder)
        desk = cls(copy.workspace, copy.mirror, copy.start(address, lambda: None), address)
        desk.workspace.subscribe(desk.heard.append)
        return desk

    def make(self, *records: Record, label: str = "Make") -> None:
        self.workspace.execute(Given(tuple(Change(None, record) for record in records), label))

    def change(self, before: Record, after: Record | None, label: str = "Change") -> None:
        self.workspace.execute(Given((Change(before, after),), label))

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait, as a window does, until it holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"did not come about: {self.team.view}"
            self.team.pump()
            time.sleep(0.002)

    def settle(self) -> None:
        """Wait until everything is on the server."""
        self.until(lambda: not self.team.view.waiting and self.team.view.mood is Mood.ONLINE)

    def leave(self) -> None:
        """Go on coding with nobody who speaks to the server."""
        self.team.close()

    def come_back(self) -> None:
        self.team = Team(self.workspace, self.mirror, self.address, wake=lambda: None)

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            self.team.close()
            self.workspace.close()


@dataclass(frozen=True)
class Given:
    """Makes these changes."""

    changes: tuple[Change, ...]
    label: str = "Given"
    undoable: bool = True

    def plan(self, _state: object) -> ChangeSet:
        return ChangeSet(self.changes)
