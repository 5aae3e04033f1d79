"""A copy of a project on a server on the coder's own computer, so that whoever reads or acts never waits for
the network. It holds what its coder may see and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import Connection, delete, insert, select

from core.domain.article import Article
from core.domain.changes import KINDS, Change, ChangeSet, Entry, Record
from core.storage import schema
from core.storage.journal import article_ids_json, encode_changes
from core.storage.news import Key, Tail
from core.storage.outbox import LineState, Outbox, known, lines, team
from core.storage.writing import bodies_of, fetch, write, write_bodies

_OWNED = ("work_time", "assignment", "coding", "decision", "question", "recode")  # kinds of one coder's work
_HEAVY = {"article": 5, "suggestion_set": 15}  # as many small records take as long to write


class Mirror(Outbox):
    """The copy, made by `core.app.team.joining`."""

    def prepare(self, told: Mapping[str, str]) -> None:
        """Make a new file a mirror; ``told``: what to remember of the server."""
        with self._transaction(write=True) as connection:
            team.create_all(connection)
            connection.execute(delete(schema.journal))
            for name, value in told.items():
                connection.execute(insert(known), {"name": name, "value": value})
        self._waiting.clear()

    def fill(self, records: Iterable[Record]) -> None:
        """Take records of a server into a new mirror; those on articles it does not hold are left out."""
        with self._transaction(write=True) as connection:
            changes = self._held_together(connection, [Change(None, record) for record in records])
            write(connection, changes, bodies_of(changes))

    def tail(self) -> Tail:
        """How far the server's journal is followed."""
        low, seen = msgspec.json.decode(self.known("tail") or "[0, []]", type=tuple[int, list[int]])
        return Tail(low, seen)

    # -- news ---------------------------------------------------------------------------------------------

    def hold(self, seq: int, said: str, rows: Mapping[Key, Record | None]) -> ChangeSet:
        """Keep an act the server refused, and show what stands there instead; returns what changed here."""
        row = {"seq": seq, "server": 0, "state": LineState.HELD.value, "said": said}
        with self._transaction(write=True) as connection:
            connection.execute(insert(lines), row)
            self._waiting.pop(seq, None)
            return self._take(connection, rows)

    def receive(
        self, rows: Mapping[Key, Record | None], entries: Iterable[Entry] = (), tail: Tail | None = None
    ) -> ChangeSet:
        """Take on what the server has now; returns what changed here.

        What an act that still waits has changed stays as it is: the server will compare it when the act gets
        there. ``entries``: the coder's own acts made elsewhere; ``tail``: how far the journal is followed.
        """
        with self._transaction(write=True) as connection:
            changes = self._take(connection, rows)
            self._adopt(connection, entries)
            if tail is not None:
                self._remember(connection, {"tail": _told(tail)})
        return changes

    def adopt(self, entries: Iterable[Entry]) -> None:
        """Take the coder's own acts made elsewhere into the history."""
        with self._transaction(write=True) as connection:
            self._adopt(connection, entries)

    def _take(self, connection: Connection, rows: Mapping[Key, Record | None]) -> ChangeSet:
        busy = {key for keys in self._waiting.values() for key in keys}
        wanted = {key: record for key, record in rows.items() if key not in busy}
        here = dict[Key, Record]()
        for kind in {key.kind for key in wanted}:
            ids = [key.id for key in wanted if key.kind == kind]
            here.update((Key(kind, record.id), record) for record in fetch(connection, kind, ids))
        differ = [
            Change(here.get(key), after)
            for key, after in wanted.items()
            if here.get(key) != after and (after is not None or key in here)
        ]
        changes = self._held_together(connection, differ)
        write(connection, changes, bodies_of(changes))
        return changes

    def _held_together(self, connection: Connection, changes: list[Change]) -> ChangeSet:
        """Without work on articles that are not here, and without the removal of articles with work here."""
        ids = {article_of(some) for change in changes for some in (change.before, change.after) if some}
        articles = {record.id for record in fetch(connection, "article", ids - {""})}
        come = {change.id for change in changes if isinstance(change.after, Article)}
        gone = {c.id for c in changes if c.after is None}
        removed = {c.id for c in changes if isinstance(c.before, Article)} & gone
        kept = {article_id for article_id in removed if self._used(article_id, gone)}

        def fits(change: Change) -> bool:
            if change.after is None:
                return article_of(change.before) not in kept
            return article_of(change.after) in articles | come | {"", change.id}

        return ChangeSet(tuple(change for change in changes if fits(change)))

    def _used(self, article_id: str, gone: set[str]) -> bool:
        return any(
            record.id not in gone for kind in _OWNED for record in self.select(kind, article_id=article_id)
        )

    def _adopt(self, connection: Connection, entries: Iterable[Entry]) -> None:
        for entry in entries:
            is_known = select(lines.c.seq).where(lines.c.server == entry.seq)
            if connection.execute(is_known).first() is not None:
                continue
            step = 0
            if entry.step:
                found = select(lines.c.seq).where(lines.c.server == entry.step)
                step = int(connection.execute(found).scalar() or 0)
            bodies = bodies_of(entry.changes)
            write_bodies(connection, bodies.values())
            row = {
                "at": entry.at,
                "actor": entry.actor,
                "program": entry.program,
                "command": entry.command,
                "label": entry.label,
                "origin": entry.origin.value,
                "step": step,
                "article_ids": article_ids_json(entry.changes),
                "changes": encode_changes(entry.changes, bodies),
            }
            seq = connection.execute(insert(schema.journal).returning(schema.journal.c.seq), row).scalar_one()
            mark = {"seq": seq, "server": entry.seq, "state": LineState.SENT.value, "said": ""}
            connection.execute(insert(lines), mark)


def article_of(record: Record | None) -> str:
    """The article a record is about, or is; empty for the rest."""
    return record.id if isinstance(record, Article) else str(getattr(record, "article_id", ""))


def in_parts(rows: Mapping[Key, Record | None], size: int) -> list[dict[Key, Record | None]]:
    """``rows`` in parts of about ``size`` small records: what came or changed in the order of writing, then,
    as one part, what is gone."""
    order = {kind: at for at, kind in enumerate(KINDS)}
    parts, weight = list[dict[Key, Record | None]](), size
    for key in sorted((k for k, r in rows.items() if r is not None), key=lambda key: order[key.kind]):
        weight += _HEAVY.get(key.kind, 1)
        if weight > size:
            parts.append({})
            weight = _HEAVY.get(key.kind, 1)
        parts[-1][key] = rows[key]
    gone: dict[Key, Record | None] = {key: None for key, record in rows.items() if record is None}
    return [*parts, gone] if gone else parts


def _told(tail: Tail) -> str:
    return msgspec.json.encode((tail.low, sorted(tail.seen))).decode()
