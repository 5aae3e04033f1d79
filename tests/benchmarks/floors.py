"""What the stack can do at best, in our own words: raw sqlite3 and a bare text widget that fills rectangles.

The logic is that of ``shared/tools/floors`` (``phys_text.py``, ``phys_open.py``), which measure as they are
read and so can't take turns with ours: a table of texts and one of spans, WAL and FULL; a ``QPlainTextEdit``
that fills one rectangle a span and line under the text, for the blocks in view only.
"""

from __future__ import annotations

import bisect
import random
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit

from core.text.places import resource

Rows = list[tuple[int, int, str]]
LABELS = ("PERSON", "ORG", "GPE", "DATE", "Speaker", "Topic", "Event", "Claim")
COLOURS = dict(
    zip(
        LABELS,
        map(QColor, ("#ffd54f", "#81c784", "#64b5f6", "#e57373", "#ba68c8", "#4db6ac", "#f06292", "#a1887f")),
        strict=True,
    )
)


_COLUMNS = "doc_id INT, coder_id INT, start INT, stop INT, label TEXT, value TEXT, created TEXT"
_ADD = "INSERT INTO ann VALUES (NULL, ?, 1, ?, ?, ?, '', '2026')"


class Floor(QPlainTextEdit):
    """What Qt does at best: plain text, one filled rectangle a span and line."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Rows = []
        self.starts: list[int] = []
        self.resize(900, 800)
        self.setReadOnly(True)
        self.setFont(QFont("DejaVu Sans", 11))

    def set_rows(self, rows: Rows) -> None:
        """Show these spans."""
        self.rows, self.starts = rows, [row[0] for row in rows]
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Fill the rectangles, then let Qt write the text."""
        if self.rows:
            painter = QPainter(self.viewport())
            self._fill(painter)
            painter.end()
        super().paintEvent(event)

    def _fill(self, painter: QPainter) -> None:
        offset, block, height = self.contentOffset(), self.firstVisibleBlock(), self.viewport().height()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(offset)
            if place.top() > height:
                break
            first, end = block.position(), block.position() + block.length()
            at = max(0, bisect.bisect_left(self.starts, first) - 2)
            while at < len(self.rows) and self.rows[at][0] < end:
                start, stop, label = self.rows[at]
                at += 1
                low, high = max(start, first) - first, min(stop, end) - first
                layout = block.layout()
                for number in range(layout.lineCount() if high > low else 0):
                    line = layout.lineAt(number)
                    begins = line.textStart()
                    if begins + line.textLength() <= low:
                        continue
                    if begins >= high:
                        break
                    left = line.cursorToX(max(low, begins))[0]  # type: ignore[index]
                    right = line.cursorToX(min(high, begins + line.textLength()))[0]  # type: ignore[index]
                    box = QRectF(place.left() + left, place.top() + line.y(), right - left, line.height())
                    painter.fillRect(box, COLOURS[label])
            block = block.next()


class FloorDesk:
    """The floor of the whole path: open an article from a table, save a span and show it."""

    def __init__(self, path: Path, articles: Iterable[tuple[str, Rows]]) -> None:
        self._run = sqlite3.connect(path, isolation_level=None)
        for line in (
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",
            "CREATE TABLE doc (id INTEGER PRIMARY KEY, name TEXT, text TEXT)",
            f"CREATE TABLE ann (id INTEGER PRIMARY KEY, {_COLUMNS})",
            "CREATE INDEX by_place ON ann (doc_id, start)",
            "BEGIN",
        ):
            self._run.execute(line)
        for number, (text, rows) in enumerate(articles):
            self._run.execute("INSERT INTO doc VALUES (?, ?, ?)", (number, f"doc {number}", text))
            self._run.executemany(_ADD, [(number, *row) for row in rows])
        self._run.execute("COMMIT")
        self._doc, self._saved = 0, 0
        self.view = Floor()
        self.view.show()

    def open(self, number: int) -> None:
        """Read text and spans, show them, paint."""
        self._doc = number
        text = self._run.execute("SELECT text FROM doc WHERE id = ?", (number,)).fetchone()[0]
        asked = "SELECT start, stop, label FROM ann WHERE doc_id = ? ORDER BY start"
        rows = self._run.execute(asked, (number,)).fetchall()
        self.view.rows = []
        self.view.setPlainText(text)
        self.view.set_rows(rows)
        paint(self.view)

    def act(self, *, keep: bool = False) -> None:
        """Save one span durably and show it; shown no longer by the next act unless ``keep``."""
        self._saved += 1
        start = self._saved % 800
        self._run.execute("BEGIN IMMEDIATE")
        self._run.execute(_ADD, (self._doc, start, start + 9, "ORG"))
        self._run.execute("COMMIT")
        rows = self.view.rows if keep else list(self.view.rows)
        before = self.view.rows
        bisect.insort(rows, (start, start + 9, "ORG"))
        self.view.set_rows(rows)
        paint(self.view)
        if not keep:
            self.view.rows, self.view.starts = before, [row[0] for row in before]

    def jump(self, part: float) -> None:
        """Scroll to a part of the way and paint."""
        jump(self.view, part)

    def close(self) -> None:
        """Leave window and file."""
        self.view.close()
        self._run.close()


def article(words: int, seed: int = 7) -> str:
    """An article of about ``words`` words: paragraphs of the sample, over and over, seeded."""
    chance = random.Random(seed)
    whole = resource("samples", "azernews.txt").read_text(encoding="utf-8")
    paragraphs = [part.strip() for part in whole.split("\n\n")]
    out: list[str] = []
    count = 0
    while count < words:
        out.append(chance.choice(paragraphs))
        count += len(out[-1].split())
    return "\n\n".join(out)


def spread(text: str, many: int) -> Rows:
    """``many`` spans of one to three words, evenly over the text (as ``phys_text.spread``)."""
    places, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        places.append((at, at + len(word)))
        at += len(word)
    step = len(places) / many
    return [
        (places[int(i * step)][0], places[min(len(places) - 1, int(i * step) + i % 3)][1], LABELS[i % 8])
        for i in range(many)
    ]


def paint(view: QAbstractScrollArea) -> None:
    """Handle what is waiting, then paint now."""
    QApplication.processEvents()
    view.viewport().repaint()


def jump(view: QAbstractScrollArea, part: float) -> None:
    """Scroll to a part of the way and paint."""
    bar = view.verticalScrollBar()
    bar.setValue(round(part * bar.maximum()))
    paint(view)
