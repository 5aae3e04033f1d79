"""Positions survive the way to Qt and back, whatever the text holds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextLayout

from core.domain.text import Span
from core.text.canonical import canonical
from gui.qt.positions import LONGEST, Positions, step

# Emoji with joiners and skin tones, combining marks, no-break spaces, right-to-left letters and marks,
# the replacement character, controls, and plain words.
_BITS = st.sampled_from(
    [
        "a",
        "Baku ",
        " ",
        "\n",
        "\r\n",
        "\xa0",
        "\ufffd",
        "\u2029",
        "😀",
        "👩\u200d🚀",
        "👍🏽",
        "e\u0301",
        "שלום",
        "مرحبا ",
        *("\u202b", "\u200f", "𐍈", "\t", "\u00ad", "\ufe0f", "\x07", "\ufffc"),
    ]
)
_TEXTS = st.lists(_BITS, max_size=60).map(lambda bits: canonical("".join(bits)))


@given(_TEXTS)
def test_pieces_and_line_feeds_make_up_the_text(text: str) -> None:
    positions = Positions(text)
    assert "\n".join(positions.words(p) for p in range(len(positions))) == text
    assert "\u2029" not in text


@given(_TEXTS, st.data())
def test_a_position_comes_back_from_qt_as_it_went(text: str, data: st.DataObject) -> None:
    positions = Positions(text)
    at = data.draw(st.integers(0, len(text)))
    piece = positions.piece_at(at)
    assert positions.to_position(piece, positions.to_local(piece, at)) == at


@given(_TEXTS, st.data())
def test_a_local_range_cuts_the_same_words_in_utf_16(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    positions = Positions(text)
    cut = []
    for piece in range(len(positions)):
        local = positions.local_range(piece, span)
        if local is not None:
            units = positions.words(piece).encode("utf-16-le")
            cut.append(units[2 * local[0] : 2 * local[1]].decode("utf-16-le"))
    assert "".join(cut) == span.of(text).replace("\n", "")


@given(_TEXTS)
def test_qt_counts_the_units_we_count(text: str) -> None:
    positions = Positions(text)
    for piece in range(len(positions)):
        words = positions.words(piece)
        start, end = positions.bounds(piece)
        layout = QTextLayout(words)
        layout.beginLayout()
        line = layout.createLine()
        if line.isValid():
            line.setLineWidth(10_000_000)
            assert line.textLength() == positions.to_local(piece, end)
        layout.endLayout()
        assert (line.isValid(), end - start) != (False, 1)


def test_a_place_inside_a_surrogate_pair_is_where_its_character_starts() -> None:
    positions = Positions("a😀b")
    assert [positions.to_position(0, unit) for unit in range(5)] == [0, 1, 1, 2, 3]


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(["word ", "e\u0301", "👩\u200d🚀", "漢", "שלום "]), st.integers(1, 3))
def test_a_very_long_paragraph_is_cut_between_characters(bit: str, times: int) -> None:
    text = bit * (times * LONGEST // len(bit) + 7)
    positions = Positions(text)
    assert "".join(positions.words(p) for p in range(len(positions))) == text
    for piece in range(len(positions)):
        start, end = positions.bounds(piece)
        assert 0 < end - start <= LONGEST
        assert start % len(bit) == 0 or bit in ("word ", "שלום ")


def test_direction_is_that_of_the_first_strong_letter_of_the_paragraph() -> None:
    text = "12 שלום Baku\nBaku שלום\n" + "שלום " * (2 * LONGEST // 5)
    positions = Positions(text)
    assert [positions.is_right_to_left(p) for p in range(len(positions))] == [True, False] + [True] * (
        len(positions) - 2
    )
    assert len(positions) > 3
    assert not Positions("only Latin").has_two_ways(0)
    assert positions.has_two_ways(1)


def test_a_step_passes_a_whole_character() -> None:
    text = "e\u0301👩\u200d🚀x"
    assert [step(text, 0, 1), step(text, 2, 1), step(text, 5, 1)] == [2, 5, 6]
    assert [step(text, 6, -1), step(text, 5, -1), step(text, 2, -1), step(text, 0, -1)] == [5, 2, 0, 0]
