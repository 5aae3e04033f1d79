"""Found it? How far two coders recorded the same units, whatever they said of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.domain.alignment import Unit

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """Counts over units of two coders, or pooled over many pairs: recorded by both, by one of them only.

    Where both looked and neither recorded anything there is no unit to count: nobody knows how many there
    are, which is why no chance is corrected for (Hripcsak & Rothschild 2005).
    """

    both: int = 0
    first: int = 0
    second: int = 0

    def __add__(self, other: Found) -> Found:
        return Found(self.both + other.both, self.first + other.first, self.second + other.second)

    @property
    def f1(self) -> float | None:
        """Positive specific agreement, 2·both / (all that either recorded), in [0, 1]; ``None`` where neither
        recorded anything. Symmetric."""
        total = 2 * self.both + self.first + self.second
        return 2 * self.both / total if total else None

    @property
    def reason(self) -> str:
        """Why there is no F1; empty where there is one."""
        return "" if self.f1 is not None else "nobody recorded anything where two coders looked"


def pairs_found(units: Iterable[Unit]) -> dict[Pair, Found]:
    """By pair of coders, over the units of all articles that both looked at; pooled, never averaged."""
    counted: dict[Pair, list[int]] = defaultdict(lambda: [0, 0, 0])
    for unit in units:
        for (first, mine), (second, theirs) in unit.pairs():
            if mine is not None or theirs is not None:
                counted[first, second][0 if mine and theirs else 1 if mine else 2] += 1
    return {pair: Found(*counts) for pair, counts in sorted(counted.items())}


def pooled(found: Iterable[Found]) -> Found:
    """All counts together."""
    return sum(found, Found())


def of_coder(pairs: Mapping[Pair, Found], coder: str) -> Found:
    """One coder (first) against all others (second)."""
    mine = (f for (one, _), f in pairs.items() if one == coder)
    turned = (Found(f.both, f.second, f.first) for (_, two), f in pairs.items() if two == coder)
    return pooled((*mine, *turned))


def by_category(units: Iterable[Unit]) -> dict[str, Found]:
    """By category: recorded by both of a pair with it, or by one of them only."""
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for unit in units:
        for (_, mine), (_, theirs) in unit.pairs():
            one, other = (coding.category if coding else "" for coding in (mine, theirs))
            if one == other != "":
                counted[one][0] += 1
                continue
            if one:
                counted[one][1] += 1
            if other:
                counted[other][2] += 1
    return {category: Found(*counts) for category, counts in sorted(counted.items())}
