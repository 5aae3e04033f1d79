"""Packages of a project on a team server: out and in by the supervisor's own login, under the policies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.app.checking import verify
from core.app.commands.rounds import CreateRound
from core.app.handing_in import examine, take_in
from core.app.handing_out import give_out, prepare
from core.app.projects import open_workspace
from core.domain.article import RoundKind
from core.domain.errors import Refused
from core.domain.sampling import Plan
from core.storage.store import Store
from tests.build import a_coding
from tests.core.app.handing_kit import code
from tests.core.app.place import add
from tests.core.storage.served import serve

ADA = "coder-1"


def test_there_and_back(cluster: Callable[[], str], tmp_path: Path) -> None:
    served = serve(cluster())
    package = tmp_path / "ada.rapporteur"
    how = Plan((ADA, "coder-2"), 2, 1.0, 0, "", unique=False, repeats=0.0, seed=1)
    workspace = open_workspace(served.supervisor, "sue")
    try:
        workspace.execute(CreateRound("Main", RoundKind.MAIN, how))
        give_out(workspace, prepare(served.supervisor, "sue", ADA), package)
        code(package, add(a_coding("Almaty", id="mine-1", coder_id=ADA, category="GPE")))
        (one,) = examine(served.supervisor, "sue", [package]).files
        assert (one.new, one.problem) == (1, None)
        take_in(workspace, examine(served.supervisor, "sue", [package]))
        assert ids(served.admin) == ["mine-1"]
        assert not examine(served.supervisor, "sue", [package]).changes
        workspace.undo()
        assert ids(served.admin) == []
        workspace.redo()
    finally:
        workspace.close()
    assert ids(served.admin) == ["mine-1"]
    assert verify(served.admin) == []


def test_a_coders_login_hands_nothing_out(cluster: Callable[[], str]) -> None:
    served = serve(cluster())
    with pytest.raises(Refused, match="Only a supervisor"):
        prepare(served.coders[0], ADA, ADA)


def ids(address: str) -> list[str]:
    store = Store.open(address, read_only=True)
    try:
        return [one.id for one in store.select("coding")]
    finally:
        store.close()
