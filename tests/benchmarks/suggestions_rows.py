"""One figure beside its target, and the table they are printed in; an area module gives ``rows()``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
POLNEAR = "RAPPORTEUR_POLNEAR"  # names the data folder of a PolNeAR copy


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. ``target`` None: told, not judged; ``better``: "≥" or "≤" the target; ``n``: how many were
    counted; ``absent``: the data that isn't here, in words, then the figure means nothing."""

    name: str
    figure: float = 0.0
    target: float | None = None
    n: int = 0
    better: str = "≥"
    absent: str = ""

    @property
    def missed(self) -> bool:
        """Whether a figure was measured and falls short."""
        if self.absent or self.target is None:
            return False
        return self.figure < self.target if self.better == "≥" else self.figure > self.target

    @property
    def verdict(self) -> str:
        """ok, MISSED or absent; nothing for a figure without a target."""
        if self.absent:
            return "absent"
        if self.target is None:
            return ""
        return "MISSED" if self.missed else "ok"


def polnear(part: str = "dev") -> Path | None:
    """The folder of one part of the PolNeAR copy that was named, if any. Its test part is reserved."""
    named = os.environ.get(POLNEAR, "")
    folder = Path(named) / part
    return folder if named and folder.is_dir() else None


def write(rows: Iterable[Row]) -> None:
    """Print ``rows`` as a table: figure, target, verdict, n."""
    lines = [("", "figure", "target", "", "n"), *((r.name, *_told(r)) for r in rows)]
    widths = [max(len(line[k]) for line in lines) for k in range(4)]
    for name, figure, target, verdict, n in lines:
        first = f"{name:<{widths[0]}}  {figure:>{widths[1]}}  {target:>{widths[2]}}"
        sys.stdout.write(f"{first}  {verdict:<{widths[3]}}  {n}".rstrip() + "\n")


def _told(row: Row) -> tuple[str, str, str, str]:
    target = "" if row.target is None else f"{row.better} {_number(row.target)}"
    if row.absent:
        return "–", target, row.verdict, row.absent
    return _number(row.figure), target, row.verdict, f"n={row.n:,}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3f}"
