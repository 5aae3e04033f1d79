"""``rapporteur agreement PROJECT``: what it prints, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.cli import run as run_command
from core.domain.coding import Layer
from tests.core.app.agreeing import Study, a_round


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three coders; the third takes aid for cooperation in the second round."""
    study = Study(3)
    for number in range(6):
        article = study.article(group="wire" if number < 2 else "")
        for coder in range(3):
            study.work(article, coder, round_id="pilot" if number < 3 else "second")
            odd = coder == 2 and number >= 3
            study.code(article, coder, Layer.EVENT, "COOPERATE" if odd else "AID", "sent aid")
            study.code(article, coder, Layer.EVENT, "CONSULT", "meet", source=("Baku", "AZE"))
        study.code(article, 0, Layer.MENTION, "GPE", "Baku")
    return study.write(tmp_path, a_round("pilot"), a_round("second"))


def run(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    code = run_command(["agreement", *(str(one) for one in argv)])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_report_in_words(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, project)
    assert (code, err) == (0, "")
    assert "Events: 6 articles, 12 units, coded by Ada, Ben, Cy" in out
    assert "found it? F1 1.000 (both 36, one only 0)" in out
    assert "Ada and Ben: F1 1.000 in 6 articles" in out
    assert "agreeing pairs" in out
    assert "differences of pairs: sibling category 6" in out
    assert "found it? F1 0.000 (both 0, one only 12)" in out  # of the mentions only Ada coded
    assert "undefined, because" in out


def test_the_report_as_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, project, "--json", "--layer", "event")
    assert code == 0
    (event,) = json.loads(out)["layers"]
    assert (event["layer"], event["articles"], event["units"]) == ("event", 6, 12)
    assert event["found"]["f1"] == 1.0
    category = next(one for one in event["alike"] if one["variable"] == "category")
    assert category["pairable"] == 12
    assert 0 < category["alpha"]["value"] < 1
    assert category["interval"]["low"] < category["alpha"]["value"] < category["interval"]["high"]
    assert category["verdict"]["word"] == "not reliable" or category["verdict"]["word"] == "tentative"
    assert category["coincidences"]["values"] == ["CONSULT", "COOPERATE", "AID"]
    assert sum(map(sum, category["coincidences"]["matrix"])) == pytest.approx(36)
    pairs = {tuple(one["coders"]): one["alpha"]["value"] for one in category["pairs"]}
    assert pairs["Ada", "Ben"] == 1.0
    assert pairs["Ada", "Cy"] < 1
    mode = next(one for one in event["alike"] if one["variable"] == "mode")
    assert mode["alpha"]["value"] is None
    assert mode["alpha"]["undefined_because"]
    assert mode["missing"] == {"nothing there": 18, "not applicable": 18}
    assert event["differences"]["pairs"] == [
        {"coders": ["Ada", "Cy"], "kinds": {"sibling category": 3}},
        {"coders": ["Ben", "Cy"], "kinds": {"sibling category": 3}},
    ]


@pytest.mark.parametrize(
    "options",
    [
        ("--round", "pilot"),
        ("--drop", "Cy"),
        ("--merge", "event.category=AID+COOPERATE"),
    ],
)
def test_what_if(project: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, str]) -> None:
    code, out, _ = run(capsys, project, "--layer", "Events", "--json", *options)
    assert code == 0
    (event,) = json.loads(out)["layers"]
    category = next(one for one in event["alike"] if one["variable"] == "category")
    assert category["alpha"]["value"] == 1.0
    assert category["verdict"]["word"] == "reliable"


def test_without_wire_copies(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, project, "--layer", "event", "--without-copies")
    assert "Events: 5 articles, 10 units" in out


def test_nothing_to_compare_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, Study(2).write(tmp_path))
    assert code == 0
    assert "no article was completed by two coders" in err
    assert "Events: 0 articles" in out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--coder", "Ada"), "Only a supervisor or researcher compares"),
        (("--layer", "moon"), "there are: mention, statement, topic, event"),
        (("--round", "moon"), "there are: Pilot, Second"),
        (("--drop", "Zoe"), "There is no Zoe"),
        (("--merge", "AID+COOPERATE"), "write event.category=AID+COOPERATE"),
        (("--merge", "event.category=AID"), "write event.category=AID+COOPERATE"),
    ],
)
def test_what_can_not_be_read_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, str], said: str
) -> None:
    code, out, err = run(capsys, project, *options)
    assert (code, out) == (1, "")
    assert said in err
