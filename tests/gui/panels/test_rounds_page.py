"""The room “Rounds” by mouse and keyboard, over a real project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from core.app.checking import verify
from core.app.commands.article import Complete, SetAnswer
from core.app.projects import open_workspace
from core.app.workspace import Workspace
from core.domain.article import RoundKind
from core.domain.coding import Missing
from core.domain.rules import ARTICLE
from gui.panels.rounds_page import RoundsPage
from gui.qt.jobs import ImmediateJobs, WorkerJobs
from gui.viewmodels.ports import Jobs
from gui.viewmodels.program import OpenProject
from gui.viewmodels.rounds import RoundsRoom
from tests.core.app.place import at_work, make_place
from tests.gui.viewmodels.kit import a_desk, closed


class Stage:
    """A page and its parts."""

    def __init__(self, workspace: Workspace, qtbot: QtBot, jobs: Jobs | None = None) -> None:
        self.workspace = workspace
        self.desk = a_desk(workspace)
        self.jobs = jobs or ImmediateJobs()
        opened = OpenProject(workspace.where, "Study", self.desk, workspace)
        self.room = RoundsRoom(opened, self.jobs)
        self.page = RoundsPage(self.room)
        qtbot.addWidget(self.page)
        self.page.resize(1200, 720)
        self.page.show()
        self.page.begin()

    def give_out(self, name: str = "Pilot") -> None:
        QTest.keyClicks(self.page.form.name, name)
        QTest.mouseClick(self.page.form.give_out, Qt.MouseButton.LeftButton)

    def shown(self, row: int, column: int) -> str:
        return str(self.page.model.index(row, column).data())

    def at(self, row: int, column: int) -> QMenu | None:
        self.page.table.setCurrentIndex(self.page.model.index(row, column))
        return self.page.menu()

    def pick_cells(self, row: int, column: int, *steps: Qt.Key) -> None:
        """Go to a cell and walk with Shift held."""
        self.page.table.setFocus()
        self.page.table.setCurrentIndex(self.page.model.index(row, column))
        for step in steps:
            QTest.keyClick(self.page.table, step, Qt.KeyboardModifier.ShiftModifier)

    def pick(self, row: int, column: int, text: str) -> None:
        menu = self.at(row, column)
        assert menu is not None
        found = next(action for action in menu.actions() if action.text().partition("\t")[0] == text)
        assert found.isEnabled()
        found.trigger()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_place(tmp_path)


@pytest.fixture
def stage(path: Path, qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(open_workspace(path, "coder-3"), qtbot)
    with closed(made.desk):
        yield made
        made.page.end()


def test_the_preview_tells_what_the_draw_gives_and_the_form_gives_it_out(stage: Stage) -> None:
    form = stage.page.form
    assert not form.give_out.isEnabled()
    assert "Give the round a name" in form.problem.text()
    form.overlap.setValue(100)
    assert form.preview.text() == "Articles: 3; coded by several: 3\nAda 3 · Ben 3"
    assert "are few" in form.warnings.text()
    form.per_article.setValue(3)
    assert "can't be drawn from 2" in form.problem.text()
    form.people.item(2).setCheckState(Qt.CheckState.Checked)
    assert "Cleo 3" in form.preview.text()
    form.per_article.setValue(2)
    form.people.item(2).setCheckState(Qt.CheckState.Unchecked)
    stage.give_out()
    (made,) = stage.workspace.state.rounds()
    assert (made.name, made.kind) == ("Pilot", RoundKind.MAIN)
    assert [stage.shown(0, at) for at in (1, 2)] == ["○ new", "○ new"]
    assert stage.page.counts.text() == "new 6"
    assert "no article left" in form.problem.text()
    stage.workspace.undo()
    assert stage.workspace.state.rounds() == ()
    assert stage.page.counts.text() == "Nothing is given out yet."


def test_a_reliability_round_is_coded_by_several_throughout(stage: Stage) -> None:
    form = stage.page.form
    form.kind.setCurrentText("reliability")
    form.kind.activated.emit(form.kind.currentIndex())
    assert form.overlap.value() == 100
    stage.give_out()
    assert stage.workspace.state.rounds()[0].kind is RoundKind.RELIABILITY


def test_a_cell_is_paused_and_goes_on_and_is_taken_back(stage: Stage) -> None:
    stage.page.form.overlap.setValue(100)
    stage.give_out()
    stage.pick(0, 1, "Pause")
    assert stage.shown(0, 1) == "‖ paused"
    stage.pick(0, 1, "Go on")
    stage.pick(0, 1, "Hide suggestions")
    assert stage.shown(0, 1) == "○ new ⊘"
    stage.pick(0, 1, "Take back")
    assert stage.shown(0, 1) == "–"
    assert stage.at(0, 0) is None


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_the_menu_of_a_cell_opens_with_enter(stage: Stage, qtbot: QtBot) -> None:
    stage.page.form.overlap.setValue(100)
    stage.give_out()
    table = stage.page.table
    table.setFocus()
    table.setCurrentIndex(stage.page.model.index(0, 1))
    QTest.keyClick(table, Qt.Key.Key_Return)
    menus = [one for one in stage.page.findChildren(QMenu) if one.isVisible()]
    assert [action.text() for action in menus[0].actions()][:2] == ["Pause\tP", "Send back…\tB"]
    menus[0].close()


def test_work_is_moved_to_somebody_else(stage: Stage) -> None:
    stage.page.form.overlap.setValue(0)
    stage.give_out()
    before = len(stage.workspace.state.given_out(coder_id="coder-1"))
    assert before
    assert stage.room.move_all("coder-1")
    assert f"To others: {before}." in stage.page.said.text()
    assert not stage.workspace.state.given_out(coder_id="coder-1")
    assert stage.room.move_all("coder-1")
    assert stage.page.said.text() == "To others: 0."


def test_what_is_complete_is_sent_back_with_a_word(path: Path, qtbot: QtBot) -> None:
    for viewer in ("coder-3", "coder-1"):
        workspace = open_workspace(path, viewer)
        if viewer == "coder-1":
            workspace.execute(SetAnswer("article-1", ARTICLE, Missing.NOTHING_THERE))
            workspace.execute(Complete("article-1"))
            workspace.close()
            continue
        made = Stage(workspace, qtbot)
        with closed(made.desk):
            made.page.form.overlap.setValue(100)
            made.give_out()
            made.page.end()
    made = Stage(open_workspace(path, "coder-3"), qtbot)
    with closed(made.desk):
        assert made.shown(0, 1) == "✓ complete"
        made.at(0, 1)
        QTest.keyClick(made.page.why, Qt.Key.Key_Return)
        assert "few words" in made.page.said.text()
        QTest.keyClicks(made.page.why, "The second quote")
        QTest.keyClick(made.page.why, Qt.Key.Key_Return)
        assert made.shown(0, 1) == "↩ sent back"
        made.page.end()
    with at_work(path, "coder-1") as ada:
        assert ada.state.assignment("article-1").returned == "The second quote"
    assert verify(path) == []


def test_the_helper_says_how_many_units(stage: Stage) -> None:
    before = stage.page.form.units.text()
    assert before.endswith("α 0.80 ± 0.10 at 95 %.")
    stage.room.ask(margin=5)
    assert int(stage.page.form.units.text().split()[0]) > 3 * int(before.split()[0])


def test_a_round_is_shown_alone_closed_and_opened(stage: Stage) -> None:
    stage.page.form.articles.setValue(1)
    stage.give_out()
    stage.room.choose(stage.workspace.state.rounds()[0].id)
    assert stage.page.model.rowCount() == 1
    QTest.mouseClick(stage.page.close_round, Qt.MouseButton.LeftButton)
    assert stage.workspace.state.rounds()[0].closed
    assert stage.page.close_round.text() == "Open this round again"


def test_a_coder_is_told_that_only_supervisors_plan(path: Path, qtbot: QtBot) -> None:
    made = Stage(open_workspace(path, "coder-1"), qtbot)
    with closed(made.desk):
        assert not made.page.forbidden.isHidden()
        assert made.page.body.isHidden()
        assert made.page.model.rowCount() == 0
        made.page.end()


def test_the_draw_is_worked_out_beside_the_window_and_only_the_latest_is_told(
    path: Path, qtbot: QtBot
) -> None:
    jobs = WorkerJobs(held=True)
    made = Stage(open_workspace(path, "coder-3"), qtbot, jobs)
    form = made.page.form
    with closed(made.desk):
        assert form.stop.isVisible()
        assert not form.give_out.isEnabled()
        for many in (1, 2):
            form.articles.setValue(many)
        jobs.release()
        qtbot.waitUntil(lambda: not form.stop.isVisible())
        assert form.preview.text().startswith("Articles: 2;")
        QTest.keyClicks(form.name, "Pilot")  # a name changes no draw
        assert form.give_out.isEnabled()
        assert made.room.view.value.preview.done < 0
        made.page.end()
    assert jobs.stop()


def test_a_draw_nobody_waits_for_is_told_to_be_stopped(path: Path, qtbot: QtBot) -> None:
    jobs = WorkerJobs(held=True)
    made = Stage(open_workspace(path, "coder-3"), qtbot, jobs)
    with closed(made.desk):
        QTest.mouseClick(made.page.form.stop, Qt.MouseButton.LeftButton)
        assert made.page.form.problem.text().startswith("Stopped.")
        assert not made.page.form.give_out.isEnabled()
        jobs.release()
        made.page.form.articles.setValue(1)
        qtbot.waitUntil(lambda: made.page.form.preview.text().startswith("Articles: 1;"))
        made.page.end()
    assert jobs.stop()


def test_articles_are_assigned_by_hand_in_a_round_begun_empty(stage: Stage) -> None:
    page, state = stage.page, stage.workspace.state
    assert not page.form.empty.isEnabled()
    menu = stage.at(0, 1)
    assert menu is not None
    assert "no round is open" in menu.actions()[0].text()
    QTest.keyClicks(page.form.name, "By hand")
    QTest.mouseClick(page.form.empty, Qt.MouseButton.LeftButton)
    assert "press A" in page.said.text()
    stage.pick_cells(0, 1, Qt.Key.Key_Right, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_A)
    assert page.said.text() == "Assigned: 4 articles."
    assert [stage.shown(at, column) for at in range(3) for column in (1, 2)] == ["○ new"] * 4 + ["–"] * 2
    assert len(state.given_out(round_id=state.rounds()[0].id)) == 4
    stage.workspace.undo()  # one act, whatever was picked
    assert state.given_out() == ()
    stage.workspace.redo()
    stage.pick_cells(0, 1, Qt.Key.Key_Down, Qt.Key.Key_Down)  # two are given, one is free
    assert (len(page.picked().given), len(page.picked().free)) == (2, 1)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert page.said.text() == "Taken back: 2 articles."
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert "Pause it instead" in page.said.text()


def inner(action: QAction) -> QMenu:
    found = action.menu()
    assert isinstance(found, QMenu)
    return found


def test_several_cells_are_paused_moved_and_hidden_as_one_act(stage: Stage) -> None:
    page, state = stage.page, stage.workspace.state
    page.form.overlap.setValue(100)
    page.form.articles.setValue(2)
    stage.give_out()
    page.table.setFocus()
    rows = [at for at in range(3) if stage.shown(at, 1) == "○ new"]
    page.table.setCurrentIndex(page.model.index(rows[0], 1))
    for at in rows[1:]:
        page.table.selectionModel().select(page.model.index(at, 1), QItemSelectionModel.SelectionFlag.Select)
    QTest.keyClick(page.table, Qt.Key.Key_P)
    assert [stage.shown(at, 1) for at in rows] == ["‖ paused"] * 2
    QTest.keyClick(page.table, Qt.Key.Key_P)
    menu = page.menu()
    assert menu is not None
    next(one for one in menu.actions() if one.text() == "Hide suggestions").trigger()
    assert [stage.shown(at, 1) for at in rows] == ["○ new ⊘"] * 2
    stage.workspace.undo()
    assert [stage.shown(at, 1) for at in rows] == ["○ new"] * 2
    menu = page.menu()
    assert menu is not None
    to = inner(next(one for one in menu.actions() if one.text() == "Move to"))
    next(one for one in to.actions() if one.text() == "Cleo").trigger()
    assert len(state.given_out(coder_id="coder-3")) == 2
    stage.workspace.undo()
    assert len(state.given_out(coder_id="coder-1")) == 2


def test_with_several_rounds_the_menu_asks_which(stage: Stage) -> None:
    for name in ("One", "Two"):
        stage.page.form.name.clear()
        QTest.keyClicks(stage.page.form.name, name)
        QTest.mouseClick(stage.page.form.empty, Qt.MouseButton.LeftButton)
    menu = stage.at(0, 1)
    assert menu is not None
    which = inner(menu.actions()[0])
    assert [one.text() for one in which.actions()] == ["One", "Two"]
    which.actions()[1].trigger()
    assert [one.round_id for one in stage.workspace.state.given_out()] == [
        stage.workspace.state.rounds()[1].id
    ]


def test_the_table_is_searched(stage: Stage) -> None:
    QTest.keyClicks(stage.page.search, "nowhere to be found")
    assert stage.page.model.rowCount() == 0
    stage.page.search.clear()
    assert stage.page.model.rowCount() == 3
