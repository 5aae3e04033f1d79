"""The index of words, so that all articles can be searched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op  # noqa: TID253  # this script is loaded by Alembic only

from core.storage import search_index

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the index of words, and put in the articles there are; and one of corrected texts."""
    op.create_table(
        "article_index",
        sa.Column("article_id", sa.Text(), sa.ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
    )
    op.create_index("article_index_number", "article_index", ["number", "article_id"])
    corrects = sa.text("version_of != ''")  # few do, and every list asks for them
    op.create_index(
        "article_version_of", "article", ["version_of"], sqlite_where=corrects, postgresql_where=corrects
    )
    search_index.create(op.get_bind())
    search_index.rebuild(op.get_bind())
