"""Measures the canvas against the floor of Qt text: open, mark and scroll, interleaved in one process.

The floor is the bare text widget of ``floors.py``. Run: ``python tests/benchmarks/canvas.py [repetitions]``.
It prints one JSON line a row; CPU times in milliseconds, medians unless said otherwise.
"""

from __future__ import annotations

import bisect
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from core.domain.coding import Layer
from core.domain.text import Span
from gui.qt.canvas import ArticleCanvas
from gui.qt.theme import apply_theme
from gui.viewmodels.views import Mark, State
from tests.benchmarks.floors import Floor, Rows, article, paint, spread

LAYERS = {"Speaker": Layer.STATEMENT, "Topic": Layer.TOPIC, "Event": Layer.EVENT, "Claim": Layer.STATEMENT}
STATES = (State.SUGGESTED, State.CONFIRMED, State.FIXED)


def marks_of(rows: Rows) -> tuple[Mark, ...]:
    """The same spans as marks of all layers and states."""
    return tuple(
        Mark(f"u{n}", LAYERS.get(label, Layer.MENTION), label, (Span(a, z),), STATES[n % 3])
        for n, (a, z, label) in enumerate(rows)
    )


def cpu_ms(act: Callable[[], None]) -> float:
    """CPU milliseconds of one call."""
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000


class Pair:
    """Floor and canvas with the same text and spans."""

    def __init__(self, text: str, rows: Rows) -> None:
        self.text, self.rows, self.marks = text, rows, marks_of(rows)
        self.floor, self.canvas = Floor(), ArticleCanvas()
        for view in (self.floor, self.canvas):
            view.resize(900, 800)
            view.show()
        QApplication.processEvents()

    def floor_open(self) -> None:
        self.floor.rows = []
        self.floor.setPlainText(self.text)
        self.floor.set_rows(self.rows)
        paint(self.floor)

    def canvas_open(self) -> None:
        self.canvas.show_article(self.text)
        self.canvas.set_marks(self.marks)
        paint(self.canvas)

    def floor_mark(self) -> None:
        rows = list(self.rows)
        bisect.insort(rows, (40, 49, "ORG"))
        self.floor.set_rows(rows)
        paint(self.floor)

    def canvas_mark(self) -> None:
        extra = Mark("new", Layer.MENTION, "ORG", (Span(40, 49),), State.ADDED)
        self.canvas.set_marks((*self.marks, extra))
        self.canvas.set_current("new")
        paint(self.canvas)

    def floor_scroll(self) -> None:
        self._scroll(self.floor)

    def canvas_scroll(self) -> None:
        self._scroll(self.canvas)

    def canvas_wheel(self) -> None:
        bar = self.canvas.verticalScrollBar()
        bar.setValue((bar.value() + 102) % max(1, bar.maximum()))
        paint(self.canvas)

    @staticmethod
    def _scroll(view: QAbstractScrollArea) -> None:
        bar = view.verticalScrollBar()
        bar.setValue(random.randrange(max(1, bar.maximum())))
        paint(view)

    def close(self) -> None:
        self.floor.close()
        self.canvas.close()


def measure(name: str, floor: Callable[[], None], ours: Callable[[], None], times: int) -> None:
    """Run both in turn and print medians, the ratio, and the 95th percentile of ours."""
    floors, own = [], []
    for _ in range(times):
        floors.append(cpu_ms(floor))
        own.append(cpu_ms(ours))
    middle, ours_middle = statistics.median(floors), statistics.median(own)
    row = {
        "row": name,
        "floor_ms": round(middle, 2),
        "ours_ms": round(ours_middle, 2),
        "ratio": round(ours_middle / middle, 2),
        "ours_p95_ms": round(sorted(own)[min(len(own) - 1, round(0.95 * len(own)))], 2),
        "load": round(os.getloadavg()[0], 1),
    }
    sys.stdout.write(json.dumps(row) + "\n")


def main() -> int:
    """Measure all sizes."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    random.seed(7)
    app = QApplication([])
    apply_theme(app, "light")
    long = article(100_000)
    cases = [
        ("600 words, 10 marks", article(600), 10),
        ("600 words, 60 marks", article(600), 60),
        ("10,000 words, 5,000 marks", article(10_000), 5_000),
        ("100,000 words, 5,000 marks", long, 5_000),
    ]
    for name, text, many in cases:
        pair = Pair(text, spread(text, many))
        measure(f"{name}: open", pair.floor_open, pair.canvas_open, times)
        measure(f"{name}: mark", pair.floor_mark, pair.canvas_mark, times)
        measure(f"{name}: jump and paint", pair.floor_scroll, pair.canvas_scroll, 4 * times)
        measure(f"{name}: three lines on and paint", pair.floor_scroll, pair.canvas_wheel, 4 * times)
        pair.close()
    one_paragraph(long.replace("\n\n", " "), times)
    return 0


def one_paragraph(text: str, times: int) -> None:
    """The canvas alone: the floor's ``cursorToX`` takes 25 s a paint on a paragraph of this length."""
    pair = Pair(text, spread(text, 5_000))
    opens = [cpu_ms(pair.canvas_open) for _ in range(times)]
    jumps = [cpu_ms(pair.canvas_scroll) for _ in range(4 * times)]
    row = {
        "row": "100,000 words in one paragraph, 5,000 marks",
        "open_ms": round(statistics.median(opens), 2),
        "jump_ms": round(statistics.median(jumps), 2),
        "jump_p95_ms": round(sorted(jumps)[round(0.95 * len(jumps)) - 1], 2),
    }
    sys.stdout.write(json.dumps(row) + "\n")
    pair.close()


if __name__ == "__main__":
    sys.exit(main())
