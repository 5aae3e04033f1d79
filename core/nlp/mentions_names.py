"""All names of an article: the pipeline's, the lists' and the rules' put together, none overlapping."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from core.domain.actor import Actor, ActorKind, is_short, is_telling
from core.nlp.dates import find_dates
from core.nlp.gazetteer import Entry, Gazetteer, Hit, Kind, bodies, gazetteer
from core.nlp.mentions_clean import cleaned
from core.nlp.mentions_ground import Ground, ModelName, Name, Taken
from core.nlp.mentions_people import beside_titles, extended, titled_people
from core.nlp.mentions_rest import agreed, capitals, spread
from core.nlp.pieces import dateline

_IN = frozenset(
    {"in", "at", "from", "to", "near", "of", "outside", "around", "into", "via", "between", "and"}
)
_OF_KIND = {ActorKind.PERSON: "PERSON", ActorKind.ORGANISATION: "ORG", ActorKind.COUNTRY: "GPE"}
_SHORT = re.compile(r" \(([A-Z][A-Za-z]{1,7})\)")
_PLACE = re.compile(r"\s*([A-Z][A-Z .'-]*[A-Z])(?=,| [(–—-])")
_REPORTS = frozenset({"reports", "reported", "writes", "wrote", "informs", "informed"})


def find_names(
    ground: Ground, marked: list[ModelName], published: str, known: Iterable[Actor] = ()
) -> list[Name]:
    """Names in reading order. ``published``: ISO date that relative dates are counted from; ``known``: the
    project's own actors, whose names and aliases are sought too."""
    sure = [*_dates(ground, published), *_known(ground, known), *_dateline(ground)]
    names = _merged(ground, cleaned(ground, marked), sure)
    names = _with(ground, names, _conferences(ground), _listed(ground))
    people = list(titled_people(ground, names))
    names = extended(ground, beside_titles(ground, _with(ground, people, names)))
    names = _with(ground, _outlets(ground, names), _missed_outlets(ground))
    names = _with(ground, agreed(ground, capitals(ground, names)), _short_names(ground, names))
    return _with(ground, names, spread(ground, names))


def _with(ground: Ground, names: list[Name], *more: Iterable[Name]) -> list[Name]:
    """``names`` and whatever of ``more`` is on free ground, the earlier first."""
    taken = Taken(len(ground.text))
    for name in names:
        taken.take(name.start, name.end)
    out = list(names)
    for source in more:
        for name in source:
            if name.start < name.end and taken.free(name.start, name.end):
                taken.take(name.start, name.end)
                out.append(name)
    return sorted(out, key=lambda n: n.start)


def _merged(ground: Ground, model: list[Name], sure: list[Name]) -> list[Name]:
    """The longer of a rule's name and the pipeline's; at equal length the rule's."""
    strong = [*sure, *(_from_hit(h) for h in ground.hits if h.entry.kind != Kind.CITY and not h.entry.shy)]
    candidates = [(-(n.end - n.start), 0, n.start, n) for n in strong]
    candidates += [(-(n.end - n.start), 1, n.start, n) for n in model]
    taken = Taken(len(ground.text))
    out = []
    for _, is_model, _, name in sorted(candidates, key=lambda c: c[:3]):
        if not taken.free(name.start, name.end):
            continue
        if not is_model and name.rule == "list" and not _likely(ground, name):
            continue
        taken.take(name.start, name.end)
        out.append(name)
    return sorted(out, key=lambda n: n.start)


def _from_hit(hit: Hit) -> Name:
    return Name(hit.start, hit.end, hit.entry.label, "list", 0.95, f"listed: {hit.entry.kind}", hit.entry)


def _likely(ground: Ground, name: Name) -> bool:
    """A listed word that is a verb here, or the first name of somebody, is not proposed."""
    words = ground.words(name.start, name.end)
    if words is None:
        return False
    token = ground.view.tokens[words[0]]
    return words[0] != words[1] or token.pos not in {"VERB", "AUX", "ADP"}


def _known(ground: Ground, known: Iterable[Actor]) -> Iterator[Name]:
    finder, labels = _own_names(tuple(known))
    for hit in finder.find(ground.text):
        words = ground.text[hit.start : hit.end]
        entry = hit.entry if hit.entry.actor else None
        yield Name(hit.start, hit.end, labels[words], "known", 0.95, "an actor of this project", entry)


@lru_cache(maxsize=2)  # a project's actors are the same for article after article
def _own_names(known: tuple[Actor, ...]) -> tuple[Gazetteer, dict[str, str]]:
    """Names and aliases of the project's actors with their types; the lists keep what they know better."""
    listed, entries, labels = gazetteer(), dict[str, Entry](), dict[str, str]()
    for actor in known:
        country = actor.kind is ActorKind.COUNTRY
        for form in actor.forms:
            own = listed.entry(form) is None or not (country or is_short(form))
            if actor.kind in _OF_KIND and is_telling(form) and own and form not in entries:
                entries[form] = Entry(Kind.COUNTRY, actor.id) if country else Entry(Kind.BODY)
                labels[form] = _OF_KIND[actor.kind]
    return Gazetteer(entries), labels


