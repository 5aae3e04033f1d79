"""Code points and UTF-16 units."""

from __future__ import annotations

from time import perf_counter

from hypothesis import given

from core.text.offsets import Utf16Map
from tests.build import texts


@given(texts())
def test_positions_agree_with_the_encoder(text: str) -> None:
    both = Utf16Map(text)
    for at in range(len(text) + 1):
        units = len(text[:at].encode("utf-16-le")) // 2
        assert both.to_utf16(at) == units
        assert both.to_code_points(units) == at
    assert (both.length, both.units) == (len(text), len(text.encode("utf-16-le")) // 2)


@given(texts())
def test_every_unit_falls_into_its_character(text: str) -> None:
    both = Utf16Map(text)
    for unit in range(both.units):
        at = both.to_code_points(unit)
        assert both.to_utf16(at) <= unit < both.to_utf16(at + 1)


def test_within_a_pair_the_position_is_that_of_its_character() -> None:
    assert [Utf16Map("a😀b").to_code_points(unit) for unit in range(5)] == [0, 1, 1, 2, 3]


def test_a_long_text_with_some_emoji_is_mapped_at_once() -> None:
    text = ("word " * 200 + "😀 ") * 600
    began = perf_counter()
    both = Utf16Map(text)
    for at in range(0, len(text), 60):
        assert both.to_code_points(both.to_utf16(at)) == at
    assert perf_counter() - began < 1
