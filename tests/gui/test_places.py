"""A project in a synchronised folder is warned about as long as it is open; elsewhere nothing is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from core.app.projects import create_project
from gui.app import App
from gui.panels.new_page import NewPage


@pytest.fixture
def cloud(tmp_path: Path) -> Path:
    made = tmp_path / "OneDrive - University"
    made.mkdir()
    create_project(made / "study.rapporteur", "Study", "Ada")
    return made


def test_the_warning_stays_while_the_project_is_open_and_offers_what_is_safe(
    app: App, cloud: Path, project: str
) -> None:
    app.start(str(cloud / "study.rapporteur"))
    place = app.window.place
    assert place.isVisible()
    assert "OneDrive synchronises" in place.text.text()
    app.window.banner.tell("Something else.")
    app.trigger("room.codebook")
    assert place.isVisible()
    app.program.open(project)
    assert not place.isVisible()
    app.program.open(str(cloud / "study.rapporteur"))
    assert place.isVisible()
    app.program.close()
    assert not place.isVisible()


def test_every_way_that_is_offered_leads_somewhere(app: App, cloud: Path) -> None:
    from gui.panels.rooms import SAFE_WAYS

    app.start(str(cloud / "study.rapporteur"))
    seen = set()
    for verb, _ in SAFE_WAYS:
        way = next(one for one in app.window.place.findChildren(QPushButton) if one.text() == verb)
        way.click()
        seen.add(app.window.stack.currentWidget())
        app.rooms.show_desk()
    assert len(seen - {app.desk}) == 2


def test_the_new_project_page_says_it_at_the_field_and_makes_it_all_the_same(app: App, cloud: Path) -> None:
    app.start()
    app.trigger("project.new")
    page = app.window.stack.currentWidget()
    assert isinstance(page, NewPage)
    page.room.set(name="Talks", where=str(cloud / "talks"), coder="Ada")
    assert page.place.isVisible()
    assert "OneDrive" in page.place.text()
    page.room.set(where=str(cloud.parent / "talks"))
    assert not page.place.isVisible()
    page.room.set(where=str(cloud / "talks"))
    page.make.click()
    assert app.program.project.value is not None
    assert app.window.place.isVisible()


def test_the_sample_is_not_warned_about(app: App, cloud: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_HOME", str(cloud))
    app.start(sample=True)
    assert app.program.project.value is not None
    assert not app.window.place.isVisible()
