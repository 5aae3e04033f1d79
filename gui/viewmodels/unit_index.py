"""The units of the open article as the coder sees them, kept in step change by change."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat
from operator import itemgetter
from typing import NamedTuple

from core.domain.changes import Change
from core.domain.coding import Coding, Decision, Layer, Provenance, Suggestion, Unitlike
from core.domain.rules import words
from core.domain.text import Span
from gui.viewmodels.views import State

Key = tuple[int, int, int, str]

_RANK = {layer: rank for rank, layer in enumerate((Layer.MENTION, Layer.STATEMENT, Layer.EVENT, Layer.TOPIC))}
LAST = 1 << 40  # units of the whole article are judged after it was read

_STATES = {
    Provenance.CONFIRMED: State.CONFIRMED,
    Provenance.FIXED: State.FIXED,
    Provenance.ADDED: State.ADDED,
}


class Unit(NamedTuple):  # as quick to make as can be: an article may have thousands
    """A coding, or a suggestion that is open or was rejected; ``key`` is its place in the review run."""

    what: Suggestion | Coding
    state: State
    key: Key

    @property
    def id(self) -> str:
        """The id of the coding or suggestion."""
        return self.what.id

    @property
    def layer(self) -> Layer:
        """The unit's layer."""
        return self.what.layer

    @property
    def open(self) -> bool:
        """Whether it waits for the coder's word."""
        return self.state is State.SUGGESTED


def review_key(unit: Unitlike) -> Key:
    """Reading order; where units begin together, names come before what is built of them."""
    layer, spans = unit.layer, unit.spans
    if not spans:
        return (LAST, _RANK[layer], 0, unit.id)
    if len(spans) == 1 and (layer is not Layer.STATEMENT or not unit.slots):  # most units: nothing to compare
        only = spans[0]
        return (only.start, _RANK[layer], -only.end, unit.id)
    # A statement stands where it is said, not where its speaker is named: several share one speaker.
    first, last = spans[0].start, spans[0].end
    for said in (spans[1:], *[slot.spans for slot in unit.slots if slot.slot == "cue"]):
        for span in said:
            first, last = min(first, span.start), max(last, span.end)
    return (first, _RANK[layer], -last, unit.id)


