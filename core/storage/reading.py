"""The reads of a project on one connection: records, journal, work list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, Select, bindparam, func, select, text

from core.domain.changes import Entry, Origin, Record
from core.domain.coding import Coding, Provenance
from core.domain.errors import Refused
from core.domain.heads import AnalysisHead, ArticleHead, StepHead
from core.domain.versions import CARRIED
from core.domain.weights import Weights
from core.storage import faults, lists, opening, schema
from core.storage.held import hold
from core.storage.journal import decode_changes, head
from core.storage.opening import Place
from core.storage.rows import UNREADABLE, codec
from core.storage.search_sql import matching
from core.storage.server_login import Login
from core.storage.writing import chunks, fetch, fetch_bodies
from core.text.search_query import SearchQuery

PAGE = 200  # journal lines held at a time while reading all of them
TEXTS = 50  # texts held at a time while reading all of them
_journal = schema.journal


class Reader:
    """What can be asked of a project; one thread at a time.

    Every method raises `Unavailable` or `Refused` when the disk or the server fails.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self.login: Login | None = None  # of a team server
        with faults.told(place.shown):
            self._connection = place.engine.connect()
        self._identity = place.identity()
        self._hold = hold(place.file) if place.new and place.file is not None else place.hold

    @property
    def where(self) -> str:
        """The path or address, without a password."""
        return self._place.shown

    @property
    def read_only(self) -> bool:
        """Whether every commit is refused; a researcher only reads."""
        return self._place.read_only or (self.login is not None and self.login.role == "researcher")

    def close(self) -> None:
        """Disconnect and release the lock; nothing needs saving."""
        self._connection.close()
        self._place.leave()
        if self._hold is not None:
            self._hold.release()

    def get(self, kind: str, record_id: str) -> Record | None:
        """The record, or ``None``."""
        with self._transaction() as connection:
            return next(fetch(connection, kind, [record_id]), None)

    def select(self, kind: str, **equals: str | int | bool) -> list[Record]:
        """The records whose columns equal these values, by id (the order in which they were made)."""
        known = codec(kind)
        return [known.record(row) for row in self._rows(kind, equals)]

    def readable(self, kind: str, **equals: str | int | bool) -> tuple[list[Record], list[Refused]]:
        """What `select` would give but for damaged records, and what there is to say of those."""
        known, found, damaged = codec(kind), list[Record](), list[Refused]()
        for row in self._rows(kind, equals):
            try:
                found.append(known.record(row))
            except Refused as fault:
                damaged.append(fault)
        return found, damaged

    def there(self, kind: str, ids: Iterable[str]) -> set[str]:
        """Which of these ids have a record."""
        of = codec(kind).table.c
        found: set[str] = set()
        for some in chunks(ids):
            with self._transaction() as connection:
                found.update(connection.scalars(select(of.id).where(of.id.in_(some))))
        return found

    def count(self, kind: str, **equals: str | int | bool) -> int:
        """How many records `select` would give."""
        with self._transaction() as connection:
            return int(connection.execute(_counted(kind, tuple(sorted(equals))), equals).scalar_one())

    def entry(self, seq: int) -> Entry:
        """One journal line; raises KeyError when there is none."""
        with self._transaction() as connection:
            row = connection.execute(select(_journal).where(_journal.c.seq == seq)).first()
            if row is None:
                raise KeyError(seq)
            return self._entry(row)

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Journal lines from the one after ``after``, oldest first, read a page at a time."""
        for _, line in self.lines(after):
            if isinstance(line, Refused):
                raise line
            yield line

    def lines(self, after: int = 0) -> Iterator[tuple[int, Entry | Refused]]:
        """As `entries`, with its seq before each line, and what there is to say in place of a damaged one."""
        while True:
            rows = select(_journal).where(_journal.c.seq > after).order_by(_journal.c.seq).limit(PAGE)
            with self._transaction() as connection:
                page = connection.execute(rows).all()
                found = [(row.seq, self._line(row)) for row in page]
            if not page:
                return
            yield from found
            after = found[-1][0]

    def line_texts(self) -> list[str]:
        """What every journal line says, letter by letter as it is stored; to see whether any was changed."""
        said = select(_journal.c.at, _journal.c.actor, _journal.c.command, _journal.c.changes)
        with self._transaction() as connection:
            rows = connection.execute(said.order_by(_journal.c.seq)).all()
        return ["\n".join(row) for row in rows]

    def journal_page(self, *, actor: str = "", before: int | None = None, limit: int = PAGE) -> list[Entry]:
        """Journal lines newest first, of one coder or of all."""
        return self._page(lists.lines(actor, before, limit))

    def steps(self, actor: str, *, before: int | None = None, limit: int = 500) -> list[StepHead]:
        """The coder's own acts, undos and redos, newest first, without their changes."""
        with self._transaction() as connection:
            return [head(row) for row in connection.execute(lists.steps(actor, before, limit))]

    def last_seq(self) -> int:
        """The seq of the latest journal line; 0 when there is none."""
        with self._transaction() as connection:
            return int(connection.execute(select(func.max(_journal.c.seq))).scalar() or 0)

    def lines_written(self) -> int | None:
        """How many journal lines were ever written, as a file counts them by itself, without gaps.

        ``None`` from a server, which keeps no such count.
        """
        if self._connection.dialect.name != "sqlite":
            return None
        with self._transaction() as connection:
            counted = text("SELECT seq FROM sqlite_sequence WHERE name = 'journal'")
            return int(connection.execute(counted).scalar() or 0)

    def article_heads(
        self,
        coder_id: str,
        *,
        search: str | SearchQuery = "",
        status: str = "",
        order: str = "position",
        limit: int = 200,
        offset: int = 0,
        least: float = 0.0,
        weights: Weights | None = None,
        given: bool = False,
    ) -> list[ArticleHead]:
        """A page of the coder's work list; ``search``: words all to be found in head or text, or what the
        index finds; ``order``: one of `lists.ORDERS`, ``-`` before it for descending; ``least``: confidence
        that asks for a check, read with ``weights``; ``given``: only what was given to them in a round."""
        sought = self._sought(search)
        rows = lists.heads(search=sought, status=status, order=order, limit=limit, offset=offset, given=given)
        return self._heads(coder_id, rows, {"coder": coder_id}, least, weights)

    def article_head(
        self,
        coder_id: str,
        article_id: str,
        *,
        least: float = 0.0,
        weights: Weights | None = None,
        given: bool = False,
    ) -> ArticleHead | None:
        """One line of the coder's work list."""
        named = {"coder": coder_id, "article": article_id}
        found = self._heads(coder_id, lists.head(given=given), named, least, weights)
        return found[0] if found else None

    def count_articles(
        self, coder_id: str, *, search: str | SearchQuery = "", status: str = "", given: bool = False
    ) -> int:
        """How many lines the work list has."""
        rows = lists.counted(search=self._sought(search), status=status, given=given)
        with self._transaction() as connection:
            found = connection.execute(rows, {"coder": coder_id})
            return int(found.scalar_one())

    def decided_kinds(self, coder_id: str) -> list[tuple[str, str, int, Provenance, int]]:
        """Layer, rule, confidence in per cent and verdict of the coder's decisions that teach, and how many
        there are of each."""
        wanted = lists.decided_kinds(cuts=self._connection.dialect.name == "sqlite")
        with self._transaction() as connection:
            rows = connection.execute(wanted, {"coder": coder_id}).all()
        return [(layer, rule, percent, Provenance(how), n) for layer, rule, percent, how, n in rows]

    def decided_words(self, coder_id: str) -> list[tuple[str, str, Provenance, int]]:
        """Category, words and verdict of the coder's decisions on names, and how many there are."""
        with self._transaction() as connection:
            rows = connection.execute(lists.decided_words(), {"coder": coder_id}).all()
        return [(category, words, Provenance(how), n) for category, words, how, n in rows]

    def codings_naming(self, actor_id: str) -> list[Coding]:
        """Codings of all coders with a slot that means the actor; looks at every row."""
        quoted = msgspec.json.encode(actor_id).decode()
        rows = codec("coding").select.where(schema.coding.c.slots.contains(quoted, autoescape=True))
        with self._transaction() as connection:
            found = [cast(Coding, codec("coding").record(row)) for row in connection.execute(rows)]
        return [coding for coding in found if any(actor_id in fill.actors for fill in coding.slots)]

    def article_ids(self, *, newest: bool = False) -> list[str]:
        """All articles in the order of the work list; ``newest``: of corrected texts the newest version."""
        a = schema.article.c
        rows = select(a.id).order_by(a.position, a.id)
        with self._transaction() as connection:
            return list(connection.scalars(rows.where(lists.newest()) if newest else rows))

    def analyses(self) -> list[AnalysisHead]:
        """What each article's analysis starts from and was made with, in the order of the work list."""
        with self._transaction() as connection:
            rows = connection.execute(lists.analyses()).all()
        return [
            AnalysisHead(
                row.id,
                row.title,
                row.sha256,
                row.published,
                row.language,
                row.words,
                analysed=row.model not in (None, CARRIED),
                model=row.model or "",
                inputs=row.inputs or "",
            )
            for row in rows
        ]

    def article_hashes(self) -> dict[str, str]:
        """The id of each article by the hash of its text."""
        a = schema.article.c
        with self._transaction() as connection:
            return {row.sha256: row.id for row in connection.execute(select(a.sha256, a.id))}

    def texts(self) -> Iterator[tuple[str, str]]:
        """The id and the text of every article in the order of the work list, a few read at a time.

        Raises `Refused` (``unreadable-record``) for a damaged one.
        """
        a, t = schema.article.c, schema.article_text.c
        asked = select(a.id, t.text).select_from(schema.article.join(schema.article_text))
        ids = self.article_ids()
        for at in range(0, len(ids), TEXTS):
            some = ids[at : at + TEXTS]
            with self._transaction() as connection:
                found = {row.id: row.text for row in connection.execute(asked.where(a.id.in_(some)))}
            for article_id in filter(found.__contains__, some):
                if not isinstance(found[article_id], str):
                    raise Refused(*faults.UNREADABLE, where=f"article {article_id}")
                yield article_id, found[article_id]

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Within the block all reads see the project at one moment."""
        with self._transaction() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            yield

    def check(self) -> list[str]:
        """What is wrong with the file itself; empty when nothing is. A server checks its own."""
        if self._connection.dialect.name != "sqlite":
            return []
        with self._transaction() as connection:
            broken = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
            loose = connection.execute(text("PRAGMA foreign_key_check")).all()
        return [line for line in broken if line != "ok"] + [
            f"{row[0]} row {row[1]} refers to no {row[2]}" for row in loose
        ]

    @contextmanager
    def _transaction(self, *, write: bool = False) -> Iterator[Connection]:
        """One transaction; within another it joins that one."""
        connection = self._connection
        with faults.told(self.where):
            if connection.in_transaction():
                if write and not opening.is_writing(connection):
                    raise RuntimeError("a commit within a block that reads would not be durable")
                yield connection
                return
            opening.writing(connection, write)
            with connection.begin():
                if write and connection.dialect.name == "postgresql":
                    # Writers queue, so that the journal's numbers become visible in their order.
                    connection.execute(_one_writer, {"key": opening.APPLICATION_ID})
                yield connection

    def _heads(
        self,
        coder_id: str,
        rows: Select[Any],
        given: dict[str, str],
        least: float,
        weights: Weights | None,
    ) -> list[ArticleHead]:
        with self._transaction() as connection:
            found = connection.execute(rows, given).all()
            decided: dict[str, set[str]] = {row.id: set() for row in found}
            for some in chunks(decided):
                for article_id, suggestion_id in connection.execute(lists.decided(coder_id, some)):
                    decided[article_id].add(suggestion_id)
        return [lists.head_of(row, decided[row.id], least, weights or Weights()) for row in found]

    def _sought(self, search: str | SearchQuery) -> lists.Sought:
        if isinstance(search, str):
            return search
        return matching(search, server=self._connection.dialect.name != "sqlite")

    def _page(self, rows: Select[Any]) -> list[Entry]:
        with self._transaction() as connection:
            return [self._entry(row) for row in connection.execute(rows).all()]

    def _rows(self, kind: str, equals: Mapping[str, Any]) -> Sequence[Any]:
        with self._transaction() as connection:
            return connection.execute(_selected(kind, tuple(sorted(equals))), equals).all()

    def _entry(self, row: Any) -> Entry:
        line = self._line(row)
        if isinstance(line, Refused):
            raise line
        return line

    def _line(self, row: Any) -> Entry | Refused:
        seq, at, actor, program, command, label, origin, step, _, changes = row
        try:
            return Entry(
                *(seq, at, actor, program, command, label, Origin(origin), step),
                decode_changes(changes, self._bodies),
            )
        except UNREADABLE as fault:
            damaged = Refused(*faults.UNREADABLE, where=f"journal line {seq}")
            damaged.__cause__ = fault
            return damaged

    def _bodies(self, kind: str, keys: Iterable[str]) -> Mapping[str, Any]:
        return fetch_bodies(self._connection, kind, keys)


_one_writer = select(func.pg_advisory_xact_lock(bindparam("key")))


@cache
def _selected(kind: str, names: tuple[str, ...]) -> Select[Any]:
    known = codec(kind)
    wanted = (known.table.c[name] == bindparam(name) for name in names)
    return known.select.where(*wanted).order_by(known.table.c.id)


@cache
def _counted(kind: str, names: tuple[str, ...]) -> Select[Any]:
    table = codec(kind).table
    return (
        select(func.count()).select_from(table).where(*(table.c[name] == bindparam(name) for name in names))
    )
