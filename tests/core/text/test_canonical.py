"""The one form of a text that positions are counted in."""

from __future__ import annotations

from hypothesis import given

from core.text.canonical import canonical, sha256_of, word_count
from tests.build import raw_texts, texts


@given(raw_texts())
def test_canonical_is_idempotent(raw: str) -> None:
    assert canonical(canonical(raw)) == canonical(raw)


@given(raw_texts())
def test_a_canonical_text_can_be_stored_anywhere(raw: str) -> None:
    text = canonical(raw)
    assert text.encode("utf-8").decode("utf-8") == text
    assert not set("\0\r\x0b\x0c\x85\u2028\u2029\uffff") & set(text)
    assert not text.startswith("\ufeff")


@given(texts())
def test_a_canonical_text_stays_verbatim(text: str) -> None:
    assert canonical(text) == text


def test_every_line_end_is_one_line_feed() -> None:
    assert canonical("a\r\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch\n\ri") == "a\nb\nc\nd\ne\nf\ng\nh\n\ni"


def test_only_leading_byte_order_marks_go() -> None:
    assert canonical("\ufeff\ufeffa\ufeffb") == "a\ufeffb"


def test_what_cannot_be_stored_becomes_a_replacement_character() -> None:
    assert canonical("a\x00b\ud800c\ufdd0d\U0010fffee") == "a\ufffdb\ufffdc\ufffdd\ufffde"


def test_nothing_else_is_touched() -> None:
    text = "  e\u0301 \xa0ﬁ\u200b\u202aשלום\u202c 😀\ttheagreement \n"
    assert canonical(text) == text


def test_the_hash_is_that_of_the_utf8_bytes() -> None:
    assert sha256_of("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


def test_words_are_counted_where_there_are_letters_or_digits() -> None:
    assert word_count("Hello – U.S. -5 , “peace” 😀\nBaku") == 5
    assert word_count("-" * 100_000) == 0
