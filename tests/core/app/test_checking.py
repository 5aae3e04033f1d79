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
        ("DELETE FROM journal WHERE seq = 3", "journal", "line 4, coding coding-2"),
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
