"""Title, source and date guessed from the head of an article."""

from __future__ import annotations

import pytest
from hypothesis import given

from core.importing.dates import date_in, date_without_year
from core.importing.head import TITLE, Head, guess_head, shortened
from core.text.canonical import canonical
from core.text.places import resource
from tests.build import texts


def test_reference_article() -> None:
    text = canonical(resource("samples", "azernews.txt").read_text("utf-8"))
    assert guess_head(text, "azernews.txt") == Head(
        "On April 28, U.S. Secretary of State Antony Blinken made a phonecall to…",
        "AzerNews via MENAFN",
        "2024-04-28",
    )


@pytest.mark.parametrize(
    ("text", "file_name", "head"),
    [
        (
            "BAKU, April 28 (Reuters) - Azerbaijan and Armenia agreed to meet. More follows.",
            "2024-04-28.txt",
            Head("Azerbaijan and Armenia agreed to meet", "Reuters", "2024-04-28"),
        ),
        (
            "Talks go on\n\nBy John Smith\n\nBAKU, Azerbaijan (AP) — Azerbaijan said. The U.S. agreed.",
            "2024-04-28_ap_talks.txt",
            Head("Talks go on", "AP", "2024-04-28"),
        ),
        (
            "Title: A headline. With a stop\nSource: The Daily\nDate: Sunday, April 28, 2024\n\nBody.",
            "x.txt",
            Head("A headline. With a stop", "The Daily", "2024-04-28"),
        ),
        (
            "Talks go on\nPublished: 28 April 2024\nThe body is long. Yes.",
            "x.txt",
            Head("Talks go on", "", "2024-04-28"),
        ),
        (
            "WASHINGTON, April 28. /TASS/. The U.S. Senate passed a bill on Tuesday. Then more.",
            "20240428.txt",
            Head("The U.S. Senate passed a bill on Tuesday", "TASS", "2024-04-28"),
        ),
        (
            "The Islamic State group (ISIS) said it had attacked a village.",
            "2024-04-28_azernews_border-talks.txt",
            Head("The Islamic State group (ISIS) said it had attacked a village", "azernews", "2024-04-28"),
        ),
        (
            "28.04.2024\nLeaders meet in Almaty\nThe leaders met there today, Azertac reports.",
            "x.txt",
            Head("Leaders meet in Almaty", "Azertac", "2024-04-28"),
        ),
        ("KYIV – Mr. Smith would come. Then.", "x.txt", Head("Mr. Smith would come", "", "")),
        ("Hello", "x.txt", Head("Hello", "", "")),
    ],
)
def test_heads_of_news_texts(text: str, file_name: str, head: Head) -> None:
    assert guess_head(text, file_name) == head


def test_dateline_without_year_that_contradicts_the_file_name_gives_no_date() -> None:
    assert guess_head("BAKU, April 28 (Reuters) - They met.", "2024-05-03.txt").published == ""


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-04-28", "2024-04-28"),
        ("2024/4/8 10:00", "2024-04-08"),
        ("20240428_x", "2024-04-28"),
        ("April 28, 2024", "2024-04-28"),
        ("Apr. 28 2024", "2024-04-28"),
        ("28th April 2024", "2024-04-28"),
        ("1. May 2024", "2024-05-01"),
        ("28.04.2024", "2024-04-28"),
        ("28/04/2024", "2024-04-28"),
        ("04/28/2024", "2024-04-28"),
        ("04/05/2024", ""),
        ("05/05/2024", "2024-05-05"),
        ("2024-13-40", ""),
        ("February 30, 2024", ""),
        ("no date", ""),
    ],
)
def test_dates_that_read_one_way_only(text: str, iso: str) -> None:
    assert date_in(text) == iso


def test_day_and_month_without_year() -> None:
    assert [date_without_year(t) for t in ("April 28", "28 April", "May they come")] == ["04-28", "04-28", ""]


@given(texts())
def test_any_text_gives_a_head_with_a_short_title_and_a_real_date(text: str) -> None:
    head = guess_head(text, "x.txt")
    assert len(head.title) <= 120
    assert head.published == "" or date_in(head.published) == head.published


@given(texts())
def test_shortened_keeps_whole_words_within_the_limit(text: str) -> None:
    short = shortened(text)
    assert len(short) <= TITLE
    if short.endswith("…") and " " in short:
        words = " ".join(text.split())
        assert words.startswith(short[:-1].rstrip())
