"""What databases complain of, said so that a person can act on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError

from core.domain.errors import Conflict, PersonError, Refused, Unavailable

_FULL = (
    "disk-full",
    "The disk is full, so nothing was changed; all earlier acts are saved. Make room, then do it again.",
)
_IO = (
    "disk-error",
    "The disk failed, so nothing was changed; all earlier acts are saved. Is it still there, with room?",
)
_BUSY = (
    "busy",
    "Another program holds the project, so nothing was changed. Close that program and do it again.",
)
MOVED = (
    "file-moved",
    """The project file was moved, deleted or replaced while it was open (synchronised folders do that), so \
nothing was changed. Put it back where it was, or close the project and open it where it is now.""",
)
READ_ONLY = ("read-only", "This project is open for reading only, so nothing can be changed in it.")
CORRUPT = (
    "corrupt-file",
    """The project file is damaged. Keep it as it is and open your latest backup in its place. What was done \
since that backup may still be got out of the damaged file with “sqlite3 FILE .recover”.""",
)
UNREADABLE = (
    "unreadable-record",
    """A record in the project file is damaged and can't be read. Keep the file as it is and open your \
latest backup; “rapporteur verify” lists all that is damaged.""",
)
FOREIGN = ("foreign-file", "This is not a Rapporteur project, or its beginning is damaged. Choose another.")
SEALED = (
    "sealed-package",
    """This is a package with a passphrase. Open it with “Open a hand-out package…” on the welcome page, or \
with “rapporteur unpack”, and work in the file that is made of it.""",
)
MEANWHILE = ("changed-meanwhile", "This was changed meanwhile, so nothing was done. Look at it again.")
NO_PROJECT = (
    "foreign-file",
    "This database holds no Rapporteur project. Check its name, or copy or make a project there first.",
)
REVOKED = (
    "revoked",
    "This login no longer works in the project: a supervisor has closed the account. What was coded stays.",
)
OLDER_SERVER = (
    "older-server",
    """The project on the server is of an older Rapporteur. Whoever runs the server brings it up to date \
with “rapporteur server migrate”.""",
)
NOT_ALLOWED = (
    "not-allowed",
    "The team server does not let this account change or read that. It is for a supervisor to do.",
)
_GONE = ("no-file", "The project file can't be opened. Is it still there?")
_SERVER = (
    "no-server",
    "The database server does not answer, so nothing was changed. Check the network and try again.",
)
_NO_ACCESS = ("no-access", "The database server refuses this name or password.")
_NO_DATABASE = ("no-file", "The database server has no database of this name.")

_SQLITE: dict[int, tuple[type[PersonError], tuple[str, str]]] = {
    sqlite3.SQLITE_FULL: (Unavailable, _FULL),
    sqlite3.SQLITE_IOERR: (Unavailable, _IO),
    sqlite3.SQLITE_BUSY: (Unavailable, _BUSY),
    sqlite3.SQLITE_LOCKED: (Unavailable, _BUSY),
    sqlite3.SQLITE_READONLY: (Refused, READ_ONLY),
    sqlite3.SQLITE_CORRUPT: (Refused, CORRUPT),
    sqlite3.SQLITE_NOTADB: (Refused, FOREIGN),
    sqlite3.SQLITE_CANTOPEN: (Unavailable, _GONE),
}
# Classes of SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES: dict[str, tuple[type[PersonError], tuple[str, str]]] = {
    "08": (Unavailable, _SERVER),
    "28": (Refused, _NO_ACCESS),
    "28R01": (Refused, REVOKED),
    "3D": (Refused, _NO_DATABASE),
    "42501": (Refused, NOT_ALLOWED),
    "40": (Conflict, MEANWHILE),
    "53": (Unavailable, _FULL),
    "57": (Unavailable, _SERVER),
}


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn the faults of a database into `PersonError`; what is none of a person's business passes."""
    try:
        yield
    except IntegrityError as fault:
        raise Conflict(*MEANWHILE, where=where) from fault
    except DBAPIError as fault:
        found = _explained(fault)
        if found is None:
            raise
        kind, (code, text) = found
        raise kind(code, text, where=where) from fault


def _explained(fault: DBAPIError) -> tuple[type[PersonError], tuple[str, str]] | None:
    if isinstance(fault.orig, sqlite3.Error):
        code = getattr(fault.orig, "sqlite_errorcode", None)
        return _SQLITE.get(code & 0xFF) if code is not None else None
    state = getattr(fault.orig, "sqlstate", None)
    if state:
        return _POSTGRES.get(state) or _POSTGRES.get(state[:2])
    no_answer = isinstance(fault, OperationalError | InterfaceError) and not isinstance(fault, DataError)
    return _unconnected(str(fault.orig)) if no_answer else None


# What a server says before anybody is signed in comes without a code.
_AT_THE_DOOR: tuple[tuple[str, type[PersonError], tuple[str, str]], ...] = (
    ("the database system is", Unavailable, _SERVER),  # starting up, shutting down
    ("is not permitted to log in", Refused, REVOKED),
    ("password authentication failed", Refused, _NO_ACCESS),
    ("no password supplied", Refused, ("no-password-given", "The database server asks for a password.")),
    ("does not exist", Refused, _NO_DATABASE),
    ("permission denied for database", Refused, REVOKED),
    (
        "too many connections",
        Unavailable,
        ("busy-server", "The server lets no more windows in at the moment."),
    ),
    (
        "pg_hba.conf",
        Refused,
        ("no-access", "The database server lets nobody in from here, or not in this way (TLS?)."),
    ),
    (
        "certificate",
        Refused,
        ("no-trust", "The server can't prove who it is (its certificate does not fit)."),
    ),
    (
        "does not support SSL",
        Refused,
        ("not-encrypted", "The server offers no encrypted connection, and the address asks for one."),
    ),
)


def _unconnected(said: str) -> tuple[type[PersonError], tuple[str, str]]:
    if "role" in said and "does not exist" in said:
        return Refused, _NO_ACCESS
    for words, kind, told in _AT_THE_DOOR:
        if words in said:
            return kind, told
    if "FATAL" in said:
        words = said.rpartition("FATAL:")[2].strip()
        return Refused, ("no-access", f"The database server lets nobody in: {words}")
    return Unavailable, _SERVER
