"""Reads a codebook from JSON; a fault is told with its place in the file and what to do about it."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec

from core.domain.codebook import Category, Codebook, LayerDef, Ruling, Scheme, SlotDef, Variable
from core.domain.errors import BadInput
from core.importing.actors_file import load_actors
from core.domain.codebook_checks import Fault, faults_of
from core.text.places import resource

__all__ = ["load_actors", "load_codebook", "parse_codebook"]

_PARTS: dict[type, dict[str, type]] = {
    Codebook: {"layers": LayerDef, "schemes": Scheme, "rulings": Ruling},
    LayerDef: {"categories": Category, "slots": SlotDef, "variables": Variable},
    Variable: {"values": Category},
}
_PLACE = re.compile(r"(.*) - at `\$\.?(.*)`")


def load_codebook(path: Path | None = None) -> Codebook:
    """The codebook of a file, the shipped one by default; raises BadInput naming the first fault."""
    file = path or resource("codebooks", "default.json")
    try:
        data = file.read_bytes()
    except OSError as error:
        said = error.strerror or str(error)
        raise BadInput("codebook-file", f"The codebook can't be read: {said}.", where=str(file)) from None
    return parse_codebook(data, file.name)


def parse_codebook(data: bytes, name: str) -> Codebook:
    """The codebook in ``data``, UTF-8 JSON of a file called ``name``; raises BadInput."""
    try:
        codebook = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=Codebook)
        raw: Any = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except msgspec.ValidationError as error:
        found = _PLACE.fullmatch(str(error))
        said, place = found.groups() if found else (str(error), "")
        raise _refusal(Fault(place, f"{said}. Change the value to what is expected."), name) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput(
            "codebook-json",
            f"The codebook is no valid JSON: {error}. Mend it in an editor that checks JSON.",
            where=name,
        ) from None
    fault = _unknown_field(raw, Codebook, "") or next(faults_of(codebook), None)
    if fault:
        raise _refusal(fault, name)
    return codebook


def _refusal(fault: Fault, name: str) -> BadInput:
    return BadInput("codebook", fault.text, where=f"{name}, {fault.place or 'as a whole'}")


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
