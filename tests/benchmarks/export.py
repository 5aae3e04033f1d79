"""Export of 10,000 codings, query included, against openpyxl's own writing of 10,000 rows in the same run.

    python tests/benchmarks/export.py [CODINGS]

The project has ten codings an article, which came of fifteen suggestions. Prints one JSON line. The goal is a
ratio of at most 1.6 and a growth to ten times the codings within 15 %.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from core.app.exporting import export_workbook
from core.domain.article import Coder, Project
from core.domain.changes import Change, ChangeSet, Record
from core.domain.coding import Coding, Decision, Layer, Provenance, SlotFill, Suggestion
from core.domain.suggestion import SuggestionSet
from core.domain.text import Quote, Span
from core.importing.codebook_file import load_codebook
from core.storage.store import Store
from core.text.places import resource
from tests.build import an_article

FLOORS = Path(__file__).resolve().parents[3] / "shared" / "tools" / "floors"
GOAL = 1.6
ROUNDS = 7
CODER = Coder("coder-1", "Ann")
PER_ARTICLE = 10
SUGGESTED = 15


def main() -> int:
    """Measure and tell; the exit code is 1 when the goal is missed."""
    codings = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    if not FLOORS.is_dir():
        sys.stderr.write(f"needs the floors in {FLOORS}\n")
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = make_project(folder / "bench.rapporteur", codings)
        floor = write_only(folder)
        target = folder / "out.xlsx"
        ours: list[tuple[float, float]] = []
        floors: list[tuple[float, float]] = []
        for _ in range(ROUNDS if codings <= 10_000 else 3):
            floors.append(timed(floor))
            ours.append(timed(lambda: export_workbook(project, CODER.id, target)))
        size = target.stat().st_size
    found = {
        "name": f"xlsx of {codings} codings",
        **{f"{kind}_{what}": round(median(runs, at), 3) for kind, runs in (("floor", floors), ("ours", ours))
           for at, what in enumerate(("cpu_s", "wall_s"))},
        "ratio_cpu": round(median(ours, 0) / median(floors, 0), 2),
        "ratio_wall": round(median(ours, 1) / median(floors, 1), 2),
        "mb": round(size / 1e6, 2),
        "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    sys.stdout.write(json.dumps(found) + "\n")
    return int(median(ours, 0) / median(floors, 0) > GOAL * codings / 10_000)


def median(runs: list[tuple[float, float]], at: int) -> float:
    """The median of CPU (0) or wall (1) seconds."""
    return statistics.median(run[at] for run in runs)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall seconds of one run."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def write_only(folder: Path) -> Callable[[], object]:
    """The floor's own function: the file measures when imported, so only its first part is taken."""
    tree = ast.parse((FLOORS / "phys_xlsx.py").read_text("utf-8"))
    last = next(
        i for i, node in enumerate(tree.body) if isinstance(node, ast.FunctionDef) and node.name == "wo"
    )
    tree.body = tree.body[: last + 1]
    (folder / "floors_data").mkdir()
    sys.path.insert(0, str(FLOORS))
    space: dict[str, Any] = {}
    exec(compile(tree, "phys_xlsx.py", "exec"), space)  # noqa: S102

    def run() -> None:
        with contextlib.chdir(folder):
            space["wo"]()

    return run


def make_project(path: Path, codings: int) -> Path:
    """A project of news-sized articles with ten codings each, most of them confirmed suggestions."""
    text = resource("samples", "azernews.txt").read_text("utf-8")
    store = Store.create(path, Project("p", "Bench"), (CODER, load_codebook()))
    numbers = iter(range(codings // PER_ARTICLE))
    while some := list(islice(numbers, 200)):
        records = [record for number in some for record in of_article(number, text)]
        changes = ChangeSet(tuple(Change(None, record) for record in records))
        store.commit(changes, actor=CODER.id, command="Bench", label="Bench")
    store.close()
    return path


def of_article(number: int, text: str) -> Iterator[Record]:
    """An article, its analysis, and what was made of it."""
    article = an_article(f"{number} {text}", id=f"article-{number}", position=number)
    units = [unit(number, n, article.text) for n in range(SUGGESTED)]
    yield article
    yield SuggestionSet(article.id, article.id, article.sha256, "press", suggestions=tuple(units))
    for one in units[:PER_ARTICLE]:
        yield coding(one, article.id, article.text)
        yield Decision(f"d-{one.id}", one.id, article.id, CODER.id, Provenance.CONFIRMED, f"c-{one.id}")


def unit(number: int, n: int, text: str) -> Suggestion:
    """The ``n``-th suggestion: seven mentions, then a statement, a topic and an event, and so on."""
    start = 60 + 50 * n % (len(text) - 200)
    span, other = Span(start, start + 12), Span(start + 20, start + 30)
    rest: dict[Layer, dict[str, Any]] = {
        Layer.MENTION: {"slots": (SlotFill("actor", actors=("AZE",)),), "variables": (("form", "name"),)},
        Layer.STATEMENT: {
            "slots": (SlotFill("speaker", (other,), ("person:ilham-aliyev",)), SlotFill("cue", (other,))),
            "variables": (("directness", "indirect"),),
        },
        Layer.TOPIC: {"variables": (("rank", "primary"),)},
        Layer.EVENT: {
            "slots": (SlotFill("source", (other,), ("USA",)), SlotFill("target", (span,), ("AZE",))),
            "variables": (("date", "2024-04-28"), ("mode", "phone"), ("realis", "happened")),
        },
    }
    layer = [*[Layer.MENTION] * 7, Layer.STATEMENT, Layer.TOPIC, Layer.EVENT][n % PER_ARTICLE]
    category = {"mention": "PERSON", "statement": "statement", "topic": "cap:1921", "event": "CONSULT"}[layer]
    return Suggestion(
        f"s-{number}-{n}", layer, category, (span,), confidence=0.9, reason="a rule", **rest[layer]
    )


def coding(one: Suggestion, article_id: str, text: str) -> Coding:
    """What the coder made of a suggestion: the same."""
    return Coding(
        id=f"c-{one.id}",
        article_id=article_id,
        coder_id=CODER.id,
        layer=one.layer,
        category=one.category,
        spans=one.spans,
        quotes=tuple(Quote.at(span, text) for span in one.spans),
        slots=one.slots,
        variables=one.variables,
        provenance=Provenance.CONFIRMED,
        suggestion_id=one.id,
        created_at="2026-01-01T00:00:00Z",
        updated_at="2026-01-01T00:00:00Z",
    )


if __name__ == "__main__":
    sys.exit(main())
