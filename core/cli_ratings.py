"""``rapporteur agreement --table``: every coefficient of a table of ratings, in words and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.domain.errors import BadInput, Refused

if TYPE_CHECKING:
    from core.importing.ratings_file import Reading
    from core.stats.alpha import Level
    from core.stats.result import Coefficient
    from core.stats.summary import Row, Summary
    from core.stats.table import Ratings


@dataclass(frozen=True, slots=True)
class TableAsked:
    """The options as typed; empty is *find out*. ``categories`` and ``missing`` are parted by commas."""

    level: str = "nominal"
    categories: str = ""
    missing: str | None = None
    header: bool | None = None
    ids: bool | None = None
    period: float = 0.0
    target: float = 0.8
    resamples: int = 1_000
    seed: int = 0


def table_lines(path: Path, asked: TableAsked, *, as_json: bool) -> Iterator[tuple[str, bool]]:
    """Lines to print of a table, and whether they are remarks. Raises `BadInput` and `Refused`."""
    from core.importing.ratings_file import read_ratings
    from core.stats.summary import summarise

    level = _level(asked.level)
    read = read_ratings(path, level, _reading(asked))
    try:
        found = summarise(
            read.ratings,
            level,
            period=asked.period,
            target=asked.target,
            resamples=asked.resamples,
            seed=asked.seed,
        )
    except Refused as refused:
        raise Refused(refused.code, refused.text, where=str(path)) from refused
    if as_json:
        plain = _json(read.ratings, found, level)
        whole = {"table": path.name, "coders": list(read.coders), **plain, "told": list(read.told)}
        yield json.dumps(whole, ensure_ascii=False), False
        return
    yield from ((f"rapporteur: {line}", True) for line in read.told)
    yield from ((line, False) for line in _lines(read.ratings, found, level))


def _level(typed: str) -> Level:
    from core.stats.alpha import LEVELS

    level = next((one for one in LEVELS if one == typed), None)
    if level is None:
        raise BadInput("no-level", f"There is no level “{typed}”: {', '.join(LEVELS)}.", where="--level")
    return level


def _reading(asked: TableAsked) -> Reading:
    from core.importing.ratings_file import MISSING, Reading

    missing = MISSING if asked.missing is None else _parted(asked.missing)
    return Reading(asked.header, asked.ids, missing, _parted(asked.categories))


def _parted(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _lines(ratings: Ratings, found: Summary, level: Level) -> Iterator[str]:
    first = found.rows[0].coefficient
    yield (
        f"{first.units:,} units, {first.pairable:,} of them rated by two coders or more · "
        f"{first.coders} coders · {first.ratings:,} ratings, {found.missing:,} missing · "
        f"categories: {len(ratings.categories):,} · {level}"
    )
    yield from map(_line, found.rows)
    if found.below is not None:
        yield f"α is below the target of {found.target:g} with a probability of {found.below:.0%}."
    if found.by_category:
        yield "Krippendorff's α of each category against all others:"
        for name, one in zip(ratings.categories, found.by_category, strict=True):
            yield f"  {_name(name)}: {one.said()}"


def _line(row: Row) -> str:
    name = f"{row.coefficient.name}, {row.weights} weights" if row.weights else row.coefficient.name
    sure = row.interval
    between = f"  {sure.level:.0%} CI {sure.low:.3f} to {sure.high:.3f} ({sure.method})" if sure else ""
    return f"  {name}: {row.coefficient.said()}{between}"


def _json(ratings: Ratings, found: Summary, level: Level) -> dict[str, Any]:
    first = found.rows[0].coefficient
    return {
        "level": level,
        "units": first.units,
        "pairable": first.pairable,
        "active_coders": first.coders,
        "ratings": first.ratings,
        "missing": found.missing,
        "categories": [_name(name) for name in ratings.categories],
        "coefficients": [_row_json(row) for row in found.rows],
        "by_category": [
            {"category": _name(name), **_figure(one)}
            for name, one in zip(ratings.categories, found.by_category, strict=False)
        ],
        "target": found.target,
        "probability_below_target": found.below,
    }


def _row_json(row: Row) -> dict[str, Any]:
    sure = row.interval
    return {
        **_figure(row.coefficient),
        "weights": row.weights or None,
        "interval": {
            "low": sure.low,
            "high": sure.high,
            "level": sure.level,
            "error": sure.error,
            "method": sure.method,
        }
        if sure
        else None,
    }


def _figure(found: Coefficient) -> dict[str, Any]:
    return {
        "name": found.name,
        "value": found.value,
        "undefined_because": found.reason,
        "units": found.units,
        "pairable": found.pairable,
        "coders": found.coders,
        "ratings": found.ratings,
    }


def _name(category: object) -> str:
    """As it was written: whole numbers without a point."""
    return f"{category:.15g}" if isinstance(category, float) else str(category)
