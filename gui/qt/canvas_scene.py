"""All that is drawn on the text, and the order in which the painters draw it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from core.domain.text import Span
from gui.qt.canvas_column import Column
from gui.qt.handles import Grip, paint_grips
from gui.qt.lanes import MarkIndex
from gui.qt.paint_lanes import (
    lane_y,
    more_sign,
    paint_grounds,
    paint_lanes,
    paint_links,
    paint_more,
    paint_slots,
)
from gui.qt.paint_mentions import paint_letters, paint_tints
from gui.qt.paint_plan import PiecePlan, plan_piece
from gui.qt.paint_shapes import colour
from gui.qt.paint_text import (
    paint_badge,
    paint_candidate,
    paint_caret,
    paint_evidence,
    paint_found,
    paint_repairs,
    paint_selected,
    paint_words,
)
from gui.qt.sheets import Ground, Look, Sheets
from gui.qt.tokens import Tokens
from gui.viewmodels.views import Mark


@dataclass(slots=True)
class Lights:
    """What lights up for a while; ``now`` is the number of the current one, -1 for none."""

    evidence: tuple[Span, ...] = ()
    candidates: tuple[Span, ...] = ()
    candidate_now: int = -1
    found: tuple[Span, ...] = ()
    found_now: int = -1
    selected: tuple[Span, ...] = ()
    caret: int = -1


@dataclass(slots=True)
class Scene:
    """Marks and lights over one column; plans are made for pieces in view and kept."""

    column: Column
    repairs: tuple[int, ...] = ()
    current: str = ""
    lights: Lights = field(default_factory=Lights)
    grips: tuple[Grip, ...] = ()
    _plans: dict[int, PiecePlan] = field(default_factory=dict)
    _index: MarkIndex = field(default_factory=lambda: MarkIndex(()))
    _given: Sequence[Mark] | None = None  # marks nobody has asked for yet
    _sheets: Sheets = field(default_factory=Sheets)

    def show(self, marks: Sequence[Mark]) -> None:
        """Draw these marks from now on; they are looked at when somebody asks for them."""
        self._given = marks

    @property
    def index(self) -> MarkIndex:
        """The marks; pieces whose marks have changed are planned anew."""
        if self._given is not None:
            self._index, self._given = MarkIndex(self._given, self._index), None
            if self._plans:
                for piece in self._pieces_of(self._index.changed()):
                    self._plans.pop(piece, None)
        return self._index

    def _pieces_of(self, marks: Iterable[Mark]) -> set[int]:
        piece_at = self.column.positions.piece_at
        spans = [span for mark in marks for span in mark.spans]
        return {p for s in spans for p in range(piece_at(s.start), piece_at(s.end - 1) + 1)}

    def forget(self) -> None:
        """The layout changed: plan anew."""
        self._plans.clear()
        self._sheets.clear()

    def plan(self, piece: int) -> PiecePlan:
        """What to paint in a piece."""
        index = self.index
        known = self._plans.get(piece)
        if known is None:
            if len(self._plans) > 400:
                self._plans.clear()
            known = self._plans[piece] = plan_piece(self.column, index, self._repairs_in(piece), piece)
        return known

    def units_at(self, point: QPointF) -> tuple[str, ...]:
        """The units drawn at a point: the lane or sign under the pointer first, then innermost first."""
        piece = self.column.piece_at_y(point.y())
        plan, top, m = self.plan(piece), self.column.top(piece), self.column.measures
        for row, units in plan.hidden.items():
            if more_sign(row, units, top, m, self.column.width)[0].contains(point):
                return units
        row = int((point.y() - top) // m.line)
        under = [
            s
            for s in (*plan.lanes, *plan.mentions)
            if s.row == row and s.left - 1 <= point.x() <= s.right + 1
        ]
        if not under:
            return ()
        on_lane = [
            s.fragment.mark.unit
            for s in under
            if s in plan.lanes and abs(lane_y(s.level, row, top, m) - point.y()) <= m.pitch / 2
        ]
        inner = sorted(under, key=lambda s: s.fragment.end - s.fragment.start)
        return tuple(dict.fromkeys([*on_lane, *(s.fragment.mark.unit for s in inner)]))

    def paint(self, painter: QPainter, pieces: range, tokens: Tokens, ground: Ground) -> None:
        """Paint the pieces; the painter's origin is the text's top left."""
        column = self.column
        seen = Span(column.positions.bounds(pieces[0])[0], column.positions.bounds(pieces[-1])[1] + 1)
        lit = self._lit(seen)
        plans = [(piece, self.plan(piece), column.top(piece)) for piece in pieces]
        fresh: list[tuple[PiecePlan, float]] = []
        for piece, plan, top in plans:
            if piece in lit or not self._put_sheet(painter, piece, tokens, ground):
                fresh.append((plan, top))
        self._sheets.keep(pieces)
        self._paint_lights(painter, seen, tokens)
        self._paint_plans(painter, fresh, tokens, seen)
        self._paint_above(painter, seen, tokens)

    def _lit(self, seen: Span) -> set[int]:
        """The pieces on which something lights up for a while: no picture is kept of that."""
        lights, at = self.lights, self.column.positions.piece_at
        every = (*lights.evidence, *lights.candidates, *lights.found, *lights.selected)
        near = [span for span in every if span.overlaps(seen)]
        return {piece for span in near for piece in range(at(span.start), at(span.end - 1) + 1)}

    def _put_sheet(self, painter: QPainter, piece: int, tokens: Tokens, ground: Ground) -> bool:
        plan, top = self.plan(piece), self.column.top(piece)
        height = self.column.top(piece + 1) - top
        if not plan.runs or not self._sheets.fits(ground, top, height):
            return False
        current = self.current if self._holds_current(plan) else ""
        self._sheets.put(
            painter,
            piece,
            Look(plan, current, tokens, ground),
            (top, height),
            lambda onto: self._paint_plans(onto, [(plan, top)], tokens, None),
            colour(tokens.pane),
        )
        return True

    def _holds_current(self, plan: PiecePlan) -> bool:
        units = (strip.fragment.mark.unit for strip in (*plan.lanes, *plan.mentions))
        return bool(self.current) and self.current in units

    def _paint_plans(
        self, painter: QPainter, plans: list[tuple[PiecePlan, float]], tokens: Tokens, seen: Span | None
    ) -> None:
        """What is under the words, what is selected of them, the words, what is over them."""
        column, m = self.column, self.column.measures
        for plan, top in plans:
            paint_grounds(painter, plan.lanes, top, m, tokens, self.current)
            paint_tints(painter, plan.mentions, top, m, tokens, self.current)
            paint_links(painter, plan.links, top, m, tokens)
            paint_lanes(painter, plan.lanes, top, m, tokens, self.current)
        if seen is not None:
            paint_selected(painter, self._boxes(self.lights.selected, seen), tokens)
        numbered = frozenset(span.start for span in self.lights.candidates)
        for plan, top in plans:
            paint_words(painter, plan.runs, top, tokens)
            paint_repairs(painter, plan.repairs, top, m, tokens)
            paint_letters(painter, plan.mentions, top, m, tokens)
            paint_slots(painter, plan.slots, top, m, tokens, numbered)
            paint_more(painter, plan.hidden, top, m, tokens, column.width)

    def _paint_lights(self, painter: QPainter, seen: Span, tokens: Tokens) -> None:
        lights, m = self.lights, self.column.measures
        paint_evidence(painter, self._boxes(lights.evidence, seen), m, tokens)
        for number, span in enumerate(lights.found):
            if span.overlaps(seen):
                now = number == lights.found_now
                paint_found(painter, self.column.rects(span), tokens, current=now)
        for number, span in enumerate(lights.candidates):
            if span.overlaps(seen):
                now = number == lights.candidate_now
                paint_candidate(painter, self.column.rects(span), m, tokens, current=now)

    def _paint_above(self, painter: QPainter, seen: Span, tokens: Tokens) -> None:
        lights, m = self.lights, self.column.measures
        for number, span in enumerate(lights.candidates):
            if span.overlaps(seen):
                now = number == lights.candidate_now
                for box in self.column.rects(span)[:1]:
                    paint_badge(painter, box, m, tokens, number=number + 1, current=now)
        paint_grips(painter, self.grips, m, tokens)
        if lights.caret >= 0:
            paint_caret(painter, self.column.caret(lights.caret), m, tokens)

    def _boxes(self, spans: Iterable[Span], seen: Span) -> list[QRectF]:
        return [box for span in spans if span.overlaps(seen) for box in self.column.rects(span)]

    def _repairs_in(self, piece: int) -> tuple[int, ...]:
        start, end = self.column.positions.bounds(piece)
        return self.repairs[bisect_left(self.repairs, start) : bisect_left(self.repairs, end)]
