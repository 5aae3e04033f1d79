"""The marks of an article in bundles of neighbours: a bundle's marks are made when somebody looks there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from core.domain.coding import Layer, Unitlike
from gui.viewmodels.unit_index import LAST, Key, Unit
from gui.viewmodels.views import Mark, State

CUE = "cue"
SIZE = 24  # units in a bundle: few enough to be made anew, enough to pass over the rest quickly

Block = tuple[Mark, ...]  # of one unit


def marks_of(unit: Unitlike, state: State, *, current: bool) -> Block:
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


class MarkBundle:
    """Marks of neighbouring units, which come in review order.

    ``current``: the unit whose slots are drawn too; ``before``: a bundle of much the same units, whose marks
    are taken over where they are made and still true.
    """

    def __init__(self, units: Sequence[Unit], current: str = "", before: MarkBundle | None = None) -> None:
        self.units = units
        self.current = current
        self._blocks: list[Block] | None = None
        if before is not None and before.made:
            self._blocks = self._drawn(before.still(current))

    def still(self, current: str) -> dict[int, Block]:
        """The marks made that stay true when ``current`` is the current unit, by the unit's identity."""
        pairs = zip(self.units, self._blocks or (), strict=False)
        looked_at = (current, self.current)
        return {id(unit): block for unit, block in pairs if unit.key[3] not in looked_at}

    @property
    def first(self) -> Key:
        """The place of the first unit."""
        return self.units[0].key

    @property
    def made(self) -> bool:
        """Whether anybody has looked at the marks."""
        return self._blocks is not None

    @cached_property
    def marks(self) -> Block:
        """All marks, in drawing order."""
        if self._blocks is None:
            self._blocks = self._drawn({})
        return tuple(chain.from_iterable(self._blocks))

    @cached_property
    def ids(self) -> frozenset[str]:
        """Whose marks these are."""
        return frozenset([unit.key[3] for unit in self.units])

    @cached_property
    def reach(self) -> tuple[int, int]:
        """No mark lies outside: found without making the marks where that can be."""
        keys = [unit.key for unit in self.units]
        # What has no words of its own may have a cue anywhere; the current unit shows all its slots.
        plain = keys[-1][0] < LAST and self.current not in [key[3] for key in keys]
        return (keys[0][0], -min([key[2] for key in keys])) if plain else reach_of(self.marks)

    def _drawn(self, known: dict[int, Block]) -> list[Block]:
        now = self.current
        return [
            known.get(id(unit)) or marks_of(unit.what, unit.state, current=unit.key[3] == now)
            for unit in self.units
        ]


class MarksGiven:
    """A bundle of marks that are there already, such as those of a draft."""

    made = True

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.marks = tuple(marks)
        self.ids = frozenset([mark.unit for mark in self.marks])
        self.reach = reach_of(self.marks)


Bundle = MarkBundle | MarksGiven


class MarkSheet:
    """All marks, as bundles in drawing order. Equal only when the bundles are the very same."""

    def __init__(self, bundles: Iterable[Bundle] = ()) -> None:
        self.bundles: tuple[Bundle, ...] = tuple(bundles)

    @classmethod
    def of(cls, marks: Iterable[Mark]) -> MarkSheet:
        """A sheet of marks that are there already."""
        every = tuple(marks)
        return cls(MarksGiven(every[at : at + SIZE]) for at in range(0, len(every), SIZE))

    def __iter__(self) -> Iterator[Mark]:
        return chain.from_iterable([bundle.marks for bundle in self.bundles])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MarkSheet) and self.bundles == other.bundles

    def __hash__(self) -> int:
        return hash(self.bundles)


def reach_of(marks: Iterable[Mark]) -> tuple[int, int]:
    """Where the first mark begins and the last one ends; twice 0 without any."""
    spans = [span for mark in marks for span in mark.spans]
    return (min(s.start for s in spans), max(s.end for s in spans)) if spans else (0, 0)
