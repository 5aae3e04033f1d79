"""A worker's connection to a project on a server: reads news there, and hands in what was done here.

All of it waits for the network, so nothing here is called on the window's thread.
"""

from __future__ import annotations

import select as waiting
import socket
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from typing import Any

from sqlalchemy import Row, make_url, select, text

from core.domain.article import Coder, Project, Role
from core.domain.changes import KINDS, ChangeSet, Entry, Record
from core.storage import faults, schema
from core.storage.news import CHANNEL, KEYS, Key, Moment, Tail
from core.storage.opening import Place
from core.storage.rows import codec
from core.storage.store import Store
from core.storage.writing import fetch

PAGE = 100  # records fetched at a time; analyses are large
_LONG_GONE = {  # libpq's words: how soon a dead line is noticed, in seconds but for the last
    "connect_timeout": "8",
    "keepalives_idle": "5",
    "keepalives_interval": "3",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",  # milliseconds
}
_SERVED = text("SELECT to_regprocedure('rapporteur.news(bigint)') IS NOT NULL")
_MOMENT = text(
    "SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint),"
    " CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)"
)
_journal = schema.journal


@dataclass(frozen=True, slots=True)
class Found:
    """What changed: the records as they are now (``None``: gone or out of sight), and the coder's own lines
    among the new ones."""

    rows: Mapping[Key, Record | None]
    own: tuple[Entry, ...]
    seen: tuple[int, ...]


class Link:
    """One connection, used by one thread. Every method raises what `Store` raises.

    ``coder``: the account of the login; ``None`` for an owner's address, who has to say who they are.
    """

    def __init__(self, address: str) -> None:
        url = make_url(address)
        patient = {name: value for name, value in _LONG_GONE.items() if name not in url.query}
        whole = url.update_query_dict(patient).render_as_string(hide_password=False)
        self.store = _Server.open(whole)
        try:
            self.coder = self._account()
            self._served = self.store.asks_function()
        except BaseException:
            self.store.close()
            raise

    def close(self) -> None:
        """Disconnect; a line that is dead already is let go."""
        self.store.close()

    @property
    def project(self) -> Project:
        """The record about the project itself."""
        found = self.store.select("project")[0]
        if not isinstance(found, Project):
            raise TypeError("the table of projects holds projects")
        return found

    def _account(self) -> Coder | None:
        login = self.store.login
        found = self.store.get("coder", login.coder_id) if login is not None else None
        return found if isinstance(found, Coder) else None

    def listen(self) -> None:
        """Have the server tell of every commit from now on."""
        self.store.listen()

    def wait(self, seconds: float, waker: socket.socket) -> None:
        """Wait until the server or ``waker`` has something to say, at most so long."""
        self.store.wait(seconds, waker)

    def last_seq(self) -> int:
        """The seq of the latest line, whoever wrote it."""
        return self.store.last_line() if self._served else self.store.last_seq()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Within the block the project stands still for who reads."""
        with self.store.reading():
            yield

    def everything(self, viewer: Coder) -> Iterator[list[Record]]:
        """All that ``viewer`` may keep, in parts, in the order of writing; the project itself left out."""
        for kind in KINDS:
            if kind != "project":
                yield from self.store.pages(kind, viewer)

    def own_lines(self, coder_id: str, after: int) -> list[Entry]:
        """The coder's lines after ``after``, oldest first."""
        return self.store.own_lines(coder_id, after)

    def visible_articles(self) -> set[str]:
        """The articles the login sees."""
        return set(self.store.article_ids())

    def news(self, tail: Tail, viewer: Coder) -> Found:
        """What changed since, and follows it in ``tail``."""
        with self.store.reading():
            lines = self.store.keys(tail.low, self._served)
            moment = self.store.moment()
            new = [row for row in lines if tail.is_new(row[0])]
            seqs = sorted({seq for seq, *_ in new})
            keys = dict.fromkeys(Key(kind, id_) for _, kind, id_ in new if kind)
            rows = self.rows(keys, viewer)
            own = tuple(e for e in self.store.own_lines(viewer.id, tail.low) if tail.is_new(e.seq))
        tail.read(seqs, moment)
        return Found(rows, own, tuple(seqs))

    def rows(self, keys: Iterable[Key], viewer: Coder) -> dict[Key, Record | None]:
        """These records as they are now; those another coder owns are out of a coder's sight."""
        wanted = dict[str, list[str]]()
        for key in keys:
            wanted.setdefault(key.kind, []).append(key.id)
        found: dict[Key, Record | None] = {Key(kind, i): None for kind, ids in wanted.items() for i in ids}
        for kind, ids in wanted.items():
            for record in self.store.fetch(kind, ids):
                if may_keep(viewer, record):
                    found[Key(kind, record.id)] = record
                else:
                    del found[Key(kind, record.id)]
        return found

    def hand_in(self, entry: Entry, changes: ChangeSet, step: int) -> int:
        """Commit an act that was made elsewhere, at its own time; returns its seq here."""
        made = self.store.commit(
            changes,
            actor=entry.actor,
            command=entry.command,
            label=entry.label,
            origin=entry.origin,
            step=step,
            at=entry.at,
        )
        return made.seq


