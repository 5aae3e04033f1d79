"""``rapporteur agreement PROJECT`` in words and as JSON: the report of one project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.app.reliability import Material
    from core.stats.alike import Alike
    from core.stats.finding import Found
    from core.stats.report import LayerReport, Part, Report
    from core.stats.result import Coefficient
    from core.stats.typology import Counts

HOW = "Computed on codings as coders left them, pooled over the articles that two coders or more completed."


def report_lines(report: Report, material: Material) -> Iterator[str]:
    """The report for a terminal: a block a layer, a line a variable."""
    yield HOW
    for layer in report.layers:
        yield ""
        yield from _layer_lines(layer, material)
    for coder, layers in _again(report, material):
        for one in layers:
            if one.units:
                yield ""
                yield f"{material.name(coder)} with themselves, {_label(one)}: {_found_text(one)}"
                yield from (f"  {line}" for line in _rows_lines(one))


def _layer_lines(layer: LayerReport, material: Material) -> Iterator[str]:
    names = ", ".join(material.name(coder) for coder in layer.coders) or "nobody"
    yield f"{_label(layer)}: {layer.articles} articles, {len(layer.units)} units, coded by {names}"
    if layer.material.incomparable:
        many = len(layer.material.incomparable)
        yield f"  Not compared in {many} articles: coders worked with codebooks that differ in this layer."
    if not layer.units:
        return
    yield f"  found it? {_found_text(layer)}; by length of text |uα {layer.unitizing[0].said()}"
    for pair in layer.pairs if len(layer.pairs) > 1 else ():
        first, second = map(material.name, pair.coders)
        yield f"    {first} and {second}: {_f1(pair.found)} in {pair.articles} articles"
    yield f"  missing: {_listed((f'{kind} {many}') for kind, many in layer.missing.items())}"
    if layer.as_sets is not None:
        yield f"  topics of the article as a set: {layer.as_sets.name} {layer.as_sets.said()}"
    yield "  coded it alike? of units that two coders or more found"
    yield from (f"    {line}" for line in _rows_lines(layer))
    for part in layer.anchoring:
        yield f"  {_part_text(part)}"
    counted = _kinds(layer)
    yield f"  differences of pairs: {_listed(f'{kind} {many}' for kind, many in counted.items())}"


def _rows_lines(layer: LayerReport) -> Iterator[str]:
    """The variables that two coders gave a value to the same unit, then the names of the others."""
    for row in layer.rows:
        if row.alpha.pairable:
            yield from _row_lines(row)
    rest = [row for row in layer.rows if not row.alpha.pairable]
    if rest:
        names = (f"{row.cells.column.label} ({_missing_text(row)})" for row in rest)
        yield f"nothing to compare: {_listed(names)}"


def _row_lines(row: Alike) -> Iterator[str]:
    label = row.cells.column.label
    sure = f" [{row.interval.low:.3f}, {row.interval.high:.3f}]" if row.interval else ""
    yield (
        f"{label} ({row.level}): α {row.alpha.said()}{sure}, AC1 {row.companion.said()}, agreeing pairs "
        f"{_share(row.percent)}, {row.alpha.pairable} of {row.alpha.units} units pairable, "
        f"{row.alpha.coders} coders, {row.alpha.ratings} ratings, missing: {_missing_text(row)}"
    )
    if row.alpha.value is not None:
        yield f"  {row.verdict.word}: {row.verdict.text}"
    if row.by_hierarchy is not None and row.by_hierarchy.value is not None:
        yield f"  α with siblings half as far apart {row.by_hierarchy.said()}"


def _missing_text(row: Alike) -> str:
    return _listed((f"{kind} {many}" for kind, many in row.cells.missing.items()), "; ")


def _part_text(part: Part) -> str:
    alike = f", α of the category {part.alike.alpha.said()}" if part.alike else ""
    return f"{part.name}: {part.articles} articles, {_f1(part.found)}{alike}"


def _found_text(layer: LayerReport) -> str:
    found = layer.found
    return f"{_f1(found)} (both {found.both}, one only {found.first + found.second})"


def _f1(found: Found) -> str:
    return f"F1 {found.f1:.3f}" if found.f1 is not None else f"undefined, because {found.reason}"


def _share(found: Coefficient) -> str:
    return f"{found.value:.1%}" if found.value is not None else found.said()


def _listed(parts: Iterable[str], between: str = ", ") -> str:
    return between.join(parts) or "none"


def _label(layer: LayerReport) -> str:
    return layer.material.layer.label


def _kinds(layer: LayerReport) -> dict[str, int]:
    total: dict[str, int] = {}
    for kinds in layer.kinds_by_pair.values():
        for kind, many in kinds.items():
            total[str(kind)] = total.get(str(kind), 0) + many
    return total


def _again(report: Report, material: Material) -> Iterator[tuple[str, tuple[LayerReport, ...]]]:
    from core.stats.report import report as made

    for coder, layers in material.again.items():
        yield coder, made(layers, report.what).layers


# -- JSON ---------------------------------------------------------------------------------------------------


def report_json(report: Report, material: Material) -> dict[str, Any]:
    """The whole report as plain values; coders by name, an undefined figure as ``null`` with its reason."""
    return {
        "computed_on": HOW,
        "target": report.what.target,
        "tentative": report.what.tentative,
        "layers": [_layer_json(layer, material) for layer in report.layers],
        "same_coder_twice": [
            {"coder": material.name(coder), "layers": [_layer_json(one, material) for one in layers]}
            for coder, layers in _again(report, material)
        ],
    }


def _layer_json(layer: LayerReport, material: Material) -> dict[str, Any]:
    name = material.name
    return {
        "layer": str(layer.layer),
        "articles": layer.articles,
        "units": len(layer.units),
        "coders": [name(coder) for coder in layer.coders],
        "not_comparable": list(layer.material.incomparable),
        "missing": {str(kind): many for kind, many in layer.missing.items()},
        "found": {
            **_found_json(layer.found),
            "unitizing": [_figure(one) for one in layer.unitizing],
            "pairs": [
                {"coders": [*map(name, one.coders)], "articles": one.articles, **_found_json(one.found)}
                for one in layer.pairs
            ],
            "coders": {name(coder): _found_json(one) for coder, one in layer.by_coder.items()},
            "categories": {code: _found_json(one) for code, one in layer.by_category.items()},
        },
        "as_sets": _figure(layer.as_sets) if layer.as_sets else None,
        "alike": [_row_json(row, material) for row in layer.rows],
        "suggestions": [_part_json(part) for part in layer.anchoring],
        "weeks": [_part_json(part) for part in layer.weeks],
        "differences": {
            "pairs": [
                {"coders": [name(one) for one in key], "kinds": kinds}
                for key, kinds in _plain(layer.kinds_by_pair)
            ],
            "categories": [
                {"category": key[0], "kinds": kinds} for key, kinds in _plain(layer.kinds_by_category)
            ],
        },
    }


def _row_json(row: Alike, material: Material) -> dict[str, Any]:
    column, cells, name = row.cells.column, row.cells, material.name
    return {
        "kind": column.kind,
        "variable": column.name,
        "label": column.label,
        "level": row.level,
        "categories_used": list(cells.used),
        "categories_available": len(column.order) or None,
        "units": row.alpha.units,
        "pairable": row.alpha.pairable,
        "coders": row.alpha.coders,
        "ratings": row.alpha.ratings,
        "missing": {str(kind): many for kind, many in cells.missing.items()},
        "alpha": _figure(row.alpha),
        "interval": _interval_json(row),
        "by_hierarchy": _figure(row.by_hierarchy) if row.by_hierarchy else None,
        "companion": _figure(row.companion),
        "percent_pairs": _figure(row.percent),
        "percent_all": _figure(row.percent_all),
        "verdict": {"word": str(row.verdict.word), "text": row.verdict.text},
        "pairs": [
            {
                "coders": [*map(name, one.coders)],
                "units": one.alpha.pairable,
                "alpha": _figure(one.alpha),
                "cohen": _figure(one.cohen),
                "percent": _figure(one.percent),
            }
            for one in row.pairs
        ],
        "by_coder": [
            {"coder": name(one.coder), "percent": _figure(one.percent), "alpha_without": _figure(one.without)}
            for one in row.coders
        ],
        "values": [
            {"value": one.value, "label": one.label, "ratings": one.times, "alpha": _figure(one.alpha)}
            for one in row.values
        ],
        "coincidences": _coincidences(row),
    }


def _coincidences(row: Alike) -> dict[str, Any]:
    """Of the values that occur."""
    together = row.coincidences
    some = [at for at in range(len(together)) if together[at].any()]
    values = [str(row.cells.ratings.categories[at]) for at in some]
    return {"values": values, "matrix": [[float(together[a, b]) for b in some] for a in some]}


def _interval_json(row: Alike) -> dict[str, Any] | None:
    one = row.interval
    if one is None:
        return None
    return {"low": one.low, "high": one.high, "level": one.level, "method": one.method}


def _part_json(part: Part) -> dict[str, Any]:
    alike = part.alike
    return {
        "part": part.name,
        "articles": part.articles,
        "found": _found_json(part.found),
        "alpha": _figure(alike.alpha) if alike else None,
        "units": alike.alpha.pairable if alike else 0,
    }


def _found_json(found: Found) -> dict[str, Any]:
    counts = {"both": found.both, "first_only": found.first, "second_only": found.second}
    return {"f1": found.f1, **counts, "undefined_because": found.reason}


def _figure(found: Coefficient) -> dict[str, Any]:
    return {"name": found.name, "value": found.value, "undefined_because": found.reason}


def _plain(counts: Counts) -> Iterator[tuple[tuple[str, ...], dict[str, int]]]:
    for key, kinds in counts.items():
        yield key, {str(kind): many for kind, many in kinds.items()}
