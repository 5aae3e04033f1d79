"""A codebook as the sheets of a workbook that can be changed in a spreadsheet and read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import IO, Any

from core.domain.codebook import Category, Codebook, Ruling, Scheme, SlotDef, Variable
from core.domain.errors import Refused
from core.export.neutral import CELL_LIMIT, is_formula_like, storable

Table = tuple[str, tuple[str, ...], list[tuple[str, ...]]]  # sheet, heads, rows
ABOUT = (
    "A row an entry; lists have one item a line. 1 is yes, 0 is no. The rows are in the order of the "
    "codebook. Change what you like and read the file again: codes that are missing are retired, not lost."
)
_VALUES = tuple(
    f.name for f in fields(Category) if f.name not in ("retired", "replaced_by", "pattern", "colour")
)


def tables(book: Codebook) -> Iterator[Table]:
    """Every sheet of the codebook."""
    about = [("name", book.name), ("version", str(book.version)), ("note", book.note), ("about", ABOUT)]
    yield "Codebook", ("field", "value"), list(about)
    yield "Schemes", names(Scheme), [_row(scheme, names(Scheme)) for scheme in book.schemes]
    layers = [(str(la.layer), la.label, la.scheme, la.fragments_label) for la in book.layers]
    yield "Layers", ("layer", "label", "scheme", "fragments_label"), list(layers)
    for sheet, kind, part in (
        ("Categories", Category, "categories"),
        ("Variables", Variable, "variables"),
        ("Slots", SlotDef, "slots"),
    ):
        heads = tuple(name for name in names(kind) if name != "values")
        rows = [(str(la.layer), *_row(each, heads)) for la in book.layers for each in getattr(la, part)]
        yield sheet, ("layer", *heads), rows
    values = [
        (str(la.layer), variable.name, *_row(value, _VALUES))
        for la in book.layers
        for variable in la.variables
        for value in variable.values
    ]
    yield "Values", ("layer", "variable", *_VALUES), values
    yield "Rulings", names(Ruling), [_row(ruling, names(Ruling)) for ruling in book.rulings]


def names(kind: type) -> tuple[str, ...]:
    """The fields of a record, which head the columns."""
    return tuple(field.name for field in fields(kind))


def write_codebook_xlsx(book: Codebook, file: IO[bytes]) -> None:
    """Write the workbook; raises `Refused` for a text that no cell can hold."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    workbook = Workbook(write_only=True)
    for sheet, heads, rows in tables(book):
        made = workbook.create_sheet(sheet)
        made.freeze_panes = "A2"
        for at, head in enumerate(heads, 1):
            wide = 60 if head in ("definition", "value", "text", "include", "exclude", "examples") else 16
            made.column_dimensions[get_column_letter(at)].width = wide
        for row in (heads, *rows):
            made.append(list(_cells(made, row)))
    workbook.save(file)


def _cells(sheet: Any, row: Iterable[str]) -> Iterator[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    for text in row:
        clean, _ = storable(text)
        if len(clean) > CELL_LIMIT:
            raise Refused(
                "too-long", "A cell can't hold so long a text: write JSON instead.", where=clean[:40]
            )
        cell = WriteOnlyCell(sheet, clean or None)
        if clean:
            cell.data_type = "s"  # a text that begins with = is no formula
            cell.quotePrefix = is_formula_like(clean)
            cell.alignment = Alignment(wrap_text="\n" in clean or len(clean) > 60, vertical="top")
        yield cell


def _row(value: Any, heads: Iterable[str]) -> tuple[str, ...]:
    return tuple(_text(getattr(value, name)) for name in heads)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, tuple):
        return "\n".join(_line(str(part)) for part in value)
    return str(value)


def _line(item: str) -> str:
    """One item on one line: a line break within it is written as \\n."""
    return item.replace("\\", "\\\\").replace("\n", "\\n")
