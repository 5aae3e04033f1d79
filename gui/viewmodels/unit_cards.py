"""Builds the card of one unit from values: slots, variables, choices, what the rules say."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.codebook import Category, LayerDef, Variable
from core.domain.coding import Coding, Layer, Suggestion, Unitlike, value_of
from core.domain.rules import Case, Problem, asked, problems, words
from gui.viewmodels.drafts import DRAFT
from gui.viewmodels.slot_rows import Around, slot_rows
from gui.viewmodels.views import Choice, State, UnitCard, VariableRow

KEYS = 9  # number keys that can pick a choice
_NOT_YET = ("slot-empty", "variable-empty", "no-words")  # no fault of what is being put together
RANKED = 3  # alternatives that come before the rest of an event's types


def build_card(unit: Unitlike, state: State, around: Around) -> UnitCard:
    """The card of a coding, a suggestion or a draft."""
    layer = around.codebook.layer(unit.layer)
    draft = unit.id == DRAFT
    found = problems(Case(unit, around.text, around.codebook, around.others)) if unit.category else ()
    if draft:
        found = tuple(p for p in found if p.code not in _NOT_YET)
    confidence = unit.confidence if isinstance(unit, Suggestion) else 0.0
    return UnitCard(
        id=unit.id,
        layer=unit.layer,
        number=around.number,
        title=title_of(unit, around),
        detail="being put together" if draft else detail_of(state, confidence),
        state=state,
        category=unit.category,
        category_label=around.codebook.label(unit.layer, unit.category),
        tint=unit.category if unit.layer is Layer.MENTION else str(unit.layer),
        confidence=confidence,
        reason=unit.reason if isinstance(unit, Suggestion) else around.reason,
        slots=slot_rows(unit, layer, found, around),
        variables=variable_rows(unit, layer, found),
        choices=category_choices(unit, layer),
        problems=tuple(p.text for p in found),
        note=unit.note if isinstance(unit, Coding) else "",
        question=around.question,
        current=around.current,
        draft=draft,
        depth=around.depth,
        same=around.same,
    )


def title_of(unit: Unitlike, around: Around) -> str:
    """A card's heading."""
    label = around.codebook.label(unit.layer, unit.category)
    if unit.layer is Layer.MENTION:
        return words(unit, around.text)
    if unit.layer is Layer.STATEMENT:
        return f"Statement {around.number}" if around.number else "New statement"
    if unit.layer is Layer.EVENT and not unit.category:
        return "New event"
    return label


def detail_of(state: State, confidence: float) -> str:
    """How a unit stands, in words and a sign, so that colour is not needed."""
    if state is State.SUGGESTED:
        return f"suggested · {round(confidence * 100)} %"
    return {State.CONFIRMED: "✓ confirmed", State.FIXED: "✓ fixed", State.ADDED: "added"}.get(
        state, "rejected"
    )


# -- variables and categories -----------------------------------------------------------------------------


def variable_rows(unit: Unitlike, layer: LayerDef, found: Sequence[Problem]) -> tuple[VariableRow, ...]:
    """One row a variable that applies to the unit's category."""
    said = {p.where: p.text for p in found}
    return tuple(
        _variable_row(unit, variable, said.get(variable.name, ""))
        for variable in layer.variables
        if asked(variable, unit) and not _article_only(unit, variable)
    )


def _article_only(unit: Unitlike, variable: Variable) -> bool:
    return unit.layer is Layer.TOPIC and variable.name == "rank" and bool(unit.spans)


def _variable_row(unit: Unitlike, variable: Variable, problem: str) -> VariableRow:
    value = value_of(unit, variable.name)
    chosen = {part.strip() for part in value.split(",")}
    fitting = [v for v in variable.values if v.parent in ("", unit.category)]
    labels = {v.code: v.label for v in variable.values}
    return VariableRow(
        name=variable.name,
        label=variable.label,
        value=value,
        value_label=", ".join(labels.get(part, part) for part in sorted(chosen) if part),
        choices=tuple(Choice(v.code, v.label, v.definition, v.key, v.code in chosen) for v in fitting),
        problem=problem,
    )


def category_choices(unit: Unitlike, layer: LayerDef) -> tuple[Choice, ...]:
    """What the unit could be instead, with number keys; the machine's ranked types come first."""
    known = [c for c in layer.offered if c.selectable]
    if layer.layer is Layer.TOPIC or len(known) < 2:
        return ()
    ranked: list[Category] = []
    if isinstance(unit, Suggestion) and unit.layer is Layer.EVENT:  # a name's types keep their keys
        wanted = (unit.category, *unit.alternatives)[:RANKED]
        ranked = [c for code in wanted for c in known if c.code == code]
    ordered = [*ranked, *(c for c in known if c not in ranked)]
    return tuple(
        Choice(
            c.code, c.label, c.group or c.definition, _key(c, at, keyed=not ranked), c.code == unit.category
        )
        for at, c in enumerate(ordered)
    )


def _key(category: Category, at: int, *, keyed: bool) -> str:
    """The key that picks a category: its own unless a ranking decides, else its place."""
    if keyed and category.key:
        return category.key
    return str(at + 1) if at < KEYS else ""
