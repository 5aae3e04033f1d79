"""Analyses and the choice of model are acts like any other; a late analysis of another text is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.app.commands.corpus import ImportArticles, SetModel, StoreSuggestions
from core.app.projects import create_project, open_workspace
from core.app.workspace import Workspace
from core.domain.changes import Origin
from core.domain.errors import Refused
from core.domain.suggestion import SuggestionSet
from tests.build import a_suggestion, an_article

FOUND = SuggestionSet(
    "article-1", "article-1", an_article().sha256, "en_press", suggestions=(a_suggestion(),)
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    create_project(tmp_path / "p.rapporteur", "Talks", "Ann")
    opened = open_workspace(tmp_path / "p.rapporteur")
    opened.execute(ImportArticles((an_article(),)))
    yield opened
    opened.close()


def test_suggestions_are_stored_by_the_machine_and_replaced_by_newer_ones(workspace: Workspace) -> None:
    applied = workspace.execute(StoreSuggestions(FOUND))
    assert applied is not None
    assert applied.origin is Origin.MACHINE
    newer = replace(FOUND, suggestions=(), made_at="2026-01-01T00:00:00Z")
    assert workspace.execute(StoreSuggestions(newer)) is not None
    assert workspace.state.suggestion_set("article-1") == newer


def test_the_same_analysis_again_changes_nothing(workspace: Workspace) -> None:
    workspace.execute(StoreSuggestions(FOUND))
    assert workspace.execute(StoreSuggestions(replace(FOUND, made_at="2026-01-01T00:00:00Z"))) is None


@pytest.mark.parametrize(
    "late", [replace(FOUND, text_sha256="other"), replace(FOUND, id="gone", article_id="gone")]
)
def test_an_analysis_of_another_text_is_refused(workspace: Workspace, late: SuggestionSet) -> None:
    with pytest.raises(Refused) as refused:
        workspace.execute(StoreSuggestions(late))
    assert refused.value.code == "stale-analysis"
    assert workspace.state.suggestion_set("article-1") is None


def test_the_model_is_chosen_and_the_choice_undone(workspace: Workspace) -> None:
    workspace.execute(SetModel("en_core_web_sm"))
    assert workspace.state.project.model == "en_core_web_sm"
    assert workspace.execute(SetModel("en_core_web_sm")) is None
    workspace.undo()
    assert workspace.state.project.model == ""
