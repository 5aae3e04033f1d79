"""What is drawn in the text: marks of all units, rebuilt only for those that changed."""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain

from core.domain.coding import Layer, Suggestion, Unitlike
from core.domain.text import Span
from gui.viewmodels.observable import Observable
from gui.viewmodels.session import Refresh, Session
from gui.viewmodels.unit_index import Key
from gui.viewmodels.views import Mark, State

CUE = "cue"


def marks_of(unit: Unitlike, state: State, *, current: bool) -> tuple[Mark, ...]:
    """The marks of one unit: its own words, a statement's cue, and all its slots while it is current."""
    if state is State.REJECTED:
        return ()
    id_, layer, category = unit.id, unit.layer, unit.category
    if not current and unit.spans and (layer is not Layer.STATEMENT or not unit.slots):
        letter = category[:1] if layer is Layer.MENTION else ""  # most marks: they have to be quick to make
        return (Mark(id_, layer, category, unit.spans, state, "unit", letter),)
    made: list[Mark] = []
    if unit.spans:
        letter = category[:1] if layer is Layer.MENTION else ""
        made.append(Mark(id_, layer, category, unit.spans, state, "unit", letter, current))
    told = [fill for fill in unit.slots if fill.spans and (current or fill.slot == CUE)]
    made += [Mark(id_, layer, category, fill.spans, state, fill.slot, "", current) for fill in told]
    return tuple(made)


class Marks:
    """Keeps the marks in step with the session; a change costs a search, not a new look at all units."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._keys: list[Key] = []  # in drawing order, beside their blocks
        self._blocks: list[tuple[Mark, ...]] = []
        self._key_of: dict[str, Key] = {}
        self._current = ""
        self.all: Observable[tuple[Mark, ...]] = Observable(())
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
        current = self._current = self._session.current.value
        units = list(self._session.units.shown())
        self._keys = [unit.key for unit in units]
        self._key_of = {unit.key[3]: unit.key for unit in units}
        self._blocks = [marks_of(u.what, u.state, current=u.key[3] == current) for u in units]

    def _draw(self, unit_id: str) -> None:
        """Draw one unit anew: it came, went, moved, changed its state or is looked at."""
        key = self._key_of.pop(unit_id, None)
        if key is not None:
            at = bisect_left(self._keys, key)
            del self._keys[at], self._blocks[at]
        unit = self._session.units.get(unit_id)
        if unit is None or unit.state is State.REJECTED:
            return
        at = bisect_left(self._keys, unit.key)
        self._keys.insert(at, unit.key)
        self._blocks.insert(at, marks_of(unit.what, unit.state, current=unit_id == self._current))
        self._key_of[unit_id] = unit.key

    def _publish(self) -> None:
        draft = self._session.draft.value
        drafted = marks_of(draft, State.SUGGESTED, current=True) if draft is not None else ()
        self.all.set((*chain.from_iterable(self._blocks), *drafted))

    def _show_evidence(self) -> None:
        unit = self._session.unit()
        if unit is None:
            self.evidence.set(())
            return
        what = unit.what
        made = what if isinstance(what, Suggestion) else self._session.units.suggestion(what.suggestion_id)
        self.evidence.set(made.evidence if made else ())
