"""Whom references mean: thirty texts of our own per kind, in ``tests/core/nlp/meant.txt``."""

from __future__ import annotations

from core.nlp.engine import Engine
from tests.benchmarks.suggestions_rows import Row
from tests.core.nlp.test_references_meant import by_kind, right

TARGET = 0.9


def rows() -> list[Row]:
    """The share of each kind that is read right; the rules were written with these texts in sight."""
    engine = Engine().load()
    out = []
    for kind, asked in by_kind().items():
        good = sum(right(case, engine) for case in asked)
        out.append(Row(f"references, {kind}", good / len(asked), TARGET, len(asked)))
    return out
