"""Completing an article: what is open is listed and gone to, and what is complete is read only."""

from __future__ import annotations

from core.domain.coding import Layer
from gui.viewmodels.desk import DeskViewModel
from tests.gui.viewmodels.kit import ALMATY, ARMENIA, MEET, NAME, SAID, TOPIC, codings, drag, undo_label


def test_completing_lists_what_is_open_and_goes_there(desk: DeskViewModel) -> None:
    desk.cards.show(Layer.TOPIC)
    assert not desk.complete()
    items = desk.open_items.value
    assert (items[0].unit, items[0].text) == (NAME, "“Ilham Aliyev”: Unchecked suggestion.")
    assert desk.current.value == NAME
    assert desk.status.value.message.startswith("Not complete yet: 8 suggestions are unchecked")
    assert desk.cards.list.value.layer is Layer.MENTION


def test_the_list_of_open_items_shrinks_as_they_are_settled(desk: DeskViewModel) -> None:
    desk.complete()
    before = len(desk.open_items.value)
    desk.review.accept(NAME)
    assert len(desk.open_items.value) == before - 2  # it was unchecked, and names were unanswered
    desk.jump(next(i for i in desk.open_items.value if i.layer == "event"))
    assert desk.cards.list.value.layer is Layer.EVENT


def test_a_complete_article_is_read_only_until_reopened(desk: DeskViewModel) -> None:
    desk.review.accept_all(
        (NAME, ARMENIA, "sug-azerbaijan-0", ALMATY, "sug-antony-blinken-0", SAID, MEET, TOPIC)
    )
    assert desk.complete()
    assert desk.head.value is not None
    assert (desk.head.value.status, desk.head.value.read_only) == ("complete", True)
    assert desk.work.rows.value[0].progress == "✓ complete"
    drag(desk, "Azernews")
    desk.keys.digit(2)
    assert "Reopen" in desk.status.value.message
    assert desk.reopen()
    assert undo_label(desk) == "Reopen “Blinken calls Aliyev”"
    desk.keys.digit(2)
    assert "Azernews/ORG" in codings(desk)
