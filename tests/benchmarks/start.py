"""Process start to painted window, beside the floor: an empty program with a rich window of Qt's own widgets.

Run ``python tests/benchmarks/start.py [ROUNDS]``; floor and ours take turns, so a busy machine slows both.
Ours opens a project of 1,000 articles with one article in the text. The floor is a
rich window of Qt's own: three docks of fifty rows, an editor, a menu, a tool bar.
Prints one JSON line a figure; ``ratio`` is ours / floor.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from core.app.commands.corpus import ImportArticles
from core.app.projects import create_project, open_workspace
from core.domain.article import Article
from core.text.canonical import sha256_of

ROUNDS = 9
ARTICLES = 1000
SENTENCE = "The two sides agreed on the delimitation of the border at a meeting held in Almaty today. "
HEAVY = ("spacy", "numpy", "openpyxl", "alembic", "typer", "charset_normalizer", "thinc")

FLOOR = """
import sys, time
from PySide6 import QtCore, QtGui, QtWidgets
program = QtWidgets.QApplication([])
class Window(QtWidgets.QMainWindow):
    painted = 0.0
    def paintEvent(self, event):
        super().paintEvent(event)
        self.painted = self.painted or time.time()
window = Window()
window.setCentralWidget(QtWidgets.QPlainTextEdit("hello " * 600))
for number in range(3):
    dock, tree = QtWidgets.QDockWidget(str(number)), QtWidgets.QTreeWidget()
    for line in range(50):
        tree.addTopLevelItem(QtWidgets.QTreeWidgetItem([str(line)]))
    dock.setWidget(tree)
    window.addDockWidget(QtCore.Qt.DockWidgetArea.LeftDockWidgetArea, dock)
menu, bar = window.menuBar().addMenu("File"), window.addToolBar("x")
for number in range(20):
    menu.addAction(str(number))
for number in range(15):
    bar.addAction(str(number))
window.resize(1200, 800)
window.show()
while not window.painted:
    program.processEvents()
print(window.painted - float(sys.argv[1]), time.process_time(), "")
"""

OURS = """
import sys, time
from gui.__main__ import hurry
hurry()
from gui.qt.guard import check_qt
check_qt()
from gui.app import App, application
program = application()
app = App(program)
told = []
app.window.painted.connect(lambda: told.append(time.time()))
app.start(sys.argv[2])
while not told:
    program.processEvents()
spent = time.process_time()
heavy = [name for name in sys.argv[3].split(",") if name in sys.modules]
print(told[0] - float(sys.argv[1]), spent, ",".join(heavy))
app.close()
"""


def main() -> None:
    """Measure in a folder of its own."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "thousand.rapporteur"
        fill(project)
        environment = surroundings(Path(folder))
        floor, ours = [], []
        for code in (FLOOR, OURS):
            run(code, project, environment)  # byte code and disk cache, as an installed program has them
        for _ in range(rounds):
            floor.append(run(FLOOR, project, environment))
            ours.append(run(OURS, project, environment))
    for at, name in enumerate(("start to painted window, wall ms", "start to painted window, CPU ms")):
        low, high = [one[at] for one in floor], [one[at] for one in ours]
        ratio = statistics.median(b / a for a, b in zip(low, high, strict=True))
        say(name, statistics.median(low), statistics.median(high), ratio)


def fill(project: Path) -> None:
    """A project of 1,000 articles of 600 words, none analysed."""
    create_project(project, "Benchmark", "Ada")
    workspace = open_workspace(project)
    text = SENTENCE * 37
    for start in range(0, ARTICLES, 100):
        workspace.execute(ImportArticles(tuple(an_article(n, text) for n in range(start, start + 100))))
    workspace.close()


def an_article(number: int, text: str) -> Article:
    """One of the articles."""
    own = f"Report {number}\n\n{text}"
    return Article(
        f"a{number}",
        own,
        sha256_of(own),
        title=f"Report {number}",
        source="Press",
        position=number,
        words=600,
    )


def surroundings(home: Path) -> dict[str, str]:
    """The environment both run in: off screen unless the caller chose, settings and byte code apart."""
    root = str(Path(__file__).parents[2])
    own = {"RAPPORTEUR_HOME": str(home), "PYTHONPATH": root, "PYTHONPYCACHEPREFIX": str(home / "bytes")}
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"QT_QPA_PLATFORM": "offscreen", **kept, **own}


def run(code: str, project: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Start one program; wall and CPU milliseconds to its first paint. Heavy modules by then are a fault."""
    asked = [sys.executable, "-c", code, str(time.time()), str(project), ",".join(HEAVY)]
    said = subprocess.run(asked, env=environment, capture_output=True, text=True, check=True).stdout
    wall, cpu, heavy = said.rstrip("\n").split(" ", 2)
    if heavy:
        raise SystemExit(f"loaded before the first paint: {heavy}")
    return float(wall) * 1000, float(cpu) * 1000


def say(name: str, floor: float, ours: float, ratio: float) -> None:
    """One line of the report."""
    line = {"name": name, "floor": round(floor), "ours": round(ours), "ratio": round(ratio, 2)}
    print(json.dumps(line))  # the report itself


if __name__ == "__main__":
    main()
