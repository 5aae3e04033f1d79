"""All that is drawn on the text, and the order in which the painters draw it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QRegion

from core.domain.text import Span
from gui.qt.canvas_column import Column
from gui.qt.handles import Grip, paint_grips
from gui.qt.lanes import MarkIndex
from gui.qt.mending import changed_rows, only, region_of, rows_of
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
from gui.qt.paint_seams import paint_seam_now, paint_seams, seam_under
from gui.qt.paint_shapes import colour
from gui.qt.paint_text import (
    paint_badge,
    paint_candidate,
    paint_caret,
    paint_evidence,
    paint_evidence_rims,
    paint_found,
    paint_selected,
    paint_words,
)
from gui.qt.sheets import Ground, Look, Mend, Paint, Sheets
from gui.qt.tokens import Tokens
from gui.viewmodels.views import Mark, Seam


class Light(NamedTuple):
    """Words lit up: as ``evidence``, ``found``, ``candidate`` or ``selected``; ``number`` counts from 1."""

    kind: str
    span: Span
    number: int
    now: bool


class Stress(NamedTuple):
    """What stands out in a piece: the current unit, if it has marks there, and the lights over it."""

    current: str
    lit: tuple[Light, ...]


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

    def over(self, seen: Span) -> list[Light]:
        """Those over a stretch of text, in the order in which they are painted."""
        kinds = (
            ("evidence", self.evidence, -1),
            ("found", self.found, self.found_now),
            ("candidate", self.candidates, self.candidate_now),
            ("selected", self.selected, -1),
        )
        return [
            Light(kind, span, number + 1, number == now)
            for kind, spans, now in kinds
            for number, span in enumerate(spans)
            if span.overlaps(seen)
        ]


@dataclass(slots=True)
class Scene:
    """Marks and lights over one column; plans are made for pieces in view and kept."""

    column: Column
    repairs: tuple[int, ...] = ()  # assumed spaces: where words begin and end
    seams: tuple[Seam, ...] = ()  # what is drawn of them, and of lost sentence ends
    seam_now: int = -1  # the one that is looked at
    current: str = ""
    lights: Lights = field(default_factory=Lights)
    grips: tuple[Grip, ...] | None = ()  # None: to be found before they are needed
    _plans: dict[int, PiecePlan] = field(default_factory=dict)
    _index: MarkIndex = field(default_factory=lambda: MarkIndex(()))
    _given: Iterable[Mark] | None = None  # marks nobody has asked for yet
    _sheets: Sheets = field(default_factory=Sheets)

    def show(self, marks: Iterable[Mark]) -> None:
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
            known = self._plans[piece] = plan_piece(self.column, index, self._seams_in(piece), piece)
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
        bounds = self.column.positions.bounds
        seen = Span(bounds(pieces[0])[0], bounds(pieces[-1])[1] + 1)
        near = self.lights.over(seen)
        for piece in pieces:
            start, end = bounds(piece)
            if start < end:
                self._paint_piece(painter, piece, _within(near, start, end), tokens, ground)
            else:
                self._fill(painter, piece, tokens, ground)
        self._sheets.keep(pieces)
        self._paint_seam_now(painter, pieces, tokens)
        self._paint_above(painter, [light for light in near if light.kind == "candidate"], tokens)

    def _paint_piece(
        self, painter: QPainter, piece: int, lit: tuple[Light, ...], tokens: Tokens, ground: Ground
    ) -> None:
        """As a picture, which most pieces in view have from the frame before; else stroke by stroke."""
        if self._is_pictured(piece, ground):
            self._sheets.put(painter, *self._sheet(piece, lit, tokens, ground))
            return
        self._fill(painter, piece, tokens, ground)
        self._paint_strokes(painter, piece, self.plan(piece), lit, tokens)

    def renew(self, pieces: range, tokens: Tokens, ground: Ground) -> QRegion:
        """Bring the pictures of these pieces up to date; returns where they changed, in the text's pixels."""
        bounds = self.column.positions.bounds
        near = self.lights.over(Span(bounds(pieces[0])[0], bounds(pieces[-1])[1] + 1))
        changed = QRegion()
        for piece in pieces:
            start, end = bounds(piece)
            if start < end and self._is_pictured(piece, ground):
                changed += self._sheets.renew(*self._sheet(piece, _within(near, start, end), tokens, ground))
            elif start < end:
                top, below = round(self.column.top(piece)), round(self.column.top(piece + 1))
                changed += QRect(ground.left, top, ground.width, below - top)
        return changed

    def _is_pictured(self, piece: int, ground: Ground) -> bool:
        top = self.column.top(piece)
        return self._sheets.fits(ground, top, self.column.top(piece + 1) - top)

    def _sheet(
        self, piece: int, lit: tuple[Light, ...], tokens: Tokens, ground: Ground
    ) -> tuple[int, Look, tuple[float, float], Paint, QColor, Mend]:
        """What `Sheets` has to know of a piece."""
        plan, top = self.plan(piece), self.column.top(piece)
        state = Stress(self.current if rows_of(plan, self.current) else "", lit)
        look = Look(plan, state, tokens, ground)

        def paint(onto: QPainter) -> None:
            self._paint_strokes(onto, piece, plan, lit, tokens)

        def mend(before: Look) -> tuple[QRegion, Paint] | None:
            return self._mended(piece, before, look, tokens)

        return piece, look, (top, self.column.top(piece + 1) - top), paint, colour(tokens.pane), mend

    def _fill(self, painter: QPainter, piece: int, tokens: Tokens, ground: Ground) -> None:
        """The ground of a piece without a picture."""
        top, below = self.column.top(piece), self.column.top(piece + 1)
        painter.fillRect(QRectF(ground.left, top, ground.width, below - top), colour(tokens.pane))

    def _mended(self, piece: int, before: Look, now: Look, tokens: Tokens) -> tuple[QRegion, Paint] | None:
        """Where a piece differs from how it looked before, and what paints it there."""
        old, new, was, state = before.plan, now.plan, before.state, now.state
        if not (isinstance(old, PiecePlan) and isinstance(new, PiecePlan) and old.laid is new.laid):
            return None
        if not (isinstance(was, Stress) and isinstance(state, Stress)):
            return None
        rows = changed_rows(old, new)
        if was.current != state.current:
            rows |= rows_of(old, was.current) | rows_of(new, state.current)
        for light in {*was.lit} ^ {*state.lit}:
            rows |= {row for row, _, _ in self.column.rows(piece, light.span)}
        part = only(new, rows)

        def paint(onto: QPainter) -> None:
            self._paint_strokes(onto, piece, part, state.lit, tokens)

        return region_of(rows, self.column.top(piece), self.column.measures, now.ground), paint

    def _paint_strokes(
        self, painter: QPainter, piece: int, plan: PiecePlan, lit: tuple[Light, ...], tokens: Tokens
    ) -> None:
        """What is under the words, what is selected of them, the words, what is over them."""
        top, m = self.column.top(piece), self.column.measures
        self._paint_lights(painter, piece, lit, tokens)
        paint_grounds(painter, plan.lanes, top, m, tokens, self.current)
        paint_tints(painter, plan.mentions, top, m, tokens, self.current)
        paint_links(painter, plan.links, top, m, tokens)
        paint_lanes(painter, plan.lanes, top, m, tokens, self.current)
        for light in lit:
            if light.kind == "selected":
                paint_selected(painter, self.column.rects_in(piece, light.span), tokens)
        paint_words(painter, plan.runs, top, tokens)
        for light in lit:
            if light.kind == "evidence":
                paint_evidence_rims(painter, self.column.rects_in(piece, light.span), m, tokens)
        paint_seams(painter, plan.seams, top, m, tokens)
        paint_letters(painter, plan.mentions, top, m, tokens)
        numbered = frozenset(light.span.start for light in lit if light.kind == "candidate")
        paint_slots(painter, plan.slots, top, m, tokens, numbered)
        paint_more(painter, plan.hidden, top, m, tokens, self.column.width)

    def _paint_lights(self, painter: QPainter, piece: int, lit: tuple[Light, ...], tokens: Tokens) -> None:
        m = self.column.measures
        for light in lit:
            boxes = self.column.rects_in(piece, light.span)
            if light.kind == "evidence":
                paint_evidence(painter, boxes, m, tokens)
            elif light.kind == "found":
                paint_found(painter, boxes, tokens, current=light.now)
            elif light.kind == "candidate":
                paint_candidate(painter, boxes, m, tokens, current=light.now)

    def _paint_above(self, painter: QPainter, candidates: list[Light], tokens: Tokens) -> None:
        m = self.column.measures
        for light in candidates:
            for box in self.column.rects(light.span)[:1]:
                paint_badge(painter, box, m, tokens, number=light.number, current=light.now)
        paint_grips(painter, self.grips or (), m, tokens)
        if self.lights.caret >= 0:
            paint_caret(painter, self.column.caret(self.lights.caret), m, tokens)

    def seam_at(self, point: QPointF) -> int:
        """The offset of the sign of lost text at a point; -1 where there is none."""
        piece = self.column.piece_at_y(point.y())
        return seam_under(self.plan(piece).seams, point, self.column.top(piece), self.column.measures)

    def _seams_in(self, piece: int) -> tuple[Seam, ...]:
        start, end = self.column.positions.bounds(piece)
        first, last = (bisect_left(self.seams, at, key=lambda seam: seam.at) for at in (start, end))
        return self.seams[first:last]

    def _paint_seam_now(self, painter: QPainter, pieces: range, tokens: Tokens) -> None:
        for piece in pieces if self.seam_now >= 0 else ():
            for place in self.plan(piece).seams:
                if place.seam.at == self.seam_now:
                    paint_seam_now(painter, place, self.column.top(piece), self.column.measures, tokens)


def _within(lights: Iterable[Light], start: int, end: int) -> tuple[Light, ...]:
    return tuple(light for light in lights if light.span.start < end and start < light.span.end)
