"""Which marks touch a stretch of text, and on which lane under the line each unit runs; knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from core.domain.coding import Layer
from core.domain.text import Span
from gui.viewmodels.views import Mark

LANES = 4  # lanes that fit under a line; units beyond are counted at the line's end
_BUNDLE = 64  # marks looked at together: few enough to work out anew, enough to pass over the rest quickly


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


class _Bundle:
    """Neighbouring marks in drawing order and how far they reach; fragments are made when asked for."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = marks
        self.low = min([span.start for mark in marks for span in mark.spans], default=0)
        self.high = max([span.end for mark in marks for span in mark.spans], default=0)
        self._fragments: list[Fragment] | None = None

    @cached_property
    def units(self) -> frozenset[str]:
        """Whose marks these are."""
        return frozenset([mark.unit for mark in self.marks])

    def touching(self, start: int, end: int) -> list[Fragment]:
        """Fragments with a character in ``[start, end)``, in drawing order."""
        if self._fragments is None:
            self._fragments = [
                Fragment(span.start, span.end, mark, index)
                for mark in self.marks
                for index, span in enumerate(mark.spans)
            ]
        return [each for each in self._fragments if each.start < end and each.end > start]


class MarkIndex:
    """All marks of an article, ready to be asked for those in view.

    ``before``: the index of the marks until now; what stayed the same is taken from it, not worked out again.
    """

    def __init__(self, marks: Sequence[Mark], before: MarkIndex | None = None) -> None:
        every = tuple(marks)
        old: list[_Bundle] = before.bundles if before is not None else []
        head, at = _kept(every, old)
        tail, end = _kept_at_end(every, old[len(head) :], at)
        fresh = every[at:end]
        self.bundles: list[_Bundle] = [*head, *_bundles(fresh), *tail]
        self._gone, self._fresh = old[len(head) : len(old) - len(tail)], fresh

    def changed(self) -> tuple[Mark, ...]:
        """The marks that came or went since ``before``."""
        gone = [mark for bundle in self._gone for mark in bundle.marks]
        were, are = {id(mark) for mark in gone}, {id(mark) for mark in self._fresh}
        return (*(m for m in gone if id(m) not in are), *(m for m in self._fresh if id(m) not in were))

    def touching(self, start: int, end: int) -> list[Fragment]:
        """Fragments with a character in ``[start, end)``, in reading order, longer first."""
        found: list[Fragment] = []
        for bundle in self.bundles:
            if bundle.low < end and bundle.high > start:
                found += bundle.touching(start, end)
        return sorted(found, key=lambda f: (f.start, -f.end))

    def at(self, position: int) -> tuple[str, ...]:
        """Units with a mark over the character at ``position``, the innermost (shortest) first."""
        here = sorted(self.touching(position, position + 1), key=lambda f: f.end - f.start)
        return tuple(dict.fromkeys(f.mark.unit for f in here))

    def marks_of(self, unit: str) -> tuple[Mark, ...]:
        """All marks of one unit."""
        bundles = (bundle for bundle in self.bundles if unit in bundle.units)
        return tuple(mark for bundle in bundles for mark in bundle.marks if mark.unit == unit)


def _bundles(marks: tuple[Mark, ...]) -> list[_Bundle]:
    """``marks`` in bundles of about the same size."""
    many = max(1, round(len(marks) / _BUNDLE))
    cuts = [len(marks) * n // many for n in range(many + 1)]
    return [_Bundle(marks[a:z]) for a, z in pairwise(cuts) if a < z]


def _kept(marks: tuple[Mark, ...], bundles: list[_Bundle]) -> tuple[list[_Bundle], int]:
    """The first bundles that hold the same marks as before, and how many marks that are."""
    at = 0
    for number, bundle in enumerate(bundles):
        end = at + len(bundle.marks)
        if marks[at:end] != bundle.marks:
            return bundles[:number], at
        at = end
    return bundles, at


def _kept_at_end(marks: tuple[Mark, ...], bundles: list[_Bundle], least: int) -> tuple[list[_Bundle], int]:
    """The last bundles that hold the same marks as before, none before ``least``, and where they begin."""
    end = len(marks)
    for number, bundle in enumerate(reversed(bundles)):
        at = end - len(bundle.marks)
        if at < least or marks[at:end] != bundle.marks:
            return bundles[len(bundles) - number :], end
        end = at
    return bundles, end


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
