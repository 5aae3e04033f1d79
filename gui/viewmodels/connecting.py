"""The way to a project on a team server: an address in parts, and what stands against it at its part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from core.app.servers import CHECKED, OFFERED, Server, parsed
from core.app.team.joining import Joined, WhoAreYou, join
from core.domain.errors import PersonError
from core.domain.work import Cancelled, Progress
from gui.viewmodels.observable import Observable
from gui.viewmodels.ports import Asks, JobHandle, Jobs, Person

# Where what a server says against an address is shown.
_AT: Mapping[str, str] = {
    "no-server": "host",
    "busy-server": "host",
    "no-file": "database",
    "foreign-file": "database",
    "older-server": "database",
    "newer-file": "database",
    "no-access": "password",
    "no-password-given": "password",
    "revoked": "login",
    "no-trust": "tls",
    "not-encrypted": "tls",
}


@dataclass(frozen=True, slots=True)
class ConnectView:
    """``problems``: field → what is wrong with it, ``""`` for the whole; ``done``: share, negative when
    unknown."""

    server: Server = field(default_factory=Server)
    problems: Mapping[str, str] = field(default_factory=dict)
    busy: bool = False
    text: str = ""
    done: float = -1.0


class Connecting:
    """``enter`` opens the project: it is given the server, the password and what was joined.

    Passwords are kept in memory only, and only where the person wants it.
    """

    def __init__(self, jobs: Jobs, asks: Asks, enter: Callable[[Server, str, Joined], bool]) -> None:
        self._jobs, self._asks, self._enter = jobs, asks, enter
        self._kept: dict[str, str] = {}
        self._job: JobHandle | None = None
        self.view: Observable[ConnectView] = Observable(ConnectView())

    def show(self, address: str = "", coder_id: str = "") -> str:
        """Begin with an address, of which the password is known when it holds one or it was kept.

        Returns that password; where there is one the connection is tried at once.
        """
        if not address:
            self._set(problems={}, text="")
            return ""
        try:
            server, password = parsed(address)
        except ValueError:
            self._set(problems={"": f"This is no address of a server: {address}"})
            return ""
        self._set(server=server, problems={}, text="")
        password = password or self._kept.get(server.address, "")
        if password and not _missing(server):
            self.connect(password, keep=server.address in self._kept, coder_id=coder_id)
        return password

    def change(self, **parts: str) -> None:
        """Change parts of the address; what was wrong with them is forgotten."""
        server = replace(self.view.value.server, **parts)
        if "host" in parts and parts["host"] != self.view.value.server.host and "tls" not in parts:
            server = replace(server, tls=OFFERED if server.is_local else CHECKED)
        problems = {k: v for k, v in self.view.value.problems.items() if k not in parts}
        self._set(server=server, problems=problems)

    def choose_certificate(self) -> None:
        """Ask for the file of the authority that vouches for the server."""
        paths = self._asks.choose_files()
        if paths:
            self.change(certificate=paths[0])

    def connect(
        self, password: str, *, keep: bool = False, coder_id: str = "", account_password: str = ""
    ) -> None:
        """Join on the worker, and open the project."""
        server = self.view.value.server
        missing = _missing(server)
        if missing or self.view.value.busy:
            self._set(problems=missing)
            return
        if keep:
            self._kept[server.address] = password
        else:
            self._kept.pop(server.address, None)
        self._set(busy=True, problems={}, text=f"Connecting to {server.host or 'this computer'}", done=-1.0)

        def work(progress: Progress) -> Joined | WhoAreYou:
            return join(server, password, coder_id, account_password, progress)

        def done(found: Joined | WhoAreYou) -> None:
            self._rest()
            if isinstance(found, WhoAreYou):
                self._ask(found, password, keep=keep)
            else:
                self._enter(server, password, found)

        self._job = self._jobs.run(work, done, self._failed, self._told)

    def cancel(self) -> None:
        """Stop connecting; the page stays as it is."""
        if self._job is not None:
            self._job.cancel()
        self._rest()

    def _failed(self, error: Exception) -> None:
        self._rest()
        if isinstance(error, PersonError):
            self._set(problems={_AT.get(error.code, ""): error.text})
        elif not isinstance(error, Cancelled):
            raise error

    def _told(self, share: float, said: str) -> None:
        self._set(text=said, done=share)

    def _rest(self) -> None:
        self._job = None
        self._set(busy=False, text="")

    def _ask(self, asked: WhoAreYou, password: str, *, keep: bool) -> None:
        known = sorted((c for c in asked.people if c.active), key=lambda c: c.name.casefold())
        people = tuple(Person(c.id, c.name, str(c.role), with_password=bool(c.secret)) for c in known)
        answer = self._asks.sign_in(people, asked.chosen, asked.said)
        if answer is not None:
            self.connect(password, keep=keep, coder_id=answer[0], account_password=answer[1])

    def _set(self, **changes: object) -> None:
        self.view.set(replace(self.view.value, **changes))  # type: ignore[arg-type]


def _missing(server: Server) -> dict[str, str]:
    missing = {}
    if not server.host:
        missing["host"] = "Say which computer the server is, e.g. db.lab.example."
    if not server.port.isdecimal() or not 0 < int(server.port) < 65536:
        missing["port"] = "The port is a number from 1 to 65535; usually 5432."
    if not server.database:
        missing["database"] = "Say the name of the project's database; your supervisor knows it."
    if not server.login:
        missing["login"] = "Say the login that your supervisor made for you."
    return missing
