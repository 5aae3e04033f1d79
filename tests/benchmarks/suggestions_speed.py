"""How fast articles are analysed: one process beside bare spaCy, all cores together, and the memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from core.domain.article import Article
from core.nlp.batches import Batch, answers
from core.nlp.engine import Engine, shipped_model
from core.nlp.pool import Pool, processes_for
from core.nlp.remote import Request
from core.text.canonical import sha256_of
from tests.benchmarks.suggestions_rows import ROOT, SHARED, Row

_ROUNDS = 5
_WORDS = 600  # of an article in the extrapolation
_MANY = 120  # articles for all cores


def rows() -> list[Row]:
    """Ratios come of rounds in turn, best of each: what else the machine does slows all alike."""
    texts = _articles()
    words = sum(len(text.split()) for text in texts)
    engine = Engine().load()
    bare = _as_spacy_loads_it()
    requests = tuple(_request(str(number), text) for number, text in enumerate(texts))
    ways: dict[str, Callable[[], object]] = {
        "bare": lambda: list(bare(texts)),
        "parse": lambda: list(engine.pipe(texts)),
        "whole": lambda: [list(answers(Batch(requests[at : at + 8]), {"": engine})) for at in _eights(texts)],
    }
    for way in ways.values():
        way()
    took = {name: min(_took(way) for _ in range(_ROUNDS)) for name, way in ways.items()}
    return [
        Row("words per CPU second, whole analysis", words / took["whole"], 4000, words),
        Row("words per CPU second, bare spaCy", words / took["bare"], None, words),
        Row("words per CPU second, parse alone", words / took["parse"], None, words),
        Row("overhead of the analysis over bare spaCy", took["whole"] / took["bare"] - 1, 0.25, words, "≤"),
        Row("overhead of the rules over our own parse", took["whole"] / took["parse"] - 1, None, words),
        *_all_cores(texts),
    ]


def _took(way: Callable[[], object]) -> float:
    began = time.process_time()
    way()
    return time.process_time() - began


def _eights(texts: list[str]) -> range:
    return range(0, len(texts), 8)


def _as_spacy_loads_it() -> Callable[[list[str]], Iterable[object]]:
    """The same pipeline as ``spacy.load`` gives it, without anything of ours."""
    import spacy

    return spacy.load(shipped_model()).pipe


def _articles() -> list[str]:
    """The sample articles, and texts of GUM where they are at hand, each about as long as news."""
    found = [path.read_text("utf-8") for path in sorted((ROOT / "resources/samples").glob("*.txt"))]
    for page in sorted((SHARED / "corpora/GUM").rglob("*.conllu"))[:40]:
        lines = page.read_text("utf-8").splitlines()
        sentences = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]
        found += [" ".join(sentences[at : at + 30]) for at in range(0, min(len(sentences), 90), 30)]
    return [text for text in found if len(text.split()) > 150][:60]


def _request(name: str, text: str) -> Request:
    return Request(Article(name, text, sha256_of(text), published="2024-04-28"))


def _all_cores(texts: list[str]) -> list[Row]:
    """Wall time once the processes are warm: what a thousand articles take."""
    many = [f"{texts[number % len(texts)]} {number}" for number in range(_MANY)]
    size = processes_for(10**6)
    pool = Pool(size)
    try:
        pool.give([_request(f"warm{number}", text) for number, text in enumerate(many[:24])])
        _drain(pool)
        began = time.perf_counter()
        pool.give([_request(str(number), text) for number, text in enumerate(many)])
        _drain(pool)
        pace = sum(len(text.split()) for text in many) / (time.perf_counter() - began)
        peak = max((_peak(pid) for pid in pool.pids()), default=0.0)
    finally:
        pool.close()
    return [
        Row(f"words per second, {size} processes", pace, None, _MANY),
        Row(f"minutes for 1,000 articles of {_WORDS} words", 1000 * _WORDS / pace / 60, None, _MANY, "≤"),
        Row("peak memory of a process, MB", peak, None, size, "≤")
        if peak
        else Row("peak memory of a process, MB", absent="/proc"),
    ]


def _drain(pool: Pool) -> None:
    while not pool.idle:
        pool.wait()


def _peak(pid: int) -> float:
    page = Path(f"/proc/{pid}/status")
    lines = page.read_text("ascii").splitlines() if page.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
