"""What differs between two versions of a codebook, as values, and which codings a difference speaks of."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.domain.codebook import Category, Codebook, LayerDef, SlotDef, Variable
from core.domain.coding import Layer, Unitlike, value_of
from core.domain.rules import applies


class How(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    RETIRED = "retired"
    REPLACED = "replaced"
    RESTORED = "restored"
    REMOVED = "removed"


class What(StrEnum):
    """Kinds of entries."""

    CODEBOOK = "codebook"
    SCHEME = "scheme"
    LAYER = "layer"
    CATEGORY = "category"
    VARIABLE = "variable"
    VALUE = "value"
    SLOT = "slot"
    RULING = "ruling"


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that differs. ``code``: category, slot or variable; ``field``: what of it, empty for all;
    ``value``: of a variable; ``text``: the difference in words; ``variable``: as it is asked for now."""

    how: How
    what: What
    text: str
    layer: Layer | None = None
    code: str = ""
    field: str = ""
    value: str = ""
    before: str = ""
    after: str = ""
    variable: Variable | None = None

    @property
    def key(self) -> str:
        """Names the difference within a comparison; the same edit gives the same key."""
        return "/".join((self.what, self.layer or "", self.code, self.value, self.how, self.field))

    @property
    def concerns_codings(self) -> bool:
        """Whether codings made before may have to be looked at again."""
        if self.what is What.CATEGORY:
            return self.how in (How.RETIRED, How.REPLACED) or self.field in _MEANING
        if self.what is What.VALUE:
            return self.how is How.REMOVED
        return self.what is What.VARIABLE and (self.how is How.ADDED or self.field in _ASKED)

    @property
    def asks_again(self) -> bool:
        """Whether they should be coded again unless the person who changes the codebook says otherwise."""
        if self.what is What.VARIABLE:
            return self.variable is not None and self.variable.required and self.how is How.ADDED
        return self.concerns_codings and self.field not in _MEANING


_MEANING = ("definition", "include", "exclude")
_ASKED = ("level", "required", "condition")
_TEXT_FIELDS = (
    *(("label", "label"), ("definition", "definition"), ("include", "include"), ("exclude", "exclude")),
    *(("examples", "examples"), ("group", "group"), ("key", "key"), ("selectable", "selectable")),
    *(("colour", "colour"), ("pattern", "pattern")),
)
_VARIABLE_FIELDS = (
    *(("label", "label"), ("definition", "definition"), ("level", "level"), ("required", "required")),
    *(("default", "default"), ("only_for", "only for"), ("condition", "condition")),
    ("reliability", "counts for reliability"),
)
_SLOT_FIELDS = (
    *(("label", "label"), ("definition", "definition"), ("takes", "takes"), ("many", "many")),
    ("required", "required"),
)


def diff(old: Codebook, new: Codebook) -> tuple[Difference, ...]:
    """What differs, layer by layer in the order of ``new``; empty when both say the same."""
    return tuple(_differences(old, new))


def touches(difference: Difference, unit: Unitlike) -> bool:
    """Whether the difference speaks of a coding made before it."""
    if not difference.concerns_codings or unit.layer != difference.layer:
        return False
    if difference.what is What.CATEGORY:
        return unit.category == difference.code
    said = {part.strip() for part in value_of(unit, difference.code).split(",")}
    if difference.what is What.VALUE:
        return difference.value in said
    variable = difference.variable
    return variable is not None and applies(variable, unit.category)


def _differences(old: Codebook, new: Codebook) -> Iterator[Difference]:
    if old.name != new.name:
        yield _changed(What.CODEBOOK, f"The codebook is called “{new.name}” instead of “{old.name}”.")
    yield from _schemes(old, new)
    before = {layer.layer: layer for layer in old.layers}
    after = {layer.layer: layer for layer in new.layers}
    for layer in new.layers:
        if layer.layer in before:
            yield from _layers(before[layer.layer], layer)
        else:
            yield Difference(How.ADDED, What.LAYER, f"New layer “{layer.label}”.", layer.layer)
    for gone in before.keys() - after.keys():
        text = f"The layer “{before[gone].label}” is gone."
        yield Difference(How.REMOVED, What.LAYER, text, gone)
    yield from _rulings(old, new)


