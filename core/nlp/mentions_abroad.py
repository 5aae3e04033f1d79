"""Names in languages our rules do not read: what the pipeline marks, the lists know or the project holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from core.domain.actor import Actor, ActorKind
from core.nlp.actors import Cast
from core.nlp.gazetteer import Entry, Gazetteer, Kind, gazetteer
from core.nlp.languages import countries_abroad
from core.nlp.mentions_ground import Ground, ModelName, Name, Taken
from core.nlp.mentions_labels import our_type
from core.nlp.mentions_value import Found, Mention
from core.nlp.view import View

_OF_KIND = {ActorKind.PERSON: "PERSON", ActorKind.ORGANISATION: "ORG", ActorKind.COUNTRY: "GPE"}
_BODIES = frozenset({"EUR", "UNO"})
_OUTER = " \t\n\r\u00a0.,;:!?\"'“”„«»()[]–—-"
_SURE = {"known": 0.95, "list": 0.9, "model": 0.75}


@cache
def gazetteer_abroad(language: str) -> Gazetteer:
    """Countries, capitals and a few bodies as ``language`` calls them; without a list, a few bodies."""
    entries: dict[str, Entry] = {}
    countries, capitals = countries_abroad(language)
    for actor, forms in countries.items():
        kind = Kind.BODY if actor in _BODIES or ":" in actor else Kind.COUNTRY
        entries.update((form, Entry(kind, actor)) for form in forms)
    for actor, forms in capitals.items():
        for form in forms:
            entries.setdefault(form, Entry(Kind.CAPITAL, actor))
    for form, entry in gazetteer().items():
        if entry.kind == Kind.BODY and form.isupper() and len(form) > 2:  # "NATO" is NATO in most languages
            entries.setdefault(form, entry)
    return Gazetteer(entries)


def find_mentions_abroad(
    view: View,
    marked: Iterable[ModelName],
    language: str,
    known_actors: Iterable[Actor] = (),
    published: str = "",
) -> Found:
    """The names of ``view`` in reading order with the actors they name; no title or pronoun is resolved.

    The longer of two names wins, then what the project knows, then the lists, then the pipeline.
    """
    ground = Ground(view, gazetteer_abroad(language))
    known = tuple(known_actors)
    forms = {form: actor for actor in known for form in (actor.name, *actor.aliases) if len(form) > 2}
    names = _apart(ground, [*_known(ground, forms), *_listed(ground), *_of_model(ground, marked)])
    cast = Cast(known, published)
    cast.announce(_words(ground, name) for name in names if name.label == "PERSON")
    return Found(tuple(_mention(ground, name, cast, forms) for name in names), cast.proposals())


def _known(ground: Ground, forms: dict[str, Actor]) -> Iterator[Name]:
    finder = Gazetteer({form: Entry(Kind.BODY) for form, actor in forms.items() if actor.kind in _OF_KIND})
    for hit in finder.find(ground.text):
        actor = forms[ground.text[hit.start : hit.end]]
        yield Name(
            hit.start, hit.end, _OF_KIND[actor.kind], "known", _SURE["known"], "an actor of this project"
        )


def _listed(ground: Ground) -> Iterator[Name]:
    for hit in ground.hits:
        why = f"listed: {hit.entry.kind}"
        yield Name(hit.start, hit.end, hit.entry.label, "list", _SURE["list"], why, hit.entry)


def _of_model(ground: Ground, marked: Iterable[ModelName]) -> Iterator[Name]:
    for one in marked:
        label = our_type(one.label)
        start, end = one.start, one.end
        while start < end and ground.text[start] in _OUTER:
            start += 1
        while start < end and ground.text[end - 1] in _OUTER:
            end -= 1
        if label and start < end:
            why = f"marked by the language model: {one.label}"
            yield Name(start, end, label, "model", _SURE["model"], why)


def _apart(ground: Ground, names: list[Name]) -> list[Name]:
    """Names on ground of their own, the longest first, then in the order given."""
    taken = Taken(len(ground.text))
    out = []
    for name in sorted(names, key=lambda n: n.start - n.end):
        if ground.words(name.start, name.end) is not None and taken.free(name.start, name.end):
            taken.take(name.start, name.end)
            out.append(name)
    return sorted(out, key=lambda n: n.start)


def _words(ground: Ground, name: Name) -> str:
    return " ".join(ground.text[name.start : name.end].split())


def _mention(ground: Ground, name: Name, cast: Cast, forms: dict[str, Actor]) -> Mention:
    actors, why = _actors(ground, name, cast, forms)
    reason = f"{name.reason}; {why}" if why else name.reason
    span = ground.own(name.start, name.end)
    return Mention(span, name.label, "name", actors, name.confidence, reason, name.rule)


def _actors(ground: Ground, name: Name, cast: Cast, forms: dict[str, Actor]) -> tuple[tuple[str, ...], str]:
    words = _words(ground, name)
    if name.rule == "known" and name.label == "GPE":
        return (forms[words].id,), ""
    if name.label == "PERSON":
        member, why = cast.person(words)
        return (member.id,), why
    if name.label == "ORG":
        return (cast.organisation(words, name.entry),), ""
    if name.entry is not None and name.entry.kind == Kind.COUNTRY:
        return (name.entry.actor,), ""
    return (), ""
