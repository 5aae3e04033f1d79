"""The whole path against its floor: project, workspace, desk and window, painted; floor and ours take turns.

    python -m tests.benchmarks.whole_path [open] [list] [acts] [long] [memory]

Prints a table: what, floor, ours (CPU milliseconds; medians, or what the row says), their ratio, the ratio of
wall clock times, the goal, and whether it was met by CPU time, which other work on the machine spoils least.
*text* rows show the article alone, as the floor does; *desk* rows the work list, the text and the cards.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from core.app.recent import KEPT
from gui.panels.work_list import WorkListPanel
from gui.qt.theme import apply_theme
from tests.benchmarks import memory
from tests.benchmarks.floors import FloorDesk, Rows, article, spread
from tests.benchmarks.stage import Analysed, Ours, analysed, put, reference

Act = Callable[[int], object]
MANY = 10_000
ACTS = 1_000
EDGE = 20
SEEN = (("text", False), ("desk", True))


class Times:
    """CPU and wall milliseconds of one thing done many times."""

    def __init__(self) -> None:
        self.cpu: list[float] = []
        self.wall: list[float] = []

    def take(self, act: Act, number: int) -> None:
        """Do it once more."""
        cpu, wall = time.process_time(), time.perf_counter()
        act(number)
        self.wall.append((time.perf_counter() - wall) * 1000)
        self.cpu.append((time.process_time() - cpu) * 1000)


def percentile(times: list[float], part: float) -> float:
    """The value that ``part`` of the times stay below."""
    return statistics.median(times) if part == 0.5 else sorted(times)[round(part * (len(times) - 1))]


@dataclass
class Table:
    """The report, a line at a time."""

    missed: int = 0

    def head(self) -> None:
        """Column names."""
        names = f"{'row':<56}{'floor':>8}{'ours':>9}{'ratio':>7}{'wall':>7}  goal"
        sys.stdout.write(f"{names}   (load {os.getloadavg()[0]:.1f})\n")

    def row(self, name: str, floor: Times, ours: Times, goal: float, part: float = 0.5) -> None:
        """Ours against the floor; ``part`` 0.5 is the median."""
        low, high = percentile(floor.cpu, part), percentile(ours.cpu, part)
        wall = percentile(ours.wall, part) / percentile(floor.wall, part)
        self._write(name, (f"{low:.2f}", f"{high:.2f}", f"{high / low:.2f}", f"{wall:.2f}"), goal, high / low)

    def growth(self, name: str, small: Times | list[float], large: Times | list[float], goal: float) -> None:
        """How much more the larger or the later costs."""
        low, high = (
            percentile(each.cpu if isinstance(each, Times) else each, 0.5) for each in (small, large)
        )
        self._write(name, (f"{low:.2f}", f"{high:.2f}", f"{high / low:.2f}", ""), goal, high / low)

    def limit(self, name: str, value: float, goal: float) -> None:
        """A figure with a bound of its own."""
        self._write(name, ("", f"{value:.2f}", "", ""), goal, value)

    def _write(self, name: str, cells: tuple[str, str, str, str], goal: float, value: float) -> None:
        met = value <= goal
        self.missed += not met
        floor, ours, ratio, wall = cells
        figures = f"{name:<56}{floor:>8}{ours:>9}{ratio:>7}{wall:>7}"
        sys.stdout.write(f"{figures}  ≤ {goal:<5g} {'ok' if met else 'MISSED'}\n")
        sys.stdout.flush()


def turns(times: int, *acts: Act) -> tuple[Times, ...]:
    """All in turn, after one of each that does not count."""
    taken = tuple(Times() for _ in acts)
    for number in range(times + 1):
        for each, act in zip(taken, acts, strict=True):
            (each if number else Times()).take(act, number)
    return taken


@contextmanager
def staged(folder: Path, name: str, made: list[Analysed], *, whole: bool) -> Iterator[tuple[FloorDesk, Ours]]:
    """Floor and ours over the same texts and spans."""
    where, bare = folder / f"{name}-{whole}.rapporteur", folder / f"{name}-{whole}.db"
    put(where, made)
    floor = FloorDesk(bare, ((text.text, spans_of(found)) for text, found in made))
    ours = Ours(where, whole=whole)
    try:
        yield floor, ours
    finally:
        floor.close()
        ours.close()


def spans_of(found: object) -> Rows:
    """The suggestions of an analysis as the floor's spans."""
    made = getattr(found, "suggestions", ())
    return sorted((span.start, span.end, "ORG") for one in made for span in one.spans)


