"""The report: each layer's *found it?* beside each variable's *coded it alike?*, pooled over articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from core.domain.alignment import Disagreement, Unit
from core.domain.coding import Layer, Missing
from core.stats.alike import Alike
from core.stats.compared import Compared, LayerMaterial, Look, WhatIf, restricted, under, unlooked
from core.stats.continua import as_sets, unitizing
from core.stats.finding import Found, Pair, by_category, of_coder, pairs_found, pooled
from core.stats.likeness import Relations
from core.stats.result import Coefficient
from core.stats.typology import Counts, Typology, count_by_category, count_by_pair
from core.stats.unit_cells import CATEGORY, Cells, Column, columns

MIXED = "one with, one without suggestions"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the material by itself: coded with suggestions or without, a week."""

    name: str
    articles: int
    found: Found
    alike: Alike | None  # of the category; None where the layer has one category only


@dataclass(frozen=True, slots=True)
class PairArticles:
    """Two coders: how many articles both completed, and what both or one of them recorded there."""

    coders: Pair
    articles: int
    found: Found


@dataclass(frozen=True, eq=False)
class LayerReport:
    """One layer, figures computed when they are asked for. ``coders``: ids, in the order of the report."""

    material: LayerMaterial
    what: WhatIf
    coders: tuple[str, ...]

    @property
    def layer(self) -> Layer:
        """Which one."""
        return self.material.layer.layer

    @property
    def units(self) -> tuple[Unit, ...]:
        """Everything that at least one coder recorded."""
        return self.material.units

    @property
    def articles(self) -> int:
        """How many articles two coders or more completed."""
        return len({one.article_id for one in self.material.articles})

    @cached_property
    def found(self) -> Found:
        """*Found it?* of all pairs of coders."""
        return pooled(self._pairs.values())

    @cached_property
    def pairs(self) -> tuple[PairArticles, ...]:
        """*Found it?* of every two coders who completed an article in common."""
        counted: dict[Pair, int] = defaultdict(int)
        for one in self.material.articles:
            looked = sorted(one.looks)
            for at, first in enumerate(looked):
                for second in looked[at + 1 :]:
                    counted[first, second] += 1
        return tuple(
            PairArticles(pair, n, self._pairs.get(pair, Found())) for pair, n in sorted(counted.items())
        )

    @cached_property
    def by_coder(self) -> dict[str, Found]:
        """*Found it?* of each coder (first) against all others (second)."""
        return {coder: of_coder(self._pairs, coder) for coder in self.coders}

    @cached_property
    def by_category(self) -> dict[str, Found]:
        """*Found it, and as this?* of each category."""
        return by_category(self.units)

    @cached_property
    def unitizing(self) -> tuple[Coefficient, Coefficient]:
        """*Found it?* by length of text: |uα and uα, of the articles that all coders completed."""
        return unitizing(self.material, self.coders)

    @cached_property
    def as_sets(self) -> Coefficient | None:
        """Whether articles were given the same topics, all at once; ``None`` of other layers."""
        return as_sets(self.material, self.coders)

    @cached_property
    def missing(self) -> dict[Missing, int]:
        """Places in units without a coding, by the reason."""
        return unlooked(self.units)

    @cached_property
    def rows(self) -> tuple[Alike, ...]:
        """*Coded it alike?* of every variable that counts for reliability."""
        return tuple(self._alike(column, self.units) for column in self._columns)

    @cached_property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """Every difference of every pair, with its unit."""
        return tuple(Typology(self.material.layer, self.material.participants).of(self.units))

    @property
    def kinds_by_pair(self) -> Counts:
        """Kinds of differences by pair of coders."""
        return count_by_pair(self.disagreements)

    @property
    def kinds_by_category(self) -> Counts:
        """Kinds of differences by category."""
        return count_by_category(self.disagreements)

    @cached_property
    def weeks(self) -> tuple[Part, ...]:
        """By the week in which an article's last coder completed it, as ``2026-W07``."""
        weeks: dict[str, list[Compared]] = defaultdict(list)
        for one in self.material.articles:
            weeks[_week(max(look.completed_at for look in one.looks.values()))].append(one)
        return tuple(
            self._part(week, restricted(replace(self.material, articles=tuple(some)), _all))
            for week, some in sorted(weeks.items())
        )

    @cached_property
    def anchoring(self) -> tuple[Part, ...]:
        """With the machine's suggestions, without, and pairs of one with and one without; those there are."""
        shown = self._part("suggestions shown", restricted(self.material, lambda look, _: not look.hidden))
        hidden = self._part("suggestions hidden", restricted(self.material, lambda look, _: look.hidden))
        if not hidden.articles and not any(_mixed(one) for one in self.material.articles):
            return ()
        return tuple(part for part in (shown, hidden, self._mixed()) if part.articles)

    def _mixed(self) -> Part:
        """Every pair as two coders of its own: the first without suggestions, the second with them."""
        mixed = [one for one in self.material.articles if _mixed(one)]
        hides = {(one.article_id, coder): look.hidden for one in mixed for coder, look in one.looks.items()}
        units = tuple(turned for unit in self.units for turned in _turned(unit, hides))
        alike = self._alike_category(units, ("hidden", "shown"))
        return Part(MIXED, len({one.article_id for one in mixed}), pooled(pairs_found(units).values()), alike)

    def _part(self, name: str, material: LayerMaterial) -> Part:
        found = pooled(pairs_found(material.units).values())
        articles = len({one.article_id for one in material.articles})
        return Part(name, articles, found, self._alike_category(material.units, self.coders))

    def _alike_category(self, units: Sequence[Unit], coders: Sequence[str]) -> Alike | None:
        column = next((one for one in self._columns if one.name == CATEGORY), None)
        return self._alike(column, units, coders) if column else None

    def _alike(self, column: Column, units: Iterable[Unit], coders: Sequence[str] = ()) -> Alike:
        merge = self.what.merged(self.layer, column.name)
        cells = Cells.of(column, coders or self.coders, units, merge)
        deep = column.name == CATEGORY and any(one.parent or one.group for one in self.material.layer.offered)
        relations = Relations(self.material.layer) if deep else None
        return Alike(cells, self.what.target, self.what.tentative, relations)

    @cached_property
    def _columns(self) -> tuple[Column, ...]:
        return columns(self.material.layer, self.material.participants)

    @cached_property
    def _pairs(self) -> dict[Pair, Found]:
        return pairs_found(self.units)


