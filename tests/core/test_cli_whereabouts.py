"""The command line says when a project lies in a folder that is synchronised, and does its work."""

from __future__ import annotations

from pathlib import Path

import pytest

from core import cli
from core.app.projects import create_project


def run(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    code = cli.run([str(one) for one in argv])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def cloud(tmp_path: Path) -> Path:
    folder = tmp_path / "Dropbox (Lab)"
    folder.mkdir()
    create_project(folder / "study.rapporteur", "Study", "Ada")
    return folder / "study.rapporteur"


@pytest.mark.parametrize(
    "argv",
    [("verify",), ("status", "--json"), ("accounts", "list"), ("export", "out.xlsx"), ("import", "a.txt")],
    ids=lambda argv: str(argv[0]),
)
def test_it_is_said_once_beside_the_results(
    argv: tuple[str, ...], cloud: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("They met in Baku.", "utf-8")
    verb, *rest = argv
    files = [str(tmp_path / one) if "." in one else one for one in rest]
    code, out, err = run(capsys, verb, cloud, *files)
    assert code == 0
    assert out
    assert "Dropbox synchronises" not in out
    assert err.count("Dropbox synchronises") == 1
    assert "packages" in err
    assert "team server" in err


def test_who_makes_one_there_is_told_and_elsewhere_nothing_is_said(
    tmp_path: Path, cloud: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "new", cloud.with_name("other"), "--coder", "Ada")
    assert code == 0
    assert err.count("Dropbox synchronises") == 1
    code, _, err = run(capsys, "new", tmp_path / "mine", "--coder", "Ada")
    assert (code, err) == (0, "")
    assert run(capsys, "verify", tmp_path / "mine.rapporteur") == (
        0,
        f"{tmp_path / 'mine.rapporteur'} is whole.\n",
        "",
    )
