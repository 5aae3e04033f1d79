"""Finds the mention at a place: what a slot's words mean and which colours they take."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.coding import Layer, fills
from core.domain.text import Span, hull
from gui.viewmodels.session import Session
from gui.viewmodels.unit_index import Unit


class MentionMap:
    """Looks into the session's units, which are sorted by place; keeps nothing itself."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> Iterator[tuple[Span, Unit]]:
        """All shown mentions with their hulls, in reading order."""
        for unit in self._session.units.of(Layer.MENTION):
            whole = hull(unit.what.spans)
            if whole is not None:
                yield whole, unit

    def at(self, span: Span) -> Unit | None:
        """The mention ``span`` is about: one with these very words, else the last one within them."""
        near = [(hull(u.what.spans), u) for u in self._session.units.near(Layer.MENTION, span)]
        same = [u for s, u in near if s == span]
        if same:
            return same[0]
        within = [u for s, u in near if s is not None and span.covers(s)]
        return within[-1] if within else None

    def tint_of(self, span: Span) -> str:
        """The entity type of the mention at ``span``; empty when there is none."""
        unit = self.at(span)
        return unit.what.category if unit else ""


def actors_of(unit: Unit) -> tuple[str, ...]:
    """The actors a mention means."""
    return tuple(a for fill in fills(unit.what, "actor") for a in fill.actors)
