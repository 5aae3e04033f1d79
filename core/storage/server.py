"""A project on a team server: its database is put under policies, and people get logins of their own.

Everything here is done again without harm. ``url`` is that of an administrator (a superuser, or the owner of
the database with CREATEROLE) unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import DBAPIError

from core.domain.errors import Refused
from core.storage import faults
from core.storage.opening import connected_to, has_project
from core.storage.server_functions import NO_LOGIN
from core.storage.server_policies import apply_policies, tables
from core.storage.server_roles import check_may_make_roles, check_name, roles_of, there, verifier
from core.storage.server_rules import RULES

_LOCAL = ("", "localhost", "127.0.0.1", "::1")
_TAKEN = "The server has a login of this name that is not of this project. Choose another name."
_OPEN = (
    "not-encrypted",
    """The connection to the server is not encrypted: whoever listens on the way reads texts and codings. \
Set up TLS on the server and add “?sslmode=verify-full” to the address, or say that you want it open.""",
)


@dataclass(frozen=True, slots=True)
class Served:
    """What stands on the server. ``secured``: whether policies are in force; ``undeclared``: tables without
    any, which are closed to all logins; ``logins``: login → whether the server lets it in."""

    version: str
    server: str
    encrypted: bool
    local: bool
    secured: bool
    undeclared: tuple[str, ...]
    logins: tuple[tuple[str, bool], ...]


def reach(url: str, *, unencrypted: bool) -> None:
    """Connect once; raises what stands in the way, and `Refused` (``not-encrypted``) unless it is wanted."""
    with _connected(url) as connection:
        check_encrypted(connection, url, unencrypted=unencrypted)


def prepare(url: str, *, login: str = "", unencrypted: bool = False) -> bool:
    """Whether a project is there; checks first that `secure` and a new ``login`` can be made to work.

    Raises `Refused`: ``not-encrypted``, ``old-server``, ``no-roles``, ``login-taken``.
    """
    with _connected(url) as connection:
        check_encrypted(connection, url, unencrypted=unencrypted)
        check_may_make_roles(connection)
        if login and there(connection, login) and not _is_marked(connection, login):
            raise Refused("login-taken", _TAKEN, where=login)
        return has_project(connection)


def secure(url: str, *, unencrypted: bool = False) -> None:
    """Put the project there under the policies. Raises `Refused`: ``foreign-file``, ``not-encrypted`` …"""
    with _connected(url) as connection:
        check_encrypted(connection, url, unencrypted=unencrypted)
        check_there(connection, url)
        apply_policies(connection)


def check_login(login: str) -> None:
    """Raise `Refused` (``login-name``) for what can't be the name of a login."""
    check_name(login)


def holds_password(url: str) -> bool:
    """Whether the address holds one."""
    return bool(make_url(url).password)


def login_in(url: str) -> str:
    """Who signs in by the address."""
    return make_url(url).username or ""


def check_there(connection: Connection, url: str) -> None:
    """Raise `Refused` (``foreign-file``) when the database holds no project."""
    if not has_project(connection):
        raise Refused(*faults.NO_PROJECT, where=shown(url))


def check_encrypted(connection: Connection, url: str, *, unencrypted: bool = False) -> None:
    """Raise `Refused` (``not-encrypted``) for an open line to another computer, unless it is wanted so."""
    if not (unencrypted or _is_local(url) or _encrypted(connection)):
        raise Refused(*_OPEN, where=shown(url))


def give_login(connection: Connection, login: str, password: str) -> None:
    """Make the login, or give it a new password; which account it is for stands in the account (``login``).

    For supervisors and administrators. Raises `Refused`: ``login-name``, ``login-taken``, ``not-allowed``.
    """
    check_name(login)
    with _told_of(login):
        kept = verifier(connection, login, password)
        connection.execute(
            text("SELECT rapporteur.give_login(:login, :kept)"), {"login": login, "kept": kept}
        )


def status(url: str) -> Served:
    """What stands on the server, for an administrator or a supervisor."""
    with _connected(url) as connection:
        check_there(connection, url)
        roles = roles_of(connection)
        found = connection.execute(
            text(
                "SELECT r.rolname, r.rolcanlogin FROM pg_roles r JOIN pg_auth_members m ON m.member = r.oid"
                " JOIN pg_roles g ON g.oid = m.roleid WHERE g.rolname = :marked AND r.rolname <> :keeper"
                " ORDER BY r.rolname"
            ),
            {"marked": roles.logins, "keeper": roles.keeper},
        ).all()
        open_ = text("SELECT count(*) FROM pg_class WHERE relname = 'project' AND relforcerowsecurity")
        return Served(
            str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()),
            str(connection.execute(text("SHOW server_version")).scalar_one()),
            _encrypted(connection),
            _is_local(url),
            there(connection, roles.owner) and bool(connection.execute(open_).scalar()),
            tuple(name for name in tables(connection) if name not in RULES),
            tuple((str(name), bool(may)) for name, may in found),
        )


def shown(url: str) -> str:
    """The address without its password."""
    return make_url(url).render_as_string(hide_password=True)


def address_for(url: str, login: str, password: str = "") -> str:
    """The address at which ``login`` opens the project that is at ``url``."""
    return make_url(url).set(username=login, password=password or None).render_as_string(hide_password=False)


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    with faults.told(shown(url)), connected_to(url) as connection:
        yield connection


@contextmanager
def _told_of(login: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as fault:
        if getattr(fault.orig, "sqlstate", "") == NO_LOGIN:
            raise Refused("login-taken", _TAKEN, where=login) from fault
        raise


def _is_marked(connection: Connection, login: str) -> bool:
    marked = text(
        "SELECT count(*) FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid"
        " JOIN pg_roles r ON r.oid = m.member WHERE g.rolname = :mark AND r.rolname = :login"
    )
    named = {"mark": roles_of(connection).logins, "login": login}
    return bool(connection.execute(marked, named).scalar())


def _is_local(url: str) -> bool:
    parsed = make_url(url)
    host = parsed.host or str(parsed.query.get("host", ""))
    return host in _LOCAL or host.startswith("/")


def _encrypted(connection: Connection) -> bool:
    driver = connection.connection.driver_connection
    return driver is not None and bool(driver.pgconn.ssl_in_use)
