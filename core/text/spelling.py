"""How much a string of letters is spelled like an English word, for strings that are in no list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from math import log10

_UNLISTED = 7.0  # one word in a hundred is in no list: Zipf values count per 10^9 words
_PAIR, _LETTER = 0.25, 0.01  # what two letters in a row and any letter at all add to three in a row
_LETTERS = 30.0


class Spelling:
    """Learns from listed words which letters follow which; nothing is learned before the first question."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = words

    def zipf(self, word: str) -> float:
        """The frequency to expect of the lower-case ``word`` if no list holds it."""
        return _UNLISTED + self.log10(word)

    def log10(self, word: str) -> float:
        """The chance that a word is spelled just like ``word``, as a power of ten."""
        threes, twos, ones = self._counts
        shape = f"^^{word}$"
        total = 0.0
        for k in range(2, len(shape)):
            before, pair, char = shape[k - 2 : k], shape[k - 1], shape[k]
            chance = threes[before + char] / (twos[before] + 1)
            chance += _PAIR * twos["2" + pair + char] / (ones[pair] + 1)
            total += log10((chance + _LETTER / _LETTERS) / (1 + _PAIR + _LETTER))
        return total

    @cached_property
    def _counts(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """Three letters in a row; the first two of them, and (marked 2) the last two; the middle one."""
        threes: Counter[str] = Counter()
        twos: Counter[str] = Counter()
        ones: Counter[str] = Counter()
        for word in self._words:
            shape = f"^^{word}$"
            for k in range(2, len(shape)):
                threes[shape[k - 2 : k + 1]] += 1
                twos[shape[k - 2 : k]] += 1
                twos["2" + shape[k - 1 : k + 1]] += 1
                ones[shape[k - 1]] += 1
        return threes, twos, ones
