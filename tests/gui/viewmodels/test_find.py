"""Find in article."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.domain.text import Span
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.find import places
from tests.build import span_of, texts_with_span


def test_places_are_found_whatever_the_case(desk: DeskViewModel) -> None:
    shown: list[Span] = []
    desk.reveal.subscribe(shown.append)
    desk.find.search("AZER")
    view = desk.find.view.value
    assert (view.query, len(view.spans), view.current) == ("AZER", 2, 0)
    assert shown == [view.spans[0]]


def test_next_and_previous_go_round(desk: DeskViewModel) -> None:
    desk.find.search("azer")
    steps = [desk.find.next, desk.find.next, desk.find.previous]
    seen = [(step(), desk.find.view.value.current)[1] for step in steps]
    assert seen == [1, 0, 1]


def test_typing_on_stays_near_the_current_place(desk: DeskViewModel) -> None:
    desk.find.search("azer")
    desk.find.next()
    desk.find.search("azern")
    assert desk.find.view.value.spans[desk.find.view.value.current].start == span_of("Azernews").start


def test_what_is_not_there_is_not_found(desk: DeskViewModel) -> None:
    desk.find.search("Yerevan")
    assert (desk.find.view.value.spans, desk.find.view.value.current) == ((), -1)
    assert not desk.find.next()


def test_closing_puts_the_places_out(desk: DeskViewModel) -> None:
    desk.find.search("azer")
    desk.find.close()
    assert desk.find.view.value.spans == ()


def test_another_article_is_searched_anew(desk: DeskViewModel) -> None:
    desk.find.search("azer")
    desk.session.open("")
    assert (desk.find.view.value.query, desk.find.view.value.spans) == ("azer", ())


def test_a_phrase_is_found_across_a_line_end() -> None:
    assert places("the border", "On the\n border") == (Span(3, 14),)
    assert places("  ", "a b") == ()
    assert places("a.c", "abc a.c") == (Span(4, 7),)


@given(texts_with_span())
def test_every_piece_of_a_text_is_found_where_it_stands(given_: tuple[str, Span]) -> None:
    text, span = given_
    words = span.of(text)
    if words.strip() == words:
        hits = places(words, text)
        assert all(hit.end <= len(text) for hit in hits)
        # Matches do not overlap, so an earlier one may reach into this place.
        assert any(hit == span or (hit.start < span.end and span.start < hit.end) for hit in hits)


@given(st.text(max_size=10), st.text(max_size=40))
def test_no_query_makes_the_search_stumble(query: str, text: str) -> None:
    found = places(query, text)
    assert all(a.end <= b.start for a, b in pairwise(found))
