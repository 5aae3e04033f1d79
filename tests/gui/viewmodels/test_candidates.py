"""Stepping through what may fill a slot, and taking it."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.domain.coding import Layer, Provenance, SlotFill, fills
from gui.viewmodels.candidates import distance
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.drafts import DRAFT
from gui.viewmodels.views import State
from tests.build import TEXT, a_suggestion, span_of
from tests.core.app.commands.kit import BLINKEN, repeated_workspace
from tests.gui.viewmodels.kit import BLINKEN as BLINKEN_MARK
from tests.gui.viewmodels.kit import (
    MEET,
    SAID,
    a_desk,
    card_of,
    closed,
    codings,
    drag,
    focused,
    press,
    row,
    the_coding,
)


def labels(desk: DeskViewModel) -> list[str]:
    return [choice.label for choice in desk.slots.candidates.value.choices]


def test_fitting_names_are_candidates_nearest_first_and_those_with_a_role_last(desk: DeskViewModel) -> None:
    desk.slots.focus(MEET, "source")
    assert labels(desk) == ["Ilham Aliyev", "Antony Blinken", "Almaty", "Azerbaijan", "Armenia"]
    assert set(desk.slots.candidates.value.spans) >= {span_of("Azerbaijan"), span_of("Ilham Aliyev")}


def test_a_speaker_is_sought_outside_what_is_said(desk: DeskViewModel) -> None:
    desk.slots.focus(SAID, "speaker")
    assert labels(desk)[:2] == ["Antony Blinken", "Armenia"]
    said = a_suggestion("that Armeniaand Azerbaijan would meet in Almaty", layer=Layer.STATEMENT)
    near, far = span_of("Armenia"), span_of("Ilham Aliyev")
    assert distance(near, said, "speaker", TEXT) > distance(far, said, "speaker", TEXT)
    assert distance(near, said, "source", TEXT) < distance(far, said, "source", TEXT)


def test_a_name_in_the_next_sentence_is_farther_than_its_letters() -> None:
    said = a_suggestion("would meet in Almaty", layer=Layer.EVENT)
    assert distance(span_of("Antony Blinken"), said, "source", TEXT) > 200


def test_who_has_a_role_in_the_unit_already_comes_last_for_another(desk: DeskViewModel) -> None:
    desk.slots.begin(Layer.STATEMENT)
    press(desk, BLINKEN_MARK)
    drag(desk, "readiness to help")
    assert focused(desk) == "addressee"
    named = [c for c in labels(desk) if c in {"Ilham Aliyev", "Antony Blinken"}]
    assert named == ["Ilham Aliyev", "Antony Blinken"]


def test_only_places_are_candidates_for_a_place(desk: DeskViewModel) -> None:
    desk.slots.focus(MEET, "place")
    assert labels(desk) == ["Azerbaijan", "Armenia"]


def test_cues_have_no_candidates(desk: DeskViewModel) -> None:
    desk.slots.focus(SAID, "cue")
    assert labels(desk) == []
    assert not desk.keys.arrow(1)


def test_stepping_lights_and_enter_takes(desk: DeskViewModel) -> None:
    desk.slots.focus(MEET, "source")
    desk.keys.arrow(1)
    desk.keys.arrow(1)
    view = desk.slots.candidates.value
    assert (view.label, view.spans[view.lit]) == ("Antony Blinken", span_of("Antony Blinken"))
    desk.keys.arrow(-1)
    desk.keys.arrow(-1)
    assert desk.slots.candidates.value.current == len(labels(desk)) - 1
    desk.keys.arrow(1)
    assert desk.slots.candidates.value.label == "Ilham Aliyev"
    desk.keys.enter()
    coding = the_coding(desk, "would meet/CONSULT")
    assert [f.actors for f in fills(coding, "source")] == [("ARM",), ("person:ilham-aliyev",)]


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_candidate_can_be_stepped_to_at_once(desk: DeskViewModel, number: int) -> None:
    desk.slots.focus(MEET, "source")
    desk.slots.step(number - desk.slots.candidates.value.current)
    assert desk.slots.candidates.value.current == number


def test_a_candidate_is_taken_by_its_place(desk: DeskViewModel) -> None:
    desk.slots.focus(SAID, "addressee")
    assert not desk.slots.take_number(99)
    at = labels(desk).index("Antony Blinken")
    assert desk.slots.take_number(at)
    (coding,) = codings(desk).values()
    assert fills(coding, "addressee")[0].actors == (BLINKEN.id,)


def test_enter_without_stepping_takes_no_candidate(desk: DeskViewModel) -> None:
    desk.slots.focus(MEET, "source")
    assert not desk.slots.take()
    desk.review.advance = False
    desk.keys.enter()
    assert the_coding(desk, "would meet/CONSULT").provenance is Provenance.CONFIRMED


def test_participants_without_a_name_nearby_are_candidates_too(tmp_path: Path) -> None:
    with closed(a_desk(repeated_workspace(tmp_path))) as desk:
        desk.open("article-1")
        desk.slots.begin(Layer.EVENT, (span_of("spoke", desk.session.text),))
        desk.slots.set_type("CONSULT")
        desk.slots.fill_actor("AZE")
        desk.keys.enter()
        desk.slots.begin(Layer.STATEMENT)
        assert "Azerbaijan" in labels(desk)
        desk.keys.arrow(-1)
        desk.keys.enter()
        draft = desk.session.draft.value
        assert draft is not None
        assert draft.slots == (SlotFill("speaker", actors=("AZE",), inferred=True),)
        assert row(desk, DRAFT, "speaker").hint == "not said here, inferred"


def test_candidates_go_out_with_the_focus(desk: DeskViewModel) -> None:
    desk.slots.focus(MEET, "source")
    desk.slots.blur()
    view = desk.slots.candidates.value
    assert (view.unit, view.choices, view.spans) == ("", (), ())


def test_an_actor_said_nowhere_is_inferred(desk: DeskViewModel) -> None:
    desk.slots.focus(SAID, "addressee")
    desk.actors.choose("KAZ")
    (coding,) = codings(desk).values()
    assert fills(coding, "addressee") == (SlotFill("addressee", actors=("KAZ",), inferred=True),)
    assert card_of(desk, coding.id).state is State.FIXED
    assert desk.session.text == TEXT
