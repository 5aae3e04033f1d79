"""Wire copies are found, follow-ups and short texts are not."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from core.importing.near import LIKE, near_groups, sketch

WORDS = [f"word{number}" for number in range(3_000)]


def a_text(seed: int, length: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def groups(*texts: list[str]) -> list[list[int]]:
    return near_groups([sketch(" ".join(text)) for text in texts])


def test_cut_and_edited_copies_are_grouped_and_others_are_not() -> None:
    text = a_text(1)
    edited = list(text)
    for place in range(10, 300, 40):
        edited[place] = "changed"
    assert groups(a_text(2), text, a_text(3), text[:230], edited) == [[1, 3, 4]]


def test_two_reports_with_a_paragraph_in_common_are_two() -> None:
    assert groups(a_text(1) + a_text(9, 60), a_text(2) + a_text(9, 60)) == []


def test_short_texts_and_single_ones_have_no_group() -> None:
    assert sketch("Too short to tell.") == b""
    assert groups(["same"] * 5, ["same"] * 5) == []
    assert groups(a_text(1)) == []
    assert near_groups([]) == []


def test_case_and_signs_make_no_difference() -> None:
    words = a_text(1)
    assert sketch(" ".join(words)) == sketch(", ".join(words).upper())


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 250))
def test_the_sketch_estimates_what_two_texts_share(seed: int, kept: int) -> None:
    one, other = a_text(seed), a_text(seed)[:kept] + a_text(seed + 20_000, 300 - kept)
    runs = [{tuple(text[k : k + 5]) for k in range(296)} for text in (one, other)]
    share = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    if share > LIKE + 0.25:
        assert groups(one, other) == [[0, 1]]
    if share < LIKE - 0.25:
        assert groups(one, other) == []


def test_many_copies_are_one_group() -> None:
    assert groups(*([a_text(1)] * 100)) == [list(range(100))]
