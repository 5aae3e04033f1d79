"""A change set as JSON and back: the journal's own language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, cast

import msgspec

from core.domain.changes import KINDS, Applied, Change, ChangeSet, Entry, Origin, Record
from core.domain.errors import Refused
from core.domain.heads import StepHead
from core.storage.rows import Body, with_body, without_body

Bodies = Mapping[int, Body]  # by id() of the record
FetchBodies = Callable[[str, Iterable[str]], Mapping[str, Any]]


_NOTHING = msgspec.Raw(b"null")


class Line(msgspec.Struct, omit_defaults=True):
    """One change in the journal; ``…_body`` is the hash of a long content kept elsewhere."""

    kind: str
    before: msgspec.Raw = _NOTHING
    after: msgspec.Raw = _NOTHING
    before_body: str = ""
    after_body: str = ""


_lines = msgspec.json.Decoder(list[Line])
_ids = msgspec.json.Decoder(list[str])


def encode_changes(changes: ChangeSet, bodies: Bodies) -> str:
    """The changes as JSON text. Raises `Refused` for characters that no database can hold."""
    lines = [
        Line(
            change.kind,
            _encoded(change.before),
            _encoded(change.after),
            _body_key(change.before, bodies),
            _body_key(change.after, bodies),
        )
        for change in changes.changes
    ]
    return msgspec.json.encode(lines).decode()


def decode_changes(text: str, fetch: FetchBodies) -> ChangeSet:
    """The changes of a journal line; ``fetch`` gives the long contents of a kind by hash."""
    lines = _lines.decode(text)
    contents: dict[str, Mapping[str, Any]] = {}
    for kind in {line.kind for line in lines if line.before_body or line.after_body}:
        keys = {k for line in lines if line.kind == kind for k in (line.before_body, line.after_body) if k}
        contents[kind] = fetch(kind, keys)
    return ChangeSet(tuple(_change(line, contents.get(line.kind, {})) for line in lines))


def article_ids_json(changes: ChangeSet) -> str:
    """The articles concerned, sorted, as JSON."""
    entry = Entry(0, "", "", "", "", "", Origin.LOCAL, 0, changes)
    return msgspec.json.encode(sorted(Applied(entry).article_ids)).decode()


def head(row: Any) -> StepHead:
    """The head of a journal line from its columns seq … step, article_ids."""
    seq, at, actor, command, label, origin, step, articles = row
    ids = _ids.decode(articles)
    return StepHead(seq, at, actor, command, label, Origin(origin), step, ids[0] if len(ids) == 1 else "")


def _encoded(record: Record | None) -> msgspec.Raw:
    if record is None:
        return _NOTHING
    try:
        encoded = msgspec.json.encode(without_body(record))
    except UnicodeEncodeError as fault:
        raise _bad_text(record) from fault
    if b"\\u0000" in encoded and _holds_nul(record):
        raise _bad_text(record)
    return msgspec.Raw(encoded)


def _holds_nul(value: Any) -> bool:
    return any("\0" in text for text in _strings(msgspec.to_builtins(value)))


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)


def _bad_text(record: Record) -> Refused:
    return Refused(
        "bad-text",
        "A text holds a character that can't be stored (NUL or half a surrogate pair). Remove it.",
        where=record.id,
    )


def _body_key(record: Record | None, bodies: Bodies) -> str:
    body = bodies.get(id(record))
    return body.key if body else ""


def _change(line: Line, contents: Mapping[str, Any]) -> Change:
    return Change(
        _decoded(line.kind, line.before, line.before_body, contents),
        _decoded(line.kind, line.after, line.after_body, contents),
    )


def _decoded(kind: str, raw: msgspec.Raw, key: str, contents: Mapping[str, Any]) -> Record | None:
    if bytes(raw) == b"null":
        return None
    record = cast(Record, _decoder(kind).decode(raw))
    return with_body(record, contents[key]) if key else record


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(KINDS[kind])
