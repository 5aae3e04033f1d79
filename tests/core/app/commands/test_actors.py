"""Linking names to actors, making new ones, teaching them names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.app.commands.actors import AddAlias, LinkActor, NewActor
from core.app.commands.decide import Accept
from core.app.commands.naming import make_actor, slug
from core.app.workspace import Workspace
from core.domain.actor import ActorKind
from core.domain.coding import SlotFill
from tests.build import span_of
from tests.core.app.commands.kit import ALIYEV, codings, does_and_undoes, only, refused, standard_workspace

ARTICLE = "article-1"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return standard_workspace(tmp_path)


def test_linking_a_suggested_name_takes_it_as_fixed(workspace: Workspace) -> None:
    does_and_undoes(workspace, LinkActor(ARTICLE, "sug-almaty-0", ("KAZ",)))
    coding = only(workspace)
    assert (coding.slots, coding.provenance) == ((SlotFill("actor", actors=("KAZ",)),), "fixed")


def test_linking_to_what_was_suggested_confirms(workspace: Workspace) -> None:
    workspace.execute(LinkActor(ARTICLE, "sug-ilham-aliyev-0", (ALIYEV.id,)))
    assert only(workspace).provenance == "confirmed"
    assert workspace.state.get("actor", ALIYEV.id) == ALIYEV


def test_a_coding_is_linked_anew_and_unlinked(workspace: Workspace) -> None:
    workspace.execute(Accept(ARTICLE, "sug-armenia-0"))
    does_and_undoes(workspace, LinkActor(ARTICLE, only(workspace).id, ("ARM", "AZE")))
    assert only(workspace).slots == (SlotFill("actor", actors=("ARM", "AZE")),)
    workspace.execute(LinkActor(ARTICLE, only(workspace).id, ()))
    assert only(workspace).slots == ()


def test_the_words_of_a_slot_stay_when_it_is_linked(workspace: Workspace) -> None:
    workspace.execute(LinkActor(ARTICLE, "sug-said", ("AZE",), "speaker", 0))
    assert only(workspace).slots[0] == SlotFill("speaker", (span_of("Ilham Aliyev"),), ("AZE",))


def test_an_actor_nobody_knows_is_refused(workspace: Workspace) -> None:
    command = LinkActor(ARTICLE, "sug-almaty-0", ("person:nobody",))
    assert refused(lambda: workspace.execute(command)).code == "no-actor"


def test_a_new_actor_is_made_in_the_act_that_links_it(workspace: Workspace) -> None:
    made = make_actor("City of Almaty", ActorKind.ORGANISATION, "KAZ")
    does_and_undoes(workspace, LinkActor(ARTICLE, "sug-almaty-0", (made.id,), made=made))
    assert workspace.state.actor("org:city-of-almaty") == replace(made, aliases=("Almaty",))


def test_a_new_actor_needs_a_name_of_its_own(workspace: Workspace) -> None:
    made = make_actor("Jeyhun Bayramov", ActorKind.PERSON)
    does_and_undoes(workspace, NewActor(made))
    assert refused(lambda: workspace.execute(NewActor(made))).code == "actor-exists"
    assert refused(lambda: workspace.execute(NewActor(make_actor(" ", ActorKind.PERSON)))).code == "no-name"


def test_a_name_is_taught_once(workspace: Workspace) -> None:
    workspace.execute(Accept(ARTICLE, "sug-ilham-aliyev-0"))
    does_and_undoes(workspace, AddAlias(ALIYEV.id, "the  head of state"))
    found = workspace.state.actor(ALIYEV.id)
    assert found is not None
    assert found.aliases == ("Aliyev", "the head of state")
    assert workspace.execute(AddAlias(ALIYEV.id, "ALIYEV")) is None


def test_a_shipped_country_taught_a_name_becomes_the_projects_own(workspace: Workspace) -> None:
    assert workspace.state.get("actor", "KAZ") is None
    does_and_undoes(workspace, AddAlias("KAZ", "the Kazakh side"))
    assert workspace.state.get("actor", "KAZ") == workspace.state.actor("KAZ")
    assert list(codings(workspace)) == []


@pytest.mark.parametrize(
    ("name", "kind", "made"),
    [
        ("Ilham Aliyev", ActorKind.PERSON, "person:ilham-aliyev"),
        ("Ömer  Çelik", ActorKind.PERSON, "person:omer-celik"),
        ("Azernews", ActorKind.ORGANISATION, "org:azernews"),
        ("Ильхам Алиев", ActorKind.PERSON, "person:ильхам-алиев"),
        ("the sides", ActorKind.OTHER, "actor:the-sides"),
    ],
)
def test_an_actors_id_is_made_of_its_name(name: str, kind: ActorKind, made: str) -> None:
    assert make_actor(name, kind).id == made


def test_a_country_goes_by_its_code() -> None:
    assert make_actor("Artsakh", ActorKind.COUNTRY, "ART").id == "ART"
    assert make_actor("Artsakh", ActorKind.COUNTRY).id == "ARTSAKH"


@given(st.text(max_size=30))
def test_a_slug_is_stable_and_never_empty(name: str) -> None:
    made = slug(name)
    assert made
    assert slug(made) == made