def _changed(what: What, text: str) -> Difference:
    return Difference(How.CHANGED, what, text)


def _schemes(old: Codebook, new: Codebook) -> Iterator[Difference]:
    known = {scheme.id: scheme for scheme in old.schemes}
    for scheme in new.schemes:
        if scheme.id not in known:
            text = f"New scheme “{scheme.name}”, {scheme.version}."
            yield Difference(How.ADDED, What.SCHEME, text, code=scheme.id)
        elif known[scheme.id] != scheme:
            yield Difference(How.CHANGED, What.SCHEME, f"Scheme “{scheme.name}” changed.", code=scheme.id)


def _layers(old: LayerDef, new: LayerDef) -> Iterator[Difference]:
    for name, said in (("label", "label"), ("fragments_label", "name of its words"), ("scheme", "scheme")):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            text = f"{new.label}: {said} “{now}” instead of “{was}”."
            yield Difference(How.CHANGED, What.LAYER, text, new.layer, field=said, before=was, after=now)
    yield from _categories(old, new)
    yield from _variables(old, new)
    yield from _slots(old, new)


def _categories(old: LayerDef, new: LayerDef) -> Iterator[Difference]:
    before = {c.code: c for c in old.categories}
    labels = {c.code: c.label for c in new.categories}
    for category in new.categories:
        was = before.get(category.code)
        if was is None:
            if not category.retired:
                text = f"New: {_named(category)}{_below(category, labels)}."
                yield Difference(How.ADDED, What.CATEGORY, text, new.layer, category.code)
            continue
        yield from _category(was, category, new, labels)
    for code in [c for c in before if c not in labels]:
        text = f"{_named(before[code])} is gone."
        yield Difference(How.RETIRED, What.CATEGORY, text, new.layer, code)
    both = {c.code for c in old.offered} & {c.code for c in new.offered}
    if _order(old, both) != _order(new, both):
        yield Difference(How.MOVED, What.LAYER, f"{new.label}: another order.", new.layer, field="order")


def _order(layer: LayerDef, codes: Collection[str]) -> list[str]:
    return [c.code for c in layer.offered if c.code in codes]


def _category(was: Category, now: Category, layer: LayerDef, labels: dict[str, str]) -> Iterator[Difference]:
    if was.retired != now.retired:
        yield _went(was, now, layer, labels)
    elif was.replaced_by != now.replaced_by:
        text = f"{_named(now)} is replaced by {_listed(now.replaced_by, labels) or 'nothing'}."
        yield Difference(How.REPLACED, What.CATEGORY, text, layer.layer, now.code)
    if was.parent != now.parent and not now.retired:
        text = f"{_named(now)} moved{_below(now, labels) or ' to the top'}."
        yield Difference(
            How.MOVED, What.CATEGORY, text, layer.layer, now.code, "parent", "", was.parent, now.parent
        )
    if now.retired:
        return
    for name, said in _TEXT_FIELDS:
        before, after = _plain(getattr(was, name)), _plain(getattr(now, name))
        if before != after:
            text = f"{_named(was)}: {_became(said, before, after)}"
            yield Difference(How.CHANGED, What.CATEGORY, text, layer.layer, now.code, said, "", before, after)


def _went(was: Category, now: Category, layer: LayerDef, labels: dict[str, str]) -> Difference:
    if not now.retired:
        return Difference(How.RESTORED, What.CATEGORY, f"{_named(now)} is back.", layer.layer, now.code)
    if not now.replaced_by:
        text = f"{_named(was)} is retired."
        return Difference(How.RETIRED, What.CATEGORY, text, layer.layer, now.code)
    instead = _listed(now.replaced_by, labels)
    verb = "is split into" if len(now.replaced_by) > 1 else "is replaced by"
    text = f"{_named(was)} {verb} {instead}."
    return Difference(
        How.REPLACED, What.CATEGORY, text, layer.layer, now.code, after=", ".join(now.replaced_by)
    )


