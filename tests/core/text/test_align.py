"""Coded words are found again in a corrected text."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.domain.text import Quote, Span
from core.text.align import Carrier, carry, find_again
from tests.build import TEXT, fragments, span_of, texts, texts_with_span


def test_of_several_places_the_one_with_the_same_surroundings_is_found() -> None:
    old = "Aliyev met Blinken. Later Aliyev spoke of peace. At last Aliyev left."
    quote = Quote.at(span_of("Aliyev", old, 1), old)
    new = "A word before it. " + old
    assert find_again(quote, new, 0) == span_of("Aliyev", new, 1)


def test_of_equal_places_the_nearest_is_found() -> None:
    text = "no no no no no no no no no no no no no no no no no no no no no no no no no no no no no no"
    quote = Quote.at(Span(45, 47), text)
    assert find_again(quote, text, 48) == Span(48, 50)


def test_a_short_word_in_other_surroundings_is_not_taken() -> None:
    quote = Quote.at(span_of("would", TEXT), TEXT)
    assert find_again(quote, "Nobody knew what the others would do about it all.", 0) is None


def test_long_words_are_known_anywhere() -> None:
    quote = Quote.at(span_of("emphasized that Armeniaand Azerbaijan", TEXT), TEXT)
    text = "It was emphasized that Armeniaand Azerbaijan are neighbours."
    assert find_again(quote, text, 0) == span_of("emphasized that Armeniaand Azerbaijan", text)


def test_changed_white_space_does_not_hide_the_words() -> None:
    quote = Quote.at(span_of("United States' readiness", TEXT), TEXT)
    text = TEXT.replace("United States' readiness", "United\n States'readiness")
    assert find_again(quote, text, 0) == span_of("United\n States'readiness", text)


def test_words_that_are_gone_are_not_found() -> None:
    assert find_again(Quote.at(span_of("Almaty", TEXT), TEXT), "Nothing here.", 3) is None
    assert find_again(Quote("  "), "a b", 0) is None


@given(texts_with_span())
def test_a_quote_is_found_where_it_was_cut(case: tuple[str, Span]) -> None:
    text, span = case
    found = find_again(Quote.at(span, text), text, span.start)
    assert found == span or (found is None and text.count(span.of(text)) > 1)


@pytest.mark.parametrize(
    ("old", "words", "new", "carried"),
    [
        ("Armeniaand Azerbaijan", "Armenia", "Armenia and Azerbaijan", "Armenia"),
        ("Armeniaand Azerbaijan", "and", "Armenia and Azerbaijan", "and"),
        ("met Antony Blinkn today", "Antony Blinkn", "met Antony Blinken today", "Antony Blinken"),
        ("on April 28, he said", "April 28", "yesterday, on April 28, he said", "April 28"),
        ("the long and old story", "long and old story", "the long story", "long story"),
        ("He said so.\n\nShe left.", "She left", "New line.\n\nHe said so.\n\nShe left.", "She left"),
        ("a 😀 emoji", "😀", "an 😀 emoji", "😀"),
    ],
)
def test_a_span_is_carried_to_the_corrected_text(old: str, words: str, new: str, carried: str) -> None:
    found = carry(span_of(words, old), old, new)
    assert found is not None
    assert found.of(new) == carried


def test_what_was_mostly_deleted_is_not_carried() -> None:
    assert carry(span_of("Azernews reports", TEXT), TEXT, TEXT.replace(", Azernews reports", "")) is None


@given(texts_with_span())
def test_an_unchanged_text_changes_no_span(case: tuple[str, Span]) -> None:
    text, span = case
    assert carry(span, text, text) == span


@given(texts(), st.data())
def test_what_is_put_in_elsewhere_leaves_the_words_alone(text: str, data: st.DataObject) -> None:
    assume("\ue000" not in text)
    text = f"before {text} after"
    at = data.draw(st.integers(0, len(text)))
    new = f"{text[:at]}\ue000 new \ue000{text[at:]}"
    carrier = Carrier(text, new)
    for span in data.draw(fragments(text)):
        if not span.start < at < span.end:
            carried = carrier.carry(span)
            assert carried is not None
            assert carried.of(new) == span.of(text)
