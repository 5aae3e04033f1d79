"""Recording by hand: adding, changing and removing units, topics of the whole article."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.app.commands.code import AddCoding, ChangeCoding, RemoveCoding, SetTopic
from core.app.commands.decide import Accept, Reject
from core.app.commands.parts import Edit
from core.app.workspace import Workspace
from core.domain.coding import Layer, Provenance, SlotFill, value_of
from core.domain.text import Span
from tests.build import TEXT, span_of
from tests.core.app.commands.kit import (
    BLINKEN,
    codings,
    does_and_undoes,
    journal,
    only,
    refused,
    standard_workspace,
)

ARTICLE = "article-1"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return standard_workspace(tmp_path)


def name(words: str, category: str = "GPE", **rest: object) -> AddCoding:
    return AddCoding(ARTICLE, Layer.MENTION, category, (span_of(words),), **rest)  # type: ignore[arg-type]


def ranks(workspace: Workspace) -> dict[str, str]:
    found = workspace.state.codings(ARTICLE)
    return {c.category: value_of(c, "rank") for c in found if c.layer is Layer.TOPIC and not c.spans}


def test_an_added_name_is_quoted_and_added(workspace: Workspace) -> None:
    does_and_undoes(workspace, name("Azernews", "ORG"))
    coding = only(workspace)
    assert (coding.provenance, coding.suggestion_id) == (Provenance.ADDED, "")
    assert (coding.quotes[0].exact, coding.codebook_version) == ("Azernews", 1)


def test_fragments_are_sorted_and_joined(workspace: Workspace) -> None:
    parts = (span_of("Almaty"), span_of("that"), span_of("would"), span_of(" meet"))
    workspace.execute(AddCoding(ARTICLE, Layer.STATEMENT, "statement", parts))
    assert [q.exact for q in only(workspace).quotes] == ["that", "would meet", "Almaty"]


def test_the_codebooks_defaults_are_filled_in(workspace: Workspace) -> None:
    workspace.execute(AddCoding(ARTICLE, Layer.EVENT, "SUPPORT", (span_of("help"),)))
    assert value_of(only(workspace), "realis") == "happened"


def test_given_values_stand_before_defaults(workspace: Workspace) -> None:
    given = (("realis", "denied"),)
    workspace.execute(AddCoding(ARTICLE, Layer.EVENT, "SUPPORT", (span_of("help"),), variables=given))
    assert value_of(only(workspace), "realis") == "denied"


def test_adding_what_is_suggested_takes_the_suggestion(workspace: Workspace) -> None:
    does_and_undoes(workspace, name("Antony Blinken", "PERSON"))
    coding = only(workspace)
    assert (coding.provenance, coding.suggestion_id) == ("confirmed", "sug-antony-blinken-0")
    assert coding.slots == (SlotFill("actor", actors=(BLINKEN.id,)),)


def test_adding_another_type_at_a_suggested_name_fixes_it(workspace: Workspace) -> None:
    workspace.execute(name("Almaty", "GPE"))
    assert (only(workspace).provenance, only(workspace).suggestion_id) == ("fixed", "sug-almaty-0")


def test_a_second_event_on_a_suggested_trigger_stands_by_itself(workspace: Workspace) -> None:
    workspace.execute(AddCoding(ARTICLE, Layer.EVENT, "SUPPORT", (span_of("would meet"),)))
    assert only(workspace).provenance is Provenance.ADDED
    assert dict(workspace.state.decisions(ARTICLE)) == {}


def test_a_rejected_suggestion_is_not_taken_by_adding(workspace: Workspace) -> None:
    workspace.execute(Reject(ARTICLE, "sug-almaty-0"))
    workspace.execute(name("Almaty", "GPE"))
    assert only(workspace).provenance is Provenance.ADDED


def test_adding_the_same_twice_is_refused(workspace: Workspace) -> None:
    workspace.execute(name("Azernews", "ORG"))
    assert refused(lambda: workspace.execute(name("Azernews", "ORG"))).code == "duplicate"


def test_words_outside_the_text_are_refused_in_words(workspace: Workspace) -> None:
    command = AddCoding(ARTICLE, Layer.MENTION, "ORG", (Span(0, len(TEXT) + 5),))
    assert refused(lambda: workspace.execute(command)).code == "span-outside"


def test_another_layer_on_the_same_words_is_welcome(workspace: Workspace) -> None:
    spans = (span_of("would meet in Almaty"),)
    workspace.execute(AddCoding(ARTICLE, Layer.TOPIC, "cap:1921", spans))
    workspace.execute(AddCoding(ARTICLE, Layer.EVENT, "AGREE", spans))
    assert len(workspace.state.codings(ARTICLE)) == 2


def test_a_change_to_the_same_writes_nothing(workspace: Workspace) -> None:
    workspace.execute(name("Azernews", "ORG"))
    lines = journal(workspace)
    assert workspace.execute(ChangeCoding(only(workspace).id, Edit(category="ORG"))) is None
    assert journal(workspace) == lines


def test_an_added_coding_stays_added_when_changed(workspace: Workspace) -> None:
    workspace.execute(name("Azernews", "ORG"))
    does_and_undoes(workspace, ChangeCoding(only(workspace).id, Edit(spans=(span_of("Azernews reports"),))))
    assert (only(workspace).provenance, only(workspace).quotes[0].exact) == ("added", "Azernews reports")


def test_a_change_into_another_coding_is_refused(workspace: Workspace) -> None:
    workspace.execute(name("Azernews", "ORG"))
    workspace.execute(name("readiness", "ORG"))
    key = codings(workspace)["readiness/ORG"].id
    command = ChangeCoding(key, Edit(spans=(span_of("Azernews"),)))
    assert refused(lambda: workspace.execute(command)).code == "duplicate"


def test_removing_an_added_coding_leaves_nothing(workspace: Workspace) -> None:
    workspace.execute(name("Azernews", "ORG"))
    does_and_undoes(workspace, RemoveCoding(only(workspace).id))
    assert workspace.state.codings(ARTICLE) == ()
    assert dict(workspace.state.decisions(ARTICLE)) == {}


def test_a_coding_that_is_gone_is_told(workspace: Workspace) -> None:
    assert refused(lambda: workspace.execute(RemoveCoding("nothing"))).code == "no-coding"


def test_a_topic_of_the_article_is_set_ranked_and_taken_away(workspace: Workspace) -> None:
    does_and_undoes(workspace, SetTopic(ARTICLE, "cap:1925", "primary"))
    does_and_undoes(workspace, SetTopic(ARTICLE, "cap:1925", "secondary"))
    assert ranks(workspace) == {"cap:1925": "secondary"}
    does_and_undoes(workspace, SetTopic(ARTICLE, "cap:1925", ""))
    assert ranks(workspace) == {}


def test_a_new_primary_topic_makes_the_old_one_secondary_in_one_act(workspace: Workspace) -> None:
    workspace.execute(SetTopic(ARTICLE, "cap:1925", "primary"))
    does_and_undoes(workspace, SetTopic(ARTICLE, "cap:1929", "primary"))
    assert ranks(workspace) == {"cap:1925": "secondary", "cap:1929": "primary"}


def test_primary_topics_of_two_schemes_stand_side_by_side(workspace: Workspace) -> None:
    workspace.execute(SetTopic(ARTICLE, "cap:1925", "primary"))
    workspace.execute(SetTopic(ARTICLE, "context:diplomatic", "primary"))
    assert ranks(workspace) == {"cap:1925": "primary", "context:diplomatic": "primary"}


def test_a_suggested_topic_of_the_article_is_taken_with_its_rank(workspace: Workspace) -> None:
    does_and_undoes(workspace, SetTopic(ARTICLE, "cap:1921", "primary"))
    coding = only(workspace)
    assert (coding.suggestion_id, coding.provenance) == ("sug-topic", "fixed")


def test_demoting_a_confirmed_topic_fixes_it_in_the_same_act(workspace: Workspace) -> None:
    workspace.execute(Accept(ARTICLE, "sug-topic"))
    key = codings(workspace)["/cap:1921"].id
    workspace.execute(ChangeCoding(key, Edit(variables=(("rank", "primary"),))))
    does_and_undoes(workspace, SetTopic(ARTICLE, "cap:1925", "primary"))
    assert ranks(workspace) == {"cap:1921": "secondary", "cap:1925": "primary"}


def test_taking_away_a_topic_that_is_not_set_writes_nothing(workspace: Workspace) -> None:
    lines = journal(workspace)
    assert workspace.execute(SetTopic(ARTICLE, "cap:1925", "")) is None
    assert journal(workspace) == lines
