"""Joining: what stands against it, who one is, and when a copy is made anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.app.servers import parsed
from core.app.team.joining import Joined, WhoAreYou, join, waiting_acts
from core.domain.article import Role
from core.domain.changes import Change, ChangeSet
from core.domain.errors import Refused, Unavailable
from core.domain.work import Cancelled
from core.storage.mirror import Mirror
from core.storage.store import Store
from tests.build import a_coding
from tests.core.app.team.desks import Desk
from tests.core.storage.served import ServedProject

OpenDesk = Callable[..., Desk]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path / "home"))


def test_a_wrong_password_and_an_absent_server_are_told_and_leave_nothing(
    served: ServedProject, tmp_path: Path
) -> None:
    server, password = parsed(served.coders[0])
    with pytest.raises(Refused) as refused:
        join(server, "wrong")
    assert refused.value.code == "no-access"
    with pytest.raises(Unavailable) as absent:
        join(replace(server, port="5433"), password)
    assert absent.value.code == "no-server"
    assert not list(tmp_path.rglob("*.rapporteur"))


def test_an_owner_says_who_they_are(served: ServedProject) -> None:
    server, password = parsed(served.admin)
    asked = join(server, password)
    assert isinstance(asked, WhoAreYou)
    assert {person.id for person in asked.people} == {"sue", "coder-1", "coder-2"}
    joined = join(server, password, "coder-1")
    assert isinstance(joined, Joined)
    assert joined.coder_id == "coder-1"


def test_a_coders_copy_holds_nothing_of_others(served: ServedProject, desk: OpenDesk) -> None:
    ada, ben = desk(served.coders[0]), desk(served.coders[1])
    ada.make(a_coding(coder_id="coder-1", note="mine alone"))
    ada.settle()
    ben.settle()
    fresh = desk(served.coders[1], home="elsewhere")
    for one in (ben, fresh):
        assert one.mirror.select("coding") == []
        path = Path(one.mirror.where)
        one.close()
        assert b"mine alone" not in path.read_bytes()


def test_cancelling_leaves_nothing(served: ServedProject, tmp_path: Path) -> None:
    server, password = parsed(served.coders[0])

    class Impatient:
        cancelled = True

        def report(self, done: float, text: str = "") -> None: ...

    with pytest.raises(Cancelled):
        join(server, password, progress=Impatient())
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_another_role_gets_another_copy(served: ServedProject, desk: OpenDesk) -> None:
    ada, ben = desk(served.coders[0]), desk(served.coders[1])
    coding = a_coding(coder_id="coder-1")
    ada.make(coding)
    ada.settle()
    ben.close()
    person = served.people["coder-2"]
    store = Store.open(served.supervisor)
    promoted = ChangeSet((Change(person, replace(person, role=Role.RESEARCHER)),))
    store.commit(promoted, actor="sue", command="C", label="L")
    store.close()
    again = desk(served.coders[1])
    assert again.mirror.select("coding") == [coding]
    assert again.workspace.read_only
    with pytest.raises(Refused):
        again.make(a_coding(id="2", coder_id="coder-2"))


def test_a_server_that_lost_lines_gets_no_silent_new_copy_while_acts_wait(
    served: ServedProject, desk: OpenDesk
) -> None:
    ada = desk(served.coders[0])
    ada.settle()
    ada.leave()
    ada.make(a_coding(coder_id="coder-1"))
    path = Path(ada.mirror.where)
    ada.mirror.remember(tail="[1000, []]")  # as after an older backup was put back
    ada.closed = True
    ada.workspace.close()
    server, password = parsed(served.coders[0])
    with pytest.raises(Refused) as refused:
        join(server, password)
    assert refused.value.code == "other-server"
    assert waiting_acts(server) == 1
    mirror = Mirror.open(path)
    mirror.sent({entry.seq: 0 for entry in mirror.waiting()})
    mirror.close()
    joined = join(server, password)
    assert isinstance(joined, Joined)
    mirror = Mirror.open(joined.path, read_only=True)
    assert mirror.tail().low < 1000
    mirror.close()
