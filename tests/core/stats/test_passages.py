"""Passages coders marked: sets of topics, the unitizing family, F1 of spans, γ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import Refused
from core.stats.gamma import Costs, best_alignment, gamma, positional
from core.stats.result import NO_VARIATION, ONE_CODER
from core.stats.sets import jaccard, masi, set_alpha, set_ratings
from core.stats.spans import MATCHES, span_f1
from core.stats.unitizing import NO_UNITS, NOTHING_MEETS, Continuum, bar_u_alpha, cu_alpha, k_u_alpha, u_alpha
from core.stats.unitizing_1995 import u_alpha_1995, u_alpha_1995_of

Coders = dict[str, list[tuple[float, float, str]]]

# Krippendorff (2004), Quality & Quantity 38, fig. 2: 300 long from 150, units of c and of k, which overlap.
FIGURE: Coders = {
    "i": [(225, 295, "c"), (370, 400, "c"), (180, 240, "k"), (300, 350, "k")],
    "j": [(220, 300, "c"), (355, 375, "c"), (400, 420, "c"), (180, 240, "k"), (300, 350, "k")],
}
# Mathet et al. (2015): three annotators, as in their software's example.
APS: Coders = {
    "Alex": [(2, 9, "1"), (11, 17, "2"), (24, 30, "5"), (32, 36, "6"), (36, 44, "6"), (44, 60, "7")],
    "Paul": [(2, 9, "1"), (11, 17, "3"), (19, 25, "5"), (32, 44, "6")],
    "Suzan": [(2, 9, "1"), (11, 17, "4"), (21, 27, "5"), (32, 36, "6"), (36, 40, "6"), (40, 44, "6")],
}
THREE: Coders = {
    "Alex": [(2, 5, "1")],
    "Paul": [(2, 5, "1"), (10, 20, "2")],
    "Susan": [(2, 5, "2"), (15, 20, "2")],
}


@st.composite
def marked(draw: st.DrawFn) -> Coders:
    """Two or three coders, units that don't overlap, between 0 and 40."""
    found: Coders = {}
    for name in "abc"[: draw(st.integers(2, 3))]:
        edges = sorted(draw(st.sets(st.integers(0, 40), max_size=8)))
        labels = draw(st.lists(st.sampled_from("xyz"), min_size=4, max_size=4))
        pairs = zip(edges[::2], edges[1::2], labels, strict=False)
        found[name] = [(start, end, label) for start, end, label in pairs]
    return found


# -- sets -----------------------------------------------------------------------------------------------


def test_masi_and_jaccard() -> None:
    assert masi({"1", "2"}, {"1", "2", "3", "4"}) == pytest.approx(2 / 3)
    assert masi({"A", "B"}, {"B", "C"}) == pytest.approx(8 / 9)
    assert masi({"A"}, {"B"}) == 1
    assert masi(set(), set()) == jaccard(set(), set()) == 0
    assert jaccard({"A", "B"}, {"B", "C"}) == pytest.approx(2 / 3)


def test_alpha_of_sets() -> None:
    """A question on stats.stackexchange (511927), answered .152 and .1296."""
    rows = set_ratings([[{"f", "s"}, {"f"}, {"s", "e", "m"}], [{"s"}, {"s"}, {"s", "e"}]])
    assert set_alpha(rows, "jaccard").value == pytest.approx(0.152, abs=6e-4)
    assert set_alpha(rows, "masi").value == pytest.approx(0.1296, abs=6e-5)


def test_no_topic_is_a_rating_and_missing_is_none() -> None:
    found = set_alpha(set_ratings([[set(), set()], [{"a"}, {"a"}], [{"a"}, None]]))
    assert (found.value, found.pairable) == (1, 2)


# -- the unitizing family -------------------------------------------------------------------------------


def test_three_coders() -> None:
    text = Continuum.of(THREE, 60)
    assert u_alpha(text).value == pytest.approx(0.398298, abs=1e-6)
    assert bar_u_alpha(text).value == pytest.approx(0.523801, abs=1e-6)
    assert cu_alpha(text).value == pytest.approx(0.357143, abs=1e-6)
    one, two = k_u_alpha(text)
    assert (one.alpha.value, two.alpha.value) == pytest.approx((0.3125, 0.390625))
    assert (one.coverage, two.coverage) == pytest.approx((1, 4 / 9))


def test_the_older_coefficient() -> None:
    assert u_alpha_1995(FIGURE, 300, 150).value == pytest.approx(0.8591, abs=6e-4)
    assert u_alpha_1995_of(FIGURE, "c", 300, 150).value == pytest.approx(0.7286, abs=6e-5)
    assert u_alpha_1995_of(FIGURE, "k", 300, 150).value == pytest.approx(1)


@given(marked())
def test_the_order_of_coders_and_the_place_of_the_text_change_nothing(coders: Coders) -> None:
    moved = {
        name: [(start + 100, end + 100, label) for start, end, label in coders[name]]
        for name in reversed(coders)
    }
    one, other = Continuum.of(coders, 40), Continuum.of(moved, 40, 100)
    for of in (u_alpha, bar_u_alpha, cu_alpha):
        before, after = of(one), of(other)
        assert (before.value is None) == (after.value is None)
        assert before.value is None or before.value == pytest.approx(after.value, abs=1e-9)
        assert before.value is None or before.value <= 1 + 1e-9


@given(marked())
def test_coders_who_mark_the_same_agree(coders: Coders) -> None:
    alike = dict.fromkeys("abc", coders["a"])
    text = Continuum.of(alike, 40)
    for found in (u_alpha(text), bar_u_alpha(text), cu_alpha(text), u_alpha_1995(alike, 40)):
        assert found.value is None or found.value == pytest.approx(1)
        assert found.reason or found.value is not None
    for match in MATCHES:
        assert span_f1(alike, match).value == (1 if coders["a"] else None)


