"""Codebooks written to files and read again: JSON, workbook, REFI-QDA; files that are wrong or hostile."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.app.codebooks import schemes, write_codebook
from core.domain.codebook import Category, Codebook, Ruling, Variable
from core.domain.codebook_checks import faults_of
from core.domain.codebook_diff import diff
from core.domain.codebook_editing import edited, succeeding
from core.domain.codebook_edits import Edit, PutCategory, PutRuling, PutVariable, RetireCategory
from core.domain.coding import Layer
from core.domain.errors import BadInput, Refused
from core.importing.codebook_file import load_codebook

EDITS: tuple[Edit, ...] = (
    PutRuling(Ruling("r1", Layer.EVENT, "AID", "Loans count.", "a loan of 5 million")),
    RetireCategory(Layer.MENTION, "NORP", ("GPE", "ORG")),
    PutVariable(
        Layer.EVENT,
        Variable(
            "deaths", "Deaths", "interval", required=True, reliability=False, condition="realis=happened"
        ),
    ),
    PutCategory(
        Layer.MENTION,
        Category(
            "LAW",
            "=SUM(A1)",
            "One\ntwo",
            include=("a\nb", "c \\n d"),
            examples=("“x”",),
            colour="#2F5FD0",
            pattern="dotted",
        ),
    ),
)
BOOK: Codebook = edited(load_codebook(), EDITS[:2] + EDITS[3:])


def load_workbook(path: Path) -> Any:
    from openpyxl import load_workbook as load

    return load(path)


def written(book: Codebook, path: Path) -> Path:
    write_codebook(book, path, overwrite=True)
    return path


@pytest.mark.parametrize("ending", [".json", ".xlsx"])
def test_what_is_written_is_read_again_the_same(tmp_path: Path, ending: str) -> None:
    again = load_codebook(written(BOOK, tmp_path / f"book{ending}"))
    assert diff(BOOK, again) == ()
    assert again == BOOK


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)


@given(words.filter(bool), words, st.lists(words.filter(bool), max_size=3), st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("ending", [".json", ".xlsx"])
def test_any_category_survives_a_file(
    tmp_path: Path, ending: str, label: str, definition: str, examples: list[str], choosable: bool
) -> None:
    category = Category("X", label, definition, examples=tuple(examples), selectable=choosable)
    book = edited(_small(), [PutCategory(Layer.MENTION, category)])
    assert load_codebook(written(book, tmp_path / f"any{ending}")) == book


def _small() -> Codebook:
    book = load_codebook()
    return replace(book, layers=(book.layer(Layer.MENTION),))


def test_a_workbooks_texts_are_no_formulas_and_its_faults_name_sheet_and_row(tmp_path: Path) -> None:
    path = written(BOOK, tmp_path / "book.xlsx")
    book = load_workbook(path)
    sheet = book["Categories"]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    assert cells["=SUM(A1)"].data_type == "s"
    head = [cell.value for cell in sheet[1]]
    sheet.cell(3, head.index("parent") + 1).value = "NONE"
    book.save(path)
    with pytest.raises(BadInput, match="no category “NONE”") as caught:
        load_codebook(path)
    assert caught.value.where == "book.xlsx, sheet Categories, row 3, parent"


@pytest.mark.parametrize(
    ("change", "said", "where"),
    [
        (lambda book: book.remove(book["Layers"]), "no sheet “Layers”", "book.xlsx"),
        (
            lambda book: _put(book, "Categories", "layer", "verb"),
            "no layer “verb”",
            "sheet Categories, row 2",
        ),
        (lambda book: _put(book, "Values", "variable", "verb"), "no variable “verb”", "sheet Values, row 2"),
        (lambda book: _put(book, "Categories", "selectable", "maybe"), "neither yes nor no", "selectable"),
        (lambda book: _put(book, "Codebook", "value", "two", 3), "no version", "sheet Codebook"),
        (
            lambda book: _head(book, "Categories", "label", "labell"),
            "“labell” is no column",
            "sheet Categories",
        ),
    ],
)
def test_faults_of_a_workbook_are_told_in_words(
    tmp_path: Path, change: Callable[[Any], object], said: str, where: str
) -> None:
    path = written(BOOK, tmp_path / "book.xlsx")
    book = load_workbook(path)
    change(book)
    book.save(path)
    with pytest.raises(BadInput, match=said) as caught:
        load_codebook(path)
    assert where in caught.value.where


def _put(book: Any, sheet: str, head: str, value: str, row: int = 2) -> None:
    heads = [cell.value for cell in book[sheet][1]]
    book[sheet].cell(row, heads.index(head) + 1).value = value


def _head(book: Any, sheet: str, head: str, value: str) -> None:
    heads = [cell.value for cell in book[sheet][1]]
    book[sheet].cell(1, heads.index(head) + 1).value = value


def test_a_number_typed_as_a_code_is_that_code(tmp_path: Path) -> None:
    path = written(BOOK, tmp_path / "book.xlsx")
    book = load_workbook(path)
    heads = [cell.value for cell in book["Categories"][1]]
    row = book["Categories"].max_row + 1
    for head, value in (("layer", "mention"), ("code", 104.0), ("label", "Number")):
        book["Categories"].cell(row, heads.index(head) + 1).value = value
    book.save(path)
    assert load_codebook(path).label(Layer.MENTION, "104") == "Number"


def test_refi_holds_the_codes_and_what_is_said_of_them(tmp_path: Path) -> None:
    path = written(BOOK, tmp_path / "book.qdc")
    from defusedxml.ElementTree import parse

    root = parse(path).getroot()
    name = "{urn:QDA-XML:codebook:1.0}"
    assert root.tag == f"{name}CodeBook"
    assert {code.get("isCodable") for code in root.iter(f"{name}Code")} == {"true", "false"}
    assert len({code.get("guid") for code in root.iter(f"{name}Code")}) == len(list(root.iter(f"{name}Code")))
    again = succeeding(BOOK, load_codebook(path, BOOK))
    left = [
        one for one in diff(BOOK, again) if one.field not in ("order", "include", "definition", "examples")
    ]
    assert left == []
    assert {c.code: c.parent for c in again.layer(Layer.TOPIC).offered} == {
        c.code: c.parent for c in BOOK.layer(Layer.TOPIC).offered
    }


FOREIGN = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook origin="Other" xmlns="urn:QDA-XML:codebook:1:0"><Codes>
 <Code guid="A1" name="Theme" color="#ff0000" isCodable="false">
  <Code guid="A2" name="Sub code" isCodable="true"><Description>A test code</Description></Code>
  <Code guid="A3" name="Sub code" isCodable="true"/>
 </Code></Codes></CodeBook>"""


