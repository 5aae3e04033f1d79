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
    ``role``: sector code (GOV, MIL …); role and descriptions hold from ``valid_from`` to ``valid_to``, ISO
    dates, empty when open.
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

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)

    def holds_on(self, day: str) -> bool:
        """Whether role and descriptions hold on an ISO day; they always do when the day is unknown.

        A date that names a year or month only holds for all of it.
        """
        begun = not self.valid_from or self.valid_from <= day
        ended = bool(self.valid_to) and day[: len(self.valid_to)] > self.valid_to
        return not day or (begun and not ended)


def is_description(form: str) -> bool:
    """Whether an alias describes ("head of state") instead of naming: it has no capital letter."""
    return form.islower()


def is_telling(form: str) -> bool:
    """Whether a form names an actor wherever it stands: a single short word does not, capitals do ("PKK")."""
    if is_description(form):
        return False
    return not is_short(form) or (len(form) > 1 and form.isupper())


def is_short(form: str) -> bool:
    """Whether a form is a single word of few letters, which may be many things."""
    return " " not in form and len(form) <= 4
