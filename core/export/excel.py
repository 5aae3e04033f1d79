"""Writes sheets as an .xlsx workbook: streamed, aside, then moved into place.

openpyxl makes the package (styles, widths, frozen header, filter); the rows are streamed into its sheets by
`CellWriter`, since cell objects cost five times what the cells do (see decision 0006).
"""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from core.domain.work import Progress, Quiet, check
from core.export.aside import aside, spoken_errors
from core.export.excel_cells import CellWriter, Notes, Styles, letters
from core.export.sheets import Column, Kind, Row, Sheet

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

ROW_LIMIT = 1_048_576  # rows of one sheet, the header included
_BATCH = 256  # rows between two looks at the clock
_IN_MEMORY = 32_000_000  # bytes of one sheet kept off the disk
_WIDTHS = {Kind.TEXT: 24, Kind.CODE: 14, Kind.INTEGER: 10, Kind.NUMBER: 10, Kind.DATE: 12, Kind.MOMENT: 20}
_END_OF_ROWS = b"</sheetData>"


@dataclass(frozen=True, slots=True)
class Written:
    """What a workbook holds and what had to be done to make it hold it.

    ``rows``: sheet → rows below its header, in the order of the sheets; ``split``: cells that go on at the
    right end of their row; ``continued``: sheets that go on in another sheet.
    """

    rows: tuple[tuple[str, int], ...] = ()
    inert: int = 0
    replaced: int = 0
    replaced_cells: int = 0
    split: tuple[str, ...] = ()
    continued: tuple[str, ...] = ()


@dataclass(slots=True)
class _Part:
    """One sheet of the file: its rows wait as XML until the package is made."""

    name: str
    columns: tuple[Column, ...]
    rows: int
    xml: tempfile.SpooledTemporaryFile[bytes]

    @property
    def area(self) -> str:
        """The range of all cells, header included."""
        return f"A1:{letters(len(self.columns) - 1)}{self.rows + 1}"


def write_workbook(
    target: Path,
    sheets: Sequence[Sheet],
    readme: Callable[[Written], Sheet],
    *,
    title: str = "",
    progress: Progress | None = None,
    row_limit: int = ROW_LIMIT,
) -> Written:
    """Write ``sheets`` to ``target``, before them ``readme``, which is made when all else is known.

    Nothing stands at ``target`` before the whole file does; an existing file is replaced. A sheet of more
    than ``row_limit`` rows goes on in a second. Raises `Unavailable` or `Cancelled`, leaving nothing behind.
    """
    progress = progress or Quiet()
    with contextlib.ExitStack() as stack, spoken_errors(target):
        book, styles = _workbook(title)
        maker = _PartMaker(styles, progress, row_limit, sum(sheet.size for sheet in sheets))
        parts = [part for sheet in sheets for part in maker.parts(sheet, stack)]
        told = maker.told(parts)
        first = list(maker.parts(readme(told), stack))
        with aside(target) as file:
            _assemble(file, book, [*first, *parts], progress)
    return told


