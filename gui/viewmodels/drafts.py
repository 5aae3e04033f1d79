"""A unit being put together by clicks: a value of the window, no coding until it is finished."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.actor import Actor
from core.domain.codebook import Codebook, SlotDef
from core.domain.coding import Layer, SlotFill, Unitlike, Variables
from core.domain.text import Span

DRAFT = "draft"  # the id under which a draft is drawn; no stored unit has it

# What a click fills, in order. ``content``, ``trigger`` and ``type`` are not slots: the first two are the
# unit's own words, the last its category.
CLICK_ORDER = {
    Layer.STATEMENT: ("speaker", "content", "addressee"),
    Layer.EVENT: ("trigger", "type", "source", "target", "place", "date"),
}
OWN_WORDS = {
    Layer.MENTION: "words",
    Layer.STATEMENT: "content",
    Layer.EVENT: "trigger",
    Layer.TOPIC: "passage",
}
TYPE = "type"
ACTOR = "actor"  # a mention's only slot, and what a slot takes that names somebody


@dataclass(frozen=True, slots=True)
class Focus:
    """The slot that takes the next click. ``index``: the fill it replaces, -1 for a new one."""

    unit: str
    slot: str
    index: int = -1


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement or event not yet recorded; it has the shape of a unit, so that one card shows both."""

    layer: Layer
    category: str = ""
    spans: tuple[Span, ...] = ()
    slots: tuple[SlotFill, ...] = ()
    variables: Variables = ()
    actors: tuple[Actor, ...] = ()  # new ones, made when the draft is recorded
    id: str = DRAFT

    @property
    def empty(self) -> bool:
        """Whether nothing was put into it yet."""
        return not (self.spans or self.slots)


def filled(slots: tuple[SlotFill, ...], fill: SlotFill, index: int, *, many: bool) -> tuple[SlotFill, ...]:
    """``slots`` with ``fill`` in the place of ``index``, or added; a slot for one filler keeps the newest."""
    if index >= 0:
        return (*slots[:index], fill, *slots[index + 1 :])
    if many:
        return slots if fill in slots else (*slots, fill)
    return (*(s for s in slots if s.slot != fill.slot), fill)


def is_empty(draft: Draft, slot: str) -> bool:
    """Whether the draft's ``slot`` (or its own words, or its type) still waits for a click."""
    if slot == OWN_WORDS[draft.layer]:
        return not draft.spans
    if slot == TYPE:
        return not draft.category
    return not any(f.slot == slot for f in draft.slots)


def next_empty(draft: Draft, slot: str = "") -> str:
    """The first empty slot of the click order after ``slot``; empty when all are filled."""
    order = CLICK_ORDER[draft.layer]
    at = order.index(slot) + 1 if slot in order else 0
    return next((name for name in order[at:] if is_empty(draft, name)), "")


def missing(draft: Draft) -> tuple[str, str]:
    """The slot without which the draft can't be recorded, and what to say of it; empty when it can be."""
    if not draft.spans:
        own = OWN_WORDS[draft.layer]
        return own, "Select what was said first." if own == "content" else f"Select the {own} first."
    if not draft.category:
        return TYPE, "Choose the type of the event first."
    return "", ""


def order_of(unit: Unitlike, codebook: Codebook) -> tuple[str, ...]:
    """The slots Tab goes through."""
    if isinstance(unit, Draft):
        return CLICK_ORDER[unit.layer]
    if unit.layer is Layer.MENTION:
        return (ACTOR,)
    return (OWN_WORDS[unit.layer], *(s.name for s in codebook.layer(unit.layer).slots))


def slot_of(unit: Unitlike, name: str, codebook: Codebook) -> SlotDef | None:
    """The codebook's word on a slot; ``None`` for a unit's own words and its type."""
    return next((s for s in codebook.layer(unit.layer).slots if s.name == name), None)
