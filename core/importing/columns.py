"""Which column, or field of a record, is title, text, source, date or language of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.domain.errors import BadInput
from core.importing.dates import date_in
from core.importing.raw import Item, RawArticle

FIELDS = ("text", "title", "source", "published", "language")
TEXT = 10_000_000  # characters of a text, as of a text file
CELL = 100_000  # of any other cell; Excel itself ends at 32,767
_SPOKEN = {"date": "published", "headline": "title", "body": "text", "publication": "source"}
# Names a column is often given, the surest first; compared without case, spaces and signs.
_NAMES = {
    "text": ("text", "body", "fulltext", "articletext", "articlebody", "content", "article", "story"),
    "title": ("title", "headline", "heading", "articletitle", "head", "subject"),
    "source": ("source", "publication", "newspaper", "outlet", "publisher", "medium", "journal"),
    "published": (
        *("published", "date", "publicationdate", "publishdate", "publishedat", "pubdate", "datepublished"),
        *("publisheddate", "day", "datetime", "timestamp"),
    ),
    "language": ("language", "lang", "languagecode"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Field of an article → name of the column that has it; all other columns become metadata.

    ``others``: whether they do.
    """

    of: tuple[tuple[str, str], ...] = ()
    others: bool = True

    def column(self, field: str) -> str:
        """The column of ``field``, or empty."""
        return dict(self.of).get(field, "")


def guess_columns(headers: Iterable[str]) -> Columns:
    """What the names of columns say; each column is taken once."""
    plain = {re.sub(r"[\W_]+", "", header).lower(): header for header in reversed(list(headers))}
    found: dict[str, str] = {}
    for field in FIELDS:
        column = next((plain[name] for name in _NAMES[field] if name in plain), "")
        if column and column not in found.values():
            found[field] = column
    return Columns(tuple(found.items()))


def asked_columns(pairs: Iterable[str], guessed: Columns | None = None) -> Columns:
    """``title=Headline`` and the like, over what was guessed; raises BadInput for what is no such pair."""
    of = dict(guessed.of) if guessed else {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        field = _SPOKEN.get(field.strip().lower(), field.strip().lower())
        if not equals or field not in FIELDS:
            text = f"Say which column is what as FIELD=COLUMN, FIELD one of: {', '.join(FIELDS)}."
            raise BadInput("bad-column", text, where=pair)
        of[field] = column.strip()
    return Columns(tuple((field, of[field]) for field in FIELDS if of.get(field)))


def check_columns(columns: Columns, headers: Iterable[str], where: str) -> None:
    """Raise BadInput when a column is not there, or none is known to hold the text."""
    there = list(headers)
    for field, column in columns.of:
        if column not in there:
            text = f"There is no column “{column}” for the {field}; there are: {_listed(there)}."
            raise BadInput("no-column", text, where=where)
    if not columns.column("text"):
        text = f"Say which column holds the text of the articles; there are: {_listed(there)}."
        raise BadInput("no-text-column", text, where=where)


def article_of(values: Mapping[str, str], columns: Columns, where: str) -> Item:
    """The article of one row; a row without text gives a BadInput."""
    found = {field: values.get(column, "") for field, column in columns.of}
    if not found["text"].strip():
        return BadInput("no-text", f"There is no text in column “{columns.column('text')}”.", where=where)
    long = next((name for name, value in values.items() if len(value) > _most(name, columns)), "")
    if long:
        text = (
            f"The cell in column “{long}” is far longer than any such cell is: leave it out or split it up."
        )
        return BadInput("long-cell", text, where=where)
    told: tuple[str, ...] = ()
    day = found.get("published", "").strip()
    published = date_in(day)
    if day and not published:
        told = (f"the date “{day[:40]}” reads in no way or in two, and was left out",)
    taken = {column for _, column in columns.of}
    rest = ((name, value) for name, value in values.items() if name not in taken and value.strip())
    return RawArticle(
        found["text"],
        told=told,
        title=" ".join(found.get("title", "").split()),
        source=" ".join(found.get("source", "").split()),
        published=published,
        language=found.get("language", "").strip(),
        metadata=tuple(rest) if columns.others else (),
        where=where,
    )


def _most(name: str, columns: Columns) -> int:
    """How many characters a cell may have."""
    return TEXT if name == columns.column("text") else CELL


def _listed(headers: list[str]) -> str:
    return ", ".join(f"“{header}”" for header in headers[:30]) or "none"
