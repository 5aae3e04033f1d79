"""Units: what several coders recorded about the same thing; the rows of every table of agreement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from core.domain.coding import Coding, Layer, Missing
from core.domain.text import hull

Member = Coding | Missing


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing in one article that at least one coder recorded.

    ``members``: for each of ``coders`` the coding, or why there is none: *nothing there* (looked and recorded
    none), *not codable* (said so of the layer or the article), *not yet looked* (did not complete the
    article, or not with a comparable version of the codebook).
    """

    article_id: str
    layer: Layer
    coders: tuple[str, ...]
    members: tuple[Member, ...]

    @property
    def key(self) -> str:
        """Names the unit for as long as its codings are there."""
        return min(coding.id for coding in self.codings)

    @property
    def codings(self) -> tuple[Coding, ...]:
        """What is there, in the order of the coders."""
        return tuple(one for one in self.members if isinstance(one, Coding))

    def of(self, coder_id: str) -> Member:
        """The coder's coding, or why there is none."""
        return (
            self.members[self.coders.index(coder_id)] if coder_id in self.coders else Missing.NOT_YET_LOOKED
        )

    def looked(self) -> Iterator[tuple[str, Coding | None]]:
        """Those who could have recorded it, with what they did; ``None``: nothing."""
        for coder, one in zip(self.coders, self.members, strict=True):
            if isinstance(one, Coding):
                yield coder, one
            elif one is Missing.NOTHING_THERE:
                yield coder, None

    def pairs(self) -> Iterator[tuple[tuple[str, Coding | None], tuple[str, Coding | None]]]:
        """All pairs of those who looked."""
        return combinations(self.looked(), 2)

    @property
    def place(self) -> tuple[int, int, str]:
        """Sort key: where it begins; what speaks of the whole article comes first."""
        whole = hull(span for coding in self.codings for span in coding.spans)
        return (whole.start, whole.end, self.key) if whole else (-1, -1, self.key)


class Kind(StrEnum):
    """How two coders differ about one unit."""

    MISSED = "missed unit"
    BOUNDARY = "boundary"
    SIBLING = "sibling category"
    DISTANT = "distant category"
    FLIPPED = "source/target flipped"
    PRECISION = "date precision"
    OTHER_MENTION = "same actor, other mention"
    OTHER_ACTOR = "other actor"
    OTHER_VALUE = "other value"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One way in which two coders differ about one unit.

    ``first`` and ``second``: the coders; ``categories``: theirs, each once; ``where``: the slot or variable,
    empty for the unit itself.
    """

    kind: Kind
    unit: Unit
    first: str
    second: str
    categories: tuple[str, ...]
    where: str = ""
