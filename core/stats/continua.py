"""All texts of a layer end to end: what coders cut out of them, and what topics they gave them as a set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from core.domain.alignment import Unit
from core.domain.coding import Layer
from core.domain.errors import Refused
from core.domain.text import Span, merged
from core.stats.compared import Compared, LayerMaterial
from core.stats.result import Coefficient
from core.stats.sets import set_alpha, set_ratings
from core.stats.unitizing import Continuum, Marked, bar_u_alpha, u_alpha

_BAR, _WHOLE, _SETS = "|uα", "uα", "Krippendorff's α of sets (MASI)"


def unitizing(material: LayerMaterial, coders: Sequence[str]) -> tuple[Coefficient, Coefficient]:
    """|uα (in a unit or in none) and uα (which category, too) of the articles that all ``coders`` completed.

    |uα counts words that several units of a coder share once; uα is undefined where such units overlap.
    """
    articles = [one for one in material.articles if set(coders) <= one.looks.keys()]
    if len(coders) < 2 or not articles:
        nothing = Coefficient(_BAR, None, "no article was completed by all coders")
        return nothing, replace(nothing, name=_WHOLE)
    begins, length = _placed(articles)
    units: dict[str, list[Marked]] = {coder: [] for coder in coders}
    words: dict[str, dict[str, list[Span]]] = {coder: {article: [] for article in begins} for coder in coders}
    for unit in material.units:
        if unit.article_id not in begins:
            continue
        at = begins[unit.article_id]
        for coding in unit.codings:
            words[coding.coder_id][unit.article_id] += coding.spans
            units[coding.coder_id] += ((at + s.start, at + s.end, coding.category) for s in coding.spans)
    covered = {coder: list(_covered(begins, mine)) for coder, mine in words.items()}
    whole = {coder: sorted(mine) for coder, mine in units.items()}
    return _safely(_BAR, bar_u_alpha, covered, length), _safely(_WHOLE, u_alpha, whole, length)


def _covered(begins: Mapping[str, int], words: Mapping[str, list[Span]]) -> Iterator[Marked]:
    """What one coder's units cover, whichever they are."""
    for article_id, at in begins.items():
        for span in merged(words[article_id]):
            yield at + span.start, at + span.end, "unit"


def _safely(
    name: str, find: Callable[[Continuum], Coefficient], marked: Mapping[str, list[Marked]], length: int
) -> Coefficient:
    try:
        return find(Continuum.of(marked, length))
    except Refused as fault:
        overlap = fault.code == "overlapping-units"
        said = "units of one coder overlap, and a place in the text can't have two categories"
        return Coefficient(name, None, said if overlap else fault.text)


def _placed(articles: Sequence[Compared]) -> tuple[dict[str, int], int]:
    """Where each text begins, and how long all are."""
    begins, at = {}, 0
    for one in articles:
        begins[one.article_id] = at
        at += one.length
    return begins, at


def as_sets(material: LayerMaterial, coders: Sequence[str]) -> Coefficient | None:
    """Whether coders gave whole articles the same topics, all at once; ``None`` of layers without topics."""
    if material.layer.layer is not Layer.TOPIC:
        return None
    given: dict[str, list[Unit]] = {}
    for unit in material.units:
        if any(not coding.spans for coding in unit.codings):
            given.setdefault(unit.article_id, []).append(unit)
    rows = [
        [_topics(one, coder, given.get(one.article_id, ())) for coder in coders] for one in material.articles
    ]
    try:
        return set_alpha(set_ratings(rows))
    except Refused as fault:
        return Coefficient(_SETS, None, fault.text)


def _topics(article: Compared, coder: str, units: Sequence[Unit]) -> frozenset[str] | None:
    look = article.looks.get(coder)
    if look is None or look.not_codable:
        return None
    return frozenset(one.category for unit in units for one in unit.codings if one.coder_id == coder)
