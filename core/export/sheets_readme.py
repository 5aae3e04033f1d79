"""The sheet README: what the workbook is, how to read it, and what a reader must be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.domain.coding import Missing
from core.export.excel import Written
from core.export.neutral import CELL_LIMIT
from core.export.sheets import Column, Row, Sheet
from core.export.sheets_source import Source

_COLUMNS = (
    Column("section", about="what the line is about", width=14),
    Column("item", about="its name", width=34),
    Column("text", about="what there is to say", width=110, wrap=True),
)
_MISSING = {
    Missing.NOTHING_THERE: "the coder looked and there is nothing to code (sheet Uncoded)",
    Missing.NOT_CODABLE: "the coder looked and it can't be coded (sheet Uncoded)",
    Missing.NOT_YET_LOOKED: "nobody has said anything yet: not the same as nothing there (sheet Uncoded)",
    Missing.NOT_APPLICABLE: "an empty cell of a variable or slot the unit does not have",
}
_READING = {
    "offsets": (
        "start and end count Unicode code points of the article's text from 0; "
        "end is the first one after the unit."
    ),
    "lists": (
        "Ids and fragments are parted by ; and, where each of several fillers has fragments of its own, by |."
    ),
    "dates": (
        "Whole days are date cells; a column ending in _iso has the date as coded, also 2024 or 2024-04."
    ),
    "text that looks like a formula": (
        "Cells whose text begins with = + - @, a tab or a carriage return are text cells with Excel's quote "
        "prefix: the words stand there unchanged and are never calculated, also after editing; there is "
        "nothing to undo. Saving as CSV or copying elsewhere loses the prefix: open such a CSV with the "
        "columns set to Text."
    ),
    "characters a workbook can't hold": (
        "A control character is shown as its picture (U+0007 as ␇), others as \ufffd, one for one, so that "
        "offsets stay true. The project keeps the originals."
    ),
    "long texts": (
        f"A cell holds {CELL_LIMIT:,} characters. A longer text goes on in columns named _more at the right "
        "end of its row: join them in order and nothing is missing."
    ),
}
_SHORTENED = 40  # cells named in a warning before "and N more"


def readme(source: Source, sheets: Sequence[Sheet], written: Written) -> Sheet:
    """The first sheet, made when all others are."""
    rows: list[Row] = [
        *_about(source),
        *_filters(source),
        *_schemes(source),
        *_sheets(sheets, written),
        *(("reading", item, text) for item, text in _READING.items()),
        *(("missing", str(code), text) for code, text in _MISSING.items()),
        *(("warning", name, text) for name, text in warnings(written)),
        *_columns(sheets),
    ]
    return Sheet("README", "What this workbook holds.", _COLUMNS, rows, len(rows))


def _about(source: Source) -> Iterator[Row]:
    exporter = source.exported_by
    name = source.names.get(exporter.id, exporter.name) if not source.choices.pseudonyms else "not named"
    yield "about", "project", source.project.name
    yield "about", "project_id", source.project.id
    yield "about", "exported_utc", source.exported_at
    yield "about", "exported_by", f"{name} ({exporter.role})"
    yield "about", "program", source.program
    yield "about", "codebook", f"{source.codebook.name}, version {source.codebook.version}"
    yield "about", "articles", str(len(source.articles))
    yield "about", "codings", str(len(source.codings))


def _filters(source: Source) -> Iterator[Row]:
    names = ", ".join(source.names.values())
    yield "filter", "coders", names or "none"
    yield (
        "filter",
        "names",
        "pseudonyms; free text such as notes may still name people"
        if (source.choices.pseudonyms)
        else "names as in the project",
    )
    yield (
        "filter",
        "suggestions",
        "with those still open" if source.choices.include_suggestions else ("only those a coder decided on"),
    )


def _schemes(source: Source) -> Iterator[Row]:
    for scheme in source.codebook.schemes:
        yield "scheme", scheme.id, f"{scheme.name}, version {scheme.version}. {scheme.source}"
        yield "scheme", f"{scheme.id} licence", scheme.licence
        if scheme.cite:
            yield "scheme", f"{scheme.id} citation", scheme.cite


def _sheets(sheets: Sequence[Sheet], written: Written) -> Iterator[Row]:
    rows = dict(written.rows)
    for sheet in sheets:
        yield "sheet", sheet.name, f"{sheet.about} Rows: {rows[sheet.name]}."


def warnings(written: Written) -> Iterator[tuple[str, str]]:
    """What was done to texts, in words; nothing when nothing was."""
    if written.inert:
        yield "formula_like_cells", f"{written.inert} cells begin like a formula and were kept as text."
    if written.replaced:
        replaced = f"{written.replaced} characters in {written.replaced_cells} cells"
        yield "replaced_characters", f"{replaced} can't stand in a workbook and were replaced one for one."
    if written.split:
        more = len(written.split) - _SHORTENED
        named = ", ".join(written.split[:_SHORTENED]) + (f" and {more} more" if more > 0 else "")
        yield "long_cells", f"{len(written.split)} texts go on in _more columns: {named}."
    for name in written.continued:
        yield "long_sheet", f"{name} has more rows than a sheet can hold and goes on in {name[:27]}_2."


def _columns(sheets: Sequence[Sheet]) -> Iterator[Row]:
    for sheet in sheets:
        for column in sheet.columns:
            yield "column", f"{sheet.name}.{column.name}", f"{column.about} ({column.kind})"
