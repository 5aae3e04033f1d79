"""What a coefficient comes to: a value, or why there is none, and of how much it speaks."""

from __future__ import annotations

from dataclasses import dataclass, replace

ONE_CODER = "fewer than two coders rated anything"
NO_DATA = "there is no rating"
NOTHING_PAIRED = "no unit was rated by two coders"
NO_VARIATION = "the pairable ratings do not vary: without variation there is no chance to correct for"
ONE_CATEGORY = "only one category is there: chance can't be told from agreement"
TWO_CODERS = "it is defined for two coders"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One statistic of one table.

    ``value`` is ``None`` where it is not defined, and ``reason`` then says why. ``units`` counts all rows,
    ``pairable`` those with ratings of two coders or more, ``ratings`` all ratings there are.
    """

    name: str
    value: float | None
    reason: str = ""
    units: int = 0
    pairable: int = 0
    coders: int = 0
    ratings: int = 0

    def undefined(self, reason: str) -> Coefficient:
        """The same without a value."""
        return replace(self, value=None, reason=reason)

    def said(self, digits: int = 3) -> str:
        """For people: the number, or *undefined, because …*."""
        if self.value is None:
            return f"undefined, because {self.reason}"
        return f"{self.value:.{digits}f}"
