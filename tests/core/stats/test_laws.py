"""What holds of every table of ratings, and what a bad table gets."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import combinations

import numpy as np  # noqa: TID253 (these are tables of numbers)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import Refused
from core.stats import kappa
from core.stats.alpha import LEVELS, Level, alpha, alpha_of, coincidences, distances, metric_of
from core.stats.result import NO_DATA, NO_VARIATION, NOTHING_PAIRED, ONE_CODER, TWO_CODERS, Coefficient
from core.stats.table import Patterns, Ratings, compress, smallest
from core.stats.weights import NAMES, agreement_weights

Rows = list[tuple[int | None, ...]]
KAPPAS: list[Callable[[Patterns], Coefficient]] = [
    *(kappa.percent_pairwise, kappa.percent_all, kappa.fleiss, kappa.scott, kappa.cohen, kappa.light),
    *(kappa.brennan_prediger, kappa.von_eye, kappa.gwet, kappa.conger),
]


@st.composite
def tables(draw: st.DrawFn, coders: int = 0) -> Rows:
    width = coders or draw(st.integers(2, 5))
    cell = st.one_of(st.none(), st.integers(0, 3))
    return draw(st.lists(st.tuples(*[cell] * width), min_size=1, max_size=25))


def everything(rows: Rows) -> list[float | None]:
    table = Ratings.of(rows, range(4))
    found = [of(table.patterns) for of in KAPPAS]
    found += [alpha(table, level, period=4) for level in LEVELS]
    for name in NAMES:
        found += [of(table.patterns, agreement_weights(name, 4)) for of in (kappa.fleiss, kappa.gwet)]
    return [one.value for one in found]


def nearly(values: list[float | None]) -> object:
    return [None if value is None else pytest.approx(value, abs=1e-9) for value in values]


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_coders_and_units_changes_nothing(rows: Rows, chance: random.Random) -> None:
    order = list(range(len(rows[0])))
    chance.shuffle(order)
    other = [tuple(row[at] for at in order) for row in rows]
    chance.shuffle(other)
    assert everything(other) == nearly(everything(rows))


@given(tables(), st.permutations(range(4)))
def test_names_of_nominal_codes_change_nothing(rows: Rows, names: list[int]) -> None:
    renamed = [tuple(None if v is None else names[v] for v in row) for row in rows]
    one, other = Ratings.of(rows, range(4)), Ratings.of(renamed, range(4))
    assert alpha(other).value == nearly([alpha(one).value])[0]  # type: ignore[index]
    for of in KAPPAS:
        assert of(other.patterns).value == nearly([of(one.patterns).value])[0]  # type: ignore[index]


@given(tables())
def test_no_coefficient_passes_one_nor_is_no_number(rows: Rows) -> None:
    for value in everything(rows):
        assert value is None or -1e6 < value <= 1 + 1e-12


@given(tables(coders=1))
def test_agreement_without_a_fault_is_one_or_undefined(rows: Rows) -> None:
    for value in everything([row * 3 for row in rows]):
        assert value is None or value == pytest.approx(1)


@given(tables(coders=2))
def test_a_coder_taken_twice_agrees_no_less_with_the_own_double(rows: Rows) -> None:
    for level in LEVELS:
        pair = alpha(Ratings.of(rows, range(4)), level, period=4).value
        for coder in (0, 1):
            double = alpha(Ratings.of([(row[coder], row[coder]) for row in rows], range(4)), level, period=4)
            assert pair is None or double.value is None or double.value >= pair - 1e-9


@given(tables(coders=2))
def test_a_double_among_the_coders_never_lowers_agreement_of_pairs(rows: Rows) -> None:
    """Where all rated: the pair that is added agrees on everything."""
    rows = [tuple(value or 0 for value in row) for row in rows]
    before = kappa.percent_pairwise(Ratings.of(rows).patterns).value
    after = kappa.percent_pairwise(Ratings.of([(*row, row[0]) for row in rows]).patterns).value
    assert before is not None
    assert after is not None
    assert after >= before - 1e-12


@given(tables(coders=2))
def test_what_is_one_of_two_coders(rows: Rows) -> None:
    table = Ratings.of(rows, range(4)).patterns
    both = kappa.scott(table).value, kappa.fleiss(table).value
    assert both[0] is None or both[0] == pytest.approx(both[1])
    assert (kappa.light(table).value or 0) == pytest.approx(kappa.cohen(table).value or 0)


@given(tables(), st.sampled_from(LEVELS))
def test_means_and_pairs_come_to_the_same(rows: Rows, level: Level) -> None:
    """Against the definition: the coincidence matrix, and distances of all categories."""
    table = Ratings.of(rows, range(4))
    found = alpha(table, level, period=4).value
    if found is None:
        return
    together = coincidences(table.patterns)
    margins = together.sum(axis=1)
    far = np.array([[apart(level, a, b, margins) for b in range(4)] for a in range(4)])
    n = margins.sum()
    by_hand = 1 - (n - 1) * (together * far).sum() / (margins @ far @ margins)
    assert found == pytest.approx(by_hand, abs=1e-9)
    own = distances(far.tolist())
    assert alpha_of(table.patterns, own).value == pytest.approx(by_hand, abs=1e-9)
    assert own.slope(margins) == pytest.approx(metric_of(table, level, period=4).slope(margins))


def apart(level: Level, one: int, other: int, margins: np.ndarray) -> float:
    low, high = min(one, other), max(one, other)
    if level == "nominal":
        return float(low != high)
    if level == "ordinal":
        return float((margins[low : high + 1].sum() - (margins[low] + margins[high]) / 2) ** 2)
    if level == "interval":
        return float((high - low) ** 2)
    if level == "ratio":
        return float(((high - low) / (high + low)) ** 2) if high + low else 0.0
    return float(np.sin(np.pi * (high - low) / 4) ** 2)


@given(tables(), st.sampled_from([4, 200, 40_000, 10**9]))
def test_however_rows_are_counted_the_table_is_the_same(rows: Rows, width: int) -> None:
    """Few categories are counted by position, many by sorting, very many in steps."""
    codes = np.array([[-1 if v is None else v for v in row] for row in rows]).T.astype(smallest(width))
    found = compress(np.ascontiguousarray(codes), width)
    written = {tuple(column): int(n) for column, n in zip(found.codes.T.tolist(), found.times, strict=True)}
    expected = {row: codes.T.tolist().count(list(row)) for row in map(tuple, codes.T.tolist())}
    expected.pop((-1,) * codes.shape[0], None)
    assert written == expected


@pytest.mark.parametrize(("coders", "width"), [(3, 38), (2, 254), (3, 100), (5, 17), (4, 37)])
def test_joint_numbers_do_not_overflow(coders: int, width: int) -> None:
    """The largest codes of each coder, alone and together, where a joint number passes the sign bit."""
    rows: Rows = [(width - 1,) * coders, (None,) * (coders - 1) + (width - 1,), (0,) * coders]
    rows += [tuple(width - 1 if at == one else None for at in range(coders)) for one in range(coders)]
    found = Ratings.of(rows * 30_000, range(width)).patterns
    written = {tuple(column): int(n) for column, n in zip(found.codes.T.tolist(), found.times, strict=True)}
    last = (-1,) * (coders - 1) + (width - 1,)
    assert written[last] == 60_000
    assert written[(width - 1,) * coders] == written[(0,) * coders] == 30_000
    assert len(written) == coders + 2


@pytest.mark.parametrize("width", [3, 127, 128, 32_767, 32_768])
def test_the_smallest_type_holds_all_categories(width: int) -> None:
    table = Ratings.of([(value, value) for value in range(width)])
    assert table.codes.max() == width - 1
    assert table.codes.min() == 0
    assert np.iinfo(table.codes.dtype).max >= width - 1


# -- bad tables -----------------------------------------------------------------------------------------


def test_a_ragged_table_is_refused_at_its_row() -> None:
    with pytest.raises(Refused, match="Row 3 has 1 ratings, the first row 2") as told:
        Ratings.of([(1, 1), (1, 2), (1,)])
    assert told.value.code == "ragged"


def test_text_for_numbers_is_refused_with_the_text() -> None:
    for level in ("interval", "ratio", "circular"):
        with pytest.raises(Refused, match="“yes” is none") as told:
            alpha(Ratings.of([("1", "yes"), ("2", "2")]), level, period=7)
        assert told.value.code == "no-numbers"


def test_numbers_that_are_none_are_refused() -> None:
    with pytest.raises(Refused, match="finite"):
        alpha(Ratings.of([("inf", "2"), ("2", "2")]), "interval")


def test_a_ratio_scale_has_nothing_below_zero() -> None:
    """Else −1 and 1 would count as the same, and −1 and 2 as nine times as far apart as can be."""
    with pytest.raises(Refused, match="there is a rating of -1") as told:
        alpha(Ratings.of([(-1, 1), (2, 2)]), "ratio")
    assert told.value.code == "no-ratio"


def test_ratings_of_one_coder_alone_can_push_fleiss_below_minus_one() -> None:
    """They count towards what chance gives: one pair that differs, and 99 units all but certain."""
    rows: Rows = [(1, 2), *[(1, None)] * 99]
    found = kappa.fleiss(Ratings.of(rows, [1, 2]).patterns).value
    shares = (99.5 / 100, 0.5 / 100)
    chance = shares[0] ** 2 + shares[1] ** 2
    assert found == pytest.approx(-chance / (1 - chance))
    assert found is not None
    assert found < -90


def test_a_category_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused, match="“x” is not among"):
        Ratings.of([("a", "x")], ["a", "b"])


def test_a_circle_needs_its_length() -> None:
    with pytest.raises(Refused, match="begins again"):
        alpha(Ratings.of([(1, 2), (2, 2)]), "circular")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([(None, None), (None, None)], NO_DATA),
        ([], NO_DATA),
        ([(1, None), (2, None)], ONE_CODER),
        ([(1,), (2,)], ONE_CODER),
        ([(1, None), (None, 2)], NOTHING_PAIRED),
    ],
)
def test_too_little_is_undefined_because(rows: Rows, reason: str) -> None:
    table = Ratings.of(rows, [1, 2])
    for found in (alpha(table), *(of(table.patterns) for of in KAPPAS)):
        assert (found.value, found.reason) == (None, reason), found.name
        assert found.said() == f"undefined, because {reason}"


WHY: dict[object, str] = {
    kappa.scott: TWO_CODERS,
    kappa.cohen: TWO_CODERS,
    kappa.light: f"Cohen's κ of one pair of coders is: {NO_VARIATION}",
}


def test_without_variation_only_what_needs_none_is_defined() -> None:
    table = Ratings.of([(1, 1, 1)] * 4, [1, 2])
    assert (alpha(table).value, alpha(table).reason) == (None, NO_VARIATION)
    kept = (kappa.percent_all, kappa.percent_pairwise, kappa.gwet, kappa.brennan_prediger, kappa.von_eye)
    for of in KAPPAS:
        found = of(table.patterns)
        assert (found.value, found.reason) == ((1, "") if of in kept else (None, WHY.get(of, NO_VARIATION)))


def test_a_hundred_thousand_categories() -> None:
    """Refused where each is compared with each; means do for the levels of numbers."""
    table = Ratings.of([(n, n + n % 2) for n in range(99_998)] + [(99_998, 99_999)])
    refused: tuple[Level, ...] = ("nominal", "ratio")
    for level in refused:
        with pytest.raises(Refused, match=r"100,000 different values") as told:
            alpha(table, level)
        assert told.value.code == "too-many-categories"
    with pytest.raises(Refused, match="100,000 different values"):
        kappa.fleiss(table.patterns)
    borne: tuple[Level, ...] = ("ordinal", "interval")
    for level in borne:
        assert alpha(table, level).value == pytest.approx(1, abs=1e-6)


def test_a_crowd_that_rated_a_few_units_each() -> None:
    """α, Fleiss, AC1 and per cent don't ask who rated: three columns are the same as three hundred."""
    dice = random.Random(5)
    few: Rows = [tuple(dice.choice([0, 1, 2, None]) for _ in range(3)) for _ in range(200)]
    crowd: Rows = []
    for row in few:
        seats = dice.sample(range(300), 3)
        crowd.append(tuple(row[seats.index(at)] if at in seats else None for at in range(300)))
    one, other = Ratings.of(few), Ratings.of(crowd)
    for level in LEVELS:
        assert alpha(one, level, period=3).value == pytest.approx(alpha(other, level, period=3).value)
    for of in (kappa.fleiss, kappa.gwet, kappa.percent_pairwise, kappa.percent_all):
        assert of(one.patterns).value == pytest.approx(of(other.patterns).value)
    assert coincidences(one.patterns) == pytest.approx(coincidences(other.patterns))


def test_pairs_of_coders_are_all_there() -> None:
    table = Ratings.of([(1, 1, 2, None)] * 2 + [(1, 2, 2, 2)])
    seen = sorted((one.sum(), len(at)) for at, one, _ in table.patterns.pairs())
    assert len(seen) == len(list(combinations(range(4), 2)))
