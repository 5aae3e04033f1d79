"""Looks, at any moment of a study, into whatever a coder can lay hands on for the work of another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

_TABLES = (
    "SELECT c.relname, array_agg(a.attname ORDER BY a.attnum) FROM pg_class c JOIN pg_attribute a"
    " ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE c.relkind = 'r'"
    " AND c.relnamespace = 'public'::regnamespace AND has_column_privilege(c.oid, a.attnum, 'SELECT')"
    " GROUP BY c.relname"
)
Rows = Iterator[tuple[str, Sequence[str], Sequence[object]]]  # table, its columns, a row


@dataclass(frozen=True)
class Found:
    """Whose work stands in a store: ``owners``: ids of coders; ``marks``: what they wrote; ``work``: rows."""

    owners: frozenset[str]
    marks: frozenset[str]
    work: int


@dataclass
class Watch:
    """``ids`` and ``marks`` by name of the coder; ``files``: packages, and ``homes``: folders of whatever the
    program keeps on a coder's computer, with whose they are; ``logins``: addresses."""

    ids: Mapping[str, str]
    marks: Mapping[str, str]
    logins: Mapping[str, str]
    files: dict[Path, str] = field(default_factory=dict)
    homes: dict[Path, str] = field(default_factory=dict)
    looks: int = 0
    rows: int = 0

    def look(self) -> None:
        """Every file and every login holds its own coder's work only."""
        for path, name in self.files.items():
            self._check(of_file(path, self.marks.values()), name)
            self._check_bytes(path, name, strangers=True)
        for home, name in self.homes.items():
            for path in home.rglob("*.rapporteur"):
                self._check(of_file(path, self.marks.values()), name)
            for path in (one for one in home.rglob("*") if one.is_file()):
                self._check_bytes(path, name, strangers=False)
        for name, address in self.logins.items():
            self._check(of_login(address, self.marks.values()), name)

    def _check(self, found: Found, name: str) -> None:
        assert found.owners <= {self.ids[name]}, name
        assert found.marks <= {self.marks[name]}, name
        self.looks += 1
        self.rows += found.work

    def _check_bytes(self, path: Path, name: str, *, strangers: bool) -> None:
        """``strangers``: whether names and ids of others must not be in it either."""
        kept = b"".join(p.read_bytes() for p in (path, path.with_name(f"{path.name}-wal")) if p.exists())
        others = [other for other in self.ids if other != name]
        words = [self.marks[other] for other in others]
        words += [*others, *(self.ids[other] for other in others)] if strangers else []
        assert not [word for word in words if word.encode() in kept], path


def of_file(path: Path, marks: Iterable[str]) -> Found:
    """What a project file holds, also while somebody works in it."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]

        def rows() -> Rows:
            for name in names:
                found = connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608  # a table of the file
                columns = [column[0] for column in found.description]
                yield from ((name, columns, row) for row in found)

        return _found(rows(), marks)


def of_login(address: str, marks: Iterable[str]) -> Found:
    """What a login can read of all tables, by SQL of its own and around the program."""
    with psycopg.connect(address.replace("+psycopg", "")) as connection:
        tables = connection.execute(_TABLES).fetchall()
        assert len(tables) > 10, address

        def rows() -> Rows:
            for name, columns in tables:
                shown = SQL(", ").join(map(Identifier, columns))
                asked = SQL("SELECT {} FROM public.{}").format(shown, Identifier(name))
                yield from ((name, columns, row) for row in connection.execute(asked))

        return _found(rows(), marks)


def _found(rows: Rows, marks: Iterable[str]) -> Found:
    owners, seen, work, wanted = set[str](), set[str](), 0, set(marks)
    for table, columns, row in rows:
        if "coder_id" in columns:
            owners.add(str(row[columns.index("coder_id")]))
            work += 1
        if table not in ("article_text", "analysis"):
            seen |= {mark for mark in wanted - seen if any(mark in str(value) for value in row)}
    return Found(frozenset(owners), frozenset(seen), work)
