"""``rapporteur server``: a project on a team server is set up, people are let in, logins are closed.

Passwords are never arguments: they are asked for, or read from standard input, a line each.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.domain.article import Role
from core.domain.errors import BadInput, Refused

if TYPE_CHECKING:
    from typer import Typer

    from core.app.serving import Standing

Say = Callable[[str], None]
Ask = Callable[[str], str]  # a prompt → what was typed unseen, or the next line of standard input
_URL = "The project's address: postgresql://LOGIN@HOST/DATABASE?sslmode=verify-full"
_EVERY = 5.0  # seconds between two words on how far long work is
_ABOUT = (
    "Run a project on a team server (PostgreSQL). Passwords are asked for; without a terminal each is a line "
    "of standard input, that of the address first."
)


class _Way:
    """How the commands get to the server and talk to the person."""

    def __init__(self, say: Say, show: Say, ask: Ask) -> None:
        self.say, self.show, self._ask = say, show, ask

    def to(self, url: str) -> str:
        """The address with the password in it, which is asked for where the server wants one."""
        from core.app.serving import address_with, holds_password, reach

        if "://" not in url:
            raise BadInput("no-address", f"This is no address of a server. {_URL}", where=url)
        if holds_password(url):
            self.say("rapporteur: others on this computer can read a password in a command: leave it out.")
        try:
            reach(url)
        except Refused as refused:
            if refused.code != "no-password-given":
                raise
            url = address_with(url, self._ask("Password of the address: "))
            reach(url)
        return url

    def new_password(self, login: str) -> str:
        """A new password; at a terminal it is typed twice."""
        import sys

        password = self._ask(f"New password of {login}: ")
        if sys.stdin.isatty() and self._ask("The same once more: ") != password:
            raise BadInput("not-the-same", "The two are not the same, so nothing was changed.")
        return password


def add_server(app: Typer, say: Say, show: Say, ask: Ask) -> None:
    """Add the commands; ``say`` tells the person, ``show`` prints results, ``ask`` gets a password."""
    import typer

    way = _Way(say, show, ask)
    group = typer.Typer(help=_ABOUT, no_args_is_help=True)
    for add in (_add_init, _add_add_coder, _add_revoke, _add_migrate, _add_status):
        add(group, way)
    app.add_typer(group, name="server")
    _add_copy(app, way)


def _add_init(group: Typer, way: _Way) -> None:
    import typer

    url_given = typer.Argument(help=f"{_URL}; of the administrator.")
    name_given = typer.Option("", "--name", help="Name of the project, where one is made.")
    supervisor_given = typer.Option("", "--supervisor", metavar="NAME", help="Who gets the first login.")
    login_given = typer.Option("", "--login", help="The supervisor's login.")
    codebook_given = typer.Option(None, "--codebook", help="A codebook file; else the one that comes along.")
    open_given = typer.Option(False, "--unencrypted", help="Go on over a connection others can listen to.")

    @group.command("init")
    def init(
        url: str = url_given,
        name: str = name_given,
        supervisor: str = supervisor_given,
        login: str = login_given,
        codebook: Path | None = codebook_given,
        unencrypted: bool = open_given,
    ) -> None:
        """Set a database up: roles, policies, the project if there is none, a supervisor's login."""
        from core.app.serving import NewLogin, set_up
        from core.importing.codebook_file import load_codebook

        if bool(supervisor) != bool(login):
            raise BadInput("no-supervisor", "--supervisor and --login belong together.")
        place = way.to(url)
        first = None
        if supervisor:
            first = NewLogin(supervisor, login, way.new_password(login), Role.SUPERVISOR)
        made = set_up(
            place, name=name, supervisor=first, codebook=load_codebook(codebook), unencrypted=unencrypted
        )
        way.show("Made the project and put it under policies." if made else "The project is under policies.")
        if first is not None:
            way.show(f"{supervisor} signs in as {login}.")


def _add_add_coder(group: Typer, way: _Way) -> None:
    import typer

    url_given = typer.Argument(help=f"{_URL}; of a supervisor or the administrator.")
    name_given = typer.Argument(help="Name of the account, there already or new.")
    login_given = typer.Option(..., "--login", help="The login: small letters, digits, underscores.")
    role_given = typer.Option(
        "", "--role", help="coder, supervisor or researcher; a new account is a coder's."
    )

    @group.command("add-coder")
    def add_coder(
        url: str = url_given, name: str = name_given, login: str = login_given, role: str = role_given
    ) -> None:
        """Let somebody in, or give a login there is another password."""
        from core.app.serving import NewLogin, let_in

        if role not in {"", *Role}:
            raise BadInput("no-role", "A role is coder, supervisor or researcher.", where=role)
        place = way.to(url)
        new = let_in(place, NewLogin(name, login, way.new_password(login), Role(role) if role else None))
        way.show(f"{name} signs in as {login}." + (" The account is new." if new else ""))


