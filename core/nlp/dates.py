"""Date expressions in news English and the ISO value each has, seen from the day of publication."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_TO = r"(?:\s?[-–]\s?[0-3]?\d(?:st|nd|rd|th)?| to [0-3]?\d(?=,? (?:19|20)\d\d|[.,;)]))"
_DAY = rf"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?{_TO}?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_PART_OF_DAY = r"(?:morning|afternoon|evening|night)"
_SHIFTS = (
    *(("yesterday", -1), ("last night", -1), ("the day before", -2)),
    *(("tomorrow", 1), ("the day after", 2)),
)
_COUNT = rf"(?P<count>an?|{'|'.join(_NUMBERS)}|\d{{1,3}})"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"
_NO_OTHER_WORD = "January|February|April|June|July|August|September|October|November|December"
_SURE_MONTH = rf"(?P<month>{_NO_OTHER_WORD})"
_MONTH_WORD = rf"(?P<month>{_NO_OTHER_WORD}|March|May)"
_WHEN = r"(?:(?P<how>[Ll]ast|[Nn]ext|[Tt]his|[Ee]arly|[Ll]ate|[Mm]id)[ -])"
_PART = r"(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[ -]|(?:start|end|beginning|middle) of )?"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression at ``[start, end)``; ``value`` is ISO (year, month or day) or empty."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    value: Callable[[re.Match[str], date | None], str]


def precision(value: str) -> str:
    """How exact an ISO value is: day, month or year; empty for an empty value."""
    return {4: "year", 7: "month", 10: "day"}.get(len(value), "")


def day_of(value: str) -> date | None:
    """The day that an ISO value names; ``None`` unless it names one."""
    try:
        return date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        return None


def find_dates(text: str, published: str = "") -> list[Dated]:
    """All date expressions of ``text`` in order, none overlapping, resolved against ``published`` (ISO)."""
    seen_from = day_of(published)
    found: list[Dated] = []
    taken = bytearray(len(text))
    for rule in _RULES:
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Dated(start, end, rule.value(match, seen_from)))
    return sorted(found, key=lambda d: d.start)


def _iso(year: int, month: int = 0, day: int = 0) -> str:
    """The ISO value; a day or month that no calendar has leaves the less exact value."""
    if not 1 <= month <= 12:
        return f"{year:04d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04d}-{month:02d}"


def _nearest(seen_from: date, month: int, day: int) -> int:
    """The year in which a day without a year lies closest to ``seen_from``."""
    years = (seen_from.year - 1, seen_from.year, seen_from.year + 1)
    return min(years, key=lambda y: abs((date(y, month, min(max(day, 1), 28)) - seen_from).days))


def _calendar(match: re.Match[str], seen_from: date | None) -> str:
    parts = match.groupdict()
    name = parts["month"].lower()[:3]
    month = 1 + next(i for i, full in enumerate(_MONTHS) if full.startswith(name))
    day = int(parts.get("day") or 0)
    if parts.get("year"):
        return _iso(int(parts["year"]), month, day)
    return _iso(_nearest(seen_from, month, day), month, day) if seen_from else ""


def _month_near(match: re.Match[str], seen_from: date | None) -> str:
    """ "last August" is the one before, "next June" the one to come, a bare month the nearest."""
    if seen_from is None:
        return ""
    month = 1 + next(i for i, full in enumerate(_MONTHS) if full == match["month"].lower())
    how = (match["how"] or "").lower()
    if how == "last":
        return _iso(seen_from.year - (month >= seen_from.month), month)
    if how == "next":
        return _iso(seen_from.year + (month <= seen_from.month), month)
    return _iso(_nearest(seen_from, month, 15), month)


def _numeric(match: re.Match[str], _seen_from: date | None) -> str:
    return _iso(int(match["year"]), int(match["month"]), int(match["day"]))


def _year(match: re.Match[str], _seen_from: date | None) -> str:
    return match["year"]


def _weekday(match: re.Match[str], seen_from: date | None) -> str:
    """News speaks of the last such day before it is printed, unless it says next."""
    if seen_from is None:
        return ""
    wanted = _DAYS.index(match["weekday"].lower())
    how = (match["how"] or "").lower().strip()
    back = (seen_from.weekday() - wanted) % 7
    if how == "next":
        return (seen_from + timedelta(days=7 - back)).isoformat()
    return (seen_from - timedelta(days=back or (7 if how == "last" else 0))).isoformat()


def _near_day(match: re.Match[str], seen_from: date | None) -> str:
    if seen_from is None:
        return ""
    words = match.group().lower()
    shift = next((days for start, days in _SHIFTS if words.startswith(start)), 0)
    return (seen_from + timedelta(days=shift)).isoformat()


def _period(match: re.Match[str], seen_from: date | None) -> str:
    """ "last year", "this month"; a week has no ISO value here."""
    if seen_from is None or match["unit"] not in {"month", "year"}:
        return ""
    word = match["how"].lower()
    shift = 1 if word == "next" else -1 if word in {"last", "past", "previous"} else 0
    if match["unit"] == "year":
        return f"{seen_from.year + shift:04d}"
    return _shifted(seen_from, shift)


def _ago(match: re.Match[str], seen_from: date | None) -> str:
    if seen_from is None or not seen_from.year > 1000:
        return ""
    word = match["count"].lower()
    count = int(word) if word.isdigit() else _NUMBERS.index(word) + 1 if word in _NUMBERS else 1
    unit = match["unit"]
    if unit in {"day", "week"}:
        return (seen_from - timedelta(days=count * (7 if unit == "week" else 1))).isoformat()
    if unit == "month":
        return _shifted(seen_from, -count)
    return f"{seen_from.year - count * (10 if unit == 'decade' else 1):04d}"


def _shifted(seen_from: date, months: int) -> str:
    year, month = divmod(seen_from.year * 12 + seen_from.month - 1 + months, 12)
    return f"{year:04d}-{month + 1:02d}"


def _nothing(_match: re.Match[str], _seen_from: date | None) -> str:
    return ""


def _rule(pattern: str, value: Callable[[re.Match[str], date | None], str]) -> _Rule:
    return _Rule(re.compile(rf"(?<![\w-]){pattern}(?![\w])"), value)


# The most exact first: a later rule never takes words an earlier one has.
_RULES = (
    _rule(rf"{_YEAR}[-/](?P<month>[01]?\d)[-/](?P<day>[0-3]?\d)", _numeric),
    _rule(rf"(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.{_YEAR}", _numeric),
    _rule(rf"(?:{_WEEKDAY},? )?{_MONTH} {_DAY}(?:,? {_YEAR})?(?![.:,]?\d)", _calendar),
    _rule(rf"(?:{_WEEKDAY},? )?{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?", _calendar),
    _rule(rf"{_PART}{_MONTH}(?: of)?,? {_YEAR}", _calendar),
    _rule(rf"(?P<how>(?:[Ll]ast|[Nn]ext|[Tt]his) )?(?P<weekday>{_WEEKDAY})(?: {_PART_OF_DAY})?", _weekday),
    _rule(r"[Tt]he day (?:before yesterday|after tomorrow)", _near_day),
    _rule(rf"(?:[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)(?: {_PART_OF_DAY})?", _near_day),
    _rule(r"(?:[Ee]arlier |[Ll]ater )?(?:[Tt]his (?:morning|afternoon|evening)|[Ll]ast night)", _near_day),
    _rule(
        rf"(?:[Ee]arlier |[Ll]ater )?(?P<how>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Pp]revious) {_UNIT}", _period
    ),
    _rule(rf"{_COUNT} {_UNIT} (?:ago|earlier)", _ago),
    _rule(r"(?:(?:early|late|mid)[ -])?(?:1[5-9]|20)\d0s", _nothing),
    _rule(rf"{_WHEN}{_MONTH_WORD}", _month_near),
    _rule(rf"(?P<how>){_SURE_MONTH}", _month_near),
    _rule(r"(?<=\b[iI]n )(?P<how>)(?P<month>March|May)", _month_near),
    _rule(r"(?<=\b(?:since|until) )(?P<how>)(?P<month>March|May)", _month_near),
    _rule(rf"(?<=\b(?:in|In|of|by|to|or) ){_YEAR}", _year),
    _rule(rf"(?<=\b(?:since|Since|until|After|after|early) ){_YEAR}", _year),
    _rule(rf"(?<=\(){_YEAR}(?=[)–-])", _year),
)