def _variables(old: LayerDef, new: LayerDef) -> Iterator[Difference]:
    before = {v.name: v for v in old.variables}
    for variable in new.variables:
        was = before.pop(variable.name, None)
        if was is None:
            text = f"New variable “{variable.label}” of {new.label.lower()}."
            yield Difference(How.ADDED, What.VARIABLE, text, new.layer, variable.name, variable=variable)
            continue
        for name, said in _VARIABLE_FIELDS:
            a, b = _plain(getattr(was, name)), _plain(getattr(variable, name))
            if a != b:
                text = f"Variable “{was.label}”: {_became(said, a, b)}"
                yield Difference(
                    *(How.CHANGED, What.VARIABLE, text, new.layer, variable.name, said, "", a, b), variable
                )
        yield from _values(was, variable, new)
    for gone in before.values():
        text = f"Variable “{gone.label}” is asked for no more."
        yield Difference(How.RETIRED, What.VARIABLE, text, new.layer, gone.name)


def _values(was: Variable, now: Variable, layer: LayerDef) -> Iterator[Difference]:
    before = {(v.code, v.parent): v for v in was.values}
    after = {(v.code, v.parent): v for v in now.values}
    place = (layer.layer, now.name)
    for key, value in after.items():
        if key not in before:
            text = f"Variable “{now.label}”: new value {_named(value)}{f' of {key[1]}' if key[1] else ''}."
            yield Difference(How.ADDED, What.VALUE, text, *place, value=value.code, field=key[1])
        elif before[key] != value:
            text = f"Variable “{now.label}”: value {_named(value)} is described otherwise."
            yield Difference(How.CHANGED, What.VALUE, text, *place, value=value.code, field=key[1])
    for key, value in before.items():
        if key not in after:
            text = f"Variable “{now.label}”: value {_named(value)} is gone."
            yield Difference(How.REMOVED, What.VALUE, text, *place, value=value.code, field=key[1])


def _slots(old: LayerDef, new: LayerDef) -> Iterator[Difference]:
    before: dict[str, SlotDef] = {slot.name: slot for slot in old.slots}
    for slot in new.slots:
        was = before.pop(slot.name, None)
        if was is None:
            text = f"New slot “{slot.label}” of {new.label.lower()}."
            yield Difference(How.ADDED, What.SLOT, text, new.layer, slot.name)
            continue
        for name, said in _SLOT_FIELDS:
            a, b = _plain(getattr(was, name)), _plain(getattr(slot, name))
            if a != b:
                text = f"Slot “{was.label}”: {_became(said, a, b)}"
                yield Difference(How.CHANGED, What.SLOT, text, new.layer, slot.name, said, "", a, b)
    for gone in before.values():
        yield Difference(How.REMOVED, What.SLOT, f"Slot “{gone.label}” is gone.", new.layer, gone.name)
    names = {slot.name for slot in old.slots} & {slot.name for slot in new.slots}
    if [s.name for s in old.slots if s.name in names] != [s.name for s in new.slots if s.name in names]:
        text = f"{new.label}: the slots stand in another order."
        yield Difference(How.MOVED, What.LAYER, text, new.layer, field="slots")


def _rulings(old: Codebook, new: Codebook) -> Iterator[Difference]:
    before = {ruling.id: ruling for ruling in old.rulings}
    for ruling in new.rulings:
        was = before.pop(ruling.id, None)
        if was != ruling:
            how = How.ADDED if was is None else How.CHANGED
            verb = "New ruling" if was is None else "Ruling changed"
            text = f"{verb} on {ruling.category or ruling.layer}: “{ruling.text}”."
            yield Difference(how, What.RULING, text, ruling.layer, ruling.category, ruling.id)
    for gone in before.values():
        text = f"Ruling on {gone.category or gone.layer} taken back: “{gone.text}”."
        yield Difference(How.REMOVED, What.RULING, text, gone.layer, gone.category, gone.id)


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _became(said: str, before: str, after: str) -> str:
    if not before:
        return f"{said} “{after}”."
    return f"{said} “{after}” instead of “{before}”." if after else f"no {said} any more (“{before}”)."


def _named(category: Category) -> str:
    return f"“{category.label}” ({category.code})"


def _below(category: Category, labels: dict[str, str]) -> str:
    return f" under “{labels.get(category.parent, category.parent)}”" if category.parent else ""


def _listed(codes: tuple[str, ...], labels: dict[str, str]) -> str:
    return " and ".join(f"“{labels.get(code, code)}” ({code})" for code in codes)