@given(marked())
def test_f1_lies_between_none_and_all(coders: Coders) -> None:
    found = {match: span_f1(coders, match).value for match in MATCHES}
    turned = {match: span_f1(dict(reversed(coders.items())), match).value for match in MATCHES}
    for match in MATCHES:
        assert (found[match] is None) == (turned[match] is None)
        assert found[match] is None or 0 <= found[match] <= 1  # type: ignore[operator]
        assert (found[match] or 0) == pytest.approx(turned[match] or 0)
    assert (found["exact"] or 0) <= (found["boundary"] or 0) + 1e-12
    assert (found["exact"] or 0) <= (found["overlap"] or 0) + 1e-12
    assert (found["overlap"] or 0) <= (found["overlap_unlabelled"] or 0) + 1e-12


def test_units_that_overlap_or_lie_outside_are_refused_with_the_coder() -> None:
    with pytest.raises(Refused, match="overlap here; two do at 3") as told:
        Continuum.of({"Ann": [(0, 5, "x"), (3, 9, "y")]}, 20)
    assert (told.value.code, told.value.where) == ("overlapping-units", "Ann")
    for strange in ((-1, 3, "x"), (18, 21, "x"), (4, 4, "x")):
        with pytest.raises(Refused, match="empty or lies outside") as told:
            Continuum.of({"Ann": [], "Bo": [strange]}, 20)
        assert told.value.where == "Bo"


def test_undefined_because() -> None:
    alone, empty = Continuum.of({"a": [(0, 5, "x")]}, 20), Continuum.of({"a": [], "b": []}, 20)
    apart = Continuum.of({"a": [(0, 5, "x")], "b": [(6, 9, "x")]}, 20)
    whole = Continuum.of({"a": [(0, 20, "x")], "b": [(0, 20, "x")]}, 20)
    for of in (u_alpha, bar_u_alpha, cu_alpha):
        assert of(alone).reason == ONE_CODER
        assert of(empty).reason == NO_UNITS
    assert cu_alpha(apart).reason == NOTHING_MEETS
    assert k_u_alpha(apart)[0].alpha.reason == NOTHING_MEETS
    assert k_u_alpha(apart)[0].coverage == 0
    assert u_alpha(whole).reason == NO_VARIATION
    assert span_f1({"a": [], "b": []}).reason == NO_UNITS
    assert span_f1({"a": []}).reason == gamma({"a": []}).reason == ONE_CODER
    assert gamma({"a": [], "b": []}).reason == NO_UNITS
    assert u_alpha_1995({"a": [], "b": []}, 20).reason == NO_UNITS


# -- F1 of spans ----------------------------------------------------------------------------------------


def test_f1_of_a_shared_task() -> None:
    """SemEval 2013, task 9.1, as in nervaluate's README: type .5, exact ends .5, strict .33."""
    coders: Coders = {
        "A": [(0, 7, "B"), (23, 31, "D"), (40, 51, "D"), (60, 69, "D"), (80, 92, "D"), (110, 124, "G")],
        "B": [(10, 17, "B"), (20, 31, "D"), (40, 51, "B"), (60, 69, "D"), (80, 92, "D"), (105, 124, "D")],
    }
    assert span_f1(coders, "overlap").value == pytest.approx(0.5)
    assert span_f1(coders, "boundary").value == pytest.approx(0.5)
    assert span_f1(coders, "exact").value == pytest.approx(1 / 3)


def test_touching_spans_do_not_overlap_and_one_is_matched_once() -> None:
    assert span_f1({"a": [(0, 5, "x")], "b": [(5, 9, "x")]}, "overlap").value == 0
    one_to_two: Coders = {"a": [(0, 9, "x")], "b": [(0, 4, "x"), (5, 9, "x")]}
    assert span_f1(one_to_two, "overlap").value == pytest.approx(2 / 3)
    assert span_f1(one_to_two, "char").value == pytest.approx(16 / 17)


# -- γ --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ((4, 14), (40, 44), 22.2),
        ((4, 14), (20, 25), 3.2),
        ((4, 14), (14, 24), 1.0),
        ((20, 30), (20, 25), 0.1),
    ],
)
def test_distances_of_mathets_figure_10(
    one: tuple[int, int], other: tuple[int, int], published: float
) -> None:
    assert positional(one, other) == pytest.approx(published, abs=0.05)


def test_disorder_of_the_best_alignment() -> None:
    assert best_alignment(list(APS.values()), Costs(3, 1, 1)).disorder == pytest.approx(0.960625)


def test_gamma_of_mathets_example() -> None:
    found = gamma(APS, Costs(3, 1, 1), samples=100, sampler="shuffle", seed=1)
    assert found.value == pytest.approx(0.455, abs=0.03)
    assert gamma(APS, samples=5, seed=3) == gamma(APS, samples=5, seed=3)


@given(marked())
def test_every_unit_is_aligned_once(coders: Coders) -> None:
    spans = list(coders.values())
    if not any(spans):
        return
    rows = best_alignment(spans, Costs()).rows
    for at, units in enumerate(spans):
        assert sorted(n for n in rows[:, at] if n >= 0) == list(range(len(units)))


def test_too_many_units_are_refused() -> None:
    crowd: Coders = {name: [(at / 100, 10 + at / 100, "x") for at in range(400)] for name in "abcd"}
    with pytest.raises(Refused, match="too many units"):
        gamma(crowd)
