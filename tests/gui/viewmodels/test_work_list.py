"""The work list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.app.commands.corpus import ImportArticles
from core.domain.coding import Missing
from gui.qt.models import WorkModel
from gui.viewmodels import work_list
from gui.viewmodels.desk import DeskViewModel
from tests.build import an_article
from tests.core.app.commands.kit import a_set, a_workspace, standard
from tests.gui.viewmodels.kit import ARMENIA, NAME, a_desk, closed


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskViewModel]:
    one = an_article()
    more = [
        an_article(f"Talks in Baku, day {n}.", id=f"article-{n}", title=f"Day {n}", position=n)
        for n in (2, 3)
    ]
    with closed(a_desk(a_workspace(tmp_path, one, *more, found=(a_set(one, *standard()),)))) as made:
        yield made


def shown(desk: DeskViewModel) -> list[tuple[str, str, bool]]:
    return [(row.title, row.progress, row.current) for row in desk.work.rows.value]


def test_the_list_stands_before_anything_is_open(desk: DeskViewModel) -> None:
    assert shown(desk) == [
        ("Blinken calls Aliyev", "new", False),
        ("Day 2", "new", False),
        ("Day 3", "new", False),
    ]
    assert desk.work.total.value == 3


def test_the_open_articles_line_follows_every_act(desk: DeskViewModel) -> None:
    desk.work.open("article-1")
    desk.review.accept(NAME)
    desk.review.reject(ARMENIA)
    assert shown(desk)[0] == ("Blinken calls Aliyev", "2 / 8", True)
    desk.undo()
    assert shown(desk)[0] == ("Blinken calls Aliyev", "1 / 8", True)


def test_a_line_keeps_what_was_done_when_another_article_opens(desk: DeskViewModel) -> None:
    desk.work.open("article-1")
    desk.review.accept(NAME)
    desk.set_metadata(title="Aliyev is called")
    desk.open("article-2")
    assert shown(desk)[:2] == [("Aliyev is called", "1 / 8", False), ("Day 2", "new", True)]
    there = shown(desk)
    desk.work.refresh()
    assert shown(desk) == there


def test_an_act_touches_the_line_of_its_article_alone(desk: DeskViewModel) -> None:
    desk.work.open("article-1")
    before = desk.work.rows.value
    desk.review.accept(NAME)
    after = desk.work.rows.value
    assert [a is b for a, b in zip(before, after, strict=True)] == [False, True, True]


def test_an_undo_elsewhere_shows_on_the_other_line(desk: DeskViewModel) -> None:
    desk.open("article-2")
    desk.answers.answer("article", Missing.NOT_CODABLE)
    assert desk.complete()
    desk.open("article-3")
    assert shown(desk)[1] == ("Day 2", "✓ complete", False)
    desk.undo()
    assert shown(desk)[1] == ("Day 2", "in progress", False)


def test_search_filter_and_order(desk: DeskViewModel) -> None:
    desk.work.search("Baku")
    assert [title for title, _, _ in shown(desk)] == ["Day 2", "Day 3"]
    desk.work.sort("-title")
    assert [title for title, _, _ in shown(desk)] == ["Day 3", "Day 2"]
    desk.work.search("")
    desk.work.filter("complete")
    assert shown(desk) == []


def test_pages_come_when_asked_for(desk: DeskViewModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_list, "PAGE", 2)
    desk.work.refresh()
    assert len(shown(desk)) == 2
    assert desk.work.more()
    assert len(shown(desk)) == 3
    assert not desk.work.more()


def test_imported_articles_appear(desk: DeskViewModel) -> None:
    new = an_article("A new text.", id="article-9", title="New", position=9)
    desk.session.run(ImportArticles((new,)))
    assert shown(desk)[-1] == ("New", "new", False)
    assert desk.work.total.value == 4


def test_a_list_that_fills_is_read_now_and_then_and_at_the_end(
    desk: DeskViewModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(work_list, "monotonic", lambda: now[0])
    desk.work.fill(begins=True)

    def come(n: int) -> int:
        article = an_article(f"News {n}.", id=f"news-{n}", title=f"News {n}", position=n)
        desk.session.workspace.execute(ImportArticles((article,)))
        return len(shown(desk))

    assert [come(4), come(5)] == [4, 4]
    now[0] += 1
    assert come(6) == 6
    assert come(7) == 6
    desk.work.fill(begins=False)
    assert [len(shown(desk)), come(8)] == [7, 8]


def test_the_next_article_is_one_that_is_not_complete(desk: DeskViewModel) -> None:
    assert desk.open_next()
    assert desk.session.article_id == "article-1"
    desk.open("article-2")
    desk.answers.answer("article", Missing.NOT_CODABLE)
    desk.complete()
    desk.open("article-1")
    desk.open_next()
    assert desk.session.article_id == "article-3"
    desk.open_next()
    assert desk.session.article_id == "article-1"


def test_who_decides_on_the_design_sees_where_suggestions_are_hidden(desk: DeskViewModel) -> None:
    me = desk.session.state.coder.id
    for article_id in ("article-2", "article-1"):
        assert desk.hiding.turn(article_id, me)
    assert [row.progress for row in desk.work.rows.value] == ["new ⊘", "new ⊘", "new"]
    assert [row.unaided for row in desk.work.rows.value] == [1, 1, 0]
    assert "coded without suggestions by 1 coder" in WorkModel().words(desk.work.rows.value[0])
    desk.work.open("article-1")
    desk.hiding.turn("article-1", me)  # the open one, too
    assert desk.work.rows.value[0].progress == "new"
    desk.undo()
    assert desk.work.rows.value[0].progress == "new ⊘"
