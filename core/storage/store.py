"""The one object that reads and writes a project: rows and journal line in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Self

from sqlalchemy import bindparam, func, insert, select

from core.domain.article import Project
from core.domain.changes import Change, ChangeSet, Entry, Origin, Record
from core.domain.errors import Refused, Unavailable
from core.domain.work import Progress
from core.storage import backup, faults, opening, schema
from core.storage.journal import article_ids_json, encode_changes
from core.storage.news import CHANNEL
from core.storage.planning import PlanningReader
from core.storage.server_login import is_served, sign_in
from core.storage.writing import bodies_of, write

_add_line = insert(schema.journal).returning(schema.journal.c.seq)
# On a server a failed commit would leave a gap, which a copy in a file shows as a lost line. Over a login,
# which does not see all lines, the server's own trigger counts; see `core.storage.server_functions`.
_next_seq = select(func.coalesce(func.max(schema.journal.c.seq), 0) + 1).scalar_subquery()
_add_line_there = _add_line.values({"seq": _next_seq})
_notify = select(func.pg_notify(bindparam("channel"), ""))


class Store(PlanningReader):
    """A project in a SQLite file or a PostgreSQL database; used by one thread at a time.

    Made by `create` and `open`. Every method raises `Unavailable` or `Refused` when the disk or the server
    fails; whatever was committed before stays.
    """

    @classmethod
    def create(cls, where: Path | str, project: Project, others: Iterable[Record] = ()) -> Self:
        """Make a new project that holds ``others`` from the start, whole or not at all.

        Raises `Refused` (``exists``) when there is something at ``where``, `Unavailable` (``no-folder``).
        """
        place = opening.new_place(where)
        with ExitStack() as on_fault:
            on_fault.callback(place.discard)
            store = cls(place)
            on_fault.callback(store._connection.close)
            with store._transaction(write=True) as connection:
                opening.mark_as_ours(connection)
                opening.upgrade(connection)
                made = ChangeSet(tuple(Change(None, record) for record in (project, *others)))
                store.commit(made, actor="", command="Create", label="Create project", origin=Origin.MACHINE)
            store._settle()
            on_fault.pop_all()
        return store

    @classmethod
    def open(cls, where: Path | str, *, read_only: bool = False) -> Self:
        """Open a project. A file that can't be written is opened for reading, and `read_only` says so.

        A project of an older schema is brought up to date; a file is copied beside itself first. Raises
        `Refused`: ``foreign-file``, ``newer-file``, ``corrupt-file``, ``locked`` (writers only),
        ``older-file`` (readers only); `Unavailable`: ``no-backup``.
        """
        place = opening.known_place(where, read_only=read_only)
        with ExitStack() as on_fault:
            on_fault.callback(place.leave)
            store = cls(place)
            on_fault.callback(store._connection.close)
            with store._transaction() as connection:
                older = opening.check_ours(connection, place)
                store.login = sign_in(connection)
            if older:
                store._bring_up_to_date(older)
            on_fault.pop_all()
        return store

    def commit(
        self,
        changes: ChangeSet,
        *,
        actor: str,
        command: str,
        label: str,
        origin: Origin = Origin.LOCAL,
        step: int = 0,
        at: str = "",
    ) -> Entry:
        """Write rows and journal line, durably, or nothing at all. ``at``: when it was done, if not now.

        Raises `Conflict` (``changed-meanwhile``) when a row does not look like its change's picture before,
        `Refused` (``read-only``, ``bad-text``), `Unavailable` (``disk-full``, ``file-moved`` …).
        """
        if self.read_only:
            raise Refused(*faults.READ_ONLY, where=self.where)
        if self._place.identity() != self._identity:
            raise Unavailable(*faults.MOVED, where=self.where)  # what we hold open has no name any more
        bodies = bodies_of(changes)
        at = at or datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = {
            "at": at,
            "actor": actor,
            "program": _program(),
            "command": command,
            "label": label,
            "origin": origin.value,
            "step": step,
            "article_ids": article_ids_json(changes),
            "changes": encode_changes(changes, bodies),
        }
        with self._transaction(write=True) as connection:
            write(connection, changes, bodies)
            there = connection.dialect.name == "postgresql"
            add = _add_line_there if there and self.login is None else _add_line
            seq = int(connection.execute(add, line).scalar_one())
            if there:
                connection.execute(_notify, {"channel": CHANNEL})  # told to who listens, with the commit
        return Entry(seq, at, actor, _program(), command, label, origin, step, changes)

    def _bring_up_to_date(self, version: str) -> None:
        """Upgrade the schema from ``version``, whole or not at all; the copy made before stays if it is."""
        if self.login is not None:
            raise Refused(*faults.OLDER_SERVER, where=self.where)
        with ExitStack() as on_fault:
            if self._place.file is not None:
                copy = backup.beside(self._place.file, version)
                driver: Any = self._connection.connection.driver_connection
                backup.copy(driver, copy)
                on_fault.callback(copy.unlink)
            with self._transaction(write=True) as connection:
                opening.upgrade(connection)
                if is_served(connection):
                    from core.storage.server_policies import apply_policies

                    apply_policies(connection)
            on_fault.pop_all()

    def copy_to(self, where: Path | str, progress: Progress) -> dict[str, int]:
        """Copy the whole project to ``where``, whole or not at all; how many rows each table holds.

        Raises `Refused` (``exists``, ``not-empty``), `Unavailable` (``copy-differs`` …) and `Cancelled`.
        """
        from core.storage.copying import copy_all

        place = opening.new_place(where)
        with ExitStack() as on_fault:
            on_fault.callback(place.discard)
            store = Store(place)
            on_fault.callback(store._connection.close)
            with self.reading(), self._transaction() as there, store._transaction(write=True) as here:
                sums = copy_all(there, here, progress)
            store._settle()
            on_fault.pop_all()
        store.close()
        return {name: found.rows for name, found in sums.items()}

    @property
    def served(self) -> bool:
        """Whether the project is under the policies of a team server."""
        with self._transaction() as connection:
            return is_served(connection)

    def give_login(self, login: str, password: str) -> None:
        """Make a login on the team server, or give it a new password; for a supervisor's login.

        Raises `Refused`: ``login-name``, ``login-taken``, ``not-allowed``.
        """
        from core.storage.server import give_login

        with self._transaction(write=True) as connection:
            give_login(connection, login, password)

    def _settle(self) -> None:
        """Move a new project from the log into the file, so that its head can be read from outside."""
        if self._connection.dialect.name == "sqlite":
            driver: Any = self._connection.connection.driver_connection
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@cache
def _program() -> str:
    from importlib.metadata import version

    return version("rapporteur")
