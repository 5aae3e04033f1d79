"""The check of a whole project finds what somebody else's hand did to the file."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from core.app.checking import verify
from core.domain.actor import Actor
from core.domain.coding import Decision, Provenance, SlotFill
from core.domain.errors import Refused
from tests.build import a_coding
from tests.core.app.place import add, at_work, change, make_place


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = make_place(tmp_path)
    with at_work(path) as workspace:
        coding = a_coding(
            slots=(SlotFill("actor", actors=("AZE", "org:x")),),
            suggestion_id="sug-1",
            provenance=Provenance.FIXED,
        )
        decision = Decision("decision-1", "sug-1", "article-1", "coder-1", Provenance.FIXED, "coding-1")
        workspace.execute(add(Actor("org:x", "X"), coding, decision))
        workspace.execute(add(a_coding(id="coding-2")))
        workspace.undo()
    return path


_UNREADABLE_ARTICLE = ("unreadable-record", "article article-2")


def tamper(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        assert connection.execute(statement).rowcount, "the test changed nothing"
    connection.commit()
    connection.close()


def test_a_whole_project_has_no_problems_even_while_a_window_has_it(path: Path) -> None:
    assert verify(path) == []
    with at_work(path):
        assert verify(path) == []


@pytest.mark.parametrize(
    ("statement", "code", "where"),
    [
        ("UPDATE article_text SET text = text || '!' WHERE text LIKE '% 2'", "hash", "article article-2"),
        ("UPDATE suggestion_set SET text_sha256 = '0'", "old-analysis", "article article-1"),
        ("""UPDATE coding SET spans = '[{"start":1,"end":9}]'""", "quote", "coding coding-1"),
        ("""UPDATE coding SET spans = '[{"start":1,"end":9999}]'""", "span", "coding coding-1"),
        ("UPDATE coding SET quotes = '[]'", "quote", "coding coding-1"),
        ("DELETE FROM actor", "actor", "coding coding-1"),
        ("UPDATE decision SET coding_id = 'nowhere'", "decision", "decision decision-1"),
        ("UPDATE decision SET suggestion_id = 'none'", "suggestion", "decision decision-1"),
        ("UPDATE coding SET suggestion_id = 'other'", "decision", "decision decision-1"),
        ("UPDATE coding SET note = 'forged'", "journal", "coding coding-1"),
        ("UPDATE journal SET changes = replace(changes, 'PERSON', 'ORG')", "journal", "coding coding-1"),
        ("DELETE FROM journal WHERE seq = 2", "journal", "coding coding-1"),
        ("DELETE FROM journal WHERE seq = 3", "journal", "journal line 4, coding coding-2"),
        ("DELETE FROM journal WHERE seq = 3", "journal", "journal line 3"),
        ("DELETE FROM journal WHERE seq IN (3, 4)", "journal", "journal line 3"),
        ("UPDATE journal SET step = 99 WHERE seq = 4", "journal", "journal line 4"),
        ("UPDATE journal SET origin = 'local' WHERE seq = 4", "journal", "journal line 4"),
        ("UPDATE coding SET spans = 'x'", "unreadable-record", "coding coding-1"),
        ("""UPDATE coding SET spans = '[{"start":9,"end":1}]'""", "unreadable-record", "coding coding-1"),
        ("UPDATE coding SET layer = 'x'", "unreadable-record", "coding coding-1"),
        ("UPDATE coder SET role = 'x' WHERE id = 'coder-2'", "unreadable-record", "coder coder-2"),
        ("UPDATE article_text SET text = x'ff' WHERE text LIKE '% 2'", *_UNREADABLE_ARTICLE),
        ("UPDATE analysis SET data = x'00'", "unreadable-record", "suggestion_set article-1"),
        ("UPDATE journal SET changes = 'x' WHERE seq = 2", "unreadable-record", "journal line 2"),
        ('UPDATE journal SET changes = \'[{"kind":"x","after":{}}]\'', "unreadable-record", "journal line 2"),
        ("UPDATE journal SET origin = 'x' WHERE seq = 2", "unreadable-record", "journal line 2"),
        ("UPDATE coding SET coder_id = 'nobody'", "file", ""),
    ],
)
def test_what_a_strangers_hand_changed_is_found(path: Path, statement: str, code: str, where: str) -> None:
    tamper(path, statement)
    assert (code, where) in {(p.code, p.where) for p in verify(path)}


def test_a_decision_on_what_a_newer_analysis_dropped_is_no_problem(path: Path) -> None:
    with at_work(path) as workspace:
        before = workspace.state.suggestion_set("article-1")
        assert before is not None
        workspace.execute(change(before, replace(before, suggestions=before.suggestions[1:])))
    assert verify(path) == []


def test_a_damaged_file_is_told_and_not_verified(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 5000)
    with pytest.raises(Refused):
        verify(path)


def test_checking_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    names = {p.name for p in path.parent.iterdir()}
    verify(path)
    assert path.read_bytes() == before
    assert {p.name for p in path.parent.iterdir()} == names


def test_a_damaged_record_is_told_where_it_is_met(path: Path) -> None:
    tamper(path, "UPDATE coding SET spans = 'x'")
    with at_work(path) as workspace, pytest.raises(Refused) as refused:
        workspace.state.codings("article-1")
    assert (refused.value.code, refused.value.where) == ("unreadable-record", "coding coding-1")
    tamper(path, "UPDATE journal SET changes = 'x' WHERE seq = 3")
    with at_work(path) as workspace, pytest.raises(Refused) as refused:
        workspace.redo()
    assert (refused.value.code, refused.value.where) == ("unreadable-record", "journal line 3")


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE decision",
        "DROP TABLE journal",
        "DROP TABLE alembic_version",
        "DELETE FROM alembic_version",
    ],
)
def test_a_project_without_one_of_its_tables_is_told_and_not_verified(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(Refused) as refused:
        verify(path)
    assert refused.value.code == "corrupt-file"
