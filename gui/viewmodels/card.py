"""The card at the mark, or at selected words: what it is, what it can become."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from core.app.commands.code import AddCoding
from core.app.commands.labels import short
from core.app.commands.parts import Edit
from core.domain.coding import Layer
from core.domain.text import Span, hull, words_of
from gui.viewmodels.cards import Cards
from gui.viewmodels.drafts import DRAFT, OWN_WORDS, Draft
from gui.viewmodels.observable import Observable
from gui.viewmodels.session import Refresh, Session
from gui.viewmodels.slots import Slots
from gui.viewmodels.topics import Topics
from gui.viewmodels.views import Choice, MarkCard

STATEMENT, EVENT, TOPIC, FILL, FRAGMENT = "statement", "event", "topic", "fill:", "fragment"


class CardAtMark:
    """At most one card is open; it follows its unit, and closes when the unit goes."""

    def __init__(
        self,
        session: Session,
        *,
        cards: Cards,
        slots: Slots,
        topics: Topics,
        retype: Callable[[str, str], bool],
    ) -> None:
        self._session = session
        self._cards = cards
        self._slots = slots
        self._topics = topics
        self._unit = ""
        self._others = 0
        self._anchor: Span | None = None
        self._retype = retype
        self._waiting = False  # with showing the unit, for the end of `once`
        self._within = 0
        self.view: Observable[MarkCard | None] = Observable(None)
        session.changed.subscribe(self._on_changed)
        session.current.subscribe(lambda _: self._follow())
        cards.list.subscribe(lambda _: self._show_selection())
        session.selection.subscribe(lambda _: self._show_selection())

    # -- verbs --------------------------------------------------------------------------------------

    @contextmanager
    def once(self) -> Iterator[None]:
        """Whatever the unit and the card go through within is shown once, at the end."""
        self._within += 1
        try:
            yield
        finally:
            self._within -= 1
            if self._waiting and not self._within:
                self._waiting = False
                self._show_unit()

    def open_unit(self, unit_id: str, others: int = 0, anchor: Span | None = None) -> None:
        """Open the card of a unit at its words; one that speaks of the whole article has none to hang a card
        on, so that it needs an ``anchor``."""
        self._unit, self._others, self._anchor = unit_id, others, anchor
        self._session.selection.set(())
        self._show_unit()

    def open_selection(self, spans: Sequence[Span]) -> None:
        """Open the card of selected words."""
        self._unit = ""
        found = tuple(sorted(spans))
        self._session.selection.set(found)
        if not found:
            self.view.set(None)

    def close(self) -> None:
        """Close the card and let the selection go."""
        self._unit = ""
        self._session.selection.set(())
        self.view.set(None)

    def pick(self, code: str) -> bool:
        """Do what the choice ``code`` of the open card says."""
        spans = self._session.selection.value
        if not spans and code not in (STATEMENT, EVENT, TOPIC):
            return self._retype(code, self._unit)
        if code.startswith("mention:"):
            return self._add_name(code.removeprefix("mention:"), spans)
        if code.startswith("topic:"):
            return self._topics.code_selection(code.removeprefix("topic:"))
        if code.startswith(FILL):
            self.close()
            return self._slots.fill_words(spans)
        if code == FRAGMENT:
            return self._add_fragment(spans)
        return self._begin(code, spans)

    # -- within -------------------------------------------------------------------------------------

    def _begin(self, code: str, spans: tuple[Span, ...]) -> bool:
        if code in (STATEMENT, EVENT):
            self.close()
            self._slots.begin(Layer(code), spans)
            return True
        if code == TOPIC:
            self._cards.show(Layer.TOPIC)
            self._session.say("Pick the topic of these words in the topics tree.")
            return True
        return False

    def _add_name(self, category: str, spans: tuple[Span, ...]) -> bool:
        session = self._session
        bare = Draft(Layer.MENTION, category, spans)
        label = session.label("Add", bare)
        if not session.run(AddCoding(session.article_id, Layer.MENTION, category, spans, label=label)):
            return False
        made = session.made
        self.close()
        session.select(made)
        self.open_unit(made)
        return True

    def _add_fragment(self, spans: tuple[Span, ...]) -> bool:
        unit = self._session.unit()
        if unit is None:
            return False
        self.close()
        return self._session.edit(unit, Edit(spans=(*unit.what.spans, *spans)))

    def _becomes(self) -> tuple[Choice, ...]:
        session = self._session
        focus = session.focus.value
        choices = []
        if focus is not None:
            choices.append(Choice(f"{FILL}{focus.slot}", f"Fill “{focus.slot}”", key="⏎"))
        # Number keys go to the list that is looked at: recent topics, else types of names.
        topical = self._cards.list.value.layer is Layer.TOPIC
        if topical:
            recent = self._topics.view.value.recent
            choices += [Choice(f"topic:{c.code}", c.label, c.detail, c.key) for c in recent]
        taken = {choice.key for choice in choices}
        choices += [
            Choice(f"mention:{c.code}", c.label, c.definition, "" if key in taken else key)
            for at, c in enumerate(session.codebook.layer(Layer.MENTION).offered)
            if c.selectable and (key := c.key or str(at + 1))
        ]
        choices += [Choice(STATEMENT, "Statement", key="S"), Choice(EVENT, "Event", key="E")]
        choices.append(Choice(TOPIC, "Topic passage", key="T"))
        unit = session.unit()
        if unit is not None and unit.what.spans and unit.layer is not Layer.MENTION:
            choices.append(Choice(FRAGMENT, f"Add to {OWN_WORDS[unit.layer]}", key="+"))
        return tuple(choices)

    def _show_selection(self) -> None:
        spans = self._session.selection.value
        view = self.view.value
        if not spans and view is not None and view.words:
            self.view.set(None)  # the words were used, or let go of
        elif spans and not self._unit:
            said = short(words_of(spans, self._session.text), 80)
            self.view.set(MarkCard(anchor=spans[0], words=said, choices=self._becomes()))

    def _show_unit(self) -> None:
        if self._within:
            self._waiting = True
            return
        if self._session.selection.value and not self._unit:
            return
        card = self._cards.card(self._unit)
        what = self._session.unitlike(self._unit)
        whole = (hull(what.spans[:1]) or self._anchor) if what is not None else None
        if card is None or whole is None or self._unit == DRAFT:
            self.view.set(None)
            return
        self.view.set(MarkCard(anchor=whole, unit=card, choices=card.choices, others=self._others))

    def _follow(self) -> None:
        """The open card's unit may have become another one, or may look different as the current one."""
        if not self._unit:
            return
        if self._session.units.get(self._unit) is None:
            self._unit = self._session.units.successor(self._unit)
        self._show_unit()

    def _on_changed(self, refresh: Refresh) -> None:
        if refresh.whole:
            self._unit = ""
            self.view.set(None)
        else:
            self._follow()
