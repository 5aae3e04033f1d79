"""The room “Learning” by mouse and keyboard, over a real project and a real training."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.app.commands.decide import Accept
from core.app.workspace import Workspace
from core.domain.article import Coder
from gui.panels.learning_page import LearningPage
from gui.qt.jobs import ImmediateJobs
from gui.viewmodels.learning import LearningRoom
from gui.viewmodels.ports import Jobs
from gui.viewmodels.program import OpenProject
from tests.core.app.commands.kit import standard_workspace
from tests.core.app.lessons import a_coded_project
from tests.core.app.place import add
from tests.gui.viewmodels.kit import ALMATY, NAME, HeldJobs, a_desk, closed


class Stage:
    """A page and its parts."""

    def __init__(self, workspace: Workspace, qtbot: QtBot, jobs: Jobs | None = None) -> None:
        self.workspace = workspace
        self.desk = a_desk(workspace)
        opened = OpenProject(workspace.where, "Study", self.desk, workspace)
        self.room = LearningRoom(opened, jobs or ImmediateJobs())
        self.page = LearningPage(self.room)
        qtbot.addWidget(self.page)
        self.page.resize(900, 760)
        self.page.show()
        self.page.begin()

    def click(self, button: QWidget | None) -> None:
        assert isinstance(button, QPushButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    @property
    def said(self) -> str:
        """All that can be read on the page."""
        return "\n".join(one.text() for one in self.page.findChildren(QLabel) if not one.isHidden())


@pytest.fixture
def coded(tmp_path: Path, qtbot: QtBot) -> Iterator[Stage]:
    """A project with enough to train on."""
    stage = Stage(a_coded_project(tmp_path), qtbot)
    with closed(stage.desk):
        yield stage
        stage.page.end()


@pytest.fixture
def small(tmp_path: Path, qtbot: QtBot) -> Iterator[Stage]:
    stage = Stage(standard_workspace(tmp_path), qtbot, HeldJobs())
    with closed(stage.desk):
        yield stage
        stage.page.end()


def test_train_look_use_and_go_back(coded: Stage) -> None:
    page, state = coded.page, coded.workspace.state
    assert "✓ in use" in coded.said
    QTest.keyClick(page.train, Qt.Key.Key_Space)
    assert page.said.text().startswith("✓ Trained: better on the articles held back")
    assert state.project.model == ""
    for words in ("Trained for this project, 1", "13 articles with", "PERSON", "ORG", "before", "▲"):
        assert words in coded.said
    coded.click(page.use_button("study.models/1"))
    assert state.project.model == "study.models/1"
    assert "In use: Trained for this project, 1" in page.said.text()
    assert page.use_button("study.models/1") is None
    assert coded.desk.status.value.undo == "Use language model: Trained for this project, 1"
    coded.workspace.undo()
    assert state.project.model == ""
    assert page.use_button("study.models/1") is not None
    coded.workspace.redo()
    coded.click(page.use_button(""))
    assert state.project.model == ""


def test_too_few_codings_are_told_in_the_room(tmp_path: Path, qtbot: QtBot) -> None:
    stage = Stage(standard_workspace(tmp_path), qtbot)
    with closed(stage.desk):
        stage.click(stage.page.train)
        assert "there are 0 with 0" in stage.page.problem.text()
        assert stage.page.train.isEnabled()
        stage.click(stage.page.learn)
        assert stage.room.view.value.said
        stage.page.end()


def test_a_training_under_way_is_shown_and_can_be_cancelled(small: Stage) -> None:
    page = small.page
    small.click(page.train)
    assert page.bar.isVisible()
    assert not page.train.isEnabled()
    assert not page.learn.isEnabled()
    small.click(page.cancel)
    assert page.train.isEnabled()
    assert "Stopped" in page.said.text()
    assert not page.bar.isVisible()


def test_decisions_are_listed_by_layer(small: Stage) -> None:
    assert "no decisions yet" in small.said
    small.workspace.execute(Accept("article-1", NAME))
    small.workspace.execute(Accept("article-1", ALMATY))
    small.page.begin()
    assert "2 of 2 right" in small.said
    assert "198 more decisions until they count." in small.said
    assert "Surer in the next article: 2 names you took." in small.said


def test_one_coder_among_several_is_told_why_not(small: Stage) -> None:
    small.workspace.execute(add(Coder("coder-b", "Ben")))
    small.page.begin()
    assert "Ask a supervisor" in small.page.forbidden.text()
    assert not small.page.train.isEnabled()
    assert not small.page.learn.isEnabled()
