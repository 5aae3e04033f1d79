"""The codebook room by mouse and keyboard, over real projects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from core.domain.coding import Layer
from core.importing.codebook_file import load_codebook
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


def test_a_label_is_typed_listed_taken_and_undone(stage: Stage) -> None:
    assert stage.page.foot.isHidden()
    stage.choose("GPE")
    form = stage.page.form
    form.label.setFocus()
    form.label.selectAll()
    QTest.keyClicks(form.label, "Polity")
    QTest.keyClick(form.label, Qt.Key.Key_Return)
    assert "label “Polity” instead of" in stage.changes
    assert stage.workspace.state.codebook.version == 1
    assert stage.page.take.text() == "Take 1 change as version 2"
    QTest.keyClicks(stage.page.note, "clearer")
    QTest.keyClick(stage.page.note, Qt.Key.Key_Return)
    assert stage.workspace.state.codebook.label(Layer.MENTION, "GPE") == "Polity"
    assert stage.workspace.state.codebook.note == "clearer"
    assert stage.page.foot.isHidden()
    assert "Version 2 is in force" in stage.page.said.text()
    stage.workspace.undo()
    assert stage.workspace.state.codebook.version == 1
    assert form.label.text() == "Country, city, state"


def test_a_split_says_what_it_touches_and_sends_it_back_unless_the_tick_is_taken(stage: Stage) -> None:
    stage.choose("GPE")
    QTest.keyClicks(stage.page.form.parts, "State; City")
    stage.click(stage.page.form.split)
    assert "touches 1 coding by 1 coder" in stage.changes
    assert [row.code for row in stage.page.model.rows if row.state == "new"] == ["GPEa", "GPEb"]
    assert stage.page.model.rows[-1].state.startswith("retired")
    [box] = stage.page.changes.findChildren(QCheckBox)
    assert box.isChecked()
    stage.click(stage.page.take)
    assert len(stage.workspace.state.asked_again()) == 1
    stage.workspace.undo()
    stage.choose("GPE")
    QTest.keyClicks(stage.page.form.parts, "State; City")
    stage.click(stage.page.form.split)
    [box] = stage.page.changes.findChildren(QCheckBox)
    box.setChecked(False)
    stage.click(stage.page.take)
    assert stage.workspace.state.codebook.version == 2
    assert stage.workspace.state.asked_again() == {}


def test_refusals_are_told_on_the_page_and_change_nothing(stage: Stage) -> None:
    stage.choose("GPE")
    form = stage.page.form
    form.key.setText("1")
    form.key.editingFinished.emit()
    assert "Key “1”" in stage.page.problem.text()
    assert stage.page.foot.isHidden()
    form.parts.setText("Only one")
    stage.click(form.split)
    assert "two new categories" in stage.page.problem.text()
    form.new_code.setText("ORG")
    stage.click(form.recode)
    assert "already" in stage.page.problem.text()
    stage.page.code.setText("ORG")
    stage.click(stage.page.beside)
    assert "already" in stage.page.problem.text()


def test_categories_are_added_moved_merged_retired_and_brought_back(stage: Stage) -> None:
    stage.choose("ORG")
    QTest.keyClicks(stage.page.code, "PARTY")
    QTest.keyClicks(stage.page.name, "Party")
    stage.click(stage.page.below)
    rows = {row.code: row.depth for row in stage.page.model.rows}
    assert rows["PARTY"] == 1
    assert stage.page.form.head.text() == "PARTY"
    form = stage.page.form
    form.parent_code.setCurrentIndex(0)
    form.parent_code.activated.emit(0)
    assert {row.code: row.depth for row in stage.page.model.rows}["PARTY"] == 0
    stage.click(form.retire)
    assert form.retire.text() == "Offer again"
    stage.click(form.retire)
    form.into.setCurrentIndex(form.into.findData("ORG"))
    stage.click(form.merge)
    assert stage.room.view.value.book.in_force(Layer.MENTION, "PARTY") == "ORG"
    stage.click(stage.page.discard)
    assert stage.page.foot.isHidden()


def test_lists_colours_and_patterns_are_kept_when_left(stage: Stage) -> None:
    stage.choose("GPE")
    form = stage.page.form
    form.lists["examples"].setFocus()
    form.lists["examples"].setPlainText("one\n\ntwo")
    form.definition.setFocus()
    form.colour.setText("#123456")
    form.colour.editingFinished.emit()
    form.pattern.setCurrentText("dotted")
    form.pattern.activated.emit(form.pattern.currentIndex())
    category = stage.room.view.value.category
    assert category is not None
    assert (category.examples, category.colour, category.pattern) == (("one", "two"), "#123456", "dotted")


def test_variables_rulings_and_schemes_go_into_the_draft(stage: Stage) -> None:
    page = stage.page
    page.layer.setCurrentIndex(page.layer.findData(Layer.EVENT))
    page.layer.activated.emit(page.layer.currentIndex())
    variables = page.variables
    stage.click(variables.new)
    variables.name.setText("deaths")
    variables.level.setCurrentText("interval")
    variables.condition.setText("realis=happened")
    stage.click(variables.keep)
    assert page.problem.isHidden() or "no value" in page.problem.text()
    variables.condition.setText("")
    stage.click(variables.keep)
    assert "New variable “deaths” of events" in stage.changes
    page.rulings.text.setText("Loans count.")
    stage.click(page.rulings.add)
    assert "New ruling" in stage.changes
    page.rulings.list.setCurrentRow(0)
    stage.click(page.rulings.remove)
    assert "New ruling" not in stage.changes
    schemes = page.schemes
    at = next(n for n in range(schemes.choice.count()) if "CAMEO" in schemes.choice.itemText(n))
    schemes.choice.setCurrentIndex(at)
    assert "Philip Schrodt" in schemes.facts.toPlainText()
    stage.click(schemes.take)
    assert page.model.rows[0].code == "cameo:01"


def test_an_unchanged_variable_changes_nothing_when_kept(stage: Stage) -> None:
    page = stage.page
    for layer in Layer:
        page.layer.setCurrentIndex(page.layer.findData(layer))
        page.layer.activated.emit(page.layer.currentIndex())
        for at in range(page.variables.list.count()):
            page.variables.list.setCurrentRow(at)
            stage.click(page.variables.keep)
            assert page.foot.isHidden(), page.variables.name.text()


def test_files_are_written_and_read_as_a_draft(stage: Stage, tmp_path: Path) -> None:
    stage.click(stage.page.write)
    assert load_codebook(tmp_path / "codebook.xlsx") == stage.workspace.state.codebook
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    stage.asks.open = str(bad)
    stage.click(stage.page.read)
    assert "bad.json" in stage.page.problem.text()
    text = tmp_path / "new.json"
    stage.room.write(str(text))
    text.write_text(text.read_text().replace("Country, city, state", "Polity"))
    stage.asks.open = str(text)
    stage.click(stage.page.read)
    assert "Polity" in stage.changes


def test_versions_tell_what_each_changed_and_the_draft_is_tried_out(stage: Stage) -> None:
    stage.choose("GPE")
    stage.room.put(label="Polity")
    stage.click(stage.page.try_out)
    assert stage.tried[0].label(Layer.MENTION, "GPE") == "Polity"
    assert stage.room.take("why", ())
    versions = stage.page.versions
    assert versions.list.count() == 2
    assert "Polity" in versions.said.toPlainText()
    versions.list.setCurrentRow(1)
    assert "first version" in versions.said.toPlainText()


def test_a_coder_reads_and_changes_nothing(place: Path, qtbot: QtBot) -> None:
    with staged(place, qtbot, "coder-1") as stage:
        stage.choose("GPE")
        assert "Only a supervisor" in stage.page.facts.text()
        for widget in (
            stage.page.form,
            stage.page.variables,
            stage.page.rulings,
            stage.page.read,
            stage.page.beside,
        ):
            assert not widget.isEnabled()
        assert not stage.room.put(label="Mine")
        assert stage.workspace.state.codebook.version == 1
