"""The pipeline's names made ours: edges cut to the name itself, labels corrected by the lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.nlp.gazetteer import Entry, Kind, bodies
from core.nlp.mentions_ground import Ground, ModelName, Name
from core.nlp.mentions_labels import our_type
from core.nlp.titles import head_at, head_ending
from core.nlp.titles_roles import roles

_OUTER = " \n\"'“”„«»()[]{}<>,;:!?*•…–—-_/\\|"
_LEAD = re.compile(r"(?:(?:the|a|an|The|A|An|THE)\s+)+")
_TRAIL = re.compile(r"(?:'s|'S|'|,|\s)+$")
_COMPASS = re.compile(
    r"(?:North|South|East|West|Central|Upper|Lower)(?:ern|east|west|eastern|western)?\b", re.I
)
_COMMON = re.compile(r"(?:\s[a-z]+)+$")
_ANY_PLACE = frozenset({"LOC", "LOCATION", "LC"})  # towns and rivers alike, where a pipeline has no GPE
_NAMELESS = frozenset({"PRON", "DET", "AUX"})
_TIME = re.compile(
    r"\d|\b(?:century|decade|year|month|week|day|summer|spring|winter|autumn|fall|weekend|morning|evening|night)",
    re.I,
)
_PLACE_HEAD = ("Mount", "Lake", "Cape", "Gulf", "River", "Sea", "Strait", "Bay", "Isle", "Port", "Straits")

# How often a name that only the pipeline marked is right on held-out texts: GUM news, CrossNER, EWT.
SURENESS = {"PERSON": 0.8, "ORG": 0.7, "GPE": 0.65, "LOC": 0.6, "NORP": 0.8, "DATE": 0.5, "EVENT": 0.8}


def cleaned(ground: Ground, marked: list[ModelName]) -> list[Name]:
    """The names of the pipeline with exact edges and our labels, in reading order, none overlapping."""
    names: list[Name] = []
    splits = any(our_type(one.label) == "GPE" for one in marked)
    for one in marked:
        label = our_type(one.label)
        if label == "LOC" and not splits and one.label in _ANY_PLACE:
            label = "PLACE"
        if label:
            names.extend(_cleaned(ground, one.start, one.end, label))
    return names


def _cleaned(ground: Ground, start: int, end: int, label: str) -> Iterator[Name]:
    start, end = trimmed(ground.text, start, end)
    tail = -1 if label == "PERSON" else _name_after_title(ground, start, end)
    if tail >= 0:
        start, label = tail, "PERSON"
    if label == "PERSON":
        for part in re.finditer(r"(?:(?! and ).)+", ground.text[start:end]):
            person = _without_title(ground, start + part.start(), start + part.end())
            yield from _one(ground, *person, label)
        return
    cut = _CUTS.get(label, _whole)
    for part_start, part_end in cut(ground, start, end):
        yield from _one(ground, part_start, part_end, label)


def _one(ground: Ground, start: int, end: int, label: str) -> Iterator[Name]:
    start, end = trimmed(ground.text, start, end)
    words = ground.text[start:end]
    if not _plausible(words, label) or _is_function_word(ground, start, end):
        return
    entry = ground.lists.entry(words)
    corrected, reason = _corrected(words, label, entry, _word_after(ground, end))
    sure = 0.95 if entry and not entry.shy else SURENESS[corrected]
    yield Name(start, end, corrected, "model", sure, reason, entry if _agrees(entry, corrected) else None)


def _places(ground: Ground, start: int, end: int) -> Iterator[tuple[int, int]]:
    """ "Paris, France" is two places when the lists know the last."""
    words = ground.text[start:end]
    head, comma, last = words.rpartition(", ")
    if comma and ground.lists.entry(last.strip()) is not None:
        yield start, start + len(head)
        yield end - len(last), end
        return
    common = _COMMON.search(words)
    yield start, (start + common.start() if common and common.start() else end)


def _sources(ground: Ground, start: int, end: int) -> Iterator[tuple[int, int]]:
    """ "MENAFN- AzerNews" are two; "BRICS summit" is BRICS where the lists know it."""
    for part in re.finditer(r"(?:(?![-–—]\s|\s[-–—]).)+", ground.text[start:end]):
        first, last = start + part.start(), start + part.end()
        named = re.match(r".*[A-Z0-9]\S*(?=(?:\s[a-z]+)+$)", ground.text[first:last])
        listed = named and ground.lists.entry(named.group().strip())
        yield first, (first + named.end() if named and listed else last)


def _whole(_ground: Ground, start: int, end: int) -> Iterator[tuple[int, int]]:
    yield start, end


_CUTS = {"PLACE": _places, "GPE": _places, "LOC": _places, "ORG": _sources}


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` without outer marks, articles and genitive; may come out empty."""
    while start < end and text[start] in _OUTER:
        start += 1
    lead = _LEAD.match(text, start, end)
    if lead and not text.startswith("The Hague", start):
        start = lead.end()
    while start < end and text[end - 1] in _OUTER:
        end -= 1
    trail = _TRAIL.search(text, start, end)
    return start, (trail.start() if trail and trail.end() == end else end)


