"""Writes a project's codings, from a connection of its own, so that a worker can do it.

As a workbook, as JSON Lines, or as spaCy's own DocBin; the ending of the name tells which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from core.app.commands.ids import now
from core.app.queries import Snapshot, open_queries
from core.domain.actor import Actor
from core.domain.article import Coder, pair_id
from core.domain.changes import Record
from core.domain.coding import Coding, Decision, reading_order
from core.domain.errors import BadInput, Refused
from core.domain.work import Progress, Quiet, check, no_cycle_search

if TYPE_CHECKING:
    from core.export.sheets import Sheet
    from core.export.sheets_source import Analysis, Source

T = TypeVar("T", bound=Record)


@dataclass(frozen=True, slots=True)
class Choices:
    """How to export. ``pseudonyms``: coders as "coder 1" …; ``include_suggestions``: open mentions too."""

    pseudonyms: bool = False
    include_suggestions: bool = False
    overwrite: bool = True


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written. ``rows``: sheet → rows; ``warnings``: what to know, also on the README sheet."""

    path: Path
    rows: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...]


WORKBOOK, LINES, DOCBIN = ".xlsx", ".jsonl", ".spacy"
ENDINGS = (WORKBOOK, LINES, DOCBIN)


def export_file(
    where: Path | str,
    coder_id: str,
    target: Path,
    choices: Choices | None = None,
    progress: Progress | None = None,
) -> ExportReport:
    """Write what ``coder_id`` may see, in the format that the ending of ``target`` names (see `ENDINGS`).

    Raises `BadInput` (``unknown-ending``) and what `export_workbook` raises; then nothing new stands on the
    disk.
    """
    ending = target.suffix.lower()
    if ending == WORKBOOK:
        return export_workbook(where, coder_id, target, choices, progress)
    if ending not in ENDINGS:
        text = "The ending says what is written: .xlsx is a workbook, .jsonl JSON Lines, .spacy a DocBin."
        raise BadInput("unknown-ending", text, where=str(target))
    return _export_records(where, coder_id, target, choices or Choices(), progress or Quiet())


def _export_records(
    where: Path | str, coder_id: str, target: Path, choices: Choices, progress: Progress
) -> ExportReport:
    """Write the codings of each article and coder as one record."""
    from core.export.aside import aside, spoken_errors
    from core.export.jsonl import records, tally, write_jsonl

    _check_free(target, choices)
    progress.report(0.0, "Reading the codings")
    with no_cycle_search(), open_queries(where, coder_id) as queries, queries.snapshot() as picture:
        source = _source(picture, queries.coder, choices, progress)
    total = len(source.articles) * len(source.coders)
    if target.suffix.lower() == LINES:
        counts = write_jsonl(target, records(source), progress, total)
        return ExportReport(target, tuple(counts.items()), ())
    counts = Counter()

    def told() -> Iterator[dict[str, Any]]:
        for record in records(source):
            check(progress)
            counts.update(tally(record))
            progress.report(counts["documents"] / max(total, 1), "Writing")
            yield record

    from core.nlp.docbin import pack

    with spoken_errors(target), aside(target) as file:
        packed = pack(told())
        file.write(packed.data)
    return ExportReport(target, tuple(counts.items()), packed.told)


def _check_free(target: Path, choices: Choices) -> None:
    if target.exists() and not choices.overwrite:
        text = "There is a file of this name already. Choose another name."
        raise Refused("exists", text, where=str(target))


