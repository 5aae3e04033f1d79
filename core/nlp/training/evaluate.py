"""How well a pipeline finds names: exact span and label on raw text, on the test sets that are there."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.nlp.analyse import read
from core.nlp.engine import Engine
from core.nlp.training.marks import Marked
from core.nlp.training.sets import Test

if TYPE_CHECKING:
    from spacy.language import Language

Span = tuple[int, int, str]  # characters, label
Finder = Callable[[Sequence[str]], Iterable[Iterable[Span]]]

_ONE_LABEL = {"GPE": "LOC"}  # no corpus here parts states from other places


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one label or of all. ``right``: same span, same label."""

    right: int
    found: int
    gold: int

    @property
    def f(self) -> float:
        """F1 of 0 to 100; 0 where there is nothing."""
        return 200 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """What a finder reached on one test set."""

    test: str
    all: Score
    by_label: dict[str, Score]
    words_per_second: float  # of processor time


def evaluate(find: Finder, tests: Iterable[Test]) -> list[Result]:
    """Scores of ``find`` on each of ``tests``, counted over the labels that the set's makers marked."""
    return [_one(find, test) for test in tests]


def mean(results: Sequence[Result]) -> float:
    """The mean F1 over test sets, each counting the same."""
    return sum(r.all.f for r in results) / len(results)


def gold(text: Marked) -> set[Span]:
    """The names of a text by characters."""
    starts, at = [], 0
    for word, space in zip(text.words, text.spaces, strict=True):
        starts.append(at)
        at += len(word) + space
    return {(starts[n.start], starts[n.end - 1] + len(text.words[n.end - 1]), n.label) for n in text.names}


def by_pipeline(nlp: Language) -> Finder:
    """Names as the pipeline alone gives them; pipes that names don't need rest."""
    resting = [
        name
        for name in nlp.pipe_names
        if name in {"tok2vec", "tagger", "morphologizer", "parser", "lemmatizer"}
    ]

    def find(texts: Sequence[str]) -> Iterator[list[Span]]:
        for doc in nlp.pipe(texts, disable=resting):
            yield [(e.start_char, e.end_char, e.label_) for e in doc.ents]

    return find


def by_program(engine: Engine) -> Finder:
    """Names as the program proposes them: the pipeline's, with its rules and lists."""

    def find(texts: Sequence[str]) -> Iterator[list[Span]]:
        for text in texts:
            mentions = read(text, "", engine=engine)[1].mentions
            yield [(m.span.start, m.span.end, m.label) for m in mentions if m.form == "name"]

    return find


def load(model: Path) -> Language:
    """The pipeline of a model folder."""
    import spacy

    from core.nlp.registration import register

    register()
    return spacy.load(model)


def _one(find: Finder, test: Test) -> Result:
    texts = [t.text.rstrip() for t in test.texts]
    started = time.process_time()
    answers = [list(answer) for answer in find(texts)]
    spent = time.process_time() - started
    counts = {label: Counter[str]() for label in test.labels}
    for text, answer in zip(test.texts, answers, strict=True):
        told = {(a, b, _ONE_LABEL.get(label, label)) for a, b, label in answer}
        _count(counts, told, gold(text))
    by_label = {label: Score(c["right"], c["found"], c["gold"]) for label, c in counts.items()}
    scores = by_label.values()
    whole = Score(sum(s.right for s in scores), sum(s.found for s in scores), sum(s.gold for s in scores))
    words = sum(len(t.words) for t in test.texts)
    return Result(test.name, whole, by_label, words / spent if spent else 0.0)


def _count(counts: dict[str, Counter[str]], found: set[Span], right: set[Span]) -> None:
    for label, count in counts.items():
        ours = {s for s in found if s[2] == label}
        theirs = {s for s in right if s[2] == label}
        count.update(right=len(ours & theirs), found=len(ours), gold=len(theirs))
