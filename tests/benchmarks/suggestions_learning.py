"""Learning from a coder: calibration of names before and after simulated decisions, and a model's training.

A coder is simulated who decides as the marks of ``../shared/corpora`` say: exactly so is accepted, what
overlaps is fixed, the rest rejected. Decisions on the first half of the texts teach; the second is judged.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.domain.coding import Decision, Layer, Provenance, Suggestion, value_of
from core.domain.training import Lesson
from core.domain.weights import Counts, Weights, fit
from core.domain.work import Quiet
from core.nlp.analyse import analyse
from core.nlp.engine import Engine
from core.nlp.training import sets
from core.nlp.training.evaluate import gold
from core.nlp.training.marks import Marked
from core.nlp.tuning import tune
from tests.benchmarks.suggestions_rows import SHARED, Row

TESTS = ("CrossNER politics", "Re-DocRED")
STEPS = (200, 1000, 10_000)
TRAINED_ON = "CrossNER politics"
OTHERS = 60
_ONE = {"GPE": "LOC"}  # no corpus here parts states from other places


@dataclass(frozen=True, slots=True)
class Judged:
    """A name the machine suggested, and what the corpus says of it: 1 right, 0.5 overlapping, 0 wrong."""

    rule: str
    confidence: float
    right: float


def rows() -> list[Row]:
    """Calibration error and Brier score before and after decisions; F1 before and after a training."""
    if not (SHARED / "corpora").is_dir():
        return [Row("learning", absent="../shared/corpora")]
    found = {test.name: test for test in sets.read(SHARED / "corpora", None, tests_only=True).tests}
    engine = Engine().load()
    out: list[Row] = []
    for name in TESTS:
        test = found[name]
        texts = [list(_judged(engine, text, test.labels)) for text in test.texts]
        half = len(texts) // 2
        teach, judge = ([one for text in some for one in text] for some in (texts[:half], texts[half:]))
        out += list(_calibration(name, teach, judge))
    return [*out, *_training(found)]


def _judged(engine: Engine, text: Marked, labels: Sequence[str]) -> Iterable[Judged]:
    whole = _text(text)
    right = gold(text)
    for one in analyse(whole, engine=engine).of(Layer.MENTION):
        label = _ONE.get(one.category, one.category)
        if label in labels and value_of(one, "form") == "name":
            yield Judged(one.rule, one.confidence, _verdict(one, label, right))


def _verdict(one: Suggestion, label: str, right: set[tuple[int, int, str]]) -> float:
    start, end = one.spans[0].start, one.spans[0].end
    if (start, end, label) in right:
        return 1.0
    return 0.5 if any(a < end and start < b for a, b, _ in right) else 0.0


def _text(text: Marked) -> str:
    return "".join(word + " " * space for word, space in zip(text.words, text.spaces, strict=True))


def _calibration(name: str, taught: Sequence[Judged], judged: Sequence[Judged]) -> Iterable[Row]:
    before = _error(judged, Weights())
    yield Row(f"learning: {name}, calibration error before", before, n=len(judged))
    yield Row(f"learning: {name}, Brier score before", _brier(judged, Weights()), n=len(judged))
    for step in STEPS:
        some = taught[:step]
        weights = fit(_counted(some))
        said = f"after {len(some)} decisions"
        worse = before if some else None
        yield Row(
            f"learning: {name}, calibration error {said}", _error(judged, weights), worse, len(judged), "≤"
        )
        yield Row(f"learning: {name}, Brier score {said}", _brier(judged, weights), n=len(judged))
        if len(taught) <= step:
            return


def _counted(some: Iterable[Judged]) -> Counts:
    counts = Counts()
    verdicts = {1.0: Provenance.CONFIRMED, 0.5: Provenance.FIXED, 0.0: Provenance.REJECTED}
    for one in some:
        verdict = verdicts[one.right]
        counts.add(
            Decision("", "", "", "", verdict, layer="mention", rule=one.rule, confidence=one.confidence)
        )
    return counts


def _error(judged: Sequence[Judged], weights: Weights) -> float:
    """Mean distance of confidence and share of right ones over tenths of confidence, by their size."""
    bands: dict[int, list[tuple[float, float]]] = {}
    for one in judged:
        said = weights.read(one.confidence, "mention", one.rule)
        bands.setdefault(min(9, int(said * 10)), []).append((said, one.right))
    off = (abs(sum(said for said, _ in band) - sum(right for _, right in band)) for band in bands.values())
    return sum(off) / max(1, len(judged))


def _brier(judged: Sequence[Judged], weights: Weights) -> float:
    """Mean squared distance of confidence and what was right."""
    said = [(weights.read(one.confidence, "mention", one.rule) - one.right) ** 2 for one in judged]
    return sum(said) / max(1, len(said))


def _training(found: dict[str, sets.Test]) -> Iterable[Row]:
    """A project that codes persons, bodies and events of one corpus; the others are its further articles."""
    test = found[TRAINED_ON]
    kept = {label for label in test.labels if label != "LOC"}
    lessons = [_lesson(text, kept) for text in test.texts]
    others = [_text(text) for name, one in found.items() if name != TRAINED_ON for text in one.texts[:OTHERS]]
    with tempfile.TemporaryDirectory() as folder:
        report = tune("", "en", lessons, others, Path(folder) / "1", Quiet())
    for score in (report.total, *report.by_type):
        name = f"learning: training on {report.trained} texts, {score.label or 'all'}"
        yield Row(f"{name}, F1 before", score.before, n=score.n)
        yield Row(f"{name}, F1 after", score.after, None if score.label else score.before, score.n)


def _lesson(text: Marked, labels: set[str]) -> Lesson:
    return Lesson(_text(text), tuple(sorted(name for name in gold(text) if name[2] in labels)))
