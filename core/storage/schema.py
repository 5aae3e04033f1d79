"""The tables: one per kind of record, the journal, and the long contents they share.

Long contents (texts, analyses) are kept once under their hash; rows and journal lines refer to them. A text
never changes, so a journal that repeats it would double the file for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

VERSIONS = ("0001", "0002", "0003", "0004")  # of the schema, oldest first; each is a migration

metadata = MetaData()


def _texts(*names: str) -> Iterator[Column[str]]:
    """Plain text, and JSON of nested values."""
    return (Column(name, Text, nullable=False) for name in names)


def _id() -> Column[str]:
    return Column("id", Text, primary_key=True)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _truth(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _share(name: str) -> Column[float]:
    """A number in [0, 1]."""
    return Column(name, Double, nullable=False)


def _refers(name: str, to: str) -> Column[str]:
    return Column(name, Text, ForeignKey(to), nullable=False)


_CORRECTS = text("version_of != ''")
article_text = Table("article_text", metadata, Column("sha256", Text, primary_key=True), *_texts("text"))
analysis = Table(
    "analysis",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),  # zlib of JSON
)

project = Table(
    "project",
    metadata,
    _id(),
    *_texts("name", "language", "model", "created_at", "program"),
    _share("threshold"),
)
coder = Table("coder", metadata, _id(), *_texts("name", "role", "login", "secret"), _truth("active"))
codebook = Table(
    "codebook",
    metadata,
    _id(),
    *_texts("name", "layers", "schemes", "note", "created_at", "rulings"),
    _number("version"),
)
article = Table(
    "article",
    metadata,
    _id(),
    _refers("sha256", "article_text.sha256"),
    *_texts("raw_sha256", "encoding", "title", "source", "published", "language", "file_name"),
    *_texts("metadata", "imported_at", "group", "version_of", "repeat_of"),
    _number("position"),
    _number("words"),
    Index("article_position", "position", "id"),
    Index("article_sha256", "sha256"),
    Index("article_raw_sha256", "raw_sha256"),
    # On a server it has the same condition; to say so here would load that dialect at every start.
    Index("article_version_of", "version_of", sqlite_where=_CORRECTS),
)
article_index = Table(
    "article_index",  # what the index of words knows an article by; see `core.storage.search_index`
    metadata,
    Column("article_id", Text, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    _number("number"),
    *_texts("digest"),
    Index("article_index_number", "number", "article_id"),
)
actor = Table(
    "actor",
    metadata,
    _id(),
    *_texts("name", "kind", "country", "role", "aliases", "valid_from", "valid_to", "source"),
)
suggestion_set = Table(
    "suggestion_set",
    metadata,
    _id(),
    _refers("article_id", "article.id"),
    *_texts("text_sha256", "model", "repairs", "made_at", "inputs", "boundaries", "refused"),
    _refers("analysis_sha256", "analysis.sha256"),
    *_texts("proposed"),  # id, layer and confidence of each suggestion, for the counts of the work list
    Index("suggestion_set_article", "article_id", unique=True),
)


def _owned(kind: str, *columns: Column[Any] | Index) -> Table:
    """A table of what one coder recorded on one article."""
    return Table(
        kind,
        metadata,
        _id(),
        _refers("article_id", "article.id"),
        _refers("coder_id", "coder.id"),
        *columns,
        Index(f"{kind}_article", "article_id"),
    )


def _by_coder(kind: str, *more: str, unique: bool = False) -> Index:
    return Index(f"{kind}_coder", "coder_id", "article_id", *more, unique=unique)


round_ = Table(
    "round",
    metadata,
    _id(),
    *_texts("name", "kind", "settings", "created_at"),
    _number("seed"),
    _number("codebook_version"),
    _truth("closed"),
)
assignment = _owned(
    "assignment",
    *_texts("status", "answers", "note", "completed_at", "refused_repairs", "round_id", "returned"),
    _truth("suggestions_hidden"),
    _truth("paused"),
    _by_coder("assignment", unique=True),
)
work_time = _owned("work_time", _number("seconds"), _by_coder("work_time", unique=True))
coding = _owned(
    "coding",
    *_texts("layer", "category", "spans", "quotes", "slots", "variables", "note", "provenance"),
    *_texts("suggestion_id"),
    _number("codebook_version"),
    *_texts("created_at", "updated_at"),
    _by_coder("coding"),
)
decision = _owned(
    "decision",
    *_texts("suggestion_id", "verdict", "coding_id", "at", "layer", "rule", "category", "words"),
    _share("confidence"),
    _truth("looked"),
    _by_coder("decision", "suggestion_id", unique=True),
)
question = _owned(
    "question",
    *_texts("text", "about", "answer", "asked_at"),
    _truth("settled"),
    _by_coder("question"),
)
recode = _owned(
    "recode",
    *_texts("coding_id", "reason"),
    _number("codebook_version"),
    _truth("done"),
    _by_coder("recode"),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    *_texts("at", "actor", "program", "command", "label", "origin"),
    _number("step"),
    *_texts("article_ids", "changes"),
    Index("journal_actor", "actor", "origin", "seq"),
    sqlite_autoincrement=True,
)