class Units:
    """Lookups over one article's units. A change costs a search, not a new reading of all."""

    def __init__(self, text: str = "", threshold: float = 0.0, keep: str = "") -> None:
        self.version = 0  # counts changes, for lookups built on top of this one
        self._checked = 0
        self._of: dict[Layer, tuple[Unit, ...]] = {}  # kept until the layer changes
        self._text = text
        self._threshold = threshold
        self._keep = keep  # a suggestion somebody looks at stays, however unsure
        self._suggestions: dict[str, Suggestion] = {}
        self._decisions: dict[str, Decision] = {}
        self._shown: dict[str, Unit] = {}
        self._keys: list[Key] = []
        self._layer_keys: dict[Layer, list[Key]] = {}  # each made when first asked for
        self._rejected: dict[str, Unit] = {}
        self._hidden: dict[str, Layer] = {}
        self._coding_of: dict[str, str] = {}
        self._alike: dict[Layer, dict[tuple[str, str], set[str]]] = {}  # each made when first asked for
        self._open: Counter[Layer] = Counter()

    def load(
        self,
        codings: Iterable[Coding],
        suggestions: Iterable[Suggestion],
        decisions: Mapping[str, Decision],
    ) -> None:
        """Fill an empty index."""
        self._suggestions = {s.id: s for s in suggestions}
        self._decisions = dict(decisions)
        self._checked = len(self._decisions.keys() & self._suggestions.keys())
        self._coding_of = {d.suggestion_id: d.coding_id for d in decisions.values() if d.coding_id}
        found = [Unit(c, _STATES[c.provenance], review_key(c)) for c in codings]
        sure = self._sorted_out(self._suggestions.values())
        found += map(Unit._make, zip(sure, repeat(State.SUGGESTED), map(review_key, sure)))
        found.sort(key=itemgetter(2))
        self._keys = [unit.key for unit in found]
        self._shown = {unit.key[3]: unit for unit in found}
        self._open = Counter([s.layer for s in sure])

    def _sorted_out(self, suggestions: Iterable[Suggestion]) -> list[Suggestion]:
        """The open suggestions that are shown; those rejected or not sure enough are filed away."""
        if self._decisions:
            decided = [s for s in suggestions if s.id in self._decisions]
            suggestions = [s for s in suggestions if s.id not in self._decisions]
            for each in decided:
                self._placed(each)
        least, keep = self._threshold, self._keep
        self._hidden = {s.id: s.layer for s in suggestions if s.confidence < least and s.id != keep}
        return [s for s in suggestions if s.confidence >= least or s.id == keep]

    # -- looking ------------------------------------------------------------------------------------

    def get(self, unit_id: str) -> Unit | None:
        """The unit drawn in the text, or a rejected one."""
        return self._shown.get(unit_id) or self._rejected.get(unit_id)

    def shown(self) -> Iterator[Unit]:
        """All units drawn or listed, in review order."""
        return (self._shown[key[3]] for key in self._keys)

    def of(self, layer: Layer) -> tuple[Unit, ...]:
        """The units of one layer in review order."""
        kept = self._of.get(layer)
        if kept is None:
            kept = self._of[layer] = tuple([self._shown[key[3]] for key in self._keys_of(layer)])
        return kept

    def near(self, layer: Layer, span: Span) -> list[Unit]:
        """The layer's units that start within ``span``, in reading order."""
        keys = self._keys_of(layer)
        first = bisect_left(keys, (span.start, 0, -LAST, ""))
        last = bisect_left(keys, (span.end, 0, -LAST, ""))
        return [self._shown[key[3]] for key in keys[first:last]]

    def count(self, layer: Layer) -> int:
        """How many units `of` has."""
        return len(self._keys_of(layer))

    def number(self, unit: Unit) -> int:
        """The unit's number within its layer, from 1."""
        return bisect_left(self._keys_of(unit.layer), unit.key) + 1

    def rejected(self, layer: Layer) -> tuple[Unit, ...]:
        """Rejected suggestions of one layer, which can be recalled."""
        return tuple(sorted((u for u in self._rejected.values() if u.layer is layer), key=lambda u: u.key))

    def hidden(self, layer: Layer) -> int:
        """How many open suggestions of the layer are below the threshold."""
        return sum(found is layer for found in self._hidden.values())

    def waiting(self) -> Iterator[Suggestion]:
        """All suggestions without a decision, those that are not sure enough to be shown too."""
        return (s for s in self._suggestions.values() if s.id not in self._decisions)

    def suggestion(self, suggestion_id: str) -> Suggestion | None:
        """The suggestion as the machine made it, whatever became of it."""
        return self._suggestions.get(suggestion_id)

    def successor(self, unit_id: str) -> str:
        """What stands where ``unit_id`` stood: a suggestion's coding, a removed coding's suggestion."""
        if unit_id in self._shown:
            return unit_id
        return self._coding_of.get(unit_id, "")

    def alike(self, unit: Unit) -> frozenset[str]:
        """Open suggestions of the same words, layer and category, the unit itself among them."""
        known = self._alike.get(unit.layer)
        if known is None:
            known = self._alike[unit.layer] = {}
            for shown in self.of(unit.layer):
                if shown.open:
                    known.setdefault(self._likeness(shown), set()).add(shown.id)
        return frozenset(known.get(self._likeness(unit), ()))

    def open_count(self, without: Iterable[str] = ()) -> int:
        """Open suggestions, leaving out the layers that are answered as a whole."""
        skip = set(without)
        return sum(n for layer, n in self._open.items() if str(layer) not in skip)

    @property
    def kept(self) -> str:
        """The suggestion kept in sight however unsure it is; empty for none."""
        return self._keep

    @property
    def checked(self) -> int:
        """How many suggestions have a decision."""
        return self._checked

    def beyond(self, key: Key, step: int) -> Iterator[Unit]:
        """Units after (or before) a place in review order, then on from the other end."""
        keys = self._keys
        at = bisect_right(keys, key) if step > 0 else bisect_left(keys, key)
        order = [*keys[at:], *keys[:at]] if step > 0 else [*keys[:at][::-1], *keys[at:][::-1]]
        return (self._shown[k[3]] for k in order)

    # -- following ----------------------------------------------------------------------------------

    def apply(self, changes: Iterable[Change]) -> dict[str, Layer]:
        """Follow committed changes; returns the units that came, went or changed, with their layers."""
        touched: dict[str, Layer] = {}
        self.version += 1
        for change in changes:
            some = change.after if change.after is not None else change.before
            if isinstance(some, Coding):
                touched[some.id] = some.layer
                self._drop(some.id)
                if isinstance(change.after, Coding):
                    self._add(Unit(change.after, _STATES[change.after.provenance], review_key(change.after)))
            elif isinstance(some, Decision):
                self._follow_decision(some, gone=change.after is None)
                suggestion = self._suggestions.get(some.suggestion_id)
                if suggestion is not None:
                    touched[suggestion.id] = suggestion.layer
        return touched

    def release(self) -> dict[str, Layer]:
        """Hide the suggestion that was kept in sight though it is not sure enough: nobody looks at it now."""
        kept, self._keep = self._shown.get(self._keep), ""
        if kept is None or not isinstance(kept.what, Suggestion) or self._placed(kept.what) is not None:
            return {}
        self._drop(kept.id)
        self.version += 1
        return {kept.id: kept.layer}

    def _follow_decision(self, decision: Decision, *, gone: bool) -> None:
        suggestion_id = decision.suggestion_id
        self._drop(suggestion_id)
        known = suggestion_id in self._suggestions
        self._checked += known * (int(not gone) - int(suggestion_id in self._decisions))
        self._rejected.pop(suggestion_id, None)
        self._hidden.pop(suggestion_id, None)
        if gone:
            self._decisions.pop(suggestion_id, None)
        else:
            self._decisions[suggestion_id] = decision
        self._remember(decision, gone=gone)
        suggestion = self._suggestions.get(suggestion_id)
        unit = self._placed(suggestion) if suggestion is not None else None
        if unit is not None:
            self._add(unit)

    def _remember(self, decision: Decision, *, gone: bool) -> None:
        if not decision.coding_id:
            self._coding_of.pop(decision.suggestion_id, None)
        elif gone:  # undone: whoever looked at the coding looks at its suggestion again
            self._coding_of[decision.coding_id] = decision.suggestion_id
            self._coding_of.pop(decision.suggestion_id, None)
        else:
            self._coding_of[decision.suggestion_id] = decision.coding_id

    def _placed(self, suggestion: Suggestion) -> Unit | None:
        """The open unit of a suggestion; files it away when it is rejected or below the threshold."""
        decision = self._decisions.get(suggestion.id) if self._decisions else None
        if decision is not None:
            if decision.verdict is Provenance.REJECTED:
                key = review_key(suggestion)
                self._rejected[suggestion.id] = Unit(suggestion, State.REJECTED, key)
            return None
        if suggestion.confidence < self._threshold and suggestion.id != self._keep:
            self._hidden[suggestion.id] = suggestion.layer
            return None
        return Unit(suggestion, State.SUGGESTED, review_key(suggestion))

    def _keys_of(self, layer: Layer) -> list[Key]:
        keys = self._layer_keys.get(layer)
        if keys is None:
            rank = _RANK[layer]
            keys = self._layer_keys[layer] = [key for key in self._keys if key[1] == rank]
        return keys

    def _add(self, unit: Unit) -> None:
        self._note(unit)
        insort(self._keys, unit.key)
        if unit.layer in self._layer_keys:
            insort(self._layer_keys[unit.layer], unit.key)
        self._of.pop(unit.layer, None)

    def _note(self, unit: Unit) -> None:
        self._shown[unit.id] = unit
        if unit.open:
            self._open[unit.layer] += 1
            if unit.layer in self._alike:
                self._alike[unit.layer].setdefault(self._likeness(unit), set()).add(unit.id)

    def _drop(self, unit_id: str) -> None:
        unit = self._shown.pop(unit_id, None)
        if unit is None:
            return
        self._of.pop(unit.layer, None)
        for keys in (self._keys, self._layer_keys.get(unit.layer)):
            if keys is not None:
                del keys[bisect_left(keys, unit.key)]
        if unit.open:
            self._open[unit.layer] -= 1
            if unit.layer in self._alike:
                self._alike[unit.layer][self._likeness(unit)].discard(unit_id)

    def _likeness(self, unit: Unit) -> tuple[str, str]:
        spans = unit.what.spans
        said = spans[0].of(self._text) if len(spans) == 1 else words(unit.what, self._text)
        return unit.what.category, said
