"""The house rules that no other tool holds: file sizes, top level, decisions, licences, start-up imports."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HARD_CAP = 400


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).exists()]


@pytest.fixture(scope="module")
def files() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("needs the git checkout")
    return tracked()


def test_top_level_is_the_clients_card(files: list[Path]) -> None:
    first = {p.relative_to(ROOT).parts[0] for p in files}
    visible = {name for name in first if not name.startswith(".")}
    assert visible == {"pyproject.toml", "gui", "core", "resources", "tests", "README.md"}


def test_no_python_file_passes_the_hard_cap(files: list[Path]) -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in files
        if p.suffix == ".py" and (n := len(p.read_text("utf-8").splitlines())) > HARD_CAP
    }
    assert not long


def test_every_module_opens_with_a_sentence(files: list[Path]) -> None:
    bare = [
        str(p.relative_to(ROOT))
        for p in files
        if p.suffix == ".py"
        and p.name != "__init__.py"
        and not re.match(r'(#!.*\n)?"""\S', p.read_text("utf-8"))
    ]
    assert not bare


def test_decisions_are_numbered_and_whole(files: list[Path]) -> None:
    pages = sorted(p for p in files if p.parent == ROOT / "resources/decisions")
    assert [p.name[:4] for p in pages] == [f"{i:04d}" for i in range(len(pages))]
    for page in pages:
        text = page.read_text("utf-8")
        for part in ("Decision", "Why", "What we gave up", "How it is checked"):
            assert re.search(rf"(\*\*|# ){part}", text), f"{page.name} lacks {part!r}"


def test_no_lock_file_no_machine_path(files: list[Path]) -> None:
    assert not [p for p in files if p.name in {"uv.lock", "poetry.lock"}]
    told = re.compile(r"/(?:root|home/\w+|work)/(?!\.)")
    for page in files:
        if page.suffix in {".py", ".md", ".toml"} and page != Path(__file__):
            assert not told.search(page.read_text("utf-8")), page


def test_model_and_lexicons_keep_their_attribution() -> None:
    model = ROOT / "resources/models/press"
    assert "CC BY-SA 4.0" in (model / "ATTRIBUTION.md").read_text("utf-8")
    licences = {p.name for p in (ROOT / "resources/licences").iterdir()}
    assert {"MIT.txt", "CC-BY-SA-4.0.txt"} <= licences


@pytest.mark.parametrize("module", ["gui.app", "core.app.projects", "core.cli"])
def test_nothing_heavy_is_imported_before_the_first_paint(module: str) -> None:
    code = (
        f"import sys, {module}\n"
        "print(sorted({'spacy', 'openpyxl', 'numpy', 'alembic', 'typer'} & set(sys.modules)))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    assert out.strip() == "[]"
