"""``rapporteur train``: judged, taken into use, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.app.projects import open_workspace
from core.cli import run
from tests.core.app.lessons import a_coded_project

Capture = pytest.CaptureFixture[str]


def model_of(where: str) -> str:
    workspace = open_workspace(where)
    try:
        return workspace.state.project.model
    finally:
        workspace.close()


def test_train_use_and_go_back(tmp_path: Path, capsys: Capture) -> None:
    workspace = a_coded_project(tmp_path)
    where = workspace.where
    workspace.close()
    assert run(["train", where]) == 0
    said = capsys.readouterr()
    assert "Learning, round 1" in said.err
    lines = said.out.splitlines()
    assert lines[0].startswith("Trained on 13 completed articles with ")
    assert lines[1].split() == ["F1", "of", "names", "before", "after", "n"]
    assert [line.split()[0] for line in lines[2:5]] == ["all", "ORG", "PERSON"]
    assert "not in use" in lines[5]
    assert model_of(where) == ""
    assert run(["train", where, "--use"]) == 0
    assert model_of(where) == "study.models/2"
    assert run(["train", where, "--back"]) == 0
    assert model_of(where) == ""
    assert "comes with the program" in capsys.readouterr().out
    assert run(["train", where, "--back"]) == 0
    assert "No model" in capsys.readouterr().out


def test_too_little_is_told(tmp_path: Path, capsys: Capture) -> None:
    workspace = a_coded_project(tmp_path, complete=1)
    workspace.close()
    assert run(["train", workspace.where]) == 1
    assert "Training needs 16 completed articles" in capsys.readouterr().err
    assert not (tmp_path / "study.models").exists()
