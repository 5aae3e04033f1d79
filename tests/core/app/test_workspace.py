"""The one door: an act is saved before it is told, told to all, and never happens within another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.app.checking import verify
from core.app.state import State
from core.domain.actor import Actor
from core.domain.article import Question
from core.domain.changes import Applied, ChangeSet, Origin
from core.domain.coding import SlotFill
from core.domain.errors import Conflict, Refused
from core.storage.store import Store
from tests.build import a_coding
from tests.core.app.place import Plan, add, at_work, change, make_place


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_place(tmp_path)


def test_an_act_is_on_the_disk_before_anybody_is_told(path: Path) -> None:
    seen: list[int] = []
    with at_work(path) as workspace:

        def look(_applied: Applied) -> None:
            reader = Store.open(path, read_only=True)
            seen.append(reader.count("coding"))
            reader.close()

        workspace.subscribe(look)
        workspace.execute(add(a_coding()))
    assert seen == [1]


def test_listeners_are_told_in_order_until_they_leave(path: Path) -> None:
    told: list[str] = []
    with at_work(path) as workspace:
        leave = workspace.subscribe(lambda _: told.append("first"))
        workspace.subscribe(lambda _: told.append("second"))
        workspace.execute(add(a_coding()))
        leave()
        leave()
        workspace.undo()
    assert told == ["first", "second", "second"]


def test_the_event_says_whose_hand_it_was_and_what_changed(path: Path) -> None:
    told: list[Applied] = []
    with at_work(path) as workspace:
        workspace.subscribe(told.append)
        workspace.execute(add(a_coding(), label="Add a name"))
        workspace.undo()
        workspace.redo()
        workspace.execute(add(a_coding(id="coding-2"), undoable=False))
    assert [t.origin for t in told] == [Origin.LOCAL, Origin.UNDO, Origin.REDO, Origin.MACHINE]
    assert told[0].article_ids == {"article-1"}
    first = told[0].entry
    assert (first.actor, first.command, first.label, first.step) == ("coder-1", "Put", "Add a name", 0)
    assert [t.entry.step for t in told[1:]] == [first.seq, first.seq, 0]
    assert told[1].entry.changes == first.changes.inverse()


def test_an_empty_plan_is_no_act(path: Path) -> None:
    with at_work(path) as workspace:
        workspace.subscribe(lambda _: pytest.fail("nothing happened"))
        assert workspace.execute(Plan(lambda _: ChangeSet(()))) is None
        assert workspace.history.steps() == []


def test_acting_while_an_act_is_told_is_a_bug(path: Path) -> None:
    faults: list[str] = []
    with at_work(path) as workspace:

        def act(_applied: Applied) -> None:
            verbs: list[Callable[[], object]] = [workspace.undo, workspace.redo]
            verbs.append(lambda: workspace.execute(add(a_coding(id="x"))))
            for verb in verbs:
                with pytest.raises(RuntimeError) as caught:
                    verb()
                faults.append(str(caught.value))

        workspace.subscribe(act)
        workspace.execute(add(a_coding()))
        assert len(faults) == 3
        assert [c.id for c in workspace.state.codings("article-1")] == ["coding-1"]


def test_a_failing_listener_keeps_nobody_else_from_hearing(path: Path) -> None:
    told: list[Applied] = []

    def fail(_applied: Applied) -> None:
        raise ZeroDivisionError

    with at_work(path) as workspace:
        workspace.subscribe(fail)
        workspace.subscribe(told.append)
        with pytest.raises(ZeroDivisionError):
            workspace.execute(add(a_coding()))
        assert len(told) == 1
        assert workspace.state.codings("article-1") == (a_coding(),)
        with pytest.raises(ZeroDivisionError):
            workspace.undo()
        assert workspace.state.codings("article-1") == ()


def test_a_refused_plan_changes_nothing(path: Path) -> None:
    def refuse(_state: State) -> ChangeSet:
        raise Refused("no", "No.")

    with at_work(path) as workspace:
        workspace.subscribe(lambda _: pytest.fail("nothing happened"))
        with pytest.raises(Refused):
            workspace.execute(Plan(refuse))
        assert workspace.history.undo_label == ""


def test_a_conflict_changes_nothing_and_the_view_is_read_anew(path: Path) -> None:
    with at_work(path) as workspace:
        workspace.execute(add(a_coding()))
        stale = replace(a_coding(), note="what nobody wrote")
        with pytest.raises(Conflict) as caught:
            workspace.execute(change(stale, replace(stale, note="new")))
        assert caught.value.code == "changed-meanwhile"
        assert workspace.state.codings("article-1") == (a_coding(),)
        assert [s.label for s in workspace.history.steps()] == ["Add"]
    assert verify(path) == []


def test_nobody_changes_the_work_of_another(path: Path) -> None:
    question = Question("question-1", "article-1", "coder-2", "Why?")
    with at_work(path, "coder-2") as other:
        other.execute(add(a_coding(coder_id="coder-2"), question))
    for coder in ("coder-1", "coder-3"):
        with at_work(path, coder) as workspace:
            for act in (
                add(a_coding(id="forged", coder_id="coder-2")),
                change(a_coding(coder_id="coder-2"), None),
                change(a_coding(coder_id="coder-2"), a_coding(coder_id=coder)),
            ):
                with pytest.raises(Refused) as caught:
                    workspace.execute(act)
                assert caught.value.code == "not-yours"
    answered = replace(question, answer="Because.", settled=True)
    with at_work(path) as workspace, pytest.raises(Refused):
        workspace.execute(change(question, answered))
    with at_work(path, "coder-3") as supervisor:
        assert supervisor.execute(change(question, answered)) is not None


def test_an_actor_others_have_used_is_not_undone_away(path: Path) -> None:
    actor, alias = Actor("org:x", "X"), Actor("AZE", "Azerbaijan", aliases=("the host",))
    naming = (SlotFill("actor", actors=("org:x",)), SlotFill("actor", actors=("AZE",)))
    with at_work(path) as workspace:
        workspace.execute(add(actor, a_coding(slots=naming)))
        workspace.execute(add(alias))
        workspace.undo()
        workspace.undo()
        workspace.redo()
        workspace.redo()
    with at_work(path, "coder-2") as other:
        other.execute(add(a_coding(id="theirs", coder_id="coder-2", slots=naming)))
    with at_work(path) as workspace:
        workspace.undo()  # the shipped Azerbaijan stays
        with pytest.raises(Conflict) as caught:
            workspace.undo()
        assert caught.value.code == "in-use"
        assert workspace.state.actor("org:x") == actor
    assert verify(path) == []


def test_a_project_open_for_reading_refuses_acts(path: Path) -> None:
    from core.app.workspace import Workspace

    workspace = Workspace(Store.open(path, read_only=True), "coder-1")
    assert workspace.read_only
    with pytest.raises(Refused) as caught:
        workspace.execute(add(a_coding()))
    workspace.close()
    assert caught.value.code == "read-only"
