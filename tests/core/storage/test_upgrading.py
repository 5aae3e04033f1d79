"""A project of the first schema, as the program of that day wrote it, opened by today's."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from core.app.checking import verify
from core.app.commands.decide import Reject
from core.app.workspace import Workspace
from core.domain.article import Assignment, Project
from core.domain.coding import Decision, Provenance
from core.domain.errors import Refused
from core.storage import opening
from core.storage.schema import VERSIONS
from core.storage.store import Store

DUMP = Path(__file__).with_name("project_0001.sql")
ROOT = Path(__file__).parents[3]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The file of the first schema: one accepted and one rejected suggestion, a note, four journal lines."""
    path = tmp_path / "old study.rapporteur"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA application_id={opening.APPLICATION_ID}")
    connection.executescript(DUMP.read_text(encoding="utf-8"))
    connection.close()
    return path


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    found = connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()  # noqa: S608  # our own names
    connection.close()
    return found


def test_it_opens_with_all_it_held_and_the_usual_values_for_what_is_new(old: Path) -> None:
    store = Store.open(old)
    project, assignment = (cast(Project, store.select("project")[0]), store.select("assignment")[0])
    decisions = cast("list[Decision]", store.select("decision"))
    store.close()
    assert (project.name, project.threshold) == ("Old", 0.5)
    assert isinstance(assignment, Assignment)
    assert (assignment.note, assignment.suggestions_hidden, assignment.refused_repairs) == (
        "a note",
        False,
        (),
    )
    assert [(d.verdict, d.layer, d.rule, d.confidence) for d in decisions] == [
        (Provenance.CONFIRMED, "", "", 0.0),
        (Provenance.REJECTED, "", "", 0.0),
    ]
    assert verify(old) == []


def test_its_old_steps_are_taken_back_and_new_ones_follow(old: Path) -> None:
    workspace = Workspace(Store.open(old), "coder-1")
    labels = [workspace.undo().entry.label for _ in range(3)]
    assert labels == ["Note on the article", "Reject suggestion", "Accept suggestion"]
    workspace.execute(Reject("article-1", "sug-3"))
    made = workspace.state.decisions("article-1")["sug-3"]
    workspace.close()
    assert (made.layer, made.rule, made.confidence) == ("mention", "test", 0.75)
    assert verify(old) == []


def test_it_is_copied_before_anything_changes(old: Path) -> None:
    before = {table: rows(old, table) for table in ("decision", "assignment", "project", "coding")}
    Store.open(old).close()
    copy = old.with_name("old study.before-0001-upgrade.rapporteur")
    assert {table: rows(copy, table) for table in before} == before
    Store.open(copy).close()  # the copy is a project like any other, and is copied in its turn
    assert verify(copy) == []
    made = {path.name for path in old.parent.iterdir() if path.suffix == old.suffix}
    assert made == {old.name, copy.name, "old study.before-0001-upgrade.before-0001-upgrade.rapporteur"}


def test_a_copy_that_is_there_is_not_written_over(old: Path) -> None:
    there = old.with_name("old study.before-0001-upgrade.rapporteur")
    there.write_bytes(b"precious")
    Store.open(old).close()
    assert there.read_bytes() == b"precious"
    assert old.with_name("old study.before-0001-upgrade-2.rapporteur").exists()


def test_a_project_of_today_is_not_copied(old: Path) -> None:
    Store.open(old).close()
    before = sorted(old.parent.iterdir())
    Store.open(old).close()
    assert sorted(old.parent.iterdir()) == before


def test_a_reader_changes_nothing_and_says_so(old: Path) -> None:
    with pytest.raises(Refused) as caught:
        Store.open(old, read_only=True)
    assert caught.value.code == "older-file"
    assert [path.name for path in old.parent.iterdir() if path.suffix == old.suffix] == [old.name]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are another system's")
def test_without_room_for_the_copy_nothing_is_upgraded(old: Path) -> None:
    assert old.stat().st_size > 40_000  # what the copy is allowed
    code = f"""
import resource, signal
from core.domain.errors import Unavailable
from core.storage.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY))
try:
    Store.open({str(old)!r})
except Unavailable as fault:
    print(fault.code)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "no-backup", done.stderr
    assert [path.name for path in old.parent.iterdir() if path.suffix == old.suffix] == [old.name]
    connection = sqlite3.connect(old)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    connection.close()


def test_a_server_of_the_first_schema_is_brought_up_to_date(cluster: Callable[[], str]) -> None:
    from alembic import command
    from alembic.config import Config

    address = cluster()
    place = opening._server(address, read_only=False)
    with place.engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(opening.MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, VERSIONS[0])
        connection.exec_driver_sql("INSERT INTO project VALUES ('p', 'Old', 'en', '', '', '')")
        connection.exec_driver_sql("INSERT INTO coder VALUES ('c', 'Ada', 'coder')")
        connection.exec_driver_sql("INSERT INTO article_text VALUES ('0', '')")
        connection.exec_driver_sql(
            "INSERT INTO article VALUES ('a', '0', '', '', '', '', '', 'en', '', '[]', '', 0, 0)"
        )
        connection.exec_driver_sql("INSERT INTO decision VALUES ('d', 'a', 'c', 's', 'fixed', '', '')")
        connection.exec_driver_sql("INSERT INTO assignment VALUES ('a/c', 'a', 'c', 'new', '[]', '', '')")
    place.leave()
    store = Store.open(address)
    assert store.select("project") == [Project("p", "Old")]
    assert store.select("decision") == [Decision("d", "s", "a", "c", Provenance.FIXED)]
    assert store.select("assignment") == [Assignment("a/c", "a", "c")]
    store.close()
