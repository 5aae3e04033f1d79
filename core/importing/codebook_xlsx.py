"""Reads a codebook from the workbook that `core.export.codebook_tables` writes, changed in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_type_hints

from core.domain.codebook import Category, Codebook, Ruling, Scheme, SlotDef, Variable
from core.domain.errors import BadInput
from core.importing.codebook_file import made_of
from core.importing.files import office_file
from core.importing.raw import foreign

_KINDS: dict[str, type] = {
    "Schemes": Scheme,
    "Categories": Category,
    "Variables": Variable,
    "Slots": SlotDef,
    "Values": Category,
    "Rulings": Ruling,
}
_PARTS = {"Categories": "categories", "Variables": "variables", "Slots": "slots"}
_OWN = {
    "Categories": ("layer",),
    "Variables": ("layer",),
    "Slots": ("layer",),
    "Values": ("layer", "variable"),
}
_YES, _NO = {"1", "yes", "true", "x"}, {"0", "no", "false", ""}


@dataclass(frozen=True, slots=True)
class _Row:
    sheet: str
    number: int
    cells: dict[str, str]

    @property
    def place(self) -> str:
        """Where it stands, for a person."""
        return f"sheet {self.sheet}, row {self.number}"


def read_codebook_xlsx(path: Path) -> Codebook:
    """The codebook of a workbook; raises BadInput naming sheet and row, and `Unavailable`."""
    sheets = _sheets(path)
    for needed in ("Layers", "Categories"):
        if needed not in sheets:
            text = f"The workbook has no sheet “{needed}”. Export a codebook and change that file."
            raise BadInput("codebook", text, where=path.name)
    about = {row.cells.get("field", ""): row.cells.get("value", "") for row in sheets.get("Codebook", ())}
    version = about.get("version", "") or "1"
    if not version.isdecimal():
        text = f"“{version}” is no version. Write a whole number from 1."
        raise BadInput("codebook", text, where=f"{path.name}, sheet Codebook")
    raw: dict[str, Any] = {
        "id": f"codebook/{int(version)}",
        "name": about.get("name", "") or path.stem,
        "version": int(version),
        "note": about.get("note", ""),
    }
    reading = _Reading(path.name, sheets)
    raw |= {"layers": reading.layers(), "schemes": reading.plain("Schemes", "schemes")}
    raw["rulings"] = reading.plain("Rulings", "rulings")
    return made_of(raw, path.name, reading.places)


class _Reading:
    """Puts the rows where they belong and remembers where each came from."""

    def __init__(self, name: str, sheets: dict[str, tuple[_Row, ...]]) -> None:
        self._name, self._sheets = name, sheets
        self.places: dict[str, str] = {}

    def plain(self, sheet: str, part: str) -> list[dict[str, Any]]:
        """The records of a sheet that belong to the codebook itself."""
        out = []
        for at, row in enumerate(self._sheets.get(sheet, ())):
            self.places[f"{part}[{at}]"] = row.place
            out.append(self._record(row))
        return out

    def layers(self) -> list[dict[str, Any]]:
        """The layers with what is in them."""
        out: dict[str, dict[str, Any]] = {}
        for at, row in enumerate(self._sheets["Layers"]):
            out[row.cells.get("layer", "")] = dict(row.cells)
            self.places[f"layers[{at}]"] = row.place
        order = list(out)
        for sheet, part in _PARTS.items():
            for row in self._sheets.get(sheet, ()):
                layer = self._layer(row, out)
                held = out[layer].setdefault(part, [])
                self.places[f"layers[{order.index(layer)}].{part}[{len(held)}]"] = row.place
                held.append(self._record(row))
        self._values(out, order)
        return list(out.values())

    def _values(self, layers: dict[str, dict[str, Any]], order: list[str]) -> None:
        for row in self._sheets.get("Values", ()):
            layer, name = self._layer(row, layers), row.cells.get("variable", "")
            variables = layers[layer].get("variables", [])
            at = next((n for n, v in enumerate(variables) if v.get("name") == name), -1)
            if at < 0:
                text = f"The layer {layer} has no variable “{name}”. Add it to the sheet Variables."
                raise BadInput("codebook", text, where=f"{self._name}, {row.place}")
            held = variables[at].setdefault("values", [])
            self.places[f"layers[{order.index(layer)}].variables[{at}].values[{len(held)}]"] = row.place
            held.append(self._record(row))

    def _layer(self, row: _Row, layers: dict[str, dict[str, Any]]) -> str:
        layer = row.cells.get("layer", "")
        if layer not in layers:
            text = f"There is no layer “{layer}”. Add it to the sheet Layers or correct it."
            raise BadInput("codebook", text, where=f"{self._name}, {row.place}")
        return layer

    def _record(self, row: _Row) -> dict[str, Any]:
        kind, own = _KINDS[row.sheet], _OWN.get(row.sheet, ())
        hints = get_type_hints(kind)
        known = {f.name for f in fields(kind)} - {"values"}
        out: dict[str, Any] = {}
        for head, text in row.cells.items():
            if head in own:
                continue
            if head not in known:
                said = f"“{head}” is no column here. Remove it or use one of: {', '.join(sorted(known))}."
                raise BadInput("codebook", said, where=f"{self._name}, sheet {row.sheet}")
            if text or hints[head] is str:
                out[head] = self._value(hints[head], text, head, row)
        return out

    def _value(self, hint: Any, text: str, head: str, row: _Row) -> Any:
        if hint is bool:
            said = text.casefold()
            if said not in _YES | _NO:
                told = f"“{text}” is neither yes nor no. Write 1 or 0."
                raise BadInput("codebook", told, where=f"{self._name}, {row.place}, {head}")
            return said in _YES
        return text if hint is str or head == "layer" else [_item(line) for line in text.splitlines() if line]


def _item(line: str) -> str:
    return line.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")


def _sheets(path: Path) -> dict[str, tuple[_Row, ...]]:
    from openpyxl import load_workbook

    data = office_file(path, "Excel workbook")
    with foreign("Excel workbook", str(path)):
        book = load_workbook(data, read_only=True, data_only=True)
        try:
            return {sheet.title: tuple(_rows(sheet)) for sheet in book.worksheets}
        finally:
            book.close()


def _rows(sheet: Any) -> Iterator[_Row]:
    heads: list[str] = []
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        texts = [_plain(value) for value in values]
        if not heads:
            heads = texts
        elif any(texts):
            cells = {head: text for head, text in zip(heads, texts, strict=False) if head}
            yield _Row(sheet.title, number, cells)


def _plain(value: Any) -> str:
    """A cell as text: a code typed as a number is that number without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
