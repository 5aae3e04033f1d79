"""The command line met with everything that is no ordinary article, from outside, as a person calls it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.app.projects import create_project
from core.text.canonical import canonical, sha256_of
from core.text.places import resource

ROOT = Path(__file__).parents[2]
SAMPLE = resource("samples", "azernews.txt").read_text("utf-8")
SAID = "President Putin said “we will not stop” in Moscow, and Armenia signed an agreement with Azerbaijan."
TEXTS = {
    "sample": SAMPLE,
    "crlf": SAMPLE.replace("\n", "\r\n"),
    "one line": SAMPLE.replace("\n", " "),
    "nul": f"Aliyev\0 {SAID}",
    "controls": f"\x01\x1b[31m{SAID}\x0b\x0c\x85{SAID}\ufffe",
    "separators": f"{SAID}\u2028{SAID}\u2029\xa0{SAID.replace(' ', chr(0xA0))}",
    "emoji": f"{'😀' * 500} 👩\u200d👩\u200d👧 {SAID}",
    "combining": f"Pu\u0301tin {SAID} P{chr(0x301) * 200}utin said “e\u0301”.",
    "right to left": f"قال فلاديمير بوتين إن روسيا مستعدة \u202e{SAID}\u202c שלום {SAID}",
    "chinese": f"习近平说：“我们会赢。” {SAID}",
    "quotes": "“‘" * 100 + SAID + "’”" * 100 + "“" * 1000,
    "long word": "a" * 100_000,
    "empty lines": "\n" * 10_000 + SAID,
    "formula": f"=1+1 @{SAID}\n-{SAID}",
    "only signs": "… – “” () 1234 !!!",
}
SHAPE = {
    "": ["text_sha256", "repairs", "boundaries", "entities", "statements", "topics", "events"],
    "entities": ["start", "end", "text", "label", "actor", "confidence", "reason"],
    "statements": ["speaker", "cue", "content", "addressee", "directness", "confidence", "reason"],
    "topics": ["scheme", "code", "label", "confidence", "evidence"],
    "events": [
        *("type", "alternatives", "mode", "trigger", "sources", "targets", "date", "place", "realis"),
        *("confidence", "reason"),
    ],
    "speaker": ["start", "end", "text", "actor"],
    "addressee": ["start", "end", "text", "actor"],
    "cue": ["start", "end", "text"],
    "trigger": ["start", "end", "text"],
    "place": ["start", "end", "text"],
    "content": ["start", "end"],
    "evidence": ["start", "end", "text"],
    "sources": ["actor", "country", "start", "end"],
    "targets": ["actor", "country", "start", "end"],
}


def called(*arguments: str | Path, **rest: Any) -> subprocess.CompletedProcess[str]:
    """The program, with every warning an error."""
    command = [sys.executable, "-W", "error", "-m", "gui", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120, **rest)


def objects(value: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object in ``value`` with the key it stands under."""
    if isinstance(value, dict):
        yield name, value
        for key, inner in value.items():
            yield from objects(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner, name)


def test_every_span_of_every_object_slices_exactly_from_hostile_texts(tmp_path: Path) -> None:
    files = []
    for name, text in TEXTS.items():
        files.append(tmp_path / f"{name}.txt")
        files[-1].write_bytes(text.encode())
    done = called("analyse", *files)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    spans = 0
    for text, found in zip(map(canonical, TEXTS.values()), lines, strict=True):
        assert found["text_sha256"] == sha256_of(text)
        for name, one in objects(found):
            assert list(one) == SHAPE[name], name
            if one.get("start") is not None:
                assert 0 <= one["start"] < one["end"] <= len(text)
                assert one.get("text", text[one["start"] : one["end"]]) == text[one["start"] : one["end"]]
                spans += 1
    assert spans > 500


@pytest.fixture
def project(tmp_path: Path) -> Path:
    place = tmp_path / "mein Projekt ä" / "Gespräche 1.rapporteur"
    place.parent.mkdir()
    create_project(place, "Talks", "Ann")
    return place


