"""Finds the places of a text where two words may have lost the space between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from core.text.lexicon import FUNCTION_WORDS, Lexicon
from core.text.signs import Quotes, beside_signs
from core.text.splits import Splitter

_LETTERS = r"[^\W\d_]"
_RUN = re.compile(rf"{_LETTERS}+")
_TOKEN = re.compile(rf"({_LETTERS}+)(?:(['’])({_LETTERS}*))?")
_CHUNK = re.compile(r"\S+")
# Addresses, file names and formulas hold no prose.
_ADDRESS = re.compile(
    r"[@\\_|=<>]|://|^www\.|[a-z]{2}\.[a-z]{2,}\.[a-z]{2}"
    r"|\.(?:com|org|net|edu|gov|info|html?|php|pdf|docx?|xlsx?|pptx?|vcf|jpe?g|png|co\.\w\w|az|am|ru|uk|de|eu|int)\b",
    re.IGNORECASE,
)
_CLITIC = re.compile(r"(s|re|ve|ll|d|m|t)(?=.{2})")
_NEGATED_VERBS = """
ain aren can couldn didn doesn don hadn hasn haven isn mustn shouldn wasn weren won wouldn
"""
_NEGATED = tuple(_NEGATED_VERBS.split())  # before 't
_ARTICLES = frozenset({"a", "an", "the"})
SURE = 1.0
_LONGEST = 200  # longer runs without white space hold no prose
_LONGEST_WORD = 40
_DOUBT = 1.5  # what a string loses that many people write as one word


@dataclass(frozen=True, slots=True)
class Seam:
    """A place ``at`` which two words may meet; ``odds``: a power of ten; ``word``: what stands there now."""

    at: int
    odds: float
    word: str = ""


class Finder:
    """Finds seams in one text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self._lexicon = lexicon
        self._quotes = Quotes(text)
        self.splitter = Splitter(lexicon, Counter(m for m in _RUN.findall(text) if len(m) > 2))

    def seams(self) -> Iterator[Seam]:
        """Every seam between what is no word as it stands, in no order."""
        known = self.splitter.known
        for chunk in _CHUNK.finditer(self.text):
            word = chunk.group()
            if word.isalpha():
                if not known(word):
                    yield from self.letters(word, chunk.start())
            elif len(word) <= _LONGEST and not _ADDRESS.search(word):
                yield from self._mixed(word, chunk.start())

    def runs(self, start: int = 0, stop: int | None = None) -> Iterator[tuple[str, int]]:
        """The strings of letters between two places, each with its offset; addresses are no prose."""
        for chunk in _CHUNK.finditer(self.text, start, len(self.text) if stop is None else stop):
            word = chunk.group()
            if word.isalpha():
                yield word, chunk.start()
            elif len(word) <= _LONGEST and not _ADDRESS.search(word):
                for match in _TOKEN.finditer(word):
                    if not _is_negated(match):
                        yield match.group(1), chunk.start() + match.start()

    def doubtful(self) -> Iterator[Seam]:
        """Likely seams in strings that are often seen but are in no dictionary (phonecall)."""
        for word, start in self.runs():
            if len(word) > 4 and self.splitter.doubtful(word):
                for seam in self.letters(word, start):
                    if seam.odds >= _DOUBT:
                        yield Seam(seam.at, seam.odds - _DOUBT, word)

    def several(self) -> Iterator[Seam]:
        """Seams in strings that are three words and more (bewillingto)."""
        for word, start in self.runs():
            if 6 < len(word) <= _LONGEST_WORD and not self.splitter.known(word) and word[1:].islower():
                for split in self.splitter.several(word):
                    yield Seam(start + split.cut, split.odds, word)

    def letters(self, word: str, start: int) -> Iterator[Seam]:
        """The seam in a string of letters, a word or not, if it can have one."""
        if 2 < len(word) <= _LONGEST_WORD and not word.isupper():
            split = self.splitter.split(word)
            if split is not None and self._may_end(word[split.cut :], start + len(word)):
                yield Seam(start + split.cut, split.odds, word)

    def _may_end(self, word: str, end: int) -> bool:
        """Whether ``word`` can stand before what follows at ``end``: an article needs a word after it."""
        if word.lower() not in _ARTICLES:
            return True
        after = self.text[end : end + 2]
        return after[:1].isspace() and not after[1:].isspace()

    def _mixed(self, chunk: str, start: int) -> Iterator[Seam]:
        for match in _TOKEN.finditer(chunk):
            yield from self._token(match, start)
        if not chunk[:-1].isalpha():
            for at, odds in beside_signs(chunk, start, self._is_word, self._quotes):
                yield Seam(at, odds)

    def _token(self, match: re.Match[str], start: int) -> Iterator[Seam]:
        word, apostrophe, rest = match.group(1), match.group(2), match.group(3) or ""
        if _is_negated(match):
            yield from self._negated(word, start + match.start())
        elif not self.splitter.known(word) and not _begins_initials(match):
            yield from self.letters(word, start + match.start())
        if not apostrophe or not rest:
            return
        clitic = _CLITIC.match(rest)
        if clitic and self._is_word(rest[clitic.end() :]) and not self._is_word(rest):
            yield Seam(start + match.start(3) + clitic.end(), 2.0)
        elif (
            word.endswith("s") and len(word) > 3 and len(rest) > 2 and rest.islower() and self._is_word(rest)
        ):
            yield Seam(start + match.start(3), 2.0)

    def _negated(self, word: str, start: int) -> Iterator[Seam]:
        """The seam before a negated verb: "thereisn" of "thereisn't"."""
        for verb in _NEGATED:
            left = word.removesuffix(verb)
            if left and left != word and self._is_word(left):
                yield Seam(start + len(left), 2.0)
                return

    def _is_word(self, word: str) -> bool:
        low = word.lower()
        if len(word) < 3:
            return low in FUNCTION_WORDS
        return self._lexicon.is_name(word) or (
            self._lexicon.in_dictionary(low) and self._lexicon.zipf(low) >= 2
        )


def _is_negated(match: re.Match[str]) -> bool:
    """Whether the token ends like "isn't": its letters alone are no word."""
    return match.group(3) == "t" and match.group(1).endswith(_NEGATED)


def _begins_initials(match: re.Match[str]) -> bool:
    """Whether the last letter belongs to an abbreviation: the U of "theU.S."."""
    tail = match.string[match.end() - 1 : match.end() + 3]
    return len(tail) == 4 and tail[0].isupper() and tail[1] == "." and tail[2].isupper() and tail[3] == "."
