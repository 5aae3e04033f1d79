"""The desk by mouse: marks, the card at the mark, selections, slots, cards, tabs, the work list."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

from core.domain.coding import Layer, fills
from tests.build import span_of
from tests.gui.panels.conftest import Stage
from tests.gui.viewmodels.kit import ARMENIA, MEET, SAID, TOPIC, codings, the_coding


def _choice(stage: Stage, text: str) -> QPushButton:
    """The button of that choice on the card at the mark."""
    found = stage.panel.text.card().choices.findChildren(QPushButton)
    return next(each for each in found if text in each.text())


def test_the_card_hangs_at_the_mark_and_never_over_it(stage: Stage) -> None:
    for words in ("Ilham Aliyev", "Almaty", "Antony Blinken"):
        stage.click_words(words)
        card = stage.panel.text.card()
        assert card.isVisible()
        box = QRect(card.pos() + card.box.pos(), card.box.size())
        mark = stage.panel.text.canvas.rect_of(span_of(words, stage.desk.session.text))
        assert not box.intersects(mark), words
        assert stage.panel.text.canvas.viewport().rect().contains(box), words


def test_the_card_is_as_high_as_what_it_says(stage: Stage) -> None:
    stage.click_words("Armenia")
    card = stage.panel.text.card()
    parts = [w for w in card.box.findChildren(QWidget) if w.isVisible() and w.parent() is card.box]
    assert 0 < card.box.height() - max(w.geometry().bottom() for w in parts) < 20
    assert not card.first.geometry().intersects(card.actor_line.geometry())


def test_accept_on_the_card(stage: Stage) -> None:
    stage.click_words("Armenia")
    stage.click(stage.panel.text.card().first)
    assert "Armenia/GPE" in codings(stage.desk)
    assert stage.panel.text.canvas.hasFocus()


def test_selected_words_can_become_a_name(stage: Stage) -> None:
    stage.drag("Azernews", "Azernews")
    card = stage.panel.text.card()
    assert card.what.text() == "“Azernews”"
    stage.click(_choice(stage, "Organisation"))
    assert "Azernews/ORG" in codings(stage.desk)


def test_a_statement_by_click_order(stage: Stage) -> None:
    stage.drag("readiness", "help")
    stage.click(_choice(stage, "Statement"))
    draft = stage.panel.cards.cards.shown[0]
    assert draft.draft
    assert draft.current
    stage.click_words("Antony Blinken")
    stage.press(Qt.Key.Key_Return)
    made = the_coding(stage.desk, "readiness to help/statement")
    assert fills(made, "speaker")[0].actors == ("person:antony-blinken",)


def test_a_slot_pressed_on_the_card_takes_the_next_click(stage: Stage) -> None:
    stage.panel.cards.show_layer(Layer.STATEMENT)
    stage.desk.cards.select(SAID)
    cards = stage.panel.cards.cards
    assert cards.shown[0].current  # placed before the next frame
    buttons = cards.viewport().findChildren(QAbstractButton)
    speaker = next(b for b in buttons if b.accessibleName().startswith("Speaker") and b.isVisible())
    stage.click(speaker)
    assert stage.desk.slots.candidates.value.slot == "speaker"
    assert stage.panel.cards.slot_help().isVisible()
    stage.click_words("Antony Blinken")
    said = next(iter(codings(stage.desk).values()))
    assert fills(said, "speaker")[0].actors == ("person:antony-blinken",)


def test_pressing_a_card_makes_it_the_current_one(stage: Stage) -> None:
    stage.panel.cards.show_layer(Layer.EVENT)
    cards = stage.panel.cards.cards
    place = cards.card_rect(MEET)
    stage.click(cards.viewport(), QPoint(place.left() + 20, place.top() + 8))
    assert stage.desk.current.value == MEET
    assert cards.shown[0].current


def test_tabs_show_the_layers_with_their_counts(stage: Stage) -> None:
    tabs = stage.panel.cards.tabs
    assert [tabs.tabText(n) for n in range(4)] == ["Speakers 1", "Topics 1", "Events 1", "Names 5"]
    stage.click(tabs, tabs.tabRect(1).center())
    assert stage.desk.cards.list.value.layer is Layer.TOPIC
    assert stage.panel.cards.topics().isVisible()
    assert stage.desk.cards.list.value.ids == (TOPIC,)


def test_no_tab_is_cut_off(stage: Stage) -> None:
    tabs = stage.panel.cards.tabs
    assert tabs.tabRect(3).right() <= tabs.width()
    for number in range(4):
        room = tabs.tabRect(number).width() - 12
        assert tabs.fontMetrics().horizontalAdvance(tabs.tabText(number)) <= room + 12


def test_a_press_beside_the_words_closes_the_card(stage: Stage) -> None:
    stage.click_words("Armenia")
    view = stage.panel.text.canvas.viewport()
    stage.click(view, QPoint(8, view.height() - 8))
    assert not stage.panel.text.card().isVisible()


def test_the_card_follows_the_text_when_the_window_changes(stage: Stage) -> None:
    stage.click_words("Almaty")
    stage.panel.resize(1000, 700)
    QApplication.processEvents()
    card = stage.panel.text.card()
    mark = stage.panel.text.canvas.rect_of(span_of("Almaty", stage.desk.session.text))
    box = QRect(card.pos() + card.box.pos(), card.box.size())
    assert not box.intersects(mark)
    assert abs(box.top() - mark.bottom()) < 30 or abs(mark.top() - box.bottom()) < 30


def test_the_head_stands_over_the_column_of_text(stage: Stage) -> None:
    text = stage.panel.text
    assert text.head.contentsMargins().left() == int(text.canvas.origin().x())


def test_a_drag_selects_whole_words(stage: Stage) -> None:
    stage.drag("emphasized", "Armenia")
    view = stage.desk.card.view.value
    assert view is not None
    assert view.words == "emphasized that Armeniaand"


def test_a_double_press_selects_a_word(stage: Stage) -> None:
    rect = stage.panel.text.canvas.rect_of(span_of("readiness", stage.desk.session.text))
    QTest.mouseDClick(stage.panel.text.canvas.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    view = stage.desk.card.view.value
    assert view is not None
    assert view.words == "readiness"


def test_current_and_card_name_the_same_unit(stage: Stage) -> None:
    stage.click_words("Armenia")
    assert stage.panel.text.card().unit == stage.desk.current.value == ARMENIA


def test_a_press_on_a_button_leaves_the_single_keys_alive(stage: Stage) -> None:
    stage.click(stage.panel.cards.tabs, stage.panel.cards.tabs.tabRect(3).center())
    stage.click(stage.panel.cards.rejected)
    assert stage.panel.text.canvas.hasFocus()
    stage.press(Qt.Key.Key_Space)
    assert stage.desk.current.value != ""


def test_choosing_an_article_gives_the_text_the_focus(stage: Stage) -> None:
    work = stage.panel.work
    work.search.setFocus()
    stage.press(Qt.Key.Key_Return, on=work.search)
    assert stage.panel.text.canvas.hasFocus()


def test_less_sure_suggestions_are_counted_and_shown_when_asked_for(stage: Stage) -> None:
    stage.panel.cards.show_layer(Layer.MENTION)
    shown = len(stage.desk.cards.list.value.ids)
    hidden = stage.desk.cards.list.value.hidden
    assert hidden
    assert stage.panel.cards.sureness.text() == f"from 50 % · {hidden} below ▸"
    stage.click(stage.panel.cards.sureness)
    strip = stage.panel.cards.threshold
    assert strip is not None
    stage.press(Qt.Key.Key_Home, on=strip.slider)
    stage.click(stage.panel.cards.sureness)
    assert stage.panel.cards.threshold is None
    assert len(stage.desk.cards.list.value.ids) == shown + hidden
    assert stage.panel.cards.sureness.text() == "from 0 % ▸"
