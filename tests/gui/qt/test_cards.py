"""The card list lays out what changed, asks only for what is in view, and says states in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from core.domain.coding import Layer
from gui.qt.card_controls import CardAct, verbs_of
from gui.qt.card_face import FaceMaker, Fonts
from gui.qt.cards import CardList
from gui.qt.theme import interface_font
from gui.viewmodels.views import Choice, SlotRow, State, UnitCard, VariableRow

WIDTH = 300.0


def a_card(unit: str = "u", **rest: object) -> UnitCard:
    slots = (
        SlotRow("speaker", "Speaker", ("Antony Blinken",), ("Antony Blinken",), "PERSON", index=0),
        SlotRow("cue", "Cue", ("emphasized",), index=1),
        SlotRow("content", "Says", ("that the United States commends it",), required=True),
        SlotRow("addressee", "To"),
    )
    made = UnitCard(
        unit, Layer.STATEMENT, 1, "Statement 1", "", State.SUGGESTED, "statement", "Statement", slots=slots
    )
    return replace(made, **rest)  # type: ignore[arg-type]


@pytest.fixture
def maker(qapp: QApplication) -> FaceMaker:
    return FaceMaker(Fonts.of(interface_font()), WIDTH)


def said(maker: FaceMaker, card: UnitCard) -> str:
    return "\n".join(piece.text for piece in maker.face(card).pieces)


def test_every_piece_lies_within_the_card(maker: FaceMaker) -> None:
    card = a_card(
        current=True,
        depth=2,
        confidence=0.93,
        reason="a long reason " * 20,
        title="A heading that is much too long for a card of this width",
        variables=(VariableRow("directness", "Directness", "quote", "Quote", (Choice("quote", "Quote"),)),),
        problems=("Source and target are the same actor.",),
    )
    face = maker.face(card)
    for piece in face.pieces:
        assert piece.rect.left() >= 0
        assert piece.rect.right() <= WIDTH
        assert piece.rect.bottom() <= face.height


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (State.SUGGESTED, "suggested · 93 %"),
        (State.CONFIRMED, "✓ confirmed"),
        (State.FIXED, "✓ fixed"),
        (State.ADDED, "+ added"),
        (State.REJECTED, "✕ rejected"),
    ],
)
def test_the_state_is_said_in_words(maker: FaceMaker, state: State, word: str) -> None:
    assert word in said(maker, a_card(state=state, confidence=0.93))


def test_an_empty_slot_shows_on_the_current_card_or_when_it_is_required(maker: FaceMaker) -> None:
    assert "To" not in said(maker, a_card()).split("\n")
    assert "To" in said(maker, a_card(current=True)).split("\n")
    empty = a_card(slots=(SlotRow("source", "Source", required=True),))
    assert "still empty" in said(maker, empty)


def test_a_problem_is_said_once(maker: FaceMaker) -> None:
    text = "Source is empty."
    card = a_card(slots=(SlotRow("source", "Source", problem=text),), problems=(text,))
    assert said(maker, card).count(text) == 1


def test_a_name_says_who_it_is_only_where_the_words_do_not(maker: FaceMaker) -> None:
    name = a_card(
        layer=Layer.MENTION, title="Ilham Aliyev", category="PERSON",
        slots=(SlotRow("actor", "Actor", (), ("Ilham Aliyev",), "PERSON"),),
    )  # fmt: skip
    assert "Actor" not in said(maker, name)
    assert "Actor" in said(maker, replace(name, title="The head of state"))


def test_verbs_fit_how_a_unit_stands() -> None:
    assert [v.name for v in verbs_of(a_card())] == ["accept", "fix", "reject"]
    assert [v.name for v in verbs_of(a_card(state=State.CONFIRMED))] == ["fix", "reject"]
    assert [v.name for v in verbs_of(a_card(state=State.REJECTED))] == ["recall"]
    assert [v.name for v in verbs_of(a_card(draft=True))] == ["finish", "cancel"]


class Shelf:
    """Cards by id; counts how often each is asked for."""

    def __init__(self, many: int) -> None:
        self.cards = {f"u{n}": a_card(f"u{n}", number=n, title=f"Statement {n}") for n in range(many)}
        self.asked: list[str] = []

    def __call__(self, unit: str) -> UnitCard | None:
        self.asked.append(unit)
        return self.cards.get(unit)


@pytest.fixture
def shown(qtbot: QtBot) -> tuple[CardList, Shelf]:
    made, shelf = CardList(), Shelf(300)
    qtbot.addWidget(made)
    made.resize(340, 600)
    made.show_cards(tuple(shelf.cards), shelf, "")
    made.show()
    QApplication.processEvents()
    return made, shelf


def test_an_act_asks_only_for_the_cards_in_view(shown: tuple[CardList, Shelf]) -> None:
    cards, shelf = shown
    assert len(set(shelf.asked)) < 12, "three hundred cards are not built to show the first few"
    shelf.asked.clear()
    cards.refresh()
    QApplication.processEvents()
    assert 0 < len(set(shelf.asked)) < 12
    assert len(shelf.asked) < 40


def test_a_changed_card_in_view_is_shown_as_it_is_now(shown: tuple[CardList, Shelf]) -> None:
    cards, shelf = shown
    shelf.cards["u1"] = replace(shelf.cards["u1"], state=State.CONFIRMED)
    cards.refresh()
    assert cards.shown[1].state is State.CONFIRMED


def test_a_changed_card_is_right_when_it_comes_into_view(shown: tuple[CardList, Shelf]) -> None:
    cards, shelf = shown
    shelf.cards["u299"] = replace(shelf.cards["u299"], state=State.FIXED, current=True)
    cards.show_cards(tuple(shelf.cards), shelf, "u299")
    assert cards.shown[299].state is State.FIXED
    place = cards.card_rect("u299")
    assert cards.viewport().rect().contains(place)


def test_what_is_in_view_stays_when_cards_above_it_turn_out_otherwise(shown: tuple[CardList, Shelf]) -> None:
    cards, shelf = shown
    cards.show_cards(tuple(shelf.cards), shelf, "u200")
    at = cards.card_rect("u200").top()
    for _ in range(6):
        bar = cards.verticalScrollBar()
        before, seen = bar.value(), cards.card_rect("u200").top()
        bar.setValue(before - 90)
        QApplication.processEvents()
        assert abs(cards.card_rect("u200").top() - (seen + 90)) <= 2
    assert cards.card_rect("u200").top() > at


def test_a_card_that_is_gone_leaves_no_gap(shown: tuple[CardList, Shelf]) -> None:
    cards, shelf = shown
    del shelf.cards["u0"]
    cards.show_cards(tuple(shelf.cards), shelf, "")
    assert cards.shown[0].id == "u1"
    assert cards.card_rect("u1").top() < 20


def _make_current(cards: CardList, shelf: Shelf, unit: str) -> None:
    shelf.cards = {key: replace(card, current=key == unit) for key, card in shelf.cards.items()}
    cards.show_cards(tuple(shelf.cards), shelf, unit)
    QApplication.processEvents()


def test_the_current_card_has_real_buttons_that_tell_what_is_wanted(shown: tuple[CardList, Shelf]) -> None:
    cards, shelf = shown
    told: list[CardAct] = []
    cards.acted.connect(told.append)
    _make_current(cards, shelf, "u1")
    buttons = [b for b in cards.viewport().findChildren(QPushButton) if b.isVisible()]
    assert [b.text().split()[0] for b in buttons] == ["Accept", "Fix", "Reject"]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert told == [CardAct("u1", "accept")]


def test_slots_are_spoken_and_reached_by_tab(shown: tuple[CardList, Shelf]) -> None:
    cards, shelf = shown
    cards.activateWindow()
    _make_current(cards, shelf, "u1")
    cards.enter_current()
    first = QApplication.focusWidget()
    assert isinstance(first, QAbstractButton)
    assert first.accessibleName() == "Speaker: Antony Blinken"
    QTest.keyClick(first, Qt.Key.Key_Tab)
    second = QApplication.focusWidget()
    assert isinstance(second, QAbstractButton)
    assert second.accessibleName() == "Cue: emphasized"


def test_arrows_walk_through_the_cards(shown: tuple[CardList, Shelf]) -> None:
    cards, shelf = shown
    told: list[CardAct] = []
    cards.acted.connect(told.append)
    _make_current(cards, shelf, "u1")
    QTest.keyClick(cards, Qt.Key.Key_Down)
    QTest.keyClick(cards, Qt.Key.Key_Up)
    assert told == [CardAct("u2", "select"), CardAct("u0", "select")]


def test_a_press_on_a_slot_of_another_card_chooses_both(shown: tuple[CardList, Shelf]) -> None:
    cards, _ = shown
    told: list[CardAct] = []
    cards.acted.connect(told.append)
    place = cards.card_rect("u1")
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(100, 44))
    assert told[0] == CardAct("u1", "select")
    assert told[1] == CardAct("u1", "slot", "speaker", 0)
