"""The migrations and the tables the program speaks of are the same schema."""

from __future__ import annotations

from dataclasses import fields

import pytest

from core.domain.changes import KINDS
from core.storage import schema
from core.storage.rows import codec
from core.storage.store import Store


def test_the_migrated_schema_is_the_one_the_program_speaks_of(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with store._transaction() as connection:
        # The words of the search are kept by each database in its own way.
        ours = {"compare_type": True, "include_name": lambda name, *_: not _is_of_the_search(str(name))}
        context = MigrationContext.configure(connection, opts=ours)
        assert compare_metadata(context, schema.metadata) == []


def _is_of_the_search(name: str) -> bool:
    return name.startswith("article_words")


def test_the_newest_migration_is_the_version_the_program_knows() -> None:
    from pathlib import Path

    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(Path(schema.__file__).with_name("migrations")))
    assert [s.revision for s in reversed(list(scripts.walk_revisions()))] == list(schema.VERSIONS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_record_has_its_column(kind: str) -> None:
    names = {field.name for field in fields(KINDS[kind])}
    kept_apart = {"article": {"text"}, "suggestion_set": {"suggestions", "actors"}}.get(kind, set())
    counted = {"suggestion_set": {"analysis_sha256", "proposed"}}.get(kind, set())
    assert set(codec(kind).table.c.keys()) == (names - kept_apart) | counted
