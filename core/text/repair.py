"""Lost spaces and lost sentence ends, as a view: the text stays as it is, they are only assumed.

Why a view, and what it costs: ``resources/decisions/0001-repair-is-a-view.md``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from core.domain.text import Span
from core.text.ends import lost_ends
from core.text.lexicon import lexicon
from core.text.lines import follow
from core.text.seams import SURE, Finder

_LEAST_SURE = 3  # a text is repaired only when it shows at least so many certain losses …
_WORDS_PER_SURE = 120  # … and at least one in so many words
_ODDS = -2.0  # in a text known to have lost spaces, what is no word is split from here


@dataclass(frozen=True)
class Repaired:
    """A text with assumed spaces; ``inserts``: ascending offsets of ``original`` before which they are.

    ``ends``: ascending offsets of ``original`` at which a sentence begins though the stop before it is lost.
    """

    original: str
    inserts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    @cached_property
    def text(self) -> str:
        """The text with the assumed spaces in it."""
        cuts = (0, *self.inserts, len(self.original))
        return " ".join(self.original[a:b] for a, b in pairwise(cuts))

    @cached_property
    def _spaces(self) -> list[int]:
        return [insert + k for k, insert in enumerate(self.inserts)]

    def to_original(self, position: int) -> int:
        """The offset in the original; the same on either side of an assumed space."""
        return position - bisect_left(self._spaces, position)

    def to_repaired(self, position: int) -> int:
        """The offset in the repaired text; at an assumed space, the side after it."""
        return position + bisect_right(self.inserts, position)

    def span_to_original(self, start: int, end: int) -> Span:
        """The original's span of a range of the repaired text; ValueError when it holds only a space."""
        return Span(self.to_original(start), self.to_original(end))


def repair(text: str, *, gate: bool = True, refused: Collection[int] = ()) -> Repaired:
    """Assume the lost spaces and sentence ends of ``text``, but none at the offsets ``refused``.

    ``gate``: split no words unless the text plainly has lost spaces; without, every likely place is taken.
    """
    full = Repaired(text, _lost_spaces(text, gate=gate))
    full = replace(full, ends=tuple(full.to_original(start) for start in lost_ends(full.text)))
    if not refused:
        return full
    inserts, ends = (tuple(at for at in some if at not in refused) for some in (full.inserts, full.ends))
    return Repaired(text, inserts, ends)


def _lost_spaces(text: str, *, gate: bool) -> tuple[int, ...]:
    finder = Finder(text, lexicon())
    seams = sorted(finder.seams(), key=lambda seam: seam.at)
    if not gate:
        return tuple(sorted({seam.at for seam in seams if seam.odds >= 0}))
    # A string that recurs counts once: it may be a name that no list knows.
    sure = len({seam.word or seam.at for seam in seams if seam.odds >= SURE})
    if sure < _LEAST_SURE or sure * _WORDS_PER_SURE < len(text.split()):
        return ()
    seams = sorted([*seams, *finder.doubtful()], key=lambda seam: seam.at)
    return follow(finder, [seam for seam in seams if seam.odds >= _ODDS])


def written_out(text: str, inserts: Collection[int], ends: Collection[int]) -> str:
    """``text`` with the assumed spaces written into it and a full stop before each assumed sentence."""
    pieces = []
    for start, end in pairwise((0, *sorted({*inserts, *ends}), len(text))):
        piece = text[start:end]
        if end in ends:
            words = piece.rstrip()
            piece = f"{words}.{piece[len(words) :]}"
        pieces.append(f"{piece} " if end in inserts else piece)
    return "".join(pieces)
