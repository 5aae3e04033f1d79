"""Persons that a title announces, found even where the pipeline saw no name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from core.nlp.gazetteer import Kind, bodies
from core.nlp.mentions_ground import Ground, Name, Taken
from core.nlp.titles import Places, head_ending, title_after, title_before
from core.nlp.titles_roles import heads, roles
from core.nlp.view import Token

_LONGEST = 4  # words of a name
_INNER = frozenset(
    {"al", "bin", "ibn", "von", "van", "de", "da", "di", "der", "del", "el", "bint", "oglu", "la", "du"}
)
_SYLLABLE = 5  # letters of a part of a Korean or Chinese name
_AFTER_HYPHEN = frozenset({"era", "led", "like", "style", "run", "born", "ally", "aide", "wing", "based"})
_RANKS = frozenset({"general", "major", "justice", "chief", "head", "chair", "official", "deputy", "state"})


def titled_people(ground: Ground, names: list[Name]) -> Iterator[Name]:
    """Runs of capitalised words after a title; what only the pipeline took for something else gives way."""
    taken, sure = Taken(len(ground.text)), Taken(len(ground.text))
    for name in names:
        if name.rule != "model" or name.entry is not None:
            sure.take(name.start, name.end)
            taken.take(name.start, name.end)
        elif name.label == "PERSON":
            taken.take(name.start, name.end)
    places = ground.places(names)
    tokens = ground.view.tokens
    i = 1
    while i < len(tokens):
        begins = _is_name_word(tokens[i]) and _may_begin(tokens, i, places)
        begins = begins and taken.free(*ground.range_of(i, i))
        last = _run(ground, i, sure) if begins else -1
        if last < 0 or title_before(ground.view, i, places) is None:
            i += 1
            continue
        start, end = ground.range_of(i, last)
        yield Name(start, end, "PERSON", "title", 0.9, f"name after a title: {_title(ground, i)}")
        i = last + 1


def _title(ground: Ground, i: int) -> str:
    return ground.view.tokens[i - 1].text


def _may_begin(tokens: tuple[Token, ...], i: int, places: Places) -> bool:
    """Whether the word before ``i`` can be the end of a title."""
    before = tokens[i - 1]
    word = tokens[i].lower
    if before.para != tokens[i].para or word in heads() or word in roles()["modifiers"] or i in places.begins:
        return False
    if i - 1 in places.ends:
        return places.ends[i - 1][2].kind == Kind.COUNTRY
    return before.lower in heads() or before.lower in {"state", "affairs"}


def _run(ground: Ground, first: int, taken: Taken) -> int:
    """The last word of the capitalised run on free ground from ``first``; -1 when there is no name."""
    tokens = ground.view.tokens
    last = -1
    i = first
    while i < len(tokens) and i - first < _LONGEST + 2 and tokens[i].para == tokens[first].para:
        if _is_name_word(tokens[i], inner=last >= 0) and taken.free(*ground.range_of(i, i)):
            last = i
        elif not ((tokens[i].lower in _INNER or tokens[i].text == "-") and last >= 0):
            break
        i += 1
    if last < 0 or _is_common(tokens, first, last):
        return -1
    return last


def _is_name_word(token: Token, *, inner: bool = False) -> bool:
    """A capital within a name is enough; to begin one the word must be tagged as a name."""
    return token.text[:1].isupper() and len(token.text) > 1 and (inner or token.pos in {"PROPN", ""})


def _is_common(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """ "General Assembly", "King Street", "Prime Minister Office": no person."""
    others = (*bodies()["org_words"], *bodies()["place_words"], *bodies()["event_words"])
    if tokens[last].text in others or tokens[first].text in others:
        return True
    return tokens[first - 1].lower in _RANKS and first == last and tokens[first - 1].text[:1].islower()


def beside_titles(ground: Ground, names: list[Name]) -> list[Name]:
    """ "X, the separatist leader,": what holds an office is no place, whatever the pipeline says."""
    places = ground.places(names)
    return [_person(ground, n, places) if n.label in {"GPE", "LOC"} and n.entry is None else n for n in names]


def _person(ground: Ground, name: Name, places: Places) -> Name:
    words = ground.words(name.start, name.end)
    title = title_after(ground.view, words[1], places) if words and name.rule == "model" else None
    if title is None:
        return name
    return replace(name, label="PERSON", rule="title", reason=f"name beside a title: {title.words}")


def extended(ground: Ground, names: list[Name]) -> list[Name]:
    """Persons whose surname the pipeline cut off get it back where the parser joins the words."""
    taken = Taken(len(ground.text))
    for name in names:
        taken.take(name.start, name.end)
    return [_extended(ground, n, taken) if n.label == "PERSON" else n for n in names]


def _extended(ground: Ground, name: Name, taken: Taken) -> Name:
    words = ground.words(name.start, name.end)
    tokens = ground.view.tokens
    if words is None:
        return name
    first, last = words
    if tokens[first].dep == "flat" and tokens[first].head == first - 1 and _is_name_word(tokens[first - 1]):
        free = taken.free(*ground.range_of(first - 1, first - 1))
        first -= int(free and head_ending(ground.view, first - 1, max(0, first - 4))[0] < 0)
    while last + 1 < len(tokens):
        step = 2 if _is_hyphened(tokens, last) else 1 if _joins(tokens[last + 1], words[0], last) else 0
        if not step or not taken.free(*ground.range_of(last + 1, last + step)):
            break
        last += step
    if (first, last) == words:
        return name
    start, end = ground.range_of(first, last)
    return replace(name, start=min(start, name.start), end=max(end, name.end))


def _is_hyphened(tokens: tuple[Token, ...], last: int) -> bool:
    """ "Kassym[-Jomart]": a hyphen and a capital stand right after word ``last``, with no space."""
    if last + 2 >= len(tokens) or tokens[last + 1].text != "-":
        return False
    close = tokens[last].end == tokens[last + 1].start and tokens[last + 1].end == tokens[last + 2].start
    return close and _goes_on(tokens[last].text, tokens[last + 2])


def _goes_on(before: str, part: Token) -> bool:
    """Whether a part after a hyphen belongs to the name: "Jae-myung" does, "Putin-era" does not."""
    if part.text[:1].isupper() or part.pos in {"PROPN", "X"}:
        return True
    short = len(before) <= _SYLLABLE and len(part.text) <= _SYLLABLE + 1
    return short and part.text.isalpha() and part.lower not in _AFTER_HYPHEN


def _joins(token: Token, first: int, last: int) -> bool:
    flat = token.dep == "flat" and first <= token.head <= last
    return (
        flat
        and _is_name_word(token)
        and token.lower not in heads()
        and token.lower not in roles()["modifiers"]
    )
