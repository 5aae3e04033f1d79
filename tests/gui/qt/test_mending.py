"""Lines painted over where they changed look as if all had been painted anew, and the window shows them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.coding import Layer
from core.domain.text import Span
from gui.qt.canvas import ArticleCanvas
from gui.qt.canvas_column import Measures
from gui.qt.lanes import Fragment
from gui.qt.mending import changed_rows, only, region_of, rows_of
from gui.qt.paint_plan import PiecePlan, Strip
from gui.qt.sheets import Ground
from gui.viewmodels.views import Mark, State

TEXT = "\n\n".join(
    " ".join(
        f"Ilham Aliyev met envoy {n} of Armenia and spoke of peace at border {n}." for n in range(at, at + 5)
    )
    for at in (0, 5, 10)
)
UNITS = tuple(f"u{n}" for n in range(4))


@pytest.fixture
def canvas(qtbot: QtBot) -> ArticleCanvas:
    made = ArticleCanvas()
    qtbot.addWidget(made)
    made.resize(620, 520)
    made.show_article(TEXT)
    made.show()
    qtbot.waitExposed(made)
    return made


spans = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 200)).map(
    lambda pair: Span(pair[0], min(sum(pair), len(TEXT)))
)
marks = st.builds(
    Mark,
    st.sampled_from(UNITS),
    st.sampled_from(Layer),
    st.sampled_from(("PERSON", "GPE", "1901")),
    st.lists(spans, min_size=1, max_size=2, unique=True).map(tuple),
    st.sampled_from(State),
    st.sampled_from(("unit", "cue", "source")),
)
steps = st.one_of(
    st.tuples(st.just("marks"), st.lists(marks, max_size=7)),
    st.tuples(st.just("current"), st.sampled_from(("", *UNITS))),
    st.tuples(st.just("evidence"), st.lists(spans, max_size=2)),
    st.tuples(st.just("candidates"), st.lists(spans, max_size=2)),
    st.tuples(st.just("found"), st.lists(spans, max_size=2)),
)


def take(canvas: ArticleCanvas, step: tuple[str, object]) -> None:
    name, value = step
    getattr(canvas, f"set_{name}")(tuple(value) if isinstance(value, list) else value)


def frame(canvas: ArticleCanvas) -> QImage:
    """What the window shows of the text, not painted for the occasion."""
    view = canvas.viewport()
    at = view.mapTo(canvas, view.rect().topLeft())
    shot = canvas.screen().grabWindow(canvas.winId()).toImage()
    return shot.copy(QRect(at, view.size())).convertToFormat(QImage.Format.Format_RGB32)


def afresh(canvas: ArticleCanvas) -> QImage:
    """The same, all of it painted anew."""
    canvas._scene.forget()
    return canvas.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(steps, min_size=1, max_size=6))
def test_what_was_mended_looks_as_if_painted_anew(
    canvas: ArticleCanvas, acts: list[tuple[str, object]]
) -> None:
    for act in acts:
        take(canvas, act)
        QApplication.processEvents()
        QApplication.processEvents()
    assert frame(canvas) == afresh(canvas)


def strip(row: int, unit: str, state: State = State.SUGGESTED) -> Strip:
    mark = Mark(unit, Layer.MENTION, "ORG", (Span(0, 3),), state)
    return Strip(row, 0.0, 30.0, Fragment(0, 3, mark, 0), 0, first=True, last=True)


def test_lines_are_told_by_what_is_drawn_on_them() -> None:
    before = PiecePlan(mentions=[strip(0, "a"), strip(2, "b"), strip(5, "c")])
    after = PiecePlan(mentions=[strip(0, "a"), strip(2, "b", State.CONFIRMED)], hidden={7: ("d",)})
    assert changed_rows(before, after) == {2, 5, 7}
    assert changed_rows(before, before) == set()
    assert rows_of(before, "b") == {2}
    assert rows_of(before, "") == set()
    assert [s.row for s in only(before, {1}).mentions] == [0, 2]


def test_the_region_of_a_line_reaches_over_its_edges() -> None:
    m = Measures.of(16)
    region = region_of({2}, 10.0, m, Ground(-20, 300, 1.0))
    assert region.boundingRect() == QRect(-20, 10 + 2 * round(m.line) - 7, 300, round(m.line) + 14)
