"""The whole program where several people work in a project: signing in, and going over to somebody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.app.commands.accounts import AddAccount
from core.app.passwords import secret_of
from core.app.projects import create_project, open_workspace
from gui.app import App
from gui.panels.people_page import PeoplePage
from gui.qt.sign_in import SignIn
from gui.viewmodels.ports import Person
from tests.gui.whole import Answers

PASSWORD = "correct horse"  # noqa: S105


@pytest.fixture
def shared(project: str) -> str:
    ada = open_workspace(project)
    ada.execute(AddAccount("Ben", secret=secret_of(PASSWORD)))
    ada.close()
    return project


def who(app: App) -> str:
    opened = app.program.project.value
    return opened.workspace.state.coder.name if opened else ""


def test_who_opens_a_project_of_several_says_who_they_are(app: App, shared: str, answers: Answers) -> None:
    answers.who = [("Ada", "")]
    assert app.program.open(shared)
    assert who(app) == "Ada"
    app.program.close()
    assert app.program.open(shared)  # whoever worked here last is known
    assert who(app) == "Ada"
    assert answers.told == [""]


def test_a_wrong_password_is_told_and_asked_again(app: App, shared: str, answers: Answers) -> None:
    answers.who = [("Ben", "wrong horse"), ("Ben", PASSWORD)]
    assert app.program.open(shared)
    assert who(app) == "Ben"
    assert answers.told == ["", "This is not the password of Ben."]


def test_who_does_not_say_opens_nothing(app: App, shared: str) -> None:
    assert not app.program.open(shared)
    assert app.program.project.value is None


def test_somebody_else_signs_in_by_the_menu(app: App, shared: str, answers: Answers) -> None:
    answers.who = [("Ada", ""), ("Ben", PASSWORD)]
    app.program.open(shared)
    app.window.actions_by_id["project.switch"].trigger()
    assert who(app) == "Ben"


def test_a_password_is_asked_at_each_start(app: App, shared: str, answers: Answers) -> None:
    answers.who = [("Ben", PASSWORD)]
    app.program.open(shared)
    app.program.close()
    assert not app.program.open(shared)


def test_the_dialog_by_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    people = (Person("a", "Ada", "supervisor"), Person("b", "Ben", "coder", with_password=True))
    dialog = SignIn(None, people, "a", "")
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.password.isVisible()
    QTest.keyClick(dialog.names, Qt.Key.Key_Down)
    assert dialog.password.isVisible()
    QTest.keyClick(dialog.names, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.password, PASSWORD)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    assert dialog.result() == SignIn.DialogCode.Accepted
    assert dialog.answer == ("b", PASSWORD)


def test_people_are_added_and_changed_on_their_page(app: App, project: str, qtbot: QtBot) -> None:
    app.start(project)
    app.window.actions_by_id["project.people"].trigger()
    page = app.window.findChild(PeoplePage)
    assert page is not None
    QTest.keyClicks(page.new_name, "Ben")
    QTest.keyClicks(page.new_password, "short")
    QTest.keyClick(page.new_password, Qt.Key.Key_Return)
    assert "8 characters" in page.said.text()
    QTest.keyClicks(page.new_password, " no more")
    QTest.keyClick(page.new_password, Qt.Key.Key_Return)
    assert [page.list.item(n).text() for n in range(2)] == ["Ada · supervisor", "Ben · coder · password"]
    page.list.setCurrentRow(1)
    page.active.click()
    assert "has left" in page.list.item(1).text()
    page.list.setCurrentRow(0)
    page.active.click()
    assert page.active.isChecked()
    assert "needs a supervisor" in page.said.text()
    opened = app.program.project.value
    assert opened is not None
    opened.desk.undo()
    assert "has left" not in page.list.item(1).text()


def test_who_is_remembered_of_a_project_that_lay_there_before_is_forgotten(
    app: App, project: str, answers: Answers
) -> None:
    app.program.open(project)
    app.program.close()
    Path(project).unlink()
    create_project(project, "Another", "Ben")
    assert app.program.open(project)
    assert who(app) == "Ben"
    assert answers.told == []
