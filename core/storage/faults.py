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
MEANWHILE = ("changed-meanwhile", "This was changed meanwhile, so nothing was done. Look at it again.")
_GONE = ("no-file", "The project file can't be opened. Is it still there?")
_SERVER = (
    "no-server",
    "The database server does not answer, so nothing was changed. Check the network and try again.",
)

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
    "28": (Refused, ("no-access", "The database server refuses this name or password.")),
    "3D": (Refused, ("no-file", "The database server has no database of this name.")),
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
        return _POSTGRES.get(state[:2])
    no_answer = isinstance(fault, OperationalError | InterfaceError) and not isinstance(fault, DataError)
    return (Unavailable, _SERVER) if no_answer else None
