"""Guesses title, source and date of publication from the head of an article; all can be corrected later."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from os.path import splitext

from core.importing.dates import date_in, date_without_year

TITLE = 80  # code points a title made of the first sentence may have
_LINE = 120  # a first line up to this long may be a headline
_HEAD_LINES = 15
_LOOKED_AT = 6  # lines below those with labels

_LABEL = re.compile(
    r"^\s*(?P<label>title|headline|language|source|publication|newspaper|outlet|publisher|byline|author|by"
    r"|date|published|published on|publication date|load-date|date published|posted|updated)"
    r"\s*[:：]\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_TITLES = {"title", "headline"}
_SOURCES = {"source", "publication", "newspaper", "outlet", "publisher"}
_DATES = {"date", "published", "published on", "publication date", "load-date", "date published", "posted"}

_DASH = r"[-–—―]+"
_WIRE = re.compile(
    # BAKU, April 28 (Reuters) - …   |   date 2024-04-28 (MENAFN- AzerNews) …   |   (AFP) …
    rf"^(?P<front>[^()\n]{{0,70}}?)\((?P<wire>[^()\n]{{2,50}})\)\s*(?P<dash>{_DASH})?\s*"
)
_SLASHED = re.compile(
    # BAKU, April 28. /TASS/. …   |   BAKU, April 28 /Trend/ …
    rf"^(?P<front>[^/\n]{{2,70}}?)/(?P<wire>[A-Z][^/\n]{{1,30}})/[.\s]*(?P<dash>{_DASH})?\s*"
)
_PLACE = re.compile(
    # BAKU, Azerbaijan, April 28 — …   |   WASHINGTON – …   |   BAKU, Azerbaijan, April 28. …
    r"^(?P<front>[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,30}(?:,[^\n—–]{2,40}?)?)"
    r"\s*(?:(?P<dash>\s[-–—]+\s|[–—]+|--+)|(?<=\d)\.\s)\s*"
)
_BARE_DATE = re.compile(r"^\s*(?:date\s+)?(?P<front>\d{4}-\d\d-\d\d)[\s:,–—-]+", re.IGNORECASE)
# Each with a sign that every line it fits has, and most lines have not.
_DATELINES = ((_WIRE, "("), (_SLASHED, "/"), (_PLACE, ""), (_BARE_DATE, "-"))
_REPORTS = re.compile(r"(?<![\w’'])(?P<who>[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*){0,3}) reports?[.,]")
_BYLINE = re.compile(r"^\s*(?:by|von|par)\s+[A-Z]", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-ZÀ-Þ0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]\.|\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|St|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)$"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says; ``published`` is an ISO date, ``language`` as it is called there."""

    title: str = ""
    source: str = ""
    published: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Dateline:
    """``front``: what stands before the agency; ``body``: the line without the dateline."""

    front: str
    source: str
    body: str


def guess_head(text: str, file_name: str = "") -> Head:
    """The head of ``text``; ``file_name`` helps where the text is silent."""
    lines = (line.strip() for line in text[:20_000].split("\n"))
    labels, rest = _labelled(list(islice(filter(None, lines), _HEAD_LINES + _LOOKED_AT)))
    dateline = _first_dateline(rest)
    named = _of_file_name(file_name)
    source = labels.source or dateline.source or _reporting(rest) or named.source
    title = labels.title or _title(rest) or named.title
    published = labels.published or _published(dateline.front, rest, named.published)
    return Head(title, source, published, labels.language)


def _labelled(lines: list[str]) -> tuple[Head, list[str]]:
    """What "Title: …" lines say, and the lines without them."""
    found: dict[str, str] = {}
    rest: list[str] = []
    for number, line in enumerate(lines):
        labelled = number < _HEAD_LINES and (":" in line or "：" in line)
        match = _LABEL.match(line) if labelled else None
        if match is None:
            rest.append(line)
            continue
        label, value = match["label"].lower(), match["value"].strip()
        if label in _DATES:
            found.setdefault("date", date_in(value))
        elif label in _TITLES or label in _SOURCES:
            found.setdefault("title" if label in _TITLES else "source", value)
        elif label == "language":
            found.setdefault("language", re.split(r"[;,]", value)[0].strip())
    named = Head(found.get("title", ""), found.get("source", ""), found.get("date", ""))
    return replace(named, language=found.get("language", "")), rest


