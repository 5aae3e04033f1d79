"""Files cut off or made to do harm: refused with the reason, or read as far as whole, and soon."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from core.domain.errors import BadInput, PersonError
from core.importing.formats import read_file
from core.importing.raw import RawArticle
from tests.core.importing import documents

TEXT = "BAKU, April 28, 2024 (Reuters) - The two ministers met in Baku and spoke of peace. " * 4
PARTS = 20


def made(folder: Path) -> dict[str, Path]:
    """A whole file of each format."""
    lines = {"text": TEXT, "title": "A"}
    whole = {
        "docx": documents.docx(folder / "a.docx", TEXT, TEXT),
        "xlsx": documents.xlsx(folder / "a.xlsx", ("text", "title"), (TEXT, "A"), (TEXT + "B", "B")),
        "rtf": documents.rtf(folder / "a.rtf", TEXT),
        "pdf": documents.pdf(folder / "a.pdf", TEXT[:80], TEXT[:80]),
        "eml": documents.eml(folder / "a.eml", TEXT, attached="../../etc/passwd"),
    }
    texts = {
        "html": documents.html_of(TEXT),
        "jsonl": json.dumps(lines) + "\n" + json.dumps(lines) + "\n",
        "csv": f'text,title\n"{TEXT}",A\n"{TEXT}",B\n',
        "txt": TEXT,
    }
    for ending, text in texts.items():
        whole[ending] = folder / f"a.{ending}"
        whole[ending].write_text(text, "utf-8")
    return whole


def given(path: Path) -> list[RawArticle | BadInput]:
    """What a file gives; a refusal is the last of it."""
    out: list[RawArticle | BadInput] = []
    try:
        out += read_file(path)
    except BadInput as error:
        out.append(error)
    return out


@pytest.mark.parametrize("ending", ["docx", "xlsx", "rtf", "pdf", "eml", "html", "jsonl", "csv", "txt"])
def test_a_file_cut_anywhere_gives_what_is_whole_or_its_reason(tmp_path: Path, ending: str) -> None:
    path = made(tmp_path)[ending]
    data = path.read_bytes()
    assert all(isinstance(item, RawArticle) for item in given(path))
    for part in range(PARTS):
        for tail in (b"", b"\0" * 40):
            path.write_bytes(data[: len(data) * part // PARTS] + tail)
            found = given(path)
            assert found
            for item in found:
                assert not isinstance(item, BadInput) or len(item.text) > 20
    if ending in ("docx", "xlsx"):
        path.write_bytes(data[: len(data) // 2])
        assert [type(item) for item in given(path)] == [BadInput]


def xlsx_of(rows: str, folder: Path) -> Path:
    """A workbook whose one sheet has these rows, whatever they claim."""
    base = documents.xlsx(folder / "base.xlsx", ("text", "title"), ("One.", "A"))
    opens = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return rewritten(base, folder / "a.xlsx", "sheet1.xml", f"{opens}{rows}</sheetData></worksheet>")


def docx_of(body: str, folder: Path, head: str = "", name: str = "document.xml") -> Path:
    """A document with this body, in a part of this name."""
    base = documents.docx(folder / "base.docx", "Words.")
    opens = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    text = f"{head}{opens}{body}</w:body></w:document>"
    return rewritten(base, folder / "a.docx", "document.xml", text, name)


def rewritten(base: Path, path: Path, part: str, text: str, name: str = "") -> Path:
    with zipfile.ZipFile(base) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.endswith(f"/{part}"):
                data = text.encode()
            elif name:
                data = data.replace(part.encode(), name.encode())
            new.writestr(info.filename.replace(part, name or part), data)
    return path


def row(number: int, text: str = "text") -> str:
    return f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def pdf_of(stream: bytes, folder: Path) -> Path:
    packed = zlib.compress(stream, 9)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 900000000/Kids[3 0 R 2 0 R 2 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    )
    data = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % one for one in enumerate(objects, 1))
    path = folder / "a.pdf"
    path.write_bytes(data + b"trailer <</Root 1 0 R/Size 5>>\n%%EOF")
    return path


def file_of(name: str, data: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / name
        path.write_text(data, "utf-8")
        return path

    return write


ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
WORDS = "<w:p><w:r><w:t>x &a; y</w:t></w:r></w:p>"
REFUSED: list[tuple[str, Callable[[Path], Path]]] = [
    ("deep-page", file_of("a.html", "<x>" * 200_000 + "words " * 50)),
    ("deep-page", file_of("a.html", "<p>" + "<i><b><u><s><code><tt>" * 60 + "<p>x" * 50_000)),
    ("deep-page", file_of("a.html", "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">words")),
    ("damaged-file", file_of("a.eml", "From: a@b.c\n" + "Content-Type: message/rfc822\n\n" * 20_000)),
    ("damaged-file", file_of("a.eml", "From: " + "(" * 9_000 + "\n\nbody")),
    ("long-header", file_of("a.eml", "From: " + "a," * 200_000 + "\n\nbody")),
    ("long-header", file_of("a.eml", "Content-Type: text/plain;\n" + " a*0=b;\n" * 100_000 + "\nbody")),
    ("many-parts", file_of("a.eml", "Content-Type: multipart/mixed; boundary=b\n" + "\n--b\n\nx" * 6_000)),
    ("no-headers", file_of("a.csv", ",".join(f"h{n}" for n in range(100_000)) + "\n")),
    ("bad-csv", file_of("a.csv", 'text,title\n"' + "x\n" * 6_000_000)),
    ("not-jsonl", file_of("a.jsonl", '{"text":' + "[" * 1_000_000)),
    ("damaged-file", lambda folder: pdf_of(b"q Q " * 1_000_000, folder)),
    ("many-rows", lambda folder: xlsx_of(row(1) + row(2_000_000_000), folder)),
    ("zip-bomb", lambda folder: xlsx_of(row(1) + row(2, "word " * 4_000_000), folder)),
    ("xml-entities", lambda folder: docx_of(WORDS, folder, ENTITY, "document.txt")),
]


@pytest.mark.parametrize(
    ("code", "make"), REFUSED, ids=[f"{n}-{code}" for n, (code, _) in enumerate(REFUSED)]
)
def test_a_file_made_to_do_harm_is_refused(tmp_path: Path, code: str, make: Callable[[Path], Path]) -> None:
    found = given(make(tmp_path))
    assert isinstance(found[-1], BadInput)
    assert found[-1].code == code


GIVES: list[tuple[int, Callable[[Path], Path]]] = [
    (1, file_of("a.rtf", "{\\rtf1 {\\fonttbl" + "\\f1 a" * 200_000 + "} hello}")),
    (1, file_of("a.rtf", "{\\rtf1 hello " + "{\\field{\\*\\fldinst{HYPERLINK " * 50_000)),
    (1, file_of("a.rtf", "{\\rtf1 " + "{" * 500_000 + "hello")),
    (1, file_of("a.html", "<article>" * 390 + "<p>words and words again</p>" * 20_000)),
    (1, lambda f: docx_of(_table('<w:gridSpan w:val="99999999"/>', 1), f)),
    (1, lambda f: docx_of(_table("<w:vMerge/>", 500), f)),
]


def _table(of_cell: str, rows: int) -> str:
    cell = f"<w:tc><w:tcPr>{of_cell}</w:tcPr><w:p><w:r><w:t>word</w:t></w:r></w:p></w:tc>"
    return f"<w:tbl><w:tblGrid/>{f'<w:tr>{cell}</w:tr>' * rows}</w:tbl>"


@pytest.mark.parametrize(("many", "make"), GIVES, ids=map(str, range(len(GIVES))))
def test_what_libraries_would_read_for_ever_is_read(
    tmp_path: Path, many: int, make: Callable[[Path], Path]
) -> None:
    assert [type(item) for item in given(make(tmp_path))] == [RawArticle] * many


def test_a_cell_beyond_measure_costs_its_row_only(tmp_path: Path) -> None:
    rows = [{"text": "One.", "title": "x" * 200_000}, {"text": "Two.", "title": "B"}]
    rows.append({f"field {number}": "x" for number in range(2_000)})
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    found = given(path)
    assert [item.code for item in found if isinstance(item, PersonError)] == ["long-cell", "many-fields"]
    assert [item.title for item in found if isinstance(item, RawArticle)] == ["B"]


def test_names_of_attachments_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path = documents.eml(folder / "a.eml", TEXT, attached="../../outside.txt")
    found = given(path)
    assert isinstance(found[0], RawArticle)
    assert "outside.txt" in found[0].told[0]
    assert sorted(tmp_path.rglob("*")) == [folder, path]


def test_fonts_and_fields_of_real_rich_text_read_as_before(tmp_path: Path) -> None:
    body = (
        r"{\rtf1\ansi{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Times;}}\f0 A path\\f1 and "
        r'{\field{\*\fldinst{HYPERLINK "https://example.org"}}{\fldrslt{a link}}}\par \b\f0 end}'
    )
    text = given(file_of("a.rtf", body)(tmp_path))[0]
    assert isinstance(text, RawArticle)
    assert "A path\\f1 and" in text.text
    assert "a link" in text.text
    assert text.text.rstrip().endswith("end")
