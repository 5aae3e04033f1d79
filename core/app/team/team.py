"""One window's share in a project on a server: its acts go there, and what others did comes from there."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from core.app.commands.again import DoAgain
from core.app.team.messages import Bug, Message, Mood, Part, Refusal, Sent, Weather
from core.app.team.worker import Worker
from core.app.workspace import Workspace
from core.domain.changes import Applied, Origin
from core.domain.errors import PersonError, Refused
from core.storage.mirror import Mirror
from core.storage.news import Tail
from core.storage.outbox import Held

BUDGET = 0.01  # seconds of the window's thread at a time
_AT_THE_END = 1.0  # seconds for the latest acts to get there, and for the worker to come to rest


@dataclass(frozen=True, slots=True)
class TeamView:
    """How things stand with the server. ``waiting``: acts it does not have yet; ``held``: acts it refused;
    ``again``: when the next try is, by the clock `time.monotonic`."""

    mood: Mood = Mood.CONNECTING
    waiting: int = 0
    held: int = 0
    said: str = ""
    again: float = 0.0


class Team:
    """Belongs to the window's thread but for the worker inside.

    ``wake`` is called on the worker's thread when there is something for `pump`; ``told`` on the window's
    when the view changed.
    """

    def __init__(
        self,
        workspace: Workspace,
        mirror: Mirror,
        address: str,
        wake: Callable[[], None],
        told: Callable[[TeamView], None] = lambda _view: None,
    ) -> None:
        self._workspace, self._mirror, self._wake, self._told = workspace, mirror, wake, told
        self._news: deque[Message] = deque()
        self._tail: Tail | None = None  # how far the journal is read, not yet stored
        mirror.begin()
        self.view = TeamView(waiting=mirror.waits, held=len(mirror.held()))
        self._shown = self.view
        self._stop = workspace.subscribe(self._on_applied)
        self._worker = Worker(Path(mirror.where), workspace.state.coder, address, self._hear)
        self._worker.start()

    # -- the person's ---------------------------------------------------------------------------------

    def reconnect(self, address: str = "") -> None:
        """Try at once; ``address``: with another password."""
        self._worker.reconnect(address)

    def held(self) -> list[Held]:
        """The acts the server refused, until the person has decided on them."""
        return self._mirror.held()

    def do_again(self, seq: int) -> None:
        """Do a held act again over what the server holds now; one step of undo. Raises as `execute` does."""
        held = self._of(seq)
        self._workspace.execute(DoAgain(held.entry.changes, f"Again: {held.entry.label}"))
        self._settle(seq)

    def let_be(self, seq: int) -> None:
        """What the server holds stays; the act is not done again."""
        self._of(seq)
        self._settle(seq)

    def close(self) -> bool:
        """End; whether everything is on the server. What is not waits on the disk."""
        self._stop()
        end = time.monotonic() + _AT_THE_END
        try:
            while self._mirror.waits and self.view.mood is Mood.ONLINE and time.monotonic() < end:
                with suppress(PersonError):  # the window closes; what failed shows at the next opening
                    self.pump()
                time.sleep(0.005)
        finally:
            self._worker.close(_AT_THE_END)
        while self._news:
            self._take(self._news.popleft())
        self._store_tail()
        return not self._mirror.waits

    # -- the news ---------------------------------------------------------------------------------------

    def pump(self, budget: float = BUDGET) -> bool:
        """Take what the worker told, for so long at most; whether there is more.

        Raises what the worker did not foresee; the next call goes on.
        """
        end = time.perf_counter() + budget
        try:
            while self._news:
                self._take(self._news.popleft())
                if time.perf_counter() > end:
                    break
        finally:
            self._show()
        return bool(self._news)

    def _hear(self, message: Message) -> None:
        self._news.append(message)
        self._wake()

    def _take(self, message: Message) -> None:
        match message:
            case Weather():
                self._on_weather(message)
            case Sent():
                self._on_sent(message)
            case Refusal():
                changes = self._mirror.hold(message.seq, message.said, message.rows)
                self.view = replace(self.view, held=self.view.held + 1)
                self._workspace.receive(changes, own=True)
            case Part():
                self._on_part(message)
            case Bug():
                raise message.error

    def _on_sent(self, message: Sent) -> None:
        """Several at once are stored as one."""
        done = {message.seq: message.server}
        while self._news and isinstance(self._news[0], Sent):
            more = self._news.popleft()
            if isinstance(more, Sent):
                done[more.seq] = more.server
        self._mirror.sent(done)

    def _on_part(self, part: Part) -> None:
        if not part.rows and not part.own:
            self._tail = part.tail or self._tail  # stored with the next part: reading a line twice is no harm
            return
        changes = self._mirror.receive(part.rows, part.own, part.tail)
        self._tail = None if part.tail is not None else self._tail
        self._workspace.receive(changes, own=bool(part.own))

    def _on_weather(self, weather: Weather) -> None:
        again = time.monotonic() + weather.again if weather.again else 0.0
        self.view = replace(self.view, mood=weather.mood, said=weather.said, again=again)

    def _on_applied(self, applied: Applied) -> None:
        if applied.origin is not Origin.REMOTE:
            self._worker.wake()
            self._show()

    def _show(self) -> None:
        self.view = replace(self.view, waiting=self._mirror.waits)
        if self.view != self._shown:
            self._shown = self.view
            self._told(self.view)

    def _settle(self, seq: int) -> None:
        self._mirror.settle(seq)
        self.view = replace(self.view, held=self.view.held - 1)
        self._show()

    def _of(self, seq: int) -> Held:
        found = next((held for held in self._mirror.held() if held.entry.seq == seq), None)
        if found is None:
            raise Refused("settled", "This is decided already.")
        return found

    def _store_tail(self) -> None:
        if self._tail is not None:
            self._mirror.receive({}, (), self._tail)
            self._tail = None


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy of a project on a server, open as its coder; nobody speaks to the server yet."""

    workspace: Workspace
    mirror: Mirror

    def start(
        self, address: str, wake: Callable[[], None], told: Callable[[TeamView], None] = lambda _view: None
    ) -> Team:
        """Have somebody speak to the server from now on; see `Team`."""
        return Team(self.workspace, self.mirror, address, wake, told)


def open_copy(path: Path, coder_id: str) -> Copy:
    """Open what `core.app.team.joining` made; raises what `Store.open` raises."""
    mirror = Mirror.open(path)
    try:
        return Copy(Workspace(mirror, coder_id), mirror)
    except BaseException:
        mirror.close()
        raise
