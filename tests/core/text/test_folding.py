"""Folded words and their places."""

from __future__ import annotations

from unicodedata import category, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.text import Span
from core.text.folding import LONGEST, Folded, fold, glued_spans, indexed_words, word_spans, words
from tests.build import texts


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Café CAFÉ cafe\u0301", ["cafe"] * 3),
        ("Straße, STRASSE", ["strasse", "strasse"]),
        ("İstanbul Ελλάδα Ёлка", ["istanbul", "ελλαδα", "елка"]),
        ("U.S. 1,000 e-mail don’t a_b", ["u", "s", "1", "000", "e", "mail", "don", "t", "a", "b"]),
        ("co\xadoperate zero\u200bwidth", ["cooperate", "zero", "width"]),
        ("ﬁne ＡＢＣ ½", ["fine", "abc", "1", "2"]),
        ("हिन्दी שָׁלוֹם", ["हिन्दी", "שלום"]),
        ("👍🏽 ❤️", []),
        ("x" * (LONGEST + 5), ["x" * LONGEST]),
        ("", []),
    ],
)
def test_words(text: str, wanted: list[str]) -> None:
    assert words(text) == wanted


@given(texts())
def test_every_word_leads_back_to_what_it_was_folded_from(text: str) -> None:
    found = word_spans(text)
    assert [word for word, _ in found] == words(text)
    for word, span in found:
        assert word in words(span.of(text))
    starts = [span.start for _, span in found]
    assert starts == sorted(starts)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_word_is_the_same_in_capitals_and_taken_apart(text: str) -> None:
    assert words(normalize("NFD", text)) == words(text)
    assert words(fold(text)) == words(text)


def test_no_character_becomes_what_an_index_would_read_as_a_sign() -> None:
    for code in range(0x110000):
        folded = fold(chr(code))
        assert fold(folded) == folded, hex(code)
        for char in folded:
            assert char == " " or category(char)[0] in "LNM" or category(char) == "Co", hex(code)
            assert not ("A" <= char <= "Z"), hex(code)


def test_marks_belong_to_the_word_they_stand_in() -> None:
    text = "a cafe\u0301, b"
    start = Folded(text).text.index("cafe")
    assert Folded(text).span(start, start + 4) == Span(2, 7)


def test_words_with_a_lost_space_are_searched_apart_and_whole() -> None:
    found = indexed_words("Title", "Source", "Armeniaand Baku. Sotheycame", (7, 19, 23))
    assert found.text == "armenia and baku so they came"
    assert found.glued == "armeniaand \ufffd sotheycame"


def test_a_space_between_words_glues_none() -> None:
    assert glued_spans("end.Next one", (4, 9)) == ()
    assert glued_spans("ab", (0, 2, 5)) == ()
