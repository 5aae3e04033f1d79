"""Rows of plain values as the rows of a worksheet's XML, fast; notes what had to be done to a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from core.export.neutral import as_xml, is_formula_like, is_plain, pieces, storable
from core.export.sheets import Column, Kind, Row

_EPOCH = date(1899, 12, 30)
_FIRST_MOMENT = datetime.combine(_EPOCH, time())
_DAY = timedelta(days=1)
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar has a day that never was
_REMEMBERED = 200  # code points; longer texts seldom come twice
_FULL = 100_000  # texts


@dataclass(frozen=True, slots=True)
class Styles:
    """Style numbers of the workbook, by what a cell holds."""

    text: int
    inert: int
    code: int
    inert_code: int
    wrapped: int
    inert_wrapped: int
    day: int
    moment: int


@dataclass(slots=True)
class Notes:
    """What was done to texts on the way into cells."""

    inert: int = 0
    replaced: int = 0  # characters
    replaced_cells: int = 0
    split: list[str] = field(default_factory=list)  # cells, e.g. ``Statements!K12``


class _Texts(dict[str, str]):
    """Text → the end of its cell's XML, from the closing quote of the reference on; made on first use."""

    def __init__(self, plain: int, inert: int, notes: Notes) -> None:
        super().__init__()
        self._opening, self._inert_opening = _opening(plain), _opening(inert)
        self._notes = notes
        self.more: dict[str, list[str]] = {}  # text too long for one cell → the parts after its first

    def __missing__(self, text: str) -> str:
        if is_plain(text):
            end = f"{self._opening}>{text}</t></is></c>"
            self._remember(text, end)
            return end
        clean, replaced = storable(text)
        first, *rest = pieces(clean)
        formula = is_formula_like(first)
        opening = self._inert_opening if formula else self._opening
        end = f'{opening} xml:space="preserve">{as_xml(first)}</t></is></c>'
        self._notes.replaced += replaced
        if rest:
            self.more[text] = rest
        if not replaced and not formula:
            self._remember(text, end)
        self._notes.inert += formula
        self._notes.replaced_cells += replaced > 0
        return end

    def _remember(self, text: str, end: str) -> None:
        if len(text) <= _REMEMBERED:
            if len(self) > _FULL:
                self.clear()
            self[text] = end


class CellWriter:
    """Turns the rows of one sheet into XML. Texts too long for a cell go on in columns at the right end."""

    def __init__(self, columns: Sequence[Column], styles: Styles, sheet: str) -> None:
        self.notes = Notes()
        self._sheet = sheet
        self._texts = _Texts(styles.text, styles.inert, self.notes)
        self._codes = _Texts(styles.code, styles.inert_code, self.notes)
        self._wrapped = _Texts(styles.wrapped, styles.inert_wrapped, self.notes)
        self._styles = styles
        self._columns = columns
        self._cells = [(f'<c r="{letters(i)}', self._end_of(c)) for i, c in enumerate(columns)]
        self._more: dict[tuple[int, int], int] = {}  # (column, part) → its column at the right end

    @property
    def extra(self) -> tuple[Column, ...]:
        """The columns added at the right end so far, for texts longer than a cell."""
        return tuple(
            Column(f"{self._columns[i].name}_more{'' if part == 1 else f'_{part}'}", self._columns[i].kind)
            for i, part in self._more
        )

    def row(self, number: int, values: Row) -> str:
        """The XML of row ``number``; empty values make no cell."""
        out = [f'<row r="{number}">']
        for (begin, end_of), value in zip(self._cells, values, strict=True):
            if value or value == 0:
                out.append(f"{begin}{number}{end_of(value)}")
        if self._texts.more or self._codes.more or self._wrapped.more:
            out += self._rest_of(number, values)
        out.append("</row>")
        return "".join(out)

    def _texts_of(self, column: Column) -> _Texts:
        if column.kind is Kind.CODE:
            return self._codes
        return self._wrapped if column.wrap else self._texts

    def _end_of(self, column: Column) -> Callable[[Any], str]:
        return {
            Kind.TEXT: self._texts_of(column).__getitem__,
            Kind.CODE: self._codes.__getitem__,
            Kind.INTEGER: self._number,
            Kind.NUMBER: self._number,
            Kind.DATE: self._day,
            Kind.MOMENT: self._moment,
        }[column.kind]

    def _number(self, value: float | str) -> str:
        return self._texts[value] if isinstance(value, str) else f'"><v>{value!r}</v></c>'

    def _day(self, value: date | str) -> str:
        if isinstance(value, str) or value < _FIRST_DAY:
            return self._texts[str(value)]
        return f'" s="{self._styles.day}"><v>{(value - _EPOCH).days}</v></c>'

    def _moment(self, value: datetime | str) -> str:
        if isinstance(value, str):
            return self._texts[value]
        return f'" s="{self._styles.moment}"><v>{(value - _FIRST_MOMENT) / _DAY!r}</v></c>'

    def _rest_of(self, number: int, values: Row) -> list[str]:
        """Cells for the parts of this row's long texts after their first, in the order of their columns."""
        found: dict[int, str] = {}
        for index, value in enumerate(values):
            texts = self._texts_of(self._columns[index])
            rest = texts.more.get(value, ()) if isinstance(value, str) else ()
            for part, text in enumerate(rest, 1):
                place = self._more.setdefault((index, part), len(self._columns) + len(self._more))
                found[place] = f'<c r="{letters(place)}{number}{texts[text]}'
            if rest:
                self.notes.split.append(f"{self._sheet}!{letters(index)}{number}")
        for texts in (self._texts, self._codes, self._wrapped):
            texts.more.clear()
        return [found[place] for place in sorted(found)]


def _opening(style: int) -> str:
    shown = f' s="{style}"' if style else ""
    return f'"{shown} t="inlineStr"><is><t'


def letters(index: int) -> str:
    """The letters of column ``index`` counted from 0: A, …, Z, AA, …"""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
