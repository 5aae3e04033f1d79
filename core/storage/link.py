"""A worker's connection to a project on a server: reads news there, and hands in what was done here.

All of it waits for the network, so nothing here is called on the window's thread.
"""

from __future__ import annotations

import select as sockets
import socket
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Any, Self

from sqlalchemy import Row, make_url, select, text

from core.domain.article import Coder, Role
from core.domain.changes import KINDS, ChangeSet, Entry, Origin, Record
from core.storage import faults, schema
from core.storage.news import CHANNEL, KEYS, Key, Moment, Tail
from core.storage.opening import Place
from core.storage.rows import codec
from core.storage.store import Store
from core.storage.writing import fetch

PAGE = 100  # records fetched at a time; analyses are large
_SOON_KNOWN_DEAD = {  # libpq's words; seconds but for the last
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
    """What changed: the records as they are now (``None``: gone or out of sight), and the coder's own acts
    among the new lines."""

    rows: Mapping[Key, Record | None]
    own: tuple[Entry, ...] = ()
    seqs: tuple[int, ...] = ()


class Link(Store):
    """One connection, made by `to` and used by one thread. Every method raises what `Store` raises.

    ``coder``: the account of the login; ``None`` for an owner's address, who has to say who they are.
    """

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._heard = Event()
        self._served = False
        self.coder: Coder | None = None

    @classmethod
    def to(cls, address: str) -> Self:
        """Connect; raises `Unavailable` (``no-server``) and `Refused` (``no-access``, ``no-file`` …)."""
        url = make_url(address)
        patient = {name: value for name, value in _SOON_KNOWN_DEAD.items() if name not in url.query}
        link = cls.open(url.update_query_dict(patient).render_as_string(hide_password=False))
        try:
            link.look()
        except BaseException:
            link.close()
            raise
        return link

    def look(self) -> None:
        """Find out whose login this is, and how news is told here."""
        with self._transaction() as connection:
            self._served = bool(connection.execute(_SERVED).scalar())
        found = self.get("coder", self.login.coder_id) if self.login is not None else None
        self.coder = found if isinstance(found, Coder) else None

    # -- waiting --------------------------------------------------------------------------------------

    def listen(self) -> None:
        """Have the server tell of every commit from now on."""
        driver: Any = self._connection.connection.driver_connection
        driver.add_notify_handler(lambda _heard: self._heard.set())
        with self._transaction() as connection:
            connection.exec_driver_sql(f"LISTEN {CHANNEL}")

    def wait(self, seconds: float, waker: socket.socket) -> None:
        """Wait until the server or ``waker`` has something to say, at most so long."""
        driver: Any = self._connection.connection.driver_connection
        if self._heard.is_set():  # it came together with the answer to the question before
            seconds = 0.0
            self._heard.clear()
        with faults.told(self.where):
            ready, _, _ = sockets.select([driver.pgconn.socket, waker], [], [], seconds)
        if waker in ready:
            waker.recv(4096)

    # -- reading --------------------------------------------------------------------------------------

    def last_line(self) -> int:
        """The seq of the latest line, whoever wrote it; 0 when there is none."""
        if not self._served:
            return self.last_seq()
        with self._transaction() as connection:
            return int(connection.execute(text("SELECT rapporteur.last_line()")).scalar_one())

    def own_lines(self, coder_id: str, after: int = 0) -> list[Entry]:
        """The coder's steps, undos and redos after ``after``, oldest first, but for unreadable ones."""
        mine = select(_journal).where(_journal.c.actor == coder_id, _journal.c.seq > after)
        steps = mine.where(_journal.c.origin.in_([Origin.LOCAL, Origin.UNDO, Origin.REDO]))
        with self._transaction() as connection:
            found = [self._line(row) for row in connection.execute(steps.order_by(_journal.c.seq)).all()]
        return [line for line in found if isinstance(line, Entry)]

    def own_heads(self, coder_id: str, after: int) -> list[tuple[int, str, str, str]]:
        """Seq, time, command and label of all the coder's lines after ``after``, oldest first."""
        j = _journal.c
        mine = select(j.seq, j.at, j.command, j.label).where(j.actor == coder_id, j.seq > after)
        with self._transaction() as connection:
            rows = connection.execute(mine.order_by(j.seq)).all()
        return [(row.seq, row.at, row.command, row.label) for row in rows]

    def everything(self, viewer: Coder) -> Iterator[list[Record]]:
        """All that ``viewer`` may keep but the project itself, in parts, in the order of writing."""
        for kind in KINDS:
            if kind != "project":
                yield from self._pages(kind, viewer)

    def news(self, tail: Tail, viewer: Coder, mine: Collection[int] = ()) -> Found:
        """What changed since, at one moment; ``tail`` follows it. ``mine``: lines that tell nothing new."""
        with self.reading():
            new = [line for line in self._keys(tail.low) if tail.is_new(line.seq)]
            moment = self._moment()
            others = [line for line in new if line.seq not in mine]
            rows = self.rows(dict.fromkeys(Key(line.kind, line.id) for line in others if line.kind), viewer)
            lines = self.own_lines(viewer.id, tail.low) if others else []
            own = tuple(line for line in lines if tail.is_new(line.seq) and line.seq not in mine)
        seqs = tuple(sorted({line.seq for line in new}))
        tail.read(seqs, moment)
        return Found(rows, own, seqs)

    def rows(self, keys: Iterable[Key], viewer: Coder) -> dict[Key, Record | None]:
        """These records as they are now; what ``viewer`` may not keep is left out."""
        wanted = dict[str, list[str]]()
        for key in keys:
            wanted.setdefault(key.kind, []).append(key.id)
        found: dict[Key, Record | None] = {Key(kind, i): None for kind, ids in wanted.items() for i in ids}
        with self._transaction() as connection:
            for kind, ids in wanted.items():
                for record in fetch(connection, kind, ids):
                    found[Key(kind, record.id)] = record
        return {key: one for key, one in found.items() if one is None or may_keep(viewer, one)}

    def about(self, article_ids: Iterable[str], viewer: Coder) -> dict[Key, Record | None]:
        """These articles, their analyses and the work on them that ``viewer`` may keep."""
        found: dict[Key, Record | None] = {}
        kinds = [kind for kind in KINDS if "article_id" in schema.metadata.tables[kind].c]
        with self.reading():
            for article_id in article_ids:
                found |= self.rows([Key("article", article_id)], viewer)
                for kind in kinds:
                    some = self.select(kind, article_id=article_id)
                    found |= {Key(kind, one.id): one for one in some if may_keep(viewer, one)}
        return found

    # -- writing --------------------------------------------------------------------------------------

    def hand_in(self, entry: Entry, changes: ChangeSet, step: int) -> int:
        """Commit what was done here at its own time; returns its seq on the server."""
        made = self.commit(
            changes,
            actor=entry.actor,
            command=entry.command,
            label=entry.label,
            origin=entry.origin,
            step=step,
            at=entry.at,
        )
        return made.seq

    def _keys(self, after: int) -> Sequence[Row[Any]]:
        """Seq, kind and id of what the lines after ``after`` speak of."""
        words = KEYS.format(visible="true", after=":after")
        if self._served:
            words = "SELECT seq, kind, id FROM rapporteur.news(:after)"
        with self._transaction() as connection:
            return connection.execute(text(words), {"after": after}).all()

    def _moment(self) -> Moment:
        with self._transaction() as connection:
            oldest, next_ = connection.execute(_MOMENT).one()
        return Moment(oldest, next_)

    def _pages(self, kind: str, viewer: Coder) -> Iterator[list[Record]]:
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


def may_keep(viewer: Coder, record: Record) -> bool:
    """Whether a copy on ``viewer``'s computer may hold the record: coders are blind there too."""
    return viewer.role is not Role.CODER or getattr(record, "coder_id", viewer.id) == viewer.id
