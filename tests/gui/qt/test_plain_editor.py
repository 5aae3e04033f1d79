"""The editor gives back exactly what it was given, and the comparison says its words."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.text.canonical import canonical
from core.text.difference import differences
from gui.qt.difference_view import DifferenceView
from gui.qt.plain_editor import PlainEditor
from tests.build import texts


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(text=texts())
def test_what_stands_in_the_editor_is_what_was_put_there_or_it_says_so(qtbot: QtBot, text: str) -> None:
    editor = PlainEditor("x")
    held = editor.show_text(text)
    assert held == (editor.exact_text() == text)
    assert held or any(char in text for char in "\ufdd0\ufdd1") or canonical(text) != text
    editor.deleteLater()


def test_no_break_spaces_stay_and_typing_changes_only_what_is_typed(qtbot: QtBot) -> None:
    editor = PlainEditor("x")
    qtbot.addWidget(editor)
    editor.show()
    assert editor.show_text("40\xa0000 men\n\n👩\u200d👩\u200d👧 e\u0301\u200f end")
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    QTest.keyClicks(editor, "ed")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.exact_text() == "40\xa0000 men\n\n👩\u200d👩\u200d👧 e\u0301\u200f ended\n"
    editor.undo()
    editor.undo()


def test_the_comparison_is_told_by_form_colour_and_voice(qtbot: QtBot) -> None:
    view = DifferenceView("What changes")
    qtbot.addWidget(view)
    view.show_pieces(differences("They met in Almaty.", "They met in Astana."), "1 more.")
    assert view.toPlainText() == "They met in AlmatyAstana.\n\n1 more."
    cursor = view.textCursor()
    forms = {}
    for name in ("Almaty", "Astana"):
        at = view.toPlainText().index(name)
        cursor.setPosition(at + 1)
        forms[name] = cursor.charFormat()
    assert forms["Almaty"].fontStrikeOut()
    assert forms["Astana"].fontUnderline()
    assert forms["Almaty"].foreground().color() != forms["Astana"].foreground().color()
    assert view.accessibleDescription() == "removed Almaty; added Astana"
