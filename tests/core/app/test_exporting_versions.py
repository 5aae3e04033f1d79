"""An export of a project with a corrected text: its versions are told, and codings are on the newest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.app.commands.code import AddCoding
from core.app.commands.versions import CorrectText
from core.app.exporting import export_file, export_workbook
from core.domain.coding import Layer
from tests.build import TEXT, span_of
from tests.core.app.place import at_work, make_place
from tests.core.export.material import cells


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = make_place(tmp_path)
    with at_work(made, "coder-1") as ada:
        for words in ("Armenia", "Almaty"):
            ada.execute(AddCoding("article-1", Layer.MENTION, "GPE", (span_of(words),)))
    with at_work(made, "coder-3") as cleo:
        better = TEXT.replace("Armeniaand", "Armenia and").replace("Almaty", "Astana")
        cleo.execute(CorrectText("article-1", better, "agency’s correction"))
    return made


def rows(sheet: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    names = sheet[0]
    return [dict(zip(names, [*row, *[None] * (len(names) - len(row))], strict=True)) for row in sheet[1:]]


def test_the_workbook_tells_versions_and_what_is_to_be_reviewed(path: Path, tmp_path: Path) -> None:
    export_workbook(path, "coder-3", tmp_path / "out.xlsx")
    found = {name: rows(sheet) for name, sheet in cells(tmp_path / "out.xlsx").items()}
    old, new = sorted(found["Articles"][:2], key=lambda row: row["version_of"] or "")
    assert old["article_id"] == new["version_of"] == "article-1"
    assert old["corrected_by"] == new["article_id"]
    assert (old["codings"], new["codings"]) == (0, 2)
    assert (old["correction"] or "", new["correction"]) == ("", "agency’s correction")
    coded = {row["words"]: row for row in found["Codings_long"]}
    assert {row["article_id"] for row in coded.values()} == {new["article_id"]}
    assert "“Almaty” now reads “Astana”" in coded["Astana"]["to_review"]
    assert not coded["Armenia"]["to_review"]
    assert "article-1" not in {row["article_id"] for row in found["Uncoded"]}
    ada = next(row for row in found["Coders"] if row["coder"] == "Ada")
    assert (ada["articles_in_progress"], ada["articles_new"]) == (1, 2)


def test_json_lines_tell_the_version_too(path: Path, tmp_path: Path) -> None:
    export_file(path, "coder-1", tmp_path / "out.jsonl")
    (line,) = [json.loads(one) for one in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert (line["version_of"], line["correction"]) == ("article-1", "agency’s correction")
    by_words = {one["text"][0]: one for one in line["entities"]}
    assert line["text"][by_words["Armenia"]["start"] : by_words["Armenia"]["end"]] == "Armenia"
    assert "to_review" in by_words["Astana"]
    assert "to_review" not in by_words["Armenia"]
