"""How an open project stands with its server, and the person's word on what the server refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.app.servers import Server
from core.app.team.messages import Mood
from core.app.team.team import Copy, TeamView

__all__ = ["HeldRow", "TeamDesk", "TeamView", "all_is_there", "in_words"]
from core.domain.errors import PersonError
from gui.viewmodels.observable import Event, Observable

_REFUSED = "The server refused something you did. It is kept until you decide what is to become of it."
FEW = 3  # acts on their way, a moment's thing
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
        self.address = server.opened_with(password)
        self.team = copy.start(self.address, self._wake, self.view.set)
        self.view.set(self.team.view)
        self.refused: Event[str] = Event()
        self._held = self.view.value.held
        self.view.subscribe(self._on_view)

    @property
    def held(self) -> tuple[HeldRow, ...]:
        """The acts the server refused, oldest first."""
        return tuple(
            HeldRow(one.entry.seq, one.entry.label, one.entry.at, one.said) for one in self.team.held()
        )

    def reconnect(self, password: str = "") -> None:
        """Try now; with a password when there is a new one."""
        if password:
            self.address = self.server.opened_with(password)
        self.team.reconnect(self.address if password else "")

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

    def _on_view(self, view: TeamView) -> None:
        before, self._held = self._held, view.held
        if view.held > before:
            self.refused.fire(_REFUSED)

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
            if view.waiting > FEW:
                return f"↑ {waits}"
            return "↑ Sending" if view.waiting else "⇄ On the server"
        case Mood.CONNECTING:
            return f"… Connecting · {waits}" if view.waiting else "… Connecting"
        case Mood.REFUSED:
            return f"⚠ The server refuses you · {waits}" if view.waiting else "⚠ The server refuses you"
        case _:
            return f"⚠ No connection · {waits}" if view.waiting else "⚠ No connection"


def all_is_there(view: TeamView) -> bool:
    """Whether nothing asks for attention."""
    return view.mood is Mood.ONLINE and not view.held and view.waiting <= FEW
