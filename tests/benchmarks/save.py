"""One act saved through the one door, beside the floor: raw sqlite3, one row and one line, WAL and FULL.

Run ``python tests/benchmarks/save.py [FOLDER]``; floor and ours take turns, so a busy machine slows both.
Prints one JSON line a figure; ``ratio`` is ours / floor.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from core.app.commands.code import AddCoding
from core.app.projects import create_project, open_workspace
from core.app.workspace import Workspace
from core.domain.article import Article
from core.domain.changes import Change, ChangeSet
from core.domain.coding import Layer
from core.domain.text import Span
from core.storage.store import Store
from core.text.canonical import sha256_of, word_count

ACTS = 1000
EDGE = 20
WORDS = "The two sides agreed on the delimitation of the border at a meeting held in Almaty today. "


def main() -> None:
    """Measure in a folder of its own, within the one named on the command line or the system's."""
    parent = sys.argv[1] if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        saving(Path(folder))
        importing(Path(folder))


def saving(folder: Path) -> None:
    """A coding added in an article, 1,000 times: plan, commit, state, history, listeners."""
    path = folder / "ours.rapporteur"
    create_project(path, "Benchmark", "Ada")
    put(path, [article(0, 600 // 16)])
    workspace = open_workspace(path)
    floor = Floor(folder / "floor.db")
    ours, raw = [], []
    for number in range(ACTS):
        raw.append(timed(partial(floor.save, number)))
        ours.append(timed(partial(add, workspace, number)))
    tell("act saved, floor (raw sqlite3, WAL, FULL)", raw)
    tell("act saved, ours", ours, raw)
    edge = statistics.median(ours[-EDGE:]) / statistics.median(ours[:EDGE])
    say({"name": f"act saved, last {EDGE} / first {EDGE} of {ACTS}", "ratio": round(edge, 2)})
    grown = path.stat().st_size + path.with_name(path.name + "-wal").stat().st_size
    workspace.close()
    floor.close()
    say({"name": "bytes an act, row and journal", "value": path.stat().st_size // ACTS, "open": grown})


def importing(folder: Path) -> None:
    """1,000 articles of 600 words in one act, beside the floor of plain inserts."""
    articles = [article(number, 600 // 16) for number in range(1000)]
    path = folder / "import.rapporteur"
    create_project(path, "Benchmark", "Ada")
    ours = [timed(lambda: put(path, articles))]
    raw = [timed(lambda: plain_import(folder / "import.db", articles))]
    tell("1,000 articles imported, floor", raw)
    tell("1,000 articles imported, ours", ours, raw)
    size = sum(len(a.text.encode()) for a in articles)
    say({"name": "file / text, bytes", "ratio": round(path.stat().st_size / size, 2)})


class Floor:
    """The cheapest honest save: one row and one journal line, committed."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for line in (
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",
            "CREATE TABLE coding (id TEXT PRIMARY KEY, article TEXT, body TEXT)",
            "CREATE INDEX by_article ON coding (article)",
            "CREATE TABLE journal (seq INTEGER PRIMARY KEY, changes TEXT)",
        ):
            self._connection.execute(line)
        self._body = json.dumps({"text": WORDS * 4})

    def save(self, number: int) -> None:
        """One act."""
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        run("INSERT INTO coding VALUES (?, ?, ?)", (f"coding-{number}", "article", self._body))
        run("INSERT INTO journal (changes) VALUES (?)", (self._body,))
        run("COMMIT")

    def close(self) -> None:
        """Leave the file."""
        self._connection.close()


def add(workspace: Workspace, number: int) -> None:
    """A name coded somewhere in the article, never twice at the same place."""
    start = number * 3 % 2900
    span = Span(start, start + 4 + number // 900)
    workspace.execute(AddCoding("article-0", Layer.MENTION, "PERSON", (span,)))


def put(path: Path, articles: list[Article]) -> None:
    """Add articles in one act."""
    store = Store.open(path)
    changes = ChangeSet(tuple(Change(None, each) for each in articles))
    store.commit(changes, actor="bench", command="Import", label="Import")
    store.close()


def plain_import(path: Path, articles: list[Article]) -> None:
    """The same texts in one table."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE doc (id TEXT PRIMARY KEY, text TEXT, sha256 TEXT UNIQUE)")
    rows = [(each.id, each.text, sha256_of(each.text)) for each in articles]
    connection.executemany("INSERT INTO doc VALUES (?, ?, ?)", rows)
    connection.commit()
    connection.close()


def article(number: int, sentences: int) -> Article:
    """An article of so many sentences."""
    text = f"{WORDS * sentences}{number}"
    return Article(f"article-{number}", text, sha256_of(text), position=number, words=word_count(text))


def timed(act: Callable[[], object]) -> float:
    """Milliseconds ``act`` takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1e3


def tell(name: str, values: list[float], floor: list[float] | None = None) -> None:
    """Print p50 and p99 in ms, and how they stand to the floor's."""
    line: dict[str, object] = {"name": name, "p50": round(statistics.median(values), 3)}
    line["p99"] = round(percentile(values, 99), 3)
    if floor is not None:
        line["ratio_p50"] = round(statistics.median(values) / statistics.median(floor), 2)
        line["ratio_p99"] = round(percentile(values, 99) / percentile(floor, 99), 2)
    say(line)


def say(line: dict[str, object]) -> None:
    """One figure on standard output."""
    sys.stdout.write(json.dumps(line) + "\n")


def percentile(values: list[float], percent: int) -> float:
    """The value that so many per cent do not pass."""
    return sorted(values)[min(len(values) - 1, round(percent / 100 * (len(values) - 1)))]


if __name__ == "__main__":
    main()
