"""Whom a reference means: a sieve of rules in reading order, each with its reason in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from core.domain.actor import ActorKind
from core.nlp.actors import Cast, Member
from core.nlp.references_found import Reference
from core.nlp.references_meetings import Meetings
from core.nlp.titles_roles import functions_of, modifiers, roles
from core.nlp.view import View

Answer = tuple[tuple[str, ...], str, float]  # actors, reason, confidence
NOBODY: Answer = ((), "", 0.0)
_RECENT = 60  # mentions to look back
_STEPS = 50  # heads to climb
_OBJECTS = frozenset({"obj", "iobj", "obl"})
_SUBJECTS = ("nsubj", "nsubj:pass")
# What a holder of a title can be called on the way: it does not say which title.
_PASSING = frozenset(
    {
        *("acting", "elected", "former", "incoming", "incumbent", "interim", "late", "long-time"),
        *("longtime", "new", "newly", "outgoing", "then", "top", "veteran"),
    }
)


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
        own = _own_words(words, head)
        member = self._last(lambda m: (m.holds(words) or m.holds(own)) and _from(m, where))
        if member is None:
            return None
        return (member.id,), f"title repeated: {_shown(head)} = {member.name}", 0.9

    def _function(self, head: str, words: str, where: str) -> Answer | None:
        wanted = functions_of(head, words) | ({head} & set(roles()["functions"]))
        for function in sorted(
            wanted - {"leader"} or wanted
        ):  # a prime minister is no president, though both lead
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
        several = self._subject(one.first, self._together, lambda actors: len(actors) > 1)
        if not several:
            return NOBODY
        return several, f"subject of the clause: {self._shown(several)}", 0.6

    def _shown(self, actors: Iterable[str]) -> str:
        return " and ".join(map(self._cast.name_of, actors))

    # Countries

    def _own_country(self, one: Reference) -> Answer:
        if one.words in {"his", "her"}:
            owner, _, _ = self._person(
                Reference(one.first, one.first, "person", "he" if one.words == "his" else "she")
            )
        else:
            owner = self._owners(one)
        countries = tuple(dict.fromkeys(filter(None, map(self._cast.country_of, owner))))
        if not countries:
            return NOBODY
        return countries, f"country of {self._shown(owner)}: {self._shown(countries)}", 0.8

    def _owners(self, one: Reference) -> tuple[str, ...]:
        """Whose "its" or "their" country it is: the clause's subject, else, of several, those who met."""
        said = self._subject(one.first, self._together, self._countries_of)
        return said or (self._meetings.last(one.first) if one.plural else ())

    def _countries_of(self, actors: tuple[str, ...]) -> bool:
        return any(map(self._cast.country_of, actors))

    def _the_country(self, one: Reference) -> Answer:
        subject = self._subject(one.first, _one_actor, self._countries_of)
        if subject:
            country = self._cast.country_of(subject[0])
            return (country,), f"country of the clause's subject: {self._cast.name_of(country)}", 0.75
        country = next((a for a in self._back() if ":" not in a), "")
        return ((country,), f"last country named: {self._cast.name_of(country)}", 0.6) if country else NOBODY

    def _side(self, one: Reference) -> Answer:
        return one.countries, f"{one.words} of {self._cast.name_of(one.countries[0])}", 0.9

    # Pronouns

    def _person(self, one: Reference) -> Answer:
        subject = self._subject(one.first, _one_actor, lambda actors: self._may_be(actors, one.words))
        if subject:
            return subject, f"subject of the clause: {self._shown(subject)}", 0.7
        doers = self._doers(one.first)
        member = self._last(lambda m: m.may_be(one.words) and m.id not in doers)
        return ((member.id,), f"last person named: {member.name}", 0.55) if member else NOBODY

    def _may_be(self, actors: tuple[str, ...], pronoun: str) -> bool:
        member = self._cast.members.get(actors[0]) if actors else None
        return member is not None and member.kind == ActorKind.PERSON and member.may_be(pronoun)

    def _doers(self, i: int) -> tuple[str, ...]:
        """ "Zaki welcomed him": whoever does it to word ``i`` is somebody else."""
        token = self._view.tokens[i]
        if token.dep not in _OBJECTS or token.head < 0:
            return ()
        subjects = [self._by_word.get(k) for k in self._view.kids(token.head, "nsubj")]
        return tuple(actor for said in subjects if said for actor in said.actors)

    def _thing(self, one: Reference) -> Answer:
        subject = self._subject(one.first, _one_actor, self._is_thing)
        if subject:
            return subject, f"subject of the clause: {self._shown(subject)}", 0.6
        before = self._sentence_before(one.first) if self._acts(one.first) else ()
        return (before, f"subject of the sentence before: {self._shown(before)}", 0.5) if before else NOBODY

    def _is_thing(self, actors: tuple[str, ...]) -> bool:
        member = self._cast.members.get(actors[0]) if actors else None
        return bool(actors) and (member is None or member.kind != ActorKind.PERSON)

    def _acts(self, i: int) -> bool:
        """ "It denied the charge": word ``i`` does something to something, unlike in "It rained"."""
        view, head = self._view, self._view.tokens[i].head
        return view.tokens[i].dep == "nsubj" and head >= 0 and bool(view.kids(head, "obj"))

    def _sentence_before(self, i: int) -> tuple[str, ...]:
        """The country or body that last was a subject in the sentence before that of word ``i``."""
        number = self._view.tokens[i].sent
        if number == 0 or self._view.tokens[i].para != self._view.tokens[i - 1].para:
            return ()
        start, end = self._view.sents[number - 1]
        for k in range(end - 1, start - 1, -1):
            said = self._by_word.get(k) if self._view.tokens[k].dep in _SUBJECTS else None
            if said is not None and self._is_thing(_one_actor(said)):
                return said.actors
        return ()

    def _together(self, said: Said) -> tuple[str, ...]:
        """Those a subject names, with those joined to it: "Armenia and Azerbaijan"."""
        words = range(said.first, said.last + 1)
        subject = any(self._view.tokens[k].dep in _SUBJECTS for k in words)
        joined = [self._by_word.get(k) for w in words if subject for k in self._view.kids(w, "conj")]
        return tuple(dict.fromkeys([*said.actors, *(a for other in joined if other for a in other.actors)]))

    def _subject(
        self, i: int, read: Callable[[Said], tuple[str, ...]], fits: Callable[[tuple[str, ...]], bool]
    ) -> tuple[str, ...]:
        """Those that the nearest fitting subject before word ``i`` names, from its own clause outwards."""
        tokens = self._view.tokens
        at = tokens[i].head if tokens[i].dep in _OBJECTS else i
        if at != i:  # "commends it": an object is never the subject of its own verb
            at = tokens[at].head
        steps = 0
        while at >= 0 and steps < _STEPS:
            for k in self._view.kids(at, *_SUBJECTS, "nmod:poss"):
                said = self._by_word.get(k)
                if said is not None and said.last < i and fits(read(said)):
                    return read(said)
            at, steps = tokens[at].head, steps + 1
        return ()


def _one_actor(said: Said) -> tuple[str, ...]:
    return said.actors if len(said.actors) == 1 else ()


def _own_words(words: str, head: str) -> str:
    """The main words of a title with what tells it from others: "foreign minister", not "new" or "Greek"."""
    before = words.removesuffix(head).split()
    kept: list[str] = []
    while before and before[-1] in modifiers():
        kept.insert(0, before.pop())
    return " ".join([*(word for word in kept if word not in _PASSING), head])


def _from(member: Member, country: str) -> bool:
    return not country or member.country in {"", country}


def _shown(head: str) -> str:
    return " ".join(w if w in {"of", "the", "for"} else w.capitalize() for w in head.split())
