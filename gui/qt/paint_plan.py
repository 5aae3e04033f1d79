"""What there is to paint in one piece of text, worked out once and kept until marks or width change."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from PySide6.QtGui import QGlyphRun

from core.domain.coding import Layer
from gui.qt.canvas_column import Column, Laid
from gui.qt.lanes import LANES, Fragment, MarkIndex, allocate, runs_in_lane, wraps
from gui.qt.paint_seams import SeamPlace, seam_places
from gui.viewmodels.views import Seam


@dataclass(frozen=True, slots=True)
class Strip:
    """A fragment's stretch of one line; ``first`` and ``last`` say whether the fragment's ends lie here.

    ``level``: the lane of a unit under the line, how many layers of others a mention holds.
    """

    row: int
    left: float
    right: float
    fragment: Fragment
    level: int
    first: bool
    last: bool


@dataclass(slots=True)
class PiecePlan:
    """Everything to paint in one piece; positions are relative to the piece's top left."""

    laid: Laid | None = None  # how the piece was laid out when it was planned
    mentions: list[Strip] = field(default_factory=list)
    lanes: list[Strip] = field(default_factory=list)
    links: list[tuple[Strip, Strip]] = field(default_factory=list)  # neighbouring fragments of an event
    slots: list[Strip] = field(default_factory=list)
    hidden: dict[int, tuple[str, ...]] = field(
        default_factory=dict
    )  # line -> units without a lane of their own
    runs: list[tuple[str, int, list[QGlyphRun]]] = field(
        default_factory=list
    )  # mention's category, line, glyphs
    seams: list[SeamPlace] = field(default_factory=list)  # signs of lost spaces and sentence ends


def plan_piece(column: Column, index: MarkIndex, seams: tuple[Seam, ...], piece: int) -> PiecePlan:
    """Work out what to paint in ``piece``; ``seams`` are the places of lost text within it."""
    start, end = column.positions.bounds(piece)
    if start == end:
        return PiecePlan()
    plan = PiecePlan(column.laid(piece))
    found = index.touching(start, end)
    mentions = [f for f in found if f.mark.layer is Layer.MENTION and f.mark.role == "unit"]
    for fragment, layers in zip(mentions, wraps(mentions), strict=True):
        plan.mentions += _strips(column, piece, fragment, layers)
    lanes = allocate(found)
    for fragment in found:
        if runs_in_lane(fragment.mark):
            _put_in_lane(plan, _strips(column, piece, fragment, lanes[fragment.mark.unit]))
        elif fragment.mark.role != "unit":
            plan.slots += _strips(column, piece, fragment, 0)
    plan.links = _links(plan.lanes)
    plan.runs = _runs(column, piece, mentions)
    plan.seams = seam_places(column, piece, seams)
    return plan


def _strips(column: Column, piece: int, fragment: Fragment, level: int) -> list[Strip]:
    start, end = column.positions.bounds(piece)
    rows = column.rows(piece, fragment.span)
    most = len(rows) - 1
    return [
        Strip(
            row,
            left,
            right,
            fragment,
            level,
            n == 0 and fragment.start >= start,
            n == most and fragment.end <= end,
        )
        for n, (row, left, right) in enumerate(rows)
    ]


def _put_in_lane(plan: PiecePlan, strips: list[Strip]) -> None:
    for strip in strips:
        if strip.level < LANES:
            plan.lanes.append(strip)
            continue
        unit, already = strip.fragment.mark.unit, plan.hidden.get(strip.row, ())
        if unit not in already:
            plan.hidden[strip.row] = (*already, unit)


def _links(lanes: list[Strip]) -> list[tuple[Strip, Strip]]:
    """Strips of the same event on the same line, each with the next one to its right."""
    out: list[tuple[Strip, Strip]] = []
    before: dict[tuple[str, int], Strip] = {}
    events = (s for s in lanes if s.fragment.mark.layer is Layer.EVENT)
    for strip in sorted(events, key=lambda s: s.left):
        key = strip.fragment.mark.unit, strip.row
        if key in before:
            out.append((before[key], strip))
        before[key] = strip
    return out


def _runs(column: Column, piece: int, mentions: list[Fragment]) -> list[tuple[str, int, list[QGlyphRun]]]:
    """The glyphs of every line, a run for each colour: words take the ink of their innermost mention."""
    laid, positions = column.laid(piece), column.positions
    inks = [""] * laid.ranges[-1][1]
    for mention in mentions:
        local = positions.local_range(piece, mention.span)
        if local is not None:
            inks[local[0] : local[1]] = [mention.mark.category] * (local[1] - local[0])
    out: list[tuple[str, int, list[QGlyphRun]]] = []
    for row, (line, (start, end)) in enumerate(zip(laid.lines, laid.ranges, strict=True)):
        at = start
        for ink, same in groupby(inks[start:end]):
            length = sum(1 for _ in same)
            glyphs = laid.glyphs.get((at, length))
            if glyphs is None:
                glyphs = laid.glyphs[at, length] = line.glyphRuns(at, length)
            out.append((ink, row, glyphs))
            at += length
    return out
