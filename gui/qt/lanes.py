"""Which marks touch a stretch of text, and on which lane under the line each unit runs; knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from core.domain.coding import Layer
from core.domain.text import Span
from gui.viewmodels.mark_sheet import Bundle, MarkSheet
from gui.viewmodels.views import Mark

LANES = 4  # lanes that fit under a line; units beyond are counted at the line's end


@dataclass(frozen=True, slots=True)
class Fragment:
    """One span of a mark; ``index`` among the mark's spans."""

    start: int
    end: int
    mark: Mark
    index: int

    @property
    def span(self) -> Span:
        """The fragment as a span."""
        return Span(self.start, self.end)


class _Pieces:
    """A bundle of marks and the fragments they fall into, which are made when asked for."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.low, self.high = bundle.reach

    @cached_property
    def _fragments(self) -> list[Fragment]:
        return [
            Fragment(span.start, span.end, mark, index)
            for mark in self.bundle.marks
            for index, span in enumerate(mark.spans)
        ]

    def touching(self, start: int, end: int) -> list[Fragment]:
        """Fragments with a character in ``[start, end)``, in drawing order."""
        return [each for each in self._fragments if each.start < end and each.end > start]


class MarkIndex:
    """All marks of an article, ready to be asked for those in view.

    ``before``: the index of the marks until now; what stayed the same is taken from it, not worked out again.
    """

    def __init__(self, marks: Iterable[Mark], before: MarkIndex | None = None) -> None:
        sheet = marks if isinstance(marks, MarkSheet) else MarkSheet.of(marks)
        old = before.pieces if before is not None else {}
        self.pieces: dict[Bundle, _Pieces] = {}
        for bundle in sheet.bundles:
            self.pieces[bundle] = old.get(bundle) or _Pieces(bundle)
        self._gone = [bundle for bundle in old if bundle.made and bundle not in self.pieces]
        self._fresh = [bundle for bundle in self.pieces if bundle not in old]

    def changed(self) -> tuple[Mark, ...]:
        """The marks that came or went since ``before``."""
        gone = [mark for bundle in self._gone for mark in bundle.marks]
        fresh = [mark for bundle in self._fresh for mark in bundle.marks]
        were, are = {id(mark) for mark in gone}, {id(mark) for mark in fresh}
        return (*(m for m in gone if id(m) not in are), *(m for m in fresh if id(m) not in were))

    def touching(self, start: int, end: int) -> list[Fragment]:
        """Fragments with a character in ``[start, end)``, in reading order, longer first."""
        found: list[Fragment] = []
        for pieces in self.pieces.values():
            if pieces.low < end and pieces.high > start:
                found += pieces.touching(start, end)
        return sorted(found, key=lambda f: (f.start, -f.end))

    def at(self, position: int) -> tuple[str, ...]:
        """Units with a mark over the character at ``position``, the innermost (shortest) first."""
        here = sorted(self.touching(position, position + 1), key=lambda f: f.end - f.start)
        return tuple(dict.fromkeys(f.mark.unit for f in here))

    def marks_of(self, unit: str) -> tuple[Mark, ...]:
        """All marks of one unit."""
        bundles = (bundle for bundle in self.pieces if unit in bundle.ids)
        return tuple(mark for bundle in bundles for mark in bundle.marks if mark.unit == unit)


def runs_in_lane(mark: Mark) -> bool:
    """Whether a mark is drawn under the line: units other than mentions, and the cue of a statement."""
    return mark.layer is not Layer.MENTION and mark.role in ("unit", "cue")


def allocate(fragments: Iterable[Fragment]) -> dict[str, int]:
    """A lane for every unit among ``fragments``: the topmost on which none of its fragments overlaps another.

    Units come in reading order, longer first, so that what is nested runs below what holds it. An event takes
    the room between its fragments too, since they are linked. Lanes count from 0 and are not limited here.
    """
    units: dict[str, list[tuple[int, int]]] = {}
    for fragment in fragments:
        if runs_in_lane(fragment.mark):
            own = units.setdefault(fragment.mark.unit, [])
            if own and fragment.mark.layer is Layer.EVENT:
                own[0] = (own[0][0], max(own[0][1], fragment.end))
            else:
                own.append((fragment.start, fragment.end))
    lanes: list[list[tuple[int, int]]] = []
    found: dict[str, int] = {}
    for unit, own in units.items():
        lane = next((n for n, taken in enumerate(lanes) if _is_free(taken, own)), len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].extend(own)
        found[unit] = lane
    return found


def _is_free(taken: list[tuple[int, int]], own: list[tuple[int, int]]) -> bool:
    return not any(a[0] < b[1] and b[0] < a[1] for a in own for b in reversed(taken))


def wraps(fragments: Iterable[Fragment]) -> list[int]:
    """How many layers of others each fragment has within it; ``fragments`` in reading order, longer first."""
    out: list[int] = []
    open_ones: list[tuple[int, int]] = []  # end, number
    for number, fragment in enumerate(fragments):
        open_ones = [(end, n) for end, n in open_ones if end > fragment.start]
        for layers, (_, outer) in enumerate(reversed(open_ones), start=1):
            out[outer] = max(out[outer], layers)
        out.append(0)
        open_ones.append((fragment.end, number))
    return out
