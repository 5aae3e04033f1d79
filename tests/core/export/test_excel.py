"""The workbook as a file: typed cells, hostile text, limits, nothing left behind when it can't be written."""

from __future__ import annotations

import errno
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.errors import Unavailable
from core.domain.work import Cancelled, Quiet
from core.export.excel import Written, write_workbook
from core.export.neutral import CELL_LIMIT, storable
from core.export.sheets import Column, Kind, Row, Sheet
from tests.build import raw_texts
from tests.core.export.material import cells, opened
from tests.core.export.office import reopened

ROOT = Path(__file__).parents[3]
HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://example.org","x")',
    "+49 30 1234",
    "-5 degrees, he said",
    "@SUM(A1:A9)",
    "\t=cmd|' /C calc'!A0",
    "'quoted'",
    "<b>&amp;</b> ]]>",
    " spaces at both ends ",
    "two\nlines",
    "“quotes” – dash… \xa0nbsp",
    "שלום \u200fمرحبا\u202a",
    "👩\u200d👩\u200d👧 e\u0301 𝒜",
    "Armeniaand",
    "010",
    "1E5",
    "TRUE",
    "2024-04-28",
    "#N/A",
)
TEXTS = (Column("words"), Column("code", Kind.CODE))


def readme(_: Written) -> Sheet:
    return Sheet("README", "", (Column("text"),), [("about",)])


def write(target: Path, *rows: Row, columns: tuple[Column, ...] = TEXTS, **rest: Any) -> Written:
    sheet = Sheet("Sheet", "", columns, iter(rows), len(rows))
    return write_workbook(target, [sheet], readme, **rest)


