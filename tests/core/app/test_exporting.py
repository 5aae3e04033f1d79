"""A project exported from a connection of its own: a coder gets own work, a supervisor everybody's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.app.exporting import Choices, export_workbook
from core.domain.article import Project
from core.domain.changes import Change, ChangeSet, Record
from core.domain.errors import Refused, Unavailable
from core.domain.work import Cancelled, Quiet
from core.storage.store import Store
from tests.core.export.material import ANN, BEN, SUE, analysis, cells, source


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
