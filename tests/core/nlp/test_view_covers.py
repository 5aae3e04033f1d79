"""Covers answers as looking at everything would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.domain.text import Span
from core.nlp.covers import Covers

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 25)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(SPANS, max_size=20), SPANS)
def test_what_touches_a_place_is_what_overlaps_it(spans: list[Span], place: Span) -> None:
    covers = Covers((span, k) for k, span in enumerate(spans))
    found = [k for _, k in covers.touching(place.start, place.end)]
    assert sorted(found) == [k for k, span in enumerate(spans) if span.overlaps(place)]


@given(st.lists(SPANS, max_size=20), SPANS)
def test_the_smallest_holder_is_the_shortest_span_that_holds_all_of_it(
    spans: list[Span], place: Span
) -> None:
    smallest = Covers((span, span) for span in spans).smallest(place)
    holding = [span for span in spans if span.covers(place)]
    assert (smallest is None) == (not holding)
    assert smallest is None or (smallest in holding and len(smallest) == min(map(len, holding)))
