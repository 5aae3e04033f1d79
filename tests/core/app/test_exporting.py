"""A project exported from a connection of its own: a coder gets own work, a supervisor everybody's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.app.exporting import Choices, export_file, export_workbook
from core.domain.actor import Actor
from core.domain.article import Article, Assignment, Coder, Project, Question
from core.domain.changes import Change, ChangeSet, Record
from core.domain.coding import Coding, SlotFill
from core.domain.errors import BadInput, Refused, Unavailable
from core.domain.work import Cancelled, Quiet
from core.storage.store import Store
from tests.core.export.material import ANN, BEN, SUE, analysis, cells, opened, source
from tests.core.export.office import reopened


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Store]:
    """The small project of the sheets' tests, stored, and open for writing as it is in a window."""
    made = source()
    records: list[Record] = [
        *made.coders,
        made.codebook,
        *(replace(a, position=n) for n, a in enumerate(made.articles)),
    ]
    store = Store.create(tmp_path / "talks.rapporteur", Project("p", "Border talks"), records)
    work: list[Record] = [analysis(), *made.assignments.values(), *made.times.values()]
    work += [*made.codings, *made.decisions, *made.questions]
    changes = ChangeSet(tuple(Change(None, record) for record in work))
    store.commit(changes, actor=ANN.id, command="Test", label="Test")
    yield store
    store.close()


def column(rows: list[tuple[Any, ...]], name: str) -> list[Any]:
    at = rows[0].index(name)
    return [row[at] if at < len(row) else None for row in rows[1:]]


def test_a_coder_exports_own_work_only(project: Store, tmp_path: Path) -> None:
    report = export_workbook(project.where, ANN.id, tmp_path / "out.xlsx")
    found = cells(tmp_path / "out.xlsx")
    assert set(column(found["Codings_long"], "coder")) == {"Ann"}
    assert column(found["Coders"], "coder") == ["Ann"]
    assert not re.search(r"\b(Ben|Sue|coder-2|coder-3)\b", str(found))
    assert dict(report.rows)["Codings_long"] == 4


def test_a_supervisor_exports_everybodys(project: Store, tmp_path: Path) -> None:
    export_workbook(project.where, SUE.id, tmp_path / "out.xlsx")
    found = cells(tmp_path / "out.xlsx")
    assert set(column(found["Codings_long"], "coder")) == {"Ann", "Ben"}
    assert column(found["Coders"], "coder") == ["Ann", "Ben", "Sue"]


def test_pseudonyms_and_open_suggestions_are_choices(project: Store, tmp_path: Path) -> None:
    chosen = Choices(pseudonyms=True, include_suggestions=True)
    export_workbook(project.where, SUE.id, tmp_path / "out.xlsx", chosen)
    found = cells(tmp_path / "out.xlsx")
    assert column(found["Coders"], "coder") == ["coder 1", "coder 2", "coder 3"]
    assert "suggested" in column(found["Mentions"], "provenance")


def test_warnings_are_in_the_report_and_on_the_readme(project: Store, tmp_path: Path) -> None:
    report = export_workbook(project.where, ANN.id, tmp_path / "out.xlsx")
    assert report.warnings == ("2 cells begin like a formula and were kept as text.",)
    readme = cells(tmp_path / "out.xlsx")["README"]
    assert report.warnings[0] in [row[2] for row in readme if row[0] == "warning"]


