"""The looks a codebook gives its categories: a colour, and a pattern that says the same without colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.codebook import Category, Codebook, LayerDef
from core.domain.codebook_checks import PATTERNS
from core.domain.coding import Layer


@dataclass(frozen=True, slots=True)
class Look:
    """``colour``: #rrggbb, as the codebook has it; ``pattern``: one of `PATTERNS`, never empty."""

    colour: str
    pattern: str


def looks_of(book: Codebook) -> Mapping[tuple[Layer, str], Look]:
    """Layer and code → look, of those that have one: their own, or that of a category above them."""
    return {
        (layer.layer, category.code): look
        for layer in book.layers
        for category in layer.categories
        if (look := _look(category, layer)) is not None
    }


def _look(category: Category, layer: LayerDef) -> Look | None:
    """The colour of the nearest category above that has one, and the pattern likewise.

    A colour that comes without a pattern is given one by its place among those of its layer, so that two
    colours are told apart without seeing them.
    """
    known = {c.code: c for c in layer.categories}
    line = [category]
    while (above := known.get(line[-1].parent)) is not None and above not in line:
        line.append(above)
    colour = next((c.colour for c in line if c.colour), "")
    pattern = next((c.pattern for c in line if c.pattern), "")
    if not colour:
        return None
    colours = list(dict.fromkeys(c.colour for c in layer.categories if c.colour))
    return Look(colour, pattern or PATTERNS[colours.index(colour) % len(PATTERNS)])
