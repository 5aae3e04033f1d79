"""All mentions of an article: names with their actors, then what refers back to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.domain.actor import Actor, ActorKind
from core.domain.text import Span
from core.nlp.actors import Cast
from core.nlp.gazetteer import Kind, gazetteer
from core.nlp.mentions_ground import Ground, ModelName, Name
from core.nlp.mentions_names import find_names
from core.nlp.mentions_value import Found, Mention
from core.nlp.references import Resolver, Said
from core.nlp.references_found import Finder, Reference
from core.nlp.titles import Places, Title, title_after, title_before
from core.nlp.titles_roles import roles
from core.nlp.view import View

__all__ = ["Found", "Mention", "ModelName", "find_mentions"]

_PRONOUNS = frozenset({"person", "people", "thing"})
_LABELS = {ActorKind.PERSON: "PERSON", ActorKind.ORGANISATION: "ORG", ActorKind.COUNTRY: "GPE"}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A name with the words it covers and the titles around it."""

    name: Name
    first: int
    last: int
    before: Title | None
    after: Title | None


def find_mentions(
    view: View, marked: Iterable[ModelName], *, published: str = "", known_actors: Iterable[Actor] = ()
) -> Found:
    """The mentions of ``view`` in reading order; ``marked``: the pipeline's own names."""
    ground = Ground(view, gazetteer())
    known = tuple(known_actors)
    names = find_names(ground, list(marked), published, known)
    places = ground.places(names)
    cast = Cast(known, published)
    placed = _placed(ground, names, places)
    cast.announce(_words(ground, p.name) for p in placed if p.name.label == "PERSON")
    named: list[Mention] = []
    for one in placed:
        named.append(_mention(ground, one, cast, named[-1] if named else None))
    referring = _references(view, places, placed, named, cast)
    mentions = sorted([*named, *referring], key=lambda m: (m.span.start, -m.span.end))
    return Found(tuple(mentions), cast.proposals())


def _words(ground: Ground, name: Name) -> str:
    return " ".join(ground.text[name.start : name.end].split())


def _placed(ground: Ground, names: list[Name], places: Places) -> list[_Placed]:
    out = []
    for name in names:
        words = ground.words(name.start, name.end)
        if words is None:
            continue
        person = name.label == "PERSON"
        before = _before(ground.view, *words, places) if person else None
        after = _beside(ground.view, *words, places) if person else None
        out.append(_Placed(name, *words, before, after))
    return out


def _before(view: View, first: int, last: int, places: Places) -> Title | None:
    """The title before a name; "King Abdullah of Jordan" has its country after it."""
    title = title_before(view, first, places)
    place = places.begins.get(last + 2)
    if title is None or title.country or place is None or view.tokens[last + 1].lower != "of":
        return title
    return replace(title, country=place[2].actor) if place[2].kind == Kind.COUNTRY else title


def _beside(view: View, first: int, last: int, places: Places) -> Title | None:
    """A title set off by commas: ", the NATO chief," after the name, or "the ambassador, X," before it."""
    after = title_after(view, last, places)
    if after or first < 2 or view.tokens[first - 1].lower != "," or last + 1 >= len(view.tokens):
        return after
    return title_before(view, first - 1, places) if view.tokens[last + 1].lower in {",", "."} else None


def _mention(ground: Ground, one: _Placed, cast: Cast, before: Mention | None) -> Mention:
    name = one.name
    span = ground.own(name.start, name.end)
    actors, why = _actors(ground, one, cast)
    if name.label == "ORG":
        long = _long_name(ground, span, before)
        actors = (cast.organisation(_words(ground, name), name.entry, long),)
    titled = _titled(ground.view, one, span)
    reason = f"{name.reason}; {why}" if why else name.reason
    return Mention(span, name.label, "name", actors, name.confidence, reason, name.rule, titled, name.value)


def _long_name(ground: Ground, span: Span, before: Mention | None) -> str:
    """The body that capitals in brackets right after its name are short for; empty when there is none."""
    if (
        before is None
        or before.label != "ORG"
        or not before.actors
        or not span.of(ground.view.text).isupper()
    ):
        return ""
    return before.actors[0] if ground.view.text[before.span.end : span.start] == " (" else ""


def _titled(view: View, one: _Placed, span: Span) -> Span | None:
    return Span(view.tokens[one.before.first].start, span.end) if one.before else None


def _actors(ground: Ground, one: _Placed, cast: Cast) -> tuple[tuple[str, ...], str]:
    """The actor a name stands for, and why when that is not plain."""
    name = one.name
    if name.label == "PERSON":
        member, why = cast.person(_words(ground, name))
        member.take(one.before)
        member.take(one.after)
        return (member.id,), why
    if name.entry is None or not name.entry.actor:
        return (), ""
    if name.entry.kind in {Kind.COUNTRY, Kind.PEOPLE}:
        return (name.entry.actor,), ""
    return _seat(ground, one)


def _seat(ground: Ground, one: _Placed) -> tuple[tuple[str, ...], str]:
    """ "Baku said": a capital that acts stands for its country."""
    entry, token = one.name.entry, ground.view.tokens[one.first]
    if entry is None or entry.kind != Kind.CAPITAL or token.dep != "nsubj" or token.head < 0:
        return (), ""
    if ground.view.tokens[token.head].pos != "VERB":
        return (), ""
    return (roles()["seats"].get(_words(ground, one.name), entry.actor),), "the capital acts for its country"


def _references(
    view: View, places: Places, placed: list[_Placed], named: list[Mention], cast: Cast
) -> list[Mention]:
    said = []
    blocked: set[int] = set()
    for one, mention in zip(placed, named, strict=True):
        first = one.before.first if one.before else one.first
        if mention.actors:
            said.append(Said(first, one.last, mention.actors, name=True))
        if one.name.label in {"PERSON", "ORG", "DATE", "EVENT"}:
            blocked.update(range(first, one.last + 1))
        if one.after:
            blocked.update(range(one.after.first, one.after.last + 1))
    resolver = Resolver(view, cast, said)
    answered = [(one, resolver.answer(one)) for one in Finder(view, places, frozenset(blocked)).all()]
    return [_referring(view, one, *answer, cast) for one, answer in answered if _kept(one, answer[0])]


def _kept(one: Reference, actors: tuple[str, ...]) -> bool:
    """ "it" and "they" without an answer say nothing; an unknown "he" or "the president" may still speak."""
    return bool(actors) or one.kind in {"person", "role", "parties"}


def _referring(
    view: View, one: Reference, actors: tuple[str, ...], reason: str, confidence: float, cast: Cast
) -> Mention:
    span = view.span(range(one.first, one.last + 1))
    form = "pronoun" if one.kind in _PRONOUNS else "description"
    if one.kind == "role" and not one.plural and view.tokens[one.first].text[:1].isupper():
        form = "description" if view.tokens[one.first].lower == "the" else "title"
    return Mention(span, _label(one, actors, cast), form, actors, confidence, reason, f"reference:{one.kind}")


def _label(one: Reference, actors: tuple[str, ...], cast: Cast) -> str:
    if not actors:
        return "PERSON"
    member = cast.members.get(actors[0])
    return _LABELS.get(member.kind, "ORG") if member else "PERSON" if one.kind == "role" else "GPE"
