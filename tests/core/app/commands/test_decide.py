"""Deciding on suggestions: each act one line of the journal, wholly undone and redone."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.app.commands.code import AddCoding, ChangeCoding, RemoveCoding
from core.app.commands.decide import (
    Accept,
    AcceptAll,
    AcceptLikeThis,
    FixSuggestion,
    Recall,
    Reject,
    RejectAll,
)
from core.app.commands.parts import Edit
from core.app.workspace import Workspace
from core.domain.actor import Actor, ActorKind
from core.domain.article import Status
from core.domain.coding import Layer, Provenance, SlotFill
from tests.build import span_of
from tests.core.app.commands.kit import (
    ALIYEV,
    codings,
    does_and_undoes,
    journal,
    only,
    refused,
    repeated_workspace,
    standard_workspace,
)

ARTICLE = "article-1"
NAME = "sug-ilham-aliyev-0"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return standard_workspace(tmp_path)


def verdicts(workspace: Workspace) -> dict[str, str]:
    return {key: str(d.verdict) for key, d in workspace.state.decisions(ARTICLE).items()}


def test_accepting_makes_a_confirmed_coding_and_a_decision(workspace: Workspace) -> None:
    workspace.execute(Accept(ARTICLE, NAME))
    coding = only(workspace)
    assert (coding.category, coding.provenance, coding.suggestion_id) == ("PERSON", "confirmed", NAME)
    assert coding.quotes[0].exact == "Ilham Aliyev"
    decision = workspace.state.decisions(ARTICLE)[NAME]
    assert (decision.verdict, decision.coding_id) == (Provenance.CONFIRMED, coding.id)


def test_accepting_brings_the_actor_the_project_lacks(workspace: Workspace) -> None:
    assert workspace.state.get("actor", ALIYEV.id) is None
    workspace.execute(Accept(ARTICLE, NAME))
    assert workspace.state.actor(ALIYEV.id) == ALIYEV
    workspace.undo()
    assert workspace.state.actor(ALIYEV.id) is None


def test_an_actor_is_made_once(workspace: Workspace) -> None:
    workspace.execute(Accept(ARTICLE, NAME))
    applied = workspace.execute(Accept(ARTICLE, "sug-said"))
    assert applied is not None
    assert [c.kind for c in applied.entry.changes.changes if c.before is None] == ["coding", "decision"]


def test_the_first_decision_begins_the_article(workspace: Workspace) -> None:
    assert workspace.state.assignment(ARTICLE).status is Status.NEW
    workspace.execute(Reject(ARTICLE, NAME))
    assert workspace.state.assignment(ARTICLE).status is Status.IN_PROGRESS
    workspace.undo()
    assert workspace.state.assignment(ARTICLE).status is Status.NEW


@pytest.mark.parametrize("key", [NAME, "sug-said", "sug-meet", "sug-topic"])
def test_every_layer_is_accepted_undone_and_redone(workspace: Workspace, key: str) -> None:
    does_and_undoes(workspace, Accept(ARTICLE, key))


def test_a_decided_suggestion_is_not_decided_again(workspace: Workspace) -> None:
    workspace.execute(Accept(ARTICLE, NAME))
    for command in (Accept(ARTICLE, NAME), Reject(ARTICLE, NAME), FixSuggestion(ARTICLE, NAME, Edit("ORG"))):
        assert refused(lambda c=command: workspace.execute(c)).code == "decided"  # type: ignore[misc]
    assert journal(workspace) == 3


def test_an_unknown_suggestion_is_refused(workspace: Workspace) -> None:
    assert refused(lambda: workspace.execute(Accept(ARTICLE, "sug-none"))).code == "no-suggestion"


def test_what_the_coder_has_coded_is_not_accepted_twice(workspace: Workspace) -> None:
    span = span_of("Almaty")
    workspace.execute(AddCoding(ARTICLE, Layer.MENTION, "LOC", (span,)))
    workspace.execute(RemoveCoding(only(workspace).id))
    workspace.execute(Recall(ARTICLE, "sug-almaty-0"))
    workspace.execute(Reject(ARTICLE, "sug-almaty-0"))
    workspace.execute(AddCoding(ARTICLE, Layer.MENTION, "ORG", (span,)))
    workspace.execute(Recall(ARTICLE, "sug-almaty-0"))
    assert refused(lambda: workspace.execute(Accept(ARTICLE, "sug-almaty-0"))).code == "duplicate"


def test_rejecting_keeps_no_coding_and_can_be_recalled(workspace: Workspace) -> None:
    workspace.execute(Reject(ARTICLE, NAME))
    assert workspace.state.codings(ARTICLE) == ()
    assert verdicts(workspace) == {NAME: "rejected"}
    workspace.execute(Recall(ARTICLE, NAME))
    assert verdicts(workspace) == {}
    workspace.execute(Accept(ARTICLE, NAME))
    assert verdicts(workspace) == {NAME: "confirmed"}


def test_recalling_is_undone_too(workspace: Workspace) -> None:
    workspace.execute(Reject(ARTICLE, NAME))
    does_and_undoes(workspace, Recall(ARTICLE, NAME))


def test_only_a_rejection_is_recalled(workspace: Workspace) -> None:
    assert refused(lambda: workspace.execute(Recall(ARTICLE, NAME))).code == "not-rejected"
    workspace.execute(Accept(ARTICLE, NAME))
    assert refused(lambda: workspace.execute(Recall(ARTICLE, NAME))).code == "not-rejected"


def test_a_fixed_type_is_told_on_coding_and_decision(workspace: Workspace) -> None:
    does_and_undoes(workspace, FixSuggestion(ARTICLE, "sug-almaty-0", Edit(category="GPE")))
    coding = only(workspace)
    assert (coding.category, coding.provenance) == ("GPE", Provenance.FIXED)
    assert verdicts(workspace) == {"sug-almaty-0": "fixed"}


def test_fixed_words_are_quoted_anew(workspace: Workspace) -> None:
    wider = span_of("President Ilham Aliyev")
    workspace.execute(FixSuggestion(ARTICLE, NAME, Edit(spans=(wider,))))
    assert only(workspace).quotes[0].exact == "President Ilham Aliyev"


def test_a_fix_that_changes_nothing_is_a_confirmation(workspace: Workspace) -> None:
    workspace.execute(FixSuggestion(ARTICLE, NAME, Edit(category="PERSON", note="sure")))
    assert (only(workspace).provenance, only(workspace).note) == (Provenance.CONFIRMED, "sure")


def test_a_fix_can_bring_a_new_actor(workspace: Workspace) -> None:
    new = Actor("org:city", "City of Almaty", ActorKind.ORGANISATION)
    edit = Edit(slots=(SlotFill("actor", actors=(new.id,)),))
    does_and_undoes(workspace, FixSuggestion(ARTICLE, "sug-almaty-0", edit, (new,)))
    assert workspace.state.actor("org:city") == new


def test_a_fix_that_breaks_a_rule_changes_nothing(workspace: Workspace) -> None:
    error = refused(lambda: workspace.execute(FixSuggestion(ARTICLE, NAME, Edit(category="PLANET"))))
    assert error.code == "category-unknown"
    assert workspace.state.codings(ARTICLE) == ()


def test_all_are_accepted_in_one_line(workspace: Workspace) -> None:
    ids = tuple(s.id for s in workspace.state.suggestion_set(ARTICLE).suggestions)  # type: ignore[union-attr]
    workspace.execute(Accept(ARTICLE, NAME))
    does_and_undoes(workspace, AcceptAll(ARTICLE, (*ids, ids[0])))
    assert len(workspace.state.codings(ARTICLE)) == len(ids)


def test_accepting_all_of_nothing_writes_nothing(workspace: Workspace) -> None:
    lines = journal(workspace)
    assert workspace.execute(AcceptAll(ARTICLE, ())) is None
    assert workspace.execute(RejectAll(ARTICLE, ("sug-none",))) is None
    assert journal(workspace) == lines


def test_all_are_rejected_in_one_line(workspace: Workspace) -> None:
    does_and_undoes(workspace, RejectAll(ARTICLE, (NAME, "sug-meet")))
    assert verdicts(workspace) == {NAME: "rejected", "sug-meet": "rejected"}


def test_like_this_means_the_same_words_and_type(tmp_path: Path) -> None:
    workspace = repeated_workspace(tmp_path)
    does_and_undoes(workspace, AcceptLikeThis(ARTICLE, "sug-baku-0", 0.5))
    assert sorted(verdicts(workspace)) == ["sug-baku-0", "sug-baku-1"]


def test_like_this_leaves_what_is_not_shown_alone(tmp_path: Path) -> None:
    workspace = repeated_workspace(tmp_path)
    workspace.execute(AcceptLikeThis(ARTICLE, "sug-yerevan-0", 0.5))
    assert list(verdicts(workspace)) == ["sug-yerevan-0"]
    workspace.undo()
    workspace.execute(AcceptLikeThis(ARTICLE, "sug-yerevan-0", 0.0))
    assert len(verdicts(workspace)) == 2


def test_a_confirmed_coding_becomes_fixed_and_confirmed_again(workspace: Workspace) -> None:
    workspace.execute(Accept(ARTICLE, "sug-almaty-0"))
    key = only(workspace).id
    does_and_undoes(workspace, ChangeCoding(key, Edit(category="GPE")))
    assert (only(workspace).provenance, verdicts(workspace)) == ("fixed", {"sug-almaty-0": "fixed"})
    workspace.execute(ChangeCoding(key, Edit(category="ORG")))
    assert (only(workspace).provenance, verdicts(workspace)) == ("confirmed", {"sug-almaty-0": "confirmed"})


def test_what_a_suggestion_leaves_open_has_the_codebooks_defaults(workspace: Workspace) -> None:
    workspace.execute(Accept(ARTICLE, "sug-said"))
    coding = only(workspace)
    assert dict(coding.variables) == {"directness": "indirect", "anonymous": "no"}
    for value, told in (("yes", "fixed"), ("no", "confirmed")):
        variables = (("anonymous", value), ("directness", "indirect"))
        workspace.execute(ChangeCoding(coding.id, Edit(variables=variables)))
        assert only(workspace).provenance == told


def test_the_order_of_values_makes_no_difference(workspace: Workspace) -> None:
    shuffled = (("realis", "planned"), ("mode", "visit"))
    workspace.execute(FixSuggestion(ARTICLE, "sug-meet", Edit(variables=shuffled)))
    assert only(workspace).provenance == "confirmed"


def test_a_fixed_suggestion_has_the_defaults_too(workspace: Workspace) -> None:
    workspace.execute(FixSuggestion(ARTICLE, "sug-said", Edit(variables=(("directness", "direct"),))))
    assert dict(only(workspace).variables) == {"directness": "direct", "anonymous": "no"}


def test_a_note_leaves_a_confirmed_coding_confirmed(workspace: Workspace) -> None:
    workspace.execute(Accept(ARTICLE, NAME))
    workspace.execute(ChangeCoding(only(workspace).id, Edit(note="title left out")))
    assert (only(workspace).provenance, only(workspace).note) == ("confirmed", "title left out")


def test_removing_what_came_of_a_suggestion_rejects_it(workspace: Workspace) -> None:
    workspace.execute(Accept(ARTICLE, NAME))
    does_and_undoes(workspace, RemoveCoding(only(workspace).id))
    assert (workspace.state.codings(ARTICLE), verdicts(workspace)) == ((), {NAME: "rejected"})
    workspace.execute(Recall(ARTICLE, NAME))
    workspace.execute(Accept(ARTICLE, NAME))
    assert list(codings(workspace)) == ["Ilham Aliyev/PERSON"]
