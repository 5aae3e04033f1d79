"""The looks of the codebook on the screen: told apart without colour, on the tree, cards and lanes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from core.app.commands.code import AddCoding
from core.app.commands.codebook import ReviseCodebook
from core.app.commands.corpus import ImportArticles
from core.domain.codebook import Category, Codebook
from core.domain.codebook_checks import PATTERNS
from core.domain.codebook_editing import edited
from core.domain.codebook_edits import PutCategory
from core.domain.coding import Layer
from gui.app import App
from gui.qt.looks import look, paint_swatch, wear
from gui.qt.tokens import DARK, LIGHT, Tokens
from gui.viewmodels.contrast import GRAPHIC, ratio, readable
from gui.viewmodels.looks import Look
from tests.build import an_article, span_of

CODE, ORANGE = "cap:1921", "#FF7F0E"


@pytest.fixture(autouse=True)
def _bare() -> Iterator[None]:
    yield
    wear(None)


def swatch(pattern: str, tokens: Tokens) -> QImage:
    image = QImage(24, 24, QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.pane))
    painter = QPainter(image)
    paint_swatch(painter, QRectF(2, 2, 20, 20), Look("#808080", pattern), tokens)
    painter.end()
    return image


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_patterns_are_told_apart_without_colour(qtbot: QtBot, tokens: Tokens) -> None:
    grey = {p: swatch(p, tokens).convertToFormat(QImage.Format.Format_Grayscale8) for p in PATTERNS}
    for one, other in combinations(PATTERNS, 2):
        assert grey[one] != grey[other], (one, other)


def near(image: QImage, colour: str) -> int:
    """How many pixels have the colour, give or take the softening of edges."""
    places = ((x, y) for y in range(image.height()) for x in range(image.width()))
    return sum(_apart(image.pixelColor(x, y), QColor(colour)) < 24 for x, y in places)


def _apart(one: QColor, other: QColor) -> int:
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return sum(abs(a - b) for a, b in parts)


def _revision(book: Codebook, changed: Category) -> ReviseCodebook:
    draft = edited(book, [PutCategory(Layer.TOPIC, changed)])
    return ReviseCodebook(book.version, draft, "", frozenset())


def test_the_desk_wears_the_colours_of_the_codebook(app: App, project: str, qtbot: QtBot) -> None:
    app.start(project)
    opened = app.program.project.value
    assert opened is not None
    assert app.desk is not None
    workspace, article = opened.workspace, an_article()
    workspace.execute(ImportArticles((article,)))
    opened.desk.open(article.id)
    workspace.execute(AddCoding(article.id, Layer.TOPIC, CODE, (span_of("Armenia"),)))
    assert look(Layer.TOPIC, CODE) is None
    book = workspace.state.codebook
    category = book.category(Layer.TOPIC, CODE)
    assert category is not None
    changed = replace(category, colour=ORANGE, pattern="solid")
    app.trigger("view.topics")
    canvas = app.desk.text.canvas
    shade = readable(ORANGE, LIGHT.pane)
    assert ratio(shade, LIGHT.pane) >= GRAPHIC > ratio(ORANGE, LIGHT.pane)
    assert near(canvas.viewport().grab().toImage(), shade) == 0
    workspace.execute(_revision(book, changed))
    assert look(Layer.TOPIC, CODE) == Look(ORANGE, "solid")
    qtbot.waitUntil(lambda: near(canvas.viewport().grab().toImage(), shade) > 0)
    cards = app.desk.cards.cards
    qtbot.waitUntil(lambda: near(cards.viewport().grab().toImage(), shade) > 0)
    opened.desk.topics.search(category.label)
    [tree] = app.desk.cards.topics().findChildren(QListView)
    qtbot.waitUntil(lambda: near(tree.viewport().grab().toImage(), shade) > 0)
    app.program.close()
    assert look(Layer.TOPIC, CODE) is None
