"""What is drawn in the text: marks of all units, rebuilt only for those that changed."""

from __future__ import annotations

from itertools import chain

from core.domain.coding import Layer, Suggestion, Unitlike
from core.domain.text import Span
from gui.viewmodels.observable import Observable
from gui.viewmodels.session import Refresh, Session
from gui.viewmodels.views import Mark, State

CUE = "cue"


def marks_of(unit: Unitlike, state: State, *, current: bool) -> tuple[Mark, ...]:
    """The marks of one unit: its own words, a statement's cue, and all its slots while it is current."""
    if state is State.REJECTED:
        return ()
    made: list[Mark] = []
    if unit.spans:
        letter = unit.category[:1] if unit.layer is Layer.MENTION else ""
        made.append(Mark(unit.id, unit.layer, unit.category, unit.spans, state, "unit", letter, current))
    made.extend(
        Mark(unit.id, unit.layer, unit.category, fill.spans, state, fill.slot, "", current)
        for fill in unit.slots
        if fill.spans and (current or fill.slot == CUE)
    )
    return tuple(made)


class Marks:
    """Keeps the marks in step with the session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._cache: dict[str, tuple[Mark, ...]] = {}
        self._current = ""
        self.all: Observable[tuple[Mark, ...]] = Observable(())
        self.evidence: Observable[tuple[Span, ...]] = Observable(())
        session.changed.subscribe(self._on_changed)
        session.current.subscribe(self._on_current)
        session.draft.subscribe(lambda _: self._publish())

    def _on_changed(self, refresh: Refresh) -> None:
        if refresh.whole:
            self._cache.clear()
        for unit_id in refresh.units:
            self._cache.pop(unit_id, None)
        if refresh.whole or refresh.units:
            self._publish()
            self._show_evidence()

    def _on_current(self, unit_id: str) -> None:
        for known in (self._current, unit_id):
            self._cache.pop(known, None)
        self._current = unit_id
        self._publish()
        self._show_evidence()

    def _publish(self) -> None:
        cache = self._cache
        current = self._session.current.value
        parts = []
        for unit in self._session.units.shown():
            found = cache.get(unit.id)
            if found is None:
                found = cache[unit.id] = marks_of(unit.what, unit.state, current=unit.id == current)
            parts.append(found)
        draft = self._session.draft.value
        if draft is not None:
            parts.append(marks_of(draft, State.SUGGESTED, current=True))
        self.all.set(tuple(chain.from_iterable(parts)))

    def _show_evidence(self) -> None:
        unit = self._session.unit()
        if unit is None:
            self.evidence.set(())
            return
        what = unit.what
        made = what if isinstance(what, Suggestion) else self._session.units.suggestion(what.suggestion_id)
        self.evidence.set(made.evidence if made else ())
