"""All suggestions that are sure enough, taken as one act; and from where the project shows suggestions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.app.commands.article import SetAnswer
from core.app.commands.decide import Reject
from core.app.commands.hide import HideSuggestions
from core.app.commands.sure import AcceptSure, SetThreshold
from core.app.workspace import Workspace
from core.domain.article import Status
from core.domain.coding import Layer, Missing, Provenance
from core.domain.errors import Refused
from tests.build import an_article
from tests.core.app.commands.kit import a_mention, a_set, a_workspace, snapshot, standard, standard_workspace
from tests.core.app.place import at_work, make_place


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return standard_workspace(tmp_path)


def words(workspace: Workspace) -> set[str]:
    return {coding.suggestion_id for coding in workspace.state.codings("article-1")}


def all_sure(least: float = 0.9) -> set[str]:
    return {s.id for s in standard() if s.confidence >= least}


def test_all_sure_ones_are_one_line_and_undo_brings_all_back(workspace: Workspace) -> None:
    before = snapshot(workspace)
    lines = len(workspace.queries.journal(limit=1000))
    applied = workspace.execute(AcceptSure("article-1", label="Accept 8 suggestions of 90 % or more"))
    assert applied is not None
    assert words(workspace) == all_sure()
    assert len(workspace.queries.journal(limit=1000)) == lines + 1
    assert {c.provenance for c in workspace.state.codings("article-1")} == {Provenance.CONFIRMED}
    assert workspace.history.undo_label == "Accept 8 suggestions of 90 % or more"
    workspace.undo()
    assert snapshot(workspace) == before
    workspace.redo()
    assert words(workspace) == all_sure()


def test_one_layer_alone(workspace: Workspace) -> None:
    workspace.execute(AcceptSure("article-1", layers=(Layer.MENTION,)))
    assert {c.layer for c in workspace.state.codings("article-1")} == {Layer.MENTION}


def test_what_is_decided_answered_or_hidden_is_left_alone(workspace: Workspace) -> None:
    workspace.execute(Reject("article-1", "sug-meet"))
    workspace.execute(SetAnswer("article-1", "topic", Missing.NOT_CODABLE))
    workspace.execute(AcceptSure("article-1"))
    assert words(workspace) == all_sure() - {"sug-meet", "sug-topic"}
    assert dict(workspace.state.assignment("article-1").answers) == {"topic": "not codable"}


def test_an_answer_for_the_whole_article_leaves_all_alone(workspace: Workspace) -> None:
    workspace.execute(SetAnswer("article-1", "article", Missing.NOT_CODABLE))
    assert workspace.execute(AcceptSure("article-1")) is None


def test_nothing_is_taken_that_the_study_design_hides(workspace: Workspace) -> None:
    workspace.execute(HideSuggestions((("article-1", workspace.state.coder.id),)))
    assert workspace.execute(AcceptSure("article-1")) is None
    assert workspace.state.assignment("article-1").status is Status.NEW


def test_what_a_rule_speaks_against_waits_for_a_look(tmp_path: Path) -> None:
    article = an_article()
    twice = a_mention("Almaty", "GPE")
    statement = next(s for s in standard() if s.id == "sug-said")
    mute = replace(statement, id="mute", spans=())
    found = a_set(article, twice, replace(twice, id="twin"), mute, a_mention("Armenia", "GPE", "ARM"))
    workspace = a_workspace(tmp_path, article, found=(found,))
    workspace.execute(AcceptSure("article-1"))
    assert words(workspace) == {"sug-almaty-0", "sug-armenia-0"}
    assert set(workspace.state.decisions("article-1")) == {"sug-almaty-0", "sug-armenia-0"}
    assert workspace.execute(AcceptSure("article-1")) is None


def test_nothing_below_nine_tenths_is_taken_unread(workspace: Workspace) -> None:
    with pytest.raises(Refused, match="90%"):
        workspace.execute(AcceptSure("article-1", 0.89))


@given(st.lists(st.floats(0, 1), min_size=7, max_size=7), st.floats(0.9, 1))
@settings(max_examples=30, deadline=None)
def test_exactly_those_from_the_bound_on(confidences: list[float], least: float) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        article = an_article()
        known = [s for s in standard() if s.id != "sug-topic"][:7]
        given_ = [replace(s, confidence=c) for s, c in zip(known, confidences, strict=True)]
        workspace = a_workspace(Path(folder), article, found=(a_set(article, *given_),))
        workspace.execute(AcceptSure("article-1", least))
        assert words(workspace) == {s.id for s in given_ if s.confidence >= least}
        workspace.close()


def test_the_threshold_of_the_project_is_a_supervisors(tmp_path: Path) -> None:
    path = make_place(tmp_path)
    with at_work(path, "coder-1") as ada, pytest.raises(Refused, match="supervisor"):
        ada.execute(SetThreshold(0.7))
    with at_work(path, "coder-3") as cleo:
        cleo.execute(SetThreshold(0.7))
        assert cleo.execute(SetThreshold(0.7)) is None
        with pytest.raises(Refused):
            cleo.execute(SetThreshold(1.1))
    with at_work(path, "coder-1") as ada:
        assert ada.state.project.threshold == 0.7
    with at_work(path, "coder-3") as cleo:
        cleo.undo()
        assert cleo.state.project.threshold == 0.5
