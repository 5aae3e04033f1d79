"""The command line: the same verbs, clear messages, stable exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.app.projects import coders_of, create_project, open_workspace
from core.cli import COMMANDS, run
from core.domain.article import Coder, Project, Role
from core.domain.changes import Change, ChangeSet
from core.importing.codebook_file import load_codebook
from core.storage.store import Store
from core.text.canonical import canonical, sha256_of
from core.text.places import resource
from tests.core.export.material import cells

SAMPLE = resource("samples", "azernews.txt")
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    place = tmp_path / "talks.rapporteur"
    create_project(place, "Talks", "Ann")
    return place


def test_every_verb_is_a_command_and_has_help(capsys: Capture) -> None:
    for name in sorted(COMMANDS - {"--version", "--help", "-h"}):
        assert run([name, "--help"]) == 0
        assert "Usage: rapporteur" in capsys.readouterr().out
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("Rapporteur ")


def test_help_names_the_window_too(capsys: Capture) -> None:
    assert run(["--help"]) == 0
    out = capsys.readouterr().out
    assert "rapporteur [PROJECT]" in out
    assert "rapporteur --sample" in out
    assert all(name in out for name in COMMANDS if not name.startswith("-"))


@pytest.mark.parametrize(
    "call", [["bogus"], ["analyse"], ["analyse", "--bogus", "x"], ["export", "only-one"]]
)
def test_a_wrong_call_is_exit_code_2(call: list[str], capsys: Capture) -> None:
    assert run(call) == 2
    said = capsys.readouterr()
    assert "Error: " in said.err
    assert "Traceback" not in said.err


def test_importing_the_module_loads_nothing_heavy() -> None:
    heavy = "{'typer', 'spacy', 'openpyxl', 'sqlalchemy', 'numpy'}"
    code = f"import sys, core.cli; print({heavy} & set(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert out.strip() == "set()"


def test_from_nothing_to_a_workbook(tmp_path: Path, capsys: Capture) -> None:
    project, out = tmp_path / "talks", tmp_path / "out.xlsx"
    assert run(["new", str(project), "--name", "Border talks", "--coder", "Ann"]) == 0
    place = str(project) + ".rapporteur"
    assert [coder.name for coder in coders_of(place)] == ["Ann"]
    assert run(["import", place, str(SAMPLE)]) == 0
    assert "1 article imported." in capsys.readouterr().out
    assert run(["export", place, str(out)]) == 0
    assert "Articles 1" in capsys.readouterr().out
    article = cells(out)["Articles"][1]
    assert article[2] == "azernews.txt"
    assert run(["verify", place]) == 0
    assert "is whole" in capsys.readouterr().out


def test_import_tells_duplicates_and_failures_and_goes_on(
    project: Path, tmp_path: Path, capsys: Capture
) -> None:
    bad = tmp_path / "paper.pdf"
    bad.write_bytes(b"%PDF-1.7")
    assert run(["import", str(project), str(bad), str(SAMPLE), str(SAMPLE)]) == 1
    said = capsys.readouterr()
    assert "1 article imported, 1 duplicate skipped, 1 file could not be read." in said.out
    assert str(bad) in said.err
    assert "PDF" in said.err


def test_export_keeps_an_existing_workbook_unless_forced(
    project: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"old")
    assert run(["export", str(project), str(out)]) == 1
    assert capsys.readouterr().err == (
        f"rapporteur: {out}: There is a file of this name already. Choose another name.\n"
    )
    assert run(["export", str(project), str(out), "--force", "--pseudonyms"]) == 0
    assert cells(out)["Coders"][1][1] == "coder 1"


def test_export_wants_a_name_ending_in_xlsx(project: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(["export", str(project), str(tmp_path / "out.csv")]) == 1
    assert ".xlsx" in capsys.readouterr().err


def test_of_several_coders_one_must_be_named(tmp_path: Path, capsys: Capture) -> None:
    place, out = tmp_path / "team.rapporteur", str(tmp_path / "out.xlsx")
    ann, ben = Coder("coder-1", "Ann"), Coder("coder-2", "Ben")
    store = Store.create(place, Project("p", "Team"), (ann, ben, load_codebook()))
    assert run(["export", str(place), out]) == 1
    assert "Ann, Ben" in capsys.readouterr().err
    assert run(["export", str(place), out, "--coder", "Ben"]) == 0
    assert [row[1] for row in cells(Path(out))["Coders"][1:]] == ["Ben"]
    sue = ChangeSet((Change(None, Coder("coder-3", "Sue", Role.SUPERVISOR)),))
    store.commit(sue, actor=ann.id, command="Test", label="Test")
    store.close()
    assert run(["export", str(place), out, "--force"]) == 0
    assert [row[1] for row in cells(Path(out))["Coders"][1:]] == ["Ann", "Ben", "Sue"]


@pytest.mark.parametrize("verb", [["verify"], ["import"], ["export"]])
def test_what_is_no_project_is_told_in_one_line(verb: list[str], tmp_path: Path, capsys: Capture) -> None:
    place = tmp_path / "no.rapporteur"
    place.write_text("not a database", "utf-8")
    rest = {"verify": [], "import": [str(SAMPLE)], "export": [str(tmp_path / "out.xlsx")]}[verb[0]]
    assert run([*verb, str(place), *rest]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert str(place) in err


def test_verify_lists_problems_and_says_so_by_its_exit_code(project: Path, capsys: Capture) -> None:
    run(["import", str(project), str(SAMPLE)])
    harm = "UPDATE article_text SET text = 'Something else.'"
    code = f"import sqlite3; c = sqlite3.connect({str(project)!r}); c.execute({harm!r}); c.commit()"
    subprocess.run([sys.executable, "-c", code], check=True)
    capsys.readouterr()
    assert run(["verify", str(project)]) == 1
    said = capsys.readouterr()
    assert "not the one that was imported" in said.out
    assert "backup" in said.err


def test_models_lists_the_shipped_one(capsys: Capture) -> None:
    assert run(["models"]) == 0
    assert "(default)" in capsys.readouterr().out


def test_another_language_gives_names_and_says_what_rests(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.txt").write_text("Die Kanzlerin sprach in Kiew über Frankreichs Angebot.", "utf-8")
    assert run(["analyse", str(tmp_path / "a.txt"), "--language", "German"]) == 0
    said = capsys.readouterr()
    found = json.loads(said.out)
    places = [(one["text"], one["actor"]) for one in found["entities"]]
    assert places == [("Kiew", None), ("Frankreichs", "FRA")]
    assert found["statements"] == found["events"] == found["topics"] == []
    assert said.err == "rapporteur: Statements, events and topics are suggested for English only.\n"


def test_a_project_is_made_in_its_language(tmp_path: Path, capsys: Capture) -> None:
    where = tmp_path / "studie.rapporteur"
    assert run(["new", str(where), "--coder", "Ada", "--language", "de"]) == 0
    assert "for English only" in capsys.readouterr().err
    workspace = open_workspace(where)
    assert workspace.state.project.language == "de"
    workspace.close()


def test_what_is_no_language_makes_no_project(tmp_path: Path, capsys: Capture) -> None:
    assert run(["new", str(tmp_path / "p.rapporteur"), "--language", "Klingonisch"]) == 1
    assert "no language" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_model_alone_says_which_language_it_reads(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.txt").write_text("La France se tait.", "utf-8")
    assert run(["analyse", str(tmp_path / "a.txt"), "--model", "blank:fr"]) == 0
    assert [one["actor"] for one in json.loads(capsys.readouterr().out)["entities"]] == ["FRA"]


def test_a_missing_model_is_told_in_one_line(capsys: Capture) -> None:
    assert run(["analyse", str(SAMPLE), "--model", "no_such_model"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "no_such_model" in said.err
    assert "Traceback" not in said.err


def test_a_folder_that_is_not_there_is_told_before_the_work(tmp_path: Path, capsys: Capture) -> None:
    assert (
        run(["analyse", str(SAMPLE), "--json", str(tmp_path / "none" / "out.json"), "--model", "blank:en"])
        == 1
    )
    assert "no such folder" in capsys.readouterr().err


def test_when_no_file_can_be_read_nothing_is_written(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out.json"
    assert run(["analyse", str(tmp_path / "none.txt"), "--json", str(out), "--model", "blank:en"]) == 1
    assert "There is no such file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_several_files_make_a_line_each_in_order_and_a_bad_one_is_told(
    tmp_path: Path, capsys: Capture
) -> None:
    texts = {"one": "Müller met 😀 in Baku.", "two": "\ufeffLine\r\nline.", "three": "שלום from Almaty."}
    files = []
    for name, text in texts.items():
        files.append(tmp_path / f"{name}.txt")
        files[-1].write_bytes(text.encode())
    files.insert(1, tmp_path / "bad.txt")
    out = tmp_path / "out.jsonl"
    assert run(["analyse", *map(str, files), "--json", str(out), "--model", "blank:en"]) == 1
    assert "bad.txt" in capsys.readouterr().err
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["text_sha256"] for line in lines] == [sha256_of(canonical(text)) for text in texts.values()]


def test_the_terminal_gets_utf8_and_nothing_else_on_stdout(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["analyse", str(SAMPLE), "--model", "blank:en"]) == 0
    out, _ = capfdbinary.readouterr()
    assert json.loads(out)["text_sha256"] == sha256_of(canonical(SAMPLE.read_text("utf-8")))


def test_the_reference_article_analysed_by_the_shipped_model(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert run(["analyse", str(SAMPLE), "--json", str(out)]) == 0
    text = canonical(SAMPLE.read_text("utf-8"))
    found: dict[str, Any] = json.loads(out.read_text("utf-8"))
    names = {(entity["text"], entity["label"], entity["actor"]) for entity in found["entities"]}
    assert ("Antony Blinken", "PERSON", "person:antony-blinken") in names
    assert all(text[e["start"] : e["end"]] == e["text"] for e in found["entities"])
    assert len(found["statements"]) >= 12
    assert all(0 <= place <= len(text) for place in found["repairs"])


@pytest.mark.parametrize("ending", [".jsonl", ".spacy"])
def test_other_formats_are_exported_by_ending(project: Path, ending: str, capsys: Capture) -> None:
    out = project.with_suffix(ending)
    assert run(["export", str(project), str(out)]) == 0
    assert f"Wrote {out}: " in capsys.readouterr().out
    assert out.exists()
    assert run(["export", str(project), str(out)]) == 1
    assert "already" in capsys.readouterr().err
    assert run(["export", str(project), str(out.with_suffix(".csv"))]) == 1
    assert ".jsonl" in capsys.readouterr().err
