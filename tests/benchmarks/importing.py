"""Importing, beside the floor: the same files read and stored by bare sqlite3 in one transaction.

``python -m tests.benchmarks.importing [50000]`` prints ratios, never seconds alone. The floor is that of
``performance.md`` 2.2 ("sqlite3, one transaction"): each file opened, decoded and inserted as name and text
into one table, WAL and FULL, one commit. It tells no duplicates, guesses no heads, keeps no journal and no
index of words. Both are run in turns with the files in the disk's cache; CPU time counts. Ours is measured
with the index of words, which is written in the same transaction, and without the time spent in it. With a
number, memory is measured up to that many articles, each in a process of its own.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import Connection

from core.app.importing import commands, import_files, read_articles
from core.app.projects import create_project, open_workspace
from core.domain.changes import ChangeSet
from core.storage import search_index
from tests.benchmarks.floors import article

ROUNDS = 7


def corpus(folder: Path, many: int) -> Path:
    """A folder of different articles of about 600 words."""
    folder.mkdir()
    chance = random.Random(7)
    whole = [article(300, seed) for seed in range(60)]
    for number in range(many):
        words = " ".join(f"w{chance.randrange(40_000)}" for _ in range(300))
        text = f"Headline of {number}\n\nBAKU, April 28, 2024 - {words}.\n\n{chance.choice(whole)}\n"
        (folder / f"art_{number:06}.txt").write_text(text, "utf-8")
    return folder


def floor(folder: Path, place: Path) -> tuple[float, float]:
    """CPU and wall seconds of the floor."""
    run = sqlite3.connect(place, isolation_level=None)
    run.execute("PRAGMA journal_mode=WAL")
    run.execute("PRAGMA synchronous=FULL")
    run.execute("CREATE TABLE doc (id INTEGER PRIMARY KEY, name TEXT, text TEXT)")
    begun, at = time.process_time(), time.perf_counter()
    run.execute("BEGIN")
    for path in sorted(folder.iterdir()):
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - as the floor has it
            run.execute("INSERT INTO doc (name, text) VALUES (?, ?)", (path.name, file.read()))
    run.execute("COMMIT")
    took = time.process_time() - begun, time.perf_counter() - at
    run.close()
    return took


class Ours:
    """One import into a new project: CPU seconds of reading, of storing, and of the index within that."""

    def __init__(self, folder: Path, place: Path) -> None:
        create_project(place, "Benchmark", "Ann")
        workspace = open_workspace(place)
        self.index = 0.0
        follow = search_index.follow

        def watched(connection: Connection, changes: ChangeSet) -> None:
            begun = time.process_time()
            follow(connection, changes)
            self.index += time.process_time() - begun

        search_index.follow = watched
        at = time.perf_counter()
        try:
            begun = time.process_time()
            report = read_articles(place, [folder])
            self.read = time.process_time() - begun
            begun = time.process_time()
            for command in commands(report, 0.5):
                workspace.execute(command)
            self.store = time.process_time() - begun
            self.wall = time.perf_counter() - at
        finally:
            search_index.follow = follow
            workspace.close()


def compare(base: Path, many: int, rounds: int) -> float:
    """Print the ratios of ``many`` articles; CPU seconds of ours without the index."""
    folder = corpus(base / f"n{many}", many)
    floors: list[tuple[float, float]] = []
    ours: list[Ours] = []
    for number in range(rounds):
        place = base / f"{many}-{number}"
        floors.append(floor(folder, place.with_suffix(".db")))
        ours.append(Ours(folder, place.with_suffix(".rapporteur")))
        for left in base.glob(f"{many}-{number}.*"):
            left.unlink()
    least, wall = (statistics.median(column) for column in zip(*floors, strict=True))
    read = statistics.median(one.read for one in ours)
    store = statistics.median(one.store for one in ours)
    index = statistics.median(one.index for one in ours)
    told = statistics.median(one.wall for one in ours) / wall
    print(f"{many:>7,} articles: floor {least:.3f} s of CPU time")
    print(f"  ours {(read + store) / least:.1f} × with the index of words (by the clock {told:.1f} ×)")
    print(f"  ours {(read + store - index) / least:.1f} × without it")
    print(f"  reading {read / least:.1f}, storing {(store - index) / least:.1f}, index {index / least:.1f}")
    return read + store - index


def peak(base: Path, many: int) -> float:
    """Megabytes an import of that many takes at most, in a process of its own."""
    folder = corpus(base / f"m{many}", many)
    place = base / f"m{many}.rapporteur"
    told = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.importing", "peak", str(folder), str(place)],
        check=True,
        capture_output=True,
        text=True,
    )
    shutil.rmtree(folder)
    return float(told.stdout)


def _alone(folder: Path, place: Path) -> None:
    import resource

    create_project(place, "Benchmark", "Ann")
    workspace = open_workspace(place)
    import_files(workspace, place, [folder])
    workspace.close()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main(most: int = 0) -> None:
    """Run all."""
    base = Path(tempfile.mkdtemp(prefix="importing-"))
    try:
        one = compare(base, 1_000, ROUNDS)
        ten = compare(base, 10_000, 3)
        print(f"10,000 in {ten / one:.1f} × the time of 1,000 (goal: ≤ 11)")
        sizes = [size for size in (1_000, 10_000, 50_000) if size <= most]
        peaks = [peak(base, size) for size in sizes]
        for size, value in zip(sizes, peaks, strict=True):
            print(f"peak memory at {size:,}: {value:.0f} MB")
        if len(sizes) > 1:
            grown = (peaks[-1] - peaks[-2]) * 1_048_576 / (sizes[-1] - sizes[-2])
            print(f"{grown:,.0f} bytes an article between the last two; a sketch alone has 512")
    finally:
        shutil.rmtree(base)


if __name__ == "__main__":
    if sys.argv[1:2] == ["peak"]:
        _alone(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(*map(int, sys.argv[1:2]))
