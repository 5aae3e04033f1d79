"""The roles of one project on a server: an owner nobody signs in as, a keeper of logins, and three groups.

Roles belong to the whole server, so their names hold that of the database: a login of another project on the
same server gets no further than the door.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, text

from core.domain.errors import Refused

OLDEST = 15  # major version of PostgreSQL: views that look with the eyes of who asks
_LONGEST = 63  # bytes of a name in PostgreSQL
_NAME = re.compile(r"[a-z][a-z0-9_]{1,40}")
_MAY_NOTHING = "NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS"


@dataclass(frozen=True, slots=True)
class Roles:
    """The names of the roles of the project in ``database``."""

    database: str

    @property
    def owner(self) -> str:
        """Owns tables and functions; no login."""
        return self._named("owner")

    @property
    def keeper(self) -> str:
        """Makes and closes logins, through functions that check who asks; no login itself."""
        return self._named("keeper")

    @property
    def logins(self) -> str:
        """The mark of all logins made for this project; grants nothing."""
        return self._named("logins")

    @property
    def groups(self) -> dict[str, str]:
        """By role of an account, the group its login is in."""
        return {role: self._named(role) for role in ("coder", "supervisor", "researcher")}

    def _named(self, what: str) -> str:
        name = f"rapporteur_{self.database}_{what}"
        if len(name.encode()) <= _LONGEST:
            return name
        return f"rapporteur_{sha256(self.database.encode()).hexdigest()[:24]}_{what}"


def roles_of(connection: Connection) -> Roles:
    """The names for the database of ``connection``."""
    return Roles(str(connection.execute(text("SELECT current_database()")).scalar_one()))


def check_may_make_roles(connection: Connection) -> None:
    """Raise `Refused`: ``old-server``, ``no-roles``."""
    version = int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10_000
    if version < OLDEST:
        said = f"The server is PostgreSQL {version}; a team project needs {OLDEST} or newer."
        raise Refused("old-server", said)
    me = connection.execute(
        text("SELECT rolname, rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
    ).one()
    if not me[1]:
        said = "may not make roles on the server. Sign in as its administrator, or have CREATEROLE given."
        raise Refused("no-roles", f"{me[0]} {said}", where=str(me[0]))


def make_roles(connection: Connection, roles: Roles) -> None:
    """Make what is missing. Raises `Refused`: ``old-server``, ``no-roles``."""
    check_may_make_roles(connection)
    for name, more in (
        (roles.owner, "NOCREATEROLE"),
        (roles.keeper, "CREATEROLE"),
        (roles.logins, "NOCREATEROLE"),
        *((group, "NOCREATEROLE") for group in roles.groups.values()),
    ):
        if not there(connection, name):
            run(connection, f"CREATE ROLE {quoted(name)} NOLOGIN {_MAY_NOTHING} {more}")
    for name in (roles.owner, roles.keeper):
        run(connection, f"GRANT {quoted(name)} TO CURRENT_USER")
    for name in (roles.logins, *roles.groups.values()):
        run(connection, f"GRANT {quoted(name)} TO {quoted(roles.keeper)} WITH ADMIN OPTION")


def there(connection: Connection, name: str) -> bool:
    """Whether the server has a role of this name."""
    found = text("SELECT count(*) FROM pg_roles WHERE rolname = :name")
    return bool(connection.execute(found, {"name": name}).scalar())


def check_name(login: str) -> None:
    """Raise `Refused` (``login-name``) for what can't be the name of a login."""
    if not _NAME.fullmatch(login) or login.startswith(("pg_", "rapporteur_")):
        said = "A login is 2 to 41 small letters, digits and underscores, and begins with a letter."
        raise Refused("login-name", said, where=login)


def verifier(connection: Connection, login: str, password: str) -> str:
    """What the server keeps of a password (SCRAM, RFC 5802): made here, so that no log has it."""
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("the connection is closed")
    made: bytes = driver.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return made.decode()


def quoted(name: str) -> str:
    """``name`` as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def run(connection: Connection, statement: str) -> None:
    """Execute a statement made of our own words and of `quoted` names."""
    connection.exec_driver_sql(statement.replace("%", "%%"))
