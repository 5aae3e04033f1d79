"""Answers, notes, the article's head, complete and reopen, time on task."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.app.commands.article import (
    AddTime,
    Complete,
    Reopen,
    SetAnswer,
    SetMetadata,
    SetNote,
    open_items,
    summary,
)
from core.app.commands.code import AddCoding, SetTopic
from core.app.commands.decide import Accept, AcceptAll, Reject, RejectAll
from core.app.workspace import Workspace
from core.domain.article import Status
from core.domain.coding import Layer, Missing
from core.domain.rules import Problem
from tests.build import span_of
from tests.core.app.commands.kit import does_and_undoes, journal, refused, standard, standard_workspace

ARTICLE = "article-1"
NOTHING = Missing.NOTHING_THERE


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return standard_workspace(tmp_path)


def open_codes(workspace: Workspace, least: float = 0.5) -> list[str]:
    return [p.code for p in open_items(workspace.state, ARTICLE, least)]


def settle(workspace: Workspace) -> None:
    """Decide on everything shown and leave no layer empty."""
    workspace.execute(AcceptAll(ARTICLE, tuple(s.id for s in standard() if s.confidence >= 0.5)))


def test_an_answer_is_given_and_taken_back(workspace: Workspace) -> None:
    does_and_undoes(workspace, SetAnswer(ARTICLE, "event", NOTHING))
    assert workspace.state.assignment(ARTICLE).answers == (("event", "nothing there"),)
    assert workspace.state.assignment(ARTICLE).status is Status.IN_PROGRESS
    workspace.execute(SetAnswer(ARTICLE, "event", None))
    assert workspace.state.assignment(ARTICLE).answers == ()


def test_the_same_answer_again_writes_nothing(workspace: Workspace) -> None:
    workspace.execute(SetAnswer(ARTICLE, "event", NOTHING))
    lines = journal(workspace)
    assert workspace.execute(SetAnswer(ARTICLE, "event", NOTHING)) is None
    assert journal(workspace) == lines


@pytest.mark.parametrize("key", ["mention", "article"])
def test_nothing_here_is_refused_while_codings_say_otherwise(workspace: Workspace, key: str) -> None:
    workspace.execute(Accept(ARTICLE, "sug-ilham-aliyev-0"))
    assert refused(lambda: workspace.execute(SetAnswer(ARTICLE, key, NOTHING))).code == "contradiction"


def test_coding_takes_the_answer_of_its_layer_back_in_the_same_act(workspace: Workspace) -> None:
    workspace.execute(SetAnswer(ARTICLE, "mention", NOTHING))
    workspace.execute(SetAnswer(ARTICLE, "event", NOTHING))
    does_and_undoes(workspace, Accept(ARTICLE, "sug-ilham-aliyev-0"))
    assert workspace.state.assignment(ARTICLE).answers == (("event", "nothing there"),)


def test_rejecting_leaves_an_answer_alone(workspace: Workspace) -> None:
    workspace.execute(SetAnswer(ARTICLE, "mention", NOTHING))
    workspace.execute(Reject(ARTICLE, "sug-ilham-aliyev-0"))
    assert workspace.state.assignment(ARTICLE).answers == (("mention", "nothing there"),)


def test_a_note_on_the_article_is_kept(workspace: Workspace) -> None:
    does_and_undoes(workspace, SetNote(ARTICLE, "a readout, no quotes"))
    assert workspace.state.assignment(ARTICLE).note == "a readout, no quotes"
    assert workspace.state.assignment(ARTICLE).status is Status.NEW


def test_the_head_is_corrected(workspace: Workspace) -> None:
    does_and_undoes(workspace, SetMetadata(ARTICLE, title=" A call ", published="2024-04"))
    article = workspace.state.article(ARTICLE)
    assert (article.title, article.source, article.published) == ("A call", "Azernews", "2024-04")


def test_a_head_without_title_or_with_a_wrong_date_is_refused(workspace: Workspace) -> None:
    assert refused(lambda: workspace.execute(SetMetadata(ARTICLE, title=" "))).code == "no-title"
    command = SetMetadata(ARTICLE, published="28.4.2024")
    assert refused(lambda: workspace.execute(command)).code == "date-form"
    assert workspace.execute(SetMetadata(ARTICLE, title="Blinken calls Aliyev")) is None


def test_everything_unchecked_and_unanswered_is_open(workspace: Workspace) -> None:
    found = open_codes(workspace)
    assert found.count("unchecked") == 8
    assert found.count("unanswered") == 4
    assert open_codes(workspace, 0.1).count("unchecked") == 9


def test_an_article_with_open_items_is_not_complete(workspace: Workspace) -> None:
    error = refused(lambda: workspace.execute(Complete(ARTICLE)))
    assert error.code == "open-items"
    assert "8 suggestions are unchecked and 4 things need an answer" in error.text
    assert error.where == "sug-ilham-aliyev-0"


def test_a_settled_article_is_completed_and_reopened(workspace: Workspace) -> None:
    settle(workspace)
    assert open_codes(workspace) == []
    does_and_undoes(workspace, Complete(ARTICLE))
    assert workspace.state.assignment(ARTICLE).completed_at
    does_and_undoes(workspace, Reopen(ARTICLE))
    assert workspace.state.assignment(ARTICLE).status is Status.IN_PROGRESS


def test_answers_stand_for_codings(workspace: Workspace) -> None:
    workspace.execute(RejectAll(ARTICLE, tuple(s.id for s in standard() if s.layer is not Layer.EVENT)))
    for layer in ("mention", "statement", "topic"):
        workspace.execute(SetAnswer(ARTICLE, layer, NOTHING))
    workspace.execute(SetAnswer(ARTICLE, "event", Missing.NOT_CODABLE))
    workspace.execute(Complete(ARTICLE))
    assert workspace.state.assignment(ARTICLE).status is Status.COMPLETE


def test_one_answer_about_the_article_is_enough(workspace: Workspace) -> None:
    workspace.execute(SetAnswer(ARTICLE, "article", Missing.NOT_CODABLE))
    workspace.execute(Complete(ARTICLE))
    assert workspace.state.assignment(ARTICLE).status is Status.COMPLETE


def test_suggestions_may_be_left_unchecked_on_purpose(workspace: Workspace) -> None:
    for key in ("sug-ilham-aliyev-0", "sug-said", "sug-meet"):
        workspace.execute(Accept(ARTICLE, key))
    workspace.execute(SetTopic(ARTICLE, "cap:1925", "primary"))
    assert refused(lambda: workspace.execute(Complete(ARTICLE))).code == "open-items"
    workspace.execute(Complete(ARTICLE, leave_unchecked=True))
    assert workspace.state.assignment(ARTICLE).status is Status.COMPLETE


def test_an_empty_required_slot_keeps_the_article_open(workspace: Workspace) -> None:
    settle(workspace)
    workspace.execute(AddCoding(ARTICLE, Layer.STATEMENT, "statement", (span_of("readiness to help"),)))
    (item,) = open_items(workspace.state, ARTICLE)
    assert (item.code, item.where) == ("slot-empty", "speaker")
    assert workspace.state.get("coding", item.unit) is not None


def test_a_complete_article_takes_no_codings_until_reopened(workspace: Workspace) -> None:
    workspace.execute(SetAnswer(ARTICLE, "article", Missing.NOT_CODABLE))
    workspace.execute(Complete(ARTICLE))
    for command in (
        Accept(ARTICLE, "sug-meet"),
        Reject(ARTICLE, "sug-meet"),
        SetAnswer(ARTICLE, "event", None),
    ):
        assert refused(lambda c=command: workspace.execute(c)).code == "complete"  # type: ignore[misc]
    workspace.execute(Reopen(ARTICLE))
    workspace.execute(Accept(ARTICLE, "sug-meet"))


def test_reopening_what_is_open_writes_nothing(workspace: Workspace) -> None:
    assert workspace.execute(Reopen(ARTICLE)) is None


def test_time_adds_up_and_is_no_step_of_undo(workspace: Workspace) -> None:
    workspace.execute(SetNote(ARTICLE, "x"))
    workspace.execute(AddTime(ARTICLE, 40))
    workspace.execute(AddTime(ARTICLE, 2))
    assert workspace.execute(AddTime(ARTICLE, 0)) is None
    assert workspace.state.work_time(ARTICLE).seconds == 42
    workspace.undo()
    assert workspace.state.assignment(ARTICLE).note == ""
    assert workspace.state.work_time(ARTICLE).seconds == 42


@pytest.mark.parametrize(
    ("unchecked", "other", "said"),
    [
        (1, 0, "Not complete yet: 1 suggestion is unchecked."),
        (0, 1, "Not complete yet: 1 thing needs an answer."),
        (2, 3, "Not complete yet: 2 suggestions are unchecked and 3 things need an answer."),
    ],
)
def test_what_is_open_is_said_in_one_line(unchecked: int, other: int, said: str) -> None:
    found = (Problem("unchecked", ""),) * unchecked + (Problem("slot-empty", ""),) * other
    assert summary(found) == said
