"""Where a key takes the caret in the text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollBar

from gui.qt.canvas_column import Column
from gui.qt.canvas_select import word_step
from gui.qt.positions import step

Key = Qt.Key
_SIDEWAYS = {Key.Key_Left: -1, Key.Key_Right: 1}
_LINES = {Key.Key_Up: -1, Key.Key_Down: 1, Key.Key_PageUp: -12, Key.Key_PageDown: 12}
_ENDS = {Key.Key_Home: -1, Key.Key_End: 1}
CARET_KEYS = frozenset({*_SIDEWAYS, *_LINES, *_ENDS})


def caret_target(event: QKeyEvent, at: int, column: Column, repairs: Sequence[int]) -> int:
    """The position a caret key leads to from ``at``."""
    key, by_words = Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    text = column.positions.text
    if key in _SIDEWAYS:
        direction = _SIDEWAYS[key]
        if column.positions.is_right_to_left(column.positions.piece_at(at)):
            direction = -direction  # the arrow shows where the caret goes on the screen
        return word_step(at, direction, text, repairs) if by_words else step(text, at, direction)
    if key in _LINES:
        return _by_lines(at, _LINES[key], column)
    if by_words:
        return 0 if _ENDS[key] < 0 else len(text)
    return _line_end(at, _ENDS[key], column)


def _by_lines(at: int, lines: int, column: Column) -> int:
    box, m = column.caret(at), column.measures
    way = 1 if lines > 0 else -1
    y = box.center().y() + lines * m.line
    for extra in range(3):  # an empty line is lower than a full one: go on until the caret has moved
        to = column.position_at(QPointF(box.x(), y + way * extra * m.line / 2))
        if (to - at) * way > 0:
            return to
    return at


def _line_end(at: int, way: int, column: Column) -> int:
    piece = column.positions.piece_at(at)
    ranges = column.laid(piece).ranges
    local = column.positions.to_local(piece, at)
    row = next((r for r in reversed(ranges) if r[0] <= local), (0, 0))
    if way < 0:
        return column.positions.to_position(piece, row[0])
    last = row == ranges[-1] if ranges else True
    end = column.positions.to_position(piece, row[1])
    return end if last else step(column.positions.text, end, -1)


def scroll_target(event: QKeyEvent, bar: QScrollBar) -> int | None:
    """The value a key takes the scroll bar to when there is no caret; ``None`` if it is no scrolling key."""
    page = bar.pageStep() - 2 * bar.singleStep()  # two lines stay in sight
    steps = {
        Key.Key_Up: -bar.singleStep(),
        Key.Key_Down: bar.singleStep(),
        Key.Key_PageUp: -page,
        Key.Key_PageDown: page,
        Key.Key_Home: -bar.maximum(),
        Key.Key_End: bar.maximum(),
    }
    step_by = steps.get(Key(event.key()))
    return None if step_by is None else bar.value() + step_by
