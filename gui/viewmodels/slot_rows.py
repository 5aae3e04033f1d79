"""Builds the slot rows of a unit's card: what fills each slot, in words and names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.domain.actor import Actor, ActorKind
from core.domain.codebook import Codebook, LayerDef, SlotDef
from core.domain.coding import Layer, SlotFill, Unitlike, fills
from core.domain.rules import Problem
from core.domain.text import Span
from gui.viewmodels.drafts import OWN_WORDS, Focus
from gui.viewmodels.views import SlotRow

_TINTS = {
    ActorKind.PERSON: "PERSON",
    ActorKind.COUNTRY: "GPE",
    ActorKind.ORGANISATION: "ORG",
    ActorKind.OTHER: "",
}
_TAKES_TINT = {"place": "GPE", "date": "DATE"}


@dataclass(frozen=True, slots=True)
class Around:
    """What a card needs to know beside its unit. ``tint_of``: the entity type marked at a span, or empty."""

    text: str
    codebook: Codebook
    actor: Callable[[str], Actor | None]
    tint_of: Callable[[Span], str]
    others: Sequence[Unitlike] = ()
    focus: Focus | None = None
    question: str = ""
    reason: str = ""
    number: int = 0
    current: bool = False
    depth: int = 0
    same: int = 0


def slot_rows(
    unit: Unitlike, layer: LayerDef, found: Sequence[Problem], around: Around
) -> tuple[SlotRow, ...]:
    """One row a filler, one for each empty slot; the unit's own words stand where a click fills them."""
    if unit.layer is Layer.MENTION:
        return _actor_rows(unit, around)
    said = {p.where: p.text for p in found}
    rows: list[SlotRow] = []
    for name in _slot_order(layer):
        if name == OWN_WORDS[layer.layer]:
            rows.append(_own_row(unit, layer, around))
            continue
        slot = next(s for s in layer.slots if s.name == name)
        rows += _rows_of(unit, slot, said.get(name, ""), around)
    return tuple(rows)


def _slot_order(layer: LayerDef) -> list[str]:
    """Slots as the codebook lists them; own words come first, a statement's after who said it and how."""
    names = [slot.name for slot in layer.slots]
    own = OWN_WORDS[layer.layer]
    before = [n for n in ("speaker", "cue") if n in names] if own == "content" else []
    return [*before, own, *(n for n in names if n not in before)]


def _own_row(unit: Unitlike, layer: LayerDef, around: Around) -> SlotRow:
    name = OWN_WORDS[layer.layer]
    return SlotRow(
        name=name,
        label=layer.fragments_label,
        words=tuple(span.of(around.text) for span in unit.spans),
        required=layer.layer is not Layer.TOPIC,
        many=True,
        focused=_focused(unit, name, -1, around),
    )


def _rows_of(unit: Unitlike, slot: SlotDef, problem: str, around: Around) -> list[SlotRow]:
    rows = [
        _filled_row(unit, slot, index, fill, problem, around)
        for index, fill in enumerate(unit.slots)
        if fill.slot == slot.name
    ]
    adding = _focused(unit, slot.name, -1, around)
    if not rows or (adding and slot.many):
        rows.append(
            SlotRow(
                name=slot.name,
                label=slot.label,
                hint=_hint(slot) if adding else "",
                problem="" if rows else problem,
                required=slot.required,
                many=slot.many,
                focused=adding,
            )
        )
    return rows


def _filled_row(
    unit: Unitlike, slot: SlotDef, index: int, fill: SlotFill, problem: str, around: Around
) -> SlotRow:
    lone = not slot.many and _focused(unit, slot.name, -1, around)
    return SlotRow(
        name=slot.name,
        label=slot.label,
        words=tuple(span.of(around.text) for span in fill.spans) or ((fill.value,) if fill.value else ()),
        actors=actor_names(fill.actors, around),
        tint=_tint(slot, fill, around),
        hint="not said here, inferred" if fill.inferred else "",
        problem=problem,
        required=slot.required,
        many=slot.many,
        focused=lone or _focused(unit, slot.name, index, around),
        index=index,
    )


def _actor_rows(unit: Unitlike, around: Around) -> tuple[SlotRow, ...]:
    found = fills(unit, "actor")
    names = actor_names(found[0].actors, around) if found else ()
    return (
        SlotRow(
            name="actor",
            label="Actor",
            actors=names,
            tint=unit.category,
            focused=_focused(unit, "actor", -1, around),
            index=unit.slots.index(found[0]) if found else -1,
        ),
    )


def actor_names(ids: Sequence[str], around: Around) -> tuple[str, ...]:
    """The actors' names; an id nobody knows is shown as it is."""
    return tuple(found.name if (found := around.actor(i)) else i for i in ids)


def _tint(slot: SlotDef, fill: SlotFill, around: Around) -> str:
    at = around.tint_of(fill.spans[0]) if fill.spans else ""
    if at:
        return at
    actor = around.actor(fill.actors[0]) if fill.actors else None
    return _TINTS[actor.kind] if actor else _TAKES_TINT.get(slot.takes, "")


def _focused(unit: Unitlike, slot: str, index: int, around: Around) -> bool:
    return around.focus == Focus(unit.id, slot, index)


def _hint(slot: SlotDef) -> str:
    if slot.takes == "text":
        return "Select the words in the text"
    return f"Click the {slot.label.lower()} in the text, or ← → and Enter"
