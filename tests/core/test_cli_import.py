"""``rapporteur import`` with tables, patterns and a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.cli import run


@pytest.fixture
def project(tmp_path: Path) -> str:
    where = str(tmp_path / "study.rapporteur")
    assert run(["new", where, "--coder", "Ada"]) == 0
    return where


def test_table_with_columns_said_and_a_report_written(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "The-Daily_2024-04-28.csv"
    table.write_text("x,Headline\nOne.,First\n,Second\n", "utf-8")
    report = tmp_path / "report.txt"
    asked = ["--map", "text=x", "--pattern", "{source}_{date}", "--report", str(report)]
    assert run(["import", project, str(table), *asked]) == 1
    told = capsys.readouterr()
    assert "1 article imported, 1 row or article could not be read." in told.out
    assert "row 3" in told.err
    assert "row 3" in report.read_text("utf-8")
    assert run(["import", project, str(table), *asked]) == 1
    assert "1 duplicate skipped" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--pattern", "{title"], "brace"),
        (["--map", "colour=x"], "FIELD=COLUMN"),
        (["--map", "text=none"], "no column “none”"),
        (["--report", "no/such/report.txt"], "no such folder"),
    ],
)
def test_wrong_options_are_told_and_import_nothing(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str], said: str
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("text\nOne.\n", "utf-8")
    assert run(["import", project, str(table), *asked]) == 1
    told = capsys.readouterr()
    assert said in told.err + told.out
    assert "1 article imported" not in told.out
