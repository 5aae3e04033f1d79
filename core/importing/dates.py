"""Finds a calendar date in a short line: ISO, written out, or in numbers that can be read one way only."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBER = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)"
# As written out by archives whose surface is in another language; taken only with a day and a year.
_FOREIGN = {
    name: number
    for number, names in enumerate(
        (
            "januar janvier enero gennaio januari janeiro jänner",
            "februar février febrero febbraio februari fevereiro",
            "märz mars marzo maart março",
            "avril abril aprile",
            "mai mayo maggio mei maio",
            "juni juin junio giugno junho",
            "juli juillet julio luglio julho",
            "août agosto augustus",
            "septembre septiembre settembre setembro",
            "oktober octobre octubre ottobre outubro",
            "novembre noviembre novembro",
            "dezember décembre diciembre dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_EDGE = r"(?<![\d./-])"
_WITH_YEAR = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_EDGE}{_YEAR}[-_./](?P<month>\d\d?)[-_./](?P<day>\d\d?)(?!\d)",
        rf"(?<!\d){_YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",
        rf"\b{_MONTH}\s+{_DAY}\s*,?\s+{_YEAR}\b",
        rf"{_EDGE}\b{_DAY}\.?\s+{_MONTH}\s*,?\s+{_YEAR}\b",
        rf"{_EDGE}\b{_DAY}\.?\s+(?:de\s+)?(?P<month>{'|'.join(_FOREIGN)})\s+(?:del?\s+)?{_YEAR}\b",
        rf"{_EDGE}(?P<day>\d\d?)\.(?P<month>\d\d?)\.{_YEAR}(?!\d)",
    )
)
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_SLASHES = re.compile(rf"{_EDGE}(?P<one>\d\d?)[/-](?P<two>\d\d?)[/-]{_YEAR}(?!\d)")
_NO_YEAR = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (rf"\b{_MONTH}\s+{_DAY}\b", rf"\b{_DAY}\.?\s+{_MONTH}\b")
)


def date_in(text: str) -> str:
    """The first whole date in ``text`` as ISO, or empty; ``04/05/2024`` reads two ways and gives none."""
    if not _A_YEAR.search(text):
        return ""
    for pattern in _WITH_YEAR:
        for match in pattern.finditer(text):
            found = _iso(match["year"], match["month"], match["day"])
            if found:
                return found
    for match in _SLASHES.finditer(text):
        readings = {
            _iso(match["year"], match["two"], match["one"]),
            _iso(match["year"], match["one"], match["two"]),
        } - {""}
        if len(readings) == 1:
            return readings.pop()
    return ""


def date_without_year(text: str) -> str:
    """Month and day (``04-28``) of the first "April 28" or "28 April" in ``text``, or empty."""
    for pattern in _NO_YEAR:
        match = pattern.search(text)
        if match:
            return _iso("2000", match["month"], match["day"])[5:]
    return ""


def _iso(year: str, month: str, day: str) -> str:
    name = month.lower()
    number = int(month) if month.isdigit() else _FOREIGN.get(name) or _NUMBER[name[:3]]
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return ""
