"""Opening a database: what the place is, how it is connected, which version of the schema it has."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, inspect, make_url, text

from core.domain.errors import Refused, Unavailable
from core.storage import faults
from core.storage.held import Hold, hold
from core.storage.lock import Lock, take
from core.storage.package_seal import SEAL
from core.storage.schema import VERSIONS, metadata

APPLICATION_ID = 0x52505254  # "RPRT"; tells our files from other SQLite files
MIGRATIONS = Path(__file__).with_name("migrations")
_MAGIC = b"SQLite format 3\0"
_WRITING = "writing"  # set in a connection's info while a transaction that writes begins
_NO_FILE = ("no-file", "The project can't be opened. Is it still there, and may you read it?")
_UNSETTLED = (
    "unsettled-file",
    """This project was not closed properly, and its folder can't be written, so its last acts can't be \
read. Copy it with the files of the same name beside it to a folder of your own, and open it there.""",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a project lives, connected; ``shown`` holds no password."""

    engine: Engine
    shown: str
    read_only: bool = False
    lock: Lock | None = None
    file: Path | None = None
    new: bool = False
    hold: Hold | None = None

    def leave(self) -> None:
        """Disconnect and let others in."""
        self.engine.dispose()
        if self.hold is not None:
            self.hold.release()
        if self.lock is not None:
            self.lock.release()

    def discard(self) -> None:
        """Leave, and remove a file that could not be made whole."""
        self.leave()
        if self.new and self.file is not None:
            for end in ("", "-wal", "-shm", ".lock"):
                self.file.with_name(self.file.name + end).unlink(missing_ok=True)

    def identity(self) -> tuple[int, int] | None:
        """What tells the file from any other that takes its name; ``None`` when there is no file."""
        try:
            found = self.file.stat() if self.file is not None else None
        except OSError:
            found = None
        return (found.st_dev, found.st_ino) if found is not None else None


def new_place(where: Path | str) -> Place:
    """A place for a new project; raises `Refused` (``exists``) when something is there."""
    if _is_url(where):
        return _server(str(where), read_only=False)
    path = Path(where)
    if path.exists():
        raise Refused("exists", "There is a file of this name already. Choose another name.", where=str(path))
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise Unavailable(
            "no-folder",
            "The folder is not there or can't be written. Choose another.",
            where=str(path.parent),
        )
    engine = _file_engine(path, "rwc", "journal_mode=WAL")
    return Place(engine, str(path), lock=take(path), file=path, new=True)


def known_place(where: Path | str, *, read_only: bool) -> Place:
    """The place of a project; raises `Refused` when it is plainly none, cut short, or locked."""
    if _is_url(where):
        return _server(str(where), read_only=read_only)
    path = Path(where)
    held = _held(path)
    with ExitStack() as on_fault:
        on_fault.callback(held.release)
        place = replace(_file_place(path, read_only=read_only), hold=held)
        on_fault.pop_all()
    return place


def _held(path: Path) -> Hold:
    try:
        return hold(path, _check_file)
    except OSError as fault:
        raise Unavailable(*_NO_FILE, where=str(path)) from fault


def _file_place(path: Path, *, read_only: bool) -> Place:
    if _may_write(path):
        if read_only:
            return Place(_file_engine(path, "rw", "query_only=ON"), str(path), read_only=True)
        return Place(_file_engine(path, "rw"), str(path), lock=take(path), file=path)
    # In a folder that can't be written SQLite can't share a file; with no log beside it none is needed.
    log = _has_log(path)
    if log and not path.with_name(path.name + "-shm").exists():
        raise Refused(*_UNSETTLED, where=str(path))
    return Place(_file_engine(path, "ro" if log else "ro&immutable=1"), str(path), read_only=True)


def writing(connection: Connection, value: bool) -> None:
    """Say whether the next transaction will write; SQLite then takes its write lock at the start."""
    connection.info[_WRITING] = value


def is_writing(connection: Connection) -> bool:
    """What `writing` was told last."""
    return bool(connection.info.get(_WRITING))


