"""The rules: one small function each, listed once, used on new codings and over old data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from core.domain.codebook import Codebook, LayerDef, SlotDef, Variable
from core.domain.coding import Layer, Missing, Unitlike, fills, value_of
from core.domain.text import Span, words_of

ARTICLE = "article"  # the key of an answer that speaks of the whole article
PRIMARY = "primary"
YES = "yes"

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_PRECISION = {4: "year", 7: "month", 10: "day"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule says. ``where``: the slot or variable at fault, ``spans``, ``category``, or empty."""

    code: str
    text: str
    where: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One unit with what a rule needs to judge it; ``others``: the coder's other codings in the article;
    ``kept``: the category it had before a change, which it may keep though the codebook retired it."""

    unit: Unitlike
    text: str
    codebook: Codebook
    others: Sequence[Unitlike] = ()
    kept: str = ""

    @property
    def layer(self) -> LayerDef | None:
        """The codebook's word on the unit's layer, ``None`` when it has none."""
        return next((found for found in self.codebook.layers if found.layer == self.unit.layer), None)


Rule = Callable[[Case], Iterable[Problem]]


def is_date(value: str) -> bool:
    """Whether ``value`` is an ISO year, month or day that exists."""
    match = _DATE.fullmatch(value)
    if match is None:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def precision_of(value: str) -> str:
    """``day``, ``month`` or ``year`` of a well-formed ISO date; empty for anything else."""
    return _PRECISION[len(value)] if is_date(value) else ""


def applies(variable: Variable, category: str) -> bool:
    """Whether ``variable`` belongs to units of ``category``."""
    return not variable.only_for or category in variable.only_for


def asked(variable: Variable, unit: Unitlike) -> bool:
    """Whether ``variable`` belongs to ``unit``: its category, and the condition on another variable."""
    if not applies(variable, unit.category):
        return False
    name, _, wanted = variable.condition.partition("=")
    return not name or wanted in {part.strip() for part in value_of(unit, name).split(",")}


def is_number(value: str) -> bool:
    """Whether ``value`` is a plain decimal number."""
    return _NUMBER.fullmatch(value) is not None


def is_filled(unit: Unitlike, slot: SlotDef) -> bool:
    """Whether ``slot`` holds something; an anonymous source is an answer for the speaker."""
    if slot.name == "speaker" and value_of(unit, "anonymous") == YES:
        return True
    return any(f.spans or f.actors or f.value for f in fills(unit, slot.name))


def scheme_of(code: str) -> str:
    """The scheme a topic code belongs to: what stands before its colon (``cap`` of ``cap:1921``)."""
    return code.partition(":")[0]


def same_unit(one: Unitlike, other: Unitlike) -> bool:
    """Whether both say the same of the same words; topics, statements and events may share words."""
    if (one.layer, one.category, one.spans) != (other.layer, other.category, other.spans):
        return False
    return one.layer in (Layer.MENTION, Layer.TOPIC) or one.slots == other.slots


# -- rules that refuse: what breaks them is never stored ------------------------------------------------


def spans_within_text(case: Case) -> Iterator[Problem]:
    """Every span lies within the text and covers more than blanks."""
    for span in _all_spans(case.unit):
        if span.end > len(case.text):
            yield Problem("span-outside", "The words lie outside the article's text.", "spans")
        elif not span.of(case.text).strip():
            yield Problem("span-blank", "There are no words at this place.", "spans")


def unit_has_words(case: Case) -> Iterator[Problem]:
    """Only a topic may stand without words of its own: it then speaks of the whole article."""
    if case.unit.layer is not Layer.TOPIC and not case.unit.spans:
        yield Problem("no-words", f"A {case.unit.layer} needs words in the text.", "spans")


def category_known(case: Case) -> Iterator[Problem]:
    """The codebook has the layer and the category, and the category may be chosen."""
    layer = case.layer
    if layer is None:
        yield Problem("layer-unknown", f"The codebook has no layer “{case.unit.layer}”.", "category")
        return
    found = next((c for c in layer.categories if c.code == case.unit.category), None)
    if found is None:
        code = case.unit.category
        yield Problem("category-unknown", f"The codebook has no {layer.layer} “{code}”.", "category")
    elif found.code == case.kept:
        return
    elif found.retired:
        instead = " or ".join(f"“{case.codebook.label(layer.layer, code)}”" for code in found.replaced_by)
        said = f"“{found.label}” is retired; {f'use {instead}' if instead else 'choose another'}."
        yield Problem("category-retired", said, "category")
    elif not found.selectable:
        yield Problem(
            "category-heading", f"“{found.label}” is a heading; choose a code under it.", "category"
        )


def slots_known(case: Case) -> Iterator[Problem]:
    """Every filled slot is one of the layer's; a mention's only slot is its actor."""
    layer = case.layer
    if layer is None:
        return
    known = {slot.name for slot in layer.slots}
    if layer.layer is Layer.MENTION:
        known.add("actor")
    for name in sorted({f.slot for f in case.unit.slots} - known):
        yield Problem("slot-unknown", f"A {layer.layer} has no slot “{name}”.", name)


def no_duplicate(case: Case) -> Iterator[Problem]:
    """The same thing is not said twice of the same words."""
    for other in case.others:
        if other.id != case.unit.id and same_unit(case.unit, other):
            yield Problem("duplicate", "This is coded already.", "spans", other.id)
            return


REFUSING: tuple[Rule, ...] = (
    spans_within_text,
    unit_has_words,
    category_known,
    slots_known,
    no_duplicate,
)

# -- rules that speak at once and keep an article from being complete -----------------------------------


def required_slots_filled(case: Case) -> Iterator[Problem]:
    """A required slot holds something."""
    for slot in case.layer.slots if case.layer else ():
        if slot.required and not is_filled(case.unit, slot):
            yield Problem("slot-empty", f"{slot.label} is empty.", slot.name)


def required_variables_set(case: Case) -> Iterator[Problem]:
    """A required variable has a value."""
    for variable in case.layer.variables if case.layer else ():
        wanted = variable.required and asked(variable, case.unit)
        if wanted and not value_of(case.unit, variable.name):
            yield Problem("variable-empty", f"{variable.label} is not set.", variable.name)


def values_known(case: Case) -> Iterator[Problem]:
    """A nominal variable has one of its values, one that fits the category."""
    for variable in case.layer.variables if case.layer else ():
        value = value_of(case.unit, variable.name)
        if not value or variable.level not in ("nominal", "ordinal") or not variable.values:
            continue
        known = {v.code for v in variable.values if v.parent in ("", case.unit.category)}
        for part in sorted({p.strip() for p in value.split(",")} - known):
            yield Problem("value-unknown", f"{variable.label} has no value “{part}” here.", variable.name)


def single_slots_single(case: Case) -> Iterator[Problem]:
    """A slot for one filler holds one."""
    for slot in case.layer.slots if case.layer else ():
        if not slot.many and len(fills(case.unit, slot.name)) > 1:
            yield Problem("slot-many", f"{slot.label} holds more than one.", slot.name)


def source_is_not_target(case: Case) -> Iterator[Problem]:
    """Source and target of an event differ, unless each acts on the other (the same several actors)."""
    if case.unit.layer is not Layer.EVENT:
        return
    sources = {a for f in fills(case.unit, "source") for a in f.actors}
    targets = {a for f in fills(case.unit, "target") for a in f.actors}
    reciprocal = sources == targets and len(sources) > 1
    if sources & targets and not reciprocal:
        yield Problem("same-actor", "Source and target are the same actor.", "target")


def speaker_is_not_addressee(case: Case) -> Iterator[Problem]:
    """Nobody speaks to themselves alone."""
    speakers = {a for f in fills(case.unit, "speaker") for a in f.actors}
    addressees = {a for f in fills(case.unit, "addressee") for a in f.actors}
    if speakers and speakers == addressees and len(speakers) == 1:
        yield Problem("same-actor", "Speaker and addressee are the same actor.", "addressee")


def dates_well_formed(case: Case) -> Iterator[Problem]:
    """A date is an ISO year, month or day that exists."""
    for variable in case.layer.variables if case.layer else ():
        value = value_of(case.unit, variable.name)
        if (
            variable.level == "date"
            and applies(variable, case.unit.category)
            and value
            and not is_date(value)
        ):
            said = f"“{value}” is no date; write 2024, 2024-04 or 2024-04-28."
            yield Problem("date-form", said, variable.name)


def numbers_well_formed(case: Case) -> Iterator[Problem]:
    """A variable that counts or measures has a number."""
    for variable in case.layer.variables if case.layer else ():
        value = value_of(case.unit, variable.name)
        if variable.level == "interval" and value and not is_number(value):
            said = f"{variable.label}: “{value}” is no number; write 3 or 2.5."
            yield Problem("number-form", said, variable.name)


def one_primary_topic(case: Case) -> Iterator[Problem]:
    """An article has one primary topic of each scheme at most."""
    if not _is_primary(case.unit):
        return
    scheme = scheme_of(case.unit.category)
    others = (o for o in case.others if _is_primary(o) and scheme_of(o.category) == scheme)
    if any(other.id != case.unit.id for other in others):
        yield Problem("two-primary", "Another topic is the primary one already.", "rank")


SPEAKING: tuple[Rule, ...] = (
    required_slots_filled,
    required_variables_set,
    values_known,
    single_slots_single,
    source_is_not_target,
    speaker_is_not_addressee,
    dates_well_formed,
    numbers_well_formed,
    one_primary_topic,
)


def refusals(case: Case) -> tuple[Problem, ...]:
    """Why this unit can't be stored; empty when it can."""
    return tuple(problem for rule in REFUSING for problem in rule(case))


