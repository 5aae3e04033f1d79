"""Coded words are found again in a corrected text."""

from __future__ import annotations

from hypothesis import given

from core.domain.text import Quote, Span
from core.text.align import find_again
from tests.build import TEXT, span_of, texts_with_span


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
