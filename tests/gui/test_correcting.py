"""Correcting a text in the whole window: by keys and mouse, kept, undone, found again after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.app.checking import verify
from core.app.commands.code import AddCoding
from core.app.commands.corpus import StoreSuggestions
from core.app.projects import open_workspace
from core.domain.coding import Layer
from core.domain.suggestion import SuggestionSet
from gui.app import App
from gui.panels.correct_page import CorrectPage
from tests.build import TEXT, an_article, span_of
from tests.core.app.place import add, make_place
from tests.gui.whole import Answers


@pytest.fixture
def study(project: str) -> str:
    """Ada's own project: two names coded, two lost spaces assumed."""
    workspace = open_workspace(project)
    try:
        article = an_article(position=1)
        workspace.execute(
            add(article, an_article("Another text.", id="article-2", title="Other", position=2))
        )
        for words in ("Armenia", "Almaty"):
            workspace.execute(AddCoding("article-1", Layer.MENTION, "GPE", (span_of(words),)))
        glued = span_of("Armenia").end
        workspace.execute(
            StoreSuggestions(SuggestionSet("article-1", "article-1", article.sha256, "m", (glued,)))
        )
    finally:
        workspace.close()
    return project


@pytest.fixture
def app(app: App, study: str, qtbot: QtBot) -> App:
    """The study open, the text in focus."""
    app.start(study)
    app.window.activateWindow()
    assert app.desk is not None
    qtbot.waitUntil(app.desk.text.canvas.hasFocus)
    return app


def opened(app: App) -> CorrectPage:
    app.trigger("article.correct")
    return page(app)


def page(app: App) -> CorrectPage:
    found = app.window.stack.currentWidget()
    assert isinstance(found, CorrectPage)
    return found


def write(found: CorrectPage, old: str, new: str) -> None:
    """Select words in the editor and type others over them."""
    assert found.editor.find(old)
    QTest.keyClicks(found.editor, new)


def seen(app: App) -> str:
    assert app.program.project.value is not None
    return app.program.project.value.desk.session.text


def test_a_text_is_corrected_by_keys_and_the_desk_goes_on_with_it(app: App, study: str, qtbot: QtBot) -> None:
    assert app.desk is not None
    key = app.window.actions_by_id["article.correct"].shortcut().toString()
    assert key == "Ctrl+Alt+D"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(app.desk.text.canvas, Qt.Key.Key_D, both)
    found = page(app)
    assert found.editor.hasFocus()
    assert not found.keep.isEnabled()
    write(found, "Almaty", "Astana")
    qtbot.waitUntil(found.keep.isEnabled)
    assert found.impact.text() == (
        "2 codings by 1 coder: 1 carried over exactly, 1 to review, 0 without a place."
    )
    assert "AlmatyAstana" in found.difference.toPlainText()
    found.reason.setFocus()
    QTest.keyClick(found.reason, Qt.Key.Key_Return)
    assert "Say in a few words" in found.problem.text()
    assert seen(app) == TEXT
    QTest.keyClicks(found.reason, "a slip")
    QTest.keyClick(found.reason, Qt.Key.Key_Return)
    assert app.window.stack.currentWidget() is app.desk
    assert seen(app) == TEXT.replace("Almaty", "Astana")
    head = app.desk.text.head
    assert head.versions.text() == "Version 2 of 2"
    assert app.desk.work.list.model().rowCount() == 2
    assert verify(study) == []


def test_the_correction_is_undone_also_after_a_restart(app: App, study: str, qtbot: QtBot) -> None:
    found = opened(app)
    write(found, "Almaty", "Astana")
    QTest.keyClicks(found.reason, "a slip")
    qtbot.waitUntil(found.keep.isEnabled)
    QTest.mouseClick(found.keep, Qt.MouseButton.LeftButton)
    assert "Astana" in seen(app)
    app.program.close()
    app.program.open(study)
    assert "Astana" in seen(app)
    app.trigger("edit.undo")
    assert seen(app) == TEXT
    assert app.program.project.value is not None
    desk = app.program.project.value.desk
    assert "Undid: Correct the text of “Blinken calls Aliyev”" in desk.status.value.message
    assert len(desk.session.state.codings("article-1")) == 2
    assert [row.article_id for row in desk.work.rows.value] == ["article-1", "article-2"]
    app.trigger("edit.redo")
    assert "Astana" in seen(app)
    assert [row.current for row in desk.work.rows.value] == [True, False]
    assert verify(study) == []


def test_what_is_to_be_looked_at_stands_in_the_list_with_the_words_before(app: App, study: str) -> None:
    found = opened(app)
    write(found, "Almaty", "Astana")
    QTest.keyClicks(found.reason, "a slip")
    QTest.keyClick(found.reason, Qt.Key.Key_Return)
    assert app.program.project.value is not None
    assert app.desk is not None
    desk = app.program.project.value.desk
    (row,) = desk.recoding.rows.value
    assert "“Astana”" in row.what
    assert "“Almaty” now reads “Astana”" in row.reason
    assert app.window.status.recodes.text() == "⟳ 1 to code again"
    app.trigger("recode.show")
    drawer = app.desk.drawer()
    QTest.keyClick(drawer.recode, Qt.Key.Key_Return)
    assert desk.current.value == row.coding_id
    QTest.mouseClick(drawer.keep_coding, Qt.MouseButton.LeftButton)
    assert desk.recoding.rows.value == ()


