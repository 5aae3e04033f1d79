"""Each format gives its articles; what is broken or made to do harm is refused and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from core.domain.errors import BadInput
from core.importing.formats import KINDS, Reading, preview, read_file
from core.importing.raw import RawArticle
from tests.core.importing import documents
from tests.core.importing.documents import FACTIVA, FACTIVA_CODED, NEXIS, NEXIS_OLD

TEXT = "The ministers met on Sunday.\n\nThey will meet again in May."


def articles(path: Path, reading: Reading | None = None) -> list[RawArticle]:
    return [item for item in read_file(path, reading) if isinstance(item, RawArticle)]


def faults(path: Path, reading: Reading | None = None) -> list[tuple[str, str]]:
    return [(i.where, i.code) for i in read_file(path, reading) if isinstance(i, BadInput)]


def refused(path: Path, *columns: str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        list(read_file(path, Reading(columns)))
    assert str(path) in caught.value.where
    return caught.value


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_word_document_with_its_title_and_tables(tmp_path: Path) -> None:
    import docx

    made = docx.Document()
    made.add_heading("Talks go on", 1)
    made.add_paragraph("The ministers met.")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Baku", "Yerevan"
    made.add_paragraph("They left.")
    made.save(str(tmp_path / "a.docx"))
    found = articles(tmp_path / "a.docx")
    assert [(a.title, a.text) for a in found] == [
        ("Talks go on", "Talks go on\nThe ministers met.\nBaku\tYerevan\nThey left.")
    ]


def test_rich_text_keeps_its_letters(tmp_path: Path) -> None:
    assert articles(documents.rtf(tmp_path / "a.rtf", "Zürich – “talks”\nGo on."))[0].text == (
        "Zürich – “talks”\nGo on."
    )


def test_pdf_says_which_page_has_no_text(tmp_path: Path) -> None:
    found = articles(documents.pdf(tmp_path / "a.pdf", "The ministers met.", "", "They left."))
    assert found[0].text == "The ministers met.\n\nThey left."
    assert found[0].told == ("no text on page 2, perhaps a picture",)


def test_pdf_of_pictures_is_refused_with_advice(tmp_path: Path) -> None:
    error = refused(documents.pdf(tmp_path / "a.pdf", "", ""))
    assert error.code == "no-text"
    assert "OCR" in error.text


def test_web_page_gives_its_article_without_what_stands_around_it(tmp_path: Path) -> None:
    page = (
        '<html lang="en-GB"><head><title>x</title><meta property="og:site_name" content="The Daily">'
        '<meta property="article:published_time" content="2024-04-28T10:00:00Z"></head><body>'
        "<nav>Home Sport</nav><article><h1>Talks go on</h1>"
        f"<p>The <b>min</b>isters &amp; others met. {'They spoke for long. ' * 10}</p><p>They left.</p>"
        "<script>alert(1)</script><aside>Buy this</aside></article><footer>Imprint</footer></body></html>"
    )
    found = articles(written(tmp_path / "a.html", page))[0]
    assert (found.title, found.source, found.published, found.language) == (
        "Talks go on",
        "The Daily",
        "2024-04-28",
        "en",
    )
    assert found.text.startswith("Talks go on\nThe ministers & others met.")
    assert found.text.endswith("long.\n\nThey left.")


def test_web_page_is_read_in_the_encoding_it_names(tmp_path: Path) -> None:
    page = '<meta charset="windows-1251"><p>Президент</p>'
    assert articles(written(tmp_path / "a.html", page, "cp1251"))[0].text == "Президент"


def test_mail_gives_text_and_leaves_out_what_is_attached(tmp_path: Path) -> None:
    found = articles(documents.eml(tmp_path / "a.eml", TEXT, attached="run.exe"))[0]
    assert (found.title, found.source, found.published) == ("Talks in Zürich", "Example Wire", "2024-04-28")
    assert found.text.strip() == TEXT
    assert found.told == ("attachments left out: run.exe",)


_MAKERS: list[tuple[str, Callable[[Path, str], Path]]] = [
    ("a.txt", written),
    ("a.docx", lambda path, text: documents.docx(path, *text.split("\n"))),
    ("a.rtf", documents.rtf),
    ("a.html", lambda path, text: written(path, documents.html_of(text))),
]


@pytest.mark.parametrize(("name", "make"), _MAKERS)
@pytest.mark.parametrize("export", [NEXIS, NEXIS_OLD, FACTIVA, FACTIVA_CODED])
def test_an_archives_export_is_split_and_its_heads_are_read(
    tmp_path: Path, name: str, make: Callable[[Path, str], Path], export: str
) -> None:
    found = articles(make(tmp_path / name, export))
    first = found[0]
    assert (first.title, first.source, first.published, first.language) == (
        "Ministers meet in Almaty",
        "The Example Times",
        "2024-04-28",
        "English",
    )
    assert first.text.split() == TEXT.split()
    assert dict(first.metadata)["byline"].lower() == "by jane doe"
    assert dict(first.metadata)["length"] in ("12 words", "1,012 words")
    if export != FACTIVA_CODED:
        assert (found[1].title, found[1].source, found[1].published, found[1].text.strip()) == (
            "Talks are over",
            "The Other Paper",
            "2024-05-03",
            "The talks are over.",
        )
    assert [a.where for a in found] == [f"article {k}" for k in range(1, len(found) + 1)]


def test_an_exports_article_without_text_is_told_with_its_number(tmp_path: Path) -> None:
    assert faults(written(tmp_path / "a.txt", NEXIS)) == [("article 3", "no-text")]


def test_a_plain_article_that_speaks_of_documents_is_one_article(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "Body\n\nThe end of document and\nDocument 12 of 30 words.\n")
    assert len(articles(path)) == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_table_of_text_is_read_by_its_headers(tmp_path: Path, delimiter: str) -> None:
    rows = ["Headline;Publication;Date;Full text;Desk", 'A;The Daily;2024-04-28;"One\nand more.";Foreign']
    rows += ["B;The Daily;04/05/2024;Two.;", "C;The Daily;2024-04-29;;"]
    path = written(tmp_path / "a.csv", "\ufeff" + "\r\n".join(rows).replace(";", delimiter))
    found = articles(path)
    assert [(a.title, a.published, a.text, a.where) for a in found] == [
        ("A", "2024-04-28", "One\nand more.", "row 2"),
        ("B", "", "Two.", "row 4"),
    ]
    assert found[0].metadata == (("Desk", "Foreign"),)
    assert "04/05/2024" in found[1].told[0]
    assert faults(path) == [("row 5", "no-text")]


def test_workbook_is_read_and_its_dates_are_days(tmp_path: Path) -> None:
    head = ("Title", "Date", "Text", "No")
    rows = (head, ("A", date(2024, 4, 28), "One.", 7.0), (None,), ("B", None, "Two."))
    found = articles(documents.xlsx(tmp_path / "a.xlsx", *rows))
    assert [(a.title, a.published, a.text, a.where) for a in found] == [
        ("A", "2024-04-28", "One.", "row 2"),
        ("B", "", "Two.", "row 4"),
    ]
    assert found[0].metadata == (("No", "7"),)


def test_json_lines_and_a_broken_one_among_them(tmp_path: Path) -> None:
    lines = '{"headline": "A", "body": "One.", "tags": ["x"]}\n{"body":\n\n[1]\n{"body": "Two."}\n'
    path = written(tmp_path / "a.jsonl", lines)
    assert [(a.title, a.text, a.metadata) for a in articles(path)] == [
        ("A", "One.", (("tags", '["x"]'),)),
        ("", "Two.", ()),
    ]
    assert faults(path) == [("line 2", "bad-json"), ("line 4", "no-object")]


def test_columns_can_be_said_and_the_preview_shows_them(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "x,y\nOne.,First\nTwo.,Second\n")
    assert refused(path).code == "no-text-column"
    seen = preview(path, ("text=x", "headline=y"))
    assert seen.headers == ("x", "y")
    assert seen.rows == (("One.", "First"), ("Two.", "Second"))
    assert seen.columns.of == (("text", "x"), ("title", "y"))
    assert [a.title for a in articles(path, Reading(("text=x", "title=y")))] == ["First", "Second"]
    error = refused(path, "text=z")
    assert error.code == "no-column"
    assert "“x”, “y”" in error.text


@pytest.mark.parametrize("pair", ["title", "colour=x", "=x"])
def test_a_pair_that_maps_nothing_is_refused(tmp_path: Path, pair: str) -> None:
    with pytest.raises(BadInput) as caught:
        list(read_file(written(tmp_path / "a.csv", "text\nOne.\n"), Reading((pair,))))
    assert caught.value.code == "bad-column"


def test_table_with_a_row_too_wide_goes_on(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "title,text\nA,One.\nB,Two,three\nC,Four.\n")
    assert [a.title for a in articles(path)] == ["A", "C"]
    assert faults(path) == [("row 3", "ragged-row")]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "no-headers"), ("text,text\na,b\n", "double-header"), ("a\x00b,text\n", "not-text")],
)
def test_what_is_no_table_is_refused(tmp_path: Path, text: str, code: str) -> None:
    assert refused(written(tmp_path / "a.csv", text)).code == code


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".rtf", ".pdf"])
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, ending: str) -> None:
    for data in (b"", b"plain words", b"PK\x03\x04 broken", b"{\\rtf1 x", b"%PDF-1.4 broken"):
        path = tmp_path / f"a{ending}"
        path.write_bytes(data)
        if not (ending == ".rtf" and data.startswith(b"{\\rtf")):
            assert refused(path).text


def test_old_office_files_are_refused_with_what_to_save_as(tmp_path: Path) -> None:
    assert ".docx" in refused(written(tmp_path / "a.doc", "x")).text


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_office_files_made_to_do_harm_are_refused(tmp_path: Path, ending: str) -> None:
    def office(number: int) -> Path:
        path = tmp_path / f"{number}.{ending}"
        if ending == "docx":
            return documents.docx(path, TEXT)
        return documents.xlsx(path, ("text",), (TEXT,))

    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    traps = [
        (("word/big.bin", b"\0" * 30_000_000), "zip-bomb"),
        (("../../outside.xml", b"<x/>"), "zip-path"),
        (("C:\\outside.xml", b"<x/>"), "zip-path"),
        (("custom.xml", entities), "xml-entities"),
        (("custom.xml", entities.decode().encode("utf-16")), "xml-entities"),
    ]
    for number, ((name, data), code) in enumerate(traps):
        assert refused(documents.with_part(office(number), name, data)).code == code


def test_a_page_nested_beyond_measure_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    assert refused(written(tmp_path / "a.html", "<div>" * 50_000 + "x")).code == "deep-page"


def test_missing_file_is_named(tmp_path: Path) -> None:
    for ending in KINDS:
        assert refused(tmp_path / f"none{ending}").code == "no-such-file"
