"""What a selection snaps to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.text import Span
from core.text.offsets import next_word, previous_word, snap, word_at
from tests.build import texts, texts_with_span


def cut(text: str, part: str, inserts: tuple[int, ...] = ()) -> str | None:
    start = text.index(part)
    found = snap(text, start, start + len(part), inserts)
    return None if found is None else found.of(text)


@pytest.mark.parametrize(
    ("text", "dragged", "snapped"),
    [
        ("between Armenia and Baku", "rmeni", "Armenia"),
        ("between Armenia and Baku", "nia a", "Armenia and"),
        ("the “peace treaty”, he said", " “peace treaty”, ", "peace treaty"),
        ("people don't know", "n't", "don't"),
        ("people don’t know", "don", "don’t"),
        ("Azerbaijan's interest", "baijan", "Azerbaijan"),
        ("Azerbaijan's interest", "baijan'", "Azerbaijan's"),
        ("Azerbaijan’s interest", "’s int", "Azerbaijan’s interest"),
        ("the United States' readiness", "ed Stat", "United States"),
        ("a well-known fact", "known fa", "known fact"),
        ("a well-known fact", "ell-kno", "well-known"),
        ("a U.S.-led force", "S.", "U.S."),
        ("in the U.S. and Iran", "U", "U.S."),
        ("in the U.S.", ".S", "U.S."),
        ("a Ph.D. thesis", "h", "Ph.D."),
        ("it ended.Then", "nded", "ended"),
        ("AT&T paid", "T&", "AT&T"),
        ("cost $1,000.50, he said", "000", "$1,000.50"),
        ("by 40% or so", "0", "40%"),
        ("O'Brien spoke", "Bri", "O'Brien"),
        ("COP29 ended", "OP2", "COP29"),
        ("e\u0301tude two", "t", "e\u0301tude"),
        ("go 👩\u200d👩\u200d👧 go", "👩\u200d", "👩\u200d👩\u200d👧"),
        ("go 👍🏽 go", "🏽", "👍🏽"),
        ("in 🇦🇿🇦🇲", "🇦🇿", "🇦🇿"),
        ("他说和平", "说", "说"),
        ("אמר שלום לכם", "לו", "שלום"),
        ("two\xa0words", "wo", "two"),
    ],
)
def test_a_selection_snaps_to_whole_words(text: str, dragged: str, snapped: str) -> None:
    assert cut(text, dragged) == snapped


@pytest.mark.parametrize("text", ["", " ", " .,! ", "\n\n", "“”", "--"])
def test_spaces_and_punctuation_alone_select_nothing(text: str) -> None:
    assert snap(text, 0, len(text)) is None
    assert word_at(text, 0) is None


def test_an_assumed_space_is_a_boundary() -> None:
    text = "between Armeniaand Azerbaijan"
    assert cut(text, "meni") == "Armeniaand"
    assert cut(text, "meni", (15,)) == "Armenia"
    assert cut(text, "n", (15,)) == "between"
    assert word_at(text, 15, (15,)) == snap(text, 15, 18, (15,))


def test_a_word_is_found_from_within_and_from_its_end() -> None:
    text = "see Baku, now"
    assert [word_at(text, at) and word_at(text, at).of(text) for at in (4, 6, 8, 9)] == [  # type: ignore[union-attr]
        "Baku",
        "Baku",
        "Baku",
        None,
    ]


def test_a_click_on_a_possessive_takes_it_along() -> None:
    text = "Azerbaijan's aim"
    assert [s.of(text) for at in (3, 11) if (s := word_at(text, at))] == ["Azerbaijan", "Azerbaijan's"]


def test_stepping_visits_every_word_in_both_directions() -> None:
    text = "The U.S., “Azerbaijan's” Armeniaand – 😀 end."
    inserts = (text.index("and –"),)
    forth, at = [], 0
    while (word := next_word(text, at, inserts)) is not None:
        forth.append(word.of(text))
        at = word.end
    assert forth == ["The", "U.S.", "Azerbaijan", "Armenia", "and", "😀", "end"]
    back, at = [], len(text)
    while (word := previous_word(text, at, inserts)) is not None:
        back.append(word.of(text))
        at = word.start
    assert back == forth[::-1]


@given(texts_with_span())
def test_snapping_twice_is_snapping_once(case: tuple[str, Span]) -> None:
    text, span = case
    once = snap(text, span.start, span.end)
    if once is not None:
        assert snap(text, once.start, once.end) == once


@given(texts_with_span(), st.data())
def test_a_snapped_span_stays_between_assumed_spaces_it_did_not_touch(
    case: tuple[str, Span], data: st.DataObject
) -> None:
    text, span = case
    inserts = tuple(sorted(data.draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=4))))
    found = snap(text, span.start, span.end, inserts)
    if found is not None:
        for insert in inserts:
            assert not found.start < insert <= span.start
            assert not span.end <= insert < found.end


@given(texts())
def test_stepping_never_stands_still(text: str) -> None:
    at, steps = 0, 0
    while (word := next_word(text, at)) is not None:
        assert word.start >= at
        at, steps = word.end, steps + 1
        assert steps <= len(text)
