"""The codebook: layers with their categories, slots and variables; a versioned value."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.coding import Layer


@dataclass(frozen=True, slots=True)
class Category:
    """One code.

    ``parent``: code above it in the same layer, or empty; ``group``: a word shown beside it (a quad class);
    ``retired``: kept for what is coded with it, offered no more; ``replaced_by``: codes to use instead;
    ``colour``: #rrggbb, and ``pattern``, which says the same without colour; empty for the theme's own.
    """

    code: str
    label: str
    definition: str = ""
    parent: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    group: str = ""
    key: str = ""
    selectable: bool = True
    retired: bool = False
    replaced_by: tuple[str, ...] = ()
    colour: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """A property of a unit. ``level``: nominal, ordinal, interval, text or date; ``only_for``: categories
    it applies to, empty for all; ``values`` of a nominal variable may depend on the category (``parent``);
    ``reliability``: whether it counts when coders are compared; ``condition``: ``variable=value`` of the same
    unit without which it does not apply, empty for none."""

    name: str
    label: str
    level: str = "nominal"
    values: tuple[Category, ...] = ()
    required: bool = False
    default: str = ""
    only_for: tuple[str, ...] = ()
    definition: str = ""
    reliability: bool = True
    condition: str = ""


@dataclass(frozen=True, slots=True)
class SlotDef:
    """A role in a unit. ``takes``: ``actor`` (words, actors or both), ``text``, ``date`` or ``place``."""

    name: str
    label: str
    takes: str = "actor"
    many: bool = False
    required: bool = False
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """Where a layer's categories come from; printed in the codebook window and every export."""

    id: str
    name: str
    version: str
    source: str
    licence: str
    cite: str = ""


@dataclass(frozen=True, slots=True)
class LayerDef:
    """One layer. ``fragments_label`` names what the unit's own spans are (Words, Says, Trigger)."""

    layer: Layer
    label: str
    scheme: str
    fragments_label: str
    categories: tuple[Category, ...] = ()
    slots: tuple[SlotDef, ...] = ()
    variables: tuple[Variable, ...] = ()

    @property
    def offered(self) -> tuple[Category, ...]:
        """The categories in use; retired ones stay for what is coded with them and are offered no more."""
        return tuple(category for category in self.categories if not category.retired)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision on a hard case, kept where coders look it up; ``quote``: the words it was made about."""

    id: str
    layer: Layer
    category: str
    text: str
    quote: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Codebook:
    """One version of the codebook. ``id`` is ``codebook/VERSION``; ``note``: what changed, in words."""

    id: str
    name: str
    version: int
    layers: tuple[LayerDef, ...]
    schemes: tuple[Scheme, ...] = ()
    note: str = ""
    created_at: str = ""
    rulings: tuple[Ruling, ...] = ()

    def layer(self, layer: Layer) -> LayerDef:
        """The definition of ``layer``; raises KeyError when the codebook has none."""
        for found in self.layers:
            if found.layer == layer:
                return found
        raise KeyError(layer)

    def category(self, layer: Layer, code: str) -> Category | None:
        """Category ``code`` of ``layer``, or ``None``."""
        return next((c for c in self.layer(layer).categories if c.code == code), None)

    def in_force(self, layer: Layer, code: str) -> str:
        """What to code today where ``code`` was meant: itself, or the one code that took its place; empty
        when it is retired without one, or several took its place."""
        seen: set[str] = set()
        found = self.category(layer, code)
        while found is not None and found.retired and found.code not in seen:
            seen.add(found.code)
            found = self.category(layer, found.replaced_by[0]) if len(found.replaced_by) == 1 else None
        return found.code if found is not None and not found.retired else ""

    def label(self, layer: Layer, code: str) -> str:
        """The label of ``code``; the code itself when the codebook does not know it."""
        found = self.category(layer, code)
        return found.label if found else code
