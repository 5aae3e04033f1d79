"""What the program does over a login of its own on a team server: all a coder does at a file, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.app.checking import verify
from core.app.commands.accounts import ChangeAccount
from core.app.commands.actors import NewActor
from core.app.commands.ask import Ask
from core.app.commands.corpus import ImportArticles, SetLanguage, StoreAnalyses
from core.app.commands.decide import Accept, Reject
from core.app.exporting import Choices, export_file
from core.app.projects import coders_of, open_workspace
from core.app.workspace import Workspace
from core.domain.actor import Actor, ActorKind
from core.domain.article import Role
from core.domain.changes import Change, ChangeSet
from core.domain.coding import SlotFill
from core.domain.errors import Conflict, Refused, Unavailable
from core.storage.opening import connected_to
from core.storage.store import Store
from tests.build import a_coding, an_article
from tests.core.app.commands.kit import a_set, standard
from tests.core.storage.served import ServedProject, serve


@pytest.fixture
def open_as(served: ServedProject) -> Iterator[Callable[[str], Workspace]]:
    """Opens the served project as an account."""
    opened: list[Workspace] = []

    def open_(coder_id: str) -> Workspace:
        opened.append(open_workspace(served.address(coder_id)))
        return opened[-1]

    yield open_
    for workspace in opened:
        workspace.close()


def test_who_signs_in_is_who_works(served: ServedProject) -> None:
    workspace = open_workspace(served.coders[1])
    assert workspace.state.coder.id == "coder-2"
    workspace.close()
    assert [one.id for one in coders_of(served.coders[1])] == ["coder-2"]
    with pytest.raises(Refused) as caught:
        open_workspace(served.coders[1], "coder-1")
    assert caught.value.code == "other-login"


def test_a_coder_s_day(served: ServedProject, open_as: Callable[[str], Workspace], tmp_path: Path) -> None:
    ada, ben = open_as("coder-1"), open_as("coder-2")
    article = ada.state.article("article-1")
    ada.execute(StoreAnalyses((a_set(article, *standard()),)))
    first, second, *_ = standard()
    ada.execute(Accept("article-1", first.id))
    ada.execute(Reject("article-1", second.id))
    ada.execute(Ask("article-1", "Is this right?"))
    ben.execute(Accept("article-1", first.id))
    assert ada.undo().entry.label == "Ask the supervisor"
    ada.redo()
    head = ada.queries.head("article-1")
    assert head is not None
    assert (head.codings, head.checked, head.questions) == (1, 2, 1)
    assert ada.queries.progress().in_progress == 1
    assert [c.coder_id for c in ben.state.codings("article-1")] == ["coder-2"]
    assert {line.actor for line in ada.queries.journal()} == {"coder-1"}
    out = tmp_path / "own.xlsx"
    told = dict(export_file(served.address("coder-1"), "coder-1", out, Choices()).rows)
    assert out.exists()
    assert told
    assert verify(served.supervisor) == []
    with pytest.raises(Refused) as caught:
        verify(served.coders[0])
    assert caught.value.code == "not-yours"


def test_two_analyses_that_are_the_same_are_kept_once_though_one_is_out_of_sight(
    served: ServedProject,
) -> None:
    twin = replace(an_article(), id="article-2")
    admin = Store.open(served.admin)
    made = Change(None, a_set(twin, *standard()))
    admin.commit(ChangeSet((Change(None, twin), made)), actor="sue", command="x", label="x")
    admin.close()
    with connected_to(served.admin) as connection:
        connection.exec_driver_sql(
            "INSERT INTO round VALUES ('r', 'R', 'main', '[]', '', 0, 1, false);"
            "INSERT INTO assignment (id, article_id, coder_id, status, answers, note, completed_at,"
            " refused_repairs, round_id, returned, suggestions_hidden, paused) VALUES"
            " ('article-1/coder-1', 'article-1', 'coder-1', 'new', '[]', '', '', '[]', 'r', '', false, false)"
        )
    ada = open_workspace(served.coders[0])
    assert ada.queries.count() == 1
    ada.execute(StoreAnalyses((a_set(ada.state.article("article-1"), *standard()),)))
    assert len(ada.state.suggestions("article-1")) == len(standard())
    ada.close()


def test_what_is_a_supervisor_s_is_refused_with_words_and_leaves_no_line(
    served: ServedProject, open_as: Callable[[str], Workspace]
) -> None:
    ada = open_as("coder-1")
    for command in (SetLanguage("de"), ImportArticles((an_article("New.", id="new"),))):
        with pytest.raises(Refused) as caught:
            ada.execute(command)
        assert caught.value.code in ("not-allowed", "not-yours")
        assert "supervisor" in caught.value.text
    assert ada.queries.journal() == []
    assert ada.state.project.language == "en"


def test_an_actor_others_name_stays(served: ServedProject, open_as: Callable[[str], Workspace]) -> None:
    ada, ben = open_as("coder-1"), open_as("coder-2")
    ada.execute(NewActor(Actor("org:x", "X", ActorKind.ORGANISATION, source="coder")))
    named = replace(a_coding(), coder_id="coder-2", slots=(SlotFill("actor", actors=("org:x",)),))
    store = Store.open(served.address("coder-2"))
    store.commit(ChangeSet((Change(None, named),)), actor="coder-2", command="Add", label="Add")
    store.close()
    with pytest.raises(Conflict):
        ada.undo()
    assert ben.state.actor("org:x") is not None


def test_a_revoked_login_is_told_so_in_an_open_window_and_at_the_door(
    served: ServedProject, open_as: Callable[[str], Workspace]
) -> None:
    ada, sue = open_as("coder-1"), open_as("sue")
    sue.execute(ChangeAccount("coder-1", active=False))
    for act in (lambda: ada.execute(Ask("article-1", "Still there?")), ada.queries.heads):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.code == "revoked"
    with pytest.raises(Refused) as caught:
        Store.open(served.address("coder-1"))
    assert caught.value.code == "revoked"
    sue.undo()
    Store.open(served.address("coder-1")).close()


def test_another_role_holds_from_the_next_opening(
    served: ServedProject, open_as: Callable[[str], Workspace]
) -> None:
    sue = open_as("sue")
    sue.execute(ChangeAccount("coder-2", role=Role.RESEARCHER))
    reader = open_as("coder-2")
    assert reader.read_only
    with pytest.raises(Refused) as caught:
        reader.execute(Ask("article-1", "May I?"))
    assert caught.value.code == "read-only"
    assert reader.planning.overview().articles == 1


WRONG = {
    "no-access": lambda url: url.replace("horse", "cow"),
    "no-file": lambda url: url.replace("/project_", "/nothing_"),
    "foreign-file": lambda url: url.partition("/project_")[0] + "/postgres?" + url.partition("?")[2],
    "no-password-given": lambda url: url.replace(":correct-horse", ""),
}


@pytest.mark.parametrize("code", WRONG)
def test_whatever_stands_in_the_way_at_the_door_is_told(served: ServedProject, code: str) -> None:
    with pytest.raises(Refused) as caught:
        Store.open(WRONG[code](served.coders[0]))
    assert caught.value.code == code
    assert "correct-horse" not in str(caught.value)


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(Unavailable) as caught:
        Store.open("postgresql://ada@127.0.0.1:9/project")
    assert caught.value.code == "no-server"


def test_a_newer_schema_and_an_older_one_are_told(cluster: Callable[[], str]) -> None:
    served = serve(cluster(), 1)
    for version, code in (("9999", "newer-file"), ("0003", "older-server")):
        with connected_to(served.admin) as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")  # noqa: S608
        with pytest.raises(Refused) as caught:
            Store.open(served.coders[0])
        assert caught.value.code == code
