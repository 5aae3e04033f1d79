"""Drafts that outlive the window, slots by a form, and faults told at their field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.app.codebooks import keep_draft
from core.app.commands.codebook import ReviseCodebook
from core.domain.codebook_editing import edited
from core.domain.codebook_edits import NameCodebook
from core.domain.coding import Layer
from gui.app import App
from gui.panels.codebook_room import CodebookPage
from tests.gui.panels.codebook_stage import Stage, a_place, staged


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path / "home"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return a_place(tmp_path)


@pytest.fixture
def stage(place: Path, qtbot: QtBot) -> Iterator[Stage]:
    with staged(place, qtbot, "coder-3") as made:
        yield made


def typed(stage: Stage, text: str) -> None:
    """Give the category shown another label."""
    stage.page.form.label.setFocus()
    stage.page.form.label.selectAll()
    QTest.keyClicks(stage.page.form.label, text)
    QTest.keyClick(stage.page.form.label, Qt.Key.Key_Return)


def test_a_draft_outlives_the_window_and_is_resumed(place: Path, qtbot: QtBot) -> None:
    with staged(place, qtbot, "coder-3") as first:
        first.choose("GPE")
        typed(first, "Polity")
    with staged(place, qtbot, "coder-1") as other:  # one draft a person
        assert other.page.waiting.isHidden()
    with staged(place, qtbot, "coder-3") as again:
        assert not again.page.waiting.isHidden()
        assert "is kept: 1 change." in again.page.waits.text()
        assert not again.page.form.isEnabled()  # until it is said what becomes of it
        assert not again.room.add("NEW", "New", below=False)
        again.click(again.page.resume)
        assert again.page.waiting.isHidden()
        assert "label “Polity” instead of" in again.changes
        again.click(again.page.take)
        assert again.workspace.state.codebook.label(Layer.MENTION, "GPE") == "Polity"
    with staged(place, qtbot, "coder-3") as last:
        assert last.page.waiting.isHidden()


def test_a_draft_of_earlier_is_discarded(place: Path, qtbot: QtBot) -> None:
    with staged(place, qtbot, "coder-3") as first:
        first.choose("GPE")
        typed(first, "Polity")
    with staged(place, qtbot, "coder-3") as again:
        again.click(again.page.drop)
        assert again.page.waiting.isHidden()
        assert again.page.form.isEnabled()
        assert again.page.foot.isHidden()
    with staged(place, qtbot, "coder-3") as last:
        assert last.page.waiting.isHidden()


def test_a_draft_on_an_older_version_says_so_and_goes_on_top(place: Path, qtbot: QtBot) -> None:
    with staged(place, qtbot, "coder-3") as first:
        first.choose("GPE")
        typed(first, "Polity")
        book = first.workspace.state.codebook
        first.workspace.execute(ReviseCodebook(1, edited(book, [NameCodebook("Renamed")]), "", frozenset()))
        assert "version 2 is in force by now" in first.page.waits.text()  # somebody else was sooner
        first.click(first.page.resume)
        assert "Polity" in first.changes
        first.click(first.page.take)
        assert first.workspace.state.codebook.version == 3
        assert first.workspace.state.codebook.label(Layer.MENTION, "GPE") == "Polity"


def test_a_draft_that_cannot_be_read_is_told(place: Path, qtbot: QtBot, tmp_path: Path) -> None:
    with staged(place, qtbot, "coder-3") as first:
        first.choose("GPE")
        typed(first, "Polity")
    [kept] = (tmp_path / "home" / "drafts").iterdir()
    kept.write_bytes(b"{ half")
    with staged(place, qtbot, "coder-3") as again:
        assert "can't be read" in again.page.waits.text()
        again.click(again.page.drop)
        assert again.page.form.isEnabled()
    assert not kept.exists()


def events(stage: Stage, tab: str) -> None:
    """Go to a tab of the layer of events."""
    stage.room.choose_layer(Layer.EVENT)
    page = stage.page
    page.tabs.setCurrentIndex(next(at for at in range(page.tabs.count()) if page.tabs.tabText(at) == tab))


def test_slots_are_added_ordered_and_changed_by_a_form(stage: Stage) -> None:
    events(stage, "Slots")
    page = stage.page.slots
    assert [page.list.item(at).text() for at in range(2)] == [
        "Source · an actor · several · required",
        "Target · an actor · several",
    ]
    stage.click(page.new)
    QTest.keyClicks(page.name, "witness")
    stage.click(page.keep)
    assert "needs a label" in page.fields.faults["label"].text()
    assert not page.fields.faults["label"].isHidden()
    QTest.keyClicks(page.label, "Witness")
    page.takes.setCurrentIndex(page.takes.findData("text"))
    page.required.setChecked(True)
    stage.click(page.keep)
    assert page.fields.faults["label"].isHidden()
    assert "New slot “Witness”" in stage.changes
    stage.click(page.up)
    names = [slot.name for slot in stage.room.view.value.layer.slots]
    assert names == ["source", "target", "place", "witness", "date"]
    assert page.name.text() == "witness"  # the one that moved stays chosen
    stage.click(page.remove)
    assert "New slot" not in stage.changes
    page.list.setCurrentRow(0)
    stage.click(page.down)
    assert "another order" in stage.changes
    stage.click(page.remove)
    assert "is in force and codings refer to it" in stage.page.problem.text()
    page.required.setChecked(False)
    stage.click(page.keep)
    stage.click(stage.page.take)
    slots = stage.workspace.state.codebook.layer(Layer.EVENT).slots
    assert [(s.name, s.required) for s in slots[:2]] == [("target", False), ("source", False)]


def test_a_condition_that_does_not_hold_is_told_at_its_field(stage: Stage) -> None:
    events(stage, "Variables")
    page = stage.page.variables
    page.list.setCurrentRow(1)
    page.condition.setText("no such=thing")
    stage.click(page.keep)
    told = page.fields.faults["condition"]
    assert not told.isHidden()
    assert "is no condition" in told.text()
    assert "layers[" not in told.text()
    assert stage.page.problem.isHidden()  # said once, where it is
    other = stage.room.view.value.layer.variables[0]
    page.condition.setText(f"{other.name}=nowhere")
    stage.click(page.keep)
    assert "has no value “nowhere”" in told.text()
    page.condition.setText(f"{other.name}={other.values[0].code}")
    stage.click(page.keep)
    assert told.isHidden()
    assert stage.room.view.value.layer.variables[1].condition == f"{other.name}={other.values[0].code}"


def test_what_took_the_place_of_a_retired_code_is_shown(stage: Stage) -> None:
    stage.choose("GPE")
    QTest.keyClicks(stage.page.form.parts, "State; City")
    stage.click(stage.page.form.split)
    assert stage.page.model.rows[-1].state == "retired → GPEa, GPEb"


def test_a_kept_draft_is_told_when_the_project_is_opened(app: App, project: str) -> None:
    app.start(project)
    opened = app.program.project.value
    assert opened is not None
    state = opened.workspace.state
    assert app.window.banner.isHidden()
    keep_draft(state.project.id, state.coder.id, edited(state.codebook, [NameCodebook("Other")]))
    app.program.close()
    app.program.open(project)
    assert "draft of the codebook" in app.window.banner.text.text()
    app.window.banner.act.click()
    page = app.window.stack.currentWidget()
    assert isinstance(page, CodebookPage)
    page.resume.click()
    assert page.take.text() == "Take 1 change as version 2"
