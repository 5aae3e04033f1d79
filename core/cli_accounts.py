"""``rapporteur accounts``: who works in a project, without a window. Passwords are never arguments."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.cli_asking import asked, opened
from core.domain.article import Coder, Role
from core.domain.errors import BadInput, Refused

if TYPE_CHECKING:
    from typer import Typer

    from core.app.commands.base import Command
    from core.app.state import State

Say = Callable[[str], None]
Find = Callable[[str, str], tuple[Path | str, str]]  # project and coder as typed → place and coder's id
Place = Callable[[str], Path | str]
_Act = Callable[["State"], tuple["Command", str]]  # what to do, and what to say when it is done
_PASSWORDS = "A password is asked for; without a terminal each is a line of standard input, yours first."


class _Desk:
    """What the commands share: the project named before them, and the ways to it."""

    def __init__(self, find: Find, place: Place, say: Say, show: Say) -> None:
        self._find, self._place, self._say, self.show = find, place, say, show
        self.project = ""

    def people(self) -> tuple[Coder, ...]:
        """All accounts, as the question who one is shows them; needs no right and no lock."""
        from core.app.projects import coders_of

        return tuple(sorted(coders_of(self._place(self.project)), key=lambda one: one.name.casefold()))

    def act(self, coder: str, act: _Act) -> None:
        """Carry out one act as ``coder``, and say what came of it."""
        workspace = opened(*self._find(self.project, coder))
        try:
            command, done = act(workspace.state)
            if workspace.execute(command) is None:
                self._say("rapporteur: it is so already; nothing was changed.")
            else:
                self.show(done)
        finally:
            workspace.close()


def add_accounts(app: Typer, find: Find, place: Place, say: Say, show: Say) -> None:
    """Add the commands; ``say`` tells the person, ``show`` prints results."""
    import typer

    desk = _Desk(find, place, say, show)
    group = typer.Typer(help=f"List and change who works in a project. {_PASSWORDS}", no_args_is_help=True)
    project_given = typer.Argument(help="The project.")

    @group.callback()
    def accounts(project: str = project_given) -> None:
        desk.project = project

    for add in (_add_list, _add_add, _add_rename, _add_role, _add_password, _add_active):
        add(group, desk)
    app.add_typer(group, name="accounts")


def _new_secret(name: str) -> str:
    """The hash of a new password; at a terminal it is typed twice."""
    from core.app.passwords import secret_of

    password = asked(f"New password of {name}: ")
    if not password:
        raise BadInput("no-password", "The new password is empty. “--remove” takes a password away.")
    if sys.stdin.isatty() and asked("The same once more: ") != password:
        raise BadInput("not-the-same", "The two are not the same, so nothing was changed.")
    return secret_of(password)


def _add_list(group: Typer, desk: _Desk) -> None:
    import typer

    json_given = typer.Option(False, "--json", help="As a JSON array.")

    @group.command("list")
    def list_(as_json: bool = json_given) -> None:
        """List the accounts: name, role, whether there is a password, who has left."""
        people = desk.people()
        if as_json:
            desk.show(json.dumps([account_json(one) for one in people], ensure_ascii=False))
            return
        for one in people:
            parts = (one.name, str(one.role), "password" if one.secret else "", "" if one.active else "left")
            desk.show("\t".join(filter(None, parts)))


def account_json(one: Coder) -> dict[str, object]:
    """An account for programs; of the password only whether there is one."""
    return {
        "id": one.id,
        "name": one.name,
        "role": str(one.role),
        "active": one.active,
        "password": bool(one.secret),
    }


def _add_add(group: Typer, desk: _Desk) -> None:
    import typer

    name_given = typer.Argument(help="Name of the new account.")
    role_given = typer.Option(Role.CODER, "--role", help="What the person may do.")
    password_given = typer.Option(False, "--password", help="With a password, which is asked for.")

    @group.command()
    def add(
        name: str = name_given,
        role: Role = role_given,
        password: bool = password_given,
        coder: str = _coder_option(),
    ) -> None:
        """Add somebody. Who was alone until now becomes the supervisor."""
        from core.app.commands.accounts import AddAccount

        def act(state: State) -> tuple[Command, str]:
            AddAccount(name, role).plan(state)  # what is refused is told before a password is asked for
            secret = _new_secret(name) if password else ""
            return AddAccount(name, role, secret, label=f"Add {name}"), f"Added: {name}, {role}."

        desk.act(coder, act)


def _add_rename(group: Typer, desk: _Desk) -> None:
    import typer

    new_given = typer.Argument(metavar="NEW", help="The new name.")

    @group.command()
    def rename(name: str = _name_argument(), new: str = new_given, coder: str = _coder_option()) -> None:
        """Give an account another name; its codings stay its own."""
        desk.act(coder, _changed(name, f"Rename {name}", f"{name} is called {new} now.", name=new))


def _add_role(group: Typer, desk: _Desk) -> None:
    import typer

    role_given = typer.Argument(metavar="ROLE", help="What the person may do: coder, supervisor, researcher.")

    @group.command()
    def role(name: str = _name_argument(), new: Role = role_given, coder: str = _coder_option()) -> None:
        """Give an account another role."""
        desk.act(coder, _changed(name, f"Make {name} a {new}", f"{name} is a {new} now.", role=new))


def _add_password(group: Typer, desk: _Desk) -> None:
    import typer

    remove_given = typer.Option(False, "--remove", help="Take the password away.")

    @group.command()
    def password(
        name: str = _name_argument(), remove: bool = remove_given, coder: str = _coder_option()
    ) -> None:
        """Set an account's password, which is asked for, or take it away."""

        def act(state: State) -> tuple[Command, str]:
            _changed(name, "", "", active=True)(state)[0].plan(state)  # as in `add`
            secret = "" if remove else _new_secret(name)
            done = f"{name} has no password now." if remove else f"The password of {name} is set."
            return _changed(name, f"Password of {name}", done, secret=secret)(state)

        desk.act(coder, act)


def _add_active(group: Typer, desk: _Desk) -> None:
    @group.command()
    def deactivate(name: str = _name_argument(), coder: str = _coder_option()) -> None:
        """Close the account of somebody who leaves; what they coded stays."""
        label = f"Close the account of {name}"
        desk.act(coder, _changed(name, label, f"{name} has left; the codings stay.", active=False))

    @group.command()
    def activate(name: str = _name_argument(), coder: str = _coder_option()) -> None:
        """Open a closed account again."""
        label = f"Open the account of {name}"
        desk.act(coder, _changed(name, label, f"{name} works here again.", active=True))


def _changed(whose: str, label: str, done: str, /, **parts: Any) -> _Act:
    """An act on the account of that name or id."""
    from core.app.commands.accounts import ChangeAccount

    def act(state: State) -> tuple[Command, str]:
        people = state.people()
        person = next((one for one in people if whose in (one.name, one.id)), None)
        if person is None:
            there = ", ".join(one.name for one in people)
            raise Refused("no-coder", f"There is no account {whose}; there are: {there}.")
        return ChangeAccount(person.id, label=label, **parts), done

    return act


def _name_argument() -> Any:
    import typer

    return typer.Argument(help="Whose account: the name as it is listed, or the id.")


def _coder_option() -> Any:
    import typer

    return typer.Option("", "--coder", help="Who you are, where several supervise.")
