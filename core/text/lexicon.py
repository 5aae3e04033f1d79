"""What English words, word pairs and place names there are, and how frequent: loaded on first use."""

from __future__ import annotations

import gzip
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

from core.text.places import resource
from core.text.spelling import Spelling

# Closed classes: determiners, prepositions, pronouns, conjunctions, auxiliaries, common adverbs.
_FUNCTION_WORDS = """
a about after against all also although am an and any are around as at be because been before being between
both but by can could did do does during each either for from had has have he her here hers him his how i if
in into is it its may me might more most must my neither no nor not of off on only onto or other our out over
own per same shall she should since so some such than that the their them then there these they this those
though through to too toward towards under unless until up upon us very via was we were what when where
whether which while who whom whose why will with within without would yet you your just
"""
_CALENDAR = """
January February March April June July August September October November December
Monday Tuesday Wednesday Thursday Friday Saturday Sunday
"""
_PREFIXES = """
anti auto bi co counter cyber de dis eco ex extra geo hyper inter intra macro mega micro mid mini mis multi
neo non out over poly post pre pro pseudo re self semi socio sub super trans ultra un under uni vice
"""
_SUFFIXES = """
able bound ed er ers est ful fully hood ian ians ic ing isation ise ised ising ish ism isms ist ists ities
ity ization ize ized izing less like ly maker making ment ments ness s ship ships ward wards wide wise worth
"""
_COMMON = 3.8  # words of this frequency and more show how English is spelled
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
_PREFIX_LIST = tuple(_PREFIXES.split())
_SUFFIX_LIST = tuple(_SUFFIXES.split())


class Lexicon:
    """Words with frequencies as Zipf values: log10 of occurrences per thousand million words.

    ``folder`` holds the lists, the shipped ones by default. Pairs and names are read when first asked for.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or resource("lexicons")
        self._levels: dict[str, int] = {}
        seen: dict[str, int] = {}
        for line in self._lines("words"):
            key, *words = line.split(" ")
            (self._levels if key[0] == "d" else seen).update(dict.fromkeys(words, int(key[1:])))
        self._seen = seen

    def _lines(self, name: str) -> list[str]:
        packed = (self._folder / f"{name}.txt.gz").read_bytes()
        return gzip.decompress(packed).decode("utf-8").splitlines()

    def zipf(self, word: str) -> float:
        """How frequent the lower-case ``word`` is; 0 when it is in no list."""
        return (self._levels.get(word) or self._seen.get(word, 0)) / 10

    def in_dictionary(self, word: str) -> bool:
        """Whether the lower-case ``word`` is an accepted word, not only a string often seen."""
        return word in self._levels

    def common(self, least: float) -> list[str]:
        """The accepted words of that frequency and more."""
        return [word for word, level in self._levels.items() if level >= 10 * least]

    def derived(self, word: str) -> bool:
        """Whether the lower-case ``word`` is made of a listed one by a common prefix or ending."""
        return any(self._stem(word[len(p) :]) for p in _PREFIX_LIST if word.startswith(p)) or any(
            self._stem(word[: -len(s)]) for s in _SUFFIX_LIST if word.endswith(s)
        )

    def _stem(self, rest: str) -> bool:
        return len(rest) >= 4 and (
            rest in self._levels or rest + "e" in self._levels or rest in self._name_words
        )

    def follows(self, first: str, second: str) -> bool:
        """Whether the two lower-case words often stand together."""
        return f" {second} " in self._followers.get(first, "")

    def is_name(self, word: str) -> bool:
        """Whether ``word``, written with a capital, is a name of a place or people, a month or a weekday."""
        return word[:1].isupper() and word.lower() in self._name_words

    def is_long_name(self, first: str, second: str) -> bool:
        """Whether the two words stand together in a name: South Africa."""
        return (first, second) in self._name_pairs

    @cached_property
    def spelling(self) -> Spelling:
        """How words are spelled that no list holds, learned from the common ones."""
        return Spelling(self.common(_COMMON))

    @cached_property
    def _followers(self) -> dict[str, str]:
        pairs = (line.split(" ", 1) for line in self._lines("pairs"))
        return {first: f" {rest} " for first, rest in pairs}

    @cached_property
    def _names(self) -> list[list[str]]:
        return [line.split(" ") for line in self._lines("names")]

    @cached_property
    def _name_words(self) -> frozenset[str]:
        words = {word for name in self._names for word in name if len(word) >= 3 and word[0].isupper()}
        return frozenset(word.lower() for word in words.union(_CALENDAR.split())) - FUNCTION_WORDS

    @cached_property
    def _name_pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(pair for name in self._names for pair in pairwise(name))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped lexicon, loaded once."""
    return Lexicon()
