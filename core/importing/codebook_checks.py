"""What must hold in a codebook beyond the form of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.domain.codebook import Category, Codebook, LayerDef, Variable

_LEVELS = ("nominal", "ordinal", "interval", "text", "date")
_TAKES = ("actor", "text", "date", "place")


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


def _slots(layer: LayerDef, place: str) -> Iterator[Fault]:
    yield from _doubles((slot.name for slot in layer.slots), f"{place}.slots", "name", "slot name")
    for k, slot in enumerate(layer.slots):
        if slot.takes not in _TAKES:
            text = f"A slot can't take “{slot.takes}”. Use one of: {', '.join(_TAKES)}."
            yield Fault(f"{place}.slots[{k}].takes", text)


def _variables(layer: LayerDef, place: str) -> Iterator[Fault]:
    place = f"{place}.variables"
    yield from _doubles((v.name for v in layer.variables), place, "name", "variable name")
    codes = {c.code for c in layer.categories}
    for k, variable in enumerate(layer.variables):
        here = f"{place}[{k}]"
        if variable.level not in _LEVELS:
            text = f"“{variable.level}” is no level of measurement. Use one of: {', '.join(_LEVELS)}."
            yield Fault(f"{here}.level", text)
        for n, code in enumerate(variable.only_for):
            if code not in codes:
                text = f"The layer has no category “{code}”. Add it or take it out of only_for."
                yield Fault(f"{here}.only_for[{n}]", text)
        yield from _values(variable, codes, here)


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