class _PartMaker:
    """Streams rows into spools and keeps the notes of all sheets."""

    def __init__(self, styles: Styles, progress: Progress, row_limit: int, size: int) -> None:
        self._styles = styles
        self._progress = progress
        self._room = row_limit - 1
        self._size = max(size, 1)
        self._done = 0
        self._notes: list[Notes] = []
        self._continued: list[str] = []

    def parts(self, sheet: Sheet, stack: contextlib.ExitStack) -> Iterator[_Part]:
        """The sheets that hold ``sheet``: one, unless it has more rows than a sheet takes."""
        rows = iter(sheet.rows)
        for number in range(1, 1_000):
            name = sheet.name if number == 1 else f"{sheet.name[:27]}_{number}"
            ahead = next(rows, None)
            if ahead is None and number > 1:
                return
            if number == 2:
                self._continued.append(sheet.name)
            some = islice(chain([ahead], rows), self._room) if ahead is not None else iter(())
            yield self._part(name, sheet.columns, some, stack)

    def _part(
        self, name: str, columns: tuple[Column, ...], rows: Iterator[Row], stack: contextlib.ExitStack
    ) -> _Part:
        spool = stack.enter_context(_spool())
        cells = CellWriter(columns, self._styles, name)
        count = 0
        while batch := list(islice(rows, _BATCH)):
            check(self._progress)
            numbered = enumerate(batch, count + 2)
            spool.write("".join([cells.row(number, row) for number, row in numbered]).encode())
            count += len(batch)
            self._done += len(batch)
            self._progress.report(min(0.9 * self._done / self._size, 0.9), f"Writing {name}")
        self._notes.append(cells.notes)
        spool.seek(0)
        return _Part(name, (*columns, *cells.extra), count, spool)

    def told(self, parts: Sequence[_Part]) -> Written:
        """All that was noted so far."""
        return Written(
            rows=tuple((part.name, part.rows) for part in parts),
            inert=sum(n.inert for n in self._notes),
            replaced=sum(n.replaced for n in self._notes),
            replaced_cells=sum(n.replaced_cells for n in self._notes),
            split=tuple(cell for n in self._notes for cell in n.split),
            continued=tuple(self._continued),
        )


def _spool() -> tempfile.SpooledTemporaryFile[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)


def _workbook(title: str) -> tuple[Workbook, Styles]:
    """An empty workbook that knows our styles."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment

    book = Workbook(write_only=True)
    book.properties.creator = "Rapporteur"
    book.properties.title = title
    book.create_sheet("styles")

    def style(number_format: str = "General", *, inert: bool = False, wrap: bool = False) -> int:
        cell = _cell(book, "")
        cell.number_format = number_format
        if wrap:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        # As if a person had typed an apostrophe first: stays text when the cell is edited.
        cell.quotePrefix = inert
        return int(cell.style_id)

    styles = Styles(
        text=style(),
        inert=style(inert=True),
        code=style("@"),
        inert_code=style("@", inert=True),
        wrapped=style(wrap=True),
        inert_wrapped=style(inert=True, wrap=True),
        day=style("yyyy\\-mm\\-dd"),
        moment=style("yyyy\\-mm\\-dd\\ hh:mm:ss"),
    )
    book.remove(book.worksheets[0])
    return book, styles


def _cell(book: Workbook, text: str) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell

    return WriteOnlyCell(book.worksheets[-1], text)


def _assemble(target: IO[bytes], book: Workbook, parts: Sequence[_Part], progress: Progress) -> None:
    """Make the package of empty sheets, then pour the rows into their places."""
    with _spool() as empty:
        for part in parts:
            _add_sheet(book, part)
        book.save(empty)
        with (
            zipfile.ZipFile(empty) as source,
            # Level 1: a third of the time of the default for a file a fifth larger.
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        ):
            rows = {f"xl/worksheets/sheet{i}.xml": part for i, part in enumerate(parts, 1)}
            for name in source.namelist():
                content = source.read(name)
                if name not in rows:
                    package.writestr(name, content)
                    continue
                check(progress)
                _pour(package, name, content, rows[name])


def _add_sheet(book: Workbook, part: _Part) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet = book.create_sheet(part.name)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = part.area
    for index, column in enumerate(part.columns):
        wide = column.width or max(_WIDTHS[column.kind], len(column.name) + 3)
        sheet.column_dimensions[letters(index)].width = wide
    header = [_cell(book, column.name) for column in part.columns]
    for cell in header:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8ECF1")
        cell.alignment = Alignment(vertical="center")
    sheet.append(header)


def _pour(package: zipfile.ZipFile, name: str, content: bytes, part: _Part) -> None:
    head, _, tail = content.partition(_END_OF_ROWS)
    # Readers that stream want the size beforehand; openpyxl leaves it out when it does not know it.
    head = head.replace(b"<sheetViews>", f'<dimension ref="{part.area}" /><sheetViews>'.encode(), 1)
    with package.open(name, "w", force_zip64=True) as out:
        out.write(head)
        while some := part.xml.read(1 << 20):
            out.write(some)
        out.write(_END_OF_ROWS + tail)
