"""Which work may be compared: done under versions of the codebook that mean the same of a layer."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from core.domain.article import Assignment
from core.domain.codebook import Codebook
from core.domain.codebook_diff import Difference, How, What, diff
from core.domain.coding import Layer


class Comparable:
    """The versions of one project's codebook.

    Two versions in a row are comparable of a layer unless a category came, went, or was defined anew. Labels,
    order, looks and rulings do not matter, nor do variables: where one was not asked for, it is missing.
    """

    def __init__(self, versions: Iterable[Codebook]) -> None:
        books = sorted(versions, key=lambda book: book.version)
        self._since = [book.created_at if at else "" for at, book in enumerate(books)]
        self._era: dict[Layer, list[int]] = {layer: [0] for layer in Layer}
        for old, new in pairwise(books):
            broken = {one.layer for one in diff(old, new) if _breaks(one)}
            for layer, eras in self._era.items():
                eras.append(eras[-1] + (layer in broken))

    def eras(self, layer: Layer, work: Iterable[Assignment]) -> tuple[tuple[Assignment, ...], ...]:
        """Completed work on one article, in parts that can be compared, the oldest first. What counts is the
        version in force when it was completed: until then its coder was asked to follow the latest."""
        parts: dict[int, list[Assignment]] = defaultdict(list)
        for one in work:
            at = max(0, bisect_right(self._since, one.completed_at) - 1)
            parts[self._era[layer][at]].append(one)
        return tuple(tuple(parts[era]) for era in sorted(parts))


def _breaks(difference: Difference) -> bool:
    if difference.what is not What.CATEGORY:
        return False
    return difference.how in (How.ADDED, How.RESTORED) or difference.concerns_codings
