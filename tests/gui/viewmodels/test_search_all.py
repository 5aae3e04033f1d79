"""Search over all articles, over a real project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from core.app.commands.corpus import ImportArticles
from core.app.searching import LIMIT
from core.domain.article import Article
from core.domain.text import Span
from core.text.canonical import sha256_of
from gui.viewmodels.desk import DeskViewModel
from tests.build import TEXT, span_of
from tests.core.app.commands.kit import standard_workspace
from tests.core.app.place import change
from tests.gui.viewmodels.kit import HeldJobs, a_desk, closed

OTHER = "Azerbaijan and Georgia talk. The talks go on in Tbilisi."


def an_article(number: int, text: str) -> Article:
    return Article(f"article-{number}", text, sha256_of(text), title=f"Number {number}", position=number)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskViewModel]:
    workspace = standard_workspace(tmp_path)
    workspace.execute(ImportArticles((an_article(2, OTHER), an_article(3, "Nothing."))))
    with closed(a_desk(workspace, jobs=HeldJobs())) as made:
        made.open("article-3")
        yield made


def answer(desk: DeskViewModel) -> int:
    return cast(HeldJobs, desk.search._jobs).finish()


def look(desk: DeskViewModel, typed: str) -> list[str]:
    desk.search.look(typed)
    answer(desk)
    return [hit.article_id for hit in desk.search.view.value.hits]


def test_all_articles_are_searched_and_counted(desk: DeskViewModel) -> None:
    assert sorted(look(desk, "azerbaijan")) == ["article-1", "article-2"]
    view = desk.search.view.value
    assert (view.total, view.said, view.busy) == (2, "2 articles", False)
    assert look(desk, "tbilisi") == ["article-2"]
    assert desk.search.view.value.said == "1 article"


def test_until_the_answer_comes_the_last_one_stays(desk: DeskViewModel) -> None:
    look(desk, "tbilisi")
    desk.search.look("azerbaijan")
    view = desk.search.view.value
    assert (view.busy, view.said, len(view.hits)) == (True, "Searching…", 1)
    assert not desk.search.list_found()


def test_only_the_answer_to_what_was_typed_last_is_shown(desk: DeskViewModel) -> None:
    desk.search.look("tbilisi")
    desk.search.look("azerbaijan")
    assert answer(desk) >= 1
    assert desk.search.view.value.typed == "azerbaijan"
    assert desk.search.view.value.total == 2


def test_what_can_not_be_meant_is_said_at_once(desk: DeskViewModel) -> None:
    look(desk, "tbilisi")
    desk.search.look('"tbilisi')
    view = desk.search.view.value
    assert (view.hits, view.total, view.busy) == ((), 0, False)
    assert view.said.startswith("A quotation mark is not closed")
    assert look(desk, "zebra") == []
    assert desk.search.view.value.said == "Nothing found in your articles."
    assert look(desk, "  ") == []
    assert desk.search.view.value.said == ""


def test_a_hit_opens_at_its_words(desk: DeskViewModel) -> None:
    look(desk, '"the talks" tbilisi')
    shown: list[Span] = []
    desk.reveal.subscribe(shown.append)
    desk.search.open(desk.search.view.value.hits[0])
    assert desk.session.article_id == "article-2"
    found = desk.find.view.value
    wanted = (span_of("The talks", OTHER), span_of("Tbilisi", OTHER))
    assert (found.spans, found.current, shown) == (wanted, 0, [wanted[0]])
    desk.find.next()
    assert shown[-1] == wanted[1]


def test_the_next_article_is_looked_through_in_the_same_way(desk: DeskViewModel) -> None:
    look(desk, "azerbaij*")
    desk.search.open(next(h for h in desk.search.view.value.hits if h.article_id == "article-2"))
    desk.open("article-1")
    assert desk.find.view.value.spans == (span_of("Azerbaijan"),)


def test_once_the_bar_was_closed_a_star_is_a_star(desk: DeskViewModel) -> None:
    look(desk, "azerbaij*")
    desk.search.open(desk.search.view.value.hits[0])
    desk.find.close()
    desk.find.search("azerbaij*")
    assert desk.find.view.value.spans == ()


def test_words_with_a_lost_space_are_marked(desk: DeskViewModel) -> None:
    workspace = desk.session.workspace
    made = workspace.state.suggestion_set("article-1")
    assert made is not None
    at = TEXT.index("Armeniaand") + len("Armenia")
    workspace.execute(change(made, replace(made, repairs=(at,))))
    assert look(desk, "armenia") == ["article-1"]
    desk.search.open(desk.search.view.value.hits[0])
    assert [span.of(TEXT) for span in desk.find.view.value.spans] == ["Armenia"]


def test_what_was_found_limits_the_work_list(desk: DeskViewModel) -> None:
    look(desk, "azerbaijan -tbilisi")
    assert desk.search.list_found()
    assert [row.article_id for row in desk.work.rows.value] == ["article-1"]
    assert (desk.work.total.value, desk.work.found.value) == (1, "azerbaijan -tbilisi")
    desk.work.search("")
    assert (desk.work.total.value, desk.work.found.value) == (3, "")


def test_pages_come_as_one_asks(desk: DeskViewModel) -> None:
    many = tuple(an_article(number, f"zebra {number}") for number in range(10, 10 + LIMIT + 3))
    desk.session.workspace.execute(ImportArticles(many))
    assert len(look(desk, "zebra")) == LIMIT
    view = desk.search.view.value
    assert (view.total, view.said) == (LIMIT + 3, f"{LIMIT + 3} articles, best first")
    assert desk.search.more()
    assert not desk.search.more()  # it is on its way
    answer(desk)
    found = [hit.article_id for hit in desk.search.view.value.hits]
    assert sorted(found) == sorted(article.id for article in many)
    assert not desk.search.more()


def test_again_finds_what_came_since(desk: DeskViewModel) -> None:
    assert look(desk, "zebra") == []
    desk.session.workspace.execute(ImportArticles((an_article(4, "A zebra."),)))
    desk.search.again()
    answer(desk)
    assert desk.search.view.value.total == 1


def test_a_project_that_is_gone_is_told(desk: DeskViewModel) -> None:
    desk.search.look("zebra")
    where = Path(desk.session.workspace.where)
    moved = where.rename(where.with_name("elsewhere.rapporteur"))
    answer(desk)
    assert "can't be opened" in desk.search.view.value.said
    moved.rename(where)
