"""What the program holds in memory at rest, beside a rich window of Qt's own that has loaded what we need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.start import FLOOR, surroundings

_SAY = """
print(next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmRSS")))
"""
_OURS = """
import sys, time
from gui.__main__ import hurry
hurry()
from gui.qt.guard import check_qt
check_qt()
from gui.app import App, application
program = application()
app = App(program)
app.start(sys.argv[1])
until = time.time() + 4
while time.time() < until:
    program.processEvents()
    time.sleep(0.01)
print("spacy" in sys.modules)
"""


def floor() -> float:
    """MB of a rich window with SQLAlchemy loaded."""
    bare = FLOOR.replace("print(", "import sqlalchemy.orm\n(", 1)
    return _run(bare, {**os.environ, "QT_QPA_PLATFORM": "offscreen"}, "0")


def ours(project: Path, home: Path) -> float:
    """MB of the program with ``project`` open, four seconds after its start."""
    return _run(_OURS, surroundings(home), str(project))


def _run(code: str, environment: dict[str, str], *given: str) -> float:
    command = [sys.executable, "-c", code + _SAY, *given]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    *_, mb = said.split()
    return float(mb)
