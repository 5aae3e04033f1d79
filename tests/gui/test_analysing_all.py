"""Analysing all articles in the window: with real processes, paused, cancelled, gone on, told."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.app import settings as settings_file
from core.app.commands.corpus import ImportArticles, SetLanguage
from core.app.projects import create_project, open_workspace
from core.domain.article import Article
from core.text.canonical import sha256_of, word_count
from core.text.places import resource
from gui.app import App
from gui.qt.jobs import ImmediateJobs, WorkerJobs
from tests.gui.whole import Answers, Nothing

SAMPLE = resource("samples", "azernews.txt").read_text("utf-8")
MANY = 24
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LONG = 240_000  # ms, for a machine that does other things too


def an(number: int, text: str) -> Article:
    name = f"a{number:02d}"
    return Article(name, text, sha256_of(text), title=name, position=number, words=word_count(text))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path / "home"))
    where = tmp_path / "study.rapporteur"
    create_project(where, "Study", "Ada")
    workspace = open_workspace(where)
    articles = [an(number, f"{SAMPLE}\nIt was day {number}.") for number in range(MANY)]
    workspace.execute(ImportArticles(tuple(articles)))
    workspace.close()
    return str(where)


@pytest.fixture
def app(qapp: QApplication, qtbot: QtBot, project: str, tmp_path: Path) -> Iterator[App]:
    """The desk finds nothing, so that what is found comes of the processes."""
    made = App(qapp, asks=Answers(tmp_path), jobs=WorkerJobs(), analyser=Nothing())
    qtbot.addWidget(made.window)
    made.start(project)
    yield made
    made.close()


@pytest.fixture
def quick(qapp: QApplication, qtbot: QtBot, project: str, tmp_path: Path) -> Iterator[App]:
    """Everything happens at once, and nobody reads."""
    made = App(qapp, asks=Answers(tmp_path), jobs=ImmediateJobs(), analyser=Nothing())
    qtbot.addWidget(made.window)
    yield made
    made.close()


def is_running(app: App) -> bool:
    return app.program.reading.all.running


def analysed(app: App) -> int:
    opened = app.program.project.value
    assert opened is not None
    return sum(head.analysed for head in opened.workspace.queries.heads())


def test_all_are_read_by_processes_paused_killed_and_gone_on(app: App, qtbot: QtBot) -> None:
    bar = app.window.status.all_articles
    analysing = app.program.reading.all
    qtbot.waitUntil(lambda: analysed(app) > 2, timeout=LONG)
    assert bar.isVisible()
    assert bar.words.text().startswith("Analysed ")
    assert f" of {MANY}" in bar.words.text() or f" of {MANY - 1}" in bar.words.text()
    QTest.mouseClick(bar.rest, Qt.MouseButton.LeftButton)
    assert not is_running(app)
    assert bar.words.text().startswith("Paused: ")
    qtbot.waitUntil(lambda: not analysing._open, timeout=LONG)  # the processes are gone
    kept = analysed(app)
    app.program.reading.go_on()
    assert not is_running(app), "what a person paused nothing goes on with by itself"
    assert kept < MANY
    assert bar.rest.text() == "Go on"
    QTest.keyClick(app.window, Qt.Key.Key_P, _CTRL | _SHIFT)
    assert is_running(app)
    qtbot.waitUntil(lambda: analysed(app) > kept, timeout=LONG)
    reading = analysing._reading
    assert reading is not None
    for pid in reading.processes:
        os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: analysed(app) == MANY and not analysing.running, timeout=LONG)
    assert not bar.isVisible()
    assert not app.window.banner.isVisible(), "nobody asked, so nothing is told"


def test_cancelling_keeps_what_is_done(app: App, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: analysed(app) > 2, timeout=LONG)
    QTest.mouseClick(app.window.status.all_articles.stop, Qt.MouseButton.LeftButton)
    assert not app.program.reading.all.running
    kept = analysed(app)
    assert 2 < kept < MANY
    qtbot.waitUntil(lambda: not app.program.reading.all._open, timeout=LONG)
    qtbot.wait(300)
    assert analysed(app) == kept


def few(app: App, number: int = 3) -> None:
    """A project of a few short articles in place of the large one."""
    where = Path(settings_file.home()).parent / "few.rapporteur"
    create_project(where, "Few", "Ada")
    workspace = open_workspace(where)
    workspace.execute(ImportArticles(tuple(an(n, f"Number {n} is here.") for n in range(number))))
    workspace.close()
    app.start(str(where))


def test_another_language_offers_to_analyse_all_and_a_person_is_told(quick: App, qtbot: QtBot) -> None:
    few(quick)
    qtbot.waitUntil(lambda: analysed(quick) == 3)
    quick.program.reading.choose("de", "")
    banner = quick.window.banner
    assert "until they are analysed with the new choice" in banner.text.text()
    quick.trigger("project.analyse")
    assert banner.text.text() == "3 articles analysed."
    assert quick.program.settings.value.unfinished == {}
    quick.trigger("project.analyse_again")
    assert banner.text.text() == "Every article is analysed."


def test_what_was_asked_for_and_not_done_goes_on_at_the_next_start(quick: App, qtbot: QtBot) -> None:
    few(quick)
    qtbot.waitUntil(lambda: analysed(quick) == 3)
    where = quick.program.project.value.where if quick.program.project.value else ""
    quick.program.reading.remember_run("outdated")
    quick.program.close()
    workspace = open_workspace(where)
    workspace.execute(SetLanguage("de", ""))
    workspace.close()
    asked = quick.analyser
    assert isinstance(asked, Nothing)
    asked.asked.clear()
    quick.program.open(where)
    qtbot.waitUntil(lambda: len(asked.asked) == 3)
    assert quick.program.settings.value.unfinished == {}
