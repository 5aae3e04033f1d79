"""Pictures kept of what was painted: made anew when it looks otherwise, and let go when it is out of view."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from core.domain.coding import Layer
from core.domain.text import Span
from gui.qt.canvas import ArticleCanvas
from gui.qt.sheets import MOST, Ground, Look, Sheets
from gui.viewmodels.views import Mark, State

GROUND = Ground(5, 40, 1.0)


class Brush:
    """Paints a bar in a colour; counts how often."""

    def __init__(self) -> None:
        self.strokes = 0

    def __call__(self, painter: QPainter) -> None:
        self.strokes += 1
        painter.fillRect(QRectF(10, 20, 8, 4), QColor("#ff0000"))


def put(sheets: Sheets, brush: Brush, plan: object, state: str = "") -> QImage:
    """What it looks like when painted so."""
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#0000ff"))
    painter = QPainter(image)
    sheets.put(painter, 1, Look(plan, state, "tokens", GROUND), (15.0, 20.0), brush, QColor("#ffffff"))
    painter.end()
    return image


def test_a_picture_stands_where_the_thing_stands_and_is_painted_once(qtbot: QtBot) -> None:
    sheets, brush, plan = Sheets(), Brush(), object()
    first, again = put(sheets, brush, plan), put(sheets, brush, plan)
    assert brush.strokes == 1
    assert first == again
    said = [first.pixelColor(x, y).name() for x, y in ((12, 21), (6, 16), (2, 16), (12, 40))]
    assert said == ["#ff0000", "#ffffff", "#0000ff", "#0000ff"]


def test_what_looks_otherwise_or_was_out_of_view_is_painted_anew(qtbot: QtBot) -> None:
    sheets, brush, plan = Sheets(), Brush(), object()
    put(sheets, brush, plan)
    put(sheets, brush, plan, "current")
    put(sheets, brush, object(), "current")
    sheets.keep({2})
    put(sheets, brush, plan)
    assert brush.strokes == 4


def test_no_picture_is_kept_where_pixels_would_be_mixed_or_too_many(qtbot: QtBot) -> None:
    sheets = Sheets()
    assert sheets.fits(GROUND, 15.0, 20.0)
    assert not sheets.fits(GROUND, 15.5, 20.0)
    assert not sheets.fits(Ground(0, 40, 1.25), 15.0, 20.0)
    assert not sheets.fits(GROUND, 0.0, MOST / 40 + 1)


def test_a_text_shows_each_change_though_pictures_of_it_are_kept(qtbot: QtBot) -> None:
    canvas = ArticleCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(700, 400)
    canvas.show_article("Ilham Aliyev met Blinken.\nThey spoke of peace.")
    bare = canvas.grab().toImage()
    mark = Mark("u", Layer.MENTION, "PERSON", (Span(0, 12),), State.SUGGESTED, "unit", "P")
    looks = [bare]
    acts: tuple[Callable[[], None], ...] = (
        lambda: canvas.set_marks((mark,)),
        lambda: canvas.set_current("u"),
        lambda: canvas.set_evidence((Span(13, 16),)),
        lambda: canvas.set_found((Span(26, 30),), 0),
        lambda: canvas.set_candidates((Span(17, 24),), 0),
    )
    for act in acts:
        act()
        looks.append(canvas.grab().toImage())
        assert looks[-1] not in looks[:-1]
    canvas.set_candidates(())
    canvas.set_found(())
    canvas.set_evidence(())
    canvas.set_current("")
    assert canvas.grab().toImage() == looks[1]
    canvas.set_marks(())
    assert canvas.grab().toImage() == bare
