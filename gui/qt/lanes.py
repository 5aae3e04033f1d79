"""Which marks touch a stretch of text, and on which lane under the line each unit runs; knows no Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from core.domain.coding import Layer
from core.domain.text import Span
from gui.viewmodels.views import Mark

LANES = 4  # lanes that fit under a line; units beyond are counted at the line's end
_LONG = 800  # code points; longer fragments are kept apart, so that they don't spoil the search for the rest


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


_Entry = tuple[int, int, int, int]  # start, minus the end, number of the mark, of its span


class _Sorted:
    """Spans by start, longer first, with the furthest end so far: searched by bisection, nested or not."""

    def __init__(self, entries: list[_Entry]) -> None:
        self._all = sorted(entries)
        self._starts = [entry[0] for entry in self._all]
        self._reach = list(accumulate((-entry[1] for entry in self._all), max))

    def touching(self, start: int, end: int) -> list[_Entry]:
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        return [entry for entry in self._all[first:last] if -entry[1] > start]


class MarkIndex:
    """All marks of an article, ready to be asked for those in view; fragments are made when asked for."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        every = [(s.start, -s.end, n, i) for n, m in enumerate(marks) for i, s in enumerate(m.spans)]
        long = [e for e in every if -e[1] - e[0] > _LONG]
        self._long = _Sorted(long)
        self._short = _Sorted([e for e in every if -e[1] - e[0] <= _LONG] if long else every)
        self._marks = marks

    def touching(self, start: int, end: int) -> list[Fragment]:
        """Fragments with a character in ``[start, end)``, in reading order, longer first."""
        long = self._long.touching(start, end)
        short = self._short.touching(start, end)
        found = sorted([*long, *short]) if long else short
        return [Fragment(first, -last, self._marks[mark], index) for first, last, mark, index in found]

    def at(self, position: int) -> tuple[str, ...]:
        """Units with a mark over the character at ``position``, the innermost (shortest) first."""
        here = sorted(self.touching(position, position + 1), key=lambda f: f.end - f.start)
        return tuple(dict.fromkeys(f.mark.unit for f in here))

    def marks_of(self, unit: str) -> tuple[Mark, ...]:
        """All marks of one unit."""
        return tuple(mark for mark in self._marks if mark.unit == unit)


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
