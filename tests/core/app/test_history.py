"""Undo and redo: own steps only, across articles and restarts, appended and never rewritten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.app import history
from core.domain.actor import Actor
from core.domain.changes import Origin
from core.domain.errors import Conflict, Refused
from core.storage.store import Store
from tests.build import a_coding
from tests.core.app.place import Put, add, at_work, change, make_place


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_place(tmp_path)


def number(n: int) -> Put:
    article = f"article-{n % 3 + 1}"
    return add(a_coding(id=f"coding-{n}", article_id=article), label=f"step {n}")


def coded(path: Path) -> set[str]:
    store = Store.open(path, read_only=True)
    ids = {record.id for record in store.select("coding")}
    store.close()
    return ids


def test_undo_and_redo_go_across_articles_and_restarts(path: Path) -> None:
    with at_work(path) as workspace:
        for n in range(4):
            workspace.execute(number(n))
        workspace.undo()
    with at_work(path) as workspace:
        assert workspace.history.undo_label == "step 2"
        assert workspace.history.redo_label == "step 3"
        workspace.undo()
        workspace.undo()
        workspace.redo()
    assert coded(path) == {"coding-0", "coding-1"}
    with at_work(path) as workspace:
        assert workspace.history.undo_label == "step 1"
        assert workspace.history.redo_label == "step 2"
        shown = [(s.label, s.undone, s.article_id) for s in workspace.history.steps()]
        assert shown == [
            ("step 3", True, "article-1"),
            ("step 2", True, "article-3"),
            ("step 1", False, "article-2"),
            ("step 0", False, "article-1"),
        ]
        workspace.redo()
        workspace.redo()
        with pytest.raises(Refused) as caught:
            workspace.redo()
        assert caught.value.code == "nothing-to-redo"
    assert coded(path) == {f"coding-{n}" for n in range(4)}


def test_a_new_step_ends_redo_but_the_history_keeps_what_was_undone(path: Path) -> None:
    with at_work(path) as workspace:
        for n in range(3):
            workspace.execute(number(n))
        workspace.undo()
        workspace.execute(number(9))
        assert workspace.history.redo_label == ""
        for expected in ("step 9", "step 1", "step 0"):
            assert workspace.undo().entry.label == expected
        with pytest.raises(Refused) as caught:
            workspace.undo()
        assert caught.value.code == "nothing-to-undo"
        assert [s.label for s in workspace.history.steps()] == ["step 9", "step 2", "step 1", "step 0"]
        assert all(s.undone for s in workspace.history.steps())


def test_the_journal_is_appended_to_and_never_rewritten(path: Path) -> None:
    with at_work(path) as workspace:
        workspace.execute(number(0))
        workspace.undo()
        workspace.redo()
    store = Store.open(path, read_only=True)
    lines = [(e.origin, e.label) for e in store.entries()][1:]
    store.close()
    assert lines == [(Origin.LOCAL, "step 0"), (Origin.UNDO, "step 0"), (Origin.REDO, "step 0")]


def test_steps_of_others_and_of_the_machine_are_not_undone(path: Path) -> None:
    with at_work(path) as workspace:
        workspace.execute(number(0))
        workspace.execute(add(Actor("org:x", "X"), label="analysis", undoable=False))
    with at_work(path, "coder-2") as other:
        other.execute(add(a_coding(id="theirs", coder_id="coder-2"), label="theirs"))
        assert [s.label for s in other.history.steps()] == ["theirs"]
    with at_work(path) as workspace:
        assert [s.label for s in workspace.history.steps()] == ["step 0"]
        workspace.undo()
        with pytest.raises(Refused):
            workspace.undo()
    assert coded(path) == {"theirs"}


def test_a_stale_undo_is_refused_and_changes_nothing(path: Path) -> None:
    actor = Actor("org:x", "X")
    with at_work(path) as workspace:
        workspace.execute(add(actor, label="New actor"))
    with at_work(path, "coder-2") as other:
        other.execute(change(actor, replace(actor, aliases=("Y",))))
    with at_work(path) as workspace:
        with pytest.raises(Conflict) as caught:
            workspace.undo()
        assert "New actor" in caught.value.text
        assert caught.value.code == "changed-meanwhile"
        assert workspace.state.actor("org:x") == replace(actor, aliases=("Y",))
        assert workspace.history.undo_label == "New actor"


def test_a_long_history_is_read_a_page_at_a_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "PAGE", 3)
    with at_work(path) as workspace:
        for n in range(10):
            workspace.execute(number(n))
        for _ in range(7):
            workspace.undo()
    with at_work(path) as workspace:
        assert workspace.history.redo_label == "step 3"
        assert workspace.history.undo_label == "step 2"
        assert [s.undone for s in workspace.history.steps()] == [True] * 7 + [False] * 3
        assert [s.label for s in workspace.history.steps(2)] == ["step 9", "step 8"]
        for _ in range(7):
            workspace.redo()
        assert workspace.history.undo_label == "step 9"
    assert len(coded(path)) == 10
