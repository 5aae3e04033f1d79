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
_CLEAR = 1.5  # by how much the best cut of such a string should beat the next one
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
        """The best cut of a ``word`` that must have one: one half may be no listed word.

        Where capitals show a seam there is no other.
        """
        inner = [k for k in range(1, len(word)) if _turns(word, k)]
        odds = {
            cut: found
            for cut in inner or range(3, len(word) - 2)
            if (found := self._forced(word[:cut], word[cut:])) is not None
        }
        if not odds:
            return None
        cut = max(odds, key=odds.__getitem__)
        others = max((found for other, found in odds.items() if other != cut), default=_NEVER)
        clear = min(0.0, odds[cut] - others - _CLEAR)
        return Split(cut, odds[cut] - self._lexicon.spelling.zipf(word.lower()) + clear)

    def _forced(self, left: str, right: str) -> float | None:
        """The chance of two words of which one may be in no list."""
        first, second = self._solid(left, leads=True), self._solid(right, leads=False)
        if max(first, second) <= _UNLISTED:
            return None
        zipf = self._lexicon.spelling.zipf
        if first <= _UNLISTED:
            first = zipf(left.lower())
        if second <= _UNLISTED:
            second = zipf(right.lower())
        return first + second - _CHANCE

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
        if right[:1].isupper() and not self._listed(right) and (left.isupper() or self._is_two(right)):
            return None  # the V of "IVprovision" belongs to the I, the Boost of "BrownBoostand" to the Brown
        low_left, low_right = left.lower(), right.lower()
        chance = first + second - _CHANCE
        if self._lexicon.follows(low_left, low_right) or self._lexicon.is_long_name(left, right):
            return max(chance + 1, _PAIR)
        return None if _too_short(left, first) or _too_short(right, second) else chance

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
        if not word[1:].islower():  # McDonald, but not theSe
            own = word in self._own
            return zipf if zipf >= 2.5 and (own or not self._lexicon.in_dictionary(low)) else None
        if leads:
            return zipf - 0.5 if self._lexicon.in_dictionary(low) else None
        return max(zipf, 2.5) if len(word) > 2 else None

    def _is_two(self, word: str) -> bool:
        """Whether an unlisted ``word`` is itself two words."""
        again = self.split(word)
        return again is not None and again.odds >= 0

    def _listed(self, word: str) -> bool:
        return self._lexicon.is_name(word) or word in self._own or self._lexicon.zipf(word.lower()) >= 2

    def _acronym(self, word: str, zipf: float) -> float | None:
        if word in self._own:
            return max(zipf, 3.5)
        return max(zipf, 2.0) if len(word) <= 5 else None

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


def _turns(word: str, k: int) -> bool:
    """Whether capitals begin or end at ``k``: McDonald, IVprovision, AYellow."""
    before, here, after = word[k - 1], word[k], word[k + 1 : k + 2]
    if here.isupper():
        return before.islower() or after.islower()
    return before.isupper() and word[k - 2 : k - 1].isupper()


def _too_short(word: str, zipf: float) -> bool:
    """Short strings look like words by chance: only function words and the commonest others are believed.

    Two capitals and more are no chance.
    """
    if len(word) > 3 or (len(word) > 1 and word.isupper()):
        return False
    return word.lower() not in FUNCTION_WORDS and zipf < 4.5
