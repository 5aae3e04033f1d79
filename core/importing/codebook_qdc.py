"""Reads the codes of a REFI-QDA codebook (.qdc) into one that is there already.

Programs differ in the namespace they write, so names are read without it. Entities and document types are
refused: files that hold them are made to do harm.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.domain.codebook import Category, Codebook, LayerDef
from core.domain.codebook_editing import succeeding
from core.domain.codebook_qdc import CODE, COUNTS, EXAMPLE, NOT, guid
from core.domain.coding import Layer
from core.domain.errors import BadInput, Refused
from core.importing.files import document_bytes

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MARKS = {COUNTS: "include", NOT: "exclude", EXAMPLE: "examples"}


@dataclass(frozen=True, slots=True)
class _Code:
    """One code of the file with its place in the tree; ``above``: the guid of the code over it."""

    key: str
    name: str
    above: str
    codable: bool
    colour: str
    description: str


def read_codebook_qdc(path: Path, base: Codebook, layer: Layer) -> Codebook:
    """``base`` with the categories of the file; codes outside the layers' own go to ``layer``.

    Codes of a layer the file speaks of and does not name are retired; raises BadInput.
    """
    found = tuple(_codes(path))
    if not found:
        raise BadInput("codebook-qdc", "The file holds no codes. Export a codebook again.", where=path.name)
    tops = {str(guid(known.layer, "")): known.layer for known in base.layers}
    tops |= {code.key: la.layer for code in found for la in base.layers if _names(code, la)}
    where: dict[str, Layer] = {}
    for code in found:
        where[code.key] = where.get(code.above) or tops.get(code.key) or tops.get(code.above) or layer
    out = base
    for known in base.layers:
        mine = [c for c in found if where[c.key] is known.layer and c.key not in tops]
        if mine:
            new = replace(known, categories=tuple(_categories(mine, known)))
            out = replace(out, layers=tuple(new if la.layer is known.layer else la for la in out.layers))
    try:
        return succeeding(base, out)
    except Refused as fault:
        raise BadInput(fault.code, fault.text, where=f"{path.name}, {fault.where}") from None


def _names(code: _Code, layer: LayerDef) -> bool:
    return not code.above and not code.codable and code.name.casefold() == layer.label.casefold()


def _categories(codes: list[_Code], layer: LayerDef) -> Iterator[Category]:
    known = {str(guid(layer.layer, c.code)): c for c in layer.categories}
    by_code = {c.code: c for c in layer.categories}
    called: dict[str, str] = {}
    read = [(code, _described(code.description)) for code in codes]
    for code, (_, said) in read:
        called[code.key] = known[code.key].code if code.key in known else said
    taken = {*called.values(), *by_code}
    for code in codes:
        if not called[code.key]:
            called[code.key] = _free(_slug(code.name), taken)
            taken.add(called[code.key])
    for code, (parts, _) in read:
        own = called[code.key]
        bare = by_code.get(own) or Category(own, code.name)
        yield replace(
            bare,
            label=code.name,
            parent=called.get(code.above, ""),
            selectable=code.codable,
            colour=code.colour or bare.colour,
            retired=False,
            **parts,
        )


def _described(description: str) -> tuple[dict[str, Any], str]:
    """The parts of a description, and the code it names; empty when it names none."""
    rest: list[str] = []
    parts: dict[str, list[str]] = {name: [] for name in _MARKS.values()}
    code = ""
    for line in description.splitlines():
        mark = next((m for m in (*_MARKS, CODE) if line.startswith(f"{m} ")), "")
        said = line[len(mark) :].strip()
        if mark == CODE:
            code = said
        elif mark:
            parts[_MARKS[mark]].append(said)
        else:
            rest.append(line)
    whole: dict[str, Any] = {name: tuple(items) for name, items in parts.items()}
    return whole | {"definition": "\n".join(rest).strip()}, code


def _slug(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "-", bare.casefold()).strip("-") or "code"


def _free(code: str, taken: set[str]) -> str:
    at, tried = 2, code
    while tried in taken:
        at, tried = at + 1, f"{code}-{at}"
    return tried


def _codes(path: Path) -> Iterator[_Code]:
    """Every code, those above first, in the order of the file."""
    root = _tree(path)
    if _local(root.tag) != "CodeBook":
        text = f"This is XML, but no REFI-QDA codebook: it begins with “{_local(root.tag)}”."
        raise BadInput("codebook-qdc", text, where=path.name)
    todo: deque[tuple[Any, str]] = deque((each, "") for each in _children(root, "Codes"))
    seen: set[str] = set()
    while todo:
        element, above = todo.popleft()
        if _local(element.tag) == "Code":
            made = _code(element, above, path)
            if made.key in seen:
                raise BadInput("codebook-qdc", f"Two codes have the id {made.key}.", where=path.name)
            seen.add(made.key)
            yield made
            above = made.key
        todo.extendleft((each, above) for each in reversed(_children(element, "Code")))


def _code(element: Any, above: str, path: Path) -> _Code:
    name = " ".join(element.get("name", "").split())
    if not name:
        raise BadInput("codebook-qdc", "A code has no name. Give it one and export again.", where=path.name)
    description = next(iter(_children(element, "Description")), None)
    colour = element.get("color", "")
    return _Code(
        element.get("guid", "").strip("{}").lower() or f"{above}/{name}",
        name,
        above,
        element.get("isCodable", "true").lower() != "false",
        colour if _COLOUR.fullmatch(colour) else "",
        (description.text or "") if description is not None else "",
    )


def _tree(path: Path) -> Any:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(document_bytes(path), forbid_dtd=True)
    except DefusedXmlException:
        text = "The file defines XML entities, as files made to do harm do: it was not read."
        raise BadInput("xml-entities", text, where=path.name) from None
    except (ParseError, ValueError, LookupError) as error:
        text = f"This is no valid XML ({error}). Export the codebook again."
        raise BadInput("codebook-qdc", text, where=path.name) from None


def _children(element: Any, name: str) -> list[Any]:
    return [each for each in element if _local(each.tag) == name]


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
