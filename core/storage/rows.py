"""A record as a row and back: scalars in typed columns, nested values as JSON, long contents by hash."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any, cast, get_type_hints

import msgspec
from sqlalchemy import Select, Table, select

from core.domain.actor import Actor
from core.domain.article import Article
from core.domain.changes import KINDS, Record
from core.domain.coding import Layer, Suggestion
from core.domain.errors import Refused
from core.domain.suggestion import SuggestionSet
from core.domain.text import words_of
from core.domain.weights import family, likeness
from core.storage import faults, schema

Row = dict[str, Any]
# Which fields are kept as a long content, and where.
_LONG: dict[type[Record], tuple[tuple[str, ...], Table]] = {
    Article: (("text",), schema.article_text),
    SuggestionSet: (("suggestions", "actors"), schema.analysis),
}
_SCALARS = (str, int, float, bool)
# What the decoders say of a value that is none of ours.
UNREADABLE = (msgspec.MsgspecError, zlib.error, ValueError, TypeError, KeyError)
_analysis = msgspec.json.Decoder(tuple[tuple[Suggestion, ...], tuple[Actor, ...]])


@dataclass(frozen=True, slots=True)
class Body:
    """A long content, kept once under its hash."""

    table: Table
    key: str
    row: Mapping[str, Any]


def body_of(record: Record) -> Body | None:
    """The long content of ``record``; raises ValueError when an article's hash is not that of its text."""
    if isinstance(record, Article):
        if sha256(record.text.encode()).hexdigest() != record.sha256:
            raise ValueError(f"sha256 of article {record.id} is not that of its text")
        return Body(schema.article_text, record.sha256, {"sha256": record.sha256, "text": record.text})
    if isinstance(record, SuggestionSet):
        content = msgspec.json.encode((record.suggestions, record.actors))
        key = sha256(content).hexdigest()
        return Body(schema.analysis, key, {"sha256": key, "data": zlib.compress(content, 1)})
    return None


def without_body(record: Record) -> Record:
    """``record`` as the journal keeps it, its long content left out."""
    if isinstance(record, Article):
        return replace(record, text="")
    if isinstance(record, SuggestionSet):
        return replace(record, suggestions=(), actors=())
    return record


def with_body(record: Record, content: Any) -> Record:
    """``record`` with the long content a row of its table holds."""
    if isinstance(record, Article):
        if not isinstance(content, str):  # SQLite keeps what it is given, whatever the column's type
            raise TypeError("the text of an article is text")
        return replace(record, text=content)
    if isinstance(record, SuggestionSet):
        suggestions, actors = _analysis.decode(zlib.decompress(content))
        return replace(record, suggestions=suggestions, actors=actors)
    return record


class Proposed(msgspec.Struct, array_like=True, frozen=True):
    """What the counts of the work list need of a suggestion; ``like``: what tells its name, if it is one.

    Analyses stored by older programs have no ``family`` and no ``like``.
    """

    id: str
    layer: str
    confidence: float
    family: str = ""
    like: str = ""


def _proposed(one: Suggestion, text: str) -> Proposed:
    like = likeness(one.category, words_of(one.spans, text)) if one.layer is Layer.MENTION else ""
    return Proposed(one.id, one.layer, one.confidence, family(one.rule), like)


class Codec:
    """Translates records of one kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.cls = KINDS[kind]
        self.table = schema.metadata.tables[kind]
        hints = get_type_hints(self.cls)
        self._long: tuple[str, ...] = ()
        self.body_table: Table | None = None
        if self.cls in _LONG:
            self._long, self.body_table = _LONG[self.cls]
        self._names = tuple(f.name for f in fields(self.cls) if f.name not in self._long)
        self._write = tuple((name, _writer(hints[name])) for name in self._names)
        self._read = tuple((name, _reader(hints[name])) for name in self._names)
        self.select = self._select()

    def row(self, record: Record, body: Body | None, text: str = "") -> Row:
        """The row of ``record``; ``text``: the article's, of which an analysis counts the names."""
        row = {name: write(getattr(record, name)) for name, write in self._write}
        if isinstance(record, SuggestionSet) and body is not None:
            proposed = [_proposed(suggestion, text) for suggestion in record.suggestions]
            row |= {"analysis_sha256": body.key, "proposed": _to_json(proposed)}
        return row

    def record(self, row: tuple[Any, ...]) -> Record:
        """The record of a row that `select` gave; raises `Refused` (``unreadable-record``)."""
        try:
            return self._record(row)
        except UNREADABLE as fault:
            raise Refused(*faults.UNREADABLE, where=f"{self.kind} {row[0]}") from fault

    def _record(self, row: tuple[Any, ...]) -> Record:
        values = {name: read(value) for (name, read), value in zip(self._read, row, strict=False)}
        if self._long:
            values |= dict.fromkeys(self._long, ())
            return with_body(cast(Any, self.cls)(**values), row[-1])
        return cast(Record, cast(Any, self.cls)(**values))

    def _select(self) -> Select[Any]:
        columns = [self.table.c[name] for name in self._names]
        if self.body_table is None:
            return select(*columns)
        content = self.body_table.columns.values()[1]
        return select(*columns, content).select_from(self.table.join(self.body_table))


@cache
def codec(kind: str) -> Codec:
    """The translator of ``kind``; raises KeyError for an unknown kind."""
    return Codec(kind)


def _writer(hint: Any) -> Callable[[Any], Any]:
    if hint in _SCALARS:
        return _same
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _enum_value
    return _to_json


def _reader(hint: Any) -> Callable[[Any], Any]:
    if hint in _SCALARS:
        return _same
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return msgspec.json.Decoder(hint).decode


def _same(value: Any) -> Any:
    return value


def _enum_value(value: StrEnum) -> str:
    return value.value


def _to_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
