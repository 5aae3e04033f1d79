"""Measure the suggestions against data that is present, and print each figure beside its target with n.

Run ``python -m tests.benchmarks.suggestions [--polnear FOLDER] [--part dev]``; absent data is named as
absent. PolNeAR states no licence: a copy may be measured with, never committed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.domain.coding import Suggestion, fills
from core.domain.text import Span
from core.nlp import events, statements
from core.nlp.analyse import analyse, read
from core.nlp.engine import Engine

ROOT = Path(__file__).parents[2]
GOLD_SENTENCES = ROOT.parent / "shared/cases/events/plover_gsr_half.json"
NAMED_ANEW = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_SMALL = frozenset({"the", "of", "a", "an", "and", "s"})
DEFAULT = 0.5


@dataclass
class Table:
    """Rows of figure, value, target and n."""

    rows: list[tuple[str, float, str, int]] = field(default_factory=list)

    def add(self, name: str, value: float, target: str, n: int) -> None:
        self.rows.append((name, value, target, n))

    def write(self) -> None:
        for name, value, target, n in self.rows:
            sys.stdout.write(f"{name:<46}{value:>8.3f}   {target:<8} n={n}\n")


def plain(words: str) -> set[str]:
    return {w.lower() for w in re.findall(r"\w+", words)} - _SMALL


# --- events: PLOVER's gold sentences -----------------------------------------------------------------------


def gold_sentences() -> list[dict[str, Any]]:
    raw = json.loads(GOLD_SENTENCES.read_text("utf-8"))
    return [r for r in raw if r.get("text") and r["event"] != "DOCUMENT"]


def named(record: dict[str, Any], role: str) -> list[set[str]]:
    given = record.get(role)
    names = [a.get("actorText", "") for a in given if isinstance(a, dict)] if isinstance(given, list) else []
    return [plain(name) for name in names if name]


def told(event: Suggestion, role: str, text: str) -> list[set[str]]:
    return [plain(" ".join(s.of(text) for s in f.spans)) for f in fills(event, role)]


def meets(right: list[set[str]], got: list[set[str]]) -> bool:
    return any(r & g for r in right for g in got)


def measure_events(engine: Engine, table: Table) -> dict[str, float]:
    """Type of the surest event of each sentence, its source and target where the type is right."""
    count: Counter[str] = Counter()
    bands: defaultdict[int, list[bool]] = defaultdict(list)
    for record in gold_sentences():
        _measure_one(engine, record, count, bands)
    n = count["n"]
    figures = {
        "top1": count["top1"] / n,
        "top3": count["top3"] / n,
        "source": count["source"] / count["sources"],
        "target": count["target"] / count["targets"],
        "all": count["all"] / n,
    }
    for name, target in (("top1", ">= .68"), ("top3", ">= .80")):
        table.add(f"events, type {name}", figures[name], target, n)
    table.add("events, source given type", figures["source"], ">= .82", count["sources"])
    table.add("events, target given type", figures["target"], ">= .70", count["targets"])
    table.add("events, type, source and target right", figures["all"], ">= .38", n)
    for band, right in sorted(bands.items()):
        table.add(f"events, right at confidence .{band}", sum(right) / len(right), "as said", len(right))
    return figures


def _measure_one(
    engine: Engine, record: dict[str, Any], count: Counter[str], bands: defaultdict[int, list[bool]]
) -> None:
    text = record["text"]
    kind = NAMED_ANEW.get(record["event"], record["event"])
    view, found = read(text, "", engine=engine)
    made = events.find(view, found.mentions, (), "")
    count["n"] += 1
    if not made:
        return
    event = max(made, key=lambda e: e.confidence)
    right = event.category == kind
    count["top1"] += right
    count["top3"] += kind in (event.category, *event.alternatives)
    bands[int(event.confidence * 10)].append(right)
    if right:
        ok = [_role(record, event, role, count) for role in ("source", "target")]
        count["all"] += all(ok)


def _role(record: dict[str, Any], event: Suggestion, role: str, count: Counter[str]) -> bool:
    gold = named(record, role)
    ok = not gold or meets(gold, told(event, role, record["text"]))
    if gold:
        count[f"{role}s"] += 1
        count[role] += ok
    return ok


# --- statements: PolNeAR ------------------------------------------------------------------------------------


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


def measure_statements(engine: Engine, folder: Path, table: Table) -> None:
    count: Counter[str] = Counter()
    bands: defaultdict[int, list[bool]] = defaultdict(list)
    for text, gold in attributions(folder):
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
    hits, made = count["hit"], count["made"]
    table.add("statements, precision", hits / made, ">= .84", made)
    table.add("statements, recall", hits / count["gold"], ">= .62", count["gold"])
    table.add("statements, speaker overlaps", count["speaker"] / count["sourced"], ">= .90", count["sourced"])
    table.add("statements, content overlap of .8", count["content"] / hits, ">= .78", hits)
    for band, right in sorted(bands.items()):
        table.add(f"statements, right at confidence .{band}", sum(right) / len(right), "as said", len(right))


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


# --- pace ---------------------------------------------------------------------------------------------------


def measure_pace(engine: Engine, table: Table) -> None:
    text = (ROOT / "resources/samples/azernews.txt").read_text("utf-8")
    whole = "\n\n".join([text.strip()] * 10)
    analyse(text, "2024-04-28", engine=engine)
    began = time.process_time()
    view, found = read(whole, "2024-04-28", engine=engine)
    parsed = time.process_time()
    said = statements.find(view, found.mentions)
    events.find(view, found.mentions, said, "2024-04-28")
    ended = time.process_time()
    words = len(whole.split())
    table.add("words per CPU second, parse and mentions", words / (parsed - began), "", words)
    table.add("words per CPU second, statements and events", words / (ended - parsed), "", words)
    table.add("statements and events over all the rest", (ended - parsed) / (parsed - began), "<= .25", words)


def main() -> None:
    """Measure what can be measured and say what is absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, help="the data folder of a PolNeAR copy")
    parser.add_argument("--part", default="dev", choices=("dev", "train"), help="its test part is reserved")
    chosen = parser.parse_args()
    engine = Engine().load()
    table = Table()
    measure_pace(engine, table)
    if GOLD_SENTENCES.exists():
        measure_events(engine, table)
    else:
        sys.stdout.write("absent: PLOVER's gold sentences (cases/events/plover_gsr_half.json)\n")
    if chosen.polnear:
        measure_statements(engine, chosen.polnear / chosen.part, table)
    else:
        sys.stdout.write("absent: PolNeAR (give its folder with --polnear)\n")
    table.write()


if __name__ == "__main__":
    main()
