"""Finds the mention at a place: what a slot's words mean and which colours they take."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from core.domain.coding import Layer, fills
from core.domain.text import Span, hull
from gui.viewmodels.session import Session
from gui.viewmodels.unit_index import Unit


class MentionMap:
    """The shown mentions by place; built on first use after a change."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._seen: tuple[object, int] = (None, -1)
        self._starts: list[int] = []
        self._mentions: list[tuple[Span, Unit]] = []
        self._longest = 0

    def all(self) -> list[tuple[Span, Unit]]:
        """All mentions with their hulls, by start."""
        units = self._session.units
        if self._seen != (units, units.version):
            found = [(hull(u.what.spans), u) for u in units.of(Layer.MENTION)]
            self._mentions = sorted(((s, u) for s, u in found if s), key=lambda pair: pair[0])
            self._starts = [span.start for span, _ in self._mentions]
            self._longest = max((len(span) for span, _ in self._mentions), default=0)
            self._seen = (units, units.version)
        return self._mentions

    def at(self, span: Span) -> Unit | None:
        """The mention ``span`` is about: one with these very words, else the last one within them."""
        mentions = self.all()
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_right(self._starts, span.end - 1)
        near = [(s, u) for s, u in mentions[first:last] if s.overlaps(span)]
        same = [u for s, u in near if s == span]
        if same:
            return same[0]
        within = [u for s, u in near if span.covers(s)]
        return within[-1] if within else None

    def tint_of(self, span: Span) -> str:
        """The entity type of the mention at ``span``; empty when there is none."""
        unit = self.at(span)
        return unit.what.category if unit else ""


def actors_of(unit: Unit) -> tuple[str, ...]:
    """The actors a mention means."""
    return tuple(a for fill in fills(unit.what, "actor") for a in fill.actors)
