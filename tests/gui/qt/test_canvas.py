"""The canvas shows the article as it is, brings things into view calmly, and paints only what shows."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.domain.coding import Layer
from core.domain.text import Span
from core.text.canonical import canonical
from core.text.places import resource
from gui.qt.canvas import ArticleCanvas
from gui.qt.canvas_scroll import EYE
from gui.qt.canvas_voice import place_in_words, unit_in_words
from gui.qt.theme import apply_theme
from gui.qt.tokens import LIGHT
from gui.viewmodels.views import Mark, State

SAMPLE = canonical(resource("samples", "azernews.txt").read_text(encoding="utf-8"))
LONG = "\n\n".join(
    f"Paragraph {n}. " + "The ministers met again in spring. " * (n % 7 + 1) for n in range(300)
)


def spans_of(text: str, words: str) -> tuple[Span, ...]:
    out, at = [], text.find(words)
    while at >= 0:
        out.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return tuple(out)


@pytest.fixture
def canvas(qtbot: QtBot) -> ArticleCanvas:
    made = ArticleCanvas()
    qtbot.addWidget(made)
    made.resize(760, 600)
    made.show()
    return made


def pixels(canvas: ArticleCanvas) -> QImage:
    return canvas.viewport().grab().toImage()


def count(image: QImage, colour: str) -> int:
    wanted = QColor(colour).rgb()
    return sum(image.pixel(x, y) == wanted for y in range(image.height()) for x in range(image.width()))


def test_every_character_comes_back_from_where_it_is_drawn(canvas: ArticleCanvas) -> None:
    canvas.show_article(SAMPLE)
    column = canvas.column
    for at, character in enumerate(SAMPLE):
        if character.strip():
            (rect,) = column.rects(Span(at, at + 1))
            assert column.position_at(rect.center(), nearest=False) == at


_BITS = st.sampled_from(
    [
        "peace ",
        "Baku",
        " ",
        "\n",
        "😀",
        "👩\u200d🚀 ",
        "e\u0301",
        "שלום ",
        "مرحبا",
        "\xa0",
        "\u200f",
        "\ufffd",
        "𐍈",
        "\t",
    ]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(_BITS, min_size=1, max_size=80).map("".join))
def test_the_caret_goes_to_the_screen_and_back(canvas: ArticleCanvas, text: str) -> None:
    canvas.show_article(text)
    column = canvas.column
    for at in range(len(text) + 1):
        box = column.caret(at)
        back = column.position_at(QPointF(box.x(), box.center().y()))
        assert 0 <= back <= len(text)
        if back != at:  # two places look alike: inside a cluster, or where the direction changes
            same_spot = column.caret(back).topLeft() == box.topLeft()
            assert same_spot or column.positions.has_two_ways(column.positions.piece_at(at))


def test_a_line_holds_at_most_seventy_five_characters(canvas: ArticleCanvas) -> None:
    canvas.resize(1600, 700)
    canvas.show_article(SAMPLE)
    column = canvas.column
    lengths = [b - a for p in range(len(column.positions)) for a, b in column.laid(p).ranges]
    assert max(lengths) <= 80
    full = [b - a for p in range(len(column.positions)) for a, b in column.laid(p).ranges[:-1]]
    assert 60 <= sum(full) / len(full) <= 75


def test_text_does_not_move_when_marks_come(canvas: ArticleCanvas) -> None:
    canvas.show_article(SAMPLE)
    before = [canvas.rect_of(span) for span in spans_of(SAMPLE, "Azerbaijan")]
    marks = tuple(
        Mark(f"m{n}", layer, "GPE", (span,), State.CONFIRMED)
        for layer in (Layer.MENTION, Layer.STATEMENT, Layer.EVENT)
        for n, span in enumerate(spans_of(SAMPLE, "Azerbaijan"))
    )
    canvas.set_marks(marks)
    canvas.viewport().repaint()
    assert [canvas.rect_of(span) for span in spans_of(SAMPLE, "Azerbaijan")] == before


@pytest.mark.parametrize(
    ("layer", "colour"),
    [
        (Layer.MENTION, LIGHT.place.ground),
        (Layer.STATEMENT, LIGHT.statement),
        (Layer.TOPIC, LIGHT.topic),
        (Layer.EVENT, LIGHT.event),
    ],
)
def test_each_layer_is_drawn_and_taken_away(canvas: ArticleCanvas, layer: Layer, colour: str) -> None:
    canvas.set_zoom(2)
    canvas.show_article(SAMPLE)
    span = spans_of(SAMPLE, "made a phonecall")[0]
    canvas.set_marks((Mark("u", layer, "GPE", (span,), State.CONFIRMED),))
    assert count(pixels(canvas), colour) > 50
    canvas.set_marks(())
    assert count(pixels(canvas), colour) == 0


def test_states_differ_by_form_not_by_colour_alone(canvas: ArticleCanvas) -> None:
    canvas.set_zoom(2)
    canvas.show_article(SAMPLE)
    span = spans_of(SAMPLE, "Antony Blinken")[0]
    for layer in (Layer.MENTION, Layer.STATEMENT, Layer.EVENT, Layer.TOPIC):
        pictures = []
        for state in (State.SUGGESTED, State.CONFIRMED, State.FIXED):
            canvas.set_marks((Mark("u", layer, "PERSON", (span,), state),))
            pictures.append(pixels(canvas).convertToFormat(QImage.Format.Format_Grayscale8))
        canvas.set_current("u")
        pictures.append(pixels(canvas).convertToFormat(QImage.Format.Format_Grayscale8))
        canvas.set_current("")
        same = [one == other for n, one in enumerate(pictures) for other in pictures[n + 1 :]]
        assert same.count(True) == 0


def test_units_on_the_same_words_are_all_visible(canvas: ArticleCanvas) -> None:
    canvas.set_zoom(2)
    canvas.show_article(SAMPLE)
    span = spans_of(SAMPLE, "made a phonecall")[0]
    amounts = []
    for units in range(1, 5):
        marks = [Mark(f"s{n}", Layer.STATEMENT, "x", (span,), State.CONFIRMED) for n in range(units)]
        canvas.set_marks(marks)
        amounts.append(count(pixels(canvas), LIGHT.statement))
    assert all(more > 1.2 * less for less, more in pairwise(amounts))


def test_the_dark_theme_is_painted_as_soon_as_it_is_worn(canvas: ArticleCanvas, qapp: QApplication) -> None:
    canvas.show_article(SAMPLE)
    tokens = apply_theme(qapp, "dark")
    assert pixels(canvas).pixelColor(3, 300).name().upper() == tokens.pane


def test_reveal_brings_words_to_the_eyes_line_and_leaves_them_there(canvas: ArticleCanvas) -> None:
    canvas.show_article(LONG)
    span = spans_of(LONG, "Paragraph 211")[0]
    canvas.reveal(span)
    top = canvas.rect_of(span).top()
    assert abs(top - EYE * canvas.viewport().height()) < 40
    near = spans_of(LONG, "Paragraph 212")[0]
    value = canvas.verticalScrollBar().value()
    canvas.reveal(near)
    assert canvas.verticalScrollBar().value() == value
    canvas.reveal(Span(0, 4))
    assert canvas.verticalScrollBar().value() == 0


def test_the_last_words_can_be_read_well_above_the_edge(canvas: ArticleCanvas) -> None:
    canvas.show_article(LONG)
    canvas.reveal(Span(len(LONG) - 5, len(LONG)))
    assert canvas.rect_of(Span(len(LONG) - 5, len(LONG))).bottom() < 0.8 * canvas.viewport().height()


def test_scrolling_up_into_text_never_seen_moves_smoothly(canvas: ArticleCanvas) -> None:
    canvas.show_article(LONG)
    canvas.reveal(spans_of(LONG, "Paragraph 250")[0])
    watched = spans_of(LONG, "Paragraph 250")[0]
    bar = canvas.verticalScrollBar()
    for _ in range(6):
        before = canvas.rect_of(watched).top()
        bar.setValue(bar.value() - 50)
        assert abs(canvas.rect_of(watched).top() - before - 50) <= 1


def test_asking_for_what_is_out_of_view_moves_nothing(canvas: ArticleCanvas) -> None:
    canvas.show_article(LONG)
    bar = canvas.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    watched = Span(canvas.column.position_at(canvas.to_text(QPoint(100, 200))), len(LONG))
    watched = Span(watched.start, watched.start + 1)
    before = canvas.rect_of(watched).top()
    above = spans_of(LONG, "Paragraph 6. ")[0]
    for _ in range(3):
        assert canvas.rect_of(above).bottom() < 0
        canvas.set_marks((Mark("m", Layer.MENTION, "GPE", (above,), State.SUGGESTED),))
        canvas.set_current("m")
        assert abs(canvas.rect_of(watched).top() - before) <= 1
        above = spans_of(LONG, "Paragraph 9")[0]


def test_end_of_the_bar_is_the_end_of_the_text(canvas: ArticleCanvas) -> None:
    canvas.show_article(LONG)
    bar = canvas.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() == bar.maximum()
    bottom = canvas.rect_of(Span(len(LONG) - 5, len(LONG))).bottom()
    assert 0.5 * canvas.viewport().height() < bottom < canvas.viewport().height()


def test_zoom_keeps_the_words_in_view(canvas: ArticleCanvas) -> None:
    canvas.show_article(LONG)
    span = spans_of(LONG, "Paragraph 150")[0]
    canvas.reveal(span)
    canvas.set_zoom(1.5)
    assert 0 < canvas.rect_of(span).top() < canvas.viewport().height()
    canvas.set_width(50)
    assert 0 < canvas.rect_of(span).top() < canvas.viewport().height()


def test_viewed_is_told_when_things_move(canvas: ArticleCanvas) -> None:
    canvas.show_article(LONG)
    told: list[int] = []
    canvas.viewed.connect(lambda: told.append(1))
    canvas.verticalScrollBar().setValue(400)
    assert len(told) == 1
    canvas.resize(600, 500)
    assert len(told) >= 2


def test_only_what_shows_is_laid_out_and_planned(canvas: ArticleCanvas) -> None:
    canvas.show_article(LONG)
    canvas.set_marks(
        tuple(
            Mark(f"m{n}", Layer.MENTION, "PERSON", (s,), State.SUGGESTED)
            for n, s in enumerate(spans_of(LONG, "met"))
        )
    )
    canvas.viewport().repaint()
    exact = sum(
        bool(LONG.split("\n")[p]) and canvas.column.is_exact(p) for p in range(len(canvas.column.positions))
    )
    assert exact < 20


def test_one_paragraph_of_a_hundred_thousand_words_does_not_freeze(canvas: ArticleCanvas) -> None:
    text = "The ministers met again in spring. " * 16_700
    start = time.process_time()
    canvas.show_article(text)
    canvas.viewport().repaint()
    canvas.reveal(Span(len(text) // 2, len(text) // 2 + 3))
    canvas.viewport().repaint()
    assert time.process_time() - start < 1.0  # a loose bound: tests/benchmarks has the ratio
    assert canvas.rect_of(Span(len(text) // 2, len(text) // 2 + 3)).top() > 0


def test_right_to_left_paragraphs_stand_at_the_right(canvas: ArticleCanvas) -> None:
    text = "Short.\nשלום עולם Baku."
    canvas.show_article(text)
    first, last = canvas.rect_of(spans_of(text, "שלום")[0]), canvas.rect_of(spans_of(text, "Baku")[0])
    assert first.right() > canvas.origin().x() + canvas.column.width - 5
    assert last.right() < first.left()


def test_words_against_the_direction_of_their_line_are_covered_whole(canvas: ArticleCanvas) -> None:
    text = "אמר כי Armenia and Azerbaijan ייפגשו"
    canvas.show_article(text)
    rect = canvas.rect_of(spans_of(text, "Armenia")[0])
    letters = [canvas.rect_of(Span(at, at + 1)) for at in range(7, 14)]
    assert min(letter.left() for letter in letters) <= rect.left() + 1
    assert rect.width() >= sum(letter.width() for letter in letters) - len(letters) * 2
    assert canvas.rect_of(Span(7, 8)).width() > 5


def test_focus_shows(canvas: ArticleCanvas, qtbot: QtBot) -> None:
    canvas.show_article(SAMPLE)
    canvas.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    assert pixels(canvas).pixelColor(1, 300).name().upper() == LIGHT.accent
    canvas.clearFocus()
    assert pixels(canvas).pixelColor(1, 300).name().upper() == LIGHT.pane


def test_a_screen_reader_hears_the_current_unit() -> None:
    text = "Aliyev said that peace is near."
    marks = (
        Mark("s", Layer.STATEMENT, "statement", (Span(12, 30),), State.SUGGESTED),
        Mark("s", Layer.STATEMENT, "statement", (Span(7, 11),), State.SUGGESTED, "cue"),
    )
    assert unit_in_words(marks, text) == "that peace is near, statement, suggested, cue: said"
    assert unit_in_words((), text) == ""
    assert place_in_words(2, (), text, ()) == "Aliyev"
    assert place_in_words(2, (Span(0, 11),), text, ()) == "Aliyev said"
    assert place_in_words(len(text), (), text, ()) == ""


def test_announcements_do_no_harm_when_somebody_listens(canvas: ArticleCanvas) -> None:
    QAccessible.setActive(True)
    try:
        canvas.show_article(SAMPLE)
        span = spans_of(SAMPLE, "Ilham Aliyev")[0]
        canvas.set_marks((Mark("m", Layer.MENTION, "PERSON", (span,), State.SUGGESTED),))
        canvas.set_current("m")
        assert canvas.current == "m"
        assert canvas.accessibleName()
        assert SAMPLE.startswith(canvas.accessibleDescription())
    finally:
        QAccessible.setActive(False)


def test_an_empty_article_is_shown_and_pressed_without_harm(canvas: ArticleCanvas, qtbot: QtBot) -> None:
    for text in ("", "\n", "\n\n\n"):
        canvas.show_article(text)
        canvas.viewport().repaint()
        assert canvas.column.position_at(QPointF(QPoint(50, 50))) <= len(text)
        canvas.set_caret_mode(on=True)
        canvas.copy()
