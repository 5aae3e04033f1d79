"""Draws: the same for the same seed, in proportion, even, and blind to the order they are given."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from statistics import pstdev
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.errors import Refused
from core.domain.sampling import (
    STRATA,
    Draw,
    Plan,
    Stock,
    drawn_up,
    quotas,
    share_of,
    stratum,
    units_needed,
)
from core.domain.work import Cancelled


@st.composite
def stocks(draw: st.DrawFn) -> list[Stock]:
    many = draw(st.integers(1, 60))
    source = st.sampled_from(("", "Azernews", "AFP", "Reuters"))
    date = st.sampled_from(("", "2024-04-28", "2024-04-02", "2024-05-01"))
    group = st.sampled_from(("", "", "", "wire-1", "wire-2", "wire-3"))
    return [
        Stock(f"a{at:03}", draw(source), draw(date), draw(group), draw(st.integers(0, 900)))
        for at in range(many)
    ]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    coders = tuple(f"c{at}" for at in range(draw(st.integers(1, 7))))
    share = st.floats(0, 1)
    return Plan(
        coders,
        draw(st.integers(1, len(coders))),
        draw(share),
        draw(st.integers(0, 70)),
        draw(st.sampled_from(STRATA)),
        draw(st.booleans()),
        draw(share),
        draw(st.integers(0, 9)),
    )


@given(stocks(), plans(), st.randoms(use_true_random=False))
def test_the_order_in_which_articles_and_coders_come_changes_nothing(
    stock: list[Stock], plan: Plan, chance: random.Random
) -> None:
    mixed = list(stock)
    chance.shuffle(mixed)
    turned = replace(plan, coders=plan.coders[::-1])
    first, again = drawn_up(stock, plan), drawn_up(mixed, turned)
    assert first == again


@given(stocks(), plans())
def test_each_article_has_the_coders_it_should_have(stock: list[Stock], plan: Plan) -> None:
    draw = drawn_up(stock, plan)
    assert len(set(draw.pairs)) == len(draw.pairs)
    of = Counter(article_id for article_id, _ in draw.pairs)
    shared = set(draw.shared)
    assert shared <= set(of)
    for article_id, coders in of.items():
        assert coders == (plan.per_article if article_id in shared else 1)
    pool = len(stock) - len(draw.spared)
    assert len(of) == (min(plan.articles, pool) if plan.articles else pool)
    assert {who for _, who in draw.pairs} <= set(plan.coders)


@given(stocks(), plans())
def test_the_work_is_even_in_all_and_in_the_overlap(stock: list[Stock], plan: Plan) -> None:
    draw = drawn_up(stock, plan)
    shared = set(draw.shared)
    for pairs in (draw.pairs, [pair for pair in draw.pairs if pair[0] in shared]):
        load = Counter(dict.fromkeys(plan.coders, 0))
        load.update(who for _, who in pairs)
        assert max(load.values()) - min(load.values()) <= 1


@given(stocks(), plans())
def test_near_duplicates_come_into_the_overlap_once(stock: list[Stock], plan: Plan) -> None:
    draw = drawn_up(stock, plan)
    group = {one.id: one.group for one in stock}
    once = {article_id for article_id, _ in draw.pairs} if plan.unique else set(draw.shared)
    seen = Counter(group[article_id] for article_id in once if group[article_id])
    assert not seen or max(seen.values()) == 1
    assert plan.unique or not draw.spared


@given(stocks(), plans())
def test_everybody_repeats_the_asked_share_of_his_own(stock: list[Stock], plan: Plan) -> None:
    draw = drawn_up(stock, plan)
    assert set(draw.repeats) <= set(draw.pairs)
    for coder in plan.coders:
        own = sum(who == coder for _, who in draw.pairs)
        assert sum(who == coder for _, who in draw.repeats) == share_of(own, plan.repeats)
        assert draw.load(coder) == own + share_of(own, plan.repeats)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 400), max_size=8), st.integers(0, 900))
def test_quotas_sum_up_and_are_never_a_whole_one_off(sizes: dict[str, int], wanted: int) -> None:
    found, total = quotas(sizes, wanted), sum(sizes.values())
    assert sum(found.values()) == min(wanted, total)
    for name, size in sizes.items():
        assert 0 <= found[name] <= size
        assert not total or abs(found[name] - min(wanted, total) * size / total) < 1


def test_a_sample_has_each_stratum_in_proportion() -> None:
    stock = [Stock(f"a{at}", "AFP" if at % 4 else "Reuters", f"2024-0{1 + at % 2}-05") for at in range(80)]
    draw = drawn_up(stock, Plan(("x", "y"), 2, 1.0, 20))
    of = {one.id: stratum(one, "source and date") for one in stock}
    assert Counter(of[article_id] for article_id in draw.shared) == {
        "AFP · 2024-01": 5,
        "AFP · 2024-02": 10,
        "Reuters · 2024-01": 5,
    }


def test_another_seed_draws_others_and_a_larger_share_holds_the_smaller() -> None:
    stock = [Stock(f"a{at}") for at in range(100)]

    def overlap(share: float, seed: int) -> set[str]:
        return set(drawn_up(stock, Plan(("x", "y", "z"), 2, share, seed=seed)).shared)

    assert overlap(0.2, 7) != overlap(0.2, 8)
    assert overlap(0.2, 7) < overlap(0.4, 7)


def test_pairs_of_coders_are_mixed_in_the_overlap() -> None:
    stock = [Stock(f"a{at}") for at in range(120)]
    draw = drawn_up(stock, Plan(tuple("uvwxyz"), 2, 1.0))
    met: dict[str, set[str]] = {}
    for article_id, who in draw.pairs:
        met.setdefault(article_id, set()).add(who)
    assert len({frozenset(two) for two in met.values()}) >= 12  # of 15 pairs there are


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (Plan(()), "no-coders"),
        (Plan(("a", "a")), "no-coders"),
        (Plan(("a",), 2), "too-few-coders"),
        (Plan(("a", "b"), 0), "too-few-coders"),
        (Plan(("a", "b"), overlap=1.2), "no-share"),
        (Plan(("a", "b"), repeats=-0.1), "no-share"),
        (Plan(("a", "b"), articles=-1), "no-share"),
        (Plan(("a", "b"), strata="moon"), "no-strata"),
    ],
)
def test_what_cannot_be_drawn_is_refused(plan: Plan, code: str) -> None:
    with pytest.raises(Refused) as told:
        drawn_up([Stock("a1"), Stock("a2")], plan)
    assert told.value.code == code


def test_nothing_to_draw_from_is_refused() -> None:
    with pytest.raises(Refused, match="no article left"):
        drawn_up([], Plan(("a", "b")))


def test_what_to_think_about_is_said() -> None:
    stock = [Stock(f"a{at}", group="wire") for at in range(10)]
    told = " ".join(drawn_up(stock, Plan(("a", "b"), 2, 0.5, 30, repeats=0.01)).warnings)
    for words in ("Only 10 articles", "near-duplicates", "1 articles coded by several", "hidden repeat"):
        assert words in told
    assert not drawn_up([Stock(f"a{at}") for at in range(100)], Plan(("a", "b"), 2, 0.5)).warnings


def test_a_draw_counts_its_load() -> None:
    draw = Draw((("a", "x"), ("b", "y")), (), (("a", "x"),))
    assert (draw.load("x"), draw.load("y"), draw.load("z")) == (2, 1, 0)


@pytest.mark.parametrize(("alpha", "share"), [(0.8, 0.3), (0.67, 0.1), (0.5, 0.5)])
def test_so_many_units_give_the_margin_in_a_simulation(alpha: float, share: float) -> None:
    """Two coders under the common correlation model: the spread of α over 1,500 studies of that size."""
    chance, margin = random.Random(3), 0.12
    many = units_needed(alpha, share, margin)
    found = [_alpha(_study(chance, many, share, alpha)) for _ in range(1500)]
    assert 1.96 * pstdev(found) == pytest.approx(margin, rel=0.12)


def _study(chance: random.Random, many: int, share: float, alpha: float) -> Counter[int]:
    """How many units both, one or neither coder said yes to."""
    both = share * share + alpha * share * (1 - share)
    one = 2 * (1 - alpha) * share * (1 - share)
    return Counter(chance.choices((2, 1, 0), (both, one, 1 - both - one), k=many))


def _alpha(units: Counter[int]) -> float:
    values, yes = 2 * units.total(), 2 * units[2] + units[1]
    return 1 - (values - 1) * units[1] / (yes * (values - yes))


@settings(max_examples=50)
@given(st.floats(0.3, 0.95), st.floats(0.02, 0.5), st.floats(0.02, 0.3))
def test_a_narrower_margin_or_a_rarer_category_needs_more(alpha: float, share: float, margin: float) -> None:
    many = units_needed(alpha, share, margin)
    assert units_needed(alpha, share, margin / 2) >= 4 * (many - 1)
    assert units_needed(alpha, share / 2, margin) >= many
    assert units_needed(alpha, share, margin, 0.99) >= many


@pytest.mark.parametrize("bad", [(1.0, 0.3, 0.1), (0.8, 0.0, 0.1), (0.8, 0.6, 0.1), (0.8, 0.3, 0.0)])
def test_impossible_wishes_are_refused(bad: tuple[float, float, float]) -> None:
    with pytest.raises(Refused):
        units_needed(*bad)


def test_a_draw_tells_how_far_it_is_and_stops_when_nobody_wants_it() -> None:
    class Watch:
        cancelled = False
        told: ClassVar[list[float]] = []

        def report(self, done: float, text: str = "") -> None:
            assert text == "Drawing"
            self.told.append(done)
            self.cancelled = len(self.told) == 2

    watch = Watch()
    stock = [Stock(f"a{n}") for n in range(300)]
    with pytest.raises(Cancelled):
        drawn_up(stock, Plan(("x", "y")), watch)
    assert watch.told == [0.0, pytest.approx(50 / 300)]