def mark_as_ours(connection: Connection) -> None:
    """Write our sign into a new file; raises `Refused` when a server's database holds a project already."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA application_id={APPLICATION_ID}"))
    elif has_project(connection):
        raise Refused("exists", "There is a project in this database already. Choose another database.")


def check_ours(connection: Connection, place: Place) -> str:
    """The version of the schema if it is an older one, else empty; raises `Refused` when it is a newer one
    or none of ours."""
    if not _is_ours(connection):
        told = faults.FOREIGN if connection.dialect.name == "sqlite" else faults.NO_PROJECT
        raise Refused(*told, where=place.shown)
    there = set(inspect(connection).get_table_names())
    version = _version(connection) if "alembic_version" in there else ""
    if not version:
        raise Refused(*faults.CORRUPT, where=place.shown)
    if version not in VERSIONS:
        raise Refused(
            "newer-file",
            "This project was made with a newer Rapporteur. Install the newest version and open it again.",
            where=place.shown,
        )
    older = version != VERSIONS[-1]
    if older and place.read_only:
        said = "This project was made with an older Rapporteur and must be opened where it can be written."
        raise Refused("older-file", said, where=place.shown)
    if not older and not set(metadata.tables) <= there:
        raise Refused(*faults.CORRUPT, where=place.shown)
    connection.execute(text("SELECT id, name FROM project")).all()
    return version if older else ""


def _version(connection: Connection) -> str:
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def upgrade(connection: Connection) -> None:
    """Bring the schema to the version of the program; within the transaction of ``connection``."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@contextmanager
def connected_to(url: str) -> Iterator[Connection]:
    """A connection of its own to the database at ``url``, in one transaction that writes."""
    place = _server(url, read_only=False)
    try:
        with place.engine.begin() as connection:
            yield connection
    finally:
        place.leave()


def _is_url(where: Path | str) -> bool:
    return "://" in str(where)


def _server(where: str, *, read_only: bool) -> Place:
    url = make_url(where).set(drivername="postgresql+psycopg")  # the one driver we know
    return Place(
        create_engine(url, poolclass=StaticPool), url.render_as_string(hide_password=True), read_only
    )


def _file_engine(path: Path, mode: str, *pragmas: str) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            _uri(path, mode), uri=True, isolation_level=None, check_same_thread=False
        )
        with ExitStack() as on_fault:
            on_fault.callback(connection.close)
            for pragma in ("foreign_keys=ON", "busy_timeout=5000", "synchronous=FULL", *pragmas):
                connection.execute(f"PRAGMA {pragma}")
            on_fault.pop_all()
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    return engine


def _uri(path: Path, mode: str) -> str:
    """As SQLite reads it: never a host, so that \\\\server\\share has four slashes and C:/ three."""
    plain = quote(path.absolute().as_posix(), safe="/:")
    return f"file://{'' if plain.startswith('/') else '/'}{plain}?mode={mode}"


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing(connection) else "BEGIN")


def _check_file(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(100)
    if head.startswith(SEAL):
        raise Refused(*faults.SEALED, where=str(path))
    if not head.startswith(_MAGIC):
        raise Refused(*faults.FOREIGN, where=str(path))
    if _has_log(path):
        return  # the latest head is in the log; SQLite will look
    if len(head) < 100 or _expected_size(head) > path.stat().st_size:
        raise Refused(*faults.CORRUPT, where=str(path))
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise Refused(*faults.FOREIGN, where=str(path))


def _expected_size(head: bytes) -> int:
    """Pages × page size (https://www.sqlite.org/fileformat2.html, offsets 16 and 28)."""
    page = int.from_bytes(head[16:18], "big")
    return (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _is_ours(connection: Connection) -> bool:
    if connection.dialect.name == "sqlite":
        return bool(connection.execute(text("PRAGMA application_id")).scalar() == APPLICATION_ID)
    return has_project(connection)


def has_project(connection: Connection) -> bool:
    """Whether a server's database holds a project."""
    return inspect(connection).has_table("alembic_version")
