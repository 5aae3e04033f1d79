"""A file's name read by a pattern."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import BadInput
from core.importing.name_pattern import parse_pattern, with_name
from core.importing.raw import RawArticle

PATTERN = "{source}_{date:%Y-%m-%d}_{title}"


def test_parts_of_the_name_become_what_they_are_called() -> None:
    assert parse_pattern(PATTERN).read("in/The-Daily_2024-04-28_talks_go-on.txt") == {
        "source": "The Daily",
        "date": "2024-04-28",
        "title": "talks go on",
    }


@pytest.mark.parametrize(
    ("pattern", "name", "found"),
    [
        ("{date:%d.%m.%y} {title}", "28.4.24 Talks.txt", {"date": "2024-04-28", "title": "Talks"}),
        ("{date} {_} {desk}", "20240428 x Foreign.txt", {"date": "2024-04-28", "desk": "Foreign"}),
        ("{date:%d %B %Y}", "28 April 2024.txt", {"date": "2024-04-28"}),
        ("{date:%Y-%m-%d}", "2024-13-40.txt", None),
        (PATTERN, "talks.txt", None),
    ],
)
def test_names_that_fit_and_that_do_not(pattern: str, name: str, found: dict[str, str] | None) -> None:
    assert parse_pattern(pattern).read(name) == found


@pytest.mark.parametrize(
    "pattern", ["", "plain", "{title", "{a}{b}", "{title}_{title}", "{title:%Y}", "{date:%Q}", "{date:day}"]
)
def test_a_pattern_that_can_not_be_is_refused_with_itself(pattern: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_pattern(pattern)
    assert caught.value.code == "bad-pattern"


def test_what_the_name_says_goes_over_what_the_file_says_and_misfits_are_told() -> None:
    raw = RawArticle("Text.", title="Old", language="de")
    found = with_name(raw, parse_pattern("{title} by {author}"), "New by Ann.txt")
    assert (found.title, found.language, found.metadata) == ("New", "de", (("author", "Ann"),))
    assert "does not fit" in with_name(raw, parse_pattern(PATTERN), "x.txt").told[0]


def test_of_a_table_s_rows_what_they_say_themselves_stays() -> None:
    row = RawArticle("Text.", title="Its own")
    found = with_name(row, parse_pattern(PATTERN), "Post_2024-04-28_All of May.csv", one_of_many=True)
    assert (found.title, found.source, found.published) == ("Its own", "Post", "2024-04-28")
    assert with_name(row, parse_pattern(PATTERN), "more.csv", one_of_many=True) == row


@given(st.text("abcXYZ äö", min_size=1).filter(str.strip), st.dates())
def test_a_name_made_by_the_pattern_is_read_back(title: str, day: object) -> None:
    found = parse_pattern("{date:%Y-%m-%d}_{title}").read(f"{day}_{title}.txt")
    assert found == {"date": str(day), "title": " ".join(title.split())}
