"""Accounts: who is added, who may change them, and who may sign in."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.app.commands.accounts import AddAccount, ChangeAccount
from core.app.passwords import LEAST, secret_of
from core.app.projects import create_project, open_workspace
from core.app.workspace import Workspace
from core.domain.article import Coder, Role
from core.domain.errors import Refused


@pytest.fixture
def where(tmp_path: Path) -> Path:
    path = tmp_path / "study.rapporteur"
    create_project(path, "Study", "Ada")
    return path


def named(workspace: Workspace, name: str) -> Coder:
    return next(person for person in workspace.state.people() if person.name == name)


def test_who_was_alone_becomes_the_supervisor_of_who_is_added(where: Path) -> None:
    ada = open_workspace(where)
    ada.execute(AddAccount("  Ben   Ng "))
    roles = {person.name: person.role for person in ada.state.people()}
    assert roles == {"Ada": Role.SUPERVISOR, "Ben Ng": Role.CODER}
    ada.undo()
    assert [(p.name, p.role) for p in ada.state.people()] == [("Ada", Role.CODER)]
    ada.close()


@pytest.mark.parametrize(
    ("name", "code"), [("", "no-name"), ("   ", "no-name"), ("ada", "same-name"), (" ADA ", "same-name")]
)
def test_a_name_is_needed_and_differs(where: Path, name: str, code: str) -> None:
    ada = open_workspace(where)
    with pytest.raises(Refused) as caught:
        ada.execute(AddAccount(name))
    assert caught.value.code == code
    ada.close()


def test_a_coder_changes_no_accounts(where: Path) -> None:
    ada = open_workspace(where)
    ada.execute(AddAccount("Ben"))
    ben = named(ada, "Ben")
    ada.close()
    work = open_workspace(where, ben.id)
    for command in (AddAccount("Cleo"), ChangeAccount(ben.id, role=Role.SUPERVISOR)):
        with pytest.raises(Refused, match="supervisor"):
            work.execute(command)
    work.close()


def test_somebody_can_always_decide(where: Path) -> None:
    ada = open_workspace(where)
    ada.execute(AddAccount("Ben"))
    own = named(ada, "Ada").id
    for command in (ChangeAccount(own, role=Role.CODER), ChangeAccount(own, active=False)):
        with pytest.raises(Refused) as caught:
            ada.execute(command)
        assert caught.value.code == "last-supervisor"
    ada.execute(ChangeAccount(named(ada, "Ben").id, role=Role.SUPERVISOR))
    ada.execute(ChangeAccount(own, role=Role.CODER))
    assert named(ada, "Ada").role is Role.CODER
    ada.close()


def test_only_who_knows_the_password_signs_in(where: Path) -> None:
    ada = open_workspace(where)
    ada.execute(AddAccount("Ben", secret=secret_of("correct horse")))
    ben = named(ada, "Ben").id
    ada.close()
    for given, code in (("", "no-password"), ("wrong horse", "wrong-password")):
        with pytest.raises(Refused) as caught:
            open_workspace(where, ben, given)
        assert caught.value.code == code
    work = open_workspace(where, ben, "correct horse")
    assert work.state.coder.name == "Ben"
    work.close()


def test_who_has_left_does_not_sign_in_and_their_account_stays(where: Path) -> None:
    ada = open_workspace(where)
    ada.execute(AddAccount("Ben"))
    ben = named(ada, "Ben").id
    ada.execute(ChangeAccount(ben, active=False))
    ada.close()
    with pytest.raises(Refused) as caught:
        open_workspace(where, ben)
    assert caught.value.code == "left"
    ada = open_workspace(where, named_in(where, "Ada"))
    assert not named(ada, "Ben").active
    ada.execute(ChangeAccount(ben, active=True))
    ada.close()
    open_workspace(where, ben).close()


def named_in(where: Path, name: str) -> str:
    from core.app.projects import coders_of

    return next(coder.id for coder in coders_of(where) if coder.name == name)


def test_secrets_are_salted_and_short_passwords_refused() -> None:
    assert secret_of("") == ""
    assert secret_of("correct horse") != secret_of("correct horse")
    assert "correct" not in secret_of("correct horse")
    with pytest.raises(Refused, match=str(LEAST)):
        secret_of("x" * (LEAST - 1))
