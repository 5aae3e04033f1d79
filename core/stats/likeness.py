"""How alike two codings are: the words they cover, their type, who takes part."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from core.domain.codebook import LayerDef
from core.domain.coding import Coding, Layer, SlotFill, value_of
from core.domain.rules import scheme_of
from core.domain.text import Span, merged

WINDOW = 240  # code points between the words of two codings that may still be about the same thing
LEAST = 0.25  # likeness below which two codings are about different things
_WORDS, _TYPE, _WHO = 0.5, 0.2, 0.3
_NEAR = 0.4  # what words count for that do not overlap but stand close together
Likeness = Callable[[Coding, Coding], float]


def likeness_of(layer: LayerDef) -> Likeness:
    """Likeness in [0, 1] of two codings of ``layer``; symmetric, 0 where they can't be about one thing."""
    relation = Relations(layer)
    if layer.layer is Layer.MENTION:
        return lambda one, other: _mention(one, other, relation)
    if layer.layer is Layer.TOPIC:
        return lambda one, other: _topic(one, other, relation)
    return lambda one, other: _happening(one, other, relation)


class Relations:
    """How categories of a layer stand to one another."""

    def __init__(self, layer: LayerDef) -> None:
        self._parents = {one.code: one.parent for one in layer.categories}
        self._groups = {one.code: one.group for one in layer.categories}
        self.closeness = lru_cache(maxsize=None)(self._closeness)

    def major(self, code: str) -> str:
        """The uppermost category above ``code``; itself where none is."""
        seen: set[str] = set()
        while self._parents.get(code) and code not in seen:
            seen.add(code)
            code = self._parents[code]
        return code

    def group(self, code: str) -> str:
        """The word shown beside it (a quad class), or empty."""
        return self._groups.get(code, "")

    def siblings(self, one: str, other: str) -> bool:
        """Whether two different categories have a category above or a group in common."""
        alike = self.major(one) == self.major(other) or (self.group(one) == self.group(other) != "")
        return one != other and alike

    def _closeness(self, one: str, other: str) -> float:
        if one == other:
            return 1.0
        return 0.5 if self.siblings(one, other) else 0.0


def shared(one: Iterable[Span], other: Iterable[Span]) -> float:
    """Share of words in common (Dice's, over code points), in [0, 1]; fragments must not overlap."""
    mine, theirs = tuple(one), tuple(other)
    total = sum(map(len, mine)) + sum(map(len, theirs))
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in mine for b in theirs)
    return 2 * common / total if total else 0.0


def gap(one: Coding, other: Coding) -> int:
    """Code points between the words of both; 0 where they touch or overlap."""
    return max(0, one.spans[0].start - other.spans[-1].end, other.spans[0].start - one.spans[-1].end)


def _mention(one: Coding, other: Coding, relation: Relations) -> float:
    words = 1.0 if one.spans == other.spans else shared(one.spans, other.spans)
    return 0.8 * words + 0.2 * relation.closeness(one.category, other.category) if words else 0.0


def _topic(one: Coding, other: Coding, relation: Relations) -> float:
    """Of the whole article or of a passage; only within one scheme."""
    if bool(one.spans) != bool(other.spans) or scheme_of(one.category) != scheme_of(other.category):
        return 0.0
    words = shared(one.spans, other.spans) if one.spans else 1.0
    rank = value_of(one, "rank") == value_of(other, "rank")
    closeness = relation.closeness(one.category, other.category)
    return _WORDS * words + 0.35 * closeness + 0.15 * rank if words else 0.0


def _happening(one: Coding, other: Coding, relation: Relations) -> float:
    """Of statements and events: two may share their words, so type and participants decide as well."""
    if not (one.spans and other.spans):
        return 0.0
    apart = gap(one, other)
    if apart > WINDOW:
        return 0.0
    words, who = shared(one.spans, other.spans), _participants(one.slots, other.slots)
    closeness = relation.closeness(one.category, other.category)
    if words:
        found = _WORDS * words + _TYPE * closeness + _WHO * who
        return found if found >= LEAST else 0.0
    if one.layer is Layer.STATEMENT or closeness < 1 or who < 0.5:
        return 0.0  # a speaker says one thing after another; an event may be told in other words near by
    return _WORDS * _NEAR * (1 - apart / (WINDOW + 1)) + _TYPE + _WHO * who


def _participants(one: tuple[SlotFill, ...], other: tuple[SlotFill, ...]) -> float:
    """How much the fillers of all slots have in common, a mean over the slots that anybody filled."""
    if one == other:
        return 1.0
    slots = {fill.slot for fill in (*one, *other)}
    return sum(_same(_of(one, slot), _of(other, slot)) for slot in sorted(slots)) / len(slots)


def _of(fills: tuple[SlotFill, ...], slot: str) -> tuple[SlotFill, ...]:
    return tuple(fill for fill in fills if fill.slot == slot)


def _same(one: tuple[SlotFill, ...], other: tuple[SlotFill, ...]) -> float:
    """By actors where both name some, else by words, else by plain values; Dice's share in [0, 1]."""
    actors = [{actor for fill in fills for actor in fill.actors} for fills in (one, other)]
    if all(actors):
        return 2 * len(actors[0] & actors[1]) / (len(actors[0]) + len(actors[1]))
    spans = [merged(span for fill in fills for span in fill.spans) for fills in (one, other)]
    if all(spans):
        return shared(*spans)
    return float({fill.value for fill in one} == {fill.value for fill in other} != {""})