def _plausible(words: str, label: str) -> bool:
    if not words or "\n" in words:
        return False
    if label == "DATE":
        return bool(_TIME.search(words)) and len(words) < 40
    if label == "EVENT" and any(c.isdigit() for c in words):
        return True
    return any(c.isupper() for c in words) or (not words.isascii() and words.isalpha())


def _is_function_word(ground: Ground, start: int, end: int) -> bool:
    """ "Nobody", "Meanwhile": one word that names nothing, at the head of a sentence."""
    words = ground.words(start, end)
    return words is not None and words[0] == words[1] and ground.view.tokens[words[0]].pos in _NAMELESS


def _without_title(ground: Ground, start: int, end: int) -> tuple[int, int]:
    """A person's name without title, country or people around it; empty when nothing is left."""
    end = _before_country(ground, start, end)
    words = ground.words(start, end)
    if words is None:
        return start, start
    first, last = words
    begun, _ = head_ending(ground.view, first, max(0, first - 3))  # "Secretary of [State Antony Blinken]"
    i = first + (0 <= begun < first < last)
    while i <= last and (step := _title_words(ground, i, last)):
        i += step
    if i == first:
        return start, end
    return (ground.range_of(i, last)[0], end) if i <= last else (start, start)


def _before_country(ground: Ground, start: int, end: int) -> int:
    """Where the name ends in "Abdullah of Jordan"."""
    name, of, country = ground.text[start:end].rpartition(" of ")
    entry = ground.lists.entry(country) if of else None
    return start + len(name) if entry is not None and entry.kind == Kind.COUNTRY else end


def _title_words(ground: Ground, i: int, last: int) -> int:
    """How many words from word ``i`` on belong to what stands before a name; 0 for the name itself."""
    until, head, _ = head_at(ground.view, i)
    if head:
        return until - i + 1
    return int(_belongs_before(ground, ground.view.tokens[i].lower, i, last))


def _name_after_title(ground: Ground, start: int, end: int) -> int:
    """Where the name begins in "Secretary [of State Antony Blinken]", marked from within a title; else -1."""
    words = ground.words(start, end)
    if words is None:
        return -1
    first, last = words
    place = ground.hit_at.get(start)
    if place and place.end < end and place.entry.kind == Kind.COUNTRY and _is_of_title(ground, first):
        return place.end
    if any(w in bodies()["org_words"] for w in ground.text[start:end].split()):
        return -1
    for k in range(max(0, first - 3), first):
        until, head, _ = head_at(ground.view, k)
        if head and first <= until < last and ground.view.tokens[until + 1].pos == "PROPN":
            return ground.range_of(until + 1, last)[0]
    return -1


def _is_of_title(ground: Ground, i: int) -> bool:
    """ "President of the [Azerbaijan …": whether the place at word ``i`` belongs to a title before it."""
    tokens = ground.view.tokens
    k = i - 1
    while k > 0 and tokens[k].lower in {"of", "the", "republic"}:
        k -= 1
    return k < i - 1 and head_ending(ground.view, k)[0] >= 0


def _belongs_before(ground: Ground, word: str, i: int, last: int) -> bool:
    if word in roles()["modifiers"] or word in {"of", "the", "'s", "-"}:
        return True
    start, end = ground.range_of(i, i)
    entry = ground.lists.entry(ground.text[start:end])
    if entry is None or entry.kind not in {Kind.COUNTRY, Kind.PEOPLE, Kind.BODY}:
        return False
    titled = i < last and head_at(ground.view, i + 1)[1] != ""
    if entry.kind == Kind.BODY:
        return titled
    return titled or entry.kind == Kind.PEOPLE or "." in ground.text[start:end] or _is_of_title(ground, i)


def _agrees(entry: Entry | None, label: str) -> bool:
    return entry is not None and entry.label == label


def _word_after(ground: Ground, end: int) -> str:
    found = re.match(r" (\w+)", ground.text[end : end + 24])
    return found.group(1) if found else ""


def _corrected(words: str, label: str, entry: Entry | None, after: str) -> tuple[str, str]:
    if entry is not None and (not entry.shy or label in {"LOC", "PLACE"}):
        return entry.label, f"listed: {entry.kind}"
    if label == "PLACE":
        return _place(words, after)
    return label, "marked by the language model"


def _place(words: str, after: str) -> tuple[str, str]:
    """Whether an unlisted place is a polity (GPE) or land and water (LOC)."""
    parts = words.split()
    polity, ground = bodies()["polity_words"], bodies()["place_words"]
    if parts[-1] in polity or after in polity:
        return "GPE", "a province or town by its last word"
    if parts[-1] in ground or after.capitalize() in ground or parts[0] in _PLACE_HEAD:
        return "LOC", "a place by its last word"
    if len(parts) > 1 and _COMPASS.match(parts[0]):
        return "LOC", "a part of the world by its first word"
    return "GPE", "a place the lists don't know, most likely a town or province"
