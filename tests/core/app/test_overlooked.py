"""When an article is worth another look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.app.overlooked import overlooked
from core.domain.actor import Actor, ActorKind
from core.domain.coding import SlotFill, Suggestion
from core.domain.suggestion import SuggestionSet
from tests.build import a_suggestion, an_article, texts

TEXT = "The head of state met Rivage Group and the PKK; Rivage Groups said no."
GROUP = Actor("org:rivage", "Rivage Group", ActorKind.ORGANISATION, aliases=("PKK", "nobody at all"))


def made(*found: Suggestion) -> SuggestionSet:
    return SuggestionSet("a", "a", an_article(TEXT).sha256, "m", suggestions=found)


def named(words: str, actor: str = "org:rivage") -> Suggestion:
    return a_suggestion(words, text=TEXT, id=words, slots=(SlotFill("actor", actors=(actor,)),))


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ((), True),
        (("Rivage Group",), True),
        (("Rivage Group", "PKK"), False),
        (("Rivage Group and the PKK",), False),  # part of something longer
    ],
)
def test_a_known_name_that_is_not_seen(found: tuple[str, ...], wanted: bool) -> None:
    assert overlooked(TEXT, made(*map(named, found)), (GROUP,)) is wanted


def test_a_name_that_means_somebody_else_is_not_seen() -> None:
    found = made(named("Rivage Group", "org:other"), named("PKK"))
    assert overlooked(TEXT, found, (GROUP,))


@pytest.mark.parametrize(
    ("alias", "wanted"), [("head of state", True), ("of", True), ("Head of State", False)]
)
def test_descriptions_stand_however_they_are_written_and_names_exactly(alias: str, wanted: bool) -> None:
    assert overlooked(TEXT, made(), (Actor("person:x", "Nobody", aliases=(alias,)),)) is wanted


@pytest.mark.parametrize("form", ["Rive", "state of head", "Rivage Grou", "Nobody"])
def test_what_does_not_stand_there_is_not_overlooked(form: str) -> None:
    assert not overlooked(TEXT, made(), (Actor("person:x", form),))


def test_what_every_project_knows_needs_no_other_look() -> None:
    assert not overlooked(TEXT, made(), (Actor("org:rivage", "Rivage Group", source="shipped"),))


@given(texts(), st.lists(st.text(max_size=5), max_size=4))
def test_any_text_and_any_names(text: str, names: list[str]) -> None:
    actors = tuple(Actor(f"actor:{n}", name, aliases=(name.upper(),)) for n, name in enumerate(names))
    assert overlooked(text, made(), actors) in (True, False)
