"""Events against PLOVER's gold sentences: type, source and target as slots of their own."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from typing import Any

from core.domain.coding import Suggestion, fills
from core.nlp import events
from core.nlp.analyse import read
from core.nlp.engine import Engine
from tests.benchmarks.suggestions_rows import SHARED, Row

GOLD_SENTENCES = SHARED / "cases/events/plover_gsr_half.json"
NAMED_ANEW = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_SMALL = frozenset({"the", "of", "a", "an", "and", "s"})


def rows() -> list[Row]:
    """Type of the surest event of each sentence, its source and target where the type is right."""
    if not GOLD_SENTENCES.exists():
        return [
            Row(
                "events, gold sentences", absent="PLOVER's gold sentences (cases/events/plover_gsr_half.json)"
            )
        ]
    engine = Engine().load()
    count: Counter[str] = Counter()
    bands: defaultdict[int, list[bool]] = defaultdict(list)
    for record in gold_sentences():
        _measure_one(engine, record, count, bands)
    n = count["n"]
    shares = [
        Row("events, type top 1", count["top1"] / n, 0.68, n),
        Row("events, type in top 3", count["top3"] / n, 0.80, n),
        Row("events, source given type", count["source"] / count["sources"], 0.82, count["sources"]),
        Row("events, target given type", count["target"] / count["targets"], 0.70, count["targets"]),
        Row("events, type, source and target right", count["all"] / n, 0.38, n),
    ]
    for band, right in sorted(bands.items()):
        shares.append(Row(f"events, right at confidence .{band}", sum(right) / len(right), None, len(right)))
    return shares


def plain(words: str) -> set[str]:
    return {w.lower() for w in re.findall(r"\w+", words)} - _SMALL


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
