"""What all window tests share: no screen is needed, and every window is born in the light theme."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.app.projects import create_project
from gui.app import App
from gui.qt.jobs import ImmediateJobs
from gui.qt.theme import apply_theme
from tests.gui.whole import Answers, Nothing


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Draw off screen unless the run chose a platform itself; journeys choose theirs and are not touched."""
    chosen = os.environ.get("QT_QPA_PLATFORM")
    return ["tests"] if chosen else ["tests", "-platform", "offscreen"]


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    apply_theme(qapp, "light")


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    return Answers(tmp_path)


@pytest.fixture
def app(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> Iterator[App]:
    monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path / "home"))
    made = App(qapp, asks=answers, jobs=ImmediateJobs(), analyser=Nothing())
    made.program.change(theme="light")
    qtbot.addWidget(made.window)
    yield made
    made.close()


@pytest.fixture
def project(tmp_path: Path) -> str:
    where = tmp_path / "study.rapporteur"
    create_project(where, "Study", "Ada")
    return str(where)