def may_keep(viewer: Coder, record: Record) -> bool:
    """Whether a copy on ``viewer``'s computer may hold the record: coders are blind there too."""
    return viewer.role is not Role.CODER or getattr(record, "coder_id", viewer.id) == viewer.id


class _Server(Store):
    """What of a store only a server has."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._heard = Event()

    def asks_function(self) -> bool:
        """Whether news is told by the function of a project under policies."""
        with self._transaction() as connection:
            return bool(connection.execute(_SERVED).scalar())

    def listen(self) -> None:
        """See `Link.listen`."""
        driver: Any = self._connection.connection.driver_connection
        driver.add_notify_handler(lambda _heard: self._heard.set())
        with self._transaction() as connection:
            connection.exec_driver_sql(f"LISTEN {CHANNEL}")

    def wait(self, seconds: float, waker: socket.socket) -> None:
        """See `Link.wait`."""
        driver: Any = self._connection.connection.driver_connection
        if self._heard.is_set():  # it came together with the answer to the question before
            seconds = 0.0
            self._heard.clear()
        with faults.told(self.where):
            ready, _, _ = waiting.select([driver.pgconn.socket, waker], [], [], seconds)
        if waker in ready:
            waker.recv(4096)

    def last_line(self) -> int:
        """The seq of the latest line, where others' lines can't be read."""
        with self._transaction() as connection:
            return int(connection.execute(text("SELECT rapporteur.last_line()")).scalar_one())

    def keys(self, after: int, served: bool) -> Sequence[Row[Any]]:
        """Seq, kind and id of what the lines after ``after`` speak of."""
        if served:
            words = "SELECT seq, kind, id FROM rapporteur.news(:after)"
        else:
            words = KEYS.format(visible="true", after=":after")
        with self._transaction() as connection:
            return connection.execute(text(words), {"after": after}).all()

    def moment(self) -> Moment:
        """The transactions of the present snapshot."""
        with self._transaction() as connection:
            oldest, next_ = connection.execute(_MOMENT).one()
        return Moment(oldest, next_)

    def own_lines(self, coder_id: str, after: int) -> list[Entry]:
        """See `Link.own_lines`."""
        mine = select(_journal).where(_journal.c.actor == coder_id, _journal.c.seq > after)
        with self._transaction() as connection:
            return [self._entry(row) for row in connection.execute(mine.order_by(_journal.c.seq)).all()]

    def pages(self, kind: str, viewer: Coder) -> Iterator[list[Record]]:
        """The records of a kind that ``viewer`` may keep."""
        known = codec(kind)
        rows = known.select.order_by(known.table.c.id).limit(PAGE)
        if "coder_id" in known.table.c and viewer.role is Role.CODER:
            rows = rows.where(known.table.c.coder_id == viewer.id)
        last = ""
        while True:
            with self._transaction() as connection:
                found = connection.execute(rows.where(known.table.c.id > last)).all()
            if not found:
                return
            records = [known.record(row) for row in found]
            last = records[-1].id
            yield records

    def fetch(self, kind: str, ids: Iterable[str]) -> list[Record]:
        """The records of these ids that are in sight."""
        with self._transaction() as connection:
            return list(fetch(connection, kind, ids))
