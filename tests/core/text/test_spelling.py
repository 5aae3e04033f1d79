"""Strings are told apart by how they are spelled."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from core.text.lexicon import lexicon
from core.text.spelling import Spelling

LEARNED = lexicon().spelling


def test_what_is_spelled_like_a_word_is_likelier_than_what_is_not() -> None:
    for good, bad in (("brindle", "rlbdien"), ("restation", "tionresta"), ("cowpunk", "dcowpnk")):
        assert LEARNED.zipf(good) > LEARNED.zipf(bad) + 1


def test_every_letter_more_makes_a_word_rarer() -> None:
    assert LEARNED.zipf("stand") > LEARNED.zipf("standstand") > LEARNED.zipf("standstandstand")


@given(st.text(max_size=40))
def test_any_string_has_a_finite_chance(word: str) -> None:
    for spelling in (LEARNED, Spelling([])):
        assert math.isfinite(spelling.log10(word))
        assert spelling.log10(word) < 0
