"""Worked examples of textbooks and papers, written out here: these run wherever the program is built."""

from __future__ import annotations

import pytest

from core.stats import kappa
from core.stats.alpha import LEVELS, Level, alpha, alpha_by_category
from core.stats.table import Patterns, Ratings
from core.stats.weights import agreement_weights

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, part C: coders A–D, twelve units.
K2011 = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
# The same paper, part A: two coders, binary data.
BINARY = """
0 1 0 0 0 0 0 0 1 0
1 1 1 0 0 1 0 0 0 0
"""
# Fleiss (1971): 30 patients, six psychiatrists each; how many chose each of five diagnoses.
FLEISS = """
0 0 0 6 0|0 3 0 0 3|0 1 4 0 1|0 0 0 0 6|0 3 0 3 0|2 0 4 0 0|0 0 4 0 2|2 0 3 1 0|2 0 0 4 0|0 0 0 0 6|1 0 0 5 0|
1 1 0 4 0|0 3 3 0 0|1 0 0 5 0|0 2 0 3 1|0 0 5 0 1|3 0 0 1 2|5 1 0 0 0|0 2 0 4 0|1 0 2 0 3|0 0 0 0 6|0 1 0 5 0|
0 2 0 1 3|2 0 0 4 0|1 0 0 4 1|0 5 0 1 0|4 0 0 0 2|0 2 0 4 0|1 0 5 0 0|0 0 0 0 6
"""
# Gwet (2014): 223 units, two raters, four categories.
FOUR = [[40, 4, 4, 17], [6, 25, 2, 13], [4, 1, 21, 12], [15, 5, 9, 45]]


def coders(text: str) -> Ratings:
    """A line a coder; a point is a missing rating."""
    rows = [
        [None if cell == "." else int(cell) for cell in line.split()] for line in text.split("\n") if line
    ]
    return Ratings.of(list(zip(*rows, strict=True)))


def fleiss_table() -> Patterns:
    units = [[int(n) for n in unit.split()] for unit in FLEISS.replace("\n", "").split("|")]
    return Ratings.of([[c for c, n in enumerate(unit) for _ in range(n)] for unit in units]).patterns


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorffs_own_example(level: Level, published: float) -> None:
    found = alpha(coders(K2011), level)
    assert found.value == pytest.approx(published, abs=6e-4)
    assert (found.units, found.pairable, found.coders, found.ratings) == (12, 11, 4, 41)


def test_krippendorffs_binary_example() -> None:
    assert alpha(coders(BINARY)).value == pytest.approx(0.095, abs=6e-4)
    assert kappa.percent_pairwise(coders(BINARY).patterns).value == pytest.approx(0.6)


def test_alpha_of_two_categories_is_that_of_each() -> None:
    table = coders(BINARY)
    assert [one.value for one in alpha_by_category(table)] == pytest.approx([alpha(table).value] * 2)


def test_fleiss_psychiatrists() -> None:
    found = fleiss_table()
    assert kappa.fleiss(found).value == pytest.approx(0.430, abs=6e-4)
    assert kappa.percent_pairwise(found).value == pytest.approx(0.5556, abs=6e-5)


@pytest.mark.parametrize(
    ("of", "published"),
    [(kappa.cohen, 0.432), (kappa.scott, 0.430), (kappa.gwet, 0.456), (kappa.brennan_prediger, 0.450)],
)
def test_two_raters_four_categories(of: object, published: float) -> None:
    assert callable(of)
    assert of(Ratings.of_counts(FOUR)).value == pytest.approx(published, abs=2e-3)


def test_two_raters_linear_weights() -> None:
    found = kappa.cohen(Ratings.of_counts(FOUR), agreement_weights("linear", 4))
    assert found.value == pytest.approx(0.407, abs=6e-4)


# Feinstein & Cicchetti (1990): the two paradoxes. Rows: yes/yes, yes/no, no/yes, no/no.
@pytest.mark.parametrize(
    ("cells", "agreed", "cohen"),
    [
        ((40, 9, 6, 45), 0.85, 0.70),
        ((80, 10, 5, 5), 0.85, 0.32),
        ((45, 15, 25, 15), 0.60, 0.13),
        ((25, 35, 5, 35), 0.60, 0.26),
    ],
)
def test_the_paradoxes_of_kappa(cells: tuple[int, int, int, int], agreed: float, cohen: float) -> None:
    found = Ratings.of_counts([cells[:2], cells[2:]])
    assert kappa.percent_all(found).value == pytest.approx(agreed)
    assert kappa.cohen(found).value == pytest.approx(cohen, abs=6e-3)
    assert kappa.scott(found).value == pytest.approx(kappa.fleiss(found).value)


def test_gwets_answer_to_the_paradox() -> None:
    """Gwet (2008): of 125 units 118 are agreed on, all in one category; κ falls below 0, AC1 stays high."""
    found = Ratings.of_counts([[118, 5], [2, 0]])
    assert kappa.cohen(found).value == pytest.approx(-0.0234, abs=6e-5)
    assert kappa.gwet(found).value == pytest.approx(0.9408, abs=6e-5)


@pytest.mark.parametrize("level", LEVELS)
def test_agreement_without_a_fault_is_one(level: Level) -> None:
    rows = [(1, 1, 1), (2, 2, 2), (3, 3, None), (2, None, 2), (None, 1, 1)]
    assert alpha(Ratings.of(rows), level, period=12).value == pytest.approx(1)


def test_one_stray_rating_among_constant_ones_is_zero() -> None:
    """A correct 0 that surprises: with no variation to speak of, one deviation is what chance gives."""
    assert alpha(Ratings.of([(1, 1)] * 9 + [(1, 2)])).value == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("days", "expected"), [([(6, 0), (0, 6), (3, 3)], "near"), ([(6, 3), (0, 3), (3, 0)], "far")]
)
def test_a_week_begins_again(days: list[tuple[int, int]], expected: str) -> None:
    found = alpha(Ratings.of(days), "circular", period=7).value
    assert found is not None
    assert (found > 0.5) == (expected == "near")