def test_codes_of_another_program_go_where_they_are_wanted(tmp_path: Path) -> None:
    path = tmp_path / "other.qdc"
    path.write_text(FOREIGN)
    book = load_codebook()
    new = succeeding(book, load_codebook(path, book, Layer.EVENT))
    found = {c.code: (c.label, c.parent, c.selectable, c.colour) for c in new.layer(Layer.EVENT).offered}
    assert found == {
        "theme": ("Theme", "", False, "#ff0000"),
        "sub-code": ("Sub code", "theme", True, ""),
        "sub-code-2": ("Sub code", "theme", True, ""),
    }
    assert new.category(Layer.EVENT, "sub-code") is not None
    assert new.layer(Layer.TOPIC) == book.layer(Layer.TOPIC)
    assert all(c.retired for c in new.layer(Layer.EVENT).categories if c.code.isupper())


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa">]><CodeBook><Codes><Code guid="1" name="&a;"/></Codes></CodeBook>'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOMB, "xml-entities"),
        ("<CodeBook><Codes>", "codebook-qdc"),
        ("<Project/>", "codebook-qdc"),
        ("<CodeBook><Codes/></CodeBook>", "codebook-qdc"),
        ("<CodeBook><Codes><Code guid='1'/></Codes></CodeBook>", "codebook-qdc"),
        ("not xml", "codebook-qdc"),
        ("", "empty-file"),
    ],
)
def test_bad_refi_files_are_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "bad.qdc"
    path.write_text(text)
    with pytest.raises(BadInput) as caught:
        load_codebook(path)
    assert caught.value.code == code


def test_deep_trees_are_read_without_end_of_the_stack(tmp_path: Path) -> None:
    deep = 2000
    inner = "".join(f'<Code guid="g{n}" name="n{n}">' for n in range(deep)) + "</Code>" * deep
    path = tmp_path / "deep.qdc"
    path.write_text(f"<CodeBook><Codes>{inner}</Codes></CodeBook>")
    assert len(load_codebook(path).layer(Layer.TOPIC).offered) == deep


def test_hostile_and_broken_workbooks_are_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(written(BOOK, tmp_path / "whole.xlsx").read_bytes()[:2000])
    for path in (bomb, broken, tmp_path / "none.xlsx"):
        with pytest.raises(BadInput):
            load_codebook(path)


def test_yaml_and_other_endings_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="JSON"):
        load_codebook(tmp_path / "book.yaml")
    with pytest.raises(Refused, match="must end in"):
        write_codebook(BOOK, tmp_path / "book.docx")
    written(BOOK, tmp_path / "book.json")
    with pytest.raises(Refused, match="already"):
        write_codebook(BOOK, tmp_path / "book.json")


def test_every_ready_scheme_fits_and_says_where_it_is_from() -> None:
    found = schemes()
    assert {use.scheme.id for use in found} == {"cap", "plover", "cameo", "acled", "cmp", "medtop"}
    for use in found:
        assert all((use.scheme.licence, use.scheme.source, use.scheme.version))
        assert use.scheme.cite
        taken = edited(load_codebook(), [use])
        assert next(faults_of(taken), None) is None
        assert [c.code for c in taken.layer(use.layer).offered] == [c.code for c in use.categories]
