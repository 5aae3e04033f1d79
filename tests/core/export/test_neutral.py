"""Any text can stand in a cell: inert, storable and whole."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.export.neutral import as_xml, is_formula_like, pieces, storable
from tests.build import raw_texts

ANY = raw_texts() | st.text()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "-", "-x"])
def test_what_a_spreadsheet_may_calculate_is_seen(text: str) -> None:
    assert is_formula_like(text)


@pytest.mark.parametrize("text", ["", "a=1", " =1", "– dash", "(-1)", "1", "“=1”"])
def test_other_text_is_left_alone(text: str) -> None:
    assert not is_formula_like(text)


@given(ANY)
def test_replacing_keeps_offsets_and_counts_what_it_did(text: str) -> None:
    clean, replaced = storable(text)
    assert len(clean) == len(text)
    assert replaced == sum(1 for a, b in zip(text, clean, strict=True) if a != b)


@given(ANY)
def test_storable_text_goes_through_xml_unchanged_but_for_the_workbooks_own_escape(text: str) -> None:
    clean, _ = storable(text)
    read = ET.fromstring(f"<t>{as_xml(clean)}</t>").text or ""  # noqa: S314
    assert read.replace("_x005F_x", "_x") == clean.replace("_x005F_x", "_x")


def test_control_characters_become_their_pictures() -> None:
    assert storable("a\x07b\x00\ud800") == ("a␇b␀\ufffd", 3)


def test_text_that_looks_like_an_escape_of_the_workbook_stays_text() -> None:
    assert as_xml("_x0041_ <b> & _x41_") == "_x005F_x0041_ &lt;b&gt; &amp; _x41_"


@given(st.text(alphabet="ab😀e\u0301", max_size=60), st.integers(2, 12))
def test_pieces_join_to_the_whole_and_fit(text: str, limit: int) -> None:
    parts = list(pieces(text, limit))
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= limit for part in parts)
