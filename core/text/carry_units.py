"""Carries codings and suggestions to the next version of a text, and says what became of their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from core.domain.coding import Coding, SlotFill, Suggestion, requoted
from core.domain.text import Span, merged
from core.text.carry import Carried, Carrier, Fate

_SHOWN = 160  # characters of a quote that are told in full

Arrived = tuple[Span, Carried]


@dataclass(frozen=True, slots=True)
class CarriedCoding:
    """A coding on the new text. ``fate``: of its own words, `Fate.CHANGED` too where only those of a slot
    changed; ``told``: the old words beside the new ones, empty when all were kept."""

    coding: Coding
    fate: Fate
    told: str = ""


class UnitCarrier:
    """Carries the units of one article to the article ``article_id`` with the text ``new``."""

    def __init__(self, old: str, new: str, article_id: str) -> None:
        self._old, self._new, self._article_id = old, new, article_id
        self._carrier = Carrier(old, new)

    def coding(self, coding: Coding) -> CarriedCoding:
        """``coding``, the same but for its place and its quotes; no word is left without a place."""
        own = self._arrived(coding.spans)
        fills = [self._fill(fill) for fill in coding.slots]
        after = replace(
            coding,
            article_id=self._article_id,
            spans=_placed(own, needed=True),
            slots=tuple(fill for fill, _ in fills),
        )
        told = [*self._told("", own), *(t for fill, arrived in fills for t in self._told(fill.slot, arrived))]
        return CarriedCoding(requoted(after, self._new), _fate(own, told), " ".join(told))

    def suggestion(self, one: Suggestion) -> Suggestion:
        """``one`` with its words where they are now; evidence that was taken out is left out."""
        slots = tuple(self._fill(fill)[0] for fill in one.slots)
        evidence = _placed(self._arrived(one.evidence), needed=False)
        spans = _placed(self._arrived(one.spans), needed=True)
        return replace(one, spans=spans, slots=slots, evidence=evidence)

    def places(self, places: Iterable[int]) -> tuple[int, ...]:
        """Single places of the old text, without those next to which something changed."""
        found = ((at, self._carrier.carry(Span(at - 1, at + 1))) for at in places if 0 < at < len(self._old))
        same = (c.span.start + 1 for at, c in found if c.span.of(self._new) == self._old[at - 1 : at + 1])
        return tuple(sorted(set(same)))

    def _arrived(self, spans: Iterable[Span]) -> list[Arrived]:
        return [(span, self._carrier.carry(span)) for span in spans]

    def _fill(self, fill: SlotFill) -> tuple[SlotFill, list[Arrived]]:
        arrived = self._arrived(fill.spans)
        needed = not (fill.actors or fill.value)
        return replace(fill, spans=_placed(arrived, needed=needed)), arrived

    def _told(self, slot: str, arrived: Iterable[Arrived]) -> Iterator[str]:
        where = f"{slot.replace('_', ' ').capitalize()}: " if slot else ""
        for span, carried in arrived:
            was = _short(span.of(self._old))
            if carried.fate is Fate.CHANGED:
                yield f"{where}“{was}” now reads “{_short(carried.span.of(self._new))}”."
            elif carried.fate is Fate.GONE:
                yield f"{where}“{was}” is not in the text any more."


def _placed(arrived: Iterable[Arrived], *, needed: bool) -> tuple[Span, ...]:
    """Where the words are. What was taken out is marked at the nearest words only if ``needed`` and nothing
    else is left."""
    found = list(arrived)
    there = [carried.span for _, carried in found if carried.fate is not Fate.GONE]
    if not there and needed:
        there = [carried.span for _, carried in found[:1]]
    return merged(there)


def _fate(own: Iterable[Arrived], told: Iterable[str]) -> Fate:
    fates = {carried.fate for _, carried in own}
    if fates == {Fate.GONE}:
        return Fate.GONE
    return Fate.CHANGED if any(told) else Fate.KEPT


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN // 2]} … {plain[-_SHOWN // 2 :]}"


def adopted(found: Iterable[Suggestion], known: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """``found`` on a corrected text under the ids of those ``known`` that say the same of the same words.

    So what was decided before stays decided; what is within one of them follows.
    """
    found = tuple(found)
    taken = {one.id for one in found}
    free: dict[tuple[object, ...], list[str]] = {}
    for one in known:
        if one.id not in taken:
            free.setdefault(_key(one), []).append(one.id)
    ids = {one.id: free[_key(one)].pop(0) for one in found if free.get(_key(one))}
    return tuple(
        replace(one, id=ids.get(one.id, one.id), inside=ids.get(one.inside, one.inside)) for one in found
    )


def _key(one: Suggestion) -> tuple[object, ...]:
    return one.layer, one.category, one.spans
