"""What is decided once in one article is known in the next: the real machine, decisions in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.app.analysing import analyse_articles
from core.app.commands.actors import LinkActor
from core.app.commands.corpus import ImportArticles, StoreSuggestions
from core.app.commands.decide import Accept, FixSuggestion, Reject
from core.app.commands.naming import make_actor
from core.app.commands.parts import Edit
from core.app.overlooked import overlooked
from core.app.workspace import Workspace
from core.domain.actor import ActorKind
from core.domain.coding import Layer, Suggestion
from tests.build import an_article
from tests.core.app.place import at_work, make_place

FIRST = """President Ilham Aliyev received the chairman of Hartwell Marlow on Monday. The head of state \
welcomed the plan of Hartwell Marlow. Fighters of the ABLQ left the region, said Norvik. Officials \
in Selvik and in Baku praised the plan too, as did critics in Selvik."""
NEXT = """The head of state signed the plan on Tuesday. Hartwell Marlow will build the road. The ABLQ \
rejected it. Critics in Norvik and in Selvik said the road was too long."""


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    with at_work(make_place(tmp_path)) as workspace:
        one, two = an_article(FIRST, id="one", position=8), an_article(NEXT, id="two", position=9)
        workspace.execute(ImportArticles((one, two)))
        read(workspace, "one")
        read(workspace, "two")
        yield workspace


def read(workspace: Workspace, article_id: str) -> None:
    """Have the machine read an article with what the project knows now."""
    state = workspace.state
    (found,) = analyse_articles("", [state.article(article_id)], state.actors())
    workspace.execute(StoreSuggestions(found))
    state.learned.renew()


def names(workspace: Workspace, article_id: str, words: str) -> list[Suggestion]:
    text = workspace.state.article(article_id).text
    found = workspace.state.suggestion_set(article_id)
    assert found is not None
    return [s for s in found.of(Layer.MENTION) if s.spans[0].of(text).casefold() == words.casefold()]


def who(one: Suggestion) -> tuple[str, ...]:
    return tuple(actor for fill in one.slots for actor in fill.actors)


def is_overlooked(workspace: Workspace) -> bool:
    made = workspace.state.analysis("two")
    assert made is not None
    return overlooked(workspace.state.article("two").text, made, workspace.state.actors())


def test_a_description_linked_once_means_the_same_where_nobody_is_named(work: Workspace) -> None:
    said = names(work, "one", "the head of state")
    assert [who(s) for s in said] == [("person:ilham-aliyev",)]
    assert [who(s) for s in names(work, "two", "the head of state")] == []
    work.execute(LinkActor("one", said[0].id, ("person:ilham-aliyev",)))
    assert is_overlooked(work)
    read(work, "two")
    (there,) = names(work, "two", "the head of state")
    assert (who(there), there.category) == (("person:ilham-aliyev",), "PERSON")
    assert "as decided before" in there.reason
    assert not is_overlooked(work)
    work.undo()
    read(work, "two")
    assert names(work, "two", "the head of state") == []


def test_a_name_typed_and_linked_to_a_new_actor_is_found_with_its_type(work: Workspace) -> None:
    said = names(work, "one", "Hartwell Marlow")
    group = make_actor("Hartwell Marlow Holding", ActorKind.ORGANISATION, "GBR")
    work.execute(FixSuggestion("one", said[0].id, Edit(category="ORG")))
    coding = next(c for c in work.state.codings("one") if c.suggestion_id == said[0].id)
    work.execute(LinkActor("one", coding.id, (group.id,), made=group))
    read(work, "two")
    (there,) = names(work, "two", "Hartwell Marlow")
    assert (there.category, who(there), there.rule) == ("ORG", (group.id,), "mention.known")


def test_a_type_corrected_once_is_right_in_the_next_article(work: Workspace) -> None:
    """The actor the machine had made of the wrong type is not what the project learns."""
    said = names(work, "one", "Norvik")[0]
    other = "ORG" if said.category == "PERSON" else "PERSON"
    work.execute(FixSuggestion("one", said.id, Edit(category=other)))
    coding = next(c for c in work.state.codings("one") if c.suggestion_id == said.id)
    if not coding.slots:
        made = make_actor("Norvik", ActorKind.PERSON if other == "PERSON" else ActorKind.ORGANISATION)
        work.execute(LinkActor("one", coding.id, (made.id,), made=made))
    read(work, "two")
    assert {s.category for s in names(work, "two", "Norvik")} == {other}


def test_an_alias_in_capitals_is_enough(work: Workspace) -> None:
    group = make_actor("Ablaq Front", ActorKind.ORGANISATION)
    said = names(work, "one", "ABLQ")
    assert said
    work.execute(LinkActor("one", said[0].id, (group.id,), made=group))
    read(work, "two")
    assert [(s.category, who(s)) for s in names(work, "two", "ABLQ")] == [("ORG", (group.id,))]


def test_a_name_rejected_twice_is_below_the_threshold_in_the_next_article(work: Workspace) -> None:
    said = names(work, "one", "Selvik")
    assert len({s.category for s in said}) == 1
    assert len(said) == 2
    for one in said:
        work.execute(Reject("one", one.id))
    read(work, "two")
    (there,) = names(work, "two", "Selvik")
    assert there.category == said[0].category
    assert there.confidence < 0.5


def test_an_accepted_name_is_surer_in_the_next_article(work: Workspace) -> None:
    before = names(work, "two", "Hartwell Marlow")
    for one in names(work, "one", "Hartwell Marlow"):
        work.execute(Accept("one", one.id))
    read(work, "two")
    (after,) = names(work, "two", "Hartwell Marlow")
    assert after.confidence > max((s.confidence for s in before if s.category == after.category), default=0)
