"""The keyboard on the canvas: a caret to select with, boundaries to nudge, scrolling, the clipboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from core.domain.coding import Layer
from core.domain.text import Span
from gui.qt.canvas import ArticleCanvas, BoundaryMoved, Edge, Grain
from gui.viewmodels.views import Mark, Selection, State

TEXT = "President Aliyev met Armeniaand Azerbaijan's U.S.\xa0friends e\u0301 👩\u200d🚀 there.\n\nLast words."
Key, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
REPAIRS = (TEXT.index("and Az"),)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def canvas(qtbot: QtBot) -> ArticleCanvas:
    made = ArticleCanvas()
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    made.show_article(TEXT, REPAIRS)
    made.setFocus()
    return made


@pytest.fixture
def made(canvas: ArticleCanvas) -> list[Selection]:
    values: list[Selection] = []
    canvas.selection_made.connect(values.append)
    return values


def test_shift_and_arrow_bring_the_caret_and_enter_makes_the_selection(
    canvas: ArticleCanvas, made: list[Selection]
) -> None:
    QTest.keyClick(canvas, Key.Key_Right, SHIFT | CTRL)
    QTest.keyClick(canvas, Key.Key_Right, SHIFT | CTRL)
    assert made == []
    QTest.keyClick(canvas, Key.Key_Return)
    assert made == [Selection((at("President Aliyev"),))]


def test_the_caret_selects_single_characters_and_stops_at_lost_spaces(
    canvas: ArticleCanvas, made: list[Selection]
) -> None:
    canvas.set_caret_mode(on=True)
    for _ in range(3):
        QTest.keyClick(canvas, Key.Key_Right, CTRL)
    QTest.keyClick(canvas, Key.Key_Right)
    QTest.keyClick(canvas, Key.Key_Right, SHIFT | CTRL)
    QTest.keyClick(canvas, Key.Key_Left, SHIFT)
    QTest.keyClick(canvas, Key.Key_Enter)
    assert made == [Selection((at("Armeni"),))]


def test_the_caret_steps_over_whole_characters(canvas: ArticleCanvas, made: list[Selection]) -> None:
    canvas.set_caret_mode(on=True)
    for _ in range(TEXT.index("e\u0301")):
        QTest.keyClick(canvas, Key.Key_Right)
    for _ in range(3):
        QTest.keyClick(canvas, Key.Key_Right, SHIFT)
    QTest.keyClick(canvas, Key.Key_Return)
    assert made == [Selection((at("e\u0301 👩\u200d🚀"),))]


def test_home_end_and_lines_move_the_caret(canvas: ArticleCanvas, made: list[Selection]) -> None:
    canvas.set_caret_mode(on=True)
    QTest.keyClick(canvas, Key.Key_End, CTRL)
    QTest.keyClick(canvas, Key.Key_Home, SHIFT)
    QTest.keyClick(canvas, Key.Key_Return)
    assert made[-1] == Selection((at("Last words."),))
    QTest.keyClick(canvas, Key.Key_Home, CTRL)
    for _ in range(4):
        QTest.keyClick(canvas, Key.Key_Down, SHIFT)
    QTest.keyClick(canvas, Key.Key_End, SHIFT)
    QTest.keyClick(canvas, Key.Key_Return)
    assert made[-1] == Selection((Span(0, len(TEXT)),))


def test_escape_leaves_the_caret(canvas: ArticleCanvas) -> None:
    modes: list[bool] = []
    canvas.caret_mode_changed.connect(modes.append)
    QTest.keyClick(canvas, Key.Key_Right, SHIFT)
    QTest.keyClick(canvas, Key.Key_Escape)
    assert modes == [True, False]
    assert canvas.selection() == Selection(())


def test_the_caret_begins_at_the_current_unit(canvas: ArticleCanvas, made: list[Selection]) -> None:
    canvas.set_marks((Mark("m", Layer.MENTION, "GPE", (at("Armenia"),), State.SUGGESTED),))
    canvas.set_current("m")
    canvas.set_caret_mode(on=True)
    QTest.keyClick(canvas, Key.Key_Right, SHIFT)
    QTest.keyClick(canvas, Key.Key_Return)
    assert made == [Selection((Span(at("Armenia").start, at("Armenia").start + 1),))]


@pytest.mark.qt_log_ignore("propagateSizeHints")  # windows have no such hints off screen
def test_only_the_caret_takes_arrow_keys_from_shortcuts(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    canvas = ArticleCanvas()
    window.setCentralWidget(canvas)
    fired: list[str] = []
    for key in (Key.Key_Right, Key.Key_Return):
        action = QAction(window)
        action.setShortcut(key)
        action.triggered.connect(lambda: fired.append("shortcut"))
        window.addAction(action)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    canvas.show_article(TEXT)
    canvas.setFocus()
    QTest.keyClick(canvas, Key.Key_Right)
    assert fired == ["shortcut"]
    canvas.set_caret_mode(on=True)
    QTest.keyClick(canvas, Key.Key_Right)
    QTest.keyClick(canvas, Key.Key_Return)
    assert fired == ["shortcut"]


def test_keys_scroll_without_the_caret(canvas: ArticleCanvas) -> None:
    canvas.show_article("\n\n".join(f"Paragraph {n}." for n in range(80)))
    bar = canvas.verticalScrollBar()
    QTest.keyClick(canvas, Key.Key_Down)
    assert bar.value() == bar.singleStep()
    QTest.keyClick(canvas, Key.Key_PageDown)
    assert bar.value() > 200
    QTest.keyClick(canvas, Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(canvas, Key.Key_Home)
    assert bar.value() == 0


def test_copy_gives_the_words_verbatim(canvas: ArticleCanvas) -> None:
    canvas.set_caret_mode(on=True)
    QTest.keyClick(canvas, Key.Key_End, SHIFT | CTRL)
    QTest.keyClick(canvas, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == TEXT


@pytest.mark.parametrize(
    ("words", "edge", "direction", "grain", "result"),
    [
        ("Armeniaand", Edge.END, -1, Grain.WORD, "Armenia"),
        ("Armenia", Edge.END, 1, Grain.WORD, "Armeniaand"),
        ("Armenia", Edge.END, -1, Grain.CHARACTER, "Armeni"),
        ("Aliyev met", Edge.START, 1, Grain.WORD, "met"),
        ("Aliyev met", Edge.START, -1, Grain.WORD, "President Aliyev met"),
        ("Aliyev", Edge.START, 1, Grain.WORD, None),
        ("President", Edge.START, -1, Grain.CHARACTER, None),
        ("e\u0301 👩\u200d🚀", Edge.END, -1, Grain.CHARACTER, "e\u0301 "),
        ("e\u0301 👩\u200d🚀", Edge.START, 1, Grain.CHARACTER, " 👩\u200d🚀"),
    ],
)
def test_a_nudge_moves_one_end(
    canvas: ArticleCanvas, words: str, edge: Edge, direction: int, grain: Grain, result: str | None
) -> None:
    canvas.set_marks((Mark("m", Layer.MENTION, "GPE", (at(words),), State.SUGGESTED),))
    canvas.set_current("m")
    wanted = None if result is None else BoundaryMoved("m", 0, at(result))
    assert canvas.nudge(edge, direction, grain) == wanted


def test_a_nudge_takes_the_outer_fragments(canvas: ArticleCanvas) -> None:
    spans = (at("Armenia"), at("President"))
    canvas.set_marks((Mark("s", Layer.STATEMENT, "statement", spans, State.SUGGESTED),))
    canvas.set_current("s")
    assert canvas.nudge(Edge.START, 1, Grain.CHARACTER) == BoundaryMoved("s", 1, at("resident"))
    assert canvas.nudge(Edge.END, 1, Grain.CHARACTER) == BoundaryMoved("s", 0, at("Armeniaa"))
    canvas.set_current("")
    assert canvas.nudge(Edge.END, 1) is None


class _Window(QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        self.pressed.append(event.key())


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_other_keys_are_left_to_the_window(qtbot: QtBot) -> None:
    window = _Window()
    qtbot.addWidget(window)
    canvas = ArticleCanvas()
    window.setCentralWidget(canvas)
    canvas.show_article(TEXT)
    window.show()
    for key in (Key.Key_N, Key.Key_Left, Key.Key_Escape, Key.Key_Backspace):
        QTest.keyClick(canvas, key)
    assert window.pressed == [Key.Key_N, Key.Key_Left, Key.Key_Escape, Key.Key_Backspace]
