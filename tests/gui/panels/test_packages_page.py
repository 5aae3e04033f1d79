"""Packages in the window, by mouse and keyboard, from the supervisor to the coder and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.app.checking import verify
from core.app.commands.decide import Accept
from core.app.projects import create_project, open_workspace
from core.app.workspace import Workspace
from core.domain.merging import Keep
from gui.panels.package_opening import OpenPackagePage
from gui.panels.packages_page import PackagesPage
from gui.qt.jobs import ImmediateJobs, WorkerJobs
from gui.viewmodels.open_project import OpenProject
from gui.viewmodels.package_coder import OpeningPackage, Sending
from gui.viewmodels.packages import PackagesRoom
from gui.viewmodels.ports import Jobs
from tests.core.app.handing_kit import ADA, CLEO, code, hand_out, last_line, make_study, records
from tests.gui.viewmodels.kit import a_desk, closed
from tests.gui.whole import Answers

LEFT = Qt.MouseButton.LeftButton
PHRASE = "correct horse battery"


class Stage:
    """A page over one project, whose dialogs choose in ``folder``."""

    def __init__(self, where: Path, who: str | None, folder: Path, qtbot: QtBot, jobs: Jobs) -> None:
        self.workspace: Workspace = open_workspace(where, who)
        self.desk = a_desk(self.workspace)
        self.asks = Answers(folder)
        opened = OpenProject(self.workspace.where, "Study", self.desk, self.workspace)
        self.room = PackagesRoom(opened, jobs, self.asks)
        self.page = PackagesPage(self.room, Sending(opened, jobs, self.asks))
        qtbot.addWidget(self.page)
        self.page.resize(1200, 720)
        self.page.show()
        self.page.begin()


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def stage(study: Path, out: Path, qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(study, CLEO, out, qtbot, ImmediateJobs())
    with closed(made.desk):
        yield made
        made.page.end()


def test_several_packages_are_handed_out_by_keyboard_and_taken_in_as_one_act(
    stage: Stage, study: Path, out: Path
) -> None:
    page = stage.page
    assert not page.give.isEnabled()
    assert [page.people.item(at).text() for at in range(2)] == ["Ada · 3 articles", "Ben · 3 articles"]
    QTest.mouseClick(page.change_folder, LEFT)
    for row in range(2):
        page.people.setCurrentRow(row)
        QTest.keyClick(page.people, Qt.Key.Key_Space)
    assert page.give.text() == "Hand out 2"
    QTest.keyClick(page.give, Qt.Key.Key_Return)
    made = sorted(out.iterdir())
    assert [one.name for one in made] == ["Test-Ada.rapporteur", "Test-Ben.rapporteur"]
    assert "Test-Ada.rapporteur: 3 articles for Ada" in page.said.text()
    assert "not taken in yet" in page.handed.item(1).text()  # the newest is the first

    code(made[0], Accept("article-1", "sug-1"))
    before = last_line(study)
    stage.asks.files = tuple(str(one) for one in made)
    QTest.mouseClick(page.choose, LEFT)
    assert page.files.text() == "2 files"
    assert "Ada, 3 articles" in page.report.toPlainText()
    assert "Codings: 1 new." in page.report.toPlainText()
    assert "Nothing in it is new" in page.report.toPlainText()
    assert last_line(study) == before
    QTest.keyClick(page.take_in, Qt.Key.Key_Return)
    assert "Taken in: Hand in from Ada" in page.told.text()
    assert "last taken in" in page.handed.item(1).text()
    assert not page.take_in.isEnabled()
    assert len(records(study, ["coding"], coder_id=ADA)) == 1
    stage.workspace.undo()
    assert records(study, ["coding"], coder_id=ADA) == []
    assert "not taken in yet" in page.handed.item(1).text()
    assert verify(study) == []


def test_a_passphrase_is_asked_for_on_the_page(stage: Stage, study: Path, out: Path) -> None:
    page = stage.page
    package = hand_out_closed(stage)
    stage.asks.files = (str(package),)
    QTest.mouseClick(page.choose, LEFT)
    assert page.sealed.isVisible()
    assert "has a passphrase" in page.report.toPlainText()
    QTest.keyClicks(page.in_phrase, "not this one")
    QTest.keyClick(page.in_phrase, Qt.Key.Key_Return)
    assert "not the passphrase" in page.report.toPlainText()
    assert not page.take_in.isEnabled()
    page.in_phrase.clear()
    QTest.keyClicks(page.in_phrase, PHRASE)
    QTest.mouseClick(page.look, LEFT)
    assert "No coding is new." in page.report.toPlainText()
    assert page.told.text() == "Nothing would come in."
    QTest.mouseClick(page.clear, LEFT)
    assert page.files.text() == "No file chosen"
    assert page.report.toPlainText() == ""
    assert len(list(out.iterdir())) == 1


def hand_out_closed(stage: Stage) -> Path:
    page = stage.page
    page.people.item(0).setCheckState(Qt.CheckState.Checked)
    QTest.keyClicks(page.phrase, "short")
    QTest.mouseClick(page.give, LEFT)
    assert "at least 8 characters" in page.said.text()
    page.phrase.clear()
    QTest.keyClicks(page.phrase, PHRASE)
    stage.room.choose_folder()
    QTest.keyClick(page.phrase, Qt.Key.Key_Return)
    (made,) = stage.asks.folder.iterdir()
    assert "with a passphrase" in page.handed.item(0).text()
    return made


def test_what_happens_to_conflicts_is_chosen_before(stage: Stage, tmp_path: Path) -> None:
    page = stage.page
    page.keep.setCurrentIndex(2)
    page.keep.activated.emit(2)
    assert stage.room.view.value.keep is Keep.PACKAGE


def test_files_that_are_no_packages_are_told(stage: Stage, tmp_path: Path) -> None:
    bad = tmp_path / "letter.rapporteur"
    bad.write_text("Dear Cleo")
    stage.page.take((str(bad),))
    assert "letter.rapporteur: not taken in." in stage.page.report.toPlainText()
    assert not stage.page.take_in.isEnabled()


def test_a_coder_writes_the_file_to_send_while_the_package_is_open(
    study: Path, tmp_path: Path, out: Path, qtbot: QtBot
) -> None:
    package = hand_out(study, tmp_path / "ada.rapporteur")
    jobs = WorkerJobs()
    stage = Stage(package, None, out, qtbot, jobs)
    with closed(stage.desk):
        stage.workspace.execute(Accept("article-1", "sug-1"))
        page = stage.page
        assert page.own.isVisible()
        assert not page.study.isVisible()
        assert not page.forbidden.isVisible()
        assert page.far.text() == "0 of 3 articles are complete."
        QTest.keyClick(page.send_phrase, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "Written: " in page.sent.text(), timeout=20_000)
        stage.workspace.execute(Accept("article-1", "sug-4"))  # one goes on working
        page.end()
    jobs.stop()
    back = out / "ada-back.rapporteur"
    assert len(records(back, ["coding"])) == 1
    assert len(records(package, ["coding"])) == 2
    assert verify(back) == []


def test_a_coder_of_the_project_is_told_that_this_is_not_theirs(study: Path, out: Path, qtbot: QtBot) -> None:
    stage = Stage(study, ADA, out, qtbot, ImmediateJobs())
    with closed(stage.desk):
        assert stage.page.forbidden.text() == "Only a supervisor hands out packages and takes them in."
        assert not stage.page.study.isVisible()
        assert not stage.page.own.isVisible()
        stage.page.end()


def test_a_package_with_a_passphrase_is_opened(study: Path, tmp_path: Path, out: Path, qtbot: QtBot) -> None:
    package = hand_out(study, tmp_path / "ada.rapporteur", passphrase=PHRASE)
    asks, opened = Answers(out), list[str]()
    asks.files = (str(package),)

    def open_project(where: str) -> bool:
        opened.append(where)
        return True

    page = OpenPackagePage(OpeningPackage(open_project, ImmediateJobs(), asks, str(out)))
    qtbot.addWidget(page)
    page.show()
    page.begin()
    assert page.package.text() == str(package)
    QTest.keyClicks(page.phrase, "not this one")
    QTest.keyClick(page.phrase, Qt.Key.Key_Return)
    assert "not the passphrase" in page.said.text()
    assert opened == []
    assert list(out.iterdir()) == []
    page.phrase.clear()
    QTest.keyClicks(page.phrase, PHRASE)
    QTest.mouseClick(page.open, LEFT)
    assert opened == [str(out / "ada-mine.rapporteur")]
    assert verify(out / "ada-mine.rapporteur") == []
    page.end()


def test_without_a_round_the_page_says_what_to_do_first(tmp_path: Path, out: Path, qtbot: QtBot) -> None:
    study = tmp_path / "alone.rapporteur"
    create_project(study, "Alone", "Ada")
    made = Stage(study, None, out, qtbot, ImmediateJobs())
    with closed(made.desk):
        assert made.page.people.item(0).text().startswith("Nobody has articles of a round")
        assert made.page.handed.item(0).text() == "Nothing yet."
        made.page.end()
