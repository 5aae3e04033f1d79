"""``rapporteur handout``, ``handin``, ``unpack`` and ``pack``, on real files."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from core import cli
from core.app.checking import verify
from core.app.commands.article import SetNote
from core.app.commands.decide import Accept
from core.app.packing import file_name
from core.app.projects import create_project
from tests.core.app.handing_kit import ADA, CLEO, act, code, last_line, make_study, records
from tests.core.app.place import at_work

PHRASE = "correct horse battery"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_study(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    code_ = cli.run([str(one) for one in argv])
    out, err = capsys.readouterr()
    return code_, out, err


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_out_and_in_again(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = tmp_path / "ada.rapporteur"
    status, out, _ = run(capsys, "handout", study, package, "--coder", "Ada")
    assert (status, out) == (0, f"Wrote {package}: 3 articles for Ada\n")
    code(package, Accept("article-1", "sug-1"))
    before = last_line(study)
    status, out, _ = run(capsys, "handin", study, package, "--dry-run")
    assert status == 0
    assert "ada.rapporteur: Ada, 3 articles, handed out" in out
    assert "Codings: 1 new." in out
    assert "Nothing was changed." in out
    assert last_line(study) == before
    status, out, _ = run(capsys, "handin", study, package, "--json")
    told = json.loads(out)
    assert (status, told["taken_in"], told["files"][0]["new"]) == (0, True, 1)
    assert len(records(study, ["coding"], coder_id=ADA)) == 1
    status, out, _ = run(capsys, "handin", study, package)
    assert status == 0
    assert "Nothing in it is new" in out
    assert "Nothing was changed." in out
    assert verify(study) == []


def test_with_a_passphrase_there_and_back(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    package, mine, back = (tmp_path / f"{name}.rapporteur" for name in ("package", "mine", "back"))
    typed(monkeypatch, PHRASE)
    assert run(capsys, "handout", study, package, "--coder", "Ada", "--passphrase")[0] == 0
    typed(monkeypatch, "not it at all")
    status, _, err = run(capsys, "unpack", package, mine)
    assert status == 1
    assert "not the passphrase" in err
    assert not mine.exists()
    typed(monkeypatch, PHRASE)
    assert run(capsys, "unpack", package, mine)[0] == 0
    code(mine, SetNote("article-1", "from home"))
    typed(monkeypatch, "another phrase")
    assert run(capsys, "pack", mine, back, "--passphrase")[0] == 0
    typed(monkeypatch, "another phrase")
    status, out, _ = run(capsys, "handin", study, back)
    assert status == 0
    assert "Hand in from Ada." in out


def test_several_at_once_go_to_a_folder(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capsys, "handout", study, tmp_path / "x.rapporteur", "--coder", "Ada,Ben")
    assert status == 1
    assert "name a folder" in err
    folder = tmp_path / "out"
    folder.mkdir()
    assert run(capsys, "handout", study, folder, "--coder", "Ada,Ben")[0] == 0
    assert sorted(one.name for one in folder.iterdir()) == ["Test-Ada.rapporteur", "Test-Ben.rapporteur"]


def test_what_a_file_is_made_of_is_never_written_over(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    package, closed = tmp_path / "ada.rapporteur", tmp_path / "closed.rapporteur"
    typed(monkeypatch, PHRASE, PHRASE)
    assert run(capsys, "handout", study, package, "--coder", "Ada")[0] == 0
    assert run(capsys, "handout", study, package, "--coder", "Ada", "--force")[0] == 0
    assert run(capsys, "pack", package, closed, "--passphrase")[0] == 0
    linked = tmp_path / "linked.rapporteur"
    linked.symlink_to(study)
    before = {one: one.read_bytes() for one in (study, package, closed)}
    for argv in (
        ("handout", study, study, "--coder", "Ada", "--force"),
        ("handout", study, linked, "--coder", "Ada", "--force"),
        ("pack", package, package, "--force"),
        ("unpack", closed, closed, "--force"),
    ):
        status, _, err = run(capsys, *argv)
        assert status == 1, argv
        assert "the very file it is made of" in err, argv
    assert {one: one.read_bytes() for one in before} == before


@pytest.mark.parametrize(
    ("project", "coder", "name"),
    [
        ("Test", "Ada", "Test-Ada"),
        ("x" * 200, "Ada", f"{'x' * 40}-Ada"),
        ("../a/b", "C:\\Ada", "a-b-C-Ada"),
        ("…", "…", "package"),
    ],
)
def test_a_package_is_named_after_its_coder_however_long_the_project_is_called(
    project: str, coder: str, name: str
) -> None:
    assert file_name(project, coder) == f"{name}.rapporteur"


def test_wrong_calls_are_told(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.rapporteur"
    other = tmp_path / "other.rapporteur"
    create_project(other, "Other", "Dora")
    typed(monkeypatch, "short")
    wrong = (
        (("handout", study, out, "--coder", "Zoe"), "there are: Ada, Ben, Cleo"),
        (("handout", study, out, "--coder", "Cleo"), "Nothing is given out to Cleo"),
        (("handout", study, out, "--coder", "Ada", "--supervisor", "Ben"), "Only a supervisor"),
        (("handout", study, out, "--coder", "Ada", "--passphrase"), "at least 8 characters"),
        (("handin", study, other, "--conflicts", "mine"), "none of both, project, package"),
        (("pack", other, out), "no package that was handed out"),
        (("unpack", tmp_path / "gone", out), "Is it still there"),
    )
    before = last_line(study)
    for argv, said in wrong:
        status, _, err = run(capsys, *argv)
        assert status == 1, argv
        assert said in err, argv
    status, told, _ = run(capsys, "handin", study, other)
    assert status == 1
    assert "other.rapporteur: not taken in. This is a project of its own" in told
    assert last_line(study) == before
    assert not out.exists()


def test_status_tells_how_a_round_was_drawn_and_nothing_of_packages(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    act(study, ADA, SetNote("article-1", "x"))
    run(capsys, "handout", study, tmp_path / "ada.rapporteur", "--coder", "Ada")
    _, out, _ = run(capsys, "status", study, "--json")
    assert "strata" in out
    assert "hand-out" not in out


def test_a_look_first_works_while_the_project_is_open(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "ada.rapporteur"
    run(capsys, "handout", study, package, "--coder", "Ada")
    code(package, Accept("article-1", "sug-1"))
    with at_work(study, CLEO):
        status, out, _ = run(capsys, "handin", study, package, "--dry-run")
        assert (status, "Codings: 1 new." in out) == (0, True)
        status, _, err = run(capsys, "handin", study, package)
        assert status == 1
        assert "open in another window" in err
