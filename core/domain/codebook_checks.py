"""What must hold in a codebook beyond the form of its file; asked when one is read and when one is edited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.domain.codebook import Category, Codebook, LayerDef, Variable

LEVELS = ("nominal", "ordinal", "interval", "text", "date")
TAKES = ("actor", "text", "date", "place")
PATTERNS = ("solid", "hatched", "dotted", "crossed", "striped", "waved")  # say by form what a colour says
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Fault:
    """``place``: path in the file, such as ``layers[0].slots[3].takes``; ``text``: what and what to do."""

    place: str
    text: str


def faults_of(codebook: Codebook) -> Iterator[Fault]:
    """Every fault, in the order of the file."""
    if codebook.version < 1:
        yield Fault("version", "Versions count from 1. Set version to 1 or more.")
    elif codebook.id != f"codebook/{codebook.version}":
        yield Fault("id", f"The id must name the version. Write “codebook/{codebook.version}”.")
    if not codebook.layers:
        yield Fault("layers", "The codebook has no layer. Add one at least.")
    yield from _doubles((layer.layer.value for layer in codebook.layers), "layers", "layer", "layer")
    yield from _doubles((scheme.id for scheme in codebook.schemes), "schemes", "id", "scheme id")
    schemes = {scheme.id for scheme in codebook.schemes}
    for k, layer in enumerate(codebook.layers):
        place = f"layers[{k}]"
        if layer.scheme not in schemes:
            yield Fault(f"{place}.scheme", f"There is no scheme “{layer.scheme}”. Add it to schemes.")
        yield from _categories(layer, place)
        yield from _slots(layer, place)
        yield from _variables(layer, place)
    yield from _rulings(codebook)


def _doubles(values: Iterable[str], place: str, field: str, what: str) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for k, value in enumerate(values):
        if not value:
            yield Fault(f"{place}[{k}].{field}", f"The {what} is empty. Give it one.")
        elif value in seen:
            first = f"{place}[{seen[value]}]"
            yield Fault(
                f"{place}[{k}].{field}", f"{what.capitalize()} “{value}” is taken by {first}. Choose another."
            )
        seen.setdefault(value, k)


def _categories(layer: LayerDef, place: str) -> Iterator[Fault]:
    place = f"{place}.categories"
    if not layer.categories:
        yield Fault(place, "The layer has no category. Add one at least.")
    yield from _doubles((c.code for c in layer.categories), place, "code", "code")
    parents = {c.code: c.parent for c in layer.categories}
    keys: dict[str, str] = {}
    for k, category in enumerate(layer.categories):
        here = f"{place}[{k}]"
        yield from _parent(category, parents, here)
        yield from _looks(category, here)
        yield from _replaced(category, parents, here)
        if category.retired:
            continue  # its key is free again
        if len(category.key) > 1:
            yield Fault(f"{here}.key", f"“{category.key}” is more than one key. Use a single character.")
        if category.key in keys:
            other = keys[category.key]
            yield Fault(
                f"{here}.key", f"Key “{category.key}” is that of {other} already. Choose another or none."
            )
        if category.key:
            keys[category.key] = category.code


def _parent(category: Category, parents: dict[str, str], here: str) -> Iterator[Fault]:
    if category.parent and category.parent not in parents:
        text = (
            f"There is no category “{category.parent}” to be the parent. Add it, or mend or empty the parent."
        )
        yield Fault(f"{here}.parent", text)
        return
    above, steps = category.parent, 0
    while above and above != category.code and steps <= len(parents):
        above, steps = parents.get(above, ""), steps + 1
    if above:
        yield Fault(f"{here}.parent", f"“{category.code}” is above itself. Empty one of the parents.")


def _looks(category: Category, here: str) -> Iterator[Fault]:
    if category.colour and not _COLOUR.fullmatch(category.colour):
        text = f"“{category.colour}” is no colour. Write # and six digits, such as #2F5FD0, or nothing."
        yield Fault(f"{here}.colour", text)
    if category.pattern and category.pattern not in PATTERNS:
        text = f"“{category.pattern}” is no pattern. Use one of: {', '.join(PATTERNS)}."
        yield Fault(f"{here}.pattern", text)


def _replaced(category: Category, known: dict[str, str], here: str) -> Iterator[Fault]:
    for n, code in enumerate(category.replaced_by):
        if code not in known:
            text = f"There is no category “{code}” to take its place. Add it or take it out."
            yield Fault(f"{here}.replaced_by[{n}]", text)
        elif code == category.code:
            yield Fault(f"{here}.replaced_by[{n}]", f"“{code}” can't take its own place. Name another code.")


def _rulings(codebook: Codebook) -> Iterator[Fault]:
    yield from _doubles((ruling.id for ruling in codebook.rulings), "rulings", "id", "ruling id")
    known = {layer.layer: {c.code for c in layer.categories} for layer in codebook.layers}
    for k, ruling in enumerate(codebook.rulings):
        if not ruling.text.strip():
            yield Fault(f"rulings[{k}].text", "The ruling says nothing. Write it or remove it.")
        if ruling.category and ruling.category not in known.get(ruling.layer, ()):
            text = (
                f"The layer {ruling.layer} has no category “{ruling.category}”. Correct it or leave it empty."
            )
            yield Fault(f"rulings[{k}].category", text)


def _slots(layer: LayerDef, place: str) -> Iterator[Fault]:
    yield from _doubles((slot.name for slot in layer.slots), f"{place}.slots", "name", "slot name")
    for k, slot in enumerate(layer.slots):
        if not slot.label.strip():
            yield Fault(f"{place}.slots[{k}].label", "A slot needs a label. Write what coders are to read.")
        if slot.takes not in TAKES:
            text = f"A slot can't take “{slot.takes}”. Use one of: {', '.join(TAKES)}."
            yield Fault(f"{place}.slots[{k}].takes", text)


def _variables(layer: LayerDef, place: str) -> Iterator[Fault]:
    place = f"{place}.variables"
    yield from _doubles((v.name for v in layer.variables), place, "name", "variable name")
    codes = {c.code for c in layer.categories}
    for k, variable in enumerate(layer.variables):
        here = f"{place}[{k}]"
        if variable.level not in LEVELS:
            text = f"“{variable.level}” is no level of measurement. Use one of: {', '.join(LEVELS)}."
            yield Fault(f"{here}.level", text)
        for n, code in enumerate(variable.only_for):
            if code not in codes:
                text = f"The layer has no category “{code}”. Add it or take it out of only_for."
                yield Fault(f"{here}.only_for[{n}]", text)
        yield from _values(variable, codes, here)
        yield from _condition(variable, layer, here)


def _condition(variable: Variable, layer: LayerDef, here: str) -> Iterator[Fault]:
    if not variable.condition:
        return
    name, sign, value = variable.condition.partition("=")
    other = next((v for v in layer.variables if v.name == name and v is not variable), None)
    if not sign or not value or other is None:
        text = (
            f"“{variable.condition}” is no condition. Write another variable's name, = and one of its values."
        )
        yield Fault(f"{here}.condition", text)
    elif other.values and value not in {v.code for v in other.values}:
        text = f"{other.label} has no value “{value}”. Correct the condition."
        yield Fault(f"{here}.condition", text)


def _values(variable: Variable, codes: set[str], here: str) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for k, value in enumerate(variable.values):
        place = f"{here}.values[{k}]"
        if not value.code or "," in value.code:
            yield Fault(f"{place}.code", "A value needs a code without a comma. Change the code.")
        if (value.code, value.parent) in seen:
            yield Fault(f"{place}.code", f"Value “{value.code}” occurs twice. Remove one or change its code.")
        if value.parent and value.parent not in codes:
            text = f"The layer has no category “{value.parent}” for this value. Add it or correct the parent."
            yield Fault(f"{place}.parent", text)
        seen.add((value.code, value.parent))
    if variable.default and variable.values and variable.default not in {v.code for v in variable.values}:
        text = f"The default “{variable.default}” is none of the values. Add it to them or change it."
        yield Fault(f"{here}.default", text)
