"""Whom a reference means: a sieve of rules in reading order, each with its reason in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from core.domain.actor import ActorKind
from core.nlp.actors import Cast, Member
from core.nlp.references_found import Reference
from core.nlp.references_meetings import Meetings
from core.nlp.titles_roles import functions_of, roles
from core.nlp.view import View

Answer = tuple[tuple[str, ...], str, float]  # actors, reason, confidence
NOBODY: Answer = ((), "", 0.0)
_RECENT = 60  # mentions to look back
_STEPS = 50  # heads to climb
_OBJECTS = frozenset({"obj", "iobj", "obl"})


@dataclass(frozen=True, slots=True)
class Said:
    """Words ``[first, last]`` that are known to mean ``actors``."""

    first: int
    last: int
    actors: tuple[str, ...]
    name: bool


class Resolver:
    """Answers references one after the other; each answer is known to those after it."""

    def __init__(self, view: View, cast: Cast, names: Iterable[Said]) -> None:
        self._view = view
        self._cast = cast
        self._names = sorted(names, key=lambda s: s.first)
        self._next = 0
        self._story: list[Said] = []
        self._by_word: dict[int, Said] = {}
        self._meetings = Meetings(view, cast)
        self._rules: dict[str, Callable[[Reference], Answer]] = {
            "role": self._role,
            "parties": self._parties,
            "pair": self._pair,
            "own country": self._own_country,
            "country": self._the_country,
            "side": self._side,
            "person": self._person,
            "people": self._people,
            "thing": self._thing,
        }

    def answer(self, one: Reference) -> Answer:
        """Whom ``one`` means; references must come in reading order."""
        while self._next < len(self._names) and self._names[self._next].first < one.first:
            self._tell(self._names[self._next])
            self._next += 1
        found = self._rules[one.kind](one)
        if found[0]:
            self._tell(Said(one.first, one.last, found[0], name=False))
        return found

    def _tell(self, said: Said) -> None:
        self._story.append(said)
        self._meetings.tell(said.first, said.last, said.actors, name=said.name)
        for i in range(said.first, said.last + 1):
            self._by_word.setdefault(i, said)

    def _back(self) -> Iterator[str]:
        """Single actors mentioned, the latest first."""
        for said in reversed(self._story[-_RECENT:]):
            if len(said.actors) == 1:
                yield said.actors[0]

    def _members(self) -> Iterator[Member]:
        """Persons mentioned, the latest first."""
        for actor in self._back():
            member = self._cast.members.get(actor)
            if member is not None and member.kind == ActorKind.PERSON:
                yield member

    def _last(self, fits: Callable[[Member], bool]) -> Member | None:
        return next((m for m in self._members() if fits(m)), None)

    # Titles and functions

    def _role(self, one: Reference) -> Answer:
        head, _, words = one.words.partition("|")
        if one.plural or len(one.countries) > 1:
            return self._several(one, words)
        where = one.countries[0] if one.countries else ""
        return (
            self._same_title(head, words, where)
            or self._function(head, words, where)
            or self._decided(words, where)
            or self._office(one, words)
        )

    def _same_title(self, head: str, words: str, where: str) -> Answer | None:
        member = self._last(lambda m: (m.holds(words) or m.holds(head)) and _from(m, where))
        if member is None:
            return None
        return (member.id,), f"title repeated: {_shown(head)} = {member.name}", 0.9

    def _function(self, head: str, words: str, where: str) -> Answer | None:
        for function in sorted(functions_of(head, words) | ({head} & set(roles()["functions"]))):
            member = self._last(lambda m, f=function: f in m.functions and _from(m, where))  # type: ignore[misc]
            if member is not None:
                return (member.id,), f"“{words}” = last {function} named: {member.name}", 0.85
        return None

    def _decided(self, words: str, where: str) -> Answer | None:
        """Nobody of that office is named here, but a coder said before who it is."""
        member = self._cast.described(words, where)
        return ((member.id,), f"“{words}” = {member.name}, as decided before", 0.6) if member else None

    def _office(self, one: Reference, words: str) -> Answer:
        """Nobody of that office is named: the country it belongs to stands for it."""
        if not one.countries:
            return NOBODY
        name = self._cast.name_of(one.countries[0])
        return one.countries, f"{words} of {name}, not named: the country", 0.75

    def _several(self, one: Reference, words: str) -> Answer:
        if len(one.countries) > 1:
            shown = " and ".join(map(self._cast.name_of, one.countries))
            return one.countries, f"{words} of {shown}: one for each country", 0.85
        return self._office(one, words) if one.countries else self._parties(one)

    # Groups

    def _parties(self, one: Reference) -> Answer:
        met = self._meetings.last(one.first)
        if not met:
            return NOBODY
        return met, f"parties of the last meeting or call: {self._shown(met)}", 0.75

    def _pair(self, one: Reference) -> Answer:
        pair = self._meetings.pair
        if pair:
            return pair, f"last pair of countries named: {self._shown(pair)}", 0.85
        met = tuple(dict.fromkeys(filter(None, map(self._cast.country_of, self._meetings.last(one.first)))))
        if len(met) != 2:
            return NOBODY
        return met, f"countries of those who met: {self._shown(met)}", 0.7

    def _people(self, one: Reference) -> Answer:
        subject = self._subject(one.first, lambda said: len(said.actors) > 1)
        if subject is None:
            return NOBODY
        return subject.actors, f"subject of the clause: {self._shown(subject.actors)}", 0.6

    def _shown(self, actors: Iterable[str]) -> str:
        return " and ".join(map(self._cast.name_of, actors))

    # Countries

    def _own_country(self, one: Reference) -> Answer:
        if one.words in {"his", "her"}:
            owner, _, _ = self._person(
                Reference(one.first, one.first, "person", "he" if one.words == "his" else "she")
            )
        else:
            owner, _, _ = self._people(one)
        countries = tuple(dict.fromkeys(filter(None, map(self._cast.country_of, owner))))
        if not countries:
            return NOBODY
        return countries, f"country of {self._shown(owner)}: {self._shown(countries)}", 0.8

    def _the_country(self, one: Reference) -> Answer:
        subject = self._subject(one.first, lambda said: self._country(said) != "")
        if subject is not None:
            country = self._country(subject)
            return (country,), f"country of the clause's subject: {self._cast.name_of(country)}", 0.75
        country = next((a for a in self._back() if ":" not in a), "")
        return ((country,), f"last country named: {self._cast.name_of(country)}", 0.6) if country else NOBODY

    def _country(self, said: Said) -> str:
        return self._cast.country_of(said.actors[0]) if len(said.actors) == 1 else ""

    def _side(self, one: Reference) -> Answer:
        return one.countries, f"{one.words} of {self._cast.name_of(one.countries[0])}", 0.9

    # Pronouns

    def _person(self, one: Reference) -> Answer:
        subject = self._subject(one.first, lambda said: self._may_be(said, one.words))
        if subject is not None:
            return subject.actors, f"subject of the clause: {self._shown(subject.actors)}", 0.7
        member = self._last(lambda m: m.may_be(one.words))
        return ((member.id,), f"last person named: {member.name}", 0.55) if member else NOBODY

    def _may_be(self, said: Said, pronoun: str) -> bool:
        member = self._cast.members.get(said.actors[0]) if len(said.actors) == 1 else None
        return member is not None and member.kind == ActorKind.PERSON and member.may_be(pronoun)

    def _thing(self, one: Reference) -> Answer:
        subject = self._subject(
            one.first, lambda said: len(said.actors) == 1 and self._is_thing(said.actors[0])
        )
        if subject is None:
            return NOBODY
        return subject.actors, f"subject of the clause: {self._shown(subject.actors)}", 0.6

    def _is_thing(self, actor: str) -> bool:
        member = self._cast.members.get(actor)
        return member is None or member.kind != ActorKind.PERSON

    def _subject(self, i: int, fits: Callable[[Said], bool]) -> Said | None:
        """The nearest subject before word ``i``, from its own clause outwards."""
        tokens = self._view.tokens
        at = tokens[i].head if tokens[i].dep in _OBJECTS else i
        if at != i:  # "commends it": an object is never the subject of its own verb
            at = tokens[at].head
        steps = 0
        while at >= 0 and steps < _STEPS:
            for k in self._view.kids(at, "nsubj", "nsubj:pass", "nmod:poss"):
                said = self._by_word.get(k)
                if said is not None and said.last < i and fits(said):
                    return said
            at, steps = tokens[at].head, steps + 1
        return None


def _from(member: Member, country: str) -> bool:
    return not country or member.country in {"", country}


def _shown(head: str) -> str:
    return " ".join(w if w in {"of", "the", "for"} else w.capitalize() for w in head.split())
