"""Names, exact span and label, on the tests of the press model: the shipped pipeline beside press 0.2.

Reads ``../shared/corpora``; the test on PUD needs its two files in a folder named by RAPPORTEUR_PUD.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from core.nlp.engine import Engine, shipped_model
from core.nlp.training import sets
from core.nlp.training.evaluate import Finder, Result, by_pipeline, by_program, evaluate, load, mean
from tests.benchmarks.suggestions_rows import SHARED, Row

PUD = "RAPPORTEUR_PUD"  # names a folder with en_pud-ud-test.iob2 and en_pud-ud-test.conllu
BEFORE = SHARED / "models" / "press"
GAIN = 0.03


def rows() -> list[Row]:
    """A row for each test and finder, and the mean gain beside its target."""
    if not (SHARED / "corpora").is_dir():
        return [Row("names: F1", target=GAIN, absent="../shared/corpora")]
    named = os.environ.get(PUD, "")
    found = sets.read(SHARED / "corpora", Path(named) if named else None, tests_only=True)
    shipped = evaluate(_pipeline(shipped_model()), found.tests)
    ruled = evaluate(by_program(Engine().load()), found.tests)
    out = [*_each("pipeline", shipped), *_each("pipeline + rules", ruled)]
    out += [Row(f"names: {line.partition(':')[0]}", absent=line) for line in found.absent]
    if not BEFORE.is_dir():
        return [*out, Row("names: mean gain over press 0.2", target=GAIN, absent=str(BEFORE))]
    before = evaluate(_pipeline(BEFORE), found.tests)
    n = sum(r.all.gold for r in shipped)
    gain = (mean(shipped) - mean(before)) / 100
    return [
        *out,
        *_each("press 0.2", before),
        *_gains(shipped, before),
        Row("names: mean gain over press 0.2", gain, GAIN, n),
    ]


def _pipeline(model: Path) -> Finder:
    return by_pipeline(load(model))


def _each(what: str, results: Sequence[Result]) -> list[Row]:
    out = [Row(f"names: {r.test}, {what}, F1", r.all.f / 100, n=r.all.gold) for r in results]
    n = sum(r.all.gold for r in results)
    return [*out, Row(f"names: mean, {what}, F1", mean(results) / 100, n=n)]


def _gains(now: Sequence[Result], before: Sequence[Result]) -> list[Row]:
    return [
        Row(f"names: {a.test}, gain", (a.all.f - b.all.f) / 100, n=a.all.gold)
        for a, b in zip(now, before, strict=True)
    ]
