"""What a study needs: accounts, rounds, versions of texts and of the codebook, codings to look at again."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op  # noqa: TID253  # this script is loaded by Alembic only

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add columns, which get the values the records have by default, and the two new kinds of record."""
    for name in ("login", "secret"):
        _add("coder", name, sa.Text(), "")
    _add("coder", "active", sa.Boolean(), sa.true())
    for name, empty in (("note", ""), ("created_at", ""), ("rulings", "[]")):
        _add("codebook", name, sa.Text(), empty)
    for name in ("group", "version_of", "repeat_of"):
        _add("article", name, sa.Text(), "")
    for name in ("round_id", "returned"):
        _add("assignment", name, sa.Text(), "")
    _add("assignment", "paused", sa.Boolean(), sa.false())
    op.create_table(
        "round",
        sa.Column("id", sa.Text(), primary_key=True),
        *(_column(name, sa.Text()) for name in ("name", "kind", "settings", "created_at")),
        *(_column(name, sa.Integer()) for name in ("seed", "codebook_version")),
        _column("closed", sa.Boolean()),
    )
    op.create_table(
        "recode",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("article_id", sa.Text(), sa.ForeignKey("article.id"), nullable=False),
        sa.Column("coder_id", sa.Text(), sa.ForeignKey("coder.id"), nullable=False),
        *(_column(name, sa.Text()) for name in ("coding_id", "reason")),
        _column("codebook_version", sa.Integer()),
        _column("done", sa.Boolean()),
    )
    op.create_index("recode_article", "recode", ["article_id"])
    op.create_index("recode_coder", "recode", ["coder_id", "article_id"])


def _column(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _add(table: str, name: str, kind: sa.types.TypeEngine[Any], default: str | sa.ColumnElement[Any]) -> None:
    op.add_column(table, sa.Column(name, kind, nullable=False, server_default=default))
