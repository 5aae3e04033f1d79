"""Standard errors, intervals and the bootstrap: published ones, laws, and where there is none."""

from __future__ import annotations

import numpy as np  # noqa: TID253 (these are tables of numbers)
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.stats import intervals, kappa
from core.stats.alpha import LEVELS, Level, alpha, alpha_of, metric_of, pairable
from core.stats.resampling import _alike, bootstrap, bootstrap_alpha, kalpha
from core.stats.summary import summarise
from core.stats.table import Patterns, Ratings
from core.stats.weights import agreement_weights

# Gwet (2014): 223 units, two raters, four categories; and fifteen patients, five observers.
FOUR = [[40, 4, 4, 17], [6, 25, 2, 13], [4, 1, 21, 12], [15, 5, 9, 45]]
FIVE = """
112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1
"""
# SAS FREQ's example: 19 units, two raters.
SAS = "12 12 12 12 13 22 22 22 22 22 22 22 22 32 33 33 33 33 33"


def rows(text: str) -> Ratings:
    """A word a unit, a sign a coder."""
    return Ratings.of([[None if sign == "." else int(sign) for sign in word] for word in text.split()])


@pytest.mark.parametrize(
    ("of", "published"),
    [
        (intervals.cohen_interval, (0.046, 0.341, 0.522)),
        (intervals.gwet_interval, (0.043, 0.371, 0.542)),
        (intervals.brennan_prediger_interval, (0.044, 0.363, 0.537)),
    ],
)
def test_gwets_errors_of_a_contingency_table(of: object, published: tuple[float, float, float]) -> None:
    assert callable(of)
    found = of(Ratings.of_counts(FOUR), table=True)
    assert (found.error, found.low, found.high) == pytest.approx(published, abs=6e-4)


def test_gwets_errors_of_five_observers() -> None:
    table = rows(FIVE)
    conger = intervals.conger_interval(table.patterns)
    of_alpha = intervals.gwet_alpha_interval(table.patterns, np.eye(4))
    assert conger is not None
    assert of_alpha is not None
    assert (conger.error, conger.low, conger.high) == pytest.approx((0.117, 0.219, 0.719), abs=6e-4)
    assert (of_alpha.error, of_alpha.low, of_alpha.high) == pytest.approx((0.114, 0.237, 0.724), abs=6e-4)


def test_kappas_asymptotic_error() -> None:
    told = intervals.cohen_test(rows(SAS).patterns)
    assert told is not None
    interval, test = told
    assert (interval.error, interval.low, interval.high) == pytest.approx((0.138, 0.2137, 0.7547), abs=6e-5)
    assert (test.error, test.z) == pytest.approx((0.1484, 3.2626), abs=6e-5)
    assert test.p == pytest.approx(0.0011, abs=6e-5)


def many(seed: int, units: int = 400) -> Ratings:
    dice = np.random.default_rng(seed)
    truth = dice.integers(0, 5, units)
    codes = np.where(dice.random((4, units)) < 0.7, truth, dice.integers(0, 5, (4, units)))
    codes[dice.random(codes.shape) < 0.2] = -1
    return Ratings(codes.astype(np.int8), (0, 1, 2, 3, 4))


@pytest.mark.parametrize("level", LEVELS)
def test_jackknife_and_bootstrap_say_the_same(level: Level) -> None:
    table = many(3)
    metric = metric_of(table, level, period=5)
    live = intervals.alpha_interval(table.patterns, metric)
    drawn = bootstrap_alpha(table.patterns, metric, resamples=2_000, seed=1).interval()
    assert live is not None
    assert drawn is not None
    assert live.error == pytest.approx(drawn.error, rel=0.1)


@pytest.mark.parametrize("level", LEVELS)
def test_the_fast_bootstrap_is_the_plain_one(level: Level) -> None:
    """Of the same draws, α worked out one by one."""
    table = many(4, units=60)
    metric = metric_of(table, level, period=5)
    some = _alike(pairable(table.patterns))
    slow = bootstrap(some, lambda found: alpha_of(found, metric), resamples=200, seed=5)
    fast = bootstrap_alpha(table.patterns, metric, resamples=200, seed=5)
    assert fast.values == pytest.approx(slow.values, abs=1e-9)
    assert len(fast.values) == 200


