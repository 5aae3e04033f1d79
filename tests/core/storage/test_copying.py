"""A project goes to a server and comes back as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.app.checking import verify
from core.app.commands.decide import Accept, Reject
from core.app.copying import copy_project
from core.app.projects import open_workspace
from core.domain.actor import Actor
from core.domain.article import Coder, Project
from core.domain.changes import Change, ChangeSet
from core.domain.errors import Refused
from core.domain.work import Cancelled
from core.storage import schema, server
from core.storage.opening import connected_to
from core.storage.store import Store
from tests.core.app.commands.kit import close_all, standard, standard_workspace
from tests.core.storage.served import serve


@pytest.fixture
def study(tmp_path: Path) -> str:
    """A file with analyses, codings, a rejected suggestion, an undone act."""
    workspace = standard_workspace(tmp_path)
    first, second, *_ = standard()
    workspace.execute(Accept("article-1", first.id))
    workspace.execute(Reject("article-1", second.id))
    workspace.undo()
    close_all()
    return str(workspace.where)


def rows(where: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything a project holds, but for the index of words, which is made from it."""
    store = Store.open(where, read_only=True)
    found = {}
    with store._transaction() as connection:
        for table in schema.metadata.sorted_tables:
            if table.name != "article_index":
                found[table.name] = sorted(tuple(row) for row in connection.execute(table.select()))
    store.close()
    return found


def test_there_and_back_it_is_the_same(study: str, tmp_path: Path, cluster: Callable[[], str]) -> None:
    there, back = cluster(), str(tmp_path / "back.rapporteur")
    said = copy_project(study, there)
    assert dict(said.rows)["coding"] == 1
    assert "1 codings" in said.text
    assert copy_project(there, back).rows == said.rows
    assert rows(study) == rows(there) == rows(back)
    for place in (there, back):
        assert verify(place) == []
        workspace = open_workspace(place)
        assert workspace.redo().entry.label == "Reject suggestion"
        seqs = [line.seq for line in workspace.queries.journal()]
        assert seqs == list(range(len(rows(study)["journal"]) + 1, 1, -1))  # goes on counting
        workspace.close()


def test_it_can_be_secured_and_then_copied_by_a_supervisor_s_login_only(
    study: str, tmp_path: Path, cluster: Callable[[], str]
) -> None:
    served = serve(cluster(), 1)
    copy_project(served.supervisor, tmp_path / "all.rapporteur")
    assert verify(tmp_path / "all.rapporteur") == []
    with pytest.raises(Refused) as caught:
        copy_project(served.coders[0], tmp_path / "part.rapporteur")
    assert caught.value.code == "not-yours"
    assert not (tmp_path / "part.rapporteur").exists()
    there = cluster()
    copy_project(study, there)
    server.secure(there)
    store = Store.open(there)
    assert store.served
    store.close()


def test_a_place_where_something_is_is_left_alone(study: str, cluster: Callable[[], str]) -> None:
    there = cluster()
    copy_project(study, there)
    before = rows(there)
    for place in (there, study):
        with pytest.raises(Refused) as caught:
            copy_project(study, place)
        assert caught.value.code == "exists"
    assert rows(there) == before
    strange = cluster()
    with connected_to(strange) as connection:
        connection.exec_driver_sql("CREATE TABLE mine (id text)")
    with pytest.raises(Refused) as caught:
        copy_project(study, strange)
    assert caught.value.code == "not-empty"


def test_a_commit_that_failed_leaves_no_gap_in_the_journal(
    cluster: Callable[[], str], tmp_path: Path
) -> None:
    served = serve(cluster(), 1)
    plain = cluster()
    Store.create(plain, Project("p", "Plain"), (Coder("sue", "Sue"),)).close()
    for number, address in enumerate((plain, served.admin, served.supervisor)):
        store = Store.open(address)
        with connected_to(served.admin if number else plain) as connection:
            connection.exec_driver_sql("SELECT nextval('public.journal_seq_seq')")  # as such a commit does
        commit(store, Change(None, Actor(f"org:{number}", "X")))
        store.close()
        copy_project(address, tmp_path / f"{number}.rapporteur")
        assert verify(tmp_path / f"{number}.rapporteur") == []


def commit(store: Store, change: Change) -> None:
    store.commit(ChangeSet((change,)), actor="sue", command="Put", label="Put")


class Impatient:
    """Asks to stop once something was copied."""

    cancelled = False

    def report(self, done: float, _text: str = "") -> None:
        self.cancelled = done > 0


def test_a_copy_that_is_stopped_leaves_nothing(
    study: str, tmp_path: Path, cluster: Callable[[], str]
) -> None:
    for place in (str(tmp_path / "half.rapporteur"), cluster()):
        with pytest.raises(Cancelled):
            copy_project(study, place, Impatient())
    assert not (tmp_path / "half.rapporteur").exists()
    assert not Path(f"{tmp_path}/half.rapporteur.lock").exists()
    with connected_to(place) as connection:
        assert not connection.exec_driver_sql("SELECT to_regclass('public.project')").scalar()
