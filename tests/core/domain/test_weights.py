"""What decisions teach: the laws of it, whatever was decided."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.coding import Decision, Provenance
from core.domain.weights import (
    ENOUGH,
    FURTHEST,
    LEAST,
    MOST,
    Counts,
    Weights,
    family,
    fit,
    likeness,
    moved,
)

RULES = ("mention.model", "mention.reference:role", "mention.reference:side", "mention.date")
verdicts = st.sampled_from((Provenance.CONFIRMED, Provenance.FIXED, Provenance.REJECTED))
shares = st.floats(0, 1)


@st.composite
def decisions(draw: st.DrawFn) -> list[Decision]:
    """A coder's decisions; how often a rule is right is drawn too, so that all kinds of coders occur."""
    chance = random.Random(draw(st.integers(0, 10**6)))
    right = {rule: draw(shares) for rule in RULES}
    return [
        one(
            rule := chance.choice(RULES),
            Provenance.CONFIRMED if chance.random() < right[rule] else Provenance.REJECTED,
            chance.random(),
            words=chance.choice(("Georgia", "Baku", "")),
            looked=chance.random() < 0.9,
        )
        for _ in range(draw(st.integers(0, 2 * ENOUGH)))
    ]


def one(
    rule: str, verdict: Provenance, confidence: float = 0.7, *, words: str = "", looked: bool = True
) -> Decision:
    layer = rule.split(".")[0]
    return Decision("d", "s", "a", "c", verdict, "", "", layer, rule, confidence, "GPE", words, looked)


def counts(made: Iterable[Decision]) -> Counts:
    found = Counts()
    for decision in made:
        found.add(decision)
    return found


def some(rule: str, right: int, wrong: int, confidence: float = 0.7) -> list[Decision]:
    return [
        *(one(rule, Provenance.CONFIRMED, confidence) for _ in range(right)),
        *(one(rule, Provenance.REJECTED, confidence) for _ in range(wrong)),
    ]


@given(decisions(), st.sampled_from(RULES), shares, shares)
def test_what_is_surer_stays_surer(made: list[Decision], rule: str, one: float, other: float) -> None:
    weights = fit(counts(made))
    low, high = sorted((one, other))
    assert weights.read(low, "mention", rule) <= weights.read(high, "mention", rule)


@given(decisions(), st.sampled_from(RULES), shares, st.sampled_from(("", "GPE georgia", "GPE baku")))
def test_a_confidence_stays_one_and_moves_only_so_far(
    made: list[Decision], rule: str, confidence: float, like: str
) -> None:
    weights = fit(counts(made))
    assert 0 <= weights.read(confidence, "mention", rule, like) <= 1
    held = min(max(confidence, LEAST), MOST)
    found = weights.read(held, "mention", rule)
    assert moved(held, -FURTHEST) - 1e-9 <= found <= moved(held, FURTHEST) + 1e-9


@given(decisions(), st.randoms(use_true_random=False))
def test_the_order_of_decisions_does_not_matter_and_undoing_them_forgets_them(
    made: list[Decision], chance: random.Random
) -> None:
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert fit(counts(shuffled)) == fit(counts(made))
    taken_back = counts(made)
    for decision in shuffled:
        taken_back.add(decision, -1)
    assert fit(taken_back) == Weights()


@given(decisions(), st.sampled_from(RULES), shares)
def test_more_right_ones_never_lower_a_confidence(made: list[Decision], rule: str, sure: float) -> None:
    better = counts([*made, *some(rule, ENOUGH, 0)])
    same = counts([*made, *some(rule, ENOUGH // 2, ENOUGH // 2)])
    assert fit(same).read(sure, "mention", rule) <= fit(better).read(sure, "mention", rule)


@given(st.integers(0, ENOUGH - 1), st.integers(0, ENOUGH - 1), shares)
def test_before_enough_decisions_of_a_layer_nothing_moves(right: int, wrong: int, sure: float) -> None:
    wrong = min(wrong, ENOUGH - 1 - right)
    weights = fit(counts([*some("mention.model", right, wrong), *some("topic.cap", ENOUGH, 0)]))
    assert weights.read(sure, "mention", "mention.model") == sure


def test_a_family_goes_where_its_decisions_are_and_an_unseen_one_with_its_layer() -> None:
    made = [*some("mention.model", 190, 10), *some("mention.title", 20, 180)]
    weights = fit(counts(made))
    assert weights.read(0.7, "mention", "mention.model") == pytest.approx(
        0.95 * 200 / 230 + 0.7 * 30 / 230, abs=0.04
    )
    assert weights.read(0.7, "mention", "mention.title") < 0.25
    unseen = weights.read(0.7, "mention", "mention.new")
    assert (
        weights.read(0.7, "mention", "mention.title") < unseen < weights.read(0.7, "mention", "mention.model")
    )
    assert weights.record("mention", "mention.model:any").seen == 200


def test_a_fixed_one_counts_half() -> None:
    made = [one("event.verb", Provenance.FIXED) for _ in range(ENOUGH)]
    weights = fit(counts(made))
    assert weights.record("event", "event.verb").right == ENOUGH / 2
    assert weights.read(0.7, "event", "event.verb") < 0.6


def test_what_was_decided_without_looking_teaches_nothing() -> None:
    made = [one("event.verb", Provenance.CONFIRMED, looked=False, words="x") for _ in range(ENOUGH)]
    assert fit(counts(made)) == Weights()


def test_decisions_of_older_projects_teach_nothing() -> None:
    assert fit(counts([Decision("d", "s", "a", "c", Provenance.CONFIRMED)] * ENOUGH)) == Weights()


@pytest.mark.parametrize(
    ("taken", "rejected", "least", "most"),
    [(1, 0, 0.8, 1), (0, 1, 0.6, 0.6), (0, 2, 0, 0.35), (0, 5, 0, 0.15), (5, 1, 0.85, 1), (1, 1, 0.7, 1)],
)
def test_a_name_is_remembered(taken: int, rejected: int, least: float, most: float) -> None:
    made = [one("mention.model", Provenance.CONFIRMED, words="New  York") for _ in range(taken)]
    made += [one("mention.model", Provenance.REJECTED, words="new york") for _ in range(rejected)]
    weights = fit(counts(made))
    assert least <= weights.read(0.6, "mention", "mention.model", likeness("GPE", "NEW YORK")) <= most
    assert weights.read(0.6, "mention", "mention.model", likeness("PERSON", "New York")) == 0.6


@given(st.integers(0, 9), st.integers(0, 9), shares)
def test_a_rejected_name_is_below_the_usual_threshold_until_it_is_taken(
    taken: int, rejected: int, sure: float
) -> None:
    words = [one("mention.model", Provenance.CONFIRMED, words="X")] * taken
    words += [one("mention.model", Provenance.REJECTED, words="X")] * rejected

    def read(more: Iterable[Decision]) -> float:
        return fit(counts([*words, *more])).read(sure, "mention", "mention.model", likeness("GPE", "X"))

    now = read(())
    assert read([one("mention.model", Provenance.CONFIRMED, words="X")]) >= now - 1e-12
    assert read([one("mention.model", Provenance.REJECTED, words="X")]) <= now + 1e-12
    if not taken and rejected > 1:
        assert now < 0.5


def test_families() -> None:
    assert [family(rule) for rule in (*RULES, "statement.ccomp.carried", "topic.cap.article", "", "x")] == [
        *("mention.model", "mention.reference", "mention.reference", "mention.date"),
        *("statement.ccomp", "topic.cap", "", "x"),
    ]
