"""Codings as JSON Lines: one line for each article and coder, offsets in code points of the verbatim text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from core.domain.article import Article, Status
from core.domain.coding import Coding, Layer, SlotFill
from core.domain.text import Span
from core.domain.versions import reason_of
from core.domain.work import Progress, check
from core.export.aside import aside, spoken_errors
from core.export.sheets_source import Source

Json = dict[str, Any]

LISTS = {
    Layer.MENTION: "entities",
    Layer.STATEMENT: "statements",
    Layer.TOPIC: "topics",
    Layer.EVENT: "events",
}


def records(source: Source) -> Iterator[Json]:
    """One record for each article and coder who coded it or completed it, in the order of the work list."""
    coded: dict[tuple[str, str], list[Coding]] = {}
    for coding in source.codings:
        coded.setdefault((coding.article_id, coding.coder_id), []).append(coding)
    for article in source.articles:
        for coder in source.coders:
            own = coded.get((article.id, coder.id), [])
            if own or source.status(article.id, coder.id) is Status.COMPLETE:
                yield _record(source, article, coder.id, own)


def write_jsonl(target: Path, lines: Iterable[Json], progress: Progress, total: int) -> Counter[str]:
    """Write ``lines`` aside and move the file into place; gives how many of each kind were written.

    Raises `Unavailable` and `Cancelled`; then nothing new stands at ``target``.
    """
    counts: Counter[str] = Counter()
    with spoken_errors(target), aside(target) as file:
        for line in lines:
            check(progress)
            file.write((json.dumps(line, ensure_ascii=False) + "\n").encode())
            counts.update(tally(line))
            progress.report(counts["documents"] / max(total, 1), "Writing")
    return counts


def tally(record: Json) -> Counter[str]:
    """How many units of each kind a record has; itself is one document."""
    return Counter({"documents": 1} | {name: len(record[name]) for name in LISTS.values()})


def _record(source: Source, article: Article, coder_id: str, codings: Iterable[Coding]) -> Json:
    found: dict[str, list[Json]] = {name: [] for name in LISTS.values()}
    for coding in codings:
        found[LISTS[coding.layer]].append(_unit(source, article, coding))
    assignment = source.assignments.get(f"{article.id}/{coder_id}")
    key = source.coder_key(coder_id)
    return {
        "id": f"{article.id}/{key}",
        "article_id": article.id,
        "text": article.text,
        "text_sha256": article.sha256,
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "language": article.language or source.project.language,
        "version_of": article.version_of,
        "correction": reason_of(article),
        "coder": source.names.get(coder_id, key),
        "coder_id": key,
        "status": str(source.status(article.id, coder_id)),
        "answers": dict(assignment.answers) if assignment else {},
        **found,
        "meta": {
            "project": source.project.name,
            "program": source.program,
            "exported_at": source.exported_at,
            "codebook": source.codebook.name,
            "codebook_version": source.codebook.version,
        },
    }


def _unit(source: Source, article: Article, coding: Coding) -> Json:
    text = article.text
    unit: Json = {"id": coding.id, "label": coding.category, "spans": _ends(coding.spans)}
    if coding.spans:
        unit |= {"start": coding.spans[0].start, "end": coding.spans[-1].end}
        unit["text"] = [span.of(text) for span in coding.spans]
    unit["slots"] = [_fill(source, fill, text) for fill in coding.slots]
    unit["variables"] = dict(coding.variables)
    unit["provenance"] = str(coding.provenance)
    if coding.note:
        unit["note"] = coding.note
    if coding.id in source.recodes:
        unit["to_review"] = source.recodes[coding.id]
    return unit


def _fill(source: Source, fill: SlotFill, text: str) -> Json:
    said: Json = {"slot": fill.slot, "spans": _ends(fill.spans)}
    if fill.spans:
        said["text"] = [span.of(text) for span in fill.spans]
    if fill.actors:
        said["actors"] = [{"id": one, "name": source.actor_name(one)} for one in fill.actors]
    if fill.value:
        said["value"] = fill.value
    if fill.inferred:
        said["inferred"] = True
    return said


def _ends(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
