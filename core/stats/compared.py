"""What can be compared: articles that several coders completed, their units, and what a what-if leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from core.domain.alignment import Unit
from core.domain.codebook import LayerDef
from core.domain.coding import Layer, Missing


class Help(StrEnum):
    """Whether coders saw the machine's suggestions."""

    ANY = "with or without suggestions"
    SHOWN = "suggestions shown"
    HIDDEN = "suggestions hidden"


@dataclass(frozen=True, slots=True)
class Look:
    """One coder's completed work on one article; ``completed_at``: ISO 8601, UTC; ``not_codable``: the coder
    said so of the layer or the article."""

    round_id: str = ""
    hidden: bool = False
    completed_at: str = ""
    not_codable: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """One article with the coders who completed it under comparable versions of the codebook.

    ``group``: shared by wire copies; ``looks``: coder → how they worked on it; ``length``: of the text.
    """

    article_id: str
    title: str
    group: str
    looks: Mapping[str, Look]
    length: int = 0


@dataclass(frozen=True, slots=True)
class LayerMaterial:
    """One layer: articles in the order of the work list, and the units in them.

    ``incomparable``: articles left out because coders worked with versions of the codebook that differ in
    what this layer means; ``participants`` as in `core.stats.unit_cells`.
    """

    layer: LayerDef
    articles: tuple[Compared, ...]
    units: tuple[Unit, ...]
    participants: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    incomparable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """Count these values of a variable (``category`` of the category) as one: as the first of them."""

    layer: Layer
    variable: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What to leave out and to count as one; nothing stored changes.

    ``round_id``: only assignments of this round; ``dropped``: ids of coders; ``copies``: with all near-equal
    articles, else the first of each group only; ``target`` and ``tentative``: of the verdict.
    """

    round_id: str = ""
    dropped: tuple[str, ...] = ()
    merges: tuple[Merge, ...] = ()
    copies: bool = True
    help: Help = Help.ANY
    target: float = 0.8
    tentative: float = 0.667

    def merged(self, layer: Layer, variable: str) -> dict[str, str]:
        """Value → the value it counts as."""
        mine = (one for one in self.merges if one.layer == layer and one.variable == variable)
        return {value: one.values[0] for one in mine for value in one.values}


Keeps = Callable[[Look, str], bool]


def under(material: LayerMaterial, what: WhatIf) -> LayerMaterial:
    """What is left of the material."""

    def keeps(look: Look, coder: str) -> bool:
        if coder in what.dropped or (what.round_id and look.round_id != what.round_id):
            return False
        return what.help is Help.ANY or look.hidden == (what.help is Help.HIDDEN)

    left = restricted(material, keeps)
    if what.copies:
        return left
    return restricted(replace(left, articles=tuple(_firsts(left.articles))), lambda _look, _coder: True)


def restricted(material: LayerMaterial, keeps: Keeps) -> LayerMaterial:
    """The work that ``keeps`` names, where at least two coders are left."""
    articles = []
    for one in material.articles:
        looks = {coder: look for coder, look in one.looks.items() if keeps(look, coder)}
        if len(looks) > 1:
            articles.append(one if len(looks) == len(one.looks) else replace(one, looks=looks))
    by_article: dict[str, list[Compared]] = {}
    for one in articles:
        by_article.setdefault(one.article_id, []).append(one)
    units = (
        found
        for unit in material.units
        for one in by_article.get(unit.article_id, ())
        if (found := _left(unit, one.looks))
    )
    return replace(material, articles=tuple(articles), units=tuple(units))


def _left(unit: Unit, looks: Mapping[str, Look]) -> Unit | None:
    """The unit of some coders; ``None`` where it is another comparison's or none of them recorded it."""
    if len(looks) == len(unit.coders) and all(coder in looks for coder in unit.coders):
        return unit
    if not all(coder in unit.coders for coder in looks):
        return None
    coders = tuple(coder for coder in unit.coders if coder in looks)
    found = replace(unit, coders=coders, members=tuple(unit.of(coder) for coder in coders))
    return found if found.codings else None


def _firsts(articles: Iterable[Compared]) -> Iterator[Compared]:
    """Of each group of near-equal articles the first one; what is compared in two parts stays so."""
    chosen: dict[str, str] = {}
    for one in articles:
        if not one.group or chosen.setdefault(one.group, one.article_id) == one.article_id:
            yield one


def unlooked(units: Iterable[Unit]) -> dict[Missing, int]:
    """How many places in units have no coding, by the reason."""
    counted = dict.fromkeys(Missing, 0)
    for unit in units:
        for member in unit.members:
            if isinstance(member, Missing):
                counted[member] += 1
    return {kind: n for kind, n in counted.items() if n}