def problems(case: Case) -> tuple[Problem, ...]:
    """What a coder should look at again in this unit, each with the unit's id."""
    return tuple(Problem(p.code, p.text, p.where, case.unit.id) for rule in SPEAKING for p in rule(case))


def contradictions(codings: Iterable[Unitlike], answers: Iterable[tuple[str, str]]) -> tuple[Problem, ...]:
    """Answers such as "nothing there" beside codings of the same layer."""
    layers = {str(c.layer) for c in codings}
    found = []
    for key, answer in answers:
        if answer == Missing.NOT_YET_LOOKED:
            continue
        if key in layers or (key == ARTICLE and layers):
            what = "The article" if key == ARTICLE else f"The layer “{key}”"
            found.append(Problem("contradiction", f"{what} is answered “{answer}” but holds codings.", key))
    return tuple(found)


def words(unit: Unitlike, text: str) -> str:
    """The words a unit stands on; empty for one that speaks of the whole article."""
    return words_of(unit.spans, text)


def _is_primary(unit: Unitlike) -> bool:
    return unit.layer is Layer.TOPIC and not unit.spans and value_of(unit, "rank") == PRIMARY


def _all_spans(unit: Unitlike) -> Iterator[Span]:
    yield from unit.spans
    for fill in unit.slots:
        yield from fill.spans
