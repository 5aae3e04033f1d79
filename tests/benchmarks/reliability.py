"""Reliability of a whole project: 3 coders × 1,000 articles, some 120,000 codings, from file to report.

    python tests/benchmarks/reliability.py [CODERS] [ARTICLES]

Coders record of 49 things an article nine in ten, some under another category, with another boundary or
another source. The floor is the store's bare reading of the same records. Prints JSON lines with seconds of
CPU time and their ratio to the floor: reading and aligning, the report with all figures, naming all
differences, what-ifs; one very long article and one four times as long; and the peak of memory in MB.
"""

from __future__ import annotations

import gc
import json
import random
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import process_time
from typing import TypeVar

from core.app.reliability import Material, read_material
from core.domain.article import Assignment, Coder, Project, Role, Status, pair_id
from core.domain.changes import Record
from core.domain.codebook import Codebook
from core.domain.coding import Coding, Layer, SlotFill
from core.domain.text import Quote, Span
from core.domain.work import no_cycle_search
from core.importing.codebook_file import load_codebook
from core.stats.aligning import align
from core.stats.compared import Merge, WhatIf
from core.stats.report import Report, report
from core.stats.unit_cells import CATEGORY
from core.storage.store import Store
from tests.build import TEXT, an_article

T = TypeVar("T")
ACTORS = ("AZE", "ARM", "USA", "RUS", "TUR")
MANY = {Layer.MENTION: (30, 10), Layer.STATEMENT: (6, 60), Layer.EVENT: (10, 8), Layer.TOPIC: (3, 0)}
Truth = tuple[Layer, str, int, int, tuple[str, str]]


def study(path: Path, coders: int, articles: int) -> int:
    """Write the project; how many codings it has."""
    dice, book = random.Random(1), load_codebook()
    people = [Coder(f"k{n}", f"Coder {n}") for n in range(coders)]
    boss = Coder("boss", "Cleo", Role.SUPERVISOR)
    records: list[Record] = [*people, boss, book]
    for number in range(articles):
        article = an_article(f"{TEXT * 20}{number}", id=f"a{number:05}", position=number + 1)
        truth = list(_truth(dice, book, len(article.text)))
        records.append(article)
        for person in people:
            at = f"2026-{1 + number % 9:02}-03T10:00:00.000Z"
            key = pair_id(article.id, person.id)
            records.append(Assignment(key, article.id, person.id, Status.COMPLETE, completed_at=at))
            records += _codings(dice, book, truth, article.id, person.id, article.text)
    Store.create(path, Project("p", "Study", created_at="2026-01-01T00:00:00.000Z"), tuple(records)).close()
    return sum(isinstance(one, Coding) for one in records)


def _truth(dice: random.Random, book: Codebook, length: int) -> Iterator[Truth]:
    for layer, (many, words) in MANY.items():
        codes = [one.code for one in book.layer(layer).offered if one.selectable]
        for _ in range(many):
            who = (dice.choice(ACTORS), dice.choice(ACTORS))
            yield layer, dice.choice(codes), dice.randrange(length - 100), words, who


def _codings(
    dice: random.Random, book: Codebook, truth: list[Truth], article_id: str, coder_id: str, text: str
) -> Iterator[Coding]:
    for number, (layer, category, at, words, (source, target)) in enumerate(truth):
        if dice.random() < 0.1:
            continue
        if dice.random() < 0.15:
            category = dice.choice(book.layer(layer).offered).code
        start = at + dice.choice((0, 0, 0, 1, 3))
        spans = (Span(start, start + words),) if words else ()
        slots: tuple[SlotFill, ...] = ()
        if layer is Layer.EVENT:
            source = source if dice.random() < 0.9 else dice.choice(ACTORS)
            slots = (SlotFill("source", actors=(source,)), SlotFill("target", actors=(target,)))
        quotes = tuple(Quote.at(span, text) for span in spans)
        key = f"{article_id}-{coder_id}-{number}"
        yield Coding(key, article_id, coder_id, layer, category, spans, quotes, slots)


def whole(material: Material, what: WhatIf | None = None) -> Report:
    """The report with every figure read."""
    made = report(material.layers, what)
    for layer in made.layers:
        _ = (layer.found, layer.pairs, layer.by_category, layer.unitizing)
        for row in layer.rows:
            _ = (row.verdict, row.companion, row.percent, row.pairs, row.coders, row.values)
    return made


def differences(made: Report) -> int:
    """How many differences there are, each named."""
    return sum(len(layer.disagreements) for layer in made.layers)


def long_article(events: int) -> int:
    """Units of one article in which three coders record many events, each a little apart."""
    coders = ("k0", "k1", "k2")
    given = {
        coder: [
            Coding(f"{coder}-{at}", "a", coder, Layer.EVENT, "AID", (Span(30 * at + n, 30 * at + n + 8),), ())
            for at in range(events)
        ]
        for n, coder in enumerate(coders)
    }
    return len(align("a", load_codebook().layer(Layer.EVENT), given))


def bare(path: Path) -> int:
    """Read the records and nothing else."""
    store = Store.open(path, read_only=True)
    try:
        return len(store.select("assignment")) + len(store.select("coding"))
    finally:
        store.close()


def seconds(act: Callable[[], T]) -> tuple[float, T]:
    """CPU time, and what came of it."""
    begun = process_time()
    found = act()
    return process_time() - begun, found


def tell(what: str, took: float, floor: float, **more: object) -> None:
    """A line."""
    print(json.dumps({"what": what, "cpu_s": round(took, 2), "ratio": round(took / floor, 2), **more}))


def main() -> None:
    """Make a study and measure."""
    coders, articles = (int(one) for one in (*sys.argv[1:], "3", "1000")[:2])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.rapporteur"
        codings = study(path, coders, articles)
        with no_cycle_search():
            floor, _ = seconds(lambda: bare(path))
        took, material = seconds(lambda: read_material(path, "boss"))
    tell("read and align", took, floor, coders=coders, articles=articles, codings=codings)
    took, made = seconds(lambda: whole(material))
    tell("report", took, floor)
    took, many = seconds(lambda: differences(made))
    tell("differences", took, floor, found=many)
    merge = Merge(Layer.EVENT, CATEGORY, ("AID", "COOPERATE"))
    for what in (WhatIf(dropped=("k0",)), WhatIf(merges=(merge,))):
        took, _ = seconds(partial(whole, material, what))
        tell("what if a coder is dropped" if what.dropped else "what if categories are one", took, floor)
    gc.freeze()  # or Python's search for cycles would walk the whole study meanwhile
    short, long = (seconds(partial(long_article, events))[0] for events in (1_000, 4_000))
    tell("4,000 events in one article against 1,000", long, short)
    print(json.dumps({"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))


if __name__ == "__main__":
    main()
