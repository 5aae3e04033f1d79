"""The column of text: pieces laid out when they are needed, with heights guessed for all others."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGlyphRun, QTextLayout, QTextLine, QTextOption

from core.domain.text import Span
from gui.qt.positions import Positions

LEADING = 2.1  # line height in font sizes: room for letters above the words and lanes below them
BLANK = 0.42  # height of an empty line, in line heights
KEPT = 320  # pieces whose layout is kept; heights of all others stay known
_SAMPLE = "the quick brown fox jumps over the lazy dog and the ministers met again in spring"


@dataclass(frozen=True, slots=True)
class Measures:
    """Distances within a line, from its top, in pixels; all follow the font size."""

    line: float
    baseline: float
    tint_top: float
    tint_bottom: float
    lane: float  # y of the first lane
    pitch: float  # from lane to lane
    unit: float  # one sixteenth of the font size: a "pixel" at the usual size

    @classmethod
    def of(cls, pixels: float) -> Measures:
        """Measures for text of ``pixels`` height."""
        line, baseline = round(pixels * LEADING), round(pixels * 1.25)
        unit = pixels / 16
        top, bottom = baseline - round(13 * unit), baseline + round(4.75 * unit)
        return cls(line, baseline, top, bottom, bottom + 2 * unit, 2.8 * unit, unit)


@dataclass(slots=True)
class Laid:
    """One piece as laid out: its lines with the local range of each."""

    layout: QTextLayout
    lines: list[QTextLine]
    ranges: list[tuple[int, int]]
    two_ways: bool
    places: dict[Span, list[tuple[int, float, float]]] = field(default_factory=dict)  # asked for before
    glyphs: dict[tuple[int, int], list[QGlyphRun]] = field(default_factory=dict)  # by start and length
    signs: dict[int, tuple[int, float]] = field(default_factory=dict)  # line and x of the sign at an offset


class Column:
    """Lays out one text at one width and answers where things are, in pixels from the text's top left."""

    def __init__(self, positions: Positions, font: QFont, characters: int, most: float) -> None:
        metrics = QFontMetricsF(font)
        each = metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE)
        self.positions = positions
        self.font = font
        self.width = max(min(math.ceil(each * characters), most), 120.0)
        self.measures = Measures.of(font.pixelSize())
        self._laid: OrderedDict[int, Laid] = OrderedDict()
        fits = max(1.0, self.width / each)
        line = self.measures.line
        blank = round(line * BLANK)
        self._heights = [blank if n == 0 else line * math.ceil(n / fits) for n in positions.lengths()]
        self._exact = [n == 0 for n in positions.lengths()]
        self._tops: list[float] = []

    @property
    def height(self) -> float:
        """Height of the whole text; pieces never seen count as guessed."""
        return self._all_tops()[-1]

    def top(self, piece: int) -> float:
        """Where a piece starts."""
        return self._all_tops()[piece]

    def piece_at_y(self, y: float) -> int:
        """The piece at a height, the nearest one outside the text."""
        return min(max(bisect_right(self._all_tops(), y) - 1, 0), len(self._heights) - 1)

    def is_exact(self, piece: int) -> bool:
        """Whether the height of a piece is known, not guessed."""
        return self._exact[piece]

    def laid(self, piece: int) -> Laid:
        """The layout of a piece, made now if need be; its height is exact from then on."""
        known = self._laid.get(piece)
        if known is not None:
            self._laid.move_to_end(piece)
            return known
        made = self._lay(piece)
        self._laid[piece] = made
        if len(self._laid) > KEPT:
            self._laid.popitem(last=False)
        if not self._exact[piece]:
            height = self.measures.line * len(made.lines)
            if height != self._heights[piece]:
                self._tops = []
            self._heights[piece], self._exact[piece] = height, True
        return made

    def rows(self, piece: int, span: Span) -> list[tuple[int, float, float]]:
        """Where ``span`` lies in a piece: line number, left, right; several where text runs both ways."""
        laid = self.laid(piece)
        known = laid.places.get(span)
        if known is None:
            known = laid.places[span] = self._rows(piece, laid, span)
        return known

    def _rows(self, piece: int, laid: Laid, span: Span) -> list[tuple[int, float, float]]:
        local = self.positions.local_range(piece, span)
        if local is None:
            return []
        out: list[tuple[int, float, float]] = []
        first = max(0, bisect_right(laid.ranges, (local[0], math.inf)) - 1)
        for number in range(first, len(laid.ranges)):
            start, end = laid.ranges[number]
            if start >= local[1]:
                break
            low, high = max(start, local[0]), min(end, local[1])
            if low < high:
                out.extend((number, a, b) for a, b in stretches(laid, number, low, high))
        return out

    def rects(self, span: Span) -> list[QRectF]:
        """The rectangles that cover the words of ``span``, a line at a time."""
        last = self.positions.piece_at(span.end - 1)
        pieces = range(self.positions.piece_at(span.start), last + 1)
        return [rect for piece in pieces for rect in self.rects_in(piece, span)]

    def rects_in(self, piece: int, span: Span) -> list[QRectF]:
        """Those of `rects` that lie in one piece."""
        rows, m = self.rows(piece, span), self.measures
        top, height = self.top(piece) + m.tint_top, m.tint_bottom - m.tint_top
        return [QRectF(left, top + number * m.line, right - left, height) for number, left, right in rows]

    def position_at(self, point: QPointF, *, nearest: bool = True) -> int:
        """The code point position at a point; ``nearest`` boundary, else of the character under the point."""
        piece = self.piece_at_y(point.y())
        laid = self.laid(piece)
        if not laid.lines:
            return self.positions.bounds(piece)[0]
        number = int((point.y() - self.top(piece)) // self.measures.line)
        number = min(max(number, 0), len(laid.lines) - 1)
        how = QTextLine.CursorPosition.CursorBetweenCharacters
        if not nearest:
            how = QTextLine.CursorPosition.CursorOnCharacter
        local = laid.lines[number].xToCursor(point.x(), how)
        return self.positions.to_position(piece, min(local, _last_place(laid, number)))

    def caret(self, position: int) -> QRectF:
        """Where a caret before ``position`` stands: as high as the words, without width."""
        piece = self.positions.piece_at(position)
        laid, m = self.laid(piece), self.measures
        if not laid.lines:
            return QRectF(0, self.top(piece), 0, self._heights[piece])
        local = self.positions.to_local(piece, position)
        number = max(0, bisect_right(laid.ranges, (local, math.inf)) - 1)
        x = edge(laid.lines[number], local)
        return QRectF(x, self.top(piece) + number * m.line + m.tint_top, 0, m.tint_bottom - m.tint_top)

    def _all_tops(self) -> list[float]:
        if not self._tops:
            self._tops = list(accumulate(self._heights, initial=0.0))
        return self._tops

    def _lay(self, piece: int) -> Laid:
        words = self.positions.words(piece)
        layout = QTextLayout(words, self.font)
        layout.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        right_to_left = self.positions.is_right_to_left(piece)
        if right_to_left:
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        lines = self._break(layout) if words else []
        ranges = [(line.textStart(), line.textStart() + line.textLength()) for line in lines]
        return Laid(layout, lines, ranges, right_to_left or self.positions.has_two_ways(piece))

    def _break(self, layout: QTextLayout) -> list[QTextLine]:
        lines: list[QTextLine] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.width)
            # Fallback fonts differ in ascent: every line hangs on its baseline, so lines stay evenly apart.
            line.setPosition(
                QPointF(0, len(lines) * self.measures.line + self.measures.baseline - line.ascent())
            )
            lines.append(line)
        layout.endLayout()
        return lines


def edge(line: QTextLine, local: int) -> float:
    """The x of a cursor position on a line."""
    found: object = line.cursorToX(local)  # PySide hands back the position too, whatever its stubs say
    x = found[0] if isinstance(found, tuple) else found
    return x if isinstance(x, float) else 0.0


def stretches(laid: Laid, number: int, low: int, high: int) -> list[tuple[float, float]]:
    """The stretches of a line that the local range covers, left to right."""
    line = laid.lines[number]
    if not laid.two_ways:
        left, right = edge(line, low), min(edge(line, high), line.naturalTextWidth())
        return [(left, right)] if right > left else []
    # Where the direction changes, cursor positions are ambiguous; the boxes of the glyphs are not.
    boxes = [run.boundingRect() for run in line.glyphRuns(low, high - low)]
    parts = sorted((box.left(), box.right()) for box in boxes)
    out: list[tuple[float, float]] = []
    for left, right in parts:
        if out and left <= out[-1][1] + 0.5:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    return out


def _last_place(laid: Laid, number: int) -> int:
    """The last position that still shows on this line: before the space at which it was broken."""
    start, end = laid.ranges[number]
    return end if number == len(laid.ranges) - 1 else max(start, end - 1)
