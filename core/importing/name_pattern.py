"""Reads what a file is about from its name, by a pattern such as ``{source}_{date:%Y-%m-%d}_{title}``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

from core.domain.errors import BadInput
from core.importing.dates import date_in
from core.importing.raw import RawArticle

_PART = re.compile(r"\{(?P<name>[^{}:]*)(?::(?P<form>[^{}]*))?\}|(?P<stray>[{}])")
_FORM = re.compile(r"%(.)")
_CODES = {"Y": r"\d{4}", "y": r"\d\d", "B": r"[A-Za-z]+", "b": r"[A-Za-z]+"}
_CODES |= dict.fromkeys("mdHMS", r"\d\d?")
_ALSO = {"headline": "title", "published": "date", "publication": "source"}
_OWN = ("title", "source", "date", "language")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern ready to use. ``names``: of its parts in their order, empty for what is passed over."""

    text: str
    names: tuple[str, ...]
    form: str
    _regex: re.Pattern[str]

    def read(self, file_name: str) -> dict[str, str] | None:
        """Part → what the name says, the date as ISO; ``None`` when the name does not fit."""
        match = self._regex.fullmatch(PurePath(file_name).stem)
        if match is None:
            return None
        found = {n: _words(match[k]) for k, n in enumerate(self.names, 1) if n}
        if "date" in found:
            day = _day(match[self.names.index("date") + 1], self.form)
            if not day:
                return None
            found["date"] = day
        return found


def parse_pattern(text: str) -> Pattern:
    """Raises BadInput saying which part of the pattern is wrong."""
    names: list[str] = []
    regex, form, end = "", "", 0
    for part in _PART.finditer(text):
        between = text[end : part.start()]
        name = _name(part, names, between, text)
        form = part["form"] or "" if name == "date" else form
        names.append(name)
        regex += re.escape(between) + _group(name, part, text)
        end = part.end()
    if not any(names):
        raise _bad("The pattern names no part: write it like {source}_{date:%Y-%m-%d}_{title}.", text)
    return Pattern(text, tuple(names), form, re.compile(regex + re.escape(text[end:]), re.IGNORECASE))


def _name(part: re.Match[str], names: list[str], between: str, text: str) -> str:
    """The name of a part; raises BadInput where the part can't be used."""
    if part["stray"]:
        raise _bad("A brace stands alone: write parts as {title} or {date:%Y-%m-%d}.", text)
    name = part["name"].strip().lower()
    name = _ALSO.get(name, "" if name == "_" else name)
    if name and (name in names or not re.fullmatch(r"\w[\w -]*", name)):
        raise _bad(f"“{part[0]}” is there twice or is no name: give each part a name of its own.", text)
    if names and not between:
        raise _bad(f"Put a sign between “{part[0]}” and the part before: they can't be told apart.", text)
    if part["form"] and name != "date":
        raise _bad(f"Only {{date:…}} takes a form, “{part[0]}” does not.", text)
    return name


def _group(name: str, part: re.Match[str], text: str) -> str:
    """What of a file's name the part takes: as little as may be, the last one all the rest."""
    if name == "date" and part["form"]:
        return f"({_form(part['form'], text)})"
    return "(.+)" if _PART.search(text, part.end()) is None else "(.+?)"


def with_name(
    raw: RawArticle, pattern: Pattern | None, file_name: str, *, one_of_many: bool = False
) -> RawArticle:
    """``raw`` with what its file's name says; a name that does not fit is told.

    ``one_of_many``: of a table's rows, which say more of each article than the name of all: what they say
    stays, and that the name does not fit is no matter.
    """
    if pattern is None:
        return raw
    found = pattern.read(file_name)
    if found is None:
        told = () if one_of_many else (f"the name does not fit the pattern {pattern.text}",)
        return replace(raw, told=(*raw.told, *told))
    more = tuple((name, value) for name, value in found.items() if name not in _OWN)
    if one_of_many:
        own = {"title": raw.title, "source": raw.source, "date": raw.published, "language": raw.language}
        found |= {name: value for name, value in own.items() if value}
    return replace(
        raw,
        title=found.get("title", raw.title),
        source=found.get("source", raw.source),
        published=found.get("date", raw.published),
        language=found.get("language", raw.language),
        metadata=(*raw.metadata, *more),
    )


def _form(form: str, text: str) -> str:
    """The regular expression of a date's form."""
    unknown = next((code for code in _FORM.findall(form) if code not in _CODES), "")
    if unknown or "%" not in form or form.endswith("%"):
        raise _bad("A date's form is made of %Y %m %d, or %y, %B (April), %b (Apr), %H %M %S.", text)
    parts = re.split(r"%(.)", form)
    return "".join(_CODES[part] if k % 2 else re.escape(part) for k, part in enumerate(parts))


def _day(said: str, form: str) -> str:
    if not form:
        return date_in(said)
    try:
        return datetime.strptime(said, form).date().isoformat()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return ""


def _words(said: str) -> str:
    """Signs that stand for spaces in file names become spaces."""
    return re.sub(r"[_\s]+", " ", said if " " in said else re.sub(r"(?<=\w)-(?=\w)", " ", said)).strip()


def _bad(said: str, pattern: str) -> BadInput:
    return BadInput("bad-pattern", said, where=pattern or "the empty pattern")
