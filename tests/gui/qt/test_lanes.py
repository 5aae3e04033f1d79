"""Marks are found where they are, and every unit in a place has a lane of its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.domain.coding import Layer
from core.domain.text import Span
from gui.qt.lanes import Fragment, MarkIndex, allocate, wraps
from gui.viewmodels.views import Mark, State


def mark(unit: str, *spans: tuple[int, int], layer: Layer = Layer.STATEMENT, role: str = "unit") -> Mark:
    return Mark(unit, layer, "x", tuple(Span(a, b) for a, b in spans), State.SUGGESTED, role)


_SPANS = st.tuples(st.integers(0, 3000), st.integers(1, 2000)).map(lambda p: Span(p[0], p[0] + p[1]))
_MARKS = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"), st.lists(_SPANS, min_size=1, max_size=3), st.sampled_from(list(Layer))
    ),
    max_size=25,
).map(
    lambda rows: [
        Mark(f"{u}{n}", layer, "x", tuple(sorted(spans)), State.SUGGESTED)
        for n, (u, spans, layer) in enumerate(rows)
    ]
)


@given(_MARKS, _SPANS)
def test_the_index_finds_exactly_the_fragments_that_touch(marks: list[Mark], where: Span) -> None:
    found = MarkIndex(marks).touching(where.start, where.end)
    wanted = [(s.start, s.end, m.unit) for m in marks for s in m.spans if s.overlaps(where)]
    assert sorted((f.start, f.end, f.mark.unit) for f in found) == sorted(wanted)
    assert [(f.start, -f.end) for f in found] == sorted((f.start, -f.end) for f in found)


@given(_MARKS, _MARKS, st.integers(0, 25), _SPANS)
def test_an_index_made_from_the_one_before_is_as_good_as_a_new_one(
    old: list[Mark], new: list[Mark], cut: int, where: Span
) -> None:
    many = [mark(f"{n}", (n * 40, n * 40 + 30)) for n in range(300)]
    before = MarkIndex([*old, *many, *new])
    now = [*old[:cut], *many[:cut], *new, *many[cut + cut // 2 :], *new[cut:]]
    index = MarkIndex(now, before)
    assert index.touching(where.start, where.end) == MarkIndex(now).touching(where.start, where.end)
    assert all(index.marks_of(m.unit) == MarkIndex(now).marks_of(m.unit) for m in now[:20])


@given(_MARKS, st.integers(0, 299), st.booleans())
def test_an_index_tells_which_marks_came_or_went(fresh: list[Mark], at: int, replaced: bool) -> None:
    many = [mark(f"{n}", (n * 40, n * 40 + 30)) for n in range(300)]
    index = MarkIndex([*many[:at], *fresh, *many[at + replaced :]], MarkIndex(many))
    assert list(index.changed()) == [*([many[at]] if replaced else []), *fresh]


@given(_MARKS)
def test_units_that_overlap_never_share_a_lane(marks: list[Mark]) -> None:
    fragments = MarkIndex(marks).touching(0, 10_000)
    lanes = allocate(fragments)
    drawn = [f for f in fragments if f.mark.layer is not Layer.MENTION]
    assert set(lanes) == {f.mark.unit for f in drawn}
    for one in drawn:
        for other in drawn:
            if one.mark.unit != other.mark.unit and one.span.overlaps(other.span):
                assert lanes[one.mark.unit] != lanes[other.mark.unit]


def _hull_of_events(fragments: list[Fragment], unit: str) -> list[Span]:
    own = [f.span for f in fragments if f.mark.unit == unit]
    if any(f.mark.layer is Layer.EVENT for f in fragments if f.mark.unit == unit):
        return [Span(min(s.start for s in own), max(s.end for s in own))]
    return own


@given(_MARKS)
def test_no_unit_runs_lower_than_the_units_it_meets_demand(marks: list[Mark]) -> None:
    fragments = MarkIndex(marks).touching(0, 10_000)
    lanes = allocate(fragments)
    for unit, lane in lanes.items():
        own = _hull_of_events(fragments, unit)
        met = {
            lanes[other]
            for other in lanes
            if other != unit and any(a.overlaps(b) for a in own for b in _hull_of_events(fragments, other))
        }
        assert set(range(lane)) <= met


def test_same_span_nested_and_overlapping_units_all_get_lanes() -> None:
    marks = [
        mark("a", (0, 50)),
        mark("b", (0, 50)),
        mark("c", (10, 20)),
        mark("d", (45, 60)),
        mark("e", (60, 70)),
    ]
    lanes = allocate(MarkIndex(marks).touching(0, 100))
    assert lanes == {"a": 0, "b": 1, "c": 2, "d": 2, "e": 0}


def test_the_cue_of_a_statement_runs_on_its_lane() -> None:
    marks = [mark("s", (10, 30)), mark("s", (0, 8), role="cue"), mark("e", (2, 6), layer=Layer.EVENT)]
    assert allocate(MarkIndex(marks).touching(0, 100)) == {"s": 0, "e": 1}


def test_an_event_takes_the_room_between_its_fragments() -> None:
    marks = [mark("e", (0, 4), (10, 14), layer=Layer.EVENT), mark("f", (5, 9), layer=Layer.EVENT)]
    assert allocate(MarkIndex(marks).touching(0, 100)) == {"e": 0, "f": 1}
    marks = [mark("s", (0, 4), (10, 14)), mark("f", (5, 9), layer=Layer.EVENT)]
    assert allocate(MarkIndex(marks).touching(0, 100)) == {"s": 0, "f": 0}


def test_a_speaker_is_no_lane() -> None:
    assert allocate(MarkIndex([mark("s", (0, 8), role="speaker")]).touching(0, 100)) == {}


def test_units_at_a_place_come_innermost_first() -> None:
    marks = [mark("wide", (0, 900)), mark("mid", (0, 20)), mark("in", (5, 9), layer=Layer.MENTION)]
    index = MarkIndex(marks)
    assert index.at(6) == ("in", "mid", "wide")
    assert index.at(9) == ("mid", "wide")
    assert index.at(900) == ()


def test_what_holds_others_knows_how_many_layers() -> None:
    spans = [(0, 100), (0, 50), (10, 20), (30, 40), (60, 70), (200, 210)]
    fragments = [Fragment(a, b, mark(str(a), (a, b)), 0) for a, b in spans]
    assert wraps(fragments) == [2, 1, 0, 0, 0, 0]