@dataclass(frozen=True, eq=False)
class Report:
    """All layers that anything can be said of."""

    layers: tuple[LayerReport, ...]
    what: WhatIf

    def of(self, layer: Layer) -> LayerReport | None:
        """One layer, if it is in the report."""
        return next((one for one in self.layers if one.layer == layer), None)


def report(material: Iterable[LayerMaterial], what: WhatIf | None = None) -> Report:
    """The report of what the what-if leaves; layers in the order given. Costs nothing before it is read."""
    what = what or WhatIf()
    return Report(tuple(_layer(one, what) for one in material), what)


def _layer(material: LayerMaterial, what: WhatIf) -> LayerReport:
    left = under(material, what)
    return LayerReport(left, what, tuple(sorted({coder for one in left.articles for coder in one.looks})))


def _all(_look: Look, _coder: str) -> bool:
    return True


def _mixed(article: Compared) -> bool:
    return len({look.hidden for look in article.looks.values()}) > 1


def _turned(unit: Unit, hides: Mapping[tuple[str, str], bool]) -> Iterable[Unit]:
    """Every pair of one coder without suggestions and one with them, as a unit of these two."""
    hidden = [coder for coder in unit.coders if hides.get((unit.article_id, coder)) is True]
    shown = [coder for coder in unit.coders if hides.get((unit.article_id, coder)) is False]
    for first in hidden:
        for second in shown:
            turned = replace(unit, coders=("hidden", "shown"), members=(unit.of(first), unit.of(second)))
            if turned.codings:
                yield turned


def _week(at: str) -> str:
    try:
        year, week, _ = datetime.fromisoformat(at).isocalendar()
    except ValueError:
        return "unknown"
    return f"{year}-W{week:02}"
