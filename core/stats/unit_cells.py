"""What each coder said of each unit, a column a variable: the tables that coefficients are computed from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from core.domain.alignment import Member, Unit
from core.domain.codebook import LayerDef, Variable
from core.domain.coding import Coding, Missing, value_of
from core.domain.rules import asked
from core.stats.likeness import Relations
from core.stats.table import MISSING, Ratings

Cell = str | Missing
Say = Callable[[Coding], Cell]
CATEGORY, MAJOR, GROUP = "category", "category: major", "category: group"


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that coders say of a unit.

    ``kind``: category, variable or slot; ``order``: its values in the order of the codebook, empty where
    they are open (actors, dates); ``labels``: value → words; ``level``: of measurement, as in
    `core.stats.alpha`.
    """

    kind: str
    name: str
    label: str
    level: str
    say: Say
    order: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


def columns(layer: LayerDef, participants: Mapping[str, Mapping[str, str]]) -> tuple[Column, ...]:
    """The category, as it is and by its hierarchy, then variables that count for reliability, then slots.

    ``participants``: coding → slot → who fills it, as one text (see `core.stats.participants`). Free texts
    are left out.
    """
    found = list(_categories(layer))
    found += [_variable(one) for one in layer.variables if one.reliability and one.level != "text"]
    for slot in layer.slots:
        found.append(Column("slot", slot.name, slot.label, "nominal", _filler(slot.name, participants)))
    return tuple(found)


def _categories(layer: LayerDef) -> Iterable[Column]:
    relation, offered = Relations(layer), layer.offered
    if len(offered) < 2:
        return
    labels = {one.code: one.label for one in layer.categories}
    codes = tuple(one.code for one in offered if one.selectable)
    yield Column("category", CATEGORY, "Category", "nominal", lambda coding: coding.category, codes, labels)
    if any(one.parent for one in offered):
        majors = tuple(dict.fromkeys(map(relation.major, codes)))
        yield Column("category", MAJOR, "Category, major", "nominal", _major(relation), majors, labels)
    groups = tuple(dict.fromkeys(one.group for one in offered if one.group))
    if groups:
        yield Column("category", GROUP, "Category, group", "nominal", lambda c: _group(relation, c), groups)


def _major(relation: Relations) -> Say:
    return lambda coding: relation.major(coding.category)


def _group(relation: Relations, coding: Coding) -> Cell:
    return relation.group(coding.category) or Missing.NOT_APPLICABLE


def _variable(variable: Variable) -> Column:
    labels = {one.code: one.label for one in variable.values}
    level = variable.level if variable.level in ("ordinal", "interval") else "nominal"
    return Column("variable", variable.name, variable.label, level, _said(variable), tuple(labels), labels)


def _said(variable: Variable) -> Say:
    depends = bool(variable.only_for or variable.condition)

    def say(coding: Coding) -> Cell:
        if depends and not asked(variable, coding):
            return Missing.NOT_APPLICABLE
        if not coding.variables:
            return Missing.NOTHING_THERE
        value = value_of(coding, variable.name)
        if "," in value:
            value = ", ".join(sorted(part.strip() for part in value.split(",")))
        return value or Missing.NOTHING_THERE

    return say


def _filler(slot: str, participants: Mapping[str, Mapping[str, str]]) -> Say:
    def say(coding: Coding) -> Cell:
        if not coding.slots:
            return Missing.NOTHING_THERE
        return participants.get(coding.id, {}).get(slot) or Missing.NOTHING_THERE

    return say


@dataclass(frozen=True, eq=False)
class Cells:
    """A column over units: units × coders, each cell a value or why there is none.

    Only units that two coders or more recorded are in it: what one found and another did not is a question of
    finding (see `core.stats.finding`), not of coding alike.
    """

    column: Column
    coders: tuple[str, ...]
    units: tuple[Unit, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(
        cls,
        column: Column,
        coders: Sequence[str],
        units: Iterable[Unit],
        merge: Mapping[str, str] | None = None,
    ) -> Cells:
        """``merge``: value → the value to count it as."""
        merge, coders = merge or {}, tuple(coders)
        shared = tuple(unit for unit in units if len(unit.codings) > 1)
        rows = tuple(
            tuple(_cell(member, column.say, merge) for member in _members(unit, coders)) for unit in shared
        )
        kept = tuple(dict.fromkeys(merge.get(value, value) for value in column.order))
        column = Column(column.kind, column.name, column.label, column.level, column.say, kept, column.labels)
        return cls(column, coders, shared, rows)

    @cached_property
    def missing(self) -> dict[Missing, int]:
        """How many cells have no value, by the reason."""
        counted = Counter(cell for row in self.rows for cell in row if isinstance(cell, Missing))
        return {kind: counted[kind] for kind in Missing if counted[kind]}

    @cached_property
    def used(self) -> tuple[str, ...]:
        """The values that occur, in the order of the codebook."""
        seen = {cell for row in self.rows for cell in row if not isinstance(cell, Missing)}
        known = [value for value in self.column.order if value in seen]
        return (*known, *sorted(seen.difference(known)))

    @cached_property
    def ratings(self) -> Ratings:
        """The same in numbers; all values of the codebook are categories, used or not."""
        strange = [value for value in self.used if value not in set(self.column.order)]
        categories = (*self.column.order, *strange)
        number: dict[Cell, int] = {value: at for at, value in enumerate(categories)}
        flat = np.fromiter(
            (number.get(cell, MISSING) for row in self.rows for cell in row),
            np.int32,
            len(self.rows) * len(self.coders),
        )
        table = flat.reshape(len(self.rows), len(self.coders))
        return Ratings(np.ascontiguousarray(table.T), categories)


def _members(unit: Unit, coders: Sequence[str]) -> Sequence[Member]:
    return unit.members if unit.coders == coders else [unit.of(coder) for coder in coders]


def _cell(member: Member, say: Say, merge: Mapping[str, str]) -> Cell:
    if isinstance(member, Missing):
        return member
    said = say(member)
    return said if isinstance(said, Missing) else merge.get(said, said)
