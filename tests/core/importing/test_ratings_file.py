"""Tables of ratings as people have them: what is found out, what is told, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook  # noqa: TID253 (these tests write workbooks)

from core.domain.errors import BadInput, Refused
from core.importing.ratings_file import RatingsFile, Reading, read_ratings
from core.stats.alpha import Level, alpha


def write(tmp_path: Path, text: str, name: str = "ratings.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def told(found: RatingsFile, words: str) -> bool:
    return any(words in line for line in found.told)


NAMED = "article,Ann,Bo,Cy\na1,x,x,y\na2,y,y,y\na3,x,,x\na4,z,z,NA\n"


def test_headers_and_names_of_units_are_found_and_told(tmp_path: Path) -> None:
    found = read_ratings(write(tmp_path, NAMED))
    assert found.coders == ("Ann", "Bo", "Cy")
    assert found.ratings.units == 4
    assert found.ratings.categories == ("x", "y", "z")
    assert (found.ratings.codes < 0).sum() == 2
    assert told(found, "The first row is taken as names of the columns: article, Ann, Bo, Cy.")
    assert told(found, "“article”, is taken as names of the units")
    assert told(found, "Read as missing, besides empty cells: “NA” (1 cells)")


def test_bare_numbers_are_ratings(tmp_path: Path) -> None:
    found = read_ratings(write(tmp_path, "1,1\n2,2\n1,2\n3,3\n"))
    assert found.coders == ("1", "2")
    assert found.ratings.units == 4
    assert found.ratings.categories == (1.0, 2.0, 3.0)
    assert told(found, "The first row is taken as ratings")


def test_what_is_found_out_can_be_said(tmp_path: Path) -> None:
    path = write(tmp_path, NAMED)
    found = read_ratings(path, how=Reading(header=False, ids=False))
    assert (found.ratings.units, len(found.coders)) == (5, 4)
    numbered = write(tmp_path, "1,2\n1,1\n2,2\n", "numbered.csv")
    assert read_ratings(numbered, how=Reading(header=True)).coders == ("1", "2")
    assert read_ratings(numbered, how=Reading(ids=True)).coders == ("2",)


def test_row_numbers_are_names_of_units(tmp_path: Path) -> None:
    rows = "".join(f"{at},{1 + at % 3},{1 + at % 2}\n" for at in range(1, 21))
    assert read_ratings(write(tmp_path, rows)).coders == ("2", "3")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter(tmp_path: Path, delimiter: str) -> None:
    found = read_ratings(write(tmp_path, NAMED.replace(",", delimiter)))
    assert found.coders == ("Ann", "Bo", "Cy")


def test_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["unit", "Ann", "Bo"], ["u1", 1, 1], ["u2", 2, None], ["u3", 2, 2.0], ["u4", 3, 2]):
        sheet.append(row)
    book.save(tmp_path / "ratings.xlsx")
    found = read_ratings(tmp_path / "ratings.xlsx")
    assert found.ratings.categories == (1.0, 2.0, 3.0)
    assert found.ratings.codes.tolist() == [[0, 1, 1, 2], [0, -1, 1, 1]]


def test_trailing_empty_cells_of_a_workbook_are_missing(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["unit", "Ann", "Bo"], ["u1", 1, 1], ["u2", 2, None], ["u3", 2, 1], ["u4", None, None]):
        sheet.append(row)
    book.save(tmp_path / "ratings.xlsx")
    found = read_ratings(tmp_path / "ratings.xlsx")
    assert found.ratings.codes.tolist() == [[0, 1, 1, -1], [0, -1, 0, -1]]


def test_numbers_written_differently_are_the_same(tmp_path: Path) -> None:
    found = read_ratings(write(tmp_path, "Ann;Bo\n1,5;1.5\n2;2,0\n3;3\n"))
    assert found.ratings.categories == (1.5, 2.0, 3.0)
    assert alpha(found.ratings, "interval").value == pytest.approx(1)


def test_a_label_that_looks_missing_is_told_not_dropped(tmp_path: Path) -> None:
    path = write(tmp_path, "Ann,Bo\nx,x\nnan,nan\ny,x\n")
    found = read_ratings(path)
    assert "nan" in found.ratings.categories
    assert told(found, "“nan” counts as a category")
    said = read_ratings(path, how=Reading(missing=("nan",)))
    assert said.ratings.categories == ("x", "y")
    assert told(said, "Read as missing, besides empty cells: “nan” (2 cells)")


def test_words_have_the_order_that_is_given(tmp_path: Path) -> None:
    path = write(tmp_path, "Ann,Bo\nlow,low\nhigh,mid\nmid,mid\n")
    with pytest.raises(BadInput, match=r"words \(high, low, mid\)") as refused:
        read_ratings(path, "ordinal")
    assert refused.value.code == "no-order"
    found = read_ratings(path, "ordinal", Reading(categories=("low", "mid", "high")))
    assert found.ratings.categories == ("low", "mid", "high")
    with pytest.raises(Refused, match="“high” is not among"):
        read_ratings(path, "ordinal", Reading(categories=("low", "mid")))


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", "empty-table", "nothing in this table"),
        ("Ann,Bo\n1,1\n1,1,2\n", "ragged-row", "The row has 3 cells, the first row 2"),
        ("unit,coder,code\n" + "u1,Ann,x\nu1,Bo,x\nu2,Ann,y\nu2,Bo,x\n", "long-table", "one rating a row"),
    ],
)
def test_tables_that_are_none(tmp_path: Path, text: str, code: str, words: str) -> None:
    with pytest.raises(BadInput, match=words) as refused:
        read_ratings(write(tmp_path, text))
    assert refused.value.code == code


def test_a_table_that_surely_lies_on_its_side_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "\n".join(",".join(str(at % 3) for at in range(300)) for _ in range(3)))
    with pytest.raises(BadInput, match="300 columns and 3 rows") as refused:
        read_ratings(path)
    assert refused.value.code == "on-its-side"


def test_a_ragged_row_is_named_by_its_number(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        read_ratings(write(tmp_path, "1,1\n2,2\n\n1\n"))
    assert refused.value.where.endswith("row 4")


@pytest.mark.parametrize("level", ["nominal", "interval"])
def test_a_table_on_its_side_is_suspected(tmp_path: Path, level: Level) -> None:
    """Krippendorff's example, a coder a row."""
    rows = "1;2;3;3;2;1;4;1;2;;;\n1;2;3;3;2;2;4;1;2;5;;3\n;3;3;3;2;3;4;2;2;5;1;\n1;2;3;3;2;4;4;1;2;5;1;\n"
    found = read_ratings(write(tmp_path, rows), level)
    assert told(found, "on its side")
    assert told(found, "more coders (12) than units (4)")
    assert told(found, "its coders would agree far better")


def test_rows_called_after_coders_are_suspected(tmp_path: Path) -> None:
    rows = "name,a1,a2,a3\ncoder 1,x,y,z\ncoder 2,x,y,x\ncoder 3,x,y,z\ncoder 4,x,y,y\n"
    assert told(read_ratings(write(tmp_path, rows)), "rows are called coder 1, coder 2")


def test_an_upright_table_raises_no_suspicion(tmp_path: Path) -> None:
    rows = "1,1,1,\n2,2,3,2\n3,3,3,3\n3,3,3,3\n2,2,2,2\n1,2,3,4\n4,4,4,4\n1,1,2,1\n2,2,2,2\n"
    assert not told(read_ratings(write(tmp_path, rows)), "side")


def test_amounts_compared_as_names_are_told(tmp_path: Path) -> None:
    path = write(tmp_path, "".join(f"{at / 10},{at / 10 + at % 2}\n" for at in range(40)))
    assert told(read_ratings(path, how=Reading(ids=False)), "If they are amounts, say level interval")
    assert not told(read_ratings(path, "interval", Reading(ids=False)), "amounts")
