"""A small project as an export sees it, and the cells of a workbook as a reader sees them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from core.domain.actor import Actor, ActorKind
from core.domain.article import Assignment, Coder, Project, Question, Role, Status, WorkTime, pair_id
from core.domain.coding import Coding, Decision, Layer, Provenance, SlotFill
from core.domain.suggestion import SuggestionSet
from core.domain.text import Span
from core.export.sheets import Row, Sheet
from core.export.sheets_source import Source, needed
from core.importing.codebook_file import load_codebook
from tests.build import TEXT, a_coding, a_statement, a_suggestion, an_article, span_of

ANN = Coder("coder-1", "Ann")
BEN = Coder("coder-2", "Ben")
SUE = Coder("coder-3", "Sue", Role.SUPERVISOR)

CALL = (
    SlotFill("source", (span_of("Antony Blinken"),), ("person:antony-blinken",)),
    SlotFill("source", (span_of("Azernews"),), ("org:azernews",)),
    SlotFill("target", (), ("AZE", "ARM"), inferred=True),
    SlotFill("place", (span_of("Almaty"),), value="Almaty"),
)


def codings() -> tuple[Coding, ...]:
    """One of each layer by Ann, the statement by Ben, too."""
    said = a_statement()
    statement = a_coding(
        said.spans,
        id="c-statement",
        layer=Layer.STATEMENT,
        category="statement",
        slots=said.slots,
        variables=(("anonymous", "no"), ("directness", "indirect")),
        provenance=Provenance.CONFIRMED,
        suggestion_id=said.id,
    )
    return (
        a_coding((), id="c-topic", layer=Layer.TOPIC, category="cap:1921", variables=(("rank", "primary"),)),
        a_coding(
            id="c-mention",
            slots=(SlotFill("actor", actors=("person:ilham-aliyev",)),),
            variables=(("form", "name"),),
            provenance=Provenance.FIXED,
            suggestion_id="sug-1",
        ),
        statement,
        a_coding(
            "meet",
            id="c-event",
            layer=Layer.EVENT,
            category="CONSULT",
            slots=CALL,
            variables=(("date", "2024-04"), ("date_precision", "month"), ("mode", "phone")),
            note="=HYPERLINK(1)",
        ),
        replace(statement, id="c-ben", coder_id=BEN.id),
    )


def analysis() -> SuggestionSet:
    """What the machine said of the article."""
    suggestions = (
        a_suggestion(category="ORG"),
        a_statement(),
        a_suggestion("Azernews", id="sug-3", category="ORG"),
        a_suggestion("Almaty", id="sug-4", category="GPE"),
    )
    sha256 = an_article().sha256
    made = SuggestionSet("article-1", "article-1", sha256, "en_press 0.3.0", (7,), suggestions)
    return replace(made, boundaries=(20, 40))


def source(**other: Any) -> Source:
    """The project: an article coded by Ann (complete) and begun by Ben, and one that nobody has opened."""
    complete = Assignment(
        pair_id("article-1", ANN.id), "article-1", ANN.id, Status.COMPLETE, note="Strange wording"
    )
    begun = Assignment(
        pair_id("article-1", BEN.id),
        "article-1",
        BEN.id,
        Status.IN_PROGRESS,
        answers=((Layer.EVENT, "not codable"),),
    )
    given: dict[str, Any] = {
        "project": Project("p", "Border talks"),
        "codebook": load_codebook(),
        "exported_by": SUE,
        "exported_at": "2026-01-02T10:00:00Z",
        "program": "Rapporteur 0",
        "coders": (ANN, BEN, SUE),
        "articles": (an_article(), an_article("Nobody read this.", id="article-2", published="2024-04")),
        "codings": codings(),
        "decisions": (
            Decision("d-1", "sug-1", "article-1", ANN.id, Provenance.FIXED, "c-mention"),
            Decision("d-3", "sug-3", "article-1", ANN.id, Provenance.REJECTED, at="2026-01-01T00:00:00Z"),
            Decision("d-9", "sug-gone", "article-1", BEN.id, Provenance.REJECTED),
        ),
        "analyses": {"article-1": needed(analysis(), None)},
        "assignments": {complete.id: complete, begun.id: begun},
        "times": {complete.id: WorkTime(complete.id, "article-1", ANN.id, 90)},
        "questions": (Question("q", "article-1", BEN.id, "What is this?", answer="A name."),),
        "actors": {
            actor.id: actor
            for actor in (
                Actor("person:ilham-aliyev", "Ilham Aliyev", ActorKind.PERSON, "AZE"),
                Actor("person:antony-blinken", "Antony Blinken", ActorKind.PERSON, "USA"),
                Actor("AZE", "Azerbaijan", ActorKind.COUNTRY, "AZE"),
            )
        },
    }
    return Source(**{**given, **other})


def dicts(sheet: Sheet) -> list[dict[str, Any]]:
    """The rows of a sheet by column name."""
    names = [column.name for column in sheet.columns]
    return [dict(zip(names, row, strict=True)) for row in sheet.rows]


def opened(workbook: Path) -> Any:
    """The workbook as openpyxl reads it."""
    import openpyxl

    return openpyxl.load_workbook(workbook)


def cells(workbook: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What openpyxl reads in a workbook: sheet → rows of values, empty cells at the ends cut off."""
    book = opened(workbook)
    found = {}
    for sheet in book.worksheets:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        for row in rows:
            while row and row[-1] is None:
                row.pop()
        found[sheet.title] = [tuple(row) for row in rows]
    book.close()
    return found


def trimmed(row: Row) -> Row:
    """``row`` as a reader gets it back: no empty text, nothing empty at its end."""
    values = [None if value == "" else value for value in row]
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


__all__ = [
    "ANN",
    "BEN",
    "SUE",
    "TEXT",
    "Span",
    "analysis",
    "cells",
    "codings",
    "dicts",
    "opened",
    "source",
    "trimmed",
]
