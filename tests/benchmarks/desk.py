"""What an act costs at the desk without a window: plan, commit, follow, and go to the next suggestion.

    python -m tests.benchmarks.desk [ACTS]

One article of 10,000 words with 4,600 suggestions (5,000 marks). Prints one JSON line: medians and p99 in
milliseconds, wall clock with the commit (WAL, FULL) and CPU time without it, and the last 20 acts against the
first 20.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from core.domain.coding import Layer, SlotFill, Suggestion
from core.domain.text import Span
from gui.viewmodels.desk import DeskViewModel
from tests.build import a_suggestion, an_article
from tests.core.app.commands.kit import a_set, a_workspace
from tests.gui.viewmodels.kit import a_desk, closed

WORDS = 10_000
VOCABULARY = ("Baku", "Yerevan", "talks", "peace", "the", "Aliyev", "said", "that", "border", "U.S.")


def main() -> None:
    """Print the figures."""
    acts = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder, closed(_desk(Path(folder))) as desk:
        opened = _timed(lambda: desk.open("article-1"))
        desk.review.next()
        wall, bare = _acts(desk, acts)
        undone = [_timed(desk.undo) for _ in range(50)]
    figures = {
        "open_ms": opened,
        "act_p50_ms": statistics.median(wall),
        "act_p99_ms": sorted(wall)[int(acts * 0.99) - 1],
        "act_cpu_without_commit_p50_ms": statistics.median(bare),
        "act_cpu_without_commit_p99_ms": sorted(bare)[int(acts * 0.99) - 1],
        "last_20_to_first_20": statistics.median(wall[-20:]) / statistics.median(wall[:20]),
        "undo_p50_ms": statistics.median(undone),
    }
    sys.stdout.write(json.dumps({name: round(value, 2) for name, value in figures.items()}) + "\n")


def _acts(desk: DeskViewModel, count: int) -> tuple[list[float], list[float]]:
    """Accept ``count`` suggestions; wall times, and CPU times less that of the commit."""
    committed = _Committed(desk)
    wall, bare = [], []
    for _ in range(count):
        committed.spent = 0.0
        before, cpu = time.perf_counter(), time.process_time()
        desk.keys.enter()
        wall.append((time.perf_counter() - before) * 1000)
        bare.append((time.process_time() - cpu) * 1000 - committed.spent)
    return wall, bare


class _Committed:
    """Stands before the store and adds up the CPU time of its commits."""

    def __init__(self, desk: DeskViewModel) -> None:
        self.spent = 0.0
        store = desk.session.workspace._store
        commit = store.commit

        def counted(*args: object, **rest: object) -> object:
            before = time.process_time()
            try:
                return commit(*args, **rest)  # type: ignore[arg-type]
            finally:
                self.spent += (time.process_time() - before) * 1000

        store.commit = counted  # type: ignore[method-assign,assignment]


def _desk(folder: Path) -> DeskViewModel:
    chosen = random.Random(1)
    words = [chosen.choice(VOCABULARY) for _ in range(WORDS)]
    places, at = [], 0
    for word in words:
        places.append(Span(at, at + len(word)))
        at += len(word) + 1
    article = an_article(" ".join(words))
    found = [*_names(places), *_statements(places), *_events(places)]
    return a_desk(a_workspace(folder, article, found=(a_set(article, *found),)))


def _names(places: list[Span]) -> list[Suggestion]:
    actor = (SlotFill("actor", actors=("AZE",)),)
    return [
        a_suggestion((places[n * 2],), id=f"sug-name-{n}", category="GPE", slots=actor) for n in range(3800)
    ]


def _statements(places: list[Span]) -> list[Suggestion]:
    found = []
    for n in range(400):
        first = n * 20
        slots = (SlotFill("speaker", (places[first],), ("AZE",)), SlotFill("cue", (places[first + 2],)))
        said = Span(places[first + 4].start, places[first + 12].end)
        key = f"sug-said-{n}"
        found.append(a_suggestion((said,), id=key, layer=Layer.STATEMENT, category="statement", slots=slots))
    return found


def _events(places: list[Span]) -> list[Suggestion]:
    found = []
    for n in range(400):
        slots = (SlotFill("source", (places[n * 20 + 6],), ("AZE",)),)
        trigger = (places[n * 20 + 5],)
        key = f"sug-event-{n}"
        found.append(a_suggestion(trigger, id=key, layer=Layer.EVENT, category="CONSULT", slots=slots))
    return found


def _timed(act: Callable[[], object]) -> float:
    before = time.perf_counter()
    act()
    return (time.perf_counter() - before) * 1000


if __name__ == "__main__":
    main()
