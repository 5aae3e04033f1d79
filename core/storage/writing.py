"""Writing a change set: the pictures before are compared with the rows, then rows are written in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    CursorResult,
    Delete,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from core.domain.changes import KINDS, Change, ChangeSet, Record
from core.domain.errors import Conflict, Refused
from core.domain.suggestion import SuggestionSet
from core.storage import search_index
from core.storage.faults import MEANWHILE, NOT_ALLOWED
from core.storage.rows import Body, body_of, codec

T = TypeVar("T")
CHUNK = 500  # ids in one question; SQLite's oldest limit is 999
_REFERRED_TO = ("coder", "article")  # by the rows of other kinds


def bodies_of(changes: ChangeSet) -> dict[int, Body]:
    """The long contents of the records, by `id` of the record."""
    found: dict[int, Body] = {}
    for change in changes.changes:
        for record in (change.before, change.after):
            body = body_of(record) if record is not None else None
            if body is not None:
                found[id(record)] = body
    return found


def write(connection: Connection, changes: ChangeSet, bodies: Mapping[int, Body]) -> None:
    """Write the rows; raises `Conflict` when one does not look as its change says, ValueError when a
    record occurs twice. The caller holds the transaction."""
    by_kind: dict[str, list[Change]] = defaultdict(list)
    for change in changes.changes:
        by_kind[change.kind].append(change)
    for kind, group in by_kind.items():
        _compare(connection, kind, group)
    write_bodies(connection, bodies.values())
    kinds = [kind for kind in KINDS if kind in by_kind]
    for kind in reversed(kinds):
        if kind not in _REFERRED_TO:
            _delete(connection, kind, by_kind[kind])
    for kind in kinds:
        _upsert(connection, kind, by_kind[kind], bodies, _texts(connection, by_kind[kind]))
    search_index.follow(connection, changes)
    for kind in _REFERRED_TO:  # last, because what is written above may lead rows away from them
        _delete(connection, kind, by_kind.get(kind, ()))


def fetch(connection: Connection, kind: str, ids: Iterable[str]) -> Iterator[Record]:
    """The records of these ids that are there, in no order."""
    known = codec(kind)
    for some in chunks(ids):
        one = len(some) == 1
        statement = _select_one(kind) if one else _select_many(kind)
        rows = connection.execute(statement, {"ids": some[0] if one else some})
        yield from map(known.record, rows)


def fetch_bodies(connection: Connection, kind: str, keys: Iterable[str]) -> Mapping[str, Any]:
    """The long contents of a kind by hash."""
    table: Any = codec(kind).body_table
    found: dict[str, Any] = {}
    for some in chunks(keys):
        rows = connection.execute(select(table).where(table.c.sha256.in_(some)))
        found.update((row[0], row[1]) for row in rows)
    return found


def _compare(connection: Connection, kind: str, group: Sequence[Change]) -> None:
    before = {change.id: change.before for change in group}
    if len(before) != len(group):
        raise ValueError("a change set may speak of a record once only")
    stored = {record.id: record for record in fetch(connection, kind, before)}
    for record_id, expected in before.items():
        if stored.get(record_id) != expected:
            raise Conflict(*MEANWHILE, where=f"{kind} {record_id}")


def write_bodies(connection: Connection, bodies: Iterable[Body]) -> None:
    """Keep these long contents, each once."""
    by_table: dict[Table, dict[str, Body]] = defaultdict(dict)
    for body in bodies:
        by_table[body.table][body.key] = body
    for table, wanted in by_table.items():
        there = set[str]()
        for some in chunks(wanted):
            there.update(connection.scalars(select(table.c.sha256).where(table.c.sha256.in_(some))))
        missing = [body.row for key, body in wanted.items() if key not in there]
        if missing:
            connection.execute(_insert_body(table, connection.dialect.name), missing)


def _delete(connection: Connection, kind: str, group: Sequence[Change]) -> None:
    gone = [{"the_id": change.id} for change in group if change.after is None]
    if gone:
        _check_done(connection.execute(_statements(kind)[2], gone), gone)


def _texts(connection: Connection, group: Sequence[Change]) -> Mapping[str, str]:
    """The texts by hash that analyses speak of, whose names are counted from their words."""
    made = {change.after.text_sha256 for change in group if isinstance(change.after, SuggestionSet)}
    return fetch_bodies(connection, "article", made) if made else {}


def _upsert(
    connection: Connection,
    kind: str,
    group: Sequence[Change],
    bodies: Mapping[int, Body],
    texts: Mapping[str, str],
) -> None:
    known = codec(kind)
    made: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for change in group:
        if change.after is None:
            continue
        text = texts.get(getattr(change.after, "text_sha256", ""), "")
        row = known.row(change.after, bodies.get(id(change.after)), text)
        if change.before is None:
            made.append(row)
        else:
            changed.append(row | {"the_id": change.id})
    insert_row, update_row, _ = _statements(kind)
    if made:
        connection.execute(insert_row, made)
    if changed:
        _check_done(connection.execute(update_row, changed), changed)


def _insert_body(table: Table, dialect: str) -> Any:
    """On a server a content may be there that the login can't see: that of an article of others."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_there

        return insert_there(table).on_conflict_do_nothing()
    return insert(table)


def _check_done(done: CursorResult[Any], rows: Sequence[object]) -> None:
    """A server leaves out silently what the login may not change."""
    if done.rowcount != len(rows):
        raise Refused(*NOT_ALLOWED)


# Statements are built once, so that SQLAlchemy finds its compiled form again by identity.
@cache
def _statements(kind: str) -> tuple[Insert, Update, Delete]:
    table = codec(kind).table
    here = table.c.id == bindparam("the_id")
    values: dict[str, Any] = {
        column.name: bindparam(column.name) for column in table.c if column.name != "id"
    }
    return insert(table), update(table).where(here).values(values), delete(table).where(here)


@cache
def _select_one(kind: str) -> Select[Any]:
    known = codec(kind)
    return known.select.where(known.table.c.id == bindparam("ids"))


@cache
def _select_many(kind: str) -> Select[Any]:
    known = codec(kind)
    return known.select.where(known.table.c.id.in_(bindparam("ids", expanding=True)))


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """``items`` in lists short enough for one question."""
    rest = iter(items)
    while some := list(islice(rest, CHUNK)):
        yield some
