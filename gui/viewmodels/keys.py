"""Keys whose meaning depends on what is going on; each verb says whether it took the key."""

from __future__ import annotations

from core.domain.coding import Layer
from gui.viewmodels.card import FILL, CardAtMark
from gui.viewmodels.cards import Cards
from gui.viewmodels.drafts import DRAFT, TYPE, Draft
from gui.viewmodels.review import Review
from gui.viewmodels.session import Session
from gui.viewmodels.slots import Slots
from gui.viewmodels.topics import Topics
from gui.viewmodels.views import Choice


class Keys:
    """Enter, Esc, Delete, digits, arrows and Tab in the text and the cards."""

    def __init__(
        self,
        session: Session,
        *,
        cards: Cards,
        card: CardAtMark,
        slots: Slots,
        review: Review,
        topics: Topics,
    ) -> None:
        self._session = session
        self._cards = cards
        self._card = card
        self._slots = slots
        self._review = review
        self._topics = topics

    def enter(self) -> bool:
        """Take the candidate that is lit; else record the draft; else accept the current suggestion."""
        session = self._session
        spans = session.selection.value
        focus = session.focus.value
        if spans and focus is not None:
            return self._card.pick(f"{FILL}{focus.slot}")
        if focus is not None and self._slots.take():
            return True
        if session.draft.value is not None:
            self._slots.finish()
            return True
        return self._review.accept()

    def escape(self) -> bool:
        """Let go of one thing: the selection, the slot, the draft, the card, the current unit."""
        session = self._session
        if session.selection.value:
            self._card.close()
        elif session.focus.value is not None and not _is_bare(session.draft.value):
            self._slots.blur()
        elif session.draft.value is not None:
            self._slots.cancel()
        elif self._card.view.value is not None:
            self._card.close()
        elif session.current.value:
            session.select("")
        else:
            return False
        return True

    def delete(self) -> bool:
        """Empty the focused slot; else reject the current suggestion or remove the current coding."""
        focus = self._session.focus.value
        if focus is not None:
            return self._slots.clear_focused()
        if self._session.draft.value is not None:
            self._session.say("Esc throws the draft away.")
            return True
        return self._review.reject()

    def digit(self, number: int) -> bool:
        """Pick what the open card, the draft's type or the topics list shows beside this number."""
        key = str(number)
        focus = self._session.focus.value
        if focus is not None and focus.slot == TYPE:
            draft = self._cards.card(focus.unit)
            code = _keyed(draft.choices, key) if draft else ""
            return bool(code) and self._slots.set_type(code)
        view = self._card.view.value
        if view is not None and view.words:
            code = _keyed(view.choices, key)
            return bool(code) and self._card.pick(code)
        unit = self._session.unit()
        if unit is None or unit.layer is Layer.TOPIC:
            return self._topics.recent(number)
        card = self._cards.card(unit.id)
        code = _keyed(card.choices, key) if card else ""
        return bool(code) and self._review.set_category(code)

    def arrow(self, step: int) -> bool:
        """Step through the focused slot's candidates."""
        return self._session.focus.value is not None and self._slots.step(step)

    def tab(self, step: int) -> bool:
        """Go to the next slot of the draft or of the unit whose slot has the focus."""
        if self._session.focus.value is not None:
            return self._slots.skip(step)
        draft = self._session.draft.value
        if draft is None:
            return False
        self._slots.focus_first(DRAFT)
        return True


def _is_bare(draft: Draft | None) -> bool:
    """A draft that holds nothing goes with its slot."""
    return draft is not None and draft.empty


def _keyed(choices: tuple[Choice, ...], key: str) -> str:
    return next((choice.code for choice in choices if choice.key == key), "")
