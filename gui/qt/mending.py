"""Which lines of a piece look otherwise than when they were painted last; only those are painted anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion

from gui.qt.canvas_column import Measures
from gui.qt.paint_plan import PiecePlan
from gui.qt.sheets import Ground

_REACH = 7  # a sixteenth of the font size each: how far strokes stand over the edge of their line


class _OnRow(Protocol):
    @property
    def row(self) -> int: ...


_T = TypeVar("_T", bound=_OnRow)


def changed_rows(before: PiecePlan, after: PiecePlan) -> set[int]:
    """The lines on which two plans of the same piece, laid out the same way, differ."""
    if before is after:
        return set()
    return (
        _differing(_by_row(before.mentions), _by_row(after.mentions))
        | _differing(_by_row(before.lanes), _by_row(after.lanes))
        | _differing(_by_row(before.slots), _by_row(after.slots))
        | _differing(_by_row(before.seams), _by_row(after.seams))
        | _differing(before.hidden, after.hidden)
    )


def rows_of(plan: PiecePlan, unit: str) -> set[int]:
    """The lines on which a unit is drawn; none for the empty one."""
    strips = (*plan.lanes, *plan.mentions) if unit else ()
    return {strip.row for strip in strips if strip.fragment.mark.unit == unit}


def only(plan: PiecePlan, rows: set[int]) -> PiecePlan:
    """What of a plan may show on these lines: what is drawn there, and on their neighbours."""
    near = rows | {row - 1 for row in rows} | {row + 1 for row in rows}
    return PiecePlan(
        mentions=[strip for strip in plan.mentions if strip.row in near],
        lanes=[strip for strip in plan.lanes if strip.row in near],
        links=[pair for pair in plan.links if pair[0].row in near],
        slots=[strip for strip in plan.slots if strip.row in near],
        hidden={row: units for row, units in plan.hidden.items() if row in near},
        runs=[run for run in plan.runs if run[1] in near],
        seams=[place for place in plan.seams if place.row in near],
    )


def region_of(rows: Iterable[int], top: float, m: Measures, ground: Ground) -> QRegion:
    """The ground of these lines, in the painter's pixels."""
    reach, line = round(_REACH * m.unit), round(m.line)
    region = QRegion()
    for row in rows:
        region += QRect(ground.left, round(top) + row * line - reach, ground.width, line + 2 * reach)
    return region


def _by_row(things: Iterable[_T]) -> dict[int, list[_T]]:
    found: dict[int, list[_T]] = defaultdict(list)
    for thing in things:
        found[thing.row].append(thing)
    return found


def _differing(before: Mapping[int, object], after: Mapping[int, object]) -> set[int]:
    return {row for row in before.keys() | after.keys() if before.get(row) != after.get(row)}
