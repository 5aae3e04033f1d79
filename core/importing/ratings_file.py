"""Tables of ratings from anywhere, .csv or .xlsx: a unit a row, a coder a column.

What is guessed (headers, a column of names, what is missing) is told in words, and can be said instead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.domain.errors import BadInput
from core.importing.table_file import raw_rows
from core.stats.alpha import Level, alpha
from core.stats.table import Ratings

MISSING = (".", "NA")
_MEANT = ("nan", "null", "none", "n/a", "missing", "-99", "-999")  # often meant as missing
_IDS = re.compile(
    r"(unit|item|article|case|text|doc\w*|story|row|obs\w*|tweet|comment)?[ _.-]?(id|no|nr|#)?\d*", re.I
)
_CODERS = re.compile(r"(coder|rater|annotator|judge|observer|kodierer\w*)[ _.-]?\w*", re.I)
_MANY = 8  # coders; with more it is asked whether the table lies on its side
_SURELY = 100  # coders; more of them than units are units


@dataclass(frozen=True, eq=False)
class RatingsFile:
    """A table as read. ``told``: what was guessed, and what looks wrong, a sentence each."""

    ratings: Ratings
    coders: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: ``None`` is *find out*. ``missing``: texts that mean it, besides the empty cell."""

    header: bool | None = None
    ids: bool | None = None
    missing: tuple[str, ...] = MISSING
    categories: tuple[str, ...] = ()


def read_ratings(path: Path, level: Level = "nominal", how: Reading | None = None) -> RatingsFile:
    """The ratings of a file.

    Raises BadInput (``empty-table``, ``ragged-row``, ``long-table``, ``no-order``) and what reading any table
    raises; `Refused` for a category that is not among those given.
    """
    how = how or Reading()
    rows = [
        (number, [cell.strip() for cell in cells])
        for number, cells in raw_rows(path)
        if any(cells) or len(cells) > 1
    ]
    if not rows:
        raise BadInput("empty-table", "There is nothing in this table.", where=str(path))
    if path.suffix.lower() == ".xlsx":  # a sheet has no ends of rows: the empty cells there are missing ones
        wide = max(len(cells) for _, cells in rows)
        rows = [(number, cells + [""] * (wide - len(cells))) for number, cells in rows]
    _even(rows, str(path))
    table = [cells for _, cells in rows]
    told: list[str] = []
    names = _take_header(table, how, told)
    _no_long_table(names, table, str(path))
    first = _take_ids(names, table, how, told)
    if len(names) > max(_SURELY, len(table)):
        raise BadInput(
            "on-its-side",
            f"There are {len(names):,} columns and {len(table):,} rows: this table lies on its side. "
            "Needed is a unit a row, a coder a column: turn it (Excel: copy, paste special, transpose).",
            where=str(path),
        )
    missing = {"", *how.missing}
    _tell_missing(table, how, told)
    cells = [[None if cell in missing else cell for cell in row] for row in table]
    ratings = _ratings(cells, level, how, str(path))
    _suspect(ratings, names, first, level, told)
    return RatingsFile(ratings, tuple(names), tuple(told))


def _even(rows: Sequence[tuple[int, list[str]]], where: str) -> None:
    wide = len(rows[0][1])
    odd = next(((number, len(cells)) for number, cells in rows if len(cells) != wide), None)
    if odd:
        raise BadInput(
            "ragged-row",
            f"The row has {odd[1]} cells, the first row {wide}. Every unit needs as many cells as there are "
            "coders; leave a cell empty where a coder rated nothing.",
            where=f"{where}, row {odd[0]}",
        )


def _take_header(table: list[list[str]], how: Reading, told: list[str]) -> list[str]:
    """Names of the columns, taken off the table where the first row has them."""
    is_header = _looks_like_header(table) if how.header is None else how.header
    if not is_header:
        told.append(f"The first row is taken as ratings; columns are called 1 to {len(table[0])}.")
        return [str(at) for at in range(1, len(table[0]) + 1)]
    names = [name or f"column {at}" for at, name in enumerate(table.pop(0), 1)]
    told.append(f"The first row is taken as names of the columns: {_listed(names)}.")
    return names


def _looks_like_header(table: Sequence[Sequence[str]]) -> bool:
    """Names are text, all different, and none of them is a rating below."""
    first = table[0]
    if len(table) < 2 or len(set(first)) < len(first) or all(_number(cell) is not None for cell in first):
        return False
    below = {cell for row in table[1:] for cell in row}
    return not any(cell in below for cell in first if cell)