def _dates(ground: Ground, published: str) -> list[Name]:
    return [
        Name(d.start, d.end, "DATE", "date", 0.95, "a date by its form", value=d.value)
        for d in find_dates(ground.text, published)
    ]


def _dateline(ground: Ground) -> Iterator[Name]:
    """The place in capitals a dateline begins with, and the agencies in its brackets."""
    begin, end = dateline(ground.text)
    place = _PLACE.match(ground.text, begin, end)
    if place and len(place.group(1)) > 2:
        yield Name(*place.span(1), "GPE", "dateline", 0.9, "place of the dateline")
    inside = re.compile(r"\(([^()\n]+)\)").search(ground.text, begin, end)
    if inside is None:
        return
    for part in re.finditer(r"[^\s,/–—-][^,/–—-]*[^\s,/–—-]", inside.group(1)):
        start = inside.start(1) + part.start()
        entry = ground.lists.entry(part.group())
        if any(c.isupper() for c in part.group()) and (entry is None or (entry.shy and entry.label == "ORG")):
            yield Name(start, start + len(part.group()), "ORG", "dateline", 0.9, "source in the dateline")


def _conferences(ground: Ground) -> Iterator[Name]:
    """ "COP29": the short name of a series of conferences, and its number."""
    series = "|".join(map(re.escape, bodies()["conferences"]))
    for found in re.finditer(rf"(?<![\w-])(?:{series})[- ]?\d{{1,3}}(?!\w)", ground.text):
        yield Name(*found.span(), "EVENT", "conference", 0.95, "a conference and its number")


def _short_names(ground: Ground, names: list[Name]) -> Iterator[Name]:
    """ "Party of the Left (PDS)": capitals in brackets right after a body are its short name."""
    for name in names:
        found = _SHORT.match(ground.text, name.end) if name.label == "ORG" else None
        if found and sum(c.isupper() for c in found.group(1)) > 1:
            words = ground.text[name.start : name.end]
            yield Name(*found.span(1), "ORG", "short", 0.9, f"short name of {words}")


def _listed(ground: Ground) -> Iterator[Name]:
    """Shy listed names where a place is expected: after "in", "from" …, not before another capital."""
    for hit in ground.hits:
        words = ground.words(hit.start, hit.end)
        if hit.entry.label != "GPE" or not hit.entry.shy or words is None:
            continue
        if _expects_place(ground, *words):
            yield Name(hit.start, hit.end, "GPE", "list", 0.8, f"listed: {hit.entry.kind}", hit.entry)


def _expects_place(ground: Ground, first: int, last: int) -> bool:
    tokens = ground.view.tokens
    if first == 0 or tokens[first - 1].lower not in _IN - {"and", "of"}:
        return False
    if tokens[first].pos not in {"PROPN", ""}:
        return False
    return last + 1 >= len(tokens) or not tokens[last + 1].text[:1].isupper()


def _is_outlet(ground: Ground, start: int, end: int) -> bool:
    """ ", Azernews reports.": at the end of a sentence, only a name and a verb of reporting."""
    tokens = ground.view.tokens
    words = ground.words(start, end)
    if words is None or words[0] == 0 or words[1] + 1 >= len(tokens):
        return False
    verb = words[1] + 1
    if tokens[verb].lower not in _REPORTS or tokens[words[0] - 1].lower not in {",", "”", '"', "the"}:
        return False
    after = tokens[verb + 1] if verb + 1 < len(tokens) else None
    return after is None or after.sent != tokens[verb].sent or after.lower in {".", ",", "citing", "with"}


def _outlets(ground: Ground, names: list[Name]) -> list[Name]:
    return [_outlet(n.start, n.end) if _mistaken(ground, n) else n for n in names]


def _mistaken(ground: Ground, name: Name) -> bool:
    """An outlet that the pipeline took for a person or place."""
    single = " " not in ground.text[name.start : name.end]
    guessed = name.rule == "model" and name.entry is None and name.label in {"PERSON", "GPE", "LOC", "EVENT"}
    return single and guessed and _is_outlet(ground, name.start, name.end)


def _outlet(start: int, end: int) -> Name:
    return Name(start, end, "ORG", "outlet", 0.9, "an outlet that reports this")


def _missed_outlets(ground: Ground) -> Iterator[Name]:
    tokens = ground.view.tokens
    for token in tokens:
        if token.lower not in _REPORTS or token.i == 0 or not tokens[token.i - 1].text[:1].isupper():
            continue
        first = token.i - 1
        while first > 0 and tokens[first - 1].text[:1].isupper() and tokens[first - 1].pos == "PROPN":
            first -= 1
        start, end = ground.range_of(first, token.i - 1)
        if _is_outlet(ground, start, end):
            yield _outlet(start, end)