def test_an_existing_workbook_is_replaced_only_when_wanted(project: Store, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(Refused) as refused:
        export_workbook(project.where, ANN.id, target, Choices(overwrite=False))
    assert refused.value.code == "exists"
    assert target.read_bytes() == b"old"
    export_workbook(project.where, ANN.id, target)
    assert cells(target)


def test_export_changes_nothing_in_the_project(project: Store, tmp_path: Path) -> None:
    before = project.last_seq()
    export_workbook(project.where, BEN.id, tmp_path / "out.xlsx")
    assert project.last_seq() == before


def test_a_stopped_export_leaves_nothing(project: Store, tmp_path: Path) -> None:
    class Stop(Quiet):
        cancelled = True

    before = sorted(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        export_workbook(project.where, ANN.id, tmp_path / "out.xlsx", progress=Stop())
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_that_is_not_there_is_told(project: Store, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refused:
        export_workbook(project.where, ANN.id, tmp_path / "none" / "out.xlsx")
    assert refused.value.code == "no-folder"


HOSTILE = '=HYPERLINK("http://example.org","x")'


def made_hostile(value: Any, number: int) -> Any:
    """Every free text of the records replaced by one that a spreadsheet would calculate."""
    start = ("=", "+", "-", "@", "\t=")[number % 5]
    said = f"{start}{HOSTILE[1:]}{number}\x07"
    match value:
        case Article():
            return replace(value, title=said, source=said, file_name=said)
        case Coder():
            return replace(value, name=said)
        case Coding():
            return replace(value, note=said + "n" * 40_000)
        case Question():
            return replace(value, text=said, answer=said)
        case Assignment():
            return replace(value, note=said)
    return value


def test_the_ending_names_the_format(project: Store, tmp_path: Path) -> None:
    report = export_file(project.where, ANN.id, tmp_path / "out.JSONL")
    assert dict(report.rows) == {"documents": 1, "entities": 1, "statements": 1, "topics": 1, "events": 1}
    (line,) = (tmp_path / "out.JSONL").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["coder"] == "Ann"
    report = export_file(project.where, SUE.id, tmp_path / "out.spacy")
    assert dict(report.rows)["documents"] == 2
    assert (tmp_path / "out.spacy").stat().st_size > 0
    assert dict(export_file(project.where, ANN.id, tmp_path / "out.xlsx").rows)["Codings_long"] == 4
    with pytest.raises(BadInput) as refused:
        export_file(project.where, ANN.id, tmp_path / "out.csv")
    assert refused.value.code == "unknown-ending"


@pytest.mark.parametrize("ending", [".jsonl", ".spacy"])
def test_what_is_there_is_replaced_only_when_wanted_and_kept_when_stopped(
    project: Store, tmp_path: Path, ending: str
) -> None:
    class Stop(Quiet):
        cancelled = True

    target = tmp_path / f"out{ending}"
    target.write_bytes(b"old")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Refused):
        export_file(project.where, ANN.id, target, Choices(overwrite=False))
    with pytest.raises(Cancelled):
        export_file(project.where, ANN.id, target, progress=Stop())
    assert target.read_bytes() == b"old"
    assert sorted(tmp_path.iterdir()) == before
    export_file(project.where, ANN.id, target)
    assert target.read_bytes() != b"old"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    made = source()
    actors = [Actor("org:evil", HOSTILE, aliases=(HOSTILE,), role=HOSTILE)]
    coding = next(c for c in made.codings if c.coder_id == ANN.id)
    named = replace(coding, id="coding-evil", slots=(SlotFill("actor", actors=("org:evil",)),))
    start: list[Any] = [*made.coders, made.codebook, *made.articles]
    work: list[Any] = [*made.assignments.values(), *made.codings, named, *made.questions]
    records = [made_hostile(record, number) for number, record in enumerate([*start, *actors, *work])]
    path = tmp_path / "hostile.rapporteur"
    Store.create(path, Project("p", HOSTILE), records).close()
    return path


def words(rows: list[tuple[Any, ...]]) -> list[tuple[int, int, str]]:
    """The texts of a sheet and where they stand."""
    return [
        (y, x, value) for y, row in enumerate(rows) for x, value in enumerate(row) if isinstance(value, str)
    ]


def test_no_free_text_of_a_project_is_ever_calculated_or_cut(hostile: Path, tmp_path: Path) -> None:
    report = export_workbook(hostile, SUE.id, tmp_path / "out.xlsx")
    assert any("formula" in warning for warning in report.warnings)
    book = opened(tmp_path / "out.xlsx")
    strange = 0
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
                assert cell.hyperlink is None
                if isinstance(cell.value, str) and "HYPERLINK" in cell.value:
                    assert cell.quotePrefix or not cell.value.startswith(tuple("=+-@\t")), cell.coordinate
                    strange += 1
    book.close()
    assert strange > 20
    seen = cells(reopened(tmp_path / "out.xlsx", tmp_path))
    found = cells(tmp_path / "out.xlsx")
    assert {name: words(rows) for name, rows in seen.items()} == {
        name: words(rows) for name, rows in found.items()
    }
    long = found["Codings_long"]
    notes = [at for at, name in enumerate(long[0]) if re.fullmatch(r"note(_more.*)?", str(name))]
    assert len(notes) > 1
    for row in long[1:]:
        whole = "".join(str(row[at] or "") for at in notes if at < len(row))
        assert whole.endswith("n" * 40_000)
        assert "\u2407" in whole
