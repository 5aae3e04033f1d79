"""The panel that searches all articles, by keys and by mouse."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem

from core.app.commands.corpus import ImportArticles
from core.domain.article import Article
from core.text.canonical import sha256_of
from gui.panels.search_panel import SearchPanel
from gui.qt.search_rows import HEIGHT, where_of
from tests.build import span_of
from tests.gui.panels.conftest import Stage
from tests.gui.viewmodels.kit import HeldJobs

OTHER = "Azerbaijan and Georgia talk. " * 30 + "The talks go on in Tbilisi."


@pytest.fixture
def search(stage: Stage) -> SearchPanel:
    """The panel, opened by its action, over two articles."""
    heads = {"title": "Talks in Tbilisi", "source": "Azernews"}
    other = replace(Article("article-2", OTHER, sha256_of(OTHER), position=2), **heads)  # type: ignore[arg-type]
    stage.desk.session.workspace.execute(ImportArticles((other,)))
    assert stage.panel.act("edit.find_all")
    return stage.panel.search()


def answer(stage: Stage) -> None:
    cast(HeldJobs, stage.desk.search._jobs).finish()


def typed(stage: Stage, search: SearchPanel, text: str) -> None:
    stage.type(text, search.field)
    stage.qtbot.waitUntil(lambda: stage.desk.search.view.value.typed == text)
    answer(stage)


def test_it_takes_the_place_of_the_list_and_gives_it_back(stage: Stage, search: SearchPanel) -> None:
    assert (stage.focused, search.isVisible(), stage.panel.work.isVisible()) == (search.field, True, False)
    stage.press(Qt.Key.Key_Escape, on=search.field)
    assert (search.isVisible(), stage.panel.work.isVisible()) == (False, True)
    assert stage.focused is stage.panel.text.canvas


def test_searching_the_list_shows_the_list(stage: Stage, search: SearchPanel) -> None:
    assert stage.panel.act("list.search")
    assert stage.focused is stage.panel.work.search
    assert not search.isVisible()


def test_results_come_as_one_types_and_enter_opens_at_the_hit(stage: Stage, search: SearchPanel) -> None:
    assert search.syntax.isVisible()
    typed(stage, search, "azerbaijan")
    assert [hit.article_id for hit in search.model.rows] == ["article-2", "article-1"]
    assert search.said.text() == "2 articles"
    assert (search.list.isVisible(), search.syntax.isVisible()) == (True, False)
    stage.press(Qt.Key.Key_Down, Qt.Key.Key_Down, on=search.field)
    assert search.list.currentIndex().row() == 1
    stage.press(Qt.Key.Key_Up, on=search.field)
    assert search.list.currentIndex().row() == 0
    stage.press(Qt.Key.Key_Return, on=search.field)
    assert stage.desk.session.article_id == "article-2"
    assert stage.focused is stage.panel.text.canvas
    bar = stage.panel.text.finder()
    assert (bar.isVisible(), bar.field.text(), bar.count.text()) == (True, "azerbaijan", "1 of 30")


def test_opening_scrolls_to_the_words(stage: Stage, search: SearchPanel) -> None:
    typed(stage, search, '"the talks"')
    stage.press(Qt.Key.Key_Return, on=search.field)
    canvas = stage.panel.text.canvas
    place = canvas.rect_of(span_of("The talks", OTHER))
    assert canvas.viewport().rect().contains(place.center())
    assert stage.desk.find.view.value.spans == (span_of("The talks", OTHER),)


def test_enter_at_once_opens_the_best_when_it_comes(stage: Stage, search: SearchPanel) -> None:
    stage.type("tbilisi", search.field)
    stage.press(Qt.Key.Key_Return, on=search.field)
    assert stage.desk.session.article_id == "article-1"
    answer(stage)
    assert stage.desk.session.article_id == "article-2"


def test_typing_on_takes_the_enter_back(stage: Stage, search: SearchPanel) -> None:
    stage.type("tbilisi", search.field)
    stage.press(Qt.Key.Key_Return, on=search.field)
    stage.type(" zebra", search.field)
    answer(stage)
    assert stage.desk.session.article_id == "article-1"


def test_a_press_opens_too(stage: Stage, search: SearchPanel) -> None:
    typed(stage, search, "tbilisi")
    stage.click(search.list.viewport(), search.list.visualRect(search.model.index(0)).center())
    assert stage.desk.session.article_id == "article-2"
    assert stage.focused is stage.panel.text.canvas


def test_what_is_wrong_stands_over_the_list(stage: Stage, search: SearchPanel) -> None:
    stage.type("author:smith", search.field)
    stage.qtbot.waitUntil(lambda: bool(search.said.text()))
    assert search.said.text().startswith("“author:” is nothing one can look in")
    assert search.said.property("kind") == "bad"
    assert not search.keep.isEnabled()


def test_the_list_is_limited_to_what_was_found(stage: Stage, search: SearchPanel) -> None:
    typed(stage, search, "tbilisi")
    stage.click(search.keep)
    work, found = stage.panel.work, stage.panel.found
    assert [row.article_id for row in work.model.rows] == ["article-2"]
    assert (work.isVisible(), found.isVisible(), found.said.text()) == (
        True,
        True,
        "Only what was found for: tbilisi",
    )
    stage.click(found.all)
    assert len(work.model.rows) == 2
    assert not found.isVisible()


def test_rows_are_told_and_painted_with_their_hits(stage: Stage, search: SearchPanel) -> None:
    typed(stage, search, "title:tbilisi")
    index = search.model.index(0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Talks in Tbilisi, in the title · Azernews, Azerbaijan and")
    assert where_of(index.data(Qt.ItemDataRole.UserRole)) == "in the title · Azernews"
    marked, plain = (_painted(search, index) for index in _with_and_without(stage, search))
    assert marked != plain


def _with_and_without(stage: Stage, search: SearchPanel) -> tuple[object, object]:
    hit = search.model.rows[0]
    search.model.set_rows((hit, replace(hit, title_marks=())))
    return search.model.index(0), search.model.index(1)


def _painted(search: SearchPanel, index: object) -> bytes:
    picture = QPixmap(300, HEIGHT)
    picture.fill(Qt.GlobalColor.white)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 300, HEIGHT)
    option.font = QFont()
    painter = QPainter(picture)
    search.list.itemDelegate().paint(painter, option, index)  # type: ignore[arg-type]
    painter.end()
    return bytes(picture.toImage().constBits())
