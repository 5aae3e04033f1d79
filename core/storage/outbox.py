"""The queue of acts a server does not have yet: the journal of a project file on the coder's own computer.

A line is on the disk before anybody is told of the act, so it survives whatever happens to the program. It
waits until it is marked as sent, or as held where the server refused it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Column, Connection, Index, Integer, MetaData, Table, Text, delete, func, insert, select

from core.domain.changes import ChangeSet, Entry, Origin
from core.storage import schema
from core.storage.news import Key
from core.storage.opening import Place
from core.storage.store import Store

team = MetaData()
lines = Table(
    "team_line",  # a line of the journal that does not wait any more
    team,
    Column("seq", Integer, primary_key=True),
    Column("server", Integer, nullable=False),  # its number on the server; 0: it is not there
    Column("state", Text, nullable=False),
    Column("said", Text, nullable=False),  # why the server did not take it
    Index("team_line_server", "server"),
)
known = Table(
    "team_known",
    team,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
_journal = schema.journal


class LineState(StrEnum):
    """What became of an act."""

    SENT = "sent"
    HELD = "held"  # the server refused it; the person has not yet said what is to become of it
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Held:
    """An act the server did not take, and why."""

    entry: Entry
    said: str


class Outbox(Store):
    """The file and its queue. One thread writes; others read with a connection of their own."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._waiting: dict[int, frozenset[Key]] = {}
        self._looks_on = False

    @property
    def read_only(self) -> bool:
        """Whether every commit is refused; to a researcher too, as the server would."""
        return self._looks_on or super().read_only

    def known(self, name: str) -> str:
        """What is remembered of the server under this name; empty when nothing is."""
        with self._transaction() as connection:
            return str(connection.execute(select(known.c.value).where(known.c.name == name)).scalar() or "")

    def remember(self, **values: str) -> None:
        """Remember more of the server."""
        with self._transaction(write=True) as connection:
            self._remember(connection, values)

    @staticmethod
    def _remember(connection: Connection, values: Mapping[str, str]) -> None:
        for name, value in values.items():
            connection.execute(delete(known).where(known.c.name == name))
            connection.execute(insert(known), {"name": name, "value": value})

    def begin(self) -> None:
        """Find out what waits and what may be done, before the first act."""
        self._looks_on = self.known("role") == "researcher"
        self._waiting = {entry.seq: keys_of(entry.changes) for entry in self.waiting()}

    def waiting(self, after: int = 0) -> list[Entry]:
        """The acts the server does not have yet, in the order they were made."""
        marked = select(lines.c.seq)
        waiting = select(_journal).where(_journal.c.seq > after, _journal.c.seq.not_in(marked))
        with self._transaction() as connection:
            return [self._entry(row) for row in connection.execute(waiting.order_by(_journal.c.seq)).all()]

    def count_waiting(self) -> int:
        """How many acts wait."""
        marked = select(lines.c.seq)
        waiting = select(func.count()).select_from(_journal).where(_journal.c.seq.not_in(marked))
        with self._transaction() as connection:
            return int(connection.execute(waiting).scalar_one())

    @property
    def waits(self) -> int:
        """How many acts wait, from memory."""
        return len(self._waiting)

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
        """As `Store.commit`; the act then waits to be sent."""
        entry = super().commit(
            changes, actor=actor, command=command, label=label, origin=origin, step=step, at=at
        )
        self._waiting[entry.seq] = keys_of(changes)
        return entry

    def sent(self, done: Mapping[int, int]) -> None:
        """Mark acts as sent; ``done``: their seq here → on the server (0: nothing of it was needed there)."""
        rows = [{"seq": s, "server": n, "state": LineState.SENT.value, "said": ""} for s, n in done.items()]
        with self._transaction(write=True) as connection:
            connection.execute(insert(lines), rows)
        for seq in done:
            self._waiting.pop(seq, None)

    def held(self) -> list[Held]:
        """The acts the server refused, oldest first, until the person has decided on them."""
        rows = (
            select(_journal, lines.c.said)
            .join(lines, lines.c.seq == _journal.c.seq)
            .where(lines.c.state == LineState.HELD.value)
            .order_by(_journal.c.seq)
        )
        with self._transaction() as connection:
            return [Held(self._entry(row[:-1]), row[-1]) for row in connection.execute(rows).all()]

    def settle(self, seq: int) -> None:
        """The person has decided on a held act; its line stays."""
        with self._transaction(write=True) as connection:
            mark = lines.update().where(lines.c.seq == seq).values(state=LineState.SETTLED.value)
            connection.execute(mark)

    def server_seqs(self, after: int) -> set[int]:
        """The numbers after ``after`` that lines of this mirror have on the server."""
        with self._transaction() as connection:
            return set(connection.scalars(select(lines.c.server).where(lines.c.server > after)))

    def server_seq(self, seq: int) -> int:
        """The number a line has on the server; 0 when it is not there."""
        with self._transaction() as connection:
            return int(connection.execute(select(lines.c.server).where(lines.c.seq == seq)).scalar() or 0)


def keys_of(changes: ChangeSet) -> frozenset[Key]:
    """The records a change set speaks of."""
    return frozenset(Key(change.kind, change.id) for change in changes.changes)
