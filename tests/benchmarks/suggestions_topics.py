"""Topics: the lists on paragraphs of our own, and learning from codings against them."""

from __future__ import annotations

import time

from core.nlp.topics import find
from core.nlp.topics_scores import major_of
from core.nlp.topics_training import Example, evaluate, train
from core.nlp.view import View
from core.text.repair import Repaired
from tests.benchmarks.suggestions_rows import ROOT, Row

TEXTS = ROOT / "tests/core/nlp"
_PROJECT = 500  # articles in the project whose training is timed
_SECONDS = 20.0


def rows() -> list[Row]:
    """Majors and sub-topics on texts of our own; F of lists and learned topics on the same, held back."""
    held, subs = coded("news_held_back.txt"), coded("news_of_subtopics.txt")
    majors = [(code, text) for code, text in held]
    right = sum(code == major_of(first(text)) for code, text in majors)
    return [
        Row("topics, CAP major, written after the lists", right / len(held), 0.8, len(held)),
        Row("topics, CAP major, seen while extending", _share(subs, major=True), 0.8, len(subs)),
        Row("topics, CAP sub-topic, seen while extending", _share(subs, major=False), None, len(subs)),
        *_learning(subs + [(f"{code}00", text) for code, text in held]),
    ]


def coded(name: str) -> list[tuple[str, str]]:
    """Code and text of each line of a file of paragraphs of our own."""
    lines = (TEXTS / name).read_text("utf-8").splitlines()
    return [(code, text) for code, _, text in (x.partition(" :: ") for x in lines if not x.startswith("#"))]


def first(text: str) -> str:
    """The code of the first CAP topic of a text, empty without one."""
    found = [s.category for s in find(View(Repaired(text), ())) if s.category.startswith("cap:")]
    return next(iter(found), "").removeprefix("cap:")


def _share(texts: list[tuple[str, str]], *, major: bool) -> float:
    pairs = [(code, first(text)) for code, text in texts]
    return sum((major_of(a) == major_of(b)) if major else a == b for a, b in pairs) / len(pairs)


def _learning(texts: list[tuple[str, str]]) -> list[Row]:
    """Majors as a project might code them: five of its own, so that each is coded often enough."""
    examples: list[Example] = [(text, frozenset({f"cap:{int(code) // 100 % 5 + 1}"})) for code, text in texts]
    report = evaluate(examples)
    many = [(f"{text} {k}", codes) for k in range(_PROJECT // len(examples) + 1) for text, codes in examples]
    began = time.process_time()
    train(many[:_PROJECT])
    took = time.process_time() - began
    return [
        Row("topics, F of the lists under codes of a project's own", report.lists, None, report.n),
        Row("topics, F of the learned, held back", report.learned, None, report.n),
        Row("topics, learned ones in use", float(report.used), None, report.n),
        Row("topics, CPU seconds to train and evaluate", took, _SECONDS, _PROJECT, "≤"),
    ]
