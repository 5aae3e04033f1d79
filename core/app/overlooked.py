"""Names the project came to know after an article was analysed: then the article is worth another look."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from core.domain.actor import Actor, is_description, is_telling
from core.domain.coding import Layer
from core.domain.suggestion import SuggestionSet

_WORD = re.compile(r"[^\W_]+")
_SHIPPED = "shipped"  # those the machine knows anyway

_Forms = dict[str, list[tuple[str, str]]]  # first word → forms that begin with it, each with its actor


def overlooked(text: str, made: SuggestionSet, actors: tuple[Actor, ...]) -> bool:
    """Whether ``text`` has a name or description of an actor of the project where ``made`` does not see it.

    Takes a millisecond for an article of news; ``actors``: the same tuple again and again while none changes.
    """
    forms = _forms(actors)
    if not forms:
        return False
    seen = [
        (span.start, span.end, {a for fill in one.slots for a in fill.actors})
        for one in made.of(Layer.MENTION)
        for span in one.spans
    ]
    for word in _WORD.finditer(text):
        for form, actor in forms.get(word.group().casefold(), ()):
            if _stands(text, word.start(), form) and not _is_seen(seen, word.start(), len(form), actor):
                return True
    return False


def _stands(text: str, start: int, form: str) -> bool:
    end = start + len(form)
    there = text[start:end]
    same = there.casefold() == form if is_description(form) else there == form
    return same and not text[end : end + 1].isalnum()


def _is_seen(seen: Iterable[tuple[int, int, set[str]]], start: int, length: int, actor: str) -> bool:
    """Whether a name there means the actor, or is longer: then the form is only part of it."""
    for first, last, actors in seen:
        if first < start + length and start < last:
            return actor in actors or last - first > length
    return False


@lru_cache(maxsize=2)
def _forms(actors: tuple[Actor, ...]) -> _Forms:
    found: _Forms = {}
    for actor in actors:
        if actor.source == _SHIPPED:
            continue
        for form in actor.forms:
            first = _WORD.match(form)
            if first and (is_description(form) or is_telling(form)):
                found.setdefault(first.group().casefold(), []).append((form, actor.id))
    return found
