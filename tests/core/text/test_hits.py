"""Where hits are, in code points of the text as it is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.text import Span
from core.text.folding import word_spans
from core.text.hits import Snippet, hits, snippet
from core.text.search_query import SearchQuery, Term, parse_query
from tests.build import texts


def said(typed: str, text: str, *repairs: int) -> list[str]:
    return [span.of(text) for span in hits(parse_query(typed), text, repairs)]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("minister", ["Minister"]),
        ("minist*", ["Ministers", "Minister"]),
        ('"the minister"', ["the\nMinister"]),
        ('minister "the minister"', ["the\nMinister"]),
        ("cafe OR met", ["met", "cafe\u0301"]),
        ("title:minister", []),
        ("text:met -minister", ["met"]),
        ("date:2024", []),
    ],
)
def test_hits(typed: str, wanted: list[str]) -> None:
    assert said(typed, "😀 Ministers: the\nMinister met at a cafe\u0301.") == wanted


def test_hits_in_words_that_lost_their_space() -> None:
    text = "😀 Armeniaand Azerbaijan"
    assert said("armenia", text, 9) == ["Armenia"]
    assert said('"armenia and azerbaijan"', text, 9) == ["Armeniaand Azerbaijan"]
    assert said("armeniaand and", text, 9) == ["Armeniaand"]
    assert said("armenia", text) == []


@given(st.data())
def test_every_word_is_hit_where_it_stands(data: st.DataObject) -> None:
    text = data.draw(texts())
    found = word_spans(text)
    if not found:
        return
    word, span = data.draw(st.sampled_from(found))
    marked = hits(SearchQuery(((Term((word,)),),)), text)
    assert any(hit.overlaps(span) for hit in marked)
    assert all(one.end <= other.start for one, other in pairwise(marked))


def test_a_line_shows_the_first_hit_between_words() -> None:
    text = "word " * 40 + "the\nhit and " + "more " * 80
    line = snippet(text, hits(parse_query("hit"), text))
    assert line.text.startswith("…word ")
    assert line.text.endswith("more…")
    assert "the hit and" in line.text
    assert [mark.of(line.text) for mark in line.marks] == ["hit"]


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("a hit", (Span(2, 5),)) == Snippet("a hit", (Span(2, 5),))
    assert snippet("", ()) == Snippet("")


@given(st.data())
def test_marks_are_the_words_of_the_text(data: st.DataObject) -> None:
    text = data.draw(texts(min_size=1, max_size=150))
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    line = snippet(text, (span,))
    (mark,) = line.marks
    marked = mark.of(line.text)
    assert [a for a, b in zip(marked, span.of(text), strict=True) if a != b and not b.isspace()] == []
