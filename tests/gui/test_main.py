"""The start: windows for projects and the sample, the command line for the rest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.app.projects import make_sample, open_workspace
from gui.__main__ import Asked, asked

ROOT = Path(__file__).parents[2]


def _run(*arguments: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {k: v for k, v in os.environ.items() if k not in hidden}
    environment |= {"RAPPORTEUR_HOME": str(home), "PYTHONPATH": str(ROOT), **more}
    return subprocess.run(  # noqa: PLW1510 - the exit code is what is looked at
        [sys.executable, "-m", "gui", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("arguments", "wish"),
    [
        ([], Asked()),
        (["--sample"], Asked(sample=True)),
        (["missing.rapporteur"], Asked(project="missing.rapporteur")),
        (["postgresql+psycopg://host/db"], Asked(project="postgresql+psycopg://host/db")),
        (["--screenshots", "out"], Asked(screenshots="out")),
        (["--version"], Asked(other=True)),
        (["export", "p.rapporteur", "out.xlsx"], Asked(other=True)),
        (["analyse"], Asked(other=True)),
        (["--sample", "x"], Asked(other=True)),
    ],
)
def test_the_ways_are_told_apart(arguments: list[str], wish: Asked) -> None:
    assert asked(arguments) == wish


def test_any_file_is_taken_for_a_project(tmp_path: Path) -> None:
    path = tmp_path / "study"
    path.touch()
    assert asked([str(path)]) == Asked(project=str(path))


def test_version_needs_no_display(tmp_path: Path) -> None:
    done = _run("--version", home=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("Rapporteur ")


def test_without_a_display_the_window_says_so(tmp_path: Path) -> None:
    done = _run(home=tmp_path)
    assert done.returncode == 1
    assert "no display" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    make_sample(tmp_path / "sample.rapporteur")  # only making a project needs the migrations
    code = (
        "import sys\n"
        "from gui.__main__ import hurry\n"
        "hurry()\n"
        "from gui.app import App, application\n"
        "program = application(); app = App(program); told = []\n"
        "app.window.painted.connect(lambda: told.append(sorted(sys.modules)))\n"
        "app.start(sample=True)\n"
        "while not told: program.processEvents()\n"
        "print(' '.join(told[0])); app.close()\n"
    )
    environment = {**os.environ, "RAPPORTEUR_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    loaded = set(done.stdout.split())
    assert "gui.panels.desk" in loaded
    for heavy in ("spacy", "thinc", "numpy", "openpyxl", "alembic", "typer", "charset_normalizer"):
        assert heavy not in loaded, heavy


def test_the_sample_is_worked_through_without_a_display(tmp_path: Path) -> None:
    done = _run("--sample", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no display" in done.stdout
    assert done.stderr == ""
    assert str(tmp_path / "sample.rapporteur") in done.stdout
    folder = next(path for path in tmp_path.iterdir() if path.is_dir() and (path / "sample.xlsx").exists())
    assert str(folder) in done.stdout
    pictures = {path.name: path.stat().st_size for path in folder.glob("*.png")}
    assert {"desk-light.png", "desk-dark.png", "desk-light-large.png", "export-dark.png"} <= set(pictures)
    assert min(pictures.values()) > 20_000
    workspace = open_workspace(tmp_path / "sample.rapporteur")
    heads = workspace.queries.heads()
    assert all(head.analysed for head in heads)
    assert heads[0].codings > 10
    workspace.close()
