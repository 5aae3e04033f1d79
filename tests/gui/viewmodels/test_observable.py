"""Observables tell of changes only; events tell everybody once."""

from __future__ import annotations

from collections.abc import Callable

from gui.viewmodels.observable import Event, Observable


def test_an_equal_value_tells_nobody() -> None:
    value, told = Observable[tuple[int, ...]]((1, 2)), list[tuple[int, ...]]()
    value.subscribe(told.append)
    value.set((1, 2))
    value.set((3,))
    assert told == [(3,)]


def test_watching_tells_the_present_value_first() -> None:
    value, told = Observable("a"), list[str]()
    value.watch(told.append)
    value.set("b")
    assert told == ["a", "b"]


def test_unsubscribing_ends_it_and_may_be_done_twice() -> None:
    event, told = Event[int](), list[int]()
    stop = event.subscribe(told.append)
    event.fire(1)
    stop()
    stop()
    event.fire(2)
    assert (told, event.listeners) == ([1], 0)


def test_a_listener_may_unsubscribe_while_it_is_told() -> None:
    event, told = Event[int](), list[str]()
    stops: list[Callable[[], None]] = []

    def once(_: int) -> None:
        told.append("once")
        stops[0]()

    stops.append(event.subscribe(once))
    event.subscribe(lambda _: told.append("always"))
    event.fire(1)
    event.fire(2)
    assert told == ["once", "always", "always"]