def test_lost_spaces_are_written_in_with_two_presses(app: App, study: str) -> None:
    app.trigger("article.correct_repairs")
    found = page(app)
    assert found.editor.exact_text() == TEXT.replace("Armeniaand", "Armenia and")
    assert found.reason.text() == "Lost spaces and sentence ends written in."
    assert found.keep.hasFocus()
    assert found.impact.text().startswith("2 codings by 1 coder: 2 carried over exactly")
    QTest.keyClick(found.keep, Qt.Key.Key_Return)
    assert "Armenia and" in seen(app)
    app.trigger("article.correct")
    assert not page(app).repairs.isVisible()


def test_the_card_at_a_lost_space_leads_there_too(app: App, study: str) -> None:
    assert app.desk is not None
    app.trigger("repair.next")
    card = app.desk.text.seam_card()
    assert card.isVisible()
    QTest.mouseClick(card.write, Qt.MouseButton.LeftButton)
    assert "Armenia and" in page(app).editor.exact_text()


def test_lost_spaces_are_written_into_what_was_typed(app: App, study: str) -> None:
    found = opened(app)
    write(found, "Almaty", "Astana")
    QTest.keyClicks(found.reason, "both")
    QTest.mouseClick(found.repairs, Qt.MouseButton.LeftButton)
    both = TEXT.replace("Almaty", "Astana").replace("Armeniaand", "Armenia and")
    assert found.editor.exact_text() == both
    assert found.reason.text() == "both"
    QTest.mouseClick(found.repairs, Qt.MouseButton.LeftButton)
    assert found.editor.exact_text() == both


def test_the_text_of_a_file_is_taken(app: App, study: str, answers: Answers, tmp_path: Path) -> None:
    found = opened(app)
    (tmp_path / "better.txt").write_text(TEXT + " More was said.", "utf-8")
    (tmp_path / "other.txt").write_text("Other.", "utf-8")
    answers.files = (str(tmp_path / "better.txt"), str(tmp_path / "other.txt"))
    QTest.mouseClick(found.file, Qt.MouseButton.LeftButton)
    assert "one file" in found.problem.text()
    answers.files = (str(tmp_path / "none.txt"),)
    QTest.mouseClick(found.file, Qt.MouseButton.LeftButton)
    assert found.problem.text()
    assert found.editor.exact_text() == TEXT
    answers.files = (str(tmp_path / "better.txt"),)
    QTest.mouseClick(found.file, Qt.MouseButton.LeftButton)
    assert found.editor.exact_text().endswith("More was said.")
    assert not found.problem.isVisible()
    QTest.keyClicks(found.reason, "the whole text")
    assert found.keep.isEnabled()
    QTest.mouseClick(found.keep, Qt.MouseButton.LeftButton)
    assert seen(app).endswith("More was said.")


def test_leaving_keeps_what_was_typed_and_an_empty_text_is_told(app: App, study: str, qtbot: QtBot) -> None:
    found = opened(app)
    write(found, "Almaty", "Astana")
    qtbot.waitUntil(found.keep.isEnabled)
    QTest.keyClick(found.editor, Qt.Key.Key_Escape)
    assert app.window.stack.currentWidget() is app.desk
    app.trigger("article.correct")
    assert "Astana" in page(app).editor.exact_text()
    found.editor.selectAll()
    QTest.keyClick(found.editor, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "no words" in found.problem.text())
    assert not found.keep.isEnabled()
    found.editor.undo()
    found.editor.undo()
    qtbot.waitUntil(lambda: not found.problem.text())
    assert found.impact.text() == "Nothing is changed yet."


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_older_versions_are_read_from_the_head(app: App, study: str, qtbot: QtBot) -> None:
    found = opened(app)
    write(found, "Almaty", "Astana")
    QTest.keyClicks(found.reason, "a slip")
    QTest.keyClick(found.reason, Qt.Key.Key_Return)
    assert app.desk is not None
    head = app.desk.text.head
    app.trigger("article.versions")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    said = [verb.text() for verb in menu.actions()]
    assert said[0].startswith("Version 2, ")
    assert said[0].endswith(": a slip")
    assert said[1] == "Version 1, as imported"
    assert [verb.isChecked() for verb in menu.actions()] == [True, False]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: seen(app) == TEXT)
    assert head.versions.text() == "Version 1 of 2"
    assert "older version" in head.progress_words.text()
    assert not head.edit.isEnabled()
    app.trigger("article.correct")
    assert "older version" in page(app).forbidden.text()
    app.trigger("edit.undo")
    assert seen(app) == TEXT
    assert not head.versions.isVisible()


def test_a_coder_is_told_who_corrects(app: App, tmp_path: Path, answers: Answers) -> None:
    where = make_place(tmp_path)
    answers.who = [("Ada", "")]
    app.start(str(where))
    said = "Only a supervisor corrects the text of an article."
    assert not app.window.actions_by_id["article.correct"].isEnabled()
    app.trigger("article.correct")
    assert app.window.stack.currentWidget() is app.desk
    assert app.window.banner.text.text() == said
    app.correcting.show()  # whoever gets there all the same
    assert page(app).forbidden.text() == said
    assert not page(app).body.isVisible()
