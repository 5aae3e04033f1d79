"""What a press, a selection or a dragged handle in the text means, given what is going on."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.coding import Layer
from core.domain.text import Span
from core.text.offsets import word_at
from gui.viewmodels.boundary import Boundary
from gui.viewmodels.card import CardAtMark
from gui.viewmodels.drafts import DRAFT
from gui.viewmodels.session import Session
from gui.viewmodels.slots import Slots


class Pointer:
    """With a slot in focus a press fills it; otherwise it opens the card of what was pressed."""

    def __init__(self, session: Session, card: CardAtMark, slots: Slots, boundary: Boundary) -> None:
        self._session = session
        self._card = card
        self._slots = slots
        self._boundary = boundary
        self._under: tuple[str, ...] = ()
        self._at = 0

    def pressed(self, units: Sequence[str], position: int) -> None:
        """Marks were pressed, innermost first. The same place again goes on to the next unit under it."""
        under = tuple(u for u in units if u != DRAFT and self._session.units.get(u) is not None)
        if self._session.focus.value is not None:
            self._fill(under, position)
            return
        if not under:
            self._card.close()
            return
        again = under == self._under and self._session.current.value == self._under[self._at]
        self._at = (self._at + 1) % len(under) if again else 0
        self._under = under
        self._session.select(under[self._at])
        self._card.open_unit(under[self._at], others=len(under) - 1)

    def word(self, span: Span) -> None:
        """Plain text was pressed: it fills the focused slot, or closes the card."""
        if self._session.focus.value is not None:
            self._slots.fill_word(span)
        else:
            self._card.close()

    def selected(self, spans: Sequence[Span]) -> None:
        """Words were selected: they fill the focused slot, or a card says what they can become."""
        found = tuple(spans)
        if not found:
            self._card.close()
        elif self._slots.more_words(found):
            self._session.selection.set(())
        elif self._session.focus.value is not None:
            self._slots.fill_words(found)
        else:
            self._card.open_selection(found)

    def boundary(self, unit_id: str, index: int, span: Span) -> None:
        """A handle was let go."""
        self._boundary.move(unit_id, index, span)

    def _fill(self, under: tuple[str, ...], position: int) -> None:
        mention = next((u for u in under if self._layer(u) is Layer.MENTION), "")
        if mention and self._slots.takes_names:
            self._slots.fill_mention(mention)
            return
        word = word_at(self._session.text, position, self._session.repairs)
        if word is not None:
            self._slots.fill_word(word)

    def _layer(self, unit_id: str) -> Layer | None:
        unit = self._session.units.get(unit_id)
        return unit.layer if unit else None
