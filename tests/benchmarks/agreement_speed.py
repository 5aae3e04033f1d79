"""Nominal α of a million units against the `krippendorff` package, side by side, and its bootstrap.

    python tests/benchmarks/agreement_speed.py [UNITS]

Three coders, 30 per cent missing, 20 categories, ids stored as the program stores them. The package is no
part of this program (it is GPL): install it beside to see its row, else the row says that it is absent; it
takes nine gigabytes. Prints JSON lines: medians in milliseconds of wall clock and of CPU (others may be busy
on the machine), and whether the goals are met: 5 ms, a thousand times faster, half a second for 1,000
resamples.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np  # noqa: TID253 (a benchmark loads what it measures)

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.stats.alpha import Level, alpha, metric_of
from core.stats.intervals import alpha_interval
from core.stats.resampling import bootstrap_alpha
from core.stats.table import Ratings, smallest

CODERS, CATEGORIES, MISSING_SHARE = 3, 20, 0.3
GOAL_MS, GOAL_TIMES, GOAL_BOOTSTRAP_S = 5.0, 1_000.0, 0.5
SEED = 20


def table(units: int) -> Ratings:
    """Coders who see the truth in six of ten cases and guess otherwise."""
    dice = np.random.default_rng(SEED)
    truth = dice.integers(0, CATEGORIES, units)
    guess = dice.integers(0, CATEGORIES, (CODERS, units))
    codes = np.where(dice.random((CODERS, units)) < 0.6, truth, guess).astype(smallest(CATEGORIES))
    codes[dice.random(codes.shape) < MISSING_SHARE] = -1
    return Ratings(codes, tuple(range(CATEGORIES)))


def timed(work: Callable[[], Any], times: int) -> tuple[float, float, Any]:
    """Median wall clock and CPU in milliseconds, and what came of it."""
    walls, cpus, found = [], [], None
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        found = work()
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    return statistics.median(walls), statistics.median(cpus), found


def ours(ratings: Ratings, level: Level, times: int) -> tuple[float, float | None]:
    """A table just stored: nothing of it is known from before."""
    wall, cpu, found = timed(lambda: alpha(Ratings(ratings.codes, ratings.categories), level), times)
    say(what=f"α {level}", who="Rapporteur", ms=wall, cpu_ms=cpu, value=found.value)
    return cpu, found.value


def theirs(ratings: Ratings, mine: float, value: float | None) -> None:
    if find_spec("krippendorff") is None:
        say(what="α nominal", who="krippendorff", absent="pip install krippendorff, beside, to compare")
        return
    data = np.where(ratings.codes < 0, np.nan, ratings.codes.astype(float))
    package = import_module("krippendorff")
    wall, cpu, found = timed(lambda: package.alpha(data, level_of_measurement="nominal"), 1)
    same = value is not None and bool(abs(found - value) < 1e-9)
    say(what="α nominal", who="krippendorff", ms=wall, cpu_ms=cpu, value=float(found), same_value=same)
    say(what="times faster", ratio=cpu / mine, goal=GOAL_TIMES, met=bool(cpu / mine >= GOAL_TIMES))


def uncertain(ratings: Ratings, level: Level) -> float:
    metric = metric_of(ratings, level)
    ratings.patterns  # noqa: B018 (counted once, when the table comes)
    wall, cpu, found = timed(lambda: alpha_interval(ratings.patterns, metric), 5)
    say(what=f"jackknife {level}", ms=wall, cpu_ms=cpu, error=found.error)
    wall, cpu, found = timed(lambda: bootstrap_alpha(ratings.patterns, metric, seed=SEED), 3)
    say(what=f"1,000 resamples {level}", ms=wall, cpu_ms=cpu, error=found.interval().error)
    return cpu / 1000


def many_values(units: int) -> None:
    """As many values as ratings: memory must follow the data, not values × values."""
    dice = np.random.default_rng(SEED)
    base = dice.normal(size=units)
    known, codes = np.unique(base + dice.normal(size=(CODERS, units)), return_inverse=True)
    ratings = Ratings(codes.reshape(CODERS, units).astype(np.int32), tuple(known.tolist()))
    for level in ("interval", "ordinal"):
        ours(ratings, level, 1)


def say(**figures: Any) -> None:
    shown = {key: round(value, 6) if isinstance(value, float) else value for key, value in figures.items()}
    print(json.dumps(shown, ensure_ascii=False), flush=True)


def main(argv: list[str]) -> None:
    units = int(argv[0]) if argv else 1_000_000
    ratings = table(units)
    say(units=units, coders=CODERS, categories=CATEGORIES, missing=MISSING_SHARE, seed=SEED)
    mine, value = ours(ratings, "nominal", 21)
    say(what="goal", cpu_ms=mine, goal=GOAL_MS, met=mine <= GOAL_MS)
    for level in ("ordinal", "interval", "ratio"):
        ours(ratings, level, 5)
    seconds = uncertain(ratings, "nominal")
    say(what="goal of the bootstrap", seconds=seconds, goal=GOAL_BOOTSTRAP_S, met=seconds <= GOAL_BOOTSTRAP_S)
    uncertain(ratings, "ordinal")
    many_values(max(units // 10, 1))
    say(peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    theirs(ratings, mine, value)


if __name__ == "__main__":
    main(sys.argv[1:])
