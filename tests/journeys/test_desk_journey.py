"""From the sample to Excel, as a person does it: real keys and clicks in a real window, two sittings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.journeys.xvfb import needs, screen

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.journey


def sit(phase: str, folder: Path, display: str) -> dict[str, int]:
    environment = os.environ | {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "RAPPORTEUR_HOME": str(folder / "home"),
        "PYTHONPATH": str(ROOT),
    }
    run = subprocess.run(
        [sys.executable, "-m", "tests.journeys.desk_driver", phase, str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    told: dict[str, int] = json.loads(run.stdout.strip().splitlines()[-1])
    return told


def rows(path: Path, sheet: str) -> list[dict[str, object]]:
    table = load_workbook(path)[sheet].iter_rows(values_only=True)
    head = [str(cell) for cell in next(table)]
    return [dict(zip(head, line, strict=True)) for line in table]


def test_a_coder_codes_the_sample_and_finds_it_all_in_excel(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    needs("xdotool", "xdotool")
    soffice = needs("soffice", "libreoffice-calc")
    with screen() as display:
        first = sit("code", tmp_path, display)
        second = sit("reopen", tmp_path, display)
    with capsys.disabled():
        print(f"\njourney: coding {first['keys']} keys, {first['clicks']} clicks; ", end="")
        print(f"the next day {second['keys']} keys, {second['clicks']} clicks")

    expected = json.loads((tmp_path / "expected.json").read_text("utf-8"))
    recalculated = tmp_path / "recalculated"
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "xlsx",
         "--outdir", str(recalculated), str(tmp_path / "codings.xlsx")],
        check=True, capture_output=True,
    )  # fmt: skip
    for workbook in (tmp_path / "codings.xlsx", recalculated / "codings.xlsx"):
        found = {str(row["coding_id"]): row for row in rows(workbook, "Codings_long")}
        assert found.keys() == {line[0] for line in expected}
        for coding_id, layer, category, words, provenance in expected:
            row = found[coding_id]
            assert (row["layer"], row["category"]) == (layer, category)
            assert row["provenance"] == provenance
            for part in words:
                assert part in str(row["words"])

    verified = subprocess.run(
        [sys.executable, "-m", "gui", "verify", str(tmp_path / "home" / "sample.rapporteur")],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert verified.returncode == 0, verified.stdout + verified.stderr