@given(st.integers(0, 2**32), st.sampled_from(LEVELS))
def test_pull_of_units_is_the_slope_of_alpha(seed: int, level: Level) -> None:
    """The jackknife's derivative against a small step."""
    table = many(seed, units=12)
    metric = metric_of(table, level, period=5)
    some = pairable(table.patterns)
    pull = intervals.alpha_pull(some, metric)
    before = alpha_of(some, metric).value
    assume(pull is not None and before is not None)
    assert pull is not None
    assert before is not None
    step = 1e-5
    moved = []
    for at in range(len(some.times)):
        times = some.times.astype(float)
        times[at] += step
        after = alpha_of(Patterns(some.codes, times, some.width, 0), metric).value
        moved.append((after - before) / step if after is not None else np.nan)
    slope = np.array(moved)
    slope -= (slope * some.times).sum() / some.times.sum()
    assert pull == pytest.approx(slope, abs=1e-3)


def test_a_seed_gives_the_same_ends() -> None:
    table = many(6)
    metric = metric_of(table, "nominal")
    one, again, other = (bootstrap_alpha(table.patterns, metric, seed=seed).interval() for seed in (1, 1, 2))
    assert one == again
    assert one is not None
    assert other is not None
    assert (one.low, one.high) != (other.low, other.high)
    assert "seed 1" in one.method


def test_kalpha_is_narrower_and_says_so() -> None:
    table = rows(FIVE)
    metric = metric_of(table, "nominal")
    narrow = kalpha(table.patterns, metric).interval()
    wide = bootstrap_alpha(table.patterns, metric).interval()
    assert narrow is not None
    assert wide is not None
    assert narrow.high - narrow.low < wide.high - wide.low
    assert "too narrow" in narrow.method


def test_how_probable_it_is_to_miss_a_target() -> None:
    table = many(7)
    drawn = bootstrap_alpha(table.patterns, metric_of(table, "nominal"))
    value = alpha(table).value
    assert value is not None
    assert drawn.below(value - 0.3) == 0
    assert drawn.below(value + 0.3) == 1
    assert 0.2 < (drawn.below(value) or 0) < 0.8


@pytest.mark.parametrize("text", ["11", "11 11 11", "1. .2", ".. .."])
def test_no_interval_where_nothing_can_be_said(text: str) -> None:
    found = rows(text).patterns
    metric = metric_of(rows(text), "nominal")
    assert intervals.alpha_interval(found, metric) is None
    assert bootstrap_alpha(found, metric).interval() is None
    assert kalpha(found, metric).interval() is None
    assert intervals.cohen_interval(found) is None
    assert intervals.cohen_test(found) is None
    assert intervals.fleiss_interval(found) is None


def test_one_unit_on_which_coders_differ_has_a_value_but_no_interval() -> None:
    found, metric = rows("12 1.").patterns, metric_of(rows("12 1."), "nominal")
    assert alpha_of(found, metric).value == 0
    assert intervals.alpha_interval(found, metric) is None
    drawn = bootstrap_alpha(found, metric)
    assert drawn.interval() is None
    assert drawn.below(0.8) is None


def test_weights_have_intervals_too() -> None:
    table = many(8)
    weights = agreement_weights("quadratic", 5)
    for of, made in ((intervals.fleiss_interval, kappa.fleiss), (intervals.gwet_interval, kappa.gwet)):
        found, value = of(table.patterns, weights), made(table.patterns, weights).value
        assert found is not None
        assert value is not None
        assert found.low < value < found.high <= 1


def test_a_summary_has_what_two_and_what_more_coders_have() -> None:
    two, more = summarise(rows(SAS)), summarise(rows(FIVE), "ordinal")
    names = [row.coefficient.name for row in two.rows]
    assert names[:3] == ["Krippendorff's α", "percent agreement (pairs)", "percent agreement (all coders)"]
    assert "Cohen's κ" in names
    assert "Conger's κ" not in names
    assert {row.weights for row in more.rows} == {"", "ordinal"}
    assert len(two.by_category) == 3
    assert not more.by_category
    assert more.missing == 17


@pytest.mark.parametrize(("level", "name"), [("interval", "quadratic"), ("ratio", "ratio")])
def test_weights_of_numbers_go_by_their_size(level: Level, name: str) -> None:
    """1 and 2 are near, 1 and 100 are not, though all three are neighbours by rank."""
    table = Ratings.of([(1, 2)] * 3 + [(2, 2), (1, 1), (100, 100)])
    far = Ratings.of([(1, 100)] * 3 + [(100, 100), (1, 1), (2, 2)])
    near, wide = (
        {
            row.coefficient.name: row.coefficient.value
            for row in summarise(one, level).rows
            if row.weights == name
        }
        for one in (table, far)
    )
    assert (near["weighted κ"] or 0) > 0.8 > (wide["weighted κ"] or 0)
