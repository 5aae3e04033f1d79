"""Who takes part in an article: its persons and organisations, put together from the names it uses."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from core.domain.actor import Actor, ActorKind, is_description
from core.nlp.gazetteer import Entry, country_names
from core.nlp.titles import Title
from core.nlp.titles_roles import roles

_PARTICLES = frozenset(
    {
        *("al", "ap", "bin", "da", "dal", "de", "del", "della", "den", "der", "di", "dos", "du", "el"),
        *("la", "le", "ten", "ter", "van", "von", "zu", "zur"),
    }
)
_PREFIX = {ActorKind.PERSON: "person", ActorKind.ORGANISATION: "org"}


def slug(words: str) -> str:
    """``words`` as part of an id: lower case, ASCII where possible, hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "-", plain.casefold().replace("'", "").replace("’", "")).strip("-_")


def _key(words: str) -> str:
    return slug(words.replace(".", ""))


@dataclass(slots=True)
class Member:
    """One person or organisation as this article shows them; ``titles`` by their words, each once."""

    id: str
    name: str
    kind: ActorKind
    forms: dict[str, None] = field(default_factory=dict)
    titles: dict[str, Title] = field(default_factory=dict)
    functions: frozenset[str] = frozenset()
    known: Actor | None = None
    in_office: bool = True  # whether what the project knows held on the article's day
    _countries: Counter[str] = field(default_factory=Counter)
    _sectors: Counter[str] = field(default_factory=Counter)

    def take(self, title: Title | None) -> None:
        """Learn from a title that stands with the name."""
        if title is None:
            return
        self._countries[title.country] += bool(title.country)
        self._sectors[title.sector] += bool(title.sector)
        if title.words not in self.titles:
            self.titles[title.words] = title
            self.functions |= title.functions

    @property
    def country(self) -> str:
        """The country the titles of this text give, else what the project knows; a name gives none."""
        return _most(self._countries) or (self.known.country if self.known else "")

    @property
    def role(self) -> str:
        """The sector the titles of this text give; else what the project knows of the article's day."""
        return _most(self._sectors) or (self.known.role if self.known and self.in_office else "")

    def holds(self, head: str) -> bool:
        """Whether a title of theirs has these main words; a prime minister is not "the minister"."""
        return any(
            t.head == head or (f" {head} " in f" {t.words.lower()} " and t.head != f"prime {head}")
            for t in self.titles.values()
        )

    def may_be(self, pronoun: str) -> bool:
        """Whether no title speaks against "he" or "she"."""
        other = "she" if pronoun == "he" else "he"
        return not any(t.head in roles()["gender"][other] for t in self.titles.values())

    def actor(self) -> Actor:
        """The actor record to propose."""
        forms = tuple(f for f in self.forms if f != self.name)
        return Actor(self.id, self.name, self.kind, self.country, self.role, forms, source="article")


def _most(counts: Counter[str]) -> str:
    return max(counts, key=lambda word: counts[word], default="")


def _valid_first(known: tuple[Actor, ...], day: str) -> tuple[Actor, ...]:
    """Those in office on ``day`` before the others, else as given."""
    if not day or not any(actor.valid_from or actor.valid_to for actor in known):
        return known
    return tuple(sorted(known, key=lambda actor: not actor.holds_on(day)))


@lru_cache(maxsize=2)
def _by_description(known: tuple[Actor, ...]) -> dict[str, list[Actor]]:
    """The project's actors by what coders said describes them."""
    found: dict[str, list[Actor]] = {}
    for actor in known:
        for form in filter(is_description, actor.aliases):
            found.setdefault(form, []).append(actor)
    return found


@lru_cache(maxsize=2)  # a project's actors are the same for article after article
def _by_form(known: tuple[Actor, ...]) -> Mapping[tuple[ActorKind, str], Actor]:
    """Actors by kind and name or alias; of several the one a coder made, else the first."""
    found: dict[tuple[ActorKind, str], Actor] = {}
    for actor in sorted(known, key=lambda a: a.source != "coder"):
        for form in actor.forms:
            found.setdefault((actor.kind, _key(form)), actor)
    return found


