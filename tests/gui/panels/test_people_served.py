"""The page of people in a project on a team server: people let in, passwords, closed logins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.domain.errors import Refused
from core.storage import server
from core.storage.store import Store
from gui.panels.people_page import PeoplePage
from gui.qt.jobs import ImmediateJobs
from gui.viewmodels.people import People
from tests.core.app.team.desks import Desk
from tests.core.storage.conftest import cluster
from tests.core.storage.served import PASSWORD, ServedProject, serve

__all__ = ["cluster"]


@pytest.fixture
def served(cluster: Callable[[], str]) -> ServedProject:
    return serve(cluster(), 1)


@pytest.fixture
def desk(served: ServedProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The supervisor's."""
    monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path / "home"))
    made = Desk.at(served.supervisor)
    yield made
    made.close()


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> PeoplePage:
    made = PeoplePage()
    qtbot.addWidget(made)
    made.serve(People(desk.workspace, ImmediateJobs(), lambda: desk.address))
    made.show()
    return made


def lines(page: PeoplePage) -> list[str]:
    return [page.list.item(n).text() for n in range(page.list.count())]


def test_somebody_is_let_in_by_keyboard(page: PeoplePage, desk: Desk, served: ServedProject) -> None:
    login = served.people["coder-1"].login.replace("coder_1", "ben")
    assert page.new_login.isVisible()
    assert "login" in page.about.text()
    QTest.keyClicks(page.new_name, "Ben")
    QTest.keyClicks(page.new_login, "Ben B")
    QTest.keyClicks(page.new_password, "a password")
    QTest.keyClick(page.new_password, Qt.Key.Key_Return)
    assert "small letters" in page.said.text()
    assert page.new_name.text() == "Ben"
    page.new_login.clear()
    QTest.keyClicks(page.new_login, login)
    QTest.keyClick(page.new_password, Qt.Key.Key_Return)
    assert page.said.text() == ""
    assert f"Ben · coder · signs in as {login}" in lines(page)
    assert page.new_name.text() == page.new_password.text() == page.new_login.text() == ""
    desk.settle()
    Store.open(server.address_for(served.admin, login, "a password")).close()


def test_a_login_that_is_taken_is_told_and_adds_nobody(page: PeoplePage, served: ServedProject) -> None:
    before = lines(page)
    for login, said in (("postgres", "not of this project"), (served.people["coder-1"].login, "signs in as")):
        page.new_name.setText("Eve")
        page.new_login.setText(login)
        page.new_password.setText("a password")
        page.add.click()
        assert said in page.said.text()
        assert lines(page) == before
    Store.open(served.coders[0]).close()  # the password is the one it was


def test_another_password_and_a_closed_login(page: PeoplePage, desk: Desk, served: ServedProject) -> None:
    page.list.setCurrentRow(0)
    assert page.chosen is not None
    assert page.chosen.id == "coder-1"
    page.set_password.click()
    assert "password" in page.said.text()
    page.password.setText("another one")
    page.set_password.click()
    assert page.said.text() == ""
    renewed = served.coders[0].replace(PASSWORD, "another%20one")
    Store.open(renewed).close()
    page.active.click()
    desk.settle()
    with pytest.raises(Refused) as caught:
        Store.open(renewed)
    assert caught.value.code == "revoked"
    desk.workspace.undo()
    desk.settle()
    Store.open(renewed).close()


def test_who_codes_on_packages_needs_no_login(page: PeoplePage, desk: Desk) -> None:
    page.new_name.setText("Cy")
    page.add.click()
    assert "Cy · coder" in lines(page)
    desk.settle()
