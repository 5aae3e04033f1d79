"""Reads a codebook from a file; a fault is told with its place in the file and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec

from core.domain.codebook import Category, Codebook, LayerDef, Ruling, Scheme, SlotDef, Variable
from core.domain.codebook_checks import Fault, faults_of
from core.domain.coding import Layer
from core.domain.errors import BadInput
from core.importing.actors_file import load_actors
from core.text.places import resource

__all__ = ["load_actors", "load_codebook", "parse_codebook"]

_PARTS: dict[type, dict[str, type]] = {
    Codebook: {"layers": LayerDef, "schemes": Scheme, "rulings": Ruling},
    LayerDef: {"categories": Category, "slots": SlotDef, "variables": Variable},
    Variable: {"values": Category},
}
_PLACE = re.compile(r"(.*) - at `\$\.?(.*)`")


def load_codebook(
    path: Path | None = None, base: Codebook | None = None, layer: Layer = Layer.TOPIC
) -> Codebook:
    """The codebook of a file, the shipped one by default; raises BadInput naming the first fault.

    JSON, a workbook (.xlsx) or REFI-QDA's .qdc, which holds codes only: all else is taken from ``base`` (the
    shipped codebook without one), and codes of another program go to ``layer``.
    """
    file = path or resource("codebooks", "default.json")
    ending = file.suffix.lower()
    if ending == ".xlsx":
        from core.importing.codebook_xlsx import read_codebook_xlsx

        return read_codebook_xlsx(file)
    if ending == ".qdc":
        from core.importing.codebook_qdc import read_codebook_qdc

        return read_codebook_qdc(file, base or load_codebook(), layer)
    if ending in (".yaml", ".yml"):
        raise BadInput("codebook-file", "YAML is not read. Save the codebook as JSON.", where=str(file))
    try:
        data = file.read_bytes()
    except OSError as error:
        said = error.strerror or str(error)
        raise BadInput("codebook-file", f"The codebook can't be read: {said}.", where=str(file)) from None
    return parse_codebook(data, file.name)


def parse_codebook(data: bytes, name: str) -> Codebook:
    """The codebook in ``data``, UTF-8 JSON of a file called ``name``; raises BadInput."""
    try:
        raw: Any = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(
            "codebook-json",
            f"The codebook is no valid JSON: {error}. Mend it in an editor that checks JSON.",
            where=name,
        ) from None
    return made_of(raw, name)


def made_of(raw: Any, name: str, places: Mapping[str, str] | None = None) -> Codebook:
    """The codebook that ``raw`` describes, in the form of the JSON file; raises BadInput.

    ``places``: what to call a place in the file, such as a row of a sheet, where it is no JSON.
    """
    try:
        codebook = msgspec.convert(raw, type=Codebook)
    except msgspec.ValidationError as error:
        found = _PLACE.fullmatch(str(error))
        said, place = found.groups() if found else (str(error), "")
        fault = Fault(place, f"{said}. Change the value to what is expected.")
        raise _refusal(fault, name, places) from None
    wrong = _unknown_field(raw, Codebook, "") or next(faults_of(codebook), None)
    if wrong:
        raise _refusal(wrong, name, places)
    return codebook


def _refusal(fault: Fault, name: str, places: Mapping[str, str] | None) -> BadInput:
    place = fault.place or "as a whole"
    for known in sorted(places or {}, key=len, reverse=True):
        if places and (place == known or place.startswith((f"{known}.", f"{known}["))):
            field = place[len(known) :].lstrip(".")
            place = f"{places[known]}, {field}" if field else places[known]
            break
    return BadInput("codebook", fault.text, where=f"{name}, {place}")


def _unknown_field(raw: dict[str, Any], kind: type, place: str) -> Fault | None:
    """The first key that means nothing: most often a misspelt one, whose value would be lost silently."""
    known = [field.name for field in fields(kind)]
    for key, value in raw.items():
        here = f"{place}.{key}" if place else key
        if key not in known:
            text = f"“{key}” is no field here. Remove it or use one of: {', '.join(known)}."
            return Fault(here, text)
        part = _PARTS.get(kind, {}).get(key)
        for k, item in enumerate(value if part else ()):
            fault = _unknown_field(item, part, f"{here}[{k}]") if part else None
            if fault:
                return fault
    return None
