"""Finds the places of a text where two words may have lost the space between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from core.text.lexicon import FUNCTION_WORDS, Lexicon
from core.text.splits import Splitter

_LETTERS = r"[^\W\d_]"
_RUN = re.compile(rf"{_LETTERS}+")
_TOKEN = re.compile(rf"({_LETTERS}+)(?:(['’])({_LETTERS}*))?")
_CHUNK = re.compile(r"\S+")
# Addresses, file names and code words hold no prose.
_ADDRESS = re.compile(
    r"[@\\_|=<>]|://|^www\.|\.(?:com|org|net|edu|gov|info|html?|php|co\.\w\w|az|am|ru|uk|de|eu|int)\b",
    re.IGNORECASE,
)
_CLITIC = re.compile(r"(s|re|ve|ll|d|m|t)(?=.{2})")
_UNITS = frozenset(
    "th st nd rd am pm km kg mg ml mm cm nm ft lb lbs oz mph kmh kph kw mw gw tw gb mb tb kb hz khz mhz ghz kv bn mn "
    "tn sq mi yd in px pt fps dpi ad bc bce ce pp ed eds vs".split()
)
_AFTER_SIGN = re.compile(
    rf"(?<={_LETTERS}{{2}})[,;:!?)](?=[“\"(]?{_LETTERS}{{2}})|(?<=\d)[,;](?=[A-Za-z]{{2}})"
)
_FULL_STOP = re.compile(r"(?<=[a-z]{3})\.(?=[A-Z][a-z])|(?<=[a-z])[.,][”\"](?=[A-Za-z]{2})")
_BEFORE_SIGN = re.compile(r"(?<=[a-z,])(?=[(“$£€][\w“])(?!\((?:s|es|e?d|ing)\))")
_WORD_NUMBER = re.compile(r"(?<![\w.,$£€/-])([A-Za-z][a-z]+)(?=\d{1,4}(?![\w/-]))")
_NUMBER_WORD = re.compile(r"(?<![\w.$£€/-])\d{1,4}(?:,\d{3})*(?=([A-Za-z][a-z]+)(?![\w/-]))")
_WORD_CODE = re.compile(r"(?<![\w-])([a-z]+)(?=[A-Z]{1,5}-?\d{1,4}\b)")
_BEFORE_INITIALS = re.compile(r"([A-Za-z][a-z]*)(?=(?:[A-Z]\.){2})")
_AFTER_INITIALS = re.compile(rf"(?:[A-Z]\.){{2,}}(?=({_LETTERS}{{2,}}))")
SURE = 1.0
PUNCTUATION = 0.5  # the odds of a lost space after a sign: common in any text that has lost some


@dataclass(frozen=True, slots=True)
class Seam:
    """A place ``at`` which two words may meet; ``odds`` is a power of ten; ``plain``: letters on both sides."""

    at: int
    odds: float
    plain: bool = False


class Finder:
    """Finds seams in one text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self._lexicon = lexicon
        self.splitter = Splitter(lexicon, Counter(m for m in _RUN.findall(text) if len(m) > 2))

    def seams(self) -> Iterator[Seam]:
        """Every seam between words that are no words together, in no order."""
        known = self.splitter.known
        for chunk in _CHUNK.finditer(self.text):
            word = chunk.group()
            if word.isalpha():
                if not known(word):
                    yield from self.letters(word, chunk.start())
            elif not _ADDRESS.search(word):
                yield from self._mixed(word, chunk.start())

    def letters(self, word: str, start: int) -> Iterator[Seam]:
        """The seam in a string of letters, if it has one."""
        if len(word) > 2 and not word.isupper():
            split = self.splitter.split(word)
            if split is not None:
                yield Seam(start + split.cut, split.odds, plain=True)

    def _mixed(self, chunk: str, start: int) -> Iterator[Seam]:
        for match in _TOKEN.finditer(chunk):
            yield from self._token(match, start)
        if chunk.isascii() and chunk[:-1].isalpha():
            return
        for pattern in (_AFTER_SIGN, _FULL_STOP):
            yield from (Seam(start + m.end(), PUNCTUATION) for m in pattern.finditer(chunk))
        yield from (Seam(start + m.start(), PUNCTUATION) for m in _BEFORE_SIGN.finditer(chunk))
        yield from self._numbers(chunk, start)
        yield from self._initials(chunk, start)

    def _token(self, match: re.Match[str], start: int) -> Iterator[Seam]:
        word, apostrophe, rest = match.group(1), match.group(2), match.group(3) or ""
        if not self.splitter.known(word) and not self._initial_follows(match):
            yield from self.letters(word, start + match.start())
        if not apostrophe or not rest:
            return
        clitic = _CLITIC.match(rest)
        if clitic and self._is_word(rest[clitic.end() :]) and not self._is_word(rest):
            yield Seam(start + match.start(3) + clitic.end(), 2.0)
        elif (
            word.endswith("s") and len(word) > 3 and rest.islower() and self._is_word(rest) and len(rest) > 2
        ):
            yield Seam(start + match.start(3), 2.0)

    def _initial_follows(self, match: re.Match[str]) -> bool:
        """Whether the last letter belongs to an abbreviation: the U of "theU.S."."""
        tail = match.string[match.end() - 1 : match.end() + 3]
        return (
            len(tail) == 4 and tail[0].isupper() and tail[1] == "." and tail[2].isupper() and tail[3] == "."
        )

    def _is_word(self, word: str) -> bool:
        low = word.lower()
        if len(word) < 3:
            return low in FUNCTION_WORDS
        return (self._lexicon.in_dictionary(low) and self._lexicon.zipf(low) >= 2) or self._lexicon.is_name(
            word
        )

    def _numbers(self, chunk: str, start: int) -> Iterator[Seam]:
        for match in _WORD_NUMBER.finditer(chunk):
            word = match.group(1)
            if len(word) > 1 and (word.lower() in FUNCTION_WORDS or (len(word) > 3 and self._is_word(word))):
                yield Seam(start + match.end(), PUNCTUATION)
        for match in _NUMBER_WORD.finditer(chunk):
            if match.group(1).lower() not in _UNITS and self._is_word(match.group(1)):
                yield Seam(start + match.end(), PUNCTUATION)
        for match in _WORD_CODE.finditer(chunk):
            if len(match.group(1)) > 1 and self._is_word(match.group(1)):
                yield Seam(start + match.end(), 2.0)

    def _initials(self, chunk: str, start: int) -> Iterator[Seam]:
        for match in _BEFORE_INITIALS.finditer(chunk):
            if self._is_word(match.group(1)) or match.group(1) in ("a", "A"):
                yield Seam(start + match.end(), 2.0)
        for match in _AFTER_INITIALS.finditer(chunk):
            if self._is_word(match.group(1)):
                yield Seam(start + match.end(), 2.0)
