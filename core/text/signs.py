"""Places beside signs and figures where a space is missing that orthography asks for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from core.text.lexicon import FUNCTION_WORDS

_L = r"[^\W\d_]"
LIKELY = 0.5  # the odds where nothing but a lost space explains it
_FAIR = -1.0  # where other habits of writing explain it, too: only the layout can decide
_UNIT_WORDS = """
st nd rd th s d am pm km kg mg ml mm cm nm ft lb lbs oz mph kmh kph kw mw gw tw gb mb tb kb hz khz mhz ghz kv
bn mn tn sq mi yd in px pt fps dpi ad bc bce ce pp ed eds vs
"""
_UNITS = frozenset(_UNIT_WORDS.split())
_ENDINGS = frozenset({"st", "nd", "rd", "th", "s"})

# Every pattern ends where the second part begins; group 1, if any, must be a word.
_PATTERNS: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(pattern), odds)
    for pattern, odds in (
        (rf"(?<={_L}{{2}})[,;:!?)”](?=[“(]?{_L}{{2}})", LIKELY),  # climate,transport
        (rf"(?<=[\w%])[)”][.,;:](?=[“(]?{_L}{{2}})", LIKELY),  # period).The
        (rf"(?<={_L}{{2}})\.(?=[A-Z][a-z])", LIKELY),  # ended.The
        (r"(?<=[\w])[.,!?]”(?=\w)", LIKELY),  # said.”The
        (rf"(?<=\d)[,;)%](?={_L}{{2}})", LIKELY),  # 2009,the
        (r"(?<=\d)\.(?=[A-Z][a-z])", LIKELY),  # 2009.The
        (r"(?<=[\w)]),(?=[aI](?!\w))", LIKELY),  # Canada,a
        (r"(?<![\d,])\d\d?,(?=(?:19|20)\d\d(?!\d))", LIKELY),  # 28,2019
        (r"(?<![\w.])[A-Z]\.(?=[A-Z][a-z]{2})", _FAIR),  # W.Bush
        (r"(?<=[a-z,.;:])(?=[(“$£€][\w“])(?!\((?:s|es|e?d|ing)\))", LIKELY),  # said“yes
        (r"(?<![\w.,$£€/-])([A-Za-z][a-z]+)(?=\d{1,7}(?:st|nd|rd|th|s)?(?![\w/-]))", LIKELY),  # In1996
        (r"(?<![\w.$£€/-])(?:\d{1,3},)*\d{1,4}(?:\.\d+)?(?=([A-Za-z][a-z]+)(?![\w/]))", LIKELY),  # 17days
        (r"(?<!\w)\d{1,2}(?:st|nd|rd|th)(?=([A-Za-z][a-z]+)(?![\w/]))", LIKELY),  # 20thcentury
        (r"(?<!\w)\d{1,3}0s(?=([a-z]+)(?![\w/]))", LIKELY),  # 1940sto
        (r"(?<![\w-])([a-z]+)(?=[A-Z]{1,5}-?\d{1,4}\b)", 2.0),  # withinCOP29
        (r"([A-Za-z][a-z]*)(?=(?:[A-Z]\.){2})", 2.0),  # theU.S.
        (rf"(?:[A-Z]\.){{2,}}(?=({_L}{{2,}}))", 2.0),  # U.S.and
    )
)
_UNIT_AFTER = re.compile(r"(?<![\w.$£€/-])(?:\d{1,3},)*\d{1,4}(?=([a-z]{1,3})(?![\w/]))")
_STRAIGHT = re.compile(r'(?<=[\w,.;:!?)])"(?=[\w(])')


class Quotes:
    """Tells opening from closing straight quotation marks by counting them within their paragraph."""

    def __init__(self, text: str) -> None:
        self._marks = [m.start() for m in re.finditer('"', text)]
        self._paragraphs = [0, *(m.end() for m in re.finditer("\n", text))]

    def seam(self, at: int, before: str, after: str) -> tuple[int, float]:
        """Where the space beside the mark at ``at`` is lost, and how surely, given the signs on its sides.

        A paragraph whose marks don't pair off, as of a quotation that goes on in the next, says nothing.
        """
        k = bisect_right(self._paragraphs, at)
        first = bisect_left(self._marks, self._paragraphs[k - 1])
        last = bisect_left(self._marks, self._paragraphs[k]) if k < len(self._paragraphs) else None
        count = (len(self._marks) if last is None else last) - first
        opens = (bisect_left(self._marks, at) - first) % 2 == 0
        if count % 2 or (opens and before in ",.!?" and after.islower()):  # all,"said
            return at + (before in ",.!?"), _FAIR
        return (at if opens else at + 1), _FAIR if opens and before in ".!?" else LIKELY


def beside_signs(
    chunk: str, start: int, is_word: Callable[[str], bool], quotes: Quotes
) -> Iterator[tuple[int, float]]:
    """Offsets and odds of the spaces missing in ``chunk``, which stands at ``start`` of the text."""
    for pattern, odds in _PATTERNS:
        for match in pattern.finditer(chunk):
            word = match.group(1) if pattern.groups else None
            if word and _is_decade(match, word, is_word):
                continue
            is_unit = word and match.start(1) >= match.end() and word.lower() in _UNITS
            if word is None or (not is_unit and _fits(word, is_word)):
                yield start + match.end(), odds
    for match in _UNIT_AFTER.finditer(chunk):
        if match.group(1) in _UNITS - _ENDINGS:
            yield start + match.end(), _FAIR
    for match in _STRAIGHT.finditer(chunk):
        at = match.start()
        yield quotes.seam(start + at, chunk[at - 1], chunk[at + 1])


def _is_decade(match: re.Match[str], word: str, is_word: Callable[[str], bool]) -> bool:
    """Whether the s of "1950sand" belongs to the figures."""
    figures = match.start(1) == match.end() and match.group().endswith("0")
    return bool(figures and word[0] == "s" and _fits(word[1:], is_word))


def _fits(word: str, is_word: Callable[[str], bool]) -> bool:
    return word.lower() in FUNCTION_WORDS or (len(word) > 2 and is_word(word))
