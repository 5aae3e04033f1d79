"""Finding and choosing actors."""

from __future__ import annotations

import pytest

from core.domain.actor import ActorKind
from core.domain.coding import SlotFill
from gui.viewmodels.actors_search import fold
from gui.viewmodels.desk import DeskViewModel
from tests.core.app.commands.kit import ALIYEV, BLINKEN
from tests.gui.viewmodels.kit import ALMATY, NAME, SAID, lines, the_coding, undo_label


def found(desk: DeskViewModel, text: str) -> list[str]:
    return [choice.code for choice in desk.actors.search(text)]


def test_actors_are_found_by_any_name_best_first(desk: DeskViewModel) -> None:
    assert found(desk, "ilham aliyev")[0] == ALIYEV.id
    assert found(desk, "ALI")[0] == ALIYEV.id
    assert found(desk, "blink")[0] == BLINKEN.id
    assert found(desk, "KAZ")[0] == "KAZ"
    assert "KAZ" in found(desk, "kazakhst")


def test_the_last_choice_makes_a_new_actor(desk: DeskViewModel) -> None:
    assert found(desk, " John   Doe ") == ["new:John Doe"]
    assert len(found(desk, "a")) == 13


def test_without_text_the_articles_actors_are_offered(desk: DeskViewModel) -> None:
    assert set(found(desk, "")) == {ALIYEV.id, BLINKEN.id, "ARM", "AZE"}


def test_a_choice_tells_by_which_name_it_was_found(desk: DeskViewModel) -> None:
    assert desk.actors.search("aliyev")[0].detail == "“Aliyev” · AZE · person"


def test_choosing_links_the_current_name(desk: DeskViewModel) -> None:
    desk.session.select(ALMATY)
    desk.actors.choose("KAZ")
    assert the_coding(desk, "Almaty/ORG").slots == (SlotFill("actor", actors=("KAZ",)),)
    assert undo_label(desk) == "Set actor of “Almaty” to Kazakhstan"


def test_an_unlinked_name_means_nobody(desk: DeskViewModel) -> None:
    desk.actors.unlink(NAME)
    assert the_coding(desk, "Ilham Aliyev/PERSON").slots == ()
    assert undo_label(desk) == "Fix actor of “Ilham Aliyev” to nobody"
    assert not desk.actors.unlink(ALMATY)


def test_a_new_actor_is_linked_in_one_act_and_found_afterwards(desk: DeskViewModel) -> None:
    before = lines(desk)
    desk.session.select(ALMATY)
    assert desk.actors.kind_for() is ActorKind.ORGANISATION
    desk.actors.create("City of Almaty", ActorKind.ORGANISATION, "KAZ")
    assert lines(desk) == before + 1
    assert found(desk, "city of")[0] == "org:city-of-almaty"
    desk.undo()
    assert found(desk, "city of a") == ["new:city of a"]


def test_a_new_actor_without_a_name_in_the_text_is_just_made(desk: DeskViewModel) -> None:
    assert desk.actors.create("Jeyhun Bayramov", ActorKind.PERSON)
    assert found(desk, "bayramov")[0] == "person:jeyhun-bayramov"
    assert not desk.actors.create("Jeyhun Bayramov", ActorKind.PERSON)
    assert desk.status.value.message == "There is an actor “Jeyhun Bayramov” already."


def test_a_statement_is_linked_by_its_slots_only(desk: DeskViewModel) -> None:
    desk.session.select(SAID)
    assert not desk.actors.choose("KAZ")
    assert desk.status.value.message == "Go to a name first, or focus a slot."


def test_a_taught_name_is_found(desk: DeskViewModel) -> None:
    desk.actors.alias("KAZ", "the Kazakh side")
    assert undo_label(desk) == "Add name “the Kazakh side” to Kazakhstan"
    assert found(desk, "kazakh side")[0] == "KAZ"


@pytest.mark.parametrize(("text", "folded"), [("Čelik  Ömer", "celik omer"), ("ILHAM", "ilham"), (" ", "")])
def test_names_are_compared_without_case_and_accents(text: str, folded: str) -> None:
    assert fold(text) == folded
