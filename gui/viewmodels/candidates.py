"""What could fill the focused slot: names of a fitting kind, nearest first, then who else takes part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.domain.coding import Layer, Unitlike
from core.domain.text import Span, hull
from gui.viewmodels.drafts import TYPE, Focus
from gui.viewmodels.mention_map import MentionMap, actors_of
from gui.viewmodels.observable import Observable
from gui.viewmodels.session import Refresh, Session
from gui.viewmodels.unit_index import Unit
from gui.viewmodels.views import CandidatesView, Choice

MOST = 24  # candidates offered; beyond that a search is quicker
AFTER = 2  # a name after the words counts as this many times farther away than one before
BEYOND = 200  # code points added for every sentence end in between
INSIDE = 400  # code points added for a speaker named only within what is said

_FITTING = {
    "actor": ("PERSON", "ORG", "GPE", "LOC", "NORP"),
    "place": ("GPE", "LOC"),
    "date": ("DATE",),
}
_SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s|\n")
FAR = 2_000  # beyond this nobody counts sentences
_SPEAKING = ("speaker", "addressee")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name in the text (``mention``: its unit), an actor without words here, or a type (``category``)."""

    label: str
    mention: str = ""
    span: Span | None = None
    actors: tuple[str, ...] = ()
    category: str = ""
    detail: str = ""


class Candidates:
    """Follows the focus: lists, lights and steps through what fits."""

    def __init__(self, session: Session, mentions: MentionMap) -> None:
        self._session = session
        self._mentions = mentions
        self.listed: tuple[Candidate, ...] = ()
        self._at = -1
        self.view: Observable[CandidatesView] = Observable(CandidatesView())
        session.focus.subscribe(self._on_focus)
        session.changed.subscribe(self._on_changed)

    @property
    def chosen(self) -> Candidate | None:
        """The candidate stepped to."""
        return self.listed[self._at] if 0 <= self._at < len(self.listed) else None

    def step(self, step: int) -> bool:
        """Go to the next or previous candidate, round and round; false when there is none."""
        if not self.listed:
            return False
        if self._at < 0 and step > 0:
            step -= 1  # before the first step one stands in front of the list
        self._at = (max(self._at, 0) + step) % len(self.listed)
        self._publish()
        chosen = self.chosen
        if chosen is not None and chosen.span is not None:
            self._session.reveal.fire(chosen.span)
        return True

    def _on_focus(self, focus: Focus | None) -> None:
        unit = self._session.unitlike(focus.unit) if focus else None
        self._at = -1
        self.listed = tuple(self._found(focus, unit)) if focus and unit else ()
        self._publish()

    def _on_changed(self, refresh: Refresh) -> None:
        if self._session.focus.value is not None and (refresh.units or refresh.actors):
            self._on_focus(self._session.focus.value)

    def _found(self, focus: Focus, unit: Unitlike) -> Iterator[Candidate]:
        if focus.slot == TYPE:
            yield from self._types(unit)
            return
        takes = self._takes(unit, focus.slot)
        used = {
            actor for fill in unit.slots if self._takes(unit, fill.slot) == "actor" for actor in fill.actors
        }

        def last(candidate: Candidate) -> tuple[bool, bool]:
            """Who has a role in the unit already, and before them names that mean nobody yet."""
            return not used.isdisjoint(candidate.actors), takes == "actor" and not candidate.actors

        named = sorted(self._named(focus, unit, takes), key=lambda pair: (*last(pair[1]), pair[0]))
        seen: set[object] = set()
        for _, candidate in named:
            means: object = candidate.actors or candidate.label.casefold()
            if means not in seen and len(seen) < MOST:
                seen.add(means)
                yield candidate
        if takes == "actor":
            yield from (c for c in self._participants() if c.actors not in seen)

    def _types(self, unit: Unitlike) -> Iterator[Candidate]:
        for category in self._session.codebook.layer(unit.layer).offered:
            if category.selectable:
                detail = category.group or category.definition
                yield Candidate(category.label, category=category.code, detail=detail)

    def _named(self, focus: Focus, unit: Unitlike, takes: str) -> Iterator[tuple[tuple[int, int], Candidate]]:
        fitting = _FITTING.get(takes, ())
        text = self._session.text
        for span, mention in self._mentions.all():
            if mention.what.category not in fitting or mention.id == focus.unit:
                continue
            actors = actors_of(mention)
            if focus.slot == "actor" and not actors:
                continue
            found = Candidate(span.of(text), mention.id, span, actors, detail=self._names(actors))
            yield (distance(span, unit, focus.slot, text), span.start), found

    def _participants(self) -> Iterator[Candidate]:
        """Actors that fill slots anywhere in the article, in the order they come up."""
        told: set[str] = set()
        for layer in (Layer.STATEMENT, Layer.EVENT):
            for actor_id in _filling(self._session.units.of(layer)):
                actor = self._session.actor(actor_id)
                if actor_id not in told and actor is not None:
                    told.add(actor_id)
                    yield Candidate(actor.name, actors=(actor_id,), detail="takes part in the article")

    def _takes(self, unit: Unitlike, slot: str) -> str:
        if slot == "actor":
            return "actor"
        slots = self._session.codebook.layer(unit.layer).slots
        return next((s.takes for s in slots if s.name == slot), "")

    def _names(self, actors: tuple[str, ...]) -> str:
        found = (self._session.actor(a) for a in actors)
        return ", ".join(a.name for a in found if a is not None)

    def _publish(self) -> None:
        focus = self._session.focus.value
        lit = [c.span for c in self.listed if c.span is not None]
        chosen = self.chosen
        self.view.set(
            CandidatesView(
                unit=focus.unit if focus else "",
                slot=focus.slot if focus else "",
                label=chosen.label if chosen else "",
                choices=tuple(_choice(c, at, chosen=at == self._at) for at, c in enumerate(self.listed)),
                spans=tuple(lit),
                current=self._at,
                lit=lit.index(chosen.span) if chosen and chosen.span else -1,
            )
        )


def distance(span: Span, unit: Unitlike, slot: str, text: str) -> int:
    """How far a name is from the unit's own words; who speaks is seldom named within what is said."""
    near = min((_gap(span, own, text) for own in unit.spans), default=span.start)
    whole = hull(unit.spans)
    within = whole is not None and whole.covers(span)
    return near + INSIDE if within and slot in _SPEAKING else near


def _gap(span: Span, own: Span, text: str) -> int:
    before = span.end <= own.start
    start, end = (span.end, own.start) if before else (own.end, max(own.end, span.start))
    if end - start > FAR:
        return (end - start) * AFTER + BEYOND
    sentences = len(_SENTENCE_END.findall(text, start, end))
    return (end - start) * (1 if before else AFTER) + sentences * BEYOND


def _filling(units: Iterable[Unit]) -> Iterator[str]:
    for unit in units:
        for fill in unit.what.slots:
            yield from fill.actors


def _choice(candidate: Candidate, at: int, *, chosen: bool) -> Choice:
    code = candidate.category or candidate.mention or (candidate.actors[0] if candidate.actors else "")
    return Choice(code, candidate.label, candidate.detail, str(at + 1) if at < 9 else "", chosen)
