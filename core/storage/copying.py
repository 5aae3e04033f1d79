"""A whole project copied row by row from one database to another, checked before it counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, func, insert, inspect, select, text

from core.domain.errors import Refused, Unavailable
from core.domain.work import Progress, check
from core.storage import opening, schema, search_index

CHUNK = 200  # rows in memory at a time; analyses are large
_DERIVED = ("article_index",)  # made anew from the rest
_DIFFERS = (
    "copy-differs",
    "What arrived is not what was sent, so nothing was kept. Is a disk failing? Copy again.",
)
_FULL = ("not-empty", "There is something in this database already. Choose an empty one.")


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows a table has, and a sum of their hashes, whatever their order."""

    rows: int = 0
    digest: int = 0

    def plus(self, row: tuple[Any, ...]) -> Sum:
        """With one more row."""
        hashed = blake2b(msgspec.msgpack.encode(row), digest_size=16).digest()
        return Sum(self.rows + 1, (self.digest + int.from_bytes(hashed, "big")) % (1 << 128))


def copy_all(there: Connection, here: Connection, progress: Progress) -> dict[str, Sum]:
    """Make the schema and copy everything that is ``there``; what each table holds.

    The caller holds both transactions. Raises `Refused` (``exists``, ``not-empty``), `Unavailable`
    (``copy-differs``) and `Cancelled`, and what was written must then not be kept.
    """
    opening.mark_as_ours(here)
    if here.dialect.name != "sqlite" and inspect(here).get_table_names():
        raise Refused(*_FULL)
    opening.upgrade(here)
    sums = _copied(there, here, progress)
    search_index.rebuild(here, _Part(progress, 0.8, 0.9))
    _check(here, sums, progress)
    _go_on_counting(here)
    return sums


def _copied(there: Connection, here: Connection, progress: Progress) -> dict[str, Sum]:
    tables = [table for table in schema.metadata.sorted_tables if table.name not in _DERIVED]
    whole = sum(_count(there, table) for table in tables) or 1
    done, sums = 0, dict[str, Sum]()
    for table in tables:
        total = Sum()
        for rows in _parts(there, table):
            check(progress)
            for row in rows:
                total = total.plus(tuple(row))
            here.execute(insert(table), [row._asdict() for row in rows])
            done += len(rows)
            progress.report(0.8 * done / whole, f"{table.name.replace('_', ' ')}: {total.rows:,}")
        sums[table.name] = total
    return sums


def _check(here: Connection, sums: dict[str, Sum], progress: Progress) -> None:
    for number, (name, sent) in enumerate(sums.items()):
        progress.report(0.9 + 0.1 * number / len(sums), "Comparing the copy")
        arrived = Sum()
        for rows in _parts(here, schema.metadata.tables[name]):
            check(progress)
            for row in rows:
                arrived = arrived.plus(tuple(row))
        if arrived != sent:
            raise Unavailable(*_DIFFERS, where=name)


def _parts(connection: Connection, table: Table) -> Iterator[list[Any]]:
    """The rows in parts, so that memory stays flat however large the project is."""
    rows = iter(
        connection.execute(
            select(table).order_by(*table.primary_key.columns),
            execution_options={"stream_results": True, "yield_per": CHUNK},
        )
    )
    while part := list(islice(rows, CHUNK)):
        yield part


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _go_on_counting(here: Connection) -> None:
    """The next journal line comes after those copied; a file sees to it by itself."""
    if here.dialect.name == "postgresql":
        last = select(func.max(schema.journal.c.seq)).scalar_subquery()
        here.execute(select(func.setval(text("'public.journal_seq_seq'"), func.coalesce(last, 1))))


class _Part:
    """The progress of a part of the work, between two shares of the whole."""

    def __init__(self, whole: Progress, start: float, end: float) -> None:
        self._whole, self._start, self._end = whole, start, end

    @property
    def cancelled(self) -> bool:
        """Whether the person has asked to stop."""
        return self._whole.cancelled

    def report(self, done: float, text: str = "") -> None:
        """How far the part is."""
        self._whole.report(self._start + (self._end - self._start) * max(done, 0.0), text)
