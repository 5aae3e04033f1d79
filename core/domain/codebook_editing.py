"""Edits carried out: each gives another codebook, or a refusal in words.

Nothing that was coded is ever rewritten: a code that goes is retired, and says what takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from core.domain.codebook import Category, Codebook, LayerDef, Variable
from core.domain.codebook_checks import faults_of
from core.domain.codebook_edits import (
    ChangeCode,
    Edit,
    MergeCategories,
    MoveCategory,
    MoveSlot,
    NameCodebook,
    PutCategory,
    PutRuling,
    PutSlot,
    PutVariable,
    RemoveRuling,
    RemoveSlot,
    RestoreCategory,
    RetireCategory,
    RetireVariable,
    SplitCategory,
    UseScheme,
)
from core.domain.coding import Layer
from core.domain.errors import Refused

T = TypeVar("T")


def edited(book: Codebook, edits: Iterable[Edit]) -> Codebook:
    """``book`` after ``edits``, its version unchanged; raises `Refused` with what is wrong and what to do."""
    for edit in edits:
        book = _checked(_applied(book, edit))
    return book


def next_version(book: Codebook, draft: Codebook, note: str, at: str) -> Codebook:
    """``draft`` as the version after ``book``; ``at``: ISO time, UTC."""
    number = book.version + 1
    return replace(draft, id=f"codebook/{number}", version=number, note=note.strip(), created_at=at)


def succeeding(book: Codebook, new: Codebook) -> Codebook:
    """``new`` as a successor of ``book``: codes, slots and layers it lacks are kept, the codes retired.

    Codings refer to them; a codebook that forgot them could not say what was coded.
    """
    layers = []
    for layer in new.layers:
        old = next((found for found in book.layers if found.layer == layer.layer), None)
        layers.append(_with_lost(layer, old) if old else layer)
    given = {layer.layer for layer in new.layers}
    layers += [layer for layer in book.layers if layer.layer not in given]
    known = {scheme.id for scheme in new.schemes}
    schemes = (*new.schemes, *(scheme for scheme in book.schemes if scheme.id not in known))
    whole = replace(new, id=book.id, version=book.version, layers=tuple(layers), schemes=schemes)
    return _checked(replace(whole, note=book.note, created_at=book.created_at))


def _with_lost(layer: LayerDef, old: LayerDef) -> LayerDef:
    known = {category.code for category in layer.categories}
    lost = [replace(c, retired=True, key="") for c in old.categories if c.code not in known]
    names = {slot.name for slot in layer.slots}
    slots = [slot for slot in old.slots if slot.name not in names]
    return replace(layer, categories=(*layer.categories, *lost), slots=(*layer.slots, *slots))


def _checked(book: Codebook) -> Codebook:
    fault = next(faults_of(book), None)
    if fault is not None:
        raise Refused("codebook", fault.text, where=fault.place)
    return book


def _applied(book: Codebook, edit: Edit) -> Codebook:
    match edit:
        case NameCodebook():
            if not edit.name.strip():
                raise Refused("no-name", "A codebook needs a name.")
            return replace(book, name=edit.name.strip())
        case PutRuling():
            return replace(book, rulings=_put(book.rulings, edit.ruling, lambda r: r.id))
        case RemoveRuling():
            return replace(book, rulings=tuple(r for r in book.rulings if r.id != edit.id))
        case UseScheme():
            schemes = _put(book.schemes, edit.scheme, lambda s: s.id)
            return _in_layer(replace(book, schemes=schemes), edit.layer, lambda la: _schemed(la, edit))
        case _:
            return _in_layer(book, edit.layer, lambda layer: _layered(layer, edit))


def _layered(layer: LayerDef, edit: Edit) -> LayerDef:
    match edit:
        case PutVariable():
            return replace(layer, variables=_put(layer.variables, edit.variable, lambda v: v.name))
        case RetireVariable():
            _named(layer, edit.name)
            rest = tuple(v for v in layer.variables if v.name != edit.name)
            return replace(layer, variables=rest)
        case PutSlot():
            return replace(layer, slots=_put(layer.slots, edit.slot, lambda s: s.name))
        case MoveSlot():
            return _slot_moved(layer, edit)
        case RemoveSlot():
            _slot_at(layer, edit.name)
            return replace(layer, slots=tuple(s for s in layer.slots if s.name != edit.name))
        case _:
            return _recategorised(layer, edit)


def _slot_moved(layer: LayerDef, edit: MoveSlot) -> LayerDef:
    slots, at = list(layer.slots), _slot_at(layer, edit.name)
    to = min(max(at + edit.step, 0), len(slots) - 1)
    slots.insert(to, slots.pop(at))
    return replace(layer, slots=tuple(slots))


def _slot_at(layer: LayerDef, name: str) -> int:
    found = next((at for at, slot in enumerate(layer.slots) if slot.name == name), None)
    if found is None:
        raise Refused("slot-unknown", f"The layer has no slot “{name}”.", where=layer.label)
    return found


def _recategorised(layer: LayerDef, edit: Edit) -> LayerDef:
    match edit:
        case PutCategory():
            return _with_category(layer, edit)
        case RetireCategory():
            _refuse_unusable(layer, edit.replaced_by)
            return _changed(layer, edit.code, lambda c: _retired(c, edit.replaced_by))
        case RestoreCategory():
            return _changed(layer, edit.code, lambda c: replace(c, retired=False, replaced_by=()))
        case MoveCategory():
            return _moved(layer, edit)
        case ChangeCode():
            return _recoded(layer, edit)
        case MergeCategories():
            return _merged(layer, edit)
        case SplitCategory():
            return _split(layer, edit)
        case _:
            raise TypeError(f"no edit of a layer: {edit!r}")


def _in_layer(book: Codebook, layer: Layer, change: Callable[[LayerDef], LayerDef]) -> Codebook:
    if all(found.layer != layer for found in book.layers):
        raise Refused("layer-unknown", f"The codebook has no layer “{layer}”.")
    return replace(book, layers=tuple(change(la) if la.layer == layer else la for la in book.layers))


def _put(values: tuple[T, ...], value: T, key: Callable[[T], str]) -> tuple[T, ...]:
    if all(key(found) != key(value) for found in values):
        return (*values, value)
    return tuple(value if key(found) == key(value) else found for found in values)


def _category(layer: LayerDef, code: str) -> Category:
    found = next((c for c in layer.categories if c.code == code), None)
    if found is None:
        raise Refused("category-unknown", f"The layer has no category “{code}”.", where=layer.label)
    return found


def _named(layer: LayerDef, name: str) -> Variable:
    found = next((v for v in layer.variables if v.name == name), None)
    if found is None:
        raise Refused("variable-unknown", f"The layer has no variable “{name}”.", where=layer.label)
    return found


def _changed(layer: LayerDef, code: str, change: Callable[[Category], Category]) -> LayerDef:
    _category(layer, code)
    return replace(layer, categories=tuple(change(c) if c.code == code else c for c in layer.categories))


def _retired(category: Category, replaced_by: tuple[str, ...]) -> Category:
    return replace(category, retired=True, replaced_by=replaced_by, key="")


def _refuse_unusable(layer: LayerDef, codes: Iterable[str]) -> None:
    for code in codes:
        found = _category(layer, code)
        if found.retired or not found.selectable:
            why = "is retired itself" if found.retired else "is a heading"
            raise Refused("unusable", f"“{found.label}” {why} and can't take another's place.", where=code)


def _with_category(layer: LayerDef, edit: PutCategory) -> LayerDef:
    new = edit.category
    if not new.label.strip():
        raise Refused("no-label", "A category needs a label.", where=new.code)
    if any(c.code == new.code for c in layer.categories):
        return _changed(layer, new.code, lambda _: new)
    return _inserted(layer, (new,), edit.after)


def _inserted(layer: LayerDef, new: tuple[Category, ...], after: str) -> LayerDef:
    codes = [c.code for c in layer.categories]
    at = codes.index(after) + 1 if after in codes else len(codes)
    return replace(layer, categories=(*layer.categories[:at], *new, *layer.categories[at:]))


def _moved(layer: LayerDef, edit: MoveCategory) -> LayerDef:
    if not edit.step:
        return _changed(layer, edit.code, lambda c: replace(c, parent=edit.parent))
    this = _category(layer, edit.code)
    beside = [c.code for c in layer.categories if c.parent == this.parent and not c.retired]
    if edit.code not in beside:
        return layer
    to = beside.index(edit.code) + edit.step
    if not 0 <= to < len(beside):
        return layer
    other = _category(layer, beside[to])
    swap = {this.code: other, other.code: this}
    return replace(layer, categories=tuple(swap.get(c.code, c) for c in layer.categories))


def _recoded(layer: LayerDef, edit: ChangeCode) -> LayerDef:
    old = _category(layer, edit.code)
    if any(c.code == edit.new for c in layer.categories):
        raise Refused("code-taken", f"There is a category “{edit.new}” already.", where=layer.label)
    layer = _inserted(layer, (replace(old, code=edit.new),), old.code)
    layer = _changed(layer, old.code, lambda c: _retired(c, (edit.new,)))
    return _followed(layer, old.code, (edit.new,), children=edit.new)


def _merged(layer: LayerDef, edit: MergeCategories) -> LayerDef:
    _refuse_unusable(layer, (edit.into,))
    going = [code for code in edit.codes if code != edit.into]
    if not going:
        raise Refused("nothing-to-merge", "Merging needs another category beside the one that stays.")
    for code in going:
        _category(layer, code)
        layer = _changed(layer, code, lambda c: _retired(c, (edit.into,)))
        layer = _followed(layer, code, (edit.into,), children=edit.into)
    return layer


def _split(layer: LayerDef, edit: SplitCategory) -> LayerDef:
    old = _category(layer, edit.code)
    if len(edit.into) < 2:
        raise Refused("nothing-to-split", "Splitting needs two new categories at least.")
    taken = {c.code for c in layer.categories}
    for new in edit.into:
        if new.code in taken:
            raise Refused("code-taken", f"There is a category “{new.code}” already.", where=layer.label)
    codes = tuple(c.code for c in edit.into)
    layer = _inserted(layer, tuple(replace(c, parent=old.parent) for c in edit.into), old.code)
    layer = _changed(layer, old.code, lambda c: _retired(c, codes))
    return _followed(layer, old.code, codes, children=old.parent)


def _followed(layer: LayerDef, old: str, new: tuple[str, ...], *, children: str) -> LayerDef:
    """What refers to a code that goes now also refers to its successors; what is under it moves."""
    categories = tuple(
        replace(c, parent=children) if c.parent == old and c.code != children else c for c in layer.categories
    )
    return replace(layer, categories=categories, variables=tuple(_tied(v, old, new) for v in layer.variables))


def _tied(variable: Variable, old: str, new: tuple[str, ...]) -> Variable:
    """``variable`` asked for the successors too, with the values it has for ``old``."""
    more = () if old not in variable.only_for else tuple(c for c in new if c not in variable.only_for)
    there = {(value.code, value.parent) for value in variable.values}
    values = [
        replace(value, parent=code)
        for value in variable.values
        for code in new
        if value.parent == old and (value.code, code) not in there
    ]
    return replace(variable, only_for=(*variable.only_for, *more), values=(*variable.values, *values))


def _schemed(layer: LayerDef, edit: UseScheme) -> LayerDef:
    new = {c.code for c in edit.categories}
    if edit.retire_others:
        old = tuple(replace(c, retired=True, key="") for c in layer.categories if c.code not in new)
        return replace(layer, scheme=edit.scheme.id, categories=(*edit.categories, *old))
    there = {c.code for c in layer.categories}
    return replace(
        layer, categories=(*layer.categories, *(c for c in edit.categories if c.code not in there))
    )