def test_sheets_are_frozen_filtered_and_unmerged_with_a_bold_header(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", ("a", "b"), ("c", "d"))
    book = opened(tmp_path / "a.xlsx")
    assert book.sheetnames == ["README", "Sheet"]
    sheet = book["Sheet"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.dimensions) == ("A2", "A1:B3", "A1:B3")
    assert not sheet.merged_cells.ranges
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.column_dimensions["A"].width > 10


def test_cells_are_typed(tmp_path: Path) -> None:
    columns = tuple(Column(kind.value, kind) for kind in Kind)
    moment = datetime.fromisoformat("2026-01-02T03:04:05")
    write(tmp_path / "a.xlsx", ("x", "010", 7, 0.25, date(2024, 4, 28), moment), columns=columns)
    text, code, integer, number, day, at = opened(tmp_path / "a.xlsx")["Sheet"][2]
    assert (text.value, code.value, code.data_type, code.number_format) == ("x", "010", "s", "@")
    assert (integer.value, integer.data_type, number.value) == (7, "n", 0.25)
    assert (day.value, day.is_date) == (datetime.fromisoformat("2024-04-28"), True)
    assert at.value == moment


def test_what_is_no_number_or_day_of_excels_calendar_stays_text(tmp_path: Path) -> None:
    columns = (Column("n", Kind.NUMBER), Column("d", Kind.DATE))
    write(tmp_path / "a.xlsx", ("about 7", date(1850, 1, 1)), columns=columns)
    assert cells(tmp_path / "a.xlsx")["Sheet"][1] == ("about 7", "1850-01-01")


def test_hostile_text_is_inert_and_verbatim(tmp_path: Path) -> None:
    told = write(tmp_path / "a.xlsx", *((text, text) for text in HOSTILE))
    rows = list(opened(tmp_path / "a.xlsx")["Sheet"].iter_rows(min_row=2))
    assert [tuple(cell.value for cell in row) for row in rows] == [(text, text) for text in HOSTILE]
    assert {cell.data_type for row in rows for cell in row} == {"s"}
    for row in rows:
        assert all(bool(cell.quotePrefix) == (cell.value[0] in "=+-@\t") for cell in row)
    assert told.inert == 2 * sum(text[0] in "=+-@\t" for text in HOSTILE)


def test_libreoffice_sees_the_same_text_and_calculates_nothing(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", *((text, text) for text in (*HOSTILE, "_x0041_ stays")))
    seen = opened(reopened(tmp_path / "a.xlsx", tmp_path))["Sheet"]
    rows = list(seen.iter_rows(min_row=2))
    assert {cell.data_type for row in rows for cell in row} == {"s"}
    expected = (*HOSTILE, "_x0041_ stays")
    assert [row[0].value for row in rows] == list(expected)
    assert [row[1].value for row in rows] == list(expected)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(raw_texts(), min_size=1, max_size=8))
def test_any_text_comes_back_but_for_what_was_told(tmp_path: Path, found: list[str]) -> None:
    told = write(tmp_path / "a.xlsx", *((text, text) for text in found))
    clean = [storable(text)[0] for text in found]
    back = cells(tmp_path / "a.xlsx")["Sheet"][1:]
    for text, row in zip_longest(clean, back, fillvalue=()):
        # openpyxl shows the escape that Excel and LibreOffice resolve.
        shown = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", str(text))
        assert row == ((shown, shown) if text else ())
    assert told.replaced == 2 * sum(storable(text)[1] for text in found)


def test_texts_longer_than_a_cell_go_on_at_the_right_end(tmp_path: Path) -> None:
    long, longer = "a" * (CELL_LIMIT + 1), "😀" * CELL_LIMIT
    told = write(tmp_path / "a.xlsx", (long, "x"), ("short", "y"), (longer, long))
    header, one, two, three = cells(tmp_path / "a.xlsx")["Sheet"]
    assert header == ("words", "code", "words_more", "words_more_2", "code_more")
    assert one[0] + one[2] == long
    assert two == ("short", "y")
    assert three[0] + three[2] + three[3] == longer
    assert three[1] + three[4] == long
    assert told.split == ("Sheet!A2", "Sheet!A4", "Sheet!B4")


def test_a_piece_that_begins_like_a_formula_is_inert_too(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", ("a" * CELL_LIMIT + "=1+1", None))
    cell = opened(tmp_path / "a.xlsx")["Sheet"]["C2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_wrapped_columns_show_long_texts_on_several_lines_and_are_inert_too(tmp_path: Path) -> None:
    columns = (Column("about", wrap=True), Column("plain"))
    write(tmp_path / "a.xlsx", ("=1", "a"), ("long " * 10_000, "b"), columns=columns)
    sheet = opened(tmp_path / "a.xlsx")["Sheet"]
    assert [(c.alignment.wrap_text, bool(c.quotePrefix)) for c in sheet[2][:2]] == [
        (True, True),
        (None, False),
    ]
    assert sheet["A3"].value + sheet["C3"].value == "long " * 10_000


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(tmp_path: Path) -> None:
    told = write(tmp_path / "a.xlsx", *((str(n), None) for n in range(7)), row_limit=4)
    found = cells(tmp_path / "a.xlsx")
    assert list(found) == ["README", "Sheet", "Sheet_2", "Sheet_3"]
    assert [row[0] for name in list(found)[1:] for row in found[name][1:]] == [str(n) for n in range(7)]
    assert told.continued == ("Sheet",)
    assert told.rows == (("Sheet", 3), ("Sheet_2", 3), ("Sheet_3", 1))


def test_a_sheet_without_rows_has_its_header(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx")
    assert cells(tmp_path / "a.xlsx")["Sheet"] == [("words", "code")]


def test_progress_is_told_and_rises(tmp_path: Path) -> None:
    class Seen(Quiet):
        def __init__(self) -> None:
            self.done: list[float] = []

        def report(self, done: float, text: str = "") -> None:  # noqa: ARG002
            self.done.append(done)

    seen = Seen()
    write(tmp_path / "a.xlsx", *((str(n), None) for n in range(2000)), progress=seen)
    assert len(seen.done) > 4
    assert seen.done == sorted(seen.done)


class Stopped(Quiet):
    """Cancels at the ``after``-th look."""

    def __init__(self, after: int) -> None:
        self._left = after

    @property
    def cancelled(self) -> bool:  # type: ignore[override]
        self._left -= 1
        return self._left < 0


@pytest.mark.parametrize("after", [0, 3, 9])
def test_cancelled_leaves_nothing_behind(tmp_path: Path, after: int) -> None:
    with pytest.raises(Cancelled):
        write(tmp_path / "a.xlsx", *((str(n), None) for n in range(2000)), progress=Stopped(after))
    assert list(tmp_path.iterdir()) == []


def test_a_failure_midway_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")

    def rows() -> Iterator[Row]:
        yield ("a", "b")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(Unavailable) as refused:
        write_workbook(target, [Sheet("Sheet", "", TEXTS, rows())], readme)
    assert refused.value.code == "disk-full"
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_disk_that_takes_no_more_is_told_and_nothing_stays(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    rows = [(os.urandom(150).hex(), None) for _ in range(2000)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(Unavailable) as refused:
            write(tmp_path / "a.xlsx", *rows)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert refused.value.code == "disk-full"
    assert list(tmp_path.iterdir()) == []


def test_missing_folder_and_folder_as_target_are_told(tmp_path: Path) -> None:
    for target, code in ((tmp_path / "none" / "a.xlsx", "no-folder"), (tmp_path, "cannot-write")):
        with pytest.raises(Unavailable) as refused:
            write(target, ("a", "b"))
        assert (refused.value.code, refused.value.where) == (code, str(target))


def test_a_file_that_another_program_holds_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Unavailable) as refused:
        write(tmp_path / "a.xlsx", ("a", "b"))
    assert refused.value.code == "file-in-use"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="needs users and rights")
def test_a_folder_one_may_not_write_in_is_told() -> None:
    code = """
import os, sys
from pathlib import Path
from core.domain.errors import Unavailable
from tests.core.export.test_excel import write
import openpyxl, openpyxl.cell, openpyxl.styles
if os.geteuid() == 0:  # root may write everywhere
    os.setgroups([])
    os.setresuid(65534, 65534, 65534)
try:
    write(Path(sys.argv[1]) / "a.xlsx", ("a", "b"))
except Unavailable as refused:
    print(refused.code)
"""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        command = [sys.executable, "-c", code, folder]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        assert list(Path(folder).iterdir()) == []
    assert done.stdout == "read-only\n"