def _first_dateline(lines: list[str]) -> _Dateline:
    """The first dateline among the opening lines; a headline may stand above it."""
    for line in lines[:4]:
        found = _dateline(line)
        if found.front or found.source:
            return found
    return _Dateline("", "", lines[0] if lines else "")


def _dateline(line: str) -> _Dateline:
    """Split ``line`` at the end of its dateline, if it opens with one."""
    for pattern, sign in _DATELINES:
        match = pattern.match(line) if sign in line else None
        if match is None:
            continue
        parts = match.groupdict()
        front, wire = parts["front"].strip(" ,.-–—"), parts.get("wire") or ""
        if wire and not _opens_an_article(front, wire, dashed=bool(parts["dash"])):
            continue
        return _Dateline(front, _agency(wire), line[match.end() :].strip())
    return _Dateline("", "", line)


def _opens_an_article(front: str, wire: str, *, dashed: bool) -> bool:
    """Whether brackets hold an agency and are not an aside such as "The group (ISIS) said"."""
    if not re.match(r"[A-Z]", wire):
        return False
    dated = bool(date_in(front) or date_without_year(front))
    return not front or dated or (dashed and front.split(",")[0].isupper())


def _agency(wire: str) -> str:
    """``MENAFN- AzerNews`` is AzerNews, carried by MENAFN."""
    carrier, dash, outlet = re.sub(r"\s+", " ", wire.strip(" .")).partition("-")
    if dash and carrier.strip().isupper() and outlet.strip():
        return f"{outlet.strip()} via {carrier.strip()}"
    return re.sub(r"\s+", " ", wire.strip(" ."))


def _reporting(lines: Iterable[str]) -> str:
    """The outlet of "…, Azernews reports." in the opening paragraphs."""
    for line in list(lines)[:3]:
        match = _REPORTS.search(line) if " report" in line else None
        if match:
            return match["who"]
    return ""


def _published(front: str, lines: list[str], by_name: str) -> str:
    """The date of the dateline, else of a line that holds only a date, else of the file name.

    A dateline without a year ("April 28") takes the year of the other two if the day agrees.
    """
    known = date_in(front)
    if known:
        return known
    alone = (
        next((d for line in lines[:_LOOKED_AT] if len(line) <= 60 and (d := date_in(line))), "") or by_name
    )
    day = date_without_year(front)
    if day and alone and alone[5:] != day:
        return ""
    return alone


def _title(lines: list[str]) -> str:
    """The headline, if the text opens with one, else the first sentence cut at a word."""
    telling = (line for line in lines[:_LOOKED_AT] if not _BYLINE.match(line) and not _only_a_date(line))
    told = list(islice(telling, 2))
    if not told:
        return ""
    first = _dateline(told[0])
    is_headline = (
        len(told) > 1 and first.body == told[0] and len(told[0]) <= _LINE and told[0][-1] not in ".:;,"
    )
    if is_headline:
        return told[0]
    return shortened(_first_sentence(first.body or told[0]))


def _only_a_date(line: str) -> bool:
    return len(line) <= 40 and bool(date_in(line)) and len(re.findall(r"[^\W\d_]{2,}", line)) <= 4


def _first_sentence(text: str) -> str:
    for match in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text[: match.start()]):
            return text[: match.start()].strip()
    return text.strip()


def shortened(text: str, limit: int = TITLE) -> str:
    """``text`` cut between words so that it has at most ``limit`` code points, the ellipsis included."""
    plain = re.sub(r"\s+", " ", text).strip()
    if len(plain) <= limit:
        return plain.rstrip(".")
    cut = plain[:limit]
    at_word = cut[: cut.rfind(" ")] if " " in cut else cut[: limit - 1]
    return at_word.rstrip(" ,;:–—-") + "…"


def _of_file_name(file_name: str) -> Head:
    """``2024-04-28_azernews_some-title.txt``: date, source and title, as far as they are there."""
    stem = splitext(file_name.rpartition("/")[2])[0]  # noqa: PTH122 - one call for each article
    date = date_in(stem)
    parts = [p for p in re.split(r"_+|\s+-\s+", stem) if p and not date_in(p)]
    words = [re.sub(r"[-\s]+", " ", p).strip() for p in parts]
    source = words[0] if date and len(words) > 1 else ""
    title = " ".join(words[1:] if source else words)
    return Head(title, source, date)
