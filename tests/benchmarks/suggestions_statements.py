"""Statements: PolNeAR, the reference article, and the sentences of our own for each construction.

PolNeAR states no licence: a copy is measured with where there is one, its test part left alone.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.domain.coding import Suggestion, fills
from core.domain.text import Span
from core.nlp import statements
from core.nlp.analyse import read
from core.nlp.engine import Engine
from core.nlp.statements import DEFAULT
from tests.benchmarks.suggestions_rows import ROOT, Row, polnear
from tests.core.nlp.marked_statements import constructions, passes, said

HAND_CODING = ROOT / "tests/core/nlp/azernews_acts.json"
SAMPLE = ROOT / "resources/samples/azernews.txt"


def rows() -> list[Row]:
    """What the statements are measured by, from data that is here."""
    engine = Engine().load()
    folder = polnear()
    absent = [Row("statements, PolNeAR", absent="PolNeAR (give its folder with --polnear)")]
    found = _against_polnear(engine, folder) if folder else absent
    return [*found, *_on_the_reference_article(engine), *_on_constructions(engine)]


# --- PolNeAR ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attribution:
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass
class Tally:
    """Counts, and for each tenth of confidence (said, right) pairs."""

    count: Counter[str] = field(default_factory=Counter)
    bands: defaultdict[int, list[tuple[float, bool]]] = field(default_factory=lambda: defaultdict(list))


def attributions(folder: Path) -> Iterator[tuple[str, list[Attribution]]]:
    """The texts of one part with the attributions of one annotator each."""
    seen: set[str] = set()
    for page in sorted((folder / "attributions").glob("*.ann")):
        name = page.stem.rsplit("_", 1)[0]
        if name not in seen:
            seen.add(name)
            with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as text:
                yield text.read(), list(_brat(page.read_text("utf-8")))


def _brat(page: str) -> Iterator[Attribution]:
    spans: dict[str, list[Span]] = {}
    # A text that runs over several lines leaves lines without a mark of their own.
    lines = [line.split("\t") for line in page.split("\n") if re.match(r"[TE]\d+\t", line)]
    for first, *rest in lines:
        if first.startswith("T"):
            parts = rest[0].split(" ", 1)[1].split(";")
            spans[first] = [Span(int(a), int(b)) for a, b in (part.split() for part in parts)]
    for first, *rest in lines:
        if first.startswith("E"):
            roles: defaultdict[str, list[Span]] = defaultdict(list)
            for role, mark in (pair.split(":") for pair in rest[0].split()[1:]):
                roles[re.sub(r"\d+$", "", role)] += spans.get(mark, [])
            if roles["Content"]:
                yield Attribution(tuple(roles["Source"]), tuple(roles["Cue"]), tuple(roles["Content"]))


def words_at(spans: Iterable[Span], text: str) -> set[int]:
    return {s.start + m.start() for s in spans for m in re.finditer(r"\w+", s.of(text))}


def _against_polnear(engine: Engine, folder: Path) -> list[Row]:
    tally = Tally()
    for text, gold in attributions(folder):
        _measure_one(engine, text, gold, tally)
    count = tally.count
    hits, made = count["hit"], count["made"]
    shares = [
        Row("statements, precision", hits / made, 0.84, made),
        Row("statements, recall", hits / count["gold"], 0.62, count["gold"]),
        Row("statements, speaker overlaps", count["speaker"] / count["sourced"], 0.90, count["sourced"]),
        Row("statements, content overlap of .8", count["content"] / hits, 0.78, hits),
    ]
    for band, pairs in sorted(tally.bands.items()):
        off = abs(sum(said for said, _ in pairs) - sum(right for _, right in pairs)) / len(pairs)
        shares.append(Row(f"statements, off at confidence .{band}", off, 0.07, len(pairs), "≤"))
    return shares


def _measure_one(engine: Engine, text: str, gold: list[Attribution], tally: Tally) -> None:
    view, found = read(text, "", engine=engine)
    tally.count["gold"] += len(gold)
    free = list(gold)
    for unit in statements.find(view, found.mentions):
        cues = [s for f in fills(unit, "cue") for s in f.spans]
        hit = next((g for g in free if any(c.overlaps(x) for c in cues for x in g.cue)), None)
        tally.bands[int(unit.confidence * 10)].append((unit.confidence, hit is not None))
        if hit is not None:
            free.remove(hit)
        if unit.confidence >= DEFAULT:
            tally.count["made"] += 1
            _count_hit(unit, hit, text, tally.count)


def _count_hit(unit: Suggestion, hit: Attribution | None, text: str, count: Counter[str]) -> None:
    if hit is None:
        return
    count["hit"] += 1
    right, got = words_at(hit.content, text), words_at(unit.spans, text)
    count["content"] += len(right & got) >= 0.8 * len(right)
    if hit.source:
        speaker = [s for f in fills(unit, "speaker") for s in f.spans]
        count["sourced"] += 1
        count["speaker"] += bool(words_at(hit.source, text) & words_at(speaker, text))


# --- the reference article ----------------------------------------------------------------------------------


def _on_the_reference_article(engine: Engine) -> list[Row]:
    text = SAMPLE.read_text("utf-8")
    gold: list[dict[str, Any]] = json.loads(HAND_CODING.read_text("utf-8"))["statements"]
    view, found = read(text, "2024-04-28", engine=engine)
    sure = [s for s in statements.find(view, found.mentions) if s.confidence >= DEFAULT]
    pairs = [(s, next((g for g in gold if _same_cue(s, g)), None)) for s in sure]
    core = [(s, g) for s, g in pairs if g is not None and g["tier"] == "core"]
    n = sum(g["tier"] == "core" for g in gold)
    wrong = sum(g is None for _, g in pairs)
    return [
        Row("statements, reference article: core found", len(core), 15, n),
        Row("statements, reference article: false", wrong, 2, len(sure), "≤"),
        Row("statements, reference article: right speaker", sum(_right_speaker(*p) for p in core), 14, n),
        Row("statements, reference article: content overlap", sum(_shared(*p) for p in core) / n, 0.80, n),
    ]


def _same_cue(unit: Suggestion, gold: dict[str, Any]) -> bool:
    right = Span(gold["cue"]["start"], gold["cue"]["end"])
    return any(span.overlaps(right) for f in fills(unit, "cue") for span in f.spans)


def _right_speaker(unit: Suggestion, gold: dict[str, Any]) -> bool:
    return {a for f in fills(unit, "speaker") for a in f.actors} == set(gold["speaker"]["actors"])


def _shared(unit: Suggestion, gold: dict[str, Any]) -> float:
    right = {x for c in gold["content"] for x in range(c["start"], c["end"])}
    got = {x for s in unit.spans for x in range(s.start, s.end)}
    return len(right & got) / len(right | got)


# --- sentences of our own -----------------------------------------------------------------------------------


def _on_constructions(engine: Engine) -> list[Row]:
    out = []
    for construction in constructions():
        sentences = said(construction)
        right = sum(passes(engine, one) for one in sentences)
        name = construction.replace("_", " ")
        out.append(Row(f"statements, own sentences: {name}", right / len(sentences), 0.9, len(sentences)))
    return out
