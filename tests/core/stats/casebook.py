"""Reads files of published cases of agreement and works them: what is expected, and what we get."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.stats import intervals, kappa, unitizing
from core.stats.alpha import LEVELS, alpha, alpha_by_category, alpha_of, distances, metric_of
from core.stats.gamma import Costs, Sampler, best_alignment, gamma, positional
from core.stats.resampling import bootstrap_alpha, kalpha
from core.stats.result import Coefficient
from core.stats.sets import jaccard, masi, set_alpha, set_ratings
from core.stats.spans import span_f1
from core.stats.table import Patterns, Ratings
from core.stats.unitizing_1995 import u_alpha_1995, u_alpha_1995_of
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
OF_INTERVALS: dict[str, Callable[..., intervals.Interval | None]] = {
    "brennan_prediger": intervals.brennan_prediger_interval,
    "cohen_kappa": intervals.cohen_interval,
    "conger_kappa": intervals.conger_interval,
    "fleiss_kappa": intervals.fleiss_interval,
    "gwet_ac1": intervals.gwet_interval,
    "gwet_ac2": intervals.gwet_interval,
    "scott_pi": intervals.fleiss_interval,
    "weighted_kappa": intervals.cohen_interval,
}
OF_CONTINUA: dict[str, Callable[[unitizing.Continuum], Coefficient]] = {
    "krippendorff_u_alpha": unitizing.u_alpha,
    "krippendorff_bar_u_alpha": unitizing.bar_u_alpha,
    "krippendorff_cu_alpha": unitizing.cu_alpha,
}
Number = Coefficient | float | None


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
    parts = [*parts, *((f"coverage {key}", share) for key, share in (case.get("coverage") or {}).items())]
    found = []
    for key, value in parts:
        mine = got[key]
        one = mine if isinstance(mine, Coefficient) else Coefficient("", mine)
        n = f"{one.units} units, {one.pairable} pairable, {one.coders} coders" if one.units else ""
        what = f"{case['statistic']} {key}".strip()
        found.append(Outcome(what, one.value, value, case["tolerance"], n, one.reason))
    return found


def worked(case: Case) -> Iterator[tuple[Any, Number]]:
    """Numbers of a case by their place in ``expected``; a single one has the place ``""``."""
    statistic, kind = case["statistic"], case["data"]["kind"]
    if kind in ("ratings", "contingency_table"):
        yield from _of_table(case, statistic)
    elif kind == "set_ratings":
        yield "", set_alpha(set_ratings(case["data"]["values"]), case["level"])
    elif kind == "pair_sets":
        of = {"masi_distance": masi, "jaccard_distance": jaccard}[statistic]
        yield "", of(case["data"]["a"], case["data"]["b"])
    elif kind == "pair_spans":
        yield "", positional(case["data"]["a"], case["data"]["b"])
    elif kind == "spans":
        yield from _of_spans(case, statistic)
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


def _of_table(case: Case, statistic: str) -> Iterator[tuple[Any, Number]]:
    ratings = table_of(case)
    patterns = ratings.patterns
    if statistic == "degenerate_bundle":
        for name in case["expected"]:
            yield name, one_statistic(name, ratings, None)
    elif statistic.startswith("krippendorff_alpha_bootstrap_ci"):
        of = kalpha if statistic.endswith("kalpha") else bootstrap_alpha
        drawn = of(patterns, metric_of(ratings, case["level"] or "nominal"), resamples=20_000).interval()
        yield from enumerate((drawn.low, drawn.high) if drawn else (None, None))
    elif statistic.endswith(("_se_ci", "_ase_ci", "_z_p")):
        yield from enumerate(_uncertain(case, statistic, patterns))
    elif statistic.endswith("_category"):
        yield "", _of_category(statistic.removesuffix("_category"), ratings, case["category"])
    else:
        yield "", _of_all(case, statistic, ratings)


def _of_category(statistic: str, ratings: Ratings, category: object) -> Coefficient:
    at = [str(known) for known in ratings.categories].index(str(category))
    if statistic == "krippendorff_alpha":
        return alpha_by_category(ratings)[at]
    return OVER_PATTERNS[statistic](kappa.one_against_rest(ratings, at))


def _of_all(case: Case, statistic: str, ratings: Ratings) -> Coefficient:
    if statistic == "krippendorff_alpha_custom" or case.get("level") == "custom":
        return alpha_of(ratings.patterns, distances(case["distance_matrix"]))
    if statistic == "krippendorff_alpha":
        period = (case.get("params") or {}).get("period", 0.0)
        return alpha(ratings, case["level"] or "nominal", period=period)
    return one_statistic(statistic, ratings, weights_of(case, ratings.patterns.width))


def one_statistic(name: str, ratings: Ratings, weights: Any) -> Coefficient:
    """A coefficient by the name it has in files of cases."""
    for level in LEVELS:
        if name == f"krippendorff_alpha_{level}":
            return alpha(ratings, level)
    found = OVER_PATTERNS[name]
    return found(ratings.patterns) if weights is None else found(ratings.patterns, weights)


def _uncertain(case: Case, statistic: str, patterns: Patterns) -> tuple[float | None, ...]:
    """Standard error and ends; of the asymptotic ones, also the error under chance and z."""
    weights = weights_of(case, patterns.width)
    if statistic.endswith(("_ase_ci", "_z_p")):
        told = intervals.cohen_test(patterns, weights)
        if told is None:
            return (None,) * 5
        interval, test = told
        if statistic.endswith("_z_p"):
            return test.z, test.p
        return interval.error, interval.low, interval.high, test.error, test.z
    table = case["data"]["kind"] == "contingency_table"
    if statistic == "krippendorff_alpha_se_ci":
        square = agreement_weights("identity", patterns.width) if weights is None else weights
        found = intervals.gwet_alpha_interval(patterns, square, table=table)
    else:
        found = OF_INTERVALS[statistic.removesuffix("_se_ci")](patterns, weights, table=table)
    return (found.error, found.low, found.high) if found else (None,) * 3


def _of_spans(case: Case, statistic: str) -> Iterator[tuple[Any, Number]]:
    data = case["data"]
    coders = {
        name: [(start, end, label) for start, end, label in spans] for name, spans in data["coders"].items()
    }
    if statistic.startswith("span_f1_"):
        yield "", span_f1(coders, statistic.removeprefix("span_f1_"))  # type: ignore[arg-type]
    elif statistic in ("gamma", "gamma_best_alignment_disorder"):
        yield "", _gamma(statistic, coders, dict(case.get("params") or {}))
    elif statistic == "gamma_cat":
        raise KeyError("γ-cat")
    else:
        yield from _of_continuum(case, statistic, coders)


def _of_continuum(case: Case, statistic: str, coders: Any) -> Iterator[tuple[Any, Number]]:
    data = case["data"]
    place = data["length"], data.get("begin", 0)
    if statistic == "krippendorff_alpha_U_1995_category":
        yield "", u_alpha_1995_of(coders, case["category"], *place)
        return
    if statistic == "krippendorff_alpha_U_1995":
        yield "", u_alpha_1995(coders, *place)
        return
    if statistic not in OF_CONTINUA and statistic != "krippendorff_k_u_alpha":
        raise KeyError(f"{statistic} of spans")
    continuum = unitizing.Continuum.of(coders, *place)
    if statistic == "krippendorff_k_u_alpha":
        for one in unitizing.k_u_alpha(continuum):
            yield one.label, one.alpha
            yield f"coverage {one.label}", one.coverage
    else:
        yield "", OF_CONTINUA[statistic](continuum)


def _gamma(statistic: str, coders: Mapping[str, Any], params: Mapping[str, Any]) -> Number:
    costs = Costs(params.get("alpha", 1.0), params.get("beta", 1.0), params.get("deltaEmpty", 1.0))
    if statistic == "gamma_best_alignment_disorder":
        return best_alignment(list(coders.values()), costs).disorder
    shuffle = params.get("sampler") == "ShuffleContinuumSampler"
    few = sum(map(len, coders.values())) < 50
    sampler: Sampler = "shuffle" if shuffle else "statistical"
    return gamma(coders, costs, samples=100 if few else 30, sampler=sampler, seed=1)
