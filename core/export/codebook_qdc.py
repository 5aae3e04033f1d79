"""A codebook as REFI-QDA's exchange file (.qdc), which other programs for qualitative coding read.

The standard knows codes with name, description, colour and what is under them. A layer becomes a code that
can't be given, with the layer's categories under it; variables, slots and rulings have no place there.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from core.domain.codebook import Category, Codebook, LayerDef
from core.domain.codebook_qdc import CODE, COUNTS, EXAMPLE, NAMESPACE, NOT, guid
from core.export.neutral import storable

_Element = ET.Element


def codebook_qdc(book: Codebook, origin: str) -> bytes:
    """``book`` as UTF-8 XML; ``origin``: the program's name and version. Retired codes are left out."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}CodeBook", {"origin": origin})
    codes = ET.SubElement(root, f"{{{NAMESPACE}}}Codes")
    for layer in book.layers:
        top = _code(codes, str(guid(layer.layer, "")), layer.label, codable=False)
        _under(top, layer, "")
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _under(above: _Element, layer: LayerDef, parent: str) -> None:
    known = {c.code for c in layer.offered}
    todo = [(above, parent)]
    while todo:
        element, code = todo.pop()
        for category in layer.offered:
            if (category.parent if category.parent in known else "") == code:
                made = _category(element, layer, category)
                todo.append((made, category.code))


def _category(above: _Element, layer: LayerDef, category: Category) -> _Element:
    made = _code(
        above,
        str(guid(layer.layer, category.code)),
        category.label,
        codable=category.selectable,
        colour=category.colour,
    )
    described = ET.SubElement(made, f"{{{NAMESPACE}}}Description")
    described.text = storable("\n".join(_lines(category)))[0]
    return made


def _code(above: _Element, key: str, name: str, *, codable: bool, colour: str = "") -> _Element:
    given = {"guid": str(uuid.UUID(key)), "name": storable(name)[0], "isCodable": str(codable).lower()}
    if colour:
        given["color"] = colour
    return ET.SubElement(above, f"{{{NAMESPACE}}}Code", given)


def _lines(category: Category) -> Iterator[str]:
    if category.definition:
        yield category.definition
    for mark, items in ((COUNTS, category.include), (NOT, category.exclude), (EXAMPLE, category.examples)):
        yield from (f"{mark} {' '.join(item.split())}" for item in items)
    yield f"{CODE} {category.code}"
