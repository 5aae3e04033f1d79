"""Contrast as WCAG 2.1 has it, and shades that stand out whatever colour a codebook asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.qt.tokens import DARK, LIGHT
from gui.viewmodels.contrast import GRAPHIC, TEXT, ratio, readable

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#2F5FD0", "#2F5FD0", 1.0)],
)
def test_the_ratio_is_that_of_the_standard(one: str, other: str, wanted: float) -> None:
    assert ratio(one, other) == pytest.approx(wanted, abs=0.005)
    assert ratio(other, one) == ratio(one, other)


@pytest.mark.parametrize("ground", [LIGHT.pane, DARK.pane, LIGHT.page, DARK.raised])
@pytest.mark.parametrize("least", [GRAPHIC, TEXT])
@given(colour=colours)
def test_every_colour_stands_out_from_either_theme(ground: str, least: float, colour: str) -> None:
    found = readable(colour, ground, least)
    assert ratio(found, ground) >= least
    if ratio(colour, ground) >= least:
        assert found == colour  # what is good already is left alone


@given(colours, colours)
def test_any_ground_gets_the_best_there_is(colour: str, ground: str) -> None:
    best = max(ratio("#000000", ground), ratio("#FFFFFF", ground))
    assert ratio(readable(colour, ground, TEXT), ground) >= min(TEXT, best)
