"""Running a team server: setting a project up on one, letting people in, closing their logins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from core.app.commands.accounts import AddAccount, ChangeAccount
from core.app.passwords import LEAST
from core.app.projects import create_project
from core.app.workspace import Workspace
from core.domain.article import Coder, Role
from core.domain.codebook import Codebook
from core.domain.errors import Refused
from core.storage import server
from core.storage.store import Store

_NO_SUPERVISOR = "Name a supervisor: somebody has to decide on the study."


@dataclass(frozen=True, slots=True)
class NewLogin:
    """Somebody who is to sign in. ``name``: of the account, there or new; ``login``: on the server; ``role``:
    ``None`` leaves it as it is, and makes a new account a coder's."""

    name: str
    login: str
    password: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on the server. ``people``: account and whether its login is let in."""

    project: str
    server: server.Served
    people: tuple[tuple[Coder, bool], ...]


def address_with(url: str, password: str) -> str:
    """``url`` with the password in it, for the connection alone."""
    return server.address_for(url, server.login_in(url), password) if password else url


def reach(url: str) -> None:
    """Connect once; raises what stands in the way (``no-password-given`` where one is asked for)."""
    server.reach(url, unencrypted=True)


def holds_password(url: str) -> bool:
    """Whether the password stands in the address, for everybody to read."""
    return server.holds_password(url)


def check_line(url: str, *, unencrypted: bool = False) -> None:
    """Raise `Refused` (``not-encrypted``) for an open line to another computer, unless it is wanted so."""
    server.reach(url, unencrypted=unencrypted)


def set_up(
    url: str,
    *,
    name: str = "",
    supervisor: NewLogin | None = None,
    codebook: Codebook | None = None,
    unencrypted: bool = False,
) -> bool:
    """Put the project at ``url`` under the server's policies; make it where there is none. Whether it was.

    ``supervisor``: who gets the first login. Raises `Refused` (``not-encrypted``, ``no-roles``,
    ``no-supervisor``, ``short-password``, ``login-taken`` …); then no project was made.
    """
    if supervisor is not None:
        _check(supervisor)
    login = supervisor.login if supervisor is not None else ""
    made = not server.prepare(url, login=login, unencrypted=unencrypted)
    if not made:
        Store.open(url).close()  # brings an older schema up to date
    else:
        if supervisor is None:
            raise Refused("no-supervisor", _NO_SUPERVISOR)
        create_project(url, name or "Project", supervisor.name, codebook, role=Role.SUPERVISOR)
    server.secure(url, unencrypted=unencrypted)
    if supervisor is not None:
        let_in(url, supervisor)
    return made


def let_in(url: str, person: NewLogin) -> bool:
    """Give somebody a login, or an existing one another password; whether the account is new.

    ``url``: an administrator's or a supervisor's. Raises `Refused` (``not-yours``, ``not-served``,
    ``short-password``, ``login-name``, ``login-taken``, ``same-login`` …).
    """
    _check(person)
    with _deciding(url) as (store, workspace):
        known = _named(workspace, person.name)
        command = account_act(person, known)
        command.plan(workspace.state)  # refuses before the server's roles are touched
        store.give_login(person.login, person.password)
        workspace.execute(command)
        return known is None


def account_act(person: NewLogin, known: Coder | None) -> AddAccount | ChangeAccount:
    """The act that says in the project who signs in as ``person.login``; ``known``: the account, if any."""
    if known is None:
        role = person.role or Role.CODER
        return AddAccount(person.name, role, login=person.login, label=f"Add {person.name}")
    label = f"Let {known.name} in"
    return ChangeAccount(known.id, role=person.role, login=person.login, active=True, label=label)


def make_login(url: str, login: str, password: str) -> None:
    """Make a login, or give it another password; the account says whose it is. Raises as `let_in` does."""
    _check_words(login, password)
    store = Store.open(url)
    try:
        _check_served(store)
        store.give_login(login, password)
    finally:
        store.close()


def revoke(url: str, name: str) -> None:
    """Close somebody's account and login at once; what was coded stays. Raises `Refused`."""
    with _deciding(url) as (_, workspace):
        known = _named(workspace, name)
        if known is None:
            raise Refused("no-coder", "This project has no such account.", where=name)
        label = f"Close the account of {known.name}"
        workspace.execute(ChangeAccount(known.id, active=False, label=label))


def migrate(url: str) -> tuple[str, str]:
    """Bring schema and policies up to date; the versions before and after."""
    before = server.status(url)
    Store.open(url).close()
    if before.secured:
        server.secure(url, unencrypted=True)
    return before.version, server.status(url).version


def standing(url: str) -> Standing:
    """What stands on the server, for an administrator or a supervisor."""
    found = server.status(url)
    let = {login for login, may in found.logins if may}
    store = Store.open(url, read_only=True)
    try:
        people = [one for one in store.select("coder") if isinstance(one, Coder)]
        name = str(getattr(store.select("project")[0], "name", ""))
    finally:
        store.close()
    listed = sorted(people, key=lambda one: one.name.casefold())
    return Standing(name, found, tuple((one, one.active and one.login in let) for one in listed))


def _check(person: NewLogin) -> None:
    _check_words(person.login, person.password)


def _check_words(login: str, password: str) -> None:
    server.check_login(login)
    if len(password) < LEAST:
        raise Refused("short-password", f"A password has at least {LEAST} characters.")


def _named(workspace: Workspace, name: str) -> Coder | None:
    plain = " ".join(name.split()).casefold()
    return next((one for one in workspace.state.people() if one.name.casefold() == plain), None)


@contextmanager
def _deciding(url: str) -> Iterator[tuple[Store, Workspace]]:
    """The project as whoever signs in; as its first supervisor for an administrator."""
    store = Store.open(url)
    try:
        _check_served(store)
        yield store, Workspace(store, store.login.coder_id if store.login else _first_supervisor(store))
    finally:
        store.close()


def _check_served(store: Store) -> None:
    if not store.served:
        said = "This project is not set up for a team yet. Do “rapporteur server init” first."
        raise Refused("not-served", said, where=store.where)


def _first_supervisor(store: Store) -> str:
    people = sorted((one for one in store.select("coder") if isinstance(one, Coder)), key=lambda one: one.id)
    deciding = [one for one in people if one.active and one.role is Role.SUPERVISOR]
    if not deciding and len(people) > 1:
        raise Refused("no-supervisor", "The project has no supervisor any more.", where=store.where)
    return (deciding or people)[0].id
