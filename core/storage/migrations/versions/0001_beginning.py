"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op  # noqa: TID253  # this script is loaded by Alembic only

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    _contents()
    _shared()
    _owned("assignment", "status", "answers", "note", "completed_at")
    _owned("work_time", sa.Column("seconds", sa.Integer, nullable=False))
    _owned(
        "coding",
        *("layer", "category", "spans", "quotes", "slots", "variables", "note", "provenance"),
        *("suggestion_id", "created_at", "updated_at"),
        sa.Column("codebook_version", sa.Integer, nullable=False),
    )
    _owned("decision", "suggestion_id", "verdict", "coding_id", "at")
    _owned(
        "question", "text", "about", "answer", "asked_at", sa.Column("settled", sa.Boolean, nullable=False)
    )
    _index_by_coder()
    _journal()


def _text(name: str, *args: sa.schema.SchemaItem) -> sa.Column[str]:
    return sa.Column(name, sa.Text, *args, nullable=False)


def _key(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


def _integer(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _contents() -> None:
    op.create_table("article_text", _key("sha256"), _text("text"))
    op.create_table("analysis", _key("sha256"), sa.Column("data", sa.LargeBinary, nullable=False))


def _shared() -> None:
    op.create_table("project", _key(), *map(_text, ("name", "language", "model", "created_at", "program")))
    op.create_table("coder", _key(), *map(_text, ("name", "role")))
    op.create_table("codebook", _key(), *map(_text, ("name", "layers", "schemes")), _integer("version"))
    op.create_table(
        "article",
        _key(),
        _text("sha256", sa.ForeignKey("article_text.sha256")),
        *map(_text, ("raw_sha256", "encoding", "title", "source", "published", "language", "file_name")),
        *map(_text, ("metadata", "imported_at")),
        _integer("position"),
        _integer("words"),
    )
    op.create_index("article_position", "article", ["position", "id"])
    op.create_index("article_sha256", "article", ["sha256"])
    op.create_index("article_raw_sha256", "article", ["raw_sha256"])
    op.create_table(
        "actor",
        _key(),
        *map(_text, ("name", "kind", "country", "role", "aliases", "valid_from", "valid_to", "source")),
    )
    op.create_table(
        "suggestion_set",
        _key(),
        _text("article_id", sa.ForeignKey("article.id")),
        *map(_text, ("text_sha256", "model", "repairs", "made_at")),
        _text("analysis_sha256", sa.ForeignKey("analysis.sha256")),
        _text("proposed"),
    )
    op.create_index("suggestion_set_article", "suggestion_set", ["article_id"], unique=True)


def _owned(table: str, *columns: str | sa.Column[int] | sa.Column[bool]) -> None:
    op.create_table(
        table,
        _key(),
        _text("article_id", sa.ForeignKey("article.id")),
        _text("coder_id", sa.ForeignKey("coder.id")),
        *(_text(c) if isinstance(c, str) else c for c in columns),
    )
    op.create_index(f"{table}_article", table, ["article_id"])


def _index_by_coder() -> None:
    for table in ("coding", "question"):
        op.create_index(f"{table}_coder", table, ["coder_id", "article_id"])
    for table in ("assignment", "work_time"):
        op.create_index(f"{table}_coder", table, ["coder_id", "article_id"], unique=True)
    op.create_index("decision_coder", "decision", ["coder_id", "article_id", "suggestion_id"], unique=True)


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        *map(_text, ("at", "actor", "program", "command", "label", "origin")),
        _integer("step"),
        *map(_text, ("article_ids", "changes")),
        sqlite_autoincrement=True,
    )
    op.create_index("journal_actor", "journal", ["actor", "origin", "seq"])
