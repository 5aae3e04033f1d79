"""Units: laws of aligning for any codings, and the cases that make or break it."""

from __future__ import annotations

import random
from itertools import count, permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.domain.alignment import Unit
from core.domain.codebook import LayerDef
from core.domain.coding import Coding, Layer, Missing, SlotFill
from core.domain.text import Span
from core.importing.codebook_file import load_codebook
from core.stats.aligning import Given, _candidates, align
from core.stats.likeness import WINDOW, likeness_of

BOOK = load_codebook()
WORDS = "Baku said that Yerevan agreed to meet in Almaty and that talks would follow in May. " * 8
ACTORS = ("AZE", "ARM", "RUS", "USA")
_ids = count()


def layer_of(layer: Layer) -> LayerDef:
    return BOOK.layer(layer)


def a_unit(coder: str, layer: Layer, category: str, *at: tuple[int, int], **slots: str) -> Coding:
    """A coding at these places; of a slot's actor as ``source="AZE"``."""
    fills = tuple(SlotFill(name, actors=(actor,)) for name, actor in slots.items())
    spans = tuple(Span(*place) for place in at)
    return Coding(f"c{next(_ids):05}", "a", coder, layer, category, spans, (), fills)


def event(coder: str, category: str, at: tuple[int, int], **slots: str) -> Coding:
    return a_unit(coder, Layer.EVENT, category, at, **slots)


def events(**codings: list[Coding]) -> tuple[Unit, ...]:
    return align("a", layer_of(Layer.EVENT), codings)


@st.composite
def codings_of(draw: st.DrawFn, layer: Layer, coder: str) -> list[Coding]:
    codes = [one.code for one in layer_of(layer).categories][:6]
    made = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, 120))
        spans = [(start, start + draw(st.integers(1, 30)))]
        if layer is Layer.TOPIC and draw(st.booleans()):
            spans = []
        names = draw(st.lists(st.sampled_from([s.name for s in layer_of(layer).slots] or ["x"]), max_size=2))
        slots = {name: draw(st.sampled_from(ACTORS)) for name in names}
        made.append(a_unit(coder, layer, draw(st.sampled_from(codes)), *spans, **slots))
    return made


@st.composite
def studies(draw: st.DrawFn) -> tuple[Layer, dict[str, list[Coding] | Missing]]:
    layer = draw(st.sampled_from(list(Layer)))
    coders = draw(st.integers(1, 5))
    made: dict[str, list[Coding] | Missing] = {}
    for n in range(coders):
        silent = draw(st.integers(0, 9)) == 0
        made[f"k{n}"] = Missing.NOT_CODABLE if silent else draw(codings_of(layer, f"k{n}"))
    return layer, made


def sets(units: tuple[Unit, ...]) -> list[frozenset[str]]:
    return [frozenset(one.id for one in unit.codings) for unit in units]


def every(given_: Given) -> list[Coding]:
    return [one for some in given_.values() if not isinstance(some, Missing) for one in some]


@settings(deadline=None)
@given(studies())
def test_every_coding_is_in_one_unit_and_a_coder_once_in_each(
    study: tuple[Layer, dict[str, list[Coding] | Missing]],
) -> None:
    layer, codings = study
    units = align("a", layer_of(layer), codings)
    assert sorted(one.id for unit in units for one in unit.codings) == sorted(c.id for c in every(codings))
    for unit in units:
        assert unit.coders == tuple(sorted(codings))
        assert unit.codings
        for coder, member in zip(unit.coders, unit.members, strict=True):
            if isinstance(member, Coding):
                assert member.coder_id == coder
            else:
                wanted = codings[coder]
                assert member is (wanted if isinstance(wanted, Missing) else Missing.NOTHING_THERE)


@settings(deadline=None)
@given(studies(), st.randoms(use_true_random=False))
def test_the_order_of_coders_and_codings_is_irrelevant(
    study: tuple[Layer, dict[str, list[Coding] | Missing]], dice: random.Random
) -> None:
    layer, codings = study
    coders = list(codings)
    dice.shuffle(coders)
    shuffled: dict[str, list[Coding] | Missing] = {}
    for coder in coders:
        some = codings[coder]
        shuffled[coder] = some if isinstance(some, Missing) else dice.sample(some, len(some))
    assert align("a", layer_of(layer), shuffled) == align("a", layer_of(layer), codings)


@settings(deadline=None)
@given(st.sampled_from(list(Layer)), st.integers(2, 5), st.data())
def test_identical_codings_align_perfectly(layer: Layer, coders: int, data: st.DataObject) -> None:
    mine = data.draw(codings_of(layer, "k0"))
    copies = {
        f"k{n}": [
            Coding(f"{one.id}-{n}", "a", f"k{n}", layer, one.category, one.spans, (), one.slots)
            for one in mine
        ]
        for n in range(coders)
    }
    units = align("a", layer_of(layer), copies)
    assert len(units) == len(mine)
    for unit in units:
        assert len(unit.codings) == coders
        assert len({(one.spans, one.category, one.slots) for one in unit.codings}) == 1


