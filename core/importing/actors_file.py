"""The actors every project begins with: countries, world bodies, partly recognised states."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from core.domain.actor import Actor, ActorKind
from core.text.places import resource


class _Country(msgspec.Struct):
    """One country as ``resources/lexicons/country_forms.json`` names it."""

    iso3: str
    name: str
    names: list[str]
    adjectives: list[str]
    people: list[str]
    capitals: list[str]


class _Countries(msgspec.Struct):
    countries: list[_Country]


class _Listed(msgspec.Struct):
    id: str
    name: str
    aliases: list[str] = []
    role: str = ""
    country: str = ""


class _Sector(msgspec.Struct):
    code: str
    gloss: str


class _ActorsFile(msgspec.Struct):
    sectors: list[_Sector]
    bodies: list[_Listed]
    partly_recognised: list[_Listed]


_SHIPPED = "shipped"


@lru_cache(maxsize=1)
def load_actors() -> tuple[Actor, ...]:
    """The shipped actors by name.

    A country's aliases are its other names, its adjectives and people, and last its capitals, which stand for
    its government (a metonym); ``country_forms.json`` tells which is which.
    """
    data = resource("lexicons", "country_forms.json").read_bytes()
    countries = msgspec.json.decode(data, type=_Countries).countries
    own = _actors_file()
    found = [
        *map(_country, countries),
        *(_listed(body, ActorKind.ORGANISATION) for body in own.bodies),
        *(_listed(state, ActorKind.OTHER) for state in own.partly_recognised),
    ]
    return tuple(sorted(found, key=lambda actor: actor.name))


@lru_cache(maxsize=1)
def load_sectors() -> tuple[tuple[str, str], ...]:
    """The codes an actor's role is made of, each with what it means."""
    return tuple((sector.code, sector.gloss) for sector in _actors_file().sectors)


def _actors_file() -> _ActorsFile:
    return msgspec.json.decode(resource("codebooks", "actors.json").read_bytes(), type=_ActorsFile)


def _country(country: _Country) -> Actor:
    aliases = dict.fromkeys([*country.names, *country.adjectives, *country.people, *country.capitals])
    aliases.pop(country.name, None)
    return Actor(
        country.iso3, country.name, ActorKind.COUNTRY, country.iso3, aliases=tuple(aliases), source=_SHIPPED
    )


def _listed(actor: _Listed, kind: ActorKind) -> Actor:
    return Actor(
        actor.id, actor.name, kind, actor.country, actor.role, aliases=tuple(actor.aliases), source=_SHIPPED
    )
