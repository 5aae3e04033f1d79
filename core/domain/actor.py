"""Actors: the canonical persons, countries and organisations that mentions and slots point at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Actor:
    """One canonical actor.

    ``id``: ISO3 for countries, else a slug made of the name (``person:ilham-aliyev``); ``country``: ISO3;
    ``role``: sector code (GOV, MIL …); dates are ISO, empty when open.
    """

    id: str
    name: str
    kind: ActorKind = ActorKind.OTHER
    country: str = ""
    role: str = ""
    aliases: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    source: str = ""
