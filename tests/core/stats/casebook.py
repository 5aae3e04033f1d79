"""Reads files of published cases of agreement and works them: what is expected, and what we get."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.stats import kappa
from core.stats.alpha import LEVELS, alpha, alpha_by_category, alpha_of, distances
from core.stats.result import Coefficient
from core.stats.table import Patterns, Ratings
from core.stats.weights import agreement_weights, from_distances

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases" / "agreement" / "cases.json"
Case = Mapping[str, Any]

OVER_PATTERNS: dict[str, Callable[..., Coefficient]] = {
    "brennan_prediger": kappa.brennan_prediger,
    "brennan_prediger_voneye_all": kappa.von_eye,
    "cohen_kappa": kappa.cohen,
    "conger_kappa": kappa.conger,
    "fleiss_kappa": kappa.fleiss,
    "gwet_ac1": kappa.gwet,
    "gwet_ac2": kappa.gwet,
    "holsti_mean_pairwise": kappa.percent_pairwise,
    "light_kappa": kappa.light,
    "percent_agreement_all_coders": kappa.percent_all,
    "percent_agreement_pairwise": kappa.percent_pairwise,
    "scott_pi": kappa.scott,
    "weighted_kappa": kappa.cohen,
}


@dataclass(frozen=True)
class Outcome:
    """One number of a case; ``None`` is undefined."""

    what: str
    got: float | None
    expected: float | None
    tolerance: float
    n: str = ""
    reason: str = ""

    @property
    def hit(self) -> bool:
        if self.got is None or self.expected is None:
            return self.got is self.expected
        return abs(self.got - self.expected) <= self.tolerance


def read_cases(path: Path = CASES) -> list[Case]:
    """The cases of a file; none where it isn't there."""
    return json.loads(path.read_text("utf-8")) if path.exists() else []


def outcomes(case: Case) -> list[Outcome]:
    """All numbers of a case. Raises `KeyError` for a statistic nobody knows here."""
    got = dict(worked(case))
    expected = case["expected"]
    parts = (
        expected.items()
        if isinstance(expected, Mapping)
        else enumerate(expected)
        if isinstance(expected, Sequence)
        else [("", expected)]
    )
    found = []
    for key, value in parts:
        mine = got[key]
        one = mine if isinstance(mine, Coefficient) else Coefficient("", mine)
        n = f"{one.units} units, {one.pairable} pairable, {one.coders} coders" if one.units else ""
        what = f"{case['statistic']} {key}".strip()
        found.append(Outcome(what, one.value, value, case["tolerance"], n, one.reason))
    return found


def worked(case: Case) -> Iterator[tuple[Any, Coefficient | float | None]]:
    """Numbers of a case by their place in ``expected``; a single one has the place ``""``."""
    statistic, kind = case["statistic"], case["data"]["kind"]
    if kind in ("ratings", "contingency_table"):
        yield from _of_table(case, statistic)
    else:
        raise KeyError(f"{statistic} of {kind}")


def table_of(case: Case) -> Ratings:
    """The ratings of a case; a contingency table's are written out unit by unit."""
    data, given = case["data"], case.get("categories")
    if data["kind"] == "ratings":
        rows = data["values"]
        if data.get("orientation") == "coders_x_units":
            rows = list(zip(*rows, strict=True))
        missing = data.get("missing")
        return Ratings.of([[None if v == missing else v for v in row] for row in rows], given)
    table = data["values"]
    names = given or list(range(1, len(table) + 1))
    rows = [
        (one, other)
        for one, line in zip(names, table, strict=True)
        for other, times in zip(names, line, strict=True)
        for _ in range(times)
    ]
    return Ratings.of(rows, names)


def weights_of(case: Case, width: int) -> Any:
    """Agreement weights of a case, or none."""
    name = case.get("weights")
    if name == "custom":
        return from_distances(case["distance_matrix"])
    return agreement_weights(name, width) if name and name != "identity" else None


def _of_table(case: Case, statistic: str) -> Iterator[tuple[Any, Coefficient | float | None]]:
    ratings = table_of(case)
    patterns = ratings.patterns
    if statistic == "degenerate_bundle":
        for name in case["expected"]:
            yield name, one_statistic(name, ratings, patterns, None)
    elif statistic.endswith("_category"):
        at = [str(c) for c in ratings.categories].index(str(case["category"]))
        if statistic == "krippendorff_alpha_category":
            yield "", alpha_by_category(ratings)[at]
        else:
            yield "", OVER_PATTERNS[statistic[:-9]](kappa.one_against_rest(ratings, at))
    elif statistic == "krippendorff_alpha_custom":
        yield "", alpha_of(patterns, distances(case["distance_matrix"]))
    elif statistic == "krippendorff_alpha":
        period = (case.get("params") or {}).get("period", 0.0)
        yield "", alpha(ratings, case["level"] or "nominal", period=period)
    else:
        yield "", one_statistic(statistic, ratings, patterns, weights_of(case, patterns.width))


def one_statistic(name: str, ratings: Ratings, patterns: Patterns, weights: Any) -> Coefficient:
    """A coefficient by the name it has in files of cases."""
    for level in LEVELS:
        if name == f"krippendorff_alpha_{level}":
            return alpha(ratings, level)
    found = OVER_PATTERNS[name]
    return found(patterns) if weights is None else found(patterns, weights)
