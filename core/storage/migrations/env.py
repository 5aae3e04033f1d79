"""Runs the migrations on the connection the store hands over, within its transaction."""

from __future__ import annotations

from alembic import context  # noqa: TID253  # this script is loaded by Alembic only

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
