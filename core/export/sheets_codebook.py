"""The sheet Codebook: every code, variable, value and slot with its definition."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.codebook import Category, LayerDef
from core.export.sheets import Column, Kind, Row, Sheet
from core.export.sheets_source import Source

_COLUMNS = (
    Column("layer", Kind.TEXT, "kind of unit", 11),
    Column("entry", Kind.TEXT, "category, variable, value (of a variable) or slot", 10),
    Column("variable", Kind.TEXT, "for a value: the variable it belongs to"),
    Column("code", Kind.CODE, "as in the columns of codings"),
    Column("label", Kind.TEXT, "in words", 32),
    Column("parent", Kind.CODE, "the code above it"),
    Column("group", Kind.TEXT, "a class it belongs to, such as a quad class"),
    Column("level", Kind.TEXT, "for a variable: nominal, ordinal, interval, text or date"),
    Column("required", Kind.INTEGER, "1: must be filled"),
    Column("selectable", Kind.INTEGER, "0: stands only above others"),
    Column("definition", Kind.TEXT, "what it means", 60, wrap=True),
    Column("include", Kind.TEXT, "what counts", 40, wrap=True),
    Column("exclude", Kind.TEXT, "what does not", 40, wrap=True),
    Column("examples", Kind.TEXT, "examples", 40, wrap=True),
    Column("retired", Kind.INTEGER, "1: offered no more, kept for what is coded with it"),
    Column("replaced_by", Kind.CODE, "for a retired code: what to use instead"),
    Column("scheme", Kind.CODE, "where it is from; licence and citation on the sheet README"),
)


def codebook(source: Source) -> Sheet:
    """The latest version of the project's codebook."""
    book = source.codebook
    about = f"The codebook “{book.name}”, version {book.version}."
    rows = [row for layer in book.layers for row in _layer(layer)]
    return Sheet("Codebook", about, _COLUMNS, rows, len(rows))


def _layer(layer: LayerDef) -> Iterator[Row]:
    for category in layer.categories:
        yield _category(layer, "category", category)
    for variable in layer.variables:
        yield (
            *(str(layer.layer), "variable", None, variable.name, variable.label, None, None),
            *(variable.level, int(variable.required), None, variable.definition, None, None, None),
            *(None, None, layer.scheme),
        )
        for value in variable.values:
            yield _category(layer, "value", value, variable.name)
    for slot in layer.slots:
        yield (
            *(str(layer.layer), "slot", None, slot.name, slot.label, None, None),
            *(slot.takes, int(slot.required), None, slot.definition, None, None, None),
            *(None, None, layer.scheme),
        )


def _category(layer: LayerDef, entry: str, category: Category, variable: str = "") -> Row:
    return (
        *(str(layer.layer), entry, variable, category.code, category.label, category.parent, category.group),
        *(None, None, int(category.selectable), category.definition),
        *("\n".join(part) for part in (category.include, category.exclude, category.examples)),
        *(int(category.retired), ", ".join(category.replaced_by) or None, layer.scheme),
    )
