"""The project's language in the window: chosen, kept, taken back, asked of the machine, told at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from core.app import settings
from core.app.projects import create_project, open_workspace
from core.domain.suggestion import SuggestionSet
from core.domain.work import Progress
from core.nlp.engine import ModelInfo
from gui.app import App
from gui.panels.model_page import Choice, ModelPage
from gui.panels.new_page import NewPage
from gui.qt.jobs import ImmediateJobs
from gui.viewmodels.ports import AnalysisRequest


class Nothing:
    """A machine that finds nothing, at once; ``asked`` keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[AnalysisRequest] = []

    def __call__(self, request: AnalysisRequest, progress: Progress) -> SuggestionSet:  # noqa: ARG002
        self.asked.append(request)
        return SuggestionSet(request.article_id, request.article_id, request.sha256, "none")

    def close(self) -> None:
        """Nothing to end."""


@pytest.fixture
def machine() -> Nothing:
    return Nothing()


@pytest.fixture
def app(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication, machine: Nothing, monkeypatch: pytest.MonkeyPatch
) -> Iterator[App]:
    monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path / "home"))
    made = App(qapp, jobs=ImmediateJobs(), analyser=machine)
    made.program.change(theme="light")
    qtbot.addWidget(made.window)
    yield made
    made.close()


@pytest.fixture
def project(tmp_path: Path, app: App) -> str:
    where = str(tmp_path / "study.rapporteur")
    create_project(where, "Study", "Ada")
    app.start(where)
    for name, text in (("a", "Die Kanzlerin sprach in Kiew."), ("b", "Language: fr\n\nLa France se tait.")):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    app.program.importing.files((str(tmp_path / "a.txt"), str(tmp_path / "b.txt")))
    return where


def page_of(app: App) -> ModelPage:
    app.trigger("project.model")
    page = app.window.stack.currentWidget()
    assert isinstance(page, ModelPage)
    return page


def test_a_language_is_chosen_by_keyboard_kept_and_taken_back(
    app: App, project: str, machine: Nothing
) -> None:
    page = page_of(app)
    assert page.language.currentText() == "English"
    assert not page.note.isVisibleTo(page)
    QTest.keyClicks(page.language, "Ger")
    assert page.language.currentData() == "de"
    assert page.note.text() == "Statements, events and topics are suggested for English only."
    assert [b.text() for b in page.findChildren(QRadioButton)] == ["Lists of names only"]
    QTest.keyClick(page.use, Qt.Key.Key_Space)
    assert app.window.stack.currentWidget() is app.desk
    opened = app.program.project.value
    assert opened is not None
    assert opened.workspace.state.project.language == "de"
    assert machine.asked[-1].language == "de"
    assert opened.workspace.history.undo_step is not None
    app.trigger("edit.undo")
    assert opened.workspace.state.project.language == "en"
    app.trigger("edit.redo")
    app.trigger("project.close")
    workspace = open_workspace(project)
    assert workspace.state.project.language == "de"
    workspace.close()


def test_an_article_s_own_language_is_asked_for(app: App, project: str, machine: Nothing) -> None:
    assert {asked.language for asked in machine.asked} == {"en", "fr"}


def test_the_desk_says_what_rests(app: App, project: str) -> None:
    assert app.desk is not None
    opened = app.program.project.value
    assert opened is not None
    assert opened.desk.head.value is not None
    assert opened.desk.head.value.rests == ""
    app.program.reading.choose("de", "")
    told = "Statements, events and topics are suggested for English only."
    assert opened.desk.head.value.rests == told
    assert app.desk.text.head.facts.text().endswith(told)
    assert app.desk.cards.empty.text().endswith(told)


def test_the_language_of_a_new_project_is_offered_for_the_next_one(app: App, tmp_path: Path) -> None:
    app.start()
    app.trigger("project.new")
    page = app.window.stack.currentWidget()
    assert isinstance(page, NewPage)
    page.language.setFocus()
    QTest.keyClicks(page.language, "Fren")
    page.language.activated.emit(page.language.currentIndex())
    assert "English only" in page.note.text()
    assert page.model.itemText(0) == "Lists of names only"
    page.room.set(name="Pourparlers", where=str(tmp_path / "fr"), coder="Ada")
    page.make.click()
    assert settings.load().settings.language == "fr"
    assert app.program.reading.language == "fr"


def test_pipelines_of_the_language_and_of_many_are_offered_and_a_missing_one_is_named(qtbot: QtBot) -> None:
    page = ModelPage()
    qtbot.addWidget(page)
    models = (
        ModelInfo("", "en_press (comes with the program)", "1", "en", ""),
        ModelInfo("de_core_news_sm", "de_core_news_sm", "3.8", "de", ""),
        ModelInfo("xx_ent_wiki_sm", "xx_ent_wiki_sm", "3.8", "xx", ""),
        ModelInfo("fr_core_news_sm", "fr_core_news_sm", "3.8", "fr", ""),
    )
    choice = Choice(
        {"en": "English", "de": "German"}, models, lambda _code: "de_core_news_sm", lambda _code: ""
    )
    chosen: list[tuple[str, str]] = []
    page.serve(lambda language, model: chosen.append((language, model)), choice, "de", "de_core_news_lg")
    offered = [b.text() for b in page.findChildren(QRadioButton)]
    assert offered == ["The one that fits: de_core_news_sm", "de_core_news_sm", "xx_ent_wiki_sm"]
    assert "de_core_news_lg" in page.problem.text()
    assert page.problem.isVisibleTo(page)
    page.findChildren(QRadioButton)[2].click()
    page.use.click()
    assert chosen == [("de", "xx_ent_wiki_sm")]
