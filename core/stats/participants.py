"""Who fills the slots of codings, as texts that are equal where the same is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from core.domain.coding import Coding, SlotFill
from core.domain.text import Span, words_of

By = Mapping[str, frozenset[str]]  # words → the actors they are linked to in the article, where all agree


def participants(codings: Iterable[Coding], text: str) -> dict[str, dict[str, str]]:
    """Coding → slot → its fillers: ids of actors, else the words in quotation marks, else the plain value.

    Words that one coder linked to an actor mean it for those who did not, as long as nobody in the article
    linked the same words to another one. Raises nothing for spans beyond ``text``: they cover fewer words.
    """
    known = tuple(codings)
    linked = _linked(known, text)
    return {one.id: _of(one, text, linked) for one in known if one.slots}


def _linked(codings: Iterable[Coding], text: str) -> By:
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for coding in codings:
        for fill in coding.slots:
            spans = fill.spans or coding.spans
            if fill.actors and (fill.spans or fill.slot == "actor"):
                found[_words(spans, text)].add(frozenset(fill.actors))
    return {words: next(iter(actors)) for words, actors in found.items() if len(actors) == 1}


def _of(coding: Coding, text: str, linked: By) -> dict[str, str]:
    said: dict[str, set[str]] = defaultdict(set)
    for fill in coding.slots:
        said[fill.slot].update(_fill(fill, text, linked))
    return {slot: ", ".join(sorted(parts)) for slot, parts in said.items() if parts}


def _fill(fill: SlotFill, text: str, linked: By) -> Iterable[str]:
    if fill.actors:
        return fill.actors
    words = _words(fill.spans, text)
    if words:
        return linked.get(words, (f"“{words}”",))
    return (fill.value,) if fill.value else ()


def _words(spans: tuple[Span, ...], text: str) -> str:
    return " ".join(words_of(spans, text).casefold().split())
