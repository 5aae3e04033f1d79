"""``rapporteur codebook`` on real projects and files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.app.codebooks import write_codebook
from core.app.commands.code import AddCoding
from core.cli import run
from core.domain.codebook import Category
from core.domain.codebook_editing import edited
from core.domain.codebook_edits import PutCategory, SplitCategory
from core.domain.coding import Layer
from core.importing.codebook_file import load_codebook
from tests.build import span_of
from tests.core.app.place import at_work, make_place

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = make_place(tmp_path)
    with at_work(made, "coder-1") as workspace:
        workspace.execute(AddCoding("article-2", Layer.MENTION, "GPE", (span_of("Armenia"),)))
    return made


@pytest.fixture
def split(tmp_path: Path) -> Path:
    parts = (Category("STATE", "State"), Category("CITY", "City"))
    out = tmp_path / "new.xlsx"
    write_codebook(edited(load_codebook(), [SplitCategory(Layer.MENTION, "GPE", parts)]), out)
    return out


def test_check_tells_a_whole_codebook_and_a_fault_with_its_place(
    place: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert run(["codebook", "check", str(place)]) == 0
    assert "version 1; Entities 7" in capsys.readouterr().out
    bad = tmp_path / "bad.json"
    bad.write_text('{"id": "codebook/1", "name": "x", "version": 1, "layers": [], "extra": 1}')
    assert run(["codebook", "check", str(bad)]) == 1
    assert "“extra” is no field here" in capsys.readouterr().err


def test_export_goes_to_every_form_and_replaces_only_when_told(
    place: Path, tmp_path: Path, capsys: Captured
) -> None:
    out = tmp_path
    for ending in ("json", "xlsx", "qdc"):
        out = tmp_path / f"book.{ending}"
        assert run(["codebook", "export", str(place), str(out)]) == 0
        assert out.stat().st_size > 10_000
    assert run(["codebook", "export", str(place), str(out)]) == 1
    assert "already" in capsys.readouterr().err
    assert run(["codebook", "export", str(place), str(out), "--force"]) == 0
    assert load_codebook(tmp_path / "book.json") == load_codebook()


def test_import_is_first_tried_then_taken(place: Path, split: Path, capsys: Captured) -> None:
    assert run(["codebook", "import", str(place), str(split), "--dry-run"]) == 0
    said = capsys.readouterr()
    assert "is split into “State” (STATE) and “City” (CITY): touches 1 coding by 1 coder." in said.out
    assert "nothing was changed" in said.err
    with at_work(place, "coder-3") as workspace:
        assert workspace.state.codebook.version == 1
    assert run(["codebook", "import", str(place), str(split), "--note", "states apart"]) == 0
    assert "version 2 now" in capsys.readouterr().out
    with at_work(place, "coder-1") as workspace:
        assert (workspace.state.codebook.version, workspace.state.codebook.note) == (2, "states apart")
        assert len(workspace.state.recodes()) == 1
    assert run(["codebook", "import", str(place), str(split)]) == 0
    assert "nothing differs" in capsys.readouterr().err


def test_coders_import_nothing(place: Path, split: Path, capsys: Captured) -> None:
    assert run(["codebook", "import", str(place), str(split), "--coder", "Ada"]) == 1
    assert "Only a supervisor" in capsys.readouterr().err
    with at_work(place, "coder-3") as workspace:
        assert workspace.state.codebook.version == 1


def test_versions_and_files_are_compared(place: Path, split: Path, tmp_path: Path, capsys: Captured) -> None:
    run(["codebook", "import", str(place), str(split)])
    capsys.readouterr()
    assert run(["codebook", "diff", f"{place}@1", str(place)]) == 0
    assert "is split into" in capsys.readouterr().out
    assert run(["codebook", "diff", str(place), str(split)]) == 0
    assert capsys.readouterr().out == ""
    assert run(["codebook", "diff", f"{place}@7", str(place)]) == 1
    assert "there are: 1, 2" in capsys.readouterr().err


def test_a_relabelled_code_keeps_its_codings(place: Path, tmp_path: Path, capsys: Captured) -> None:
    book = load_codebook()
    gpe = book.category(Layer.MENTION, "GPE")
    assert gpe is not None
    out = tmp_path / "new.json"
    write_codebook(edited(book, [PutCategory(Layer.MENTION, replace(gpe, label="Polity"))]), out)
    assert run(["codebook", "import", str(place), str(out)]) == 0
    assert "touches" not in capsys.readouterr().out
    with at_work(place, "coder-1") as workspace:
        [coding] = workspace.state.codings("article-2")
        assert (coding.category, coding.codebook_version) == ("GPE", 1)
        assert workspace.state.codebook.label(Layer.MENTION, "GPE") == "Polity"
