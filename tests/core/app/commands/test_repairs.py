"""A coder refuses what the machine reads into a text; it is journaled, undone and taken back like any act."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from core.app.checking import verify
from core.app.commands.article import Complete
from core.app.commands.corpus import StoreSuggestions
from core.app.commands.decide import AcceptAll
from core.app.commands.hide import HideSuggestions
from core.app.commands.repairs import AllowRepair, RefuseRepair
from core.app.projects import open_workspace
from core.app.workspace import Workspace
from core.domain.article import Status
from core.domain.errors import Refused
from tests.build import TEXT
from tests.core.app.commands.kit import a_set, standard, standard_workspace

GLUE = TEXT.index("Armeniaand") + len("Armenia")
END = TEXT.index("Aliyev", 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = standard_workspace(tmp_path)
    article = made.state.article("article-1")
    made.execute(StoreSuggestions(replace(a_set(article, *standard(), repairs=(GLUE,)), boundaries=(END,))))
    return made


def refused(workspace: Workspace) -> tuple[int, ...]:
    return workspace.state.assignment("article-1").refused_repairs


def test_a_refusal_is_kept_by_itself_and_begins_no_coding(workspace: Workspace) -> None:
    workspace.execute(RefuseRepair("article-1", GLUE))
    workspace.execute(RefuseRepair("article-1", END))
    assert refused(workspace) == tuple(sorted((GLUE, END)))
    assert workspace.state.assignment("article-1").status is Status.NEW
    assert workspace.state.article("article-1").text == TEXT


def test_undo_takes_a_refusal_back_and_redo_brings_it(workspace: Workspace) -> None:
    workspace.execute(RefuseRepair("article-1", GLUE, label="Read “Armeniaand” as one word"))
    assert workspace.undo().entry.label == "Read “Armeniaand” as one word"
    assert refused(workspace) == ()
    workspace.redo()
    assert refused(workspace) == (GLUE,)


def test_a_refusal_can_be_taken_back_later(workspace: Workspace) -> None:
    workspace.execute(RefuseRepair("article-1", GLUE))
    workspace.execute(AllowRepair("article-1", GLUE))
    assert refused(workspace) == ()


def test_what_was_refused_may_be_refused_and_taken_back_once_only(workspace: Workspace) -> None:
    workspace.execute(RefuseRepair("article-1", GLUE))
    seq = workspace.history.steps(10)
    workspace.execute(RefuseRepair("article-1", GLUE))
    workspace.execute(AllowRepair("article-1", END))
    assert workspace.history.steps(10) == seq
    assert refused(workspace) == (GLUE,)


def test_only_what_the_machine_assumes_can_be_refused(workspace: Workspace) -> None:
    with pytest.raises(Refused, match="as it stands"):
        workspace.execute(RefuseRepair("article-1", GLUE + 1))


def test_a_complete_article_must_be_reopened_first(workspace: Workspace) -> None:
    workspace.execute(AcceptAll("article-1", tuple(s.id for s in standard() if s.confidence >= 0.5)))
    workspace.execute(Complete("article-1"))
    with pytest.raises(Refused, match="Reopen"):
        workspace.execute(RefuseRepair("article-1", GLUE))


def test_where_suggestions_are_hidden_there_is_nothing_to_refuse(workspace: Workspace) -> None:
    workspace.execute(HideSuggestions((("article-1", workspace.state.coder.id),)))
    with pytest.raises(Refused):
        workspace.execute(RefuseRepair("article-1", END))


def test_a_project_with_refusals_is_whole_and_read_again(workspace: Workspace) -> None:
    workspace.execute(RefuseRepair("article-1", GLUE))
    made = workspace.state.suggestion_set("article-1")
    assert made is not None
    workspace.execute(StoreSuggestions(replace(made, repairs=(), refused=(GLUE,))))
    workspace.close()
    assert verify(workspace.where) == []
    with closing(open_workspace(workspace.where)) as again:
        stored = again.state.suggestion_set("article-1")
        assert stored is not None
        assert (stored.repairs, stored.boundaries, stored.refused) == ((), (END,), (GLUE,))
        assert refused(again) == (GLUE,)
