"""What people type to search is understood, or it is said what is wrong with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import BadInput
from core.text.search_query import MOST, DateBound, SearchQuery, Term, parse_query


def only(*words: str, **more: object) -> SearchQuery:
    return SearchQuery(((Term(words, **more),),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", SearchQuery()),
        (" - () ", SearchQuery()),
        ("Baku", only("baku")),
        ("CAFÉ", only("cafe")),
        ("don’t", only("don", "t")),
        ("“Prime Minister”", only("prime", "minister")),
        ("econom*", only("econom", prefix=True)),
        ('"prime minis*"', only("prime", "minis", prefix=True)),
        ("Title:Baku", only("baku", field="title")),
        ('source:"Prime News"', only("prime", "news", field="source")),
        ("10:30", only("10", "30")),
        ("http://a.b", only("http", "a", "b")),
        ("or", only("or")),
        ("a AND b", SearchQuery(((Term(("a",)),), (Term(("b",)),)))),
        ("a b OR c", SearchQuery(((Term(("a",)),), (Term(("b",)), Term(("c",)))))),
        ("a -b", SearchQuery(((Term(("a",)),),), (Term(("b",)),))),
        ('a NOT "b c"', SearchQuery(((Term(("a",)),),), (Term(("b", "c")),))),
        ("well-known", only("well", "known")),
        ("date:2024", SearchQuery(dates=(DateBound(">=", "2024"), DateBound("<=", "2024")))),
        ("date:2023..2024-03", SearchQuery(dates=(DateBound(">=", "2023"), DateBound("<=", "2024-03")))),
        ("date:..2024", SearchQuery(dates=(DateBound("<=", "2024"),))),
        ("date:2024-02-29..", SearchQuery(dates=(DateBound(">=", "2024-02-29"),))),
        ("date:2024..2024-03", SearchQuery(dates=(DateBound(">=", "2024"), DateBound("<=", "2024-03")))),
        ("date:2024-03..2024", SearchQuery(dates=(DateBound(">=", "2024-03"), DateBound("<=", "2024")))),
        ("before:2024 after:2020-01", SearchQuery(dates=(DateBound("<", "2024"), DateBound(">", "2020-01")))),
    ],
)
def test_what_is_meant(typed: str, meant: SearchQuery) -> None:
    assert parse_query(typed) == meant


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ('"prime minister', "open-quote"),
        ('""', "empty-phrase"),
        ('"..."', "empty-phrase"),
        ("OR b", "lost-or"),
        ("a OR", "lost-or"),
        ("a OR OR b", "lost-or"),
        ("a NOT", "lost-not"),
        ("a NOT OR b", "lost-not"),
        ("a OR -b", "or"),
        ("a OR date:2024", "or"),
        ("(a b) OR c", "brackets"),
        ("*nomy", "star"),
        ("e*n", "star"),
        ("e*", "star"),
        ("*", "star"),
        ("author:smith", "no-field"),
        ("date:yesterday", "no-date"),
        ("date:2024-13", "no-date"),
        ("date:2023-02-29", "no-date"),
        ("date:..", "no-date"),
        ("date:0000", "no-date"),
        ("before:2023..2024", "no-date"),
        ("date:2024..2023", "dates"),
        ("-date:2024", "not-date"),
        (" ".join(["word"] * (MOST + 1)), "too-long"),
    ],
)
def test_what_can_not_be_meant_is_said(typed: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_query(typed)
    assert caught.value.code == f"query-{code}"
    assert caught.value.text.endswith(".")


def test_the_words_that_are_wrong_are_named() -> None:
    with pytest.raises(BadInput, match="“author:” is nothing one can look in; there are title:, source:"):
        parse_query("author:smith")


@given(st.text() | st.text('ab "-*:()ORNTdate20.-'))
def test_whatever_is_typed_is_a_query_or_a_complaint(typed: str) -> None:
    try:
        query = parse_query(typed)
    except BadInput:
        return
    words = [word for term in (*query.terms, *query.without) for word in term.words]
    assert all(word and not set(word) & set("\"' *(){}:^|&!\\%_") for word in words)
