"""Tables, .csv and .xlsx, one article a row; read row by row, however many there are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from core.domain.errors import BadInput
from core.importing.columns import Columns, article_of, check_columns, guess_columns
from core.importing.files import TABLE, bytes_of, office_file
from core.importing.raw import Item, foreign
from core.importing.text_file import LIMIT, decode

_DELIMITERS = ",;\t|"
COLUMNS = 1_000
_ROWS = 1_048_576  # of a sheet of Excel; a file may claim any number, and the library makes rows up to it


@dataclass(frozen=True, slots=True)
class Preview:
    """The head of a table: names of columns, first rows, what the columns seem to be, what was told."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: Columns
    told: tuple[str, ...] = ()


def preview_table(path: Path, rows: int = 5) -> Preview:
    """The first ``rows`` rows; raises BadInput when the table can't be read."""
    with _opened(path) as (found, told):
        headers = _headers(next(found, None), str(path))
        first = tuple(tuple(values) for _, values in islice(found, rows))
    return Preview(headers, first, guess_columns(headers), told)


def read_table(path: Path, columns: Columns | None = None) -> Iterator[Item]:
    """The articles of a table; a row that gives none is a BadInput among them, with its number.

    ``columns``: guessed from the headers where not given. Raises BadInput when the table can't be read.
    """
    with _opened(path) as (rows, _told):
        headers = _headers(next(rows, None), str(path))
        columns = columns or guess_columns(headers)
        check_columns(columns, headers, str(path))
        for number, values in rows:
            where = f"row {number}"
            if len(values) > len(headers):
                text = f"The row has {len(values)} cells under {len(headers)} headers: mend its quotes."
                yield BadInput("ragged-row", text, where=where)
            elif any(value.strip() for value in values):
                yield article_of(dict(zip(headers, values, strict=False)), columns, where)


def raw_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The cells of any table, row by row with their numbers, as they are. Raises BadInput."""
    with _opened(path) as (rows, _told):
        yield from rows


_Rows = Iterator[tuple[int, list[str]]]


@contextmanager
def _opened(path: Path) -> Iterator[tuple[_Rows, tuple[str, ...]]]:
    """Rows with their numbers in the file, counted from 1, and what there is to tell."""
    if path.suffix.lower() == ".xlsx":
        with _workbook(path) as rows:
            yield rows, ()
        return
    with _text(path) as (file, told):
        yield _csv_rows(file, path), told


def _headers(first: tuple[int, list[str]] | None, where: str) -> tuple[str, ...]:
    names = [name.strip() for name in first[1]] if first else []
    while names and not names[-1]:
        names.pop()
    if not names or len(names) > COLUMNS:
        text = "The first row must name the columns." if not names else f"There are over {COLUMNS:,} columns."
        raise BadInput("no-headers", text, where=where)
    names = [name or f"column {number}" for number, name in enumerate(names, 1)]
    double = next((name for name in names if names.count(name) > 1), "")
    if double:
        text = f"Two columns are called “{double}”: rename one."
        raise BadInput("double-header", text, where=where)
    return tuple(names)


@contextmanager
def _text(path: Path) -> Iterator[tuple[TextIO, tuple[str, ...]]]:
    """The file as text: UTF-8 as it is read, any other encoding decoded as a whole."""
    if _is_utf8(path):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file, ()
        return
    data = bytes_of(path, 10 * LIMIT, "too much in this encoding: save it as UTF-8")
    text, _, told = decode(data)
    if "\x00" in text:
        raise BadInput("not-text", "This is no table of text, whatever its name says.", where=str(path))
    yield io.StringIO(text, newline=""), told


def _is_utf8(path: Path) -> bool:
    """Whether all of the file is; raises BadInput as `bytes_of` for what can't be opened."""
    if not path.is_file() or path.stat().st_size > TABLE:
        bytes_of(path, TABLE, "too much for one table: split it up")
    try:
        with path.open(encoding="utf-8", newline="") as file:
            while part := file.read(1_000_000):
                if "\x00" in part:
                    return False
    except UnicodeDecodeError:
        return False
    return True


def _csv_rows(file: TextIO, path: Path) -> _Rows:
    csv.field_size_limit(LIMIT)
    head = file.read(65_536)
    file.seek(0)
    first = head.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(file, delimiter=delimiter, strict=False)
    begins = 1
    while True:
        try:
            values = next(reader, None)
        except csv.Error as error:
            text = f"The table can't be read further ({error}): mend the quotes there."
            raise BadInput("bad-csv", text, where=f"{path}, line {reader.line_num}") from error
        if values is None:
            return
        yield begins, values
        begins = reader.line_num + 1


@contextmanager
def _workbook(path: Path) -> Iterator[_Rows]:
    file = office_file(path, "Excel workbook")
    with foreign("Excel workbook", str(path)):
        from openpyxl import load_workbook

        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=_ROWS, values_only=True)
    try:
        yield _cells(rows, str(path))
    finally:
        book.close()


def _cells(rows: Iterator[Any], where: str) -> _Rows:
    number = 0
    while True:
        number += 1
        with foreign("Excel workbook", where):
            values = next(rows, None)
        if values is None:
            return
        if number >= _ROWS:
            text = "A row claims to be the last a sheet can have, or beyond it: copy the rows to a new sheet."
            raise BadInput("many-rows", text, where=where)
        cells = [_said(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        yield number, cells


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
