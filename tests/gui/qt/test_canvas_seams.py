"""Signs of lost text on the canvas: told apart by form, pressed, explained, painted only where one looks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from core.domain.text import Span
from gui.qt.canvas import ArticleCanvas, WordPressed
from gui.qt.paint_seams import seam_box
from gui.viewmodels.views import Seam

TEXT = "He said that Armeniaand Azerbaijan would meet and that he commends it Secretary Lee spoke 😀 later."
SPACE = Seam(TEXT.index("and Azerbaijan"))
END = Seam(TEXT.index("Secretary"), end=True)


@pytest.fixture
def canvas(qtbot: QtBot) -> ArticleCanvas:
    made = ArticleCanvas()
    qtbot.addWidget(made)
    made.resize(760, 400)
    made.show()
    made.show_article(TEXT, (SPACE.at,))
    made.set_seams((SPACE, END))
    made.tip_of = lambda at: f"tip {at}" if at >= 0 else ""
    return made


def sign(canvas: ArticleCanvas, seam: Seam) -> QPoint:
    """The middle of a sign in the viewport."""
    column = canvas.column
    piece = column.positions.piece_at(seam.at)
    (place,) = [p for p in canvas._scene.plan(piece).seams if p.seam.at == seam.at]
    middle = seam_box(place, column.top(piece), column.measures).center()
    return (middle + QPointF(canvas.origin())).toPoint()


def picture(canvas: ArticleCanvas, *seams: Seam, now: int = -1) -> QImage:
    canvas.set_seams(seams)
    canvas.set_seam_now(now)
    return canvas.grab().toImage()


def test_every_kind_and_state_of_a_sign_has_its_own_form(canvas: ArticleCanvas) -> None:
    seen = [
        picture(canvas),
        picture(canvas, SPACE),
        picture(canvas, SPACE._replace(refused=True)),
        picture(canvas, SPACE, now=SPACE.at),
        picture(canvas, SPACE._replace(end=True)),
        picture(canvas, END),
        picture(canvas, END._replace(refused=True)),
    ]
    assert all(one != other for k, one in enumerate(seen) for other in seen[:k])


def test_a_sign_stands_between_its_words_and_an_end_behind_the_word(canvas: ArticleCanvas) -> None:
    for seam, before in ((SPACE, "Armenia"), (END, "it ")):
        start = seam.at - len(before)
        word = canvas.rect_of(Span(start, start + len(before.rstrip())))
        assert abs(sign(canvas, seam).x() - word.right()) <= 6
        assert word.top() < sign(canvas, seam).y() <= word.bottom() + 6


def test_pressing_a_sign_tells_its_place_and_pressing_the_word_does_not(
    canvas: ArticleCanvas, qtbot: QtBot
) -> None:
    told: list[object] = []
    canvas.seam_pressed.connect(told.append)
    canvas.word_pressed.connect(told.append)
    for seam in (SPACE, END):
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=sign(canvas, seam))
    assert told == [SPACE.at, END.at]
    word = Span(TEXT.index("would"), TEXT.index("would") + 5)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.rect_of(word).center())
    assert told[2:] == [WordPressed(word)]


def test_the_pointer_is_a_hand_on_a_sign(canvas: ArticleCanvas) -> None:
    QTest.mouseMove(canvas.viewport(), sign(canvas, SPACE))
    assert canvas.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # the offscreen platform, of every tip
def test_a_tip_says_what_is_read_there_and_only_there(canvas: ArticleCanvas, qtbot: QtBot) -> None:
    view = canvas.viewport()
    for where, tip in ((sign(canvas, END), f"tip {END.at}"), (QPoint(700, 380), "")):
        event = QHelpEvent(QHelpEvent.Type.ToolTip, where, view.mapToGlobal(where))
        QApplication.sendEvent(view, event)
        qtbot.waitUntil(lambda tip=tip: (QToolTip.text() if QToolTip.isVisible() else "") == tip)  # type: ignore[misc]


def test_signs_out_of_view_are_neither_planned_nor_painted(qtbot: QtBot) -> None:
    paragraph = TEXT + "\n"
    canvas = ArticleCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(760, 400)
    canvas.show()
    canvas.show_article(paragraph * 2_000)
    canvas.set_seams([Seam(k * len(paragraph) + SPACE.at) for k in range(2_000)])
    canvas.grab()
    plans = canvas._scene._plans
    seen = canvas.visible_pieces()
    assert [place.seam.at for piece in seen for place in plans[piece].seams]
    assert len(plans) <= len(seen) + 2
