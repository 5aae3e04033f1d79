"""Works a file of published cases of agreement and lists every number that is missed.

    python tests/benchmarks/agreement_cases.py [FILE]

FILE has the format of ../shared/cases/agreement/cases.json, which is taken where none is named. Prints a JSON
line for each miss (what was expected, what we get, how much data it had, the reason where it is undefined),
one for each statistic we don't offer, and a last one with the counts. Exit code 1 where anything was missed.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.domain.errors import PersonError
from tests.core.stats.casebook import CASES, Case, outcomes, read_cases


def missed(case: Case, counts: Counter[str]) -> Iterator[dict[str, Any]]:
    """The misses of a case, counted."""
    about = {"id": case["id"], "statistic": case["statistic"]}
    try:
        found = outcomes(case)
    except KeyError as unknown:
        counts["not offered"] += 1
        yield {**about, "not offered": str(unknown)}
        return
    except (PersonError, ValueError, TypeError, IndexError) as fault:
        counts["failed"] += 1
        yield {**about, "failed": f"{type(fault).__name__}: {fault}"}
        return
    counts["cases that hold" if all(one.hit for one in found) else "cases missed"] += 1
    counts["numbers"] += len(found)
    for one in found:
        if not one.hit:
            yield {
                **about,
                "what": one.what,
                "expected": one.expected,
                "got": one.got,
                "tolerance": one.tolerance,
                "n": one.n,
                "reason": one.reason,
            }


def main(argv: list[str]) -> int:
    path = Path(argv[0]) if argv else CASES
    cases = read_cases(path)
    if not cases:
        print(json.dumps({"no cases in": str(path)}))
        return 1
    counts: Counter[str] = Counter()
    began = time.perf_counter()
    for case in cases:
        for miss in missed(case, counts):
            print(json.dumps(miss, ensure_ascii=False))
    print(json.dumps({"cases": len(cases), **counts, "seconds": round(time.perf_counter() - began, 1)}))
    return 0 if counts["cases that hold"] == len(cases) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
