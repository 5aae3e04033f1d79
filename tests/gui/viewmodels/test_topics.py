"""The topics tree: search, ranks, passages, recent codes."""

from __future__ import annotations

import pytest

from core.domain.codebook import Category
from core.domain.coding import value_of
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.topics import flatten
from gui.viewmodels.views import TopicRow
from tests.gui.viewmodels.kit import codings, drag, lines, undo_label


def rows(desk: DeskViewModel) -> dict[str, TopicRow]:
    return {row.code: row for row in desk.topics.view.value.rows}


def ranks(desk: DeskViewModel) -> dict[str, str]:
    return {c.category: value_of(c, "rank") for c in codings(desk).values()}


def test_the_tree_shows_all_codes_with_suggestions_counted(desk: DeskViewModel) -> None:
    found = rows(desk)
    assert len(found) > 200
    assert (found["cap:1921"].suggested, found["cap:1921"].depth, found["cap:19"].depth) == (1, 1, 0)


def test_search_finds_by_number_label_and_definition_with_the_headings(desk: DeskViewModel) -> None:
    desk.topics.search("1925")
    assert list(rows(desk)) == ["cap:19", "cap:1925"]
    desk.topics.search("HUMAN rights")
    assert "cap:1925" in rows(desk)
    desk.topics.search("no such topic at all")
    assert rows(desk) == {}
    desk.topics.search("")
    assert len(rows(desk)) > 200


def test_a_topic_of_the_article_is_toggled(desk: DeskViewModel) -> None:
    desk.topics.toggle("cap:1925", "primary")
    assert rows(desk)["cap:1925"].rank == "primary"
    desk.topics.toggle("cap:1925", "secondary")
    assert rows(desk)["cap:1925"].rank == "secondary"
    desk.topics.toggle("cap:1925", "secondary")
    assert (rows(desk)["cap:1925"].rank, codings(desk)) == ("", {})


def test_setting_a_second_primary_topic_is_one_act(desk: DeskViewModel) -> None:
    desk.topics.toggle("cap:1925", "primary")
    before = lines(desk)
    desk.topics.toggle("cap:1921", "primary")
    assert ranks(desk) == {"cap:1925": "secondary", "cap:1921": "primary"}
    assert (lines(desk), undo_label(desk).startswith("Set primary topic")) == (before + 1, True)
    assert rows(desk)["cap:1921"].suggested == 0
    desk.undo()
    assert ranks(desk) == {"cap:1925": "primary"}


def test_selected_words_take_a_topic(desk: DeskViewModel) -> None:
    drag(desk, "readiness to help")
    assert desk.topics.view.value.selection == "readiness to help"
    assert desk.topics.code_selection("cap:1925")
    assert rows(desk)["cap:1925"].passages == 1
    assert desk.topics.view.value.selection == ""
    assert not desk.topics.code_selection("cap:1925")
    assert desk.status.value.message.startswith("Select the words first")


def test_a_heading_can_be_chosen_or_is_refused_in_words(desk: DeskViewModel) -> None:
    heading = rows(desk)["cap:19"]
    assert desk.topics.toggle("cap:19", "primary") is heading.selectable


def test_recent_codes_answer_the_number_keys(desk: DeskViewModel) -> None:
    assert not desk.topics.recent(1)
    desk.topics.toggle("cap:1925", "primary")
    desk.topics.toggle("cap:1921", "secondary")
    assert [(c.code, c.key) for c in desk.topics.view.value.recent] == [("cap:1921", "1"), ("cap:1925", "2")]
    drag(desk, "readiness to help")
    assert desk.topics.recent(2)
    assert "readiness to help/cap:1925" in codings(desk)


def test_a_recent_code_makes_the_article_primary_first_then_secondary(desk: DeskViewModel) -> None:
    for code in ("cap:1925", "cap:1921"):
        desk.topics.toggle(code, "primary")
        desk.topics.toggle(code, "primary")
    assert codings(desk) == {}
    desk.keys.digit(1)
    desk.keys.digit(2)
    assert sorted(ranks(desk).values()) == ["primary", "secondary"]


def test_recent_codes_are_known_again_from_the_articles_own(desk: DeskViewModel) -> None:
    desk.topics.toggle("cap:1925", "primary")
    desk.session.open("")
    assert desk.topics.view.value.rows == ()
    desk.open("article-1")
    assert [c.code for c in desk.topics.view.value.recent] == ["cap:1925"]


@pytest.mark.parametrize("order", [("a", "b", "c"), ("c", "b", "a")])
def test_a_tree_of_any_order_is_laid_out_whole(order: tuple[str, ...]) -> None:
    parents = {"a": "", "b": "a", "c": "b"}
    found = flatten(Category(code, code, parent=parents[code]) for code in order)
    assert [(c.code, depth) for c, depth, _ in found] == [("a", 0), ("b", 1), ("c", 2)]


def test_an_orphan_stands_at_the_top() -> None:
    assert [(c.code, d) for c, d, _ in flatten([Category("x", "X", parent="gone")])] == [("x", 0)]
