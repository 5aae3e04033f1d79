"""What is in a package, and what is not."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import cast

import pytest

from core.app.checking import verify
from core.app.commands.accounts import ChangeAccount
from core.app.commands.actors import AddAlias, NewActor
from core.app.commands.ask import Ask
from core.app.commands.assigning import Pause
from core.app.commands.decide import Accept
from core.app.commands.rounds import CloseRound, CreateRound
from core.app.handing_out import prepare
from core.app.projects import open_workspace
from core.domain.actor import Actor
from core.domain.article import Role, Round, RoundKind
from core.domain.coding import Decision, Provenance, SlotFill
from core.domain.errors import Refused
from core.domain.handing import hand_outs, plain_settings
from core.domain.sampling import Plan
from core.storage.package import is_sealed
from core.storage.schema import metadata
from tests.build import TEXT, a_coding
from tests.core.app.commands.kit import refused
from tests.core.app.handing_kit import ADA, BEN, CLEO, act, hand_out, last_line, make_study, records
from tests.core.app.place import ALIYEV, add, make_place

PHRASE = "correct horse"
SECRETS = (
    "a word only Ben wrote",
    "Benedikt Zweig",
    "Cleo Vogelsang",
    BEN,
    CLEO,
    "coding-of-ben",
    "decided-by-ben",
)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    project = make_study(tmp_path, repeats=0.5)
    act(project, CLEO, ChangeAccount(BEN, name=SECRETS[1]), ChangeAccount(CLEO, name=SECRETS[2]))
    mine = a_coding("Almaty", id="coding-of-ada", coder_id=ADA, category="GPE")
    his = a_coding("Almaty", id="coding-of-ben", coder_id=BEN, note=SECRETS[0])
    act(project, ADA, add(mine), Accept("article-1", "sug-3"), Ask("article-1", "Is this a name?"))
    act(project, BEN, add(his), Ask("article-1", SECRETS[0]))
    decided = Decision("decided-by-ben", "sug-1", "article-1", BEN, Provenance.REJECTED)
    act(project, BEN, add(decided))
    act(project, BEN, Accept("article-1", "sug-4"))
    return project


def test_a_package_holds_ones_own_part_and_nothing_of_the_others(study: Path, tmp_path: Path) -> None:
    package = hand_out(study, tmp_path / "ada.rapporteur")
    data = package.read_bytes()
    for secret in SECRETS:
        assert secret.encode() not in data, secret
    with sqlite3.connect(package) as connection:
        for table in metadata.tables.values():
            if "coder_id" in table.c:
                owners = connection.execute(f"SELECT DISTINCT coder_id FROM {table.name}").fetchall()  # noqa: S608
                assert set(owners) <= {(ADA,)}, table.name
        assert connection.execute("SELECT count(*) FROM article WHERE repeat_of <> ''").fetchone() == (0,)
        assert connection.execute("SELECT DISTINCT actor FROM journal").fetchall() == [("",)]
    connection.close()
    own = {one.id for one in records(study, ["coding", "decision", "question"], coder_id=ADA)}
    assert {one.id for one in records(package, ["coding", "decision", "question"])} == own
    assert len(own) == 4
    assert verify(package) == []


def test_a_package_is_worked_in_like_any_project(study: Path, tmp_path: Path) -> None:
    package = hand_out(study, tmp_path / "ada.rapporteur")
    workspace = open_workspace(package)
    try:
        assert workspace.state.coder.name == "Ada"
        assert workspace.queries.count() == 5  # three articles and two hidden repeats
        assert not workspace.state.decides_design
        assert (
            refused(lambda: workspace.execute(ChangeAccount(ADA, role=Role.SUPERVISOR))).code == "not-yours"
        )
        workspace.execute(Accept("article-1", "sug-1"))
        workspace.undo()
    finally:
        workspace.close()
    assert verify(package) == []


def test_what_is_paused_or_closed_or_others_stays_at_home(tmp_path: Path) -> None:
    project = make_place(tmp_path)
    how = Plan((ADA, BEN), 1, 0.0, 0, "", unique=False, repeats=0.0, seed=1)
    act(project, CLEO, CreateRound("Main", RoundKind.MAIN, how))
    mine = [one.id.split("/")[0] for one in records(project, ["assignment"], coder_id=ADA)]
    package = hand_out(project, tmp_path / "ada.rapporteur")
    assert [one.id for one in records(package, ["article"])] == mine
    act(project, CLEO, Pause(((mine[0], ADA),)))
    if len(mine) > 1:
        rest = hand_out(project, tmp_path / "rest.rapporteur")
        assert [one.id for one in records(rest, ["article"])] == mine[1:]
    (made,) = cast("list[Round]", records(project, ["round"]))
    act(project, CLEO, CloseRound(made.id))
    assert refused(lambda: prepare(project, CLEO, ADA)).code == "nothing-assigned"


def test_suggestions_the_study_hides_are_not_in_the_file(tmp_path: Path) -> None:
    project = make_study(tmp_path, hidden=1.0)
    package = hand_out(project, tmp_path / "ada.rapporteur")
    assert records(package, ["suggestion_set"]) == []


def test_the_project_remembers_what_was_handed_out(study: Path, tmp_path: Path) -> None:
    seq = last_line(study)
    hand_out(study, tmp_path / "ada.rapporteur", passphrase=PHRASE)
    (round_,) = cast("list[Round]", records(study, ["round"]))
    (told,) = hand_outs(round_)
    assert (told.coder_id, told.seq, told.codebook_version, told.articles) == (ADA, seq, 1, 5)
    assert told.sealed
    assert "package" not in str(plain_settings(round_))
    assert last_line(study) == seq + 1
    assert verify(study) == []
    assert is_sealed(tmp_path / "ada.rapporteur")
    assert TEXT.encode() not in (tmp_path / "ada.rapporteur").read_bytes()


@pytest.mark.parametrize(
    ("act_first", "viewer", "coder", "passphrase", "code_"),
    [
        (None, ADA, ADA, "", "not-yours"),
        (None, CLEO, "nobody", "", "no-coder"),
        (None, CLEO, CLEO, "", "nothing-assigned"),
        (ChangeAccount(ADA, active=False), CLEO, ADA, "", "left"),
        (ChangeAccount(ADA, role=Role.RESEARCHER), CLEO, ADA, "", "left"),
        (None, CLEO, ADA, "short", "short-passphrase"),
    ],
)
def test_what_cannot_be_handed_out_is_said(
    study: Path, act_first: ChangeAccount | None, viewer: str, coder: str, passphrase: str, code_: str
) -> None:
    if act_first is not None:
        act(study, CLEO, act_first)
    before = last_line(study)
    assert refused(lambda: prepare(study, viewer, coder, passphrase)).code == code_
    assert last_line(study) == before


def test_a_file_that_is_there_is_not_written_over(study: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.rapporteur"
    there.write_text("mine")
    before = last_line(study)
    with pytest.raises(Refused, match="file of that name"):
        hand_out(study, there)
    assert there.read_text() == "mine"
    assert last_line(study) == before


def test_what_others_did_to_actors_stays_at_home(study: Path, tmp_path: Path) -> None:
    named = SlotFill("actor", actors=(ALIYEV.id,))
    mine = a_coding("Ilham Aliyev", id="on-aliyev", coder_id=ADA, slots=(named,))
    act(study, ADA, add(ALIYEV, mine))
    act(study, BEN, NewActor(Actor("person:bens-own", "Seen by Ben only")), AddAlias(ALIYEV.id, "his guess"))
    package = hand_out(study, tmp_path / "ada.rapporteur")
    (actor,) = cast("list[Actor]", records(package, ["actor"]))
    assert actor.id == ALIYEV.id
    assert b"his guess" not in package.read_bytes()
    assert b"Seen by Ben only" not in package.read_bytes()
    assert verify(package) == []
