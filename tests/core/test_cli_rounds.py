"""``rapporteur assign`` and ``status``, on a real project file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core import cli
from core.app.checking import verify
from core.storage.store import Store
from tests.core.app.place import make_place


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_place(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    code = cli.run([str(one) for one in argv])
    out, err = capsys.readouterr()
    return code, out, err


def journal_lines(project: Path) -> int:
    store = Store.open(project, read_only=True)
    try:
        return store.last_seq()
    finally:
        store.close()


def test_a_round_is_given_out_and_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ("--round", "Pilot", "--kind", "reliability", "--coders", "Ada,Ben", "--seed", 7)
    code, out, err = run(capsys, "assign", project, *wanted, "--dry-run")
    assert code == 0
    assert "Articles 3, coded by several 3." in out
    assert "Nothing was changed." in out
    assert journal_lines(project) == 1
    code, dry, err = run(capsys, "assign", project, *wanted)
    assert code == 0
    assert dry.replace("Given out: Pilot.", "Nothing was changed.") == out
    assert "are few" in err
    assert journal_lines(project) == 2
    code, out, _ = run(capsys, "status", project, "--json")
    told = json.loads(out)
    assert told["articles"] == 3
    (pilot,) = told["rounds"]
    assert (pilot["kind"], pilot["seed"], pilot["closed"]) == ("reliability", 7, False)
    assert pilot["coders"] == {"Ada": {"new": 3}, "Ben": {"new": 3}}
    code, out, _ = run(capsys, "status", project)
    assert "Pilot (reliability): new 6" in out
    assert "Cleo: nothing yet" in out
    assert verify(project) == []


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--round", "X", "--kind", "moon"), "no kind of round"),
        (("--round", "X", "--overlap", "much"), "write it as 20% or 0.2"),
        (("--round", "X", "--overlap", "120%"), "is no share"),
        (("--round", "X", "--repeats", "-5%"), "--repeats"),
        (("--round", "X", "--coders", "Zoe"), "there are: Ada, Ben, Cleo"),
        (("--round", "X", "--coders", "Ada"), "can't be drawn from 1"),
        (
            (
                "--round",
                " ",
            ),
            "needs a name",
        ),
        (("--round", "X", "--coder", "Ada"), "supervisor"),
        (("--round", "X", "--strata", "moon"), "stratified by"),
        (("--round", "X", "--articles", "-3"), "not below 0"),
    ],
)
@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_wrong_wishes_are_told_and_change_nothing(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    argv: tuple[str, ...],
    said: str,
    dry: tuple[str, ...],
) -> None:
    code, _, err = run(capsys, "assign", project, *argv, *dry)
    assert code == 1
    assert said in err
    assert journal_lines(project) == 1


def test_a_coder_is_told_nothing_of_the_others(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "assign", project, "--round", "Main", "--coders", "Ada,Ben", "--overlap", "0%")
    code, out, _ = run(capsys, "status", project, "--coder", "Ada")
    assert code == 0
    assert "Ada: new" in out
    assert "Ben" not in out
    told = json.loads(run(capsys, "status", project, "--coder", "Ada", "--json")[1])
    assert [one["name"] for one in told["coders"]] == ["Ada"]
    assert told["articles"] == told["coders"][0]["counts"]["new"]
    assert (told["rounds"][0]["seed"], told["rounds"][0]["settings"]) == (0, {})
