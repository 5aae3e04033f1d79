"""How long the window stands still while the machine reads, files are imported and a workbook is written.

    python -m tests.benchmarks.blocking [ARTICLES]

A timer that should fire every 5 ms measures the gaps between turns of the window's event loop; the target is
50 ms. The window is real (offscreen unless DISPLAY is set), work runs as it does for a person.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.domain.changes import Applied
    from gui.app import App
    from gui.viewmodels.program import OpenProject

TARGET = 50.0  # ms


class Pulse:
    """Measures the time between turns of the event loop."""

    def __init__(self) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        self._gaps: list[float] = []
        self._last = 0.0
        self._done: Callable[[], object] = lambda: True
        self._loop = QEventLoop()  # runs as the program does; qWait would keep Python's lock from the worker
        self._timer = QTimer()
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._tick)

    def during(self, name: str, begin: Callable[[], object], done: Callable[[], object]) -> None:
        """Print the longest standstill from ``begin`` until ``done``."""
        self._gaps.clear()
        self._done = done
        began = self._last = time.perf_counter()
        self._timer.start()
        begin()
        self._loop.exec()
        self._timer.stop()
        over = sum(gap > TARGET for gap in self._gaps)
        print(
            f"{name:<42} {time.perf_counter() - began:6.1f} s   longest standstill {max(self._gaps):6.1f} ms"
            f"   over {TARGET:.0f} ms: {over}   turns: {len(self._gaps)}"
        )

    def _tick(self) -> None:
        now = time.perf_counter()
        self._gaps.append((now - self._last) * 1000)
        self._last = now
        if self._done():
            self._loop.quit()


def main() -> None:
    """Print the longest standstill of each kind of work."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    if not os.environ.get("DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RAPPORTEUR_HOME"] = folder
        _measure(Path(folder), articles)


def _measure(folder: Path, articles: int) -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from gui.app import App

    application = QApplication([])
    app = App(application)
    app.start(sample=True)
    QTest.qWait(300)  # the window is up; from here on nothing may stand still
    opened = app.program.project.value
    if opened is None:
        raise SystemExit("the sample did not open")
    stored: list[str] = []  # articles, as analyses of them are stored
    opened.workspace.subscribe(lambda applied: stored.extend(_analysed(applied)))
    pulse = Pulse()
    pulse.during("analysis of the sample (first)", lambda: None, lambda: stored)
    _write_articles(folder / "in", articles)
    told: list[object] = []
    app.program.importing.imported.subscribe(told.append)
    pulse.during(
        f"import of {articles} articles",
        lambda: app.program.importing.files((str(folder / "in"),)),
        lambda: told,
    )
    stored.clear()
    pulse.during("analysis goes on, all cores, 60 articles", lambda: None, lambda: len(stored) >= 60)
    target = folder / "out.xlsx"
    pulse.during("export to Excel meanwhile", lambda: _export(app, opened, target), target.exists)
    app.close()


def _analysed(applied: Applied) -> frozenset[str]:
    stores = applied.entry.command in {"StoreSuggestions", "StoreAnalyses"}
    return applied.article_ids if stores else frozenset()


def _export(app: App, opened: OpenProject, target: Path) -> None:
    from gui.viewmodels.export_room import ExportRoom

    room = ExportRoom(opened, app.jobs, app.program.asks)
    room.set_target(str(target))
    room.write()


def _write_articles(folder: Path, number: int) -> None:
    from core.text.places import resource

    folder.mkdir()
    text = resource("samples", "azernews.txt").read_text("utf-8")
    for n in range(number):
        path = folder / f"2024-05-{n % 28 + 1:02d}_article_{n:05d}.txt"
        path.write_text(f"Article {n}\n\n{text}\n", "utf-8")


if __name__ == "__main__":
    main()
