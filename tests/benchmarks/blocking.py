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

TARGET = 50.0  # ms


def main() -> None:
    """Print the longest standstill of each kind of work."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    if not os.environ.get("DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RAPPORTEUR_HOME"] = folder
        _measure(Path(folder), articles)


def _measure(folder: Path, articles: int) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from gui.app import App

    application = QApplication([])
    app = App(application)
    app.start(sample=True)
    gaps: list[float] = []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append((now - last) * 1000)
        last = now

    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(tick)

    def during(name: str, done: Callable[[], object]) -> None:
        nonlocal last
        gaps.clear()
        last = time.perf_counter()
        timer.start()
        began = last
        while not done():
            QTest.qWait(10)
        timer.stop()
        over = [gap for gap in gaps if gap > TARGET]
        print(
            f"{name:<34} {time.perf_counter() - began:6.1f} s   longest standstill {max(gaps):6.1f} ms   "
            f"over {TARGET:.0f} ms: {len(over)}   turns: {len(gaps)}"
        )

    QTest.qWait(300)
    opened = app.program.project.value
    assert opened is not None
    during("analysis of the sample (first)", lambda: opened.desk.head.value and opened.desk.head.value.analysed)
    _write_articles(folder / "in", articles)
    told: list[object] = []
    app.program.imported.subscribe(told.append)
    app.program.import_files((str(folder / "in"),))
    during(f"import of {articles} articles", lambda: told)
    stored: list[object] = []
    opened.workspace.subscribe(lambda applied: stored.append(applied.entry.command))
    during("analysis goes on, 20 articles", lambda: stored.count("StoreSuggestions") > 20)
    _export(app, folder / "out.xlsx")
    during("export to Excel meanwhile", (folder / "out.xlsx").exists)
    app.program.cancel()
    app.close()


def _export(app, target: Path) -> None:  # type: ignore[no-untyped-def]
    from gui.viewmodels.export_room import ExportRoom

    room = ExportRoom(app.program.project.value, app.jobs, app.program.asks)
    room.set_target(str(target))
    room.write()


def _write_articles(folder: Path, number: int) -> None:
    from core.text.places import resource

    folder.mkdir()
    text = resource("samples", "azernews.txt").read_text("utf-8")
    for n in range(number):
        (folder / f"2024-05-{n % 28 + 1:02d}_article_{n:05d}.txt").write_text(f"Article {n}\n\n{text}\n", "utf-8")


if __name__ == "__main__":
    main()
