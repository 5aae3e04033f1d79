"""Where cards stand, against adding all heights up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.qt.card_stack import GAP, Stack

heights = st.lists(st.integers(1, 300).map(float), min_size=1, max_size=30)


def stacked(high: list[float]) -> Stack:
    """A stack of cards so high."""
    made = Stack()
    made.show([f"u{n}" for n in range(len(high))], lambda unit: high[int(unit[1:])])
    return made


@given(heights, st.integers(-50, 3000), st.integers(0, 900))
def test_the_cards_within_are_those_that_reach_into_the_view(high: list[float], low: int, room: int) -> None:
    stack = stacked(high)
    reach = [
        n for n in range(len(high)) if stack.top(n) + stack.height(n) >= low and stack.top(n) <= low + room
    ]
    assert list(stack.within(low, low + room)) == reach


@given(heights, st.data())
def test_a_card_that_grows_moves_those_below_it_alone(high: list[float], data: st.DataObject) -> None:
    stack = stacked(high)
    at = data.draw(st.integers(0, len(high) - 1))
    before = [stack.top(n) for n in range(len(high))]
    assert stack.set_height(at, high[at] + 7)
    assert not stack.set_height(at, high[at] + 7)
    assert [stack.top(n) for n in range(len(high))] == [
        top + (7 if n > at else 0) for n, top in enumerate(before)
    ]


def test_a_card_taken_out_leaves_its_room_to_those_below() -> None:
    stack = stacked([10.0, 20.0, 30.0])
    stack.drop(1)
    assert stack.ids == ["u0", "u2"]
    assert (stack.number("u1"), stack.number("u2")) == (-1, 1)
    assert stack.top(1) == GAP + 10 + GAP
    assert stack.bottom == GAP + 10 + GAP + 30 + GAP
