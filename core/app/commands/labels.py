"""What acts are called in menus, the undo history and the journal: “Accept person “Antony Blinken””."""

from __future__ import annotations

from core.app.commands.parts import Edit
from core.domain.codebook import Codebook
from core.domain.coding import Layer, Unitlike, fills
from core.domain.rules import words

LONGEST = 40  # code points of the unit's words a label shows


def short(text: str, longest: int = LONGEST) -> str:
    """``text`` on one line, cut at a word with an ellipsis when it is long."""
    plain = " ".join(text.split())
    if len(plain) <= longest:
        return plain
    cut = plain[: longest - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}…"


def quoted(unit: Unitlike, text: str) -> str:
    """The unit's words in quotation marks, or ``of the article`` for what speaks of all of it."""
    return f"“{short(words(unit, text))}”" if unit.spans else "of the article"


def kind(unit: Unitlike, codebook: Codebook) -> str:
    """What a unit is, in a word or two: person, statement, event, topic “Border”."""
    if unit.layer is Layer.MENTION:
        return _brief(codebook, unit.layer, unit.category).lower()
    if unit.layer is Layer.STATEMENT:
        return "statement"
    return f"{unit.layer} {codebook.label(unit.layer, unit.category)}"


def named(verb: str, unit: Unitlike, text: str, codebook: Codebook) -> str:
    """The label of an act on one unit, e.g. ``Accept person “Antony Blinken”``."""
    return f"{verb} {kind(unit, codebook)} {quoted(unit, text)}"


def counted(verb: str, count: int, unit: Unitlike, text: str, codebook: Codebook) -> str:
    """The label of an act on several units alike, e.g. ``Accept 7 × person “Azerbaijan”``."""
    return f"{verb} {count} × {kind(unit, codebook)} {quoted(unit, text)}"


def changed(unit: Unitlike, edit: Edit, text: str, codebook: Codebook) -> str:
    """The label of an edit: what of the unit it changes, and to what where that is one word."""
    what = quoted(unit, text)
    if edit.category is not None and edit.category != unit.category:
        return f"Fix type of {what} to {_brief(codebook, unit.layer, edit.category)}"
    if edit.spans is not None and edit.spans != unit.spans:
        return f"Fix words of {what}"
    if edit.slots is not None and edit.slots != unit.slots:
        return f"Fix {_slots_changed(unit, edit, codebook)} of {what}"
    if edit.variables is not None and edit.variables != unit.variables:
        return f"Set {_variables_changed(unit, edit, codebook)} of {what}"
    return f"Note on {what}"


def _brief(codebook: Codebook, layer: Layer, code: str) -> str:
    """A category's label up to its first comma: “Country, city, state” is “Country”."""
    return codebook.label(layer, code).split(",")[0]


def _slots_changed(unit: Unitlike, edit: Edit, codebook: Codebook) -> str:
    names = sorted({f.slot for f in {*unit.slots} ^ {*(edit.slots or ())}})
    if not names:  # only the order of the fillers changed
        return "slots"
    labels = {s.name: s.label.lower() for s in codebook.layer(unit.layer).slots}
    return " and ".join(labels.get(name, name) for name in names)


def _variables_changed(unit: Unitlike, edit: Edit, codebook: Codebook) -> str:
    changed_pairs = [v for v in edit.variables or () if v not in unit.variables]
    if len(changed_pairs) != 1:
        gone = {n for n, _ in unit.variables} ^ {n for n, _ in edit.variables or ()}
        names = sorted({n for n, _ in changed_pairs} | gone)
        return " and ".join(_variable_label(unit, name, codebook) for name in names)
    name, value = changed_pairs[0]
    return f"{_variable_label(unit, name, codebook)} “{value_label(unit.layer, name, value, codebook)}”"


def _variable_label(unit: Unitlike, name: str, codebook: Codebook) -> str:
    variables = codebook.layer(unit.layer).variables
    return next((v.label.lower() for v in variables if v.name == name), name)


def value_label(layer: Layer, name: str, value: str, codebook: Codebook) -> str:
    """The label of a variable's value; the value itself when the codebook lists none."""
    variable = next((v for v in codebook.layer(layer).variables if v.name == name), None)
    known = {v.code: v.label for v in variable.values} if variable else {}
    return ", ".join(known.get(part.strip(), part.strip()) for part in value.split(","))


def actor_label(unit: Unitlike, text: str, names: tuple[str, ...]) -> str:
    """The label of linking a unit to actors."""
    had = bool(fills(unit, "actor"))
    return f"{'Fix' if had else 'Set'} actor of {quoted(unit, text)} to {' and '.join(names) or 'nobody'}"
