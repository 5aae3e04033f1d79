"""How coders differ: every difference of every pair about every unit, named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from core.domain.alignment import Disagreement, Kind, Unit
from core.domain.codebook import LayerDef, Variable
from core.domain.coding import Coding, Layer, Missing, fills
from core.domain.rules import is_date
from core.domain.text import Span, merged
from core.stats.likeness import Relations
from core.stats.unit_cells import columns

Participants = Mapping[str, Mapping[str, str]]
Counts = dict[tuple[str, ...], dict[Kind, int]]
_SIDES = ("source", "target")


class Typology:
    """Names the differences about units of one layer. ``participants`` as in `core.stats.unit_cells`."""

    def __init__(self, layer: LayerDef, participants: Participants) -> None:
        self._layer = layer
        self._relations = Relations(layer)
        self._participants = participants
        names = {one.name: one for one in layer.variables}
        self._variables = [(names[c.name], c.say) for c in columns(layer, participants) if c.name in names]

    def of(self, units: Iterable[Unit]) -> Iterator[Disagreement]:
        """In the order of the units, then of pairs."""
        for unit in units:
            for (first, mine), (second, theirs) in unit.pairs():
                if mine is None and theirs is None:
                    continue
                said = dict.fromkeys(coding.category for coding in (mine, theirs) if coding)
                for kind, where in self._differences(mine, theirs):
                    yield Disagreement(kind, unit, first, second, tuple(said), where)

    def _differences(self, one: Coding | None, other: Coding | None) -> Iterator[tuple[Kind, str]]:
        if one is None or other is None:
            yield Kind.MISSED, ""
            return
        if one.spans != other.spans:
            yield Kind.BOUNDARY, ""
        if one.category != other.category:
            siblings = self._relations.siblings(one.category, other.category)
            yield Kind.SIBLING if siblings else Kind.DISTANT, ""
        if one.slots != other.slots:
            yield from self._participants_differ(one, other)
        for variable, say in self._variables if one.variables != other.variables else ():
            kind = _values_differ(variable, say(one), say(other))
            if kind:
                yield kind, variable.name

    def _participants_differ(self, one: Coding, other: Coding) -> Iterator[tuple[Kind, str]]:
        mine, theirs = self._who(one), self._who(other)
        flipped = _flipped(mine, theirs)
        if flipped:
            yield Kind.FLIPPED, "source, target"
        for slot in self._layer.slots:
            if flipped and slot.name in _SIDES:
                continue
            if mine.get(slot.name, "") != theirs.get(slot.name, ""):
                kind = _slot_kind(slot.takes, mine.get(slot.name, ""), theirs.get(slot.name, ""))
                yield kind, slot.name
            elif mine.get(slot.name) and _elsewhere(one, other, slot.name):
                yield Kind.OTHER_MENTION, slot.name

    def _who(self, coding: Coding) -> Mapping[str, str]:
        return self._participants.get(coding.id, {})


def _flipped(mine: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    source, target = (mine.get(side, "") for side in _SIDES)
    return (
        bool(source or target)
        and source != target
        and (source, target) == tuple(theirs.get(side, "") for side in reversed(_SIDES))
    )


def _slot_kind(takes: str, mine: str, theirs: str) -> Kind:
    if takes == "actor":
        return Kind.OTHER_ACTOR
    return Kind.PRECISION if takes == "date" and _finer(mine, theirs) else Kind.OTHER_VALUE


def _elsewhere(one: Coding, other: Coding, slot: str) -> bool:
    """Whether both name the same by words that have nothing in common."""
    mine, theirs = _spans(one, slot), _spans(other, slot)
    if one.layer is Layer.MENTION or not (mine and theirs):
        return False
    return not any(a.overlaps(b) for a in mine for b in theirs)


def _spans(coding: Coding, slot: str) -> tuple[Span, ...]:
    return merged(span for fill in fills(coding, slot) for span in fill.spans)


def _values_differ(variable: Variable, mine: str | Missing, theirs: str | Missing) -> Kind | None:
    """Values of a variable that belongs to both; one that only one left empty differs too."""
    if mine == theirs or Missing.NOT_APPLICABLE in (mine, theirs):
        return None
    if variable.level == "date" and _finer(mine, theirs):
        return Kind.PRECISION
    return Kind.PRECISION if variable.name == "date_precision" else Kind.OTHER_VALUE


def _finer(mine: str, theirs: str) -> bool:
    """Whether both are dates and one says the same as the other in less detail."""
    if not (is_date(mine) and is_date(theirs)):
        return False
    return mine != theirs and (mine.startswith(theirs) or theirs.startswith(mine))


def count_by_pair(found: Iterable[Disagreement]) -> Counts:
    """(first, second) → kind → how often."""
    return _counted(((one.first, one.second), one.kind) for one in found)


def count_by_category(found: Iterable[Disagreement]) -> Counts:
    """(category,) → kind → how often; what two categories are involved in counts for both."""
    return _counted(((category,), one.kind) for one in found for category in one.categories)


def _counted(found: Iterable[tuple[tuple[str, ...], Kind]]) -> Counts:
    counts: dict[tuple[str, ...], Counter[Kind]] = {}
    for key, kind in found:
        counts.setdefault(key, Counter())[kind] += 1
    return {key: {kind: counts[key][kind] for kind in Kind if counts[key][kind]} for key in sorted(counts)}