def test_a_path_with_spaces_and_umlauts_serves_every_verb(project: Path) -> None:
    text = project.with_name("Überblick – 1.txt")
    text.write_text(SAID, encoding="utf-8")
    for call in (
        ("import", project, text),
        ("export", project, project.with_name("Tabelle ü.xlsx")),
        ("verify", project),
        ("new", project.with_name("zweites – Projekt")),
    ):
        done = called(*call)
        assert (done.returncode, done.stderr) == (0, ""), call
    assert project.with_name("zweites – Projekt.rapporteur").is_file()


@pytest.mark.parametrize("name", ["", ".", ".."])
def test_a_project_needs_a_name(tmp_path: Path, name: str) -> None:
    done = called("new", name)
    assert done.returncode == 1
    assert "Give the project's file a name" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs /dev/full")
def test_a_full_standard_output_is_told_in_one_line(project: Path) -> None:
    for call in (["--version"], ["verify", str(project)], ["analyse", "--model", "blank:en", "README.md"]):
        with Path("/dev/full").open("w") as full:
            command = [sys.executable, "-m", "gui", *call]
            done = subprocess.run(
                command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60
            )
        assert done.returncode == 1, call
        assert done.stderr.startswith("rapporteur: standard output: The results can't be written")
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs /dev/full")
def test_a_device_as_target_is_written_to_and_stays(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(SAID, encoding="utf-8")
    device = tmp_path / "full"
    device.symlink_to("/dev/full")
    done = called("analyse", text, "--model", "blank:en", "--json", device)
    assert done.returncode == 1
    assert "The disk is full" in done.stderr
    assert Path("/dev/full").is_char_device()
    assert device.is_symlink()


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="looks at a process as Linux shows it")
def test_interrupted_it_leaves_without_a_trace(tmp_path: Path) -> None:
    text, out = tmp_path / "a.txt", tmp_path / "out.json"
    text.write_text(SAMPLE * 60, encoding="utf-8")
    command = [sys.executable, "-m", "gui", "analyse", str(text), "--json", str(out)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as running:
        # Once this is loaded the pipeline follows, and all of the reading is still to come.
        while "thinc" not in Path(f"/proc/{running.pid}/maps").read_text("utf-8"):
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()
    assert (running.returncode, said) == (130, "")
    assert list(tmp_path.iterdir()) == [text]


def test_a_window_elsewhere_lets_export_and_verify_through_and_refuses_import(project: Path) -> None:
    code = """
import sys, time
from core.app.projects import open_workspace
workspace = open_workspace(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""
    text = project.with_name("a.txt")
    text.write_text(SAID, encoding="utf-8")
    command = [sys.executable, "-c", code, str(project)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == b"open\n"
        assert called("verify", project).returncode == 0
        assert called("export", project, project.with_suffix(".xlsx")).returncode == 0
        refused = called("import", project, text)
        assert refused.returncode == 1
        assert "open in another window" in refused.stderr
        window.kill()
    assert called("import", project, text).returncode == 0
    assert called("verify", project).returncode == 0


@pytest.mark.parametrize("verb", ["--version", "new", "import", "export", "verify", "models"])
def test_a_verb_loads_only_what_it_needs(project: Path, verb: str) -> None:
    text = project.with_name("a.txt")
    text.write_text(SAID, encoding="utf-8")
    arguments: dict[str, list[str | Path]] = {
        "new": [project.with_name("b")],
        "import": [project, text],
        "export": [project, project.with_suffix(".xlsx")],
        "verify": [project],
    }
    code = """
import sys
from core.cli import run
assert run(sys.argv[1:]) == 0
print(sorted({"spacy", "thinc", "PySide6", "rich", "openpyxl", "sqlalchemy"} & set(sys.modules)))
"""
    command = [sys.executable, "-W", "error", "-c", code, verb, *map(str, arguments.get(verb, []))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    needed = {"--version": [], "models": [], "export": ["openpyxl", "sqlalchemy"]}.get(verb, ["sqlalchemy"])
    assert done.stdout.splitlines()[-1] == str(needed)
