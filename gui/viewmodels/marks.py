"""What is drawn in the text: marks of all units; a change costs a search and one bundle of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter

from core.domain.coding import Suggestion
from core.domain.text import Span
from gui.viewmodels.mark_sheet import SIZE, MarkBundle, MarksGiven, MarkSheet, marks_of
from gui.viewmodels.observable import Observable
from gui.viewmodels.session import Refresh, Session
from gui.viewmodels.unit_index import Key, Unit
from gui.viewmodels.views import State

_first, _key = attrgetter("first"), attrgetter("key")


class Marks:
    """Keeps the marks in step with the session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._bundles: list[MarkBundle] = []  # in drawing order; none is empty
        self._key_of: dict[str, Key] = {}
        self._current = ""
        self.all: Observable[MarkSheet] = Observable(MarkSheet())
        self.evidence: Observable[tuple[Span, ...]] = Observable(())
        session.changed.subscribe(self._on_changed)
        session.current.subscribe(self._on_current)
        session.draft.subscribe(lambda _: self._publish())

    def _on_changed(self, refresh: Refresh) -> None:
        if refresh.whole:
            self._draw_all()
        for unit_id in refresh.units:
            self._draw(unit_id)
        if refresh.whole or refresh.units:
            self._publish()
            self._show_evidence()

    def _on_current(self, unit_id: str) -> None:
        before, self._current = self._current, unit_id
        for known in (before, unit_id):
            self._draw(known)
        self._publish()
        self._show_evidence()

    def _draw_all(self) -> None:
        self._current = self._session.current.value
        units = list(self._session.units.shown())
        self._key_of = {unit.key[3]: unit.key for unit in units}
        parts = [units[at : at + SIZE] for at in range(0, len(units), SIZE)]
        self._bundles = [MarkBundle(part, self._current) for part in parts]

    def _draw(self, unit_id: str) -> None:
        """Draw one unit anew: it came, went, moved, changed its state or is looked at."""
        key = self._key_of.pop(unit_id, None)
        if key is not None:
            self._take(key)
        unit = self._session.units.get(unit_id)
        if unit is not None and unit.state is not State.REJECTED:
            self._put(unit)
            self._key_of[unit_id] = unit.key

    def _take(self, key: Key) -> None:
        number = self._at(key)
        units = self._bundles[number].units
        at = bisect_left(units, key, key=_key)
        self._replace(number, [*units[:at], *units[at + 1 :]])

    def _put(self, unit: Unit) -> None:
        if not self._bundles:
            self._bundles.append(MarkBundle([unit], self._current))
            return
        number = self._at(unit.key)
        units = self._bundles[number].units
        at = bisect_left(units, unit.key, key=_key)
        self._replace(number, [*units[:at], unit, *units[at:]])

    def _at(self, key: Key) -> int:
        """The bundle a unit of this key is in, or would be."""
        return max(0, bisect_right(self._bundles, key, key=_first) - 1)

    def _replace(self, number: int, units: list[Unit]) -> None:
        half = len(units) // 2
        parts = [units] if len(units) <= 2 * SIZE else [units[:half], units[half:]]
        old = self._bundles[number]
        made = [MarkBundle(part, self._current, old) for part in parts if part]
        self._bundles[number : number + 1] = made

    def _publish(self) -> None:
        draft = self._session.draft.value
        drafted = [MarksGiven(marks_of(draft, State.SUGGESTED, current=True))] if draft is not None else []
        self.all.set(MarkSheet((*self._bundles, *drafted)))

    def _show_evidence(self) -> None:
        unit = self._session.unit()
        if unit is None:
            self.evidence.set(())
            return
        what = unit.what
        made = what if isinstance(what, Suggestion) else self._session.units.suggestion(what.suggestion_id)
        self.evidence.set((made.evidence or what.spans) if made else ())
