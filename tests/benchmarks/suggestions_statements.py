"""Statements against PolNeAR, which states no licence: a copy is measured with where there is one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.domain.coding import Suggestion, fills
from core.domain.text import Span
from core.nlp import statements
from core.nlp.analyse import read
from core.nlp.engine import Engine
from tests.benchmarks.suggestions_rows import Row, polnear

DEFAULT = 0.5


def rows() -> list[Row]:
    """Precision, recall, overlaps and calibration on the part that may be worked with."""
    folder = polnear()
    if folder is None:
        return [Row("statements, PolNeAR", absent="PolNeAR (give its folder with --polnear)")]
    return _measured(Engine().load(), folder)


@dataclass(frozen=True)
class Attribution:
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


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
    lines = [line.split("\t") for line in page.splitlines()]
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


def _measured(engine: Engine, folder: Path) -> list[Row]:
    count: Counter[str] = Counter()
    bands: defaultdict[int, list[bool]] = defaultdict(list)
    for text, gold in attributions(folder):
        _measure_one(engine, text, gold, count, bands)
    hits, made = count["hit"], count["made"]
    shares = [
        Row("statements, precision", hits / made, 0.84, made),
        Row("statements, recall", hits / count["gold"], 0.62, count["gold"]),
        Row("statements, speaker overlaps", count["speaker"] / count["sourced"], 0.90, count["sourced"]),
        Row("statements, content overlap of .8", count["content"] / hits, 0.78, hits),
    ]
    for band, right in sorted(bands.items()):
        shares.append(
            Row(f"statements, right at confidence .{band}", sum(right) / len(right), None, len(right))
        )
    return shares


def _measure_one(
    engine: Engine,
    text: str,
    gold: list[Attribution],
    count: Counter[str],
    bands: defaultdict[int, list[bool]],
) -> None:
    view, found = read(text, "", engine=engine)
    count["gold"] += len(gold)
    free = list(gold)
    for unit in statements.find(view, found.mentions):
        cues = [s for f in fills(unit, "cue") for s in f.spans]
        hit = next((g for g in free if any(c.overlaps(x) for c in cues for x in g.cue)), None)
        bands[int(unit.confidence * 10)].append(hit is not None)
        if hit is not None:
            free.remove(hit)
        if unit.confidence >= DEFAULT:
            count["made"] += 1
            _count_hit(unit, hit, text, count)


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
