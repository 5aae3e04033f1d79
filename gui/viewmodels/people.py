"""Who works in the project: the list of accounts, and what a supervisor changes about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.app.commands.accounts import AddAccount, ChangeAccount
from core.app.commands.base import Command
from core.app.passwords import LEAST, secret_of
from core.app.workspace import Workspace
from core.domain.article import Coder, Role
from core.domain.changes import Applied
from core.domain.errors import PersonError
from core.domain.work import Progress
from gui.viewmodels.observable import Observable
from gui.viewmodels.ports import Jobs

_Made = Callable[[str], Command]  # of the hash of a password


@dataclass(frozen=True, slots=True)
class PeopleView:
    """``people``: by name; ``said``: what stands against the act before; ``decides``: may they be changed;
    ``served``: is the project on a team server, where people have logins."""

    people: tuple[Coder, ...] = ()
    decides: bool = False
    said: str = ""
    served: bool = False


class People:
    """Passwords are hashed on the worker: that takes longer than a window may wait.

    ``address``: gives that of the team server the project is on; there a password is that of a login, which
    the server keeps, and is set over a connection of its own.
    """

    def __init__(self, workspace: Workspace, jobs: Jobs, address: Callable[[], str] | None = None) -> None:
        self._workspace = workspace
        self._jobs = jobs
        self._address = address
        self.view: Observable[PeopleView] = Observable(self._seen(""))
        self._stop = workspace.subscribe(self._on_applied)

    def close(self) -> None:
        """Stop listening."""
        self._stop()

    def add(self, name: str, role: Role, password: str, login: str = "") -> None:
        """Add an account; ``login``: on the team server."""
        shown = " ".join(name.split())
        if self._address is not None:
            self._let_in(AddAccount(name, role, login=login.strip(), label=f"Add {shown}"), login, password)
            return
        self._with_secret(password, lambda secret: AddAccount(name, role, secret, label=f"Add {shown}"))

    def rename(self, coder_id: str, name: str) -> bool:
        """Give an account another name."""
        return self._do(ChangeAccount(coder_id, name=name, label=f"Rename {self._name(coder_id)}"))

    def set_role(self, coder_id: str, role: Role) -> bool:
        """Give an account another role."""
        label = f"Make {self._name(coder_id)} a {role}"
        return self._do(ChangeAccount(coder_id, role=role, label=label))

    def set_active(self, coder_id: str, active: bool) -> bool:
        """Close an account, or open it again; what was coded stays."""
        verb = "Open" if active else "Close"
        label = f"{verb} the account of {self._name(coder_id)}"
        return self._do(ChangeAccount(coder_id, active=active, label=label))

    def set_password(self, coder_id: str, password: str, login: str = "") -> None:
        """Set a password; an empty one takes it away. ``login``: on the team server, where each needs one."""
        label = f"Password of {self._name(coder_id)}"
        if self._address is not None:
            if not password:
                self._say("Write a password, too.")
                return
            self._let_in(ChangeAccount(coder_id, login=login.strip(), label=label), login, password)
            return
        self._with_secret(password, lambda secret: ChangeAccount(coder_id, secret=secret, label=label))

    # -- within -------------------------------------------------------------------------------------

    def _with_secret(self, password: str, command: _Made) -> None:
        if password and len(password) < LEAST:
            self._say(f"A password has at least {LEAST} characters.")
            return

        def hashed(_progress: Progress) -> str:
            return secret_of(password)

        self._jobs.run(hashed, lambda secret: self._take(command(secret)), self._failed)

    def _let_in(self, command: AddAccount | ChangeAccount, login: str, password: str) -> None:
        """The login first, since it may be taken; nobody gets in by it until the account says whose it is."""
        from core.app.serving import make_login

        address, plain = self._address, login.strip()
        try:
            command.plan(self._workspace.state)
        except PersonError as refused:
            self._say(refused.text)
            return
        if address is None or not (plain or password):
            self._do(command)  # codes on packages
            return
        where = address()

        def made(_progress: Progress) -> None:
            make_login(where, plain, password)

        self._jobs.run(made, lambda _nothing: self._take(command), self._failed)

    def _take(self, command: Command) -> None:
        self._do(command)

    def _do(self, command: Command) -> bool:
        try:
            self._workspace.execute(command)
        except PersonError as refused:
            self._say(refused.text)
            return False
        self._say("")
        return True

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, PersonError):
            raise error
        self._say(error.text)

    def _say(self, text: str) -> None:
        self.view.set(self._seen(text))

    def _seen(self, said: str) -> PeopleView:
        state = self._workspace.state
        return PeopleView(state.people(), state.decides_design, said, self._address is not None)

    def _name(self, coder_id: str) -> str:
        return next((p.name for p in self.view.value.people if p.id == coder_id), coder_id)

    def _on_applied(self, applied: Applied) -> None:
        if any(isinstance(c.after or c.before, Coder) for c in applied.entry.changes.changes):
            self.view.set(self._seen(""))
