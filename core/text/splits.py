"""How likely it is that a string of letters is two words that lost the space between them.

A noisy channel in powers of ten: the two words' chances against the whole string's chance of being one word.
For listed words these are their frequencies; for the rest `_part` and `_whole` say what is assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from core.text.lexicon import FUNCTION_WORDS, Lexicon

_ONE = frozenset({"a", "I"})
_TWO_LETTERS = "am an as at be by do eu go he if in is it me mr my no of on or so to uk un up us we"
_TWO = frozenset(_TWO_LETTERS.split())
_CHANCE = 9.0  # Zipf values count per 10^9 words
_UNLISTED = 1.0  # what a half that is in no list is taken for
_LONGEST_PART = 16
_NEVER = -1e9
_PAIR = 4.0  # the rarest listed pair of words is about this frequent


@dataclass(frozen=True, slots=True)
class Split:
    """The best cut of one string: ``cut`` characters from its start, ``odds`` as a power of ten."""

    cut: int
    odds: float


class Splitter:
    """Judges strings of one document; ``own``: how often each word, as written, stands in it."""

    def __init__(self, lexicon: Lexicon, own: Mapping[str, int] | None = None) -> None:
        self._lexicon = lexicon
        self._own = own or {}
        self._cases: dict[str, int] = {}
        for word in self._own:
            self._cases[word.lower()] = self._cases.get(word.lower(), 0) + 1
        self.known = lru_cache(maxsize=None)(self._known)
        self.split = lru_cache(maxsize=None)(self._split)

    def _known(self, word: str) -> bool:
        low = word.lower()
        lexicon = self._lexicon
        return lexicon.zipf(low) > 0 or self._plural(low) or lexicon.derived(low)

    def doubtful(self, word: str) -> bool:
        """Whether ``word`` counts as known only because it is often seen."""
        low = word.lower()
        return (
            self._lexicon.zipf(low) > 0
            and not self._lexicon.in_dictionary(low)
            and not self._lexicon.is_name(word)
        )

    def _plural(self, low: str) -> bool:
        lexicon = self._lexicon
        return (
            low[-1] == "s"
            and len(low) > 4
            and (lexicon.in_dictionary(low[:-1]) or lexicon.is_name(low[:-1].title()))
        )

    def _split(self, word: str) -> Split | None:
        """The best cut of ``word``, or ``None`` when no cut leaves two words."""
        best: Split | None = None
        for cut in range(1, len(word)):
            odds = self._odds(word[:cut], word[cut:])
            if odds is not None and (best is None or odds > best.odds):
                best = Split(cut, odds)
        return best and Split(best.cut, best.odds - self._whole(word))

    def forced(self, word: str) -> Split | None:
        """The best cut of a ``word`` that must have one: one half may be no listed word."""
        best: Split | None = None
        capitals = [k for k in range(2, len(word)) if word[k].isupper() and word[k - 1].islower()]
        for cut in capitals or range(3, len(word) - 2):
            zipfs = [self._solid(word[:cut], leads=True), self._solid(word[cut:], leads=False)]
            if not capitals and max(zipfs) <= _UNLISTED:
                continue
            odds = sum(zipfs) - _CHANCE
            if best is None or odds > best.odds:
                best = Split(cut, odds)
        return best and Split(best.cut, best.odds - self._whole(word))

    def _solid(self, word: str, *, leads: bool) -> float:
        """The frequency of ``word`` where it hardly looks like one by accident, else an unlisted word's."""
        zipf = self._part(word, leads=leads) or 0.0
        enough = word.lower() in FUNCTION_WORDS or len(word) > 3 or not word.islower()
        return zipf if zipf >= 3.0 and enough else _UNLISTED

    def several(self, word: str) -> list[Split]:
        """The cuts of ``word`` into plain words, with the odds of all together; empty if two do better."""
        # Best sum, and where its last word begins, for every beginning of the string.
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(word) + 1):
            ways = [
                (best[start][0] + self._solid(word[start:end], leads=start == 0) - _CHANCE, start)
                for start in range(max(0, end - _LONGEST_PART), end)
                if self._solid(word[start:end], leads=start == 0) > _UNLISTED and best[start][0] > _NEVER
            ]
            best.append(max(ways, default=(_NEVER, 0)))
        if best[-1][0] <= _NEVER:
            return []
        odds = best[-1][0] + _CHANCE - self._whole(word)
        two = self.split(word)
        if two and two.odds >= odds:
            return []
        cuts, at = [], best[-1][1]
        while at:
            cuts.append(at)
            at = best[at][1]
        return [Split(cut, odds) for cut in reversed(cuts)]

    def _odds(self, left: str, right: str) -> float | None:
        first = self._part(left, leads=True)
        if first is None:
            return None
        second = self._part(right, leads=False)
        if second is None:
            return None
        low_left, low_right = left.lower(), right.lower()
        chance = first + second - _CHANCE
        if self._lexicon.follows(low_left, low_right) or self._lexicon.is_long_name(left, right):
            return max(chance + 1, _PAIR)
        return None if _too_short(low_left, first) or _too_short(low_right, second) else chance

    def _part(self, word: str, *, leads: bool) -> float | None:
        """The frequency of ``word`` as one half, or ``None`` where it can't be one."""
        low = word.lower()
        zipf = self._lexicon.zipf(low)
        if len(word) == 1:
            return zipf if word in _ONE and (leads or word == "a") else None
        if word.islower():
            return self._lower(word, zipf)
        if word.isupper():
            return self._acronym(word, zipf)
        if len(word) > 2 and (self._lexicon.is_name(word) or word in self._own):
            return max(zipf, 4.0)
        if not word[1:].islower():
            return zipf if zipf >= 2.5 else None
        if leads:
            return zipf - 0.5 if self._lexicon.in_dictionary(low) else None
        return max(zipf, 2.5) if len(word) > 2 else None

    def _acronym(self, word: str, zipf: float) -> float | None:
        if word in self._own:
            return max(zipf, 3.5)
        return zipf if len(word) <= 5 and zipf >= 3.0 else None

    def _lower(self, word: str, zipf: float) -> float | None:
        if len(word) == 2 and word not in _TWO:
            return None
        long = len(word) >= 6
        if self._lexicon.in_dictionary(word) and zipf >= (1.5 if long else 2.5):
            return zipf
        if word in self._own and len(word) >= 4:
            return max(zipf, 2.0)
        return zipf - 0.5 if long and zipf >= 2.0 else None

    def _whole(self, word: str) -> float:
        """The assumed frequency of ``word`` as one word."""
        low = word.lower()
        zipf = self._lexicon.zipf(low)
        if zipf:
            return zipf
        again = self._own.get(word, 1) - 1 + 3 * (self._cases.get(low, 1) - 1)
        if self.known(word):
            return 2.0 + again
        if word[1:].islower() and word[0].isupper():
            return 0.0 + again
        return again - 1.0 - 0.2 * max(0, len(word) - 6)


def _too_short(low: str, zipf: float) -> bool:
    """Short strings look like words by chance: only function words and the commonest others are believed."""
    return len(low) <= 3 and low not in FUNCTION_WORDS and zipf < 4.5