def _take_ids(names: list[str], table: list[list[str]], how: Reading, told: list[str]) -> list[str]:
    """The first column, taken off the table where it names the units; else nothing."""
    first = [row[0] for row in table]
    is_id = _looks_like_ids(names, table, first) if how.ids is None else how.ids
    if not is_id:
        return []
    told.append(f"The first column, “{names[0]}”, is taken as names of the units, not as ratings.")
    del names[0]
    for row in table:
        del row[0]
    return first


def _looks_like_ids(names: Sequence[str], table: Sequence[Sequence[str]], first: Sequence[str]) -> bool:
    if len(names) < 2 or len(table) < 2 or len(set(first)) < len(first) or not all(first):
        return False
    name = names[0]
    if not name.isdigit() and (name == "column 1" or _IDS.fullmatch(name)):
        return True
    numbered = [str(at) for at in range(1, len(first) + 1)]
    others = {cell for row in table for cell in row[1:]}
    repeated = any(len(set(column)) < len(column) for column in list(zip(*table, strict=True))[1:])
    strange = sum(cell not in others for cell in first) * 2 > len(first)
    return len(first) > 3 and repeated and (strange or (list(first) == numbered and len(names) > 2))


def _no_long_table(names: Sequence[str], table: Sequence[Sequence[str]], where: str) -> None:
    plain = [name.casefold() for name in names]
    at = next((plain.index(word) for word in ("coder", "rater", "annotator") if word in plain), None)
    if at is not None and len(names) >= 3 and len({row[at] for row in table}) * 2 <= len(table):
        raise BadInput(
            "long-table",
            f"This looks like one rating a row, with a column “{names[at]}”. Bring it into the form of a "
            "unit a row and a coder a column (a pivot table does that).",
            where=where,
        )


def _tell_missing(table: Sequence[Sequence[str]], how: Reading, told: list[str]) -> None:
    seen = Counter(cell for row in table for cell in row)
    read = [f"“{text}” ({seen[text]:,} cells)" for text in how.missing if seen[text]]
    if read:
        told.append(f"Read as missing, besides empty cells: {_listed(read)}.")
    meant = [text for text in seen if text.casefold() in _MEANT and text not in how.missing]
    if meant:
        told.append(
            f"{_listed(f'“{text}”' for text in meant)} counts as a category. If it means missing, say so."
        )


def _ratings(cells: list[list[str | None]], level: Level, how: Reading, where: str) -> Ratings:
    """Categories are numbers where all of them are; texts have the order that was given."""
    seen = {cell for row in cells for cell in row if cell is not None}
    if how.categories:
        return Ratings.of(cells, how.categories)
    numbers = {cell: _number(cell) for cell in seen}
    if all(value is not None for value in numbers.values()):
        return Ratings.of([[None if cell is None else numbers[cell] for cell in row] for row in cells])
    if level == "ordinal":
        raise BadInput(
            "no-order",
            f"These ratings are words ({_listed(sorted(seen))}), and nobody but you knows their order. Give "
            "the categories from the lowest to the highest.",
            where=where,
        )
    return Ratings.of(cells)


def _suspect(
    ratings: Ratings, names: Sequence[str], units: Sequence[str], level: Level, told: list[str]
) -> None:
    coders = len(names)
    reasons = []
    if coders > ratings.units:
        reasons.append(f"there are more coders ({coders:,}) than units ({ratings.units:,})")
    if units and sum(bool(_CODERS.fullmatch(unit)) for unit in units) * 2 > len(units):
        reasons.append(f"rows are called {_listed(units)}")
    if _lies_on_its_side(ratings, coders, level):
        reasons.append("turned round, its coders would agree far better")
    if reasons:
        said = f"Is this table on its side? It looks so: {_listed(reasons)}."
        told.append(f"{said} Needed is a unit a row, a coder a column.")
    values = len(ratings.categories)
    if level == "nominal" and values > 20 and all(isinstance(value, float) for value in ratings.categories):
        told.append(
            f"{values:,} different numbers are compared as names. If they are amounts, say level interval."
        )


def _lies_on_its_side(ratings: Ratings, coders: int, level: Level) -> bool:
    if coders <= _MANY or level == "circular" or len(ratings.categories) > 1_000 or ratings.units > 1_000:
        return False
    upright = alpha(ratings, level).value
    turned = alpha(Ratings(ratings.codes.T.copy(), ratings.categories), level).value
    return upright is not None and turned is not None and turned > upright + 0.2


def _number(text: str) -> float | None:
    """A number, with a point or a decimal comma."""
    if not re.fullmatch(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", text):
        return None
    return float(text.replace(",", "."))


def _listed(texts: Iterable[str]) -> str:
    found = list(texts)
    return ", ".join(found[:6]) + (f" and {len(found) - 6:,} more" if len(found) > 6 else "")
