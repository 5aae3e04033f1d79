"""Dates in news English and the day, month or year they mean."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.nlp.dates import day_of, find_dates, precision

SUNDAY = "2024-04-28"


def only(text: str, published: str = SUNDAY) -> tuple[str, str]:
    (found,) = find_dates(text, published)
    return text[found.start : found.end], found.value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("date 2024-04-28 (X)", "2024-04-28", "2024-04-28"),
        ("On April 27, he left.", "April 27", "2024-04-27"),
        ("signed on 9 November 2020 in", "9 November 2020", "2020-11-09"),
        ("the 10th of May", "10th of May", "2024-05-10"),
        ("Friday, May 8, 2009", "Friday, May 8, 2009", "2009-05-08"),
        ("on Sept. 3, 2023.", "Sept. 3, 2023", "2023-09-03"),
        ("by 28.04.2024 at the latest", "28.04.2024", "2024-04-28"),
        ("talks of April 23-24 in", "April 23-24", "2024-04-23"),
        ("from August 22 to 24, 2023.", "August 22 to 24, 2023", "2023-08-22"),
        ("in March 2016 they", "March 2016", "2016-03"),
        ("early April 2024", "early April 2024", "2024-04"),
        ("in May they met", "May", "2024-05"),
        ("said on Friday", "Friday", "2024-04-26"),
        ("said on Sunday", "Sunday", "2024-04-28"),
        ("said last Sunday", "last Sunday", "2024-04-21"),
        ("will meet next Tuesday", "next Tuesday", "2024-04-30"),
        ("left yesterday", "yesterday", "2024-04-27"),
        ("will meet tomorrow", "tomorrow", "2024-04-29"),
        ("last year", "last year", "2023"),
        ("next month", "next month", "2024-05"),
        ("earlier this year", "earlier this year", "2024"),
        ("three days ago", "three days ago", "2024-04-25"),
        ("two weeks earlier", "two weeks earlier", "2024-04-14"),
        ("a month ago", "a month ago", "2024-03"),
        ("six years ago", "six years ago", "2018"),
        ("last August", "last August", "2023-08"),
        ("in 1994", "1994", "1994"),
        ("in the 1990s", "1990s", ""),
        ("last week", "last week", ""),
        ("on Saturday night in", "Saturday night", "2024-04-27"),
        ("left yesterday evening", "yesterday evening", "2024-04-27"),
        ("earlier this morning", "earlier this morning", "2024-04-28"),
        ("fell last night", "last night", "2024-04-27"),
        ("the day before yesterday", "the day before yesterday", "2024-04-26"),
        ("leaves the day after tomorrow", "the day after tomorrow", "2024-04-30"),
    ],
)
def test_a_date_is_found_exactly_and_valued(text: str, words: str, value: str) -> None:
    assert only(text) == (words, value)


@pytest.mark.parametrize(
    "text",
    ["They may go.", "a march on Rome", "the May family", "12 people", "COP29", "on page 1994", "28-04"],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text, SUNDAY) == []


def test_a_day_without_a_year_takes_the_nearest_year() -> None:
    assert only("December 28", "2024-01-05")[1] == "2023-12-28"
    assert only("January 3", "2023-12-30")[1] == "2024-01-03"


def test_without_publication_only_whole_dates_have_a_value() -> None:
    assert only("April 28", "")[1] == ""
    assert only("yesterday", "")[1] == ""
    assert only("April 28, 2024", "")[1] == "2024-04-28"


def test_a_day_no_calendar_has_leaves_the_month() -> None:
    assert only("February 30, 2023")[1] == "2023-02"


def test_precision_follows_the_value() -> None:
    assert [precision(v) for v in ("2024", "2024-04", "2024-04-28", "")] == ["year", "month", "day", ""]
    assert day_of("2024-13-01") is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_written_out_date_means_that_day_whenever_it_is_read(day: date, read_on: date) -> None:
    text = f"It was {day.day} {day:%B %Y}."
    assert only(text, read_on.isoformat())[1] == day.isoformat()


@given(st.text(max_size=200), st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_any_text_gives_ordered_dates_that_do_not_overlap(text: str, read_on: date) -> None:
    found = find_dates(text, read_on.isoformat())
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[d.start : d.end].strip() for d in found)
