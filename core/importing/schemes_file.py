"""The ready schemes a layer can take its categories from, each with its licence and how to cite it."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from core.domain.codebook import Category, Scheme
from core.domain.codebook_edits import UseScheme
from core.domain.coding import Layer
from core.importing.codebook_file import load_codebook
from core.text.places import resource


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """One file of resources/codebooks/schemes."""

    layer: Layer
    scheme: Scheme
    categories: tuple[Category, ...]


@lru_cache(maxsize=1)
def ready_schemes() -> tuple[UseScheme, ...]:
    """Those of the shipped codebook's topics and events, then the others, by name."""
    book = load_codebook()
    named = {scheme.id: scheme for scheme in book.schemes}
    shipped = [
        UseScheme(layer.layer, named[layer.scheme], layer.categories)
        for layer in book.layers
        if layer.layer in (Layer.TOPIC, Layer.EVENT)
    ]
    files = sorted(resource("codebooks", "schemes").glob("*.json"))
    read = (msgspec.json.decode(path.read_bytes(), type=_File) for path in files)
    others = [UseScheme(one.layer, one.scheme, one.categories) for one in read]
    return (*shipped, *sorted(others, key=lambda use: use.scheme.name))
