"""What decisions teach, which repairs a coder refused, and how sure a suggestion must be to be shown."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op  # noqa: TID253  # this script is loaded by Alembic only

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns; what is there already gets the values the records have by default."""
    _add("project", "threshold", sa.Double(), "0.5")
    _add("assignment", "suggestions_hidden", sa.Boolean(), sa.false())
    _add("assignment", "refused_repairs", sa.Text(), "[]")
    _add("suggestion_set", "inputs", sa.Text(), "")
    _add("suggestion_set", "boundaries", sa.Text(), "[]")
    _add("suggestion_set", "refused", sa.Text(), "[]")
    _add("decision", "layer", sa.Text(), "")
    _add("decision", "rule", sa.Text(), "")
    _add("decision", "confidence", sa.Double(), "0")
    _add("decision", "category", sa.Text(), "")
    _add("decision", "words", sa.Text(), "")
    _add("decision", "looked", sa.Boolean(), sa.true())


def _add(table: str, name: str, kind: sa.types.TypeEngine[Any], default: str | sa.ColumnElement[Any]) -> None:
    op.add_column(table, sa.Column(name, kind, nullable=False, server_default=default))