def export_workbook(
    where: Path | str,
    coder_id: str,
    target: Path,
    choices: Choices | None = None,
    progress: Progress | None = None,
) -> ExportReport:
    """Write what ``coder_id`` may see of the project at ``where``: a coder's own work, all for the others.

    Raises `Refused` (``exists``), `Unavailable` (the file can't be written) and `Cancelled`; then nothing new
    stands on the disk.
    """
    from core.export.excel import write_workbook
    from core.export.sheets_readme import readme, warnings

    choices, progress = choices or Choices(), progress or Quiet()
    _check_free(target, choices)
    progress.report(0.0, "Reading the codings")
    with no_cycle_search():
        with open_queries(where, coder_id) as queries, queries.snapshot() as picture:
            source = _source(picture, queries.coder, choices, progress)
        sheets = _sheets(source)
        written = write_workbook(
            target,
            sheets,
            lambda told: readme(source, sheets, told),
            title=source.project.name,
            progress=progress,
        )
    progress.report(1.0, "Written")
    return ExportReport(target, written.rows, tuple(text for _, text in warnings(written)))


def _sheets(source: Source) -> list[Sheet]:
    """All sheets but the README, in the order of the workbook."""
    from core.export import sheets_codebook, sheets_corpus, sheets_mentions, sheets_units

    units = sheets_units.Units(source)
    return [
        sheets_units.codings_long(units),
        sheets_mentions.mentions(source, units),
        sheets_units.statements(units),
        sheets_units.topics(units),
        sheets_units.events(units),
        sheets_corpus.articles(source),
        sheets_corpus.uncoded(source),
        sheets_codebook.codebook(source),
        sheets_corpus.coders(source),
    ]


def _source(picture: Snapshot, viewer: Coder, choices: Choices, progress: Progress) -> Source:
    from core.export.sheets_source import Choices as SheetChoices
    from core.export.sheets_source import Source

    ids = picture.article_ids()
    place = {article_id: number for number, article_id in enumerate(ids)}
    articles = picture.articles(ids)
    codings, decisions = picture.codings(), picture.decisions()
    taken = {coding.suggestion_id for coding in codings} | {one.suggestion_id for one in decisions}
    named = None if choices.include_suggestions else taken
    analyses, proposed = _analyses(picture, ids, named, progress)

    def order(coding: Coding) -> tuple[object, ...]:
        return place[coding.article_id], coding.coder_id, reading_order(coding)

    def decided(decision: Decision) -> tuple[object, ...]:
        return place[decision.article_id], decision.coder_id, decision.at, decision.id

    return Source(
        project=picture.project,
        codebook=picture.codebook,
        exported_by=viewer,
        exported_at=now(),
        program=f"Rapporteur {version('rapporteur')}",
        coders=picture.coders,
        articles=articles,
        codings=tuple(sorted(codings, key=order)),
        decisions=tuple(sorted(decisions, key=decided)),
        analyses=analyses,
        assignments=_by(picture.assignments(), lambda a: pair_id(a.article_id, a.coder_id)),
        times=_by(picture.work_times(), lambda t: pair_id(t.article_id, t.coder_id)),
        questions=tuple(picture.questions()),
        recodes={one.coding_id: one.reason for one in picture.recodes()},
        actors=_actors(picture, proposed),
        choices=SheetChoices(choices.pseudonyms, choices.include_suggestions),
    )


def _analyses(
    picture: Snapshot, ids: list[str], named: set[str] | None, progress: Progress
) -> tuple[dict[str, Analysis], dict[str, Actor]]:
    """What is needed of each article's analysis, and the actors the analyses name; one is held at a time."""
    from core.export.sheets_source import needed

    analyses: dict[str, Analysis] = {}
    actors: dict[str, Actor] = {}
    for number, article_id in enumerate(ids):
        if number % 100 == 0:
            check(progress)
        found = picture.suggestion_set(article_id)
        if found is not None:
            analyses[article_id] = needed(found, named)
            actors.update((actor.id, actor) for actor in found.actors)
    return analyses, actors


def _by(records: Iterable[T], key: Callable[[T], str]) -> dict[str, T]:
    return {key(record): record for record in records}


def _actors(picture: Snapshot, proposed: dict[str, Actor]) -> dict[str, Actor]:
    """All actors an export may name; the project's own word goes before the machine's and the shipped one."""
    from core.importing.actors_file import load_actors

    return {actor.id: actor for actor in (*load_actors(), *proposed.values(), *picture.own_actors)}