def _add_revoke(group: Typer, way: _Way) -> None:
    import typer

    url_given = typer.Argument(help=f"{_URL}; of a supervisor or the administrator.")
    name_given = typer.Argument(help="Name of the account.")

    @group.command("revoke")
    def revoke(url: str = url_given, name: str = name_given) -> None:
        """Close an account and its login at once. What was coded stays; “add-coder” lets in again."""
        from core.app.serving import revoke as close

        close(way.to(url), name)
        way.show(f"{name} can't sign in any more.")


def _add_migrate(group: Typer, way: _Way) -> None:
    import typer

    url_given = typer.Argument(help=f"{_URL}; of the administrator.")

    @group.command("migrate")
    def migrate(url: str = url_given) -> None:
        """Bring the project and its policies up to date after a new version of Rapporteur."""
        from core.app.serving import migrate as bring

        before, after = bring(way.to(url))
        way.show(f"Brought from {before} to {after}." if before != after else f"Up to date ({after}).")


def _add_status(group: Typer, way: _Way) -> None:
    import typer

    url_given = typer.Argument(help=f"{_URL}; of a supervisor or the administrator.")
    json_given = typer.Option(False, "--json", help="As a JSON object.")

    @group.command("status")
    def status(url: str = url_given, as_json: bool = json_given) -> None:
        """Tell what stands on the server: policies, encryption, who may sign in."""
        from core.app.serving import standing

        found = standing(way.to(url))
        if as_json:
            way.show(json.dumps(_as_json(found), ensure_ascii=False))
            return
        for line in _lines(found):
            way.show(line)


def _add_copy(app: Typer, way: _Way) -> None:
    import typer

    source_given = typer.Argument(help="The project: a file, or an address on a server.")
    target_given = typer.Argument(help="Where to: a new file, or the address of an empty database.")
    open_given = typer.Option(False, "--unencrypted", help="Go on over a connection others can listen to.")

    @app.command("copy")
    def copy(source: str = source_given, target: str = target_given, unencrypted: bool = open_given) -> None:
        """Copy a project with everything in it from a file to a server or back; it is compared at the end."""
        from core.app.copying import copy_project
        from core.app.serving import check_line

        places = [way.to(one) if "://" in one else Path(one) for one in (source, target)]
        for place in places:
            if isinstance(place, str):
                check_line(place, unencrypted=unencrypted)
        way.show(f"Copied and compared: {copy_project(places[0], places[1], Told(way.say)).text}.")
        if isinstance(places[1], str):
            way.say("rapporteur: “rapporteur server init” lets people in.")


class Told:
    """A `Progress` that says a line every few seconds."""

    cancelled = False

    def __init__(self, say: Say) -> None:
        self._say, self._next = say, time.monotonic() + _EVERY

    def report(self, done: float, text: str = "") -> None:
        """Say it, when it is time."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._say(f"rapporteur: {done:.0%} {text}")


def _lines(found: Standing) -> list[str]:
    there = found.server
    line = "encrypted" if there.encrypted else "not encrypted" + (" (this computer)" if there.local else "")
    lines = [
        f"{found.project}: schema {there.version}, PostgreSQL {there.server}, {line}",
        "Policies are in force." if there.secured else "No policies: do “rapporteur server init”.",
    ]
    if there.undeclared:
        lines.append(f"Tables without policies, closed to all logins: {', '.join(there.undeclared)}")
    for person, let_in in found.people:
        login = person.login or "no login"
        state = "" if let_in or not person.login else ("left" if not person.active else "not let in")
        lines.append("\t".join(filter(None, (person.name, str(person.role), login, state))))
    return lines


def _as_json(found: Standing) -> dict[str, Any]:
    there = found.server
    return {
        "project": found.project,
        "schema": there.version,
        "server": there.server,
        "encrypted": there.encrypted,
        "policies": there.secured,
        "undeclared": list(there.undeclared),
        "people": [
            {"name": one.name, "role": str(one.role), "login": one.login, "let_in": let_in}
            for one, let_in in found.people
        ],
    }
