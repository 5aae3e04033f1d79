"""What two versions of a text have in common, and what a person is shown of the rest."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.text.agree import agreement
from core.text.difference import Part, differences
from tests.build import TEXT, texts


@given(texts(), texts())
def test_blocks_are_the_same_in_both_and_ascend(old: str, new: str) -> None:
    blocks = agreement(old, new)
    for block in blocks:
        assert block.size > 0
        assert old[block.old : block.old + block.size] == new[block.new : block.new + block.size]
    for one, next_one in pairwise(blocks):
        assert one.old + one.size <= next_one.old
        assert one.new + one.size <= next_one.new
        assert (one.old + one.size, one.new + one.size) != (next_one.old, next_one.new)


@given(texts(), st.data())
def test_taking_out_and_putting_in_leaves_all_else_in_common(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    more = data.draw(texts())
    assert sum(block.size for block in agreement(text, text[:at] + more + text[at:])) == len(text)
    assert sum(block.size for block in agreement(text[:at] + more + text[at:], text)) == len(text)


def test_a_long_text_with_changes_all_over_is_almost_all_in_common() -> None:
    lots = random.Random(4)
    vocabulary = [f"word{number}" for number in range(3_000)]
    words = lots.choices(vocabulary, k=30_000)
    new = [word[::-1] if lots.random() < 0.01 else word for word in words]
    gone = [word for word in new if lots.random() > 0.01]
    old, corrected = " ".join(words), " ".join(gone)
    assert sum(block.size for block in agreement(old, corrected)) > 0.97 * len(corrected)


def test_runs_of_words_anchor_where_no_word_occurs_once() -> None:
    lots = random.Random(7)
    words = lots.choices(["a", "few", "words", "that", "come", "again", "and"], k=3_000)
    new = ["again", *words[:1_000], "come", *words[1_000:], "and"]
    old, corrected = " ".join(words), " ".join(new)
    assert sum(block.size for block in agreement(f"{old} few", corrected)) > 0.95 * len(old)


@given(texts(), texts())
def test_the_pieces_are_both_texts(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert "".join(p.text for p in pieces if p.part is not Part.ADDED) == old
    assert "".join(p.text for p in pieces if p.part is not Part.REMOVED) == new
    assert all(piece.text for piece in pieces)


def test_changes_are_shown_in_whole_words() -> None:
    pieces = differences("He recieved Armeniaand Iran.", "He received Armenia and Iran.")
    shown = [(p.part.value, p.text) for p in pieces]
    assert shown == [
        ("same", "He "),
        ("removed", "recieved"),
        ("added", "received"),
        ("same", " "),
        ("removed", "Armeniaand"),
        ("added", "Armenia and"),
        ("same", " Iran."),
    ]
    assert differences(TEXT, TEXT) == (pieces[0].__class__(Part.SAME, TEXT),)
