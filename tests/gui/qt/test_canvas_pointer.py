"""The mouse on the canvas: what is pressed, dragged and pulled is told in code points of the article."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.coding import Layer
from core.domain.text import Span
from gui.qt.canvas import ArticleCanvas, BoundaryMoved, MarksPressed, WordPressed, ZoomRequested
from gui.viewmodels.views import Mark, Selection, State

TEXT = (
    "President Ilham Aliyev 😀 emphasized that Armeniaand Azerbaijan would soon meet in Almaty, he said.\n\n"
    "שר החוץ נסע אתמול לבאקו עם Antony Blinken בלילה.\n\n"
    "Nai\u0308ve cafe\u0301 owners — 👩\u200d🚀 too — came to the U.S.\xa0yesterday."
)
LEFT, CTRL, ALT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


REPAIRS = (at("Armeniaand").start + 7,)


@pytest.fixture
def canvas(qtbot: QtBot) -> ArticleCanvas:
    made = ArticleCanvas()
    qtbot.addWidget(made)
    made.resize(760, 600)
    made.show()
    made.show_article(TEXT, REPAIRS)
    return made


@pytest.fixture
def told(canvas: ArticleCanvas) -> list[Any]:
    values: list[Any] = []
    for signal in (
        canvas.marks_pressed,
        canvas.word_pressed,
        canvas.selection_made,
        canvas.boundary_moved,
        canvas.zoom_requested,
    ):
        signal.connect(values.append)
    canvas.ground_pressed.connect(lambda: values.append("ground"))
    return values


def middle(canvas: ArticleCanvas, words: str) -> QPoint:
    return canvas.rect_of(at(words)).center()


def left_of(canvas: ArticleCanvas, words: str) -> QPoint:
    rect = canvas.rect_of(at(words))
    return QPoint(rect.left() + 1, rect.center().y())


def right_of(canvas: ArticleCanvas, words: str) -> QPoint:
    rect = canvas.rect_of(at(words))
    return QPoint(rect.right() - 1, rect.center().y())


@pytest.fixture
def drag(canvas: ArticleCanvas) -> Callable[..., None]:
    def by(start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
        port = canvas.viewport()
        QTest.mousePress(port, LEFT, keys, start)
        QTest.mouseMove(port, start + (end - start) / 2)
        QTest.mouseMove(port, end)
        QTest.mouseRelease(port, LEFT, keys, end)

    return by


def unit(name: str, words: str, layer: Layer = Layer.MENTION) -> Mark:
    return Mark(name, layer, "GPE", (at(words),), State.SUGGESTED)


def test_a_click_on_marks_tells_the_units_innermost_first(canvas: ArticleCanvas, told: list[Any]) -> None:
    canvas.set_marks(
        (
            unit("wide", "President Ilham Aliyev"),
            unit("in", "Ilham Aliyev"),
            unit("s", "Aliyev 😀", Layer.STATEMENT),
        )
    )
    QTest.mouseClick(canvas.viewport(), LEFT, NONE, middle(canvas, "Aliyev"))
    (pressed,) = told
    assert isinstance(pressed, MarksPressed)
    assert pressed.units == ("s", "in", "wide")
    assert at("Aliyev").start <= pressed.position < at("Aliyev").end


def test_a_click_on_a_lane_tells_its_unit_first(canvas: ArticleCanvas, told: list[Any]) -> None:
    canvas.set_marks((unit("m", "Azerbaijan"), unit("s", "Armeniaand Azerbaijan would", Layer.STATEMENT)))
    m = canvas.column.measures
    lane = QPoint(middle(canvas, "Azerbaijan").x(), canvas.rect_of(at("Azerbaijan")).bottom())
    QTest.mouseClick(canvas.viewport(), LEFT, NONE, lane + QPoint(0, round(m.lane - m.tint_bottom)))
    assert told[0].units == ("s", "m")


def test_a_click_on_the_sign_for_hidden_units_tells_them(canvas: ArticleCanvas, told: list[Any]) -> None:
    canvas.set_marks(tuple(unit(f"s{n}", "would soon", Layer.STATEMENT) for n in range(6)))
    row = canvas.rect_of(at("would soon"))
    right = canvas.origin().x() + canvas.column.width
    QTest.mouseClick(canvas.viewport(), LEFT, NONE, QPoint(round(right) + 14, row.bottom()))
    assert told[0].units == ("s4", "s5")


@pytest.mark.parametrize("word", ["President", "Azerbaijan", "said", "נסע", "Blinken", "cafe\u0301", "U.S."])
def test_a_click_on_plain_text_tells_the_word(canvas: ArticleCanvas, told: list[Any], word: str) -> None:
    QTest.mouseClick(canvas.viewport(), LEFT, NONE, middle(canvas, word))
    assert told == [WordPressed(at(word))]


def test_a_click_beside_the_words_tells_of_the_ground(canvas: ArticleCanvas, told: list[Any]) -> None:
    QTest.mouseClick(canvas.viewport(), LEFT, NONE, QPoint(5, 300))
    assert told == ["ground"]


def test_a_drag_selects_whole_words(
    canvas: ArticleCanvas, told: list[Any], drag: Callable[..., None]
) -> None:
    drag(middle(canvas, "emphasized"), middle(canvas, "would"))
    assert told == [Selection((at("emphasized that Armeniaand Azerbaijan would"),))]
    assert canvas.selection() == told[0]


def test_a_drag_backwards_selects_the_same(
    canvas: ArticleCanvas, told: list[Any], drag: Callable[..., None]
) -> None:
    drag(middle(canvas, "would"), middle(canvas, "emphasized"))
    assert told == [Selection((at("emphasized that Armeniaand Azerbaijan would"),))]


def test_a_lost_space_is_a_boundary(
    canvas: ArticleCanvas, told: list[Any], drag: Callable[..., None]
) -> None:
    drag(left_of(canvas, "Armenia"), middle(canvas, "Armenia"))
    drag(left_of(canvas, "and Azerbaijan"), middle(canvas, "Azerbaijan"))
    assert told == [Selection((at("Armenia"),)), Selection((at("and Azerbaijan"),))]


def test_alt_drag_selects_single_characters(
    canvas: ArticleCanvas, told: list[Any], drag: Callable[..., None]
) -> None:
    drag(left_of(canvas, "phasized"), right_of(canvas, "emphas"), ALT)
    assert told == [Selection((at("phas"),))]


def test_ctrl_drag_adds_a_fragment(canvas: ArticleCanvas, told: list[Any], drag: Callable[..., None]) -> None:
    drag(middle(canvas, "would"), middle(canvas, "meet"))
    drag(middle(canvas, "President"), middle(canvas, "Aliyev"), CTRL)
    assert told[-1] == Selection((at("President Ilham Aliyev"), at("would soon meet")))


def test_a_double_click_selects_the_word_and_with_ctrl_adds_one(
    canvas: ArticleCanvas, told: list[Any]
) -> None:
    QTest.mouseDClick(canvas.viewport(), LEFT, NONE, middle(canvas, "Almaty"))
    QTest.mouseDClick(canvas.viewport(), LEFT, CTRL, middle(canvas, "Ilham"))
    selections = [value for value in told if isinstance(value, Selection)]
    assert selections == [Selection((at("Almaty"),)), Selection((at("Ilham"), at("Almaty")))]


def test_a_selection_never_splits_what_qt_would_draw_as_one(
    canvas: ArticleCanvas, told: list[Any], drag: Callable[..., None]
) -> None:
    rect = canvas.rect_of(at("👩\u200d🚀"))
    drag(left_of(canvas, "owners"), QPoint(rect.right(), rect.center().y()), ALT)
    assert told == [Selection((at("owners — 👩\u200d🚀"),))]


def test_a_selection_across_paragraphs_keeps_their_line_feeds(
    canvas: ArticleCanvas, told: list[Any], drag: Callable[..., None]
) -> None:
    drag(middle(canvas, "he said"), middle(canvas, "owners"))
    (made,) = told
    assert made.spans[0].end == at("owners").end
    assert "\n\n" in made.spans[0].of(TEXT)


def test_pulling_a_grip_moves_the_boundary_to_words(
    canvas: ArticleCanvas, told: list[Any], drag: Callable[..., None]
) -> None:
    canvas.set_marks((unit("s", "that Armenia", Layer.STATEMENT),))
    canvas.set_current("s")
    end = canvas.rect_of(at("that Armenia"))
    drag(QPoint(end.right(), end.center().y()), middle(canvas, "soon"))
    assert told == [BoundaryMoved("s", 0, Span(at("that Armenia").start, at("soon").end))]
    drag(QPoint(end.left(), end.center().y()), middle(canvas, "emphasized"))
    assert told[1] == BoundaryMoved("s", 0, Span(at("emphasized").start, at("that Armenia").end))
    assert canvas.selection() == Selection(())


def test_pulling_a_grip_with_alt_moves_it_by_characters(
    canvas: ArticleCanvas, told: list[Any], drag: Callable[..., None]
) -> None:
    canvas.set_marks((unit("m", "Armeniaand"),))
    canvas.set_current("m")
    end = canvas.rect_of(at("Armeniaand"))
    drag(QPoint(end.right(), end.center().y()), right_of(canvas, "Armen"), ALT)
    assert told == [BoundaryMoved("m", 0, at("Armen"))]


def test_a_grip_can_not_be_pulled_past_the_other_end(
    canvas: ArticleCanvas, told: list[Any], drag: Callable[..., None]
) -> None:
    canvas.set_marks((unit("m", "Azerbaijan"),))
    canvas.set_current("m")
    end = canvas.rect_of(at("Azerbaijan"))
    drag(QPoint(end.right(), end.center().y()), middle(canvas, "President"))
    assert told == [] or told[0].span.start == at("Azerbaijan").start


def test_the_grips_of_right_to_left_words_start_at_their_right(
    canvas: ArticleCanvas, told: list[Any], drag: Callable[..., None]
) -> None:
    canvas.set_marks((unit("m", "החוץ נסע"),))
    canvas.set_current("m")
    box = canvas.rect_of(at("החוץ נסע"))
    drag(QPoint(box.left(), box.center().y()), middle(canvas, "אתמול"))
    assert told == [BoundaryMoved("m", 0, at("החוץ נסע אתמול"))]


def test_a_grip_let_go_where_it_was_tells_nothing(
    canvas: ArticleCanvas, told: list[Any], drag: Callable[..., None]
) -> None:
    canvas.set_marks((unit("m", "Azerbaijan"),))
    canvas.set_current("m")
    end = canvas.rect_of(at("Azerbaijan"))
    drag(QPoint(end.right(), end.center().y()), QPoint(end.right() - 9, end.center().y()))
    assert told == []


def test_the_cursor_says_what_a_press_would_do(canvas: ArticleCanvas) -> None:
    canvas.set_marks((unit("m", "Azerbaijan"), unit("o", "Almaty")))
    canvas.set_current("m")
    shapes = []
    end = canvas.rect_of(at("Azerbaijan"))
    for where in (middle(canvas, "soon"), middle(canvas, "Almaty"), QPoint(end.right(), end.center().y())):
        QTest.mouseMove(canvas.viewport(), where)
        shapes.append(canvas.viewport().cursor().shape())
    assert shapes == [
        Qt.CursorShape.IBeamCursor,
        Qt.CursorShape.PointingHandCursor,
        Qt.CursorShape.SizeHorCursor,
    ]


def test_a_drag_held_below_the_edge_scrolls_on(canvas: ArticleCanvas, qtbot: QtBot, told: list[Any]) -> None:
    canvas.show_article("\n\n".join(f"Paragraph {n} says something short." for n in range(60)))
    port = canvas.viewport()
    QTest.mousePress(port, LEFT, NONE, QPoint(200, 40))
    QTest.mouseMove(port, QPoint(200, 300))
    QTest.mouseMove(port, QPoint(200, port.height() + 60))
    qtbot.waitUntil(lambda: canvas.verticalScrollBar().value() > 200)
    QTest.mouseRelease(port, LEFT, NONE, QPoint(200, port.height() + 60))
    assert len(told[-1].spans[0]) > 300


def test_ctrl_and_wheel_ask_for_zoom_by_whole_notches(canvas: ArticleCanvas, told: list[Any]) -> None:
    for turn in (60, 60, -240):
        event = QWheelEvent(
            QPointF(50, 50),
            QPointF(50, 50),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            CTRL,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(canvas.viewport(), event)
    assert told == [ZoomRequested(1), ZoomRequested(-2)]
