"""How long the window stands still while a round of many articles and coders is planned and given out.

    python -m tests.benchmarks.blocking_rounds [ARTICLES] [CODERS]

Measured as in `tests.benchmarks.blocking`: the longest gap between turns of the window's event loop.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.blocking import Pulse
from tests.build import an_article
from tests.gui.whole import Answers

if TYPE_CHECKING:
    from gui.app import App


def main() -> None:
    """Print the longest standstill of each step."""
    articles, coders = (int(given) for given in (*sys.argv[1:3], "5000", "50")[:2])
    if not os.environ.get("DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RAPPORTEUR_HOME"] = folder
        where = Path(folder) / "study.rapporteur"
        _make(where, articles, coders)
        _measure(where, articles, coders)


def _make(where: Path, articles: int, coders: int) -> None:
    from core.app.commands.accounts import AddAccount
    from core.app.commands.corpus import ImportArticles
    from core.app.projects import create_project, open_workspace

    create_project(where, "Study", "Supervisor")
    workspace = open_workspace(where)
    for number in range(coders):
        workspace.execute(AddAccount(f"Coder {number:02d}"))
    workspace.execute(
        ImportArticles(
            tuple(
                an_article(
                    f"Article {number}.",
                    id=f"article-{number:05d}",
                    position=number,
                    source=f"Source {number % 7}",
                    published=f"2024-{number % 12 + 1:02d}-03",
                )
                for number in range(articles)
            )
        )
    )
    workspace.close()


def _measure(where: Path, articles: int, coders: int) -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from gui.app import App
    from gui.panels.rounds_page import RoundsPage

    asks = Answers(where.parent)
    asks.who = [("Supervisor", "")]
    app = App(QApplication([]), asks=asks)
    app.start(str(where))
    app.program.reading.cancel()
    QTest.qWait(300)
    pulse, size = Pulse(), f"{articles} articles x {coders} coders"
    pulse.during(f"entering the room, {size}", lambda: app.trigger("room.rounds"), lambda: _rests(app))
    form = app.window.findChildren(RoundsPage)[0].form
    pulse.during(
        "a change of the plan, drawn anew", lambda: form.per_article.setValue(5), lambda: _rests(app)
    )

    def drag() -> None:
        for share in range(20, 100, 4):
            form.overlap.setValue(share)

    pulse.during("twenty changes in a row", drag, lambda: _rests(app))
    form.name.setText("Pilot")
    form.name.textEdited.emit("Pilot")
    pulse.during("giving the round out", form.give_out.click, lambda: _rests(app))
    app.close()


def _rests(app: App) -> bool:
    from gui.panels.rounds_page import RoundsPage

    return not app.window.findChildren(RoundsPage)[0].form.stop.isVisible()


if __name__ == "__main__":
    main()
