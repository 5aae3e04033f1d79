"""Choosing whom a name means: search by any name, link, make new actors, teach them aliases."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from core.app.commands.actors import AddAlias, LinkActor, NewActor
from core.app.commands.labels import actor_label, quoted
from core.app.commands.naming import make_actor
from core.domain.actor import Actor, ActorKind
from core.domain.coding import Coding, Layer
from gui.viewmodels.mention_map import actors_of
from gui.viewmodels.session import Refresh, Session
from gui.viewmodels.slots import Slots
from gui.viewmodels.views import Choice

MOST = 12  # choices shown; typing one more letter is quicker than scrolling
CREATE = "new:"  # code of the choice that makes a new actor of the typed name

_EXACT, _STARTS, _WORD, _WITHIN = range(4)


class ActorSearch:
    """Knows the project's actors, the shipped countries, and those the analysis names."""

    def __init__(self, session: Session, slots: Slots) -> None:
        self._session = session
        self._slots = slots
        self._names: list[tuple[str, str, Actor]] | None = None
        session.changed.subscribe(self._on_changed)

    def search(self, text: str) -> tuple[Choice, ...]:
        """Actors one of whose names fits, best first; without text those of the article, by frequency."""
        wanted = fold(text)
        if not wanted:
            return tuple(self._choice(actor, "") for actor in self._of_article())
        best: dict[str, tuple[int, int, str]] = {}
        for folded, name, actor in self._all_names():
            rank = _rank(folded, wanted)
            if rank is not None:
                here = (rank, len(folded), name)
                best[actor.id] = min(best.get(actor.id, here), here)
        order = sorted(best, key=lambda actor_id: (*best[actor_id][:2], actor_id))[:MOST]
        found = [self._choice(a, best[i][2]) for i in order if (a := self._session.actor(i))]
        plain = " ".join(text.split())
        return (*found, Choice(CREATE + plain, f"New actor “{plain}”"))

    def choose(self, actor_id: str, unit_id: str = "") -> bool:
        """Fill the focused slot with the actor, or link the current mention to it."""
        if not unit_id and self._session.focus.value is not None:
            return self._slots.fill_actor(actor_id)
        return self._link((actor_id,), None, unit_id)

    def unlink(self, unit_id: str = "") -> bool:
        """Say that the mention means no actor known here."""
        return self._link((), None, unit_id)

    def create(self, name: str, kind: ActorKind, country: str = "", unit_id: str = "") -> bool:
        """Make an actor and fill the focused slot with it, or link the current mention, in one act."""
        actor = make_actor(name, kind, country)
        known = self._session.state.actor(actor.id) is not None
        made = None if known else actor
        if not unit_id and self._session.focus.value is not None:
            return self._slots.fill_actor(actor.id, made)
        unit = self._session.unit(unit_id)
        if unit is not None and unit.layer is Layer.MENTION:
            return self._link((actor.id,), made, unit_id)
        return self._session.run(NewActor(actor, label=f"New actor {actor.name}"))

    def alias(self, actor_id: str, text: str) -> bool:
        """Add a name an actor goes by."""
        actor = self._session.actor(actor_id)
        called = actor.name if actor else actor_id
        return self._session.run(AddAlias(actor_id, text, label=f"Add name “{text}” to {called}"))

    def kind_for(self, unit_id: str = "") -> ActorKind:
        """What a new actor made of this mention most likely is."""
        unit = self._session.unit(unit_id)
        kinds = {"PERSON": ActorKind.PERSON, "ORG": ActorKind.ORGANISATION, "GPE": ActorKind.COUNTRY}
        return kinds.get(unit.what.category, ActorKind.OTHER) if unit else ActorKind.OTHER

    # -- within -------------------------------------------------------------------------------------

    def _link(self, actors: tuple[str, ...], made: Actor | None, unit_id: str) -> bool:
        session = self._session
        unit = session.unit(unit_id)
        if unit is None or unit.layer is not Layer.MENTION:
            session.say("Go to a name first, or focus a slot.")
            return False
        if not actors and not isinstance(unit.what, Coding) and not actors_of(unit):
            session.say(f"{quoted(unit.what, session.text)} is linked to no actor.")
            return False
        called = {made.id: made.name} if made else {}
        names = tuple(called.get(i) or (a.name if (a := session.actor(i)) else i) for i in actors)
        label = actor_label(unit.what, session.text, names)
        return session.run(LinkActor(session.article_id, unit.id, actors, made=made, label=label))

    def _all_names(self) -> list[tuple[str, str, Actor]]:
        if self._names is None:
            known = {actor.id: actor for actor in self._described()}
            known |= {actor.id: actor for actor in self._session.state.actors()}
            self._names = [
                (fold(name), name, actor)
                for actor in known.values()
                for name in dict.fromkeys((actor.name, *actor.aliases, actor.id))
            ]
        return self._names

    def _described(self) -> tuple[Actor, ...]:
        article_id = self._session.article_id
        made = self._session.state.suggestion_set(article_id) if article_id else None
        return made.actors if made else ()

    def _of_article(self) -> Iterator[Actor]:
        counts: Counter[str] = Counter()
        for unit in self._session.units.of(Layer.MENTION):
            counts.update(actors_of(unit))
        found = (self._session.actor(actor_id) for actor_id, _ in counts.most_common(MOST))
        return (actor for actor in found if actor is not None)

    def _choice(self, actor: Actor, name: str) -> Choice:
        told = [] if not name or name in (actor.name, actor.id) else [f"“{name}”"]
        told += [part for part in (actor.country, actor.role) if part and part != actor.id]
        return Choice(actor.id, actor.name, " · ".join([*told, str(actor.kind)]))

    def _on_changed(self, refresh: Refresh) -> None:
        if refresh.whole or refresh.actors:
            self._names = None


def fold(text: str) -> str:
    """``text`` for comparing: no case, no accents, single blanks."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def _rank(name: str, wanted: str) -> int | None:
    if name == wanted:
        return _EXACT
    if name.startswith(wanted):
        return _STARTS
    if f" {wanted}" in name:
        return _WORD
    return _WITHIN if wanted in name else None
