"""From the first page to the desk with a package, and its way back, in the whole program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.app import App
from gui.panels.rounds_page import RoundsPage
from tests.core.app.handing_kit import hand_out, make_study
from tests.gui.whole import Answers

PHRASE = "correct horse battery"
LEFT = Qt.MouseButton.LeftButton


def test_a_package_from_the_first_page_to_the_way_back(app: App, answers: Answers, tmp_path: Path) -> None:
    app.start()
    project = make_study(tmp_path)
    package = hand_out(project, tmp_path / "ada.rapporteur", passphrase=PHRASE)
    answers.files = (str(package),)
    QTest.mouseClick(app.rooms.welcome().package, LEFT)
    page = app.rooms.packages.opening
    assert page is not None
    QTest.mouseClick(page.choose_out, LEFT)
    assert page.out.text() == str(tmp_path / "new.rapporteur")
    QTest.keyClicks(page.phrase, PHRASE)
    QTest.keyClick(page.phrase, Qt.Key.Key_Return)
    assert app.program.project.value is not None
    assert app.desk is not None
    assert app.window.stack.currentWidget() is app.desk
    app.trigger("project.packages")
    back = app.rooms.packages.page
    assert back is not None
    assert back.own.isVisible()
    QTest.keyClick(back, Qt.Key.Key_Escape)
    assert app.window.stack.currentWidget() is app.desk


def test_a_supervisor_goes_from_rounds_to_packages_and_drops_what_came(
    app: App, answers: Answers, tmp_path: Path
) -> None:
    app.start()
    project = make_study(tmp_path)
    package = hand_out(project, tmp_path / "ada.rapporteur")
    answers.who = [("Cleo", "")]
    assert app.program.open(str(project))
    app.trigger("room.rounds")
    rounds = app.window.stack.currentWidget()
    assert isinstance(rounds, RoundsPage)
    QTest.mouseClick(rounds.to_packages, LEFT)
    page = app.rooms.packages.page
    assert page is not None
    assert page.study.isVisible()
    app.rooms.take((str(package),))
    assert "ada.rapporteur: Ada, 3 articles" in page.report.toPlainText()
    assert not page.take_in.isEnabled()


def test_opening_a_locked_package_like_a_project_says_where_to(app: App, tmp_path: Path) -> None:
    app.start()
    package = hand_out(make_study(tmp_path), tmp_path / "ada.rapporteur", passphrase=PHRASE)
    assert not app.program.open(str(package))
    assert "Open a hand-out package" in app.window.banner.text.text()
