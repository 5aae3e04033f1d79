"""Measure the suggestions against data that is present, and print each figure beside its target with n.

Run ``python -m tests.benchmarks.suggestions [AREA …] [--polnear FOLDER]``; absent data is named as absent,
and a figure that falls short makes the exit code 1. PolNeAR states no licence: a copy may be measured with,
never committed.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path

from tests.benchmarks.suggestions_rows import POLNEAR, Row, write

AREAS = ("names", "statements", "events", "topics", "repair", "learning", "speed", "references")


def present() -> list[str]:
    """The areas that have a module here."""
    folder = Path(__file__).parent
    return [area for area in AREAS if (folder / f"suggestions_{area}.py").is_file()]


def measured(area: str) -> list[Row]:
    """The rows of one area, in the order its module gives them."""
    rows: list[Row] = importlib.import_module(f"tests.benchmarks.suggestions_{area}").rows()
    return rows


def main() -> int:
    """Measure what was asked for; 1 when a figure falls short, else 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "areas", nargs="*", metavar="AREA", help=f"of {', '.join(AREAS)}; all when none is given"
    )
    parser.add_argument("--polnear", help="the data folder of a PolNeAR copy")
    chosen = parser.parse_args()
    unknown = [area for area in chosen.areas if area not in AREAS]
    if unknown:
        parser.error(f"there is no area {unknown[0]}; choose of {', '.join(AREAS)}")
    if chosen.polnear:
        os.environ[POLNEAR] = chosen.polnear
    areas = present()
    rows: list[Row] = []
    for area in chosen.areas or areas:
        rows += measured(area) if area in areas else [Row(area, absent="this area has no module yet")]
    write(rows)
    return int(any(row.missed for row in rows))


if __name__ == "__main__":
    sys.exit(main())
