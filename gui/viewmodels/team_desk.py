"""How an open project stands with its server, and the person's word on what the server refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.app.servers import Server
from core.app.team.messages import Mood
from core.app.team.team import Copy, TeamView
from core.domain.errors import PersonError
from gui.viewmodels.observable import Observable

Post = Callable[[Callable[[], None]], None]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """An act the server refused: what it was, when, and why."""

    seq: int
    label: str
    at: str
    said: str


class TeamDesk:
    """``post`` has something done on the window's thread, whatever thread asks for it."""

    def __init__(self, server: Server, copy: Copy, password: str, post: Post) -> None:
        self.server = server
        self._post = post
        self._asked = False
        self._closed = False
        self.view: Observable[TeamView] = Observable(TeamView())
        self.problem: Observable[str] = Observable("")
        self.team = copy.start(server.opened_with(password), self._wake, self.view.set)
        self.view.set(self.team.view)

    @property
    def held(self) -> tuple[HeldRow, ...]:
        """The acts the server refused, oldest first."""
        return tuple(
            HeldRow(one.entry.seq, one.entry.label, one.entry.at, one.said) for one in self.team.held()
        )

    def reconnect(self, password: str = "") -> None:
        """Try now; with a password when there is a new one."""
        self.team.reconnect(self.server.opened_with(password) if password else "")

    def do_again(self, seq: int) -> None:
        """Do a held act again over what the server holds now."""
        self._tried(lambda: self.team.do_again(seq))

    def let_be(self, seq: int) -> None:
        """What the server holds stays."""
        self._tried(lambda: self.team.let_be(seq))

    def close(self) -> bool:
        """End; whether everything is on the server."""
        self._closed = True
        return self.team.close()

    def pump(self) -> None:
        """Take what came; the rest after the window had its turn."""
        self._asked = False
        if not self._closed and self.team.pump():
            self._wake()

    def _wake(self) -> None:
        if not self._asked:  # once is enough, however much came
            self._asked = True
            self._post(self.pump)

    def _tried(self, act: Callable[[], None]) -> None:
        self.problem.set("")
        try:
            act()
        except PersonError as error:
            self.problem.set(str(error))


def in_words(view: TeamView) -> str:
    """What the bar at the foot says; its sign tells it without colour."""
    waits = f"{view.waiting} act{'' if view.waiting == 1 else 's'} not yet on the server"
    held = f"✕ {view.held} act{'' if view.held == 1 else 's'} refused by the server"
    if view.held:
        return held
    match view.mood:
        case Mood.ONLINE:
            return f"↑ {waits}" if view.waiting else "⇄ On the server"
        case Mood.CONNECTING:
            return f"… Connecting · {waits}" if view.waiting else "… Connecting"
        case Mood.REFUSED:
            return f"⚠ The server refuses you · {waits}" if view.waiting else "⚠ The server refuses you"
        case _:
            return f"⚠ No connection · {waits}" if view.waiting else "⚠ No connection"