def corpus(many: int) -> list[Analysed]:
    """Articles of 600 words with ten spans: a hundred, over and over, each with a head of its own."""
    some = [article(600, seed) for seed in range(100)]
    spans = [spread(text, 10) for text in some]
    made = []
    for number in range(many):
        head = f"Report {number:05d}\n\n"
        rows = [(a + len(head), z + len(head), label) for a, z, label in spans[number % 100]]
        made.append(analysed(number, head + some[number % 100], rows))
    return made


def others() -> list[Analysed]:
    """As many short articles as make the desk forget the one before."""
    return [analysed(number, f"Another, number {number}.", []) for number in range(1, KEPT + 2)]


def opening(folder: Path, table: Table) -> None:
    """Open an article of 600 words with ten marks in a project of 100 and in one of 10,000; the reference."""
    for name, whole in SEEN:
        with (
            staged(folder, "few", corpus(100), whole=whole) as (floor, ours),
            staged(folder, "many", corpus(MANY), whole=whole) as (_, large),
        ):
            low, high, grown = turns(
                60,
                lambda n: floor.open(n * 7 % 100),
                lambda n: ours.open(f"a{n * 7 % 100}"),
                lambda n: large.open(f"a{n * 77 % MANY}"),
            )
        table.row(f"{name}: open 600 words, 10 marks", low, high, 2.5)
        table.growth(f"{name}: the same among 10,000 articles / 100", high, grown, 1.3)
    read = reference(folder)
    for name, whole in SEEN:
        with staged(folder, "read", [read, *others()], whole=whole) as pair:
            low, high = afresh(*pair, 40)
        table.row(f"{name}: open the reference, {len(read[1].suggestions)} suggestions", low, high, 2.5)


def listing(folder: Path, table: Table) -> None:
    """The work list: made, filled and painted, and filled anew."""
    shown: list[Times] = []
    for many in (100, MANY):
        where = folder / f"list-{many}.rapporteur"
        put(where, corpus(many))
        ours = Ours(where, whole=False)

        def show(_: int, ours: Ours = ours) -> None:
            ours.desk.work.refresh()
            panel = WorkListPanel(ours.desk.work)
            panel.resize(248, 800)
            panel.show()
            QApplication.processEvents()
            panel.end()
            panel.close()

        shown += turns(15, show)
        ours.close()
    table.limit("work list of 10,000 articles, ms", percentile(shown[1].cpu, 0.5), 150)
    table.growth("work list of 10,000 / 100 articles", shown[0], shown[1], 2)


def acting(folder: Path, table: Table) -> None:
    """Acts saved and shown: a name added, a type changed a thousand times, the review of the reference."""
    read = reference(folder)
    for name, whole in SEEN:
        with staged(folder, "added", corpus(1), whole=whole) as (floor, ours):
            floor.open(0)
            ours.open("a0")
            added = turns(200, lambda _: floor.act(keep=True), lambda n: ours.add(20 + n * 3))
        told(table, f"{name}: add a name", *added)
        with staged(folder, "retyped", corpus(1), whole=whole) as (floor, ours):
            floor.open(0)
            ours.open("a0")
            ours.desk.review.set_category("GPE", "sug-0-0")
            ours.desk.session.select(ours.desk.session.made)
            retyped = turns(ACTS, lambda _: floor.act(), lambda n: ours.retype(("GPE", "ORG")[n % 2]))
        told(table, f"{name}: change a type", *retyped)
        edges(table, f"{name}: change a type, last / first {EDGE} of {ACTS}", *retyped)
        with staged(folder, "read", [read], whole=whole) as (floor, ours):
            reviewed = review(floor, ours, read[0].id)
        told(table, f"{name}: accept and go on, reference", *reviewed)