def test_two_events_on_the_same_words_that_differ_in_one_participant_stay_two() -> None:
    def both(coder: str) -> list[Coding]:
        first = event(coder, "CONSULT", (10, 14), source="AZE", target="ARM")
        return [first, event(coder, "CONSULT", (10, 14), source="AZE", target="RUS")]

    ann, ben = both("ann"), both("ben")[::-1]
    units = events(ann=ann, ben=ben)
    assert len(units) == 2
    for unit in units:
        mine, theirs = unit.codings
        assert mine.slots == theirs.slots
    lone = events(ann=ann, ben=ben[:1])
    assert [len(unit.codings) for unit in lone] == [1, 2] or [len(u.codings) for u in lone] == [2, 1]
    (pair,) = (unit for unit in lone if len(unit.codings) == 2)
    assert pair.codings[0].slots == pair.codings[1].slots


def test_the_assignment_is_the_best_as_a_whole_not_the_first_that_fits() -> None:
    """The first one of Ann's is most like the first of Ben's, but then her second would find nothing."""
    ann = [a_unit("ann", Layer.STATEMENT, "statement", at) for at in ((0, 40), (30, 40))]
    ben = [a_unit("ben", Layer.STATEMENT, "statement", at) for at in ((22, 40), (0, 20))]
    units = align("a", layer_of(Layer.STATEMENT), {"ann": ann, "ben": ben})
    assert set(sets(units)) == {
        frozenset({ann[0].id, ben[1].id}),
        frozenset({ann[1].id, ben[0].id}),
    }


@settings(deadline=None)
@given(codings_of(Layer.STATEMENT, "ann"), codings_of(Layer.STATEMENT, "ben"))
def test_of_two_coders_no_other_assignment_is_more_alike(ann: list[Coding], ben: list[Coding]) -> None:
    assume(not {(one.spans, one.slots) for one in ann} & {(one.spans, one.slots) for one in ben})
    alike = likeness_of(layer_of(Layer.STATEMENT))
    units = align("a", layer_of(Layer.STATEMENT), {"ann": ann, "ben": ben})
    found = sum(alike(*unit.codings) for unit in units if len(unit.codings) == 2)
    few, many = sorted((ann, ben), key=len)
    best = max(
        sum(alike(one, other) for one, other in zip(few, chosen, strict=True))
        for chosen in permutations(many, len(few))
    )
    assert found == pytest.approx(best)


def test_statements_that_follow_one_another_are_two_and_events_told_again_near_by_are_one() -> None:
    ann = a_unit("ann", Layer.STATEMENT, "statement", (0, 30), speaker="AZE")
    ben = a_unit("ben", Layer.STATEMENT, "statement", (40, 80), speaker="AZE")
    assert len(align("a", layer_of(Layer.STATEMENT), {"ann": [ann], "ben": [ben]})) == 2
    met = event("ann", "CONSULT", (0, 5), source="AZE", target="ARM")
    talks = event("ben", "CONSULT", (90, 95), source="AZE", target="ARM")
    assert len(events(ann=[met], ben=[talks])) == 1
    far = event("ben", "CONSULT", (900, 905), source="AZE", target="ARM")
    assert len(events(ann=[met], ben=[far])) == 2
    others = event("ben", "CONSULT", (90, 95), source="USA", target="RUS")
    assert len(events(ann=[met], ben=[others])) == 2


def test_articles_topics_meet_topics_of_their_scheme_the_nearest_first() -> None:
    def topics(coder: str, *codes: str) -> list[Coding]:
        return [a_unit(coder, Layer.TOPIC, code) for code in codes]

    ann, ben = topics("ann", "cap:1921", "cap:16"), topics("ben", "cap:1926", "cap:16")
    units = align("a", layer_of(Layer.TOPIC), {"ann": ann, "ben": ben})
    assert set(sets(units)) == {frozenset({ann[0].id, ben[0].id}), frozenset({ann[1].id, ben[1].id})}
    passage = [a_unit("cy", Layer.TOPIC, "cap:1921", (0, 50))]
    units = align("a", layer_of(Layer.TOPIC), {"ann": ann[:1], "cy": passage})
    assert len(units) == 2
    context = topics("ben", "context:military")
    assert len(align("a", layer_of(Layer.TOPIC), {"ann": ann[:1], "ben": context})) == 2


def test_six_coders_at_once_with_one_who_says_it_another_way() -> None:
    five = {f"k{n}": [event(f"k{n}", "AID", (50, 60), source="USA", target="ARM")] for n in range(5)}
    odd = [event("k5", "COOPERATE", (50, 72), source="USA", target="AZE")]
    (unit,) = events(**five, k5=odd)
    assert len(unit.codings) == 6


def test_those_who_could_not_say_are_not_those_who_found_nothing() -> None:
    mine = [a_unit("ann", Layer.MENTION, "PERSON", (0, 4))]
    given_: Given = {"ann": mine, "ben": [], "cy": Missing.NOT_CODABLE, "dan": Missing.NOT_YET_LOOKED}
    (unit,) = align("a", layer_of(Layer.MENTION), given_)
    assert unit.members[1:] == (Missing.NOTHING_THERE, Missing.NOT_CODABLE, Missing.NOT_YET_LOOKED)
    assert [coder for coder, _ in unit.looked()] == ["ann", "ben"]
    assert unit.of("nobody") is Missing.NOT_YET_LOOKED


def test_twice_the_article_has_twice_the_pairs_to_compare() -> None:
    """What compared everything with everything would have four times as many."""

    def pairs(length: int) -> int:
        places = [(30 * n, 30 * n + 8) for n in range(length)]
        groups = [{coder: event(coder, "AID", at)} for coder in ("ann", "ben") for at in places]
        return len(list(_candidates(groups, WINDOW)))

    assert pairs(1_000) < 2.1 * pairs(500)
