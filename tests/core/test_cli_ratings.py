"""``rapporteur agreement --table``, on real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core import cli

# Krippendorff (2011), part C: twelve units, four coders.
ROWS = "1,1,,1 2,2,3,2 3,3,3,3 3,3,3,3 2,2,2,2 1,2,3,4 4,4,4,4 1,1,2,1 2,2,2,2 ,5,5,5 ,,1,1 ,3,,"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "ratings.csv"
    path.write_text("Ann,Bo,Cy,Di\n" + ROWS.replace(" ", "\n") + "\n", encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    code = cli.run(["agreement", *map(str, argv)])
    out, err = capsys.readouterr()
    return code, out, err


def test_every_coefficient_in_words(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "--table", table)
    assert code == 0
    assert out.startswith(
        "12 units, 11 of them rated by two coders or more · 4 coders · 41 ratings, 7 missing"
    )
    assert "Krippendorff's α: 0.743  95% CI " in out
    assert "(bootstrap over units, 1,000 resamples, seed 0)" in out
    assert "α is below the target of 0.8 with a probability of" in out
    assert "  5: 1.000" in out
    assert "names of the columns: Ann, Bo, Cy, Di" in err
    for name in (
        "percent agreement (pairs)",
        "Fleiss' κ",
        "Conger's κ",
        "Light's κ",
        "Gwet's AC1",
        "Brennan",
    ):
        assert name in out


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_json_of_each_level(
    table: Path, capsys: pytest.CaptureFixture[str], level: str, published: float
) -> None:
    code, out, _ = run(capsys, "--table", table, "--level", level, "--json", "--seed", 4)
    found = json.loads(out)
    first = found["coefficients"][0]
    assert code == 0
    assert first["value"] == pytest.approx(published, abs=6e-4)
    assert (found["units"], found["pairable"], found["ratings"], found["missing"]) == (12, 11, 41, 7)
    assert first["interval"]["low"] < first["value"] < first["interval"]["high"]
    assert "seed 4" in first["interval"]["method"]
    assert found["categories"] == ["1", "2", "3", "4", "5"]
    assert found["coders"] == ["Ann", "Bo", "Cy", "Di"]
    assert all(row["value"] is not None or row["undefined_because"] for row in found["coefficients"])


def test_undefined_is_said_with_its_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "same.csv"
    path.write_text("a,a\na,a\n", encoding="utf-8")
    code, out, _ = run(capsys, "--table", path)
    assert code == 0
    assert "Krippendorff's α: undefined, because the pairable ratings do not vary" in out
    assert "percent agreement (pairs): 1.000" in out
    code, out, _ = run(capsys, "--table", path, "--json")
    assert json.loads(out)["coefficients"][0]["value"] is None


def test_a_week_begins_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "days.csv"
    path.write_text("6,0\n0,6\n3,3\n", encoding="utf-8")
    code, out, _ = run(capsys, "--table", path, "--level", "circular", "--period", 7, "--no-ids", "--json")
    assert code == 0
    assert json.loads(out)["coefficients"][0]["value"] > 0.5
    code, _, err = run(capsys, "--table", path, "--level", "circular")
    assert code == 1
    assert "Say after how much a circular scale begins again" in err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--level", "fine"], "There is no level “fine”: nominal, ordinal, interval, ratio, circular."),
        (["--categories", "1,2"], "“3” is not among the categories given"),
        (["project.rapporteur"], "Give a project, or a table of ratings with --table; not both."),
    ],
)
def test_what_can_not_be_asked(
    table: Path, capsys: pytest.CaptureFixture[str], options: list[str], words: str
) -> None:
    code, out, err = run(capsys, "--table", table, *options)
    assert (code, out) == (1, "")
    assert words in err


def test_text_for_numbers_names_the_file_and_the_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "words.csv"
    path.write_text("Ann,Bo\n1,yes\n2,2\n", encoding="utf-8")
    code, out, err = run(capsys, "--table", path, "--level", "interval")
    assert (code, out) == (1, "")
    assert "words.csv: Ratings must be finite numbers for this level; “yes” is none." in err


def test_neither_project_nor_table(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys)
    assert code == 1
    assert "Give a project, or a table of ratings" in err