def review(floor: FloorDesk, ours: Ours, article_id: str) -> tuple[Times, Times]:
    """Accept one suggestion after the other, to the last; all taken back, three times."""
    low, high = Times(), Times()
    floor.open(0)
    ours.open(article_id)
    for _ in range(3):
        ours.desk.review.next()
        ours.settle()
        done = 0
        while (unit := ours.desk.session.unit()) is not None and unit.open:
            low.take(lambda _: floor.act(), done)
            high.take(lambda _: ours.accept(), done)
            done += 1
        for _ in range(done):
            ours.desk.undo()
        ours.desk.session.select("")
        ours.settle()
    return low, high


def told(table: Table, name: str, floor: Times, ours: Times) -> None:
    """The rows of an act."""
    table.row(f"{name}, p50", floor, ours, 2)
    table.row(f"{name}, p99", floor, ours, 2.5, 0.99)


def edges(table: Table, name: str, floor: Times, ours: Times) -> None:
    """The last acts against the first, each as a multiple of the floor beside it: the machine may drift."""
    each = [high / low for low, high in zip(floor.cpu, ours.cpu, strict=True)]
    table.growth(name, each[:EDGE], each[-EDGE:], 1.3)


def lengthy(folder: Path, table: Table) -> None:
    """Long texts with 5,000 marks: open, act, scroll."""
    for words, goal in ((10_000, 3.0), (100_000, 5.0)):
        text = article(words)
        made = [analysed(0, text, spread(text, 5_000)), *others()]
        for name, whole in SEEN:
            said = f"{name}: {words:,} words, 5,000 marks"
            with staged(folder, f"long-{words}", made, whole=whole) as (floor, ours):
                table.row(f"{said}: open", *afresh(floor, ours, 9), goal)
                ours.desk.review.next()
                acted = turns(200, lambda _: floor.act(), lambda _: ours.accept())
                told(table, f"{said}: accept", *acted)
                edges(table, f"{said}: last / first {EDGE} of 200", *acted)
                _, moved = turns(
                    60, lambda n: floor.jump(n * 37 % 100 / 100), lambda n: ours.jump(n * 37 % 100 / 100)
                )
                table.limit(f"{said}: scroll frame, p95, ms", percentile(moved.cpu, 0.95), 33)


def afresh(floor: FloorDesk, ours: Ours, times: int) -> tuple[Times, Times]:
    """Open the first article again and again, each time read from the file; another one comes between."""
    ids = [head.article_id for head in ours.workspace.queries.heads()]
    low, high = Times(), Times()
    for number in range(times):
        floor.open(1)
        ours.open(ids[1])
        ours.forget(ids[1:])
        low.take(lambda _: floor.open(0), number)
        high.take(lambda _: ours.open(ids[0]), number)
    return low, high


def resting(folder: Path, table: Table) -> None:
    """Memory of the program at rest, beside that of a rich window with the libraries we can't do without."""
    put(folder / "rest.rapporteur", corpus(1_000))
    floor, ours = memory.floor(), memory.ours(folder / "rest.rapporteur", folder)
    name = "MB at rest, project of 1,000 articles open"
    table.growth(name, [floor], [ours], 1.6)


GROUPS = {"open": opening, "list": listing, "acts": acting, "long": lengthy, "memory": resting}


def main() -> int:
    """Measure the groups asked for, all without any; returns how many rows missed their goal."""
    chosen = [name for name in GROUPS if name in sys.argv[1:]] or list(GROUPS)
    app = QApplication([])
    apply_theme(app, "light")
    table = Table()
    table.head()
    for name in chosen:
        with tempfile.TemporaryDirectory() as folder:
            GROUPS[name](Path(folder), table)
    sys.stdout.write(f"missed: {table.missed}\n")
    return table.missed


if __name__ == "__main__":
    sys.exit(main())
