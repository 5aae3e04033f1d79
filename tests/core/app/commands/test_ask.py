"""Questions to the supervisor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.app.commands.article import Complete, SetAnswer
from core.app.commands.ask import Ask, Withdraw
from core.app.state import State
from core.app.workspace import Workspace
from core.domain.article import Question
from core.domain.changes import Change, ChangeSet
from core.domain.coding import Missing
from tests.core.app.commands.kit import does_and_undoes, refused, standard_workspace

ARTICLE = "article-1"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return standard_workspace(tmp_path)


def asked(workspace: Workspace) -> Question:
    (question,) = workspace.state.questions(ARTICLE)
    return question


class Answered:
    """The supervisor's answer, as it would come in."""

    label = "Answer"
    undoable = True

    def plan(self, state: State) -> ChangeSet:
        (question,) = state.questions(ARTICLE)
        return ChangeSet((Change(question, replace(question, answer="As in ruling 4.", settled=True)),))


def test_a_question_is_about_a_unit_or_the_article(workspace: Workspace) -> None:
    does_and_undoes(workspace, Ask(ARTICLE, " Is this one event? ", "sug-meet"))
    assert (asked(workspace).text, asked(workspace).about) == ("Is this one event?", "sug-meet")
    assert asked(workspace).coder_id == workspace.state.coder.id


def test_an_empty_question_is_refused(workspace: Workspace) -> None:
    assert refused(lambda: workspace.execute(Ask(ARTICLE, "  "))).code == "no-question"


def test_a_complete_article_can_still_be_asked_about(workspace: Workspace) -> None:
    workspace.execute(SetAnswer(ARTICLE, "article", Missing.NOT_CODABLE))
    workspace.execute(Complete(ARTICLE))
    workspace.execute(Ask(ARTICLE, "Is it too short?"))
    assert asked(workspace).about == ""


def test_a_question_is_withdrawn(workspace: Workspace) -> None:
    workspace.execute(Ask(ARTICLE, "Why?"))
    does_and_undoes(workspace, Withdraw(asked(workspace).id))
    assert workspace.state.questions(ARTICLE) == ()
    assert refused(lambda: workspace.execute(Withdraw("nothing"))).code == "no-question"


def test_an_answered_question_stays(workspace: Workspace) -> None:
    workspace.execute(Ask(ARTICLE, "Why?"))
    workspace.execute(Answered())
    assert refused(lambda: workspace.execute(Withdraw(asked(workspace).id))).code == "answered"
