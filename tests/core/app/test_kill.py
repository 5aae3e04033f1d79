"""A process killed amid an import, an analysis, an undo or an export leaves all whole."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from core.app.checking import verify
from core.app.exporting import export_workbook
from core.storage.store import Store
from tests.core.app.place import make_place
from tests.core.export.material import cells

ROOT = Path(__file__).parents[3]
KILLS = 12
# Forks a worker again and again and kills it at a random moment after it has begun.
KILLER = """
import itertools, os, random, signal, sys, time
from pathlib import Path

import core.export.excel, core.export.sheets_mentions, core.importing.head, core.importing.near
import numpy, openpyxl
from core.app.commands.corpus import StoreSuggestions
from core.app.exporting import export_workbook
from core.app.importing import import_files
from core.domain.suggestion import SuggestionSet
from tests.build import a_coding, a_suggestion
from tests.core.app.place import add, at_work

path, work, kills, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
chance = random.Random(seed)

def importing(begin, run):
    folder = path.with_name(f"texts-{run}")
    folder.mkdir()
    for number in range(80):
        (folder / f"{number}.txt").write_text(f"Article {run} {number} said Putin. " * 50)
    with at_work(path) as workspace:
        begin()
        import_files(workspace, path, [folder])

def analysing(begin, run):
    with at_work(path) as workspace:
        article = workspace.state.article("article-1")
        begin()
        for number in itertools.count():
            found = tuple(a_suggestion(id=f"sug-{run}-{number}-{each}") for each in range(300))
            made = SuggestionSet("article-1", "article-1", article.sha256, "m", suggestions=found)
            workspace.execute(StoreSuggestions(made))

def undoing(begin, run):
    with at_work(path) as workspace:
        begin()
        for number in itertools.count():
            workspace.execute(add(a_coding(id=f"coding-{run}-{number}")))
            for act in (workspace.undo, workspace.redo, workspace.undo):
                act()

def exporting(begin, run):
    begin()
    while True:
        export_workbook(path, "coder-1", path.with_name("out.xlsx"))

for run in range(kills):
    read, write = os.pipe()
    worker = os.fork()
    if worker == 0:
        globals()[work](lambda: os.write(write, b"go"), run)
        os._exit(0)
    os.close(write)
    os.read(read, 2)
    time.sleep(chance.uniform(0, 1.2 if work == "importing" else 0.25))  # files are read before any is kept
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    os.close(read)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("work", ["importing", "analysing", "undoing", "exporting"])
def test_killed_at_any_moment_the_project_is_whole(tmp_path: Path, work: str) -> None:
    path, target = make_place(tmp_path), tmp_path / "out.xlsx"
    export_workbook(path, "coder-1", target)
    seed = random.randrange(10**6)
    command = [sys.executable, "-c", KILLER, str(path), work, str(KILLS), str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, ""), f"seed {seed}"
    assert verify(path) == [], f"seed {seed}"
    store = Store.open(path)  # the lock died with its process
    assert (store.last_seq() > 1) == (work != "exporting")
    store.close()
    assert list(tmp_path.glob("*.xlsx")) == [target]
    assert "Codings_long" in cells(target)