class Cast:
    """The members of one article; the project's own actors win over new ones.

    ``day``: the article's, ISO: of two actors by one name the one in office then is meant, and a role or a
    description that did not hold then is not used.
    """

    def __init__(self, known: Iterable[Actor] = (), day: str = "") -> None:
        known = _valid_first(tuple(known), day)
        self._day = day
        self.members: dict[str, Member] = {}
        self._by_key: dict[tuple[ActorKind, str], Member] = {}
        self._by_part: dict[str, Member] = {}
        self._known = _by_form(known)
        self._described = _by_description(known)

    def announce(self, names: Iterable[str]) -> None:
        """Make the persons with a full name known first, so that a surname finds them wherever it stands."""
        for name in names:
            if " " in name:
                self._by_key.setdefault((ActorKind.PERSON, _key(name)), self._person(name))

    def person(self, name: str) -> tuple[Member, str]:
        """The person called ``name`` here, and why; a new one when nobody fits."""
        key = (ActorKind.PERSON, _key(name))
        member = self._by_key.get(key)
        why = f"full name: {name}"
        if member is None and " " not in name:
            member = self._by_part.get(_key(name))
            why = f"part of the name of {member.name}" if member else f"only named {name} here"
        if member is None:
            member = self._by_key[key] = self._person(name)
        member.forms.setdefault(name)
        if " " in name:
            for part in (name.split()[0], name.split()[-1]):
                self._by_part[_key(part)] = member
        return member, why

    def organisation(self, name: str, entry: Entry | None = None, same_as: str = "") -> str:
        """The actor id of the body called ``name``; ``same_as``: the id of the body it is a short name of."""
        if entry is not None and entry.actor:
            return entry.actor
        key = (ActorKind.ORGANISATION, _key(name))
        member = self._by_key.get(key) or self.members.get(same_as)
        if member is None:
            member = self._new(name, ActorKind.ORGANISATION)
        self._by_key[key] = member
        member.forms.setdefault(name)
        return member.id

    def described(self, words: str, country: str = "") -> Member | None:
        """The one actor of the project a coder said these words mean, if it may be of ``country``."""
        fits = {"", country}
        told = (a for a in self._described.get(words, ()) if not country or a.country in fits)
        found = [a for a in told if a.holds_on(self._day)]
        return self._new(found[0].name, found[0].kind) if len(found) == 1 else None

    def country_of(self, actor: str) -> str:
        """The country of an actor id: its own for a country, that of its titles for a person."""
        if actor in self.members:
            return self.members[actor].country
        return actor if ":" not in actor else ""

    def name_of(self, actor: str) -> str:
        """A name to show for an actor id."""
        if actor in self.members:
            return self.members[actor].name
        return country_names().get(actor, actor)

    def proposals(self) -> tuple[Actor, ...]:
        """The actors the project does not hold yet."""
        return tuple(m.actor() for m in self.members.values() if m.known is None)

    def _person(self, name: str) -> Member:
        member = self._same_person(name) or self._new(name, ActorKind.PERSON)
        for part in (name.split()[0], name.split()[-1]):
            self._by_part.setdefault(_key(part), member)
        return member

    def _same_person(self, name: str) -> Member | None:
        """ "Ilham Heydar oglu Aliyev" is Ilham Aliyev: same first and same last word."""
        parts = name.split()
        if len(parts) < 2:
            return None
        if parts[0].casefold() in _PARTICLES:  # "Van Haarlem" is Willem van Haarlem
            ends = f" {name.casefold()}"
            return next((m for m in self.members.values() if m.name.casefold().endswith(ends)), None)
        first, last = self._by_part.get(_key(parts[0])), self._by_part.get(_key(parts[-1]))
        return first if first is last else None

    def _new(self, name: str, kind: ActorKind) -> Member:
        known = self._known.get((kind, _key(name)))
        actor = known.id if known else f"{_PREFIX[kind]}:{_key(name) or 'unnamed'}"
        fresh = Member(actor, known.name if known else name, kind, known=known)
        fresh.in_office = known is None or known.holds_on(self._day)
        return self.members.setdefault(actor, fresh)
