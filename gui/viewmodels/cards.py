"""The card lists beside the text: which units a layer has, and each one's card on demand."""

from __future__ import annotations

from core.domain.coding import Coding, Layer, Suggestion, Unitlike, value_of
from gui.viewmodels.drafts import DRAFT
from gui.viewmodels.mention_map import MentionMap
from gui.viewmodels.observable import Event, Observable
from gui.viewmodels.session import Refresh, Session
from gui.viewmodels.slot_rows import Around
from gui.viewmodels.unit_cards import build_card
from gui.viewmodels.unit_index import Unit
from gui.viewmodels.views import CardsView, State, UnitCard

EARLIER = "suggested by an earlier analysis, which is not kept"


class Cards:
    """One layer's cards at a time, built when asked for and kept until something about them changes."""

    def __init__(self, session: Session, mentions: MentionMap) -> None:
        self._session = session
        self._mentions = mentions
        self._layer = Layer.STATEMENT
        self._listed: tuple[object, tuple[tuple[str, ...], tuple[str, ...], int]] = (None, ((), (), 0))
        self._orders: dict[Layer, tuple[tuple[Unit, ...], tuple[str, ...]]] = {}
        self._cache: dict[str, tuple[object, UnitCard]] = {}
        self._sure: dict[str, UnitCard | None] = {}  # cards that nothing can have changed since ...
        self._since: object = None  # ... units, focus and current unit were these
        self.list: Observable[CardsView] = Observable(CardsView(Layer.STATEMENT))
        self.changed: Event[frozenset[str]] = Event()
        session.changed.subscribe(self._on_changed)
        session.current.subscribe(lambda _: self._publish())
        session.focus.subscribe(lambda _: self._tell())
        session.draft.subscribe(lambda _: self._tell())
        self._was_current = ""

    # -- verbs --------------------------------------------------------------------------------------

    def show(self, layer: Layer) -> None:
        """List this layer's cards."""
        self._layer = layer
        self._publish()

    def counts(self) -> dict[Layer, int]:
        """How many units each layer has, for the tabs."""
        return {layer: self._session.units.count(layer) for layer in Layer}

    def select(self, unit_id: str) -> None:
        """Make a card's unit the current one and bring its words to the eye's line."""
        self._session.select(unit_id, reveal=True)

    def card(self, unit_id: str) -> UnitCard | None:
        """The unit's card; the same object until something about it changes. `None` when it is gone."""
        draft = self._session.draft.value
        if unit_id == DRAFT:
            return self._built(draft, State.SUGGESTED, number=0) if draft else None
        session = self._session
        now = session.units, session.units.version, session.focus.value, session.current.value
        if now != self._since:
            self._since = now
            self._sure.clear()
        if unit_id not in self._sure:
            self._sure[unit_id] = self._present(unit_id)
        return self._sure[unit_id]

    # -- building -----------------------------------------------------------------------------------

    def _present(self, unit_id: str) -> UnitCard | None:
        unit = self._session.units.get(unit_id)
        if unit is None:
            return None
        number = self._session.units.number(unit) if unit.state is not State.REJECTED else 0
        return self._built(unit.what, unit.state, number=number)

    def _built(self, what: Unitlike, state: State, *, number: int) -> UnitCard:
        session = self._session
        focus = session.focus.value
        mine = focus if focus is not None and focus.unit == what.id else None
        current = session.current.value == what.id
        same = self._same(what, state) if current or what.layer is Layer.MENTION else 0
        mark = (what, state, number, mine, current, same, self._tints(what))
        kept = self._cache.get(what.id)
        if kept is not None and kept[0] == mark:
            return kept[1]
        around = Around(
            text=session.text,
            codebook=session.codebook,
            actor=session.actor,
            tint_of=self._mentions.tint_of,
            others=self._others(what),
            focus=mine,
            question=self._question(what),
            reason=self._reason(what),
            number=number,
            current=current,
            depth=self._depth(what),
            same=same,
        )
        card = build_card(what, state, around)
        self._cache[what.id] = (mark, card)
        return card

    def _tints(self, what: Unitlike) -> tuple[str, ...]:
        """What colours a unit's slots: the types of the mentions that stand there."""
        if what.layer is Layer.MENTION:
            return ()
        return tuple(self._mentions.tint_of(fill.spans[0]) for fill in what.slots if fill.spans)

    def _same(self, what: Unitlike, state: State) -> int:
        unit = self._session.units.get(what.id)
        return len(self._session.units.alike(unit)) if unit and state is State.SUGGESTED else 0

    def _others(self, what: Unitlike) -> tuple[Coding, ...]:
        """Codings a rule compares with: of topics alone, because other rules look at one unit."""
        if what.layer is not Layer.TOPIC:
            return ()
        found = (u.what for u in self._session.units.of(Layer.TOPIC))
        return tuple(w for w in found if isinstance(w, Coding))

    def _question(self, what: Unitlike) -> str:
        anchors = {what.id, what.suggestion_id} - {""} if isinstance(what, Coding) else {what.id}
        asked = self._session.state.questions(self._session.article_id)
        return next((q.text for q in asked if q.about in anchors), "")

    def _reason(self, what: Unitlike) -> str:
        if not isinstance(what, Coding) or not what.suggestion_id:
            return ""
        made = self._session.units.suggestion(what.suggestion_id)
        return f"suggested because: {made.reason}" if made else EARLIER

    def _depth(self, what: Unitlike) -> int:
        made = self._machine_made(what)
        depth = 0
        while made is not None and made.inside and depth < 4:  # deeper nesting is shown as four
            made = self._session.units.suggestion(made.inside)
            depth += 1
        return depth

    def _machine_made(self, what: Unitlike) -> Suggestion | None:
        if isinstance(what, Suggestion):
            return what
        return self._session.units.suggestion(what.suggestion_id) if isinstance(what, Coding) else None

    # -- following ----------------------------------------------------------------------------------

    def _on_changed(self, refresh: Refresh) -> None:
        self._sure.clear()
        if refresh.whole or refresh.actors or refresh.questions:
            self._cache.clear()
        touched = refresh.units
        for unit_id in touched:
            self._cache.pop(unit_id, None)
        if Layer.TOPIC in refresh.layers:
            self._forget_topics()  # primary and secondary depend on one another
        self._publish()
        self.changed.fire(touched)

    def _forget_topics(self) -> None:
        for unit in self._session.units.of(Layer.TOPIC):
            self._cache.pop(unit.id, None)

    def _publish(self) -> None:
        session = self._session
        draft = session.draft.value
        drafted = (DRAFT,) if draft is not None and draft.layer is self._layer else ()
        answers = dict(session.assignment.answers) if session.article_id else {}
        ids, rejected, hidden = self._lists()
        self.list.set(
            CardsView(
                layer=self._layer,
                ids=(*drafted, *ids),
                rejected=rejected,
                current=session.current.value,
                answer=answers.get(str(self._layer), ""),
                hidden=hidden,
            )
        )
        self._tell_current()

    def _lists(self) -> tuple[tuple[str, ...], tuple[str, ...], int]:
        """Ids shown, ids rejected, how many are hidden; kept while no unit changes."""
        units = self._session.units
        mark = (units, units.version, self._layer)
        if self._listed[0] != mark:
            rejected = tuple(u.id for u in units.rejected(self._layer))
            listed = units.of(self._layer)
            kept = self._orders.get(self._layer)
            if kept is None or kept[0] is not listed:  # most acts are on one layer only
                kept = self._orders[self._layer] = (listed, _listed(listed))
            self._listed = (mark, (kept[1], rejected, units.hidden(self._layer)))
        return self._listed[1]

    def _tell_current(self) -> None:
        now = self._session.current.value
        if now != self._was_current:
            pair = frozenset({now, self._was_current} - {""})
            self._was_current = now
            self.changed.fire(pair)

    def _tell(self) -> None:
        """A draft or the focus moved: the list may gain or lose the draft, and its cards look different."""
        self._publish()
        focus = self._session.focus.value
        self.changed.fire(frozenset({DRAFT, focus.unit if focus else self._session.current.value}))


def _listed(units: tuple[Unit, ...]) -> tuple[str, ...]:
    """Ids in reading order; topics of the whole article first, primary before secondary."""
    if not units or units[0].layer is not Layer.TOPIC:
        return tuple(u.id for u in units)
    order = sorted(units, key=lambda u: (bool(u.what.spans), value_of(u.what, "rank") != "primary", u.key))
    return tuple(u.id for u in order)
