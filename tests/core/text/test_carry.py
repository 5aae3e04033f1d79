"""Coded words arrive in a corrected text, and say what became of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.domain.text import Span
from core.text.agree import agreement
from core.text.carry import Carrier, Fate
from tests.build import TEXT, fragments, span_of, spans, texts, texts_with_span


def bare(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize(
    ("old", "words", "new", "carried", "fate"),
    [
        ("Armeniaand Azerbaijan", "Armenia", "Armenia and Azerbaijan", "Armenia", Fate.KEPT),
        ("Armeniaand Azerbaijan", "and", "Armenia and Azerbaijan", "and", Fate.KEPT),
        ("for Armeniaand Azerbaijan", "Armeniaand", "for Armenia and Azerbaijan", "Armenia and", Fate.KEPT),
        ("He\nsaid  so", "He\nsaid  so", "He said so", "He said so", Fate.KEPT),
        (
            "met Antony Blinkn today",
            "Antony Blinkn",
            "met Antony Blinken today",
            "Antony Blinken",
            Fate.CHANGED,
        ),
        ("on April 28, he said", "April 28", "yesterday, on April 28, he said", "April 28", Fate.KEPT),
        ("the long and old story", "long and old story", "the long story", "long story", Fate.CHANGED),
        ("He left.\n\nShe left.", "She left", "New line.\n\nHe left.\n\nShe left.", "She left", Fate.KEPT),
        ("a 😀 emoji", "😀", "an 😀 emoji", "😀", Fate.KEPT),
        ("They met in Tehran today", "Tehran", "They met in Moscow today", "Moscow", Fate.CHANGED),
        ("They met in Tehran today", "in Tehran", "They met in Moscow today", "in Moscow", Fate.CHANGED),
        ("They met in Tehran today", "met in", "They met in Moscow today", "met in", Fate.KEPT),
        ("He spoke, loudly, of peace", "loudly", "He spoke of peace", "spoke", Fate.GONE),
        ("He spoke of peace loudly", "loudly", "He spoke of peace", "peace", Fate.GONE),
    ],
)
def test_a_span_is_carried_to_the_corrected_text(
    old: str, words: str, new: str, carried: str, fate: Fate
) -> None:
    found = Carrier(old, new).carry(span_of(words, old))
    assert (found.span.of(new), found.fate) == (carried, fate)


def test_words_that_moved_are_found_and_to_be_looked_at() -> None:
    first, second = (
        "Ilham Aliyev spoke of peace in the region.",
        "Antony Blinken expressed readiness to help.",
    )
    third = "Nobody else had anything at all to say to the press that day, reporters were told afterwards."
    old, new = f"{first}\n{second}\n{third}", f"{second}\n{third}\n{first}"
    found = Carrier(old, new).carry(span_of("Ilham Aliyev spoke of peace", old))
    assert found.span.of(new) == "Ilham Aliyev spoke of peace"
    assert found.fate is Fate.CHANGED


def test_a_text_without_words_takes_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        Carrier(TEXT, " \n")


@given(texts_with_span())
def test_an_unchanged_text_changes_no_span(case: tuple[str, Span]) -> None:
    text, span = case
    assume(text.strip())
    found = Carrier(text, text).carry(span)
    assert (found.span, found.fate) == (span, Fate.KEPT)


@given(texts(min_size=1), texts(min_size=1), st.data())
def test_every_span_arrives_and_says_how(old: str, new: str, data: st.DataObject) -> None:
    assume(new.strip())
    span = data.draw(spans(old))
    found = Carrier(old, new).carry(span)
    assert 0 <= found.span.start < found.span.end <= len(new)
    if found.fate is Fate.KEPT:
        assert bare(found.span.of(new)) == bare(span.of(old))


@given(texts(min_size=1), texts(min_size=1), st.data())
def test_what_lies_in_an_unchanged_stretch_keeps_exactly_its_words(
    old: str, new: str, data: st.DataObject
) -> None:
    assume(new.strip())
    carrier = Carrier(old, new)
    for block in agreement(old, new):
        inner = data.draw(spans(old[block.old : block.old + block.size]))
        span = Span(block.old + inner.start, block.old + inner.end)
        found = carrier.carry(span)
        assert found.fate is Fate.KEPT
        assert found.span.start - block.new == inner.start
        assert found.span.of(new) == span.of(old)


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
            assert (carried.span.of(new), carried.fate) == (span.of(text), Fate.KEPT)


@given(texts(min_size=1), st.data())
def test_where_only_spaces_come_in_every_word_is_kept_in_its_order(text: str, data: st.DataObject) -> None:
    assume(text.strip())
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=5)))
    cuts = [0, *places, len(text)]
    new = " ".join(text[a:b] for a, b in pairwise(cuts))
    carrier = Carrier(text, new)
    found = [carrier.carry(span) for span in data.draw(fragments(text)) if span.of(text).strip()]
    assert all(one.fate is Fate.KEPT for one in found)
    assert [one.span.start for one in found] == sorted(one.span.start for one in found)


@given(texts_with_span(), st.data())
def test_the_mark_of_words_taken_out_stands_on_a_word(case: tuple[str, Span], data: st.DataObject) -> None:
    text, span = case
    new = f"{text[: span.start]} {text[span.end :]}"
    assume(new.strip())
    found = Carrier(text, new).carry(span)
    assert found.span.of(new).strip() or found.fate is Fate.KEPT
