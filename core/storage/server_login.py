"""Who a connection to a team server has signed in as, by its login."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from core.storage.server_rules import CODERS


@dataclass(frozen=True, slots=True)
class Login:
    """The account a login stands for; ``role`` as in `core.domain.article.Role`."""

    coder_id: str
    role: str


def is_served(connection: Connection) -> bool:
    """Whether the project there is under the policies of a team server."""
    if connection.dialect.name != "postgresql":
        return False
    served = text("SELECT to_regprocedure('rapporteur.me()') IS NOT NULL")
    return bool(connection.execute(served).scalar())


def sign_in(connection: Connection) -> Login | None:
    """The account of the login, for the rest of the connection; ``None`` for an administrator and where the
    project is under no policies.

    Raises an error of the database (told as ``revoked``) for a login whose account is closed.
    """
    if not is_served(connection):
        return None
    found = connection.execute(text("SELECT rapporteur.me(), rapporteur.my_role()")).one()
    if not found[0]:
        return None
    if found[1] == "coder":
        # What a coder may not see of a row stands empty in views of the tables' names.
        connection.execute(text(f"SET search_path = {CODERS}, public"))
    return Login(str(found[0]), str(found[1]))
