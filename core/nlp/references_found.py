"""Words that may refer back: roles, sides, countries and pronouns, as ranges of words with what they say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from core.nlp.gazetteer import Kind
from core.nlp.titles import Places, before_head, head_at, of_phrase
from core.nlp.titles_roles import first_words, roles
from core.nlp.view import View

_HE = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "herself": "she"}
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "themselves"})
_OWN = frozenset({"his", "her", "its", "their"})
_DEFINITE = frozenset({"the", "both", "two", "this", *_OWN})
_OF_STATE = frozenset({"foreign", "defence", "defense", "interior", "finance", "military", "security"})
_OTHER = frozenset({"other", "same", "whole", "neighbouring", "neighboring", "third", ",", "foreign", "host"})
_ADJECTIVES = 5  # words "the" may stand before "country"
_VAGUE = frozenset({"a", "an", "any", "no", "every", "each", "some", "another", "other", "many", "several"})


@cache
def _country_words() -> frozenset[str]:
    """Words for a country that "his" or "the" may stand before; in the plural only after "their"."""
    return frozenset([*roles()["country_nouns"][:3], "countries", "nations"])


@cache
def _main_words() -> frozenset[str]:
    """The words a reference may begin with or turn on; most words of a text are none of them."""
    lists = roles()
    listed = (*lists["parties"], *lists["countries"], *lists["two"], *_country_words(), *lists["side_nouns"])
    return frozenset({*_HE, *_THEY, *_IT, *listed, *first_words()})


@dataclass(frozen=True, slots=True)
class Reference:
    """Words ``[first, last]``. ``kind``: role, parties, pair, country, own country, side, person, people or
    thing; ``words``: what to look for; ``countries``: those it names; ``plural``: several are meant."""

    first: int
    last: int
    kind: str
    words: str
    countries: tuple[str, ...] = ()
    plural: bool = False


class Finder:
    """Finds the references of one article; ``blocked``: words of names and their titles."""

    def __init__(self, view: View, places: Places, blocked: frozenset[int]) -> None:
        self._view = view
        self._tokens = view.tokens
        self._places = places
        self._blocked = blocked

    def all(self) -> list[Reference]:
        """Every reference in reading order, none overlapping another."""
        found: list[Reference] = []
        i = 0
        while i < len(self._tokens):
            one = None if i in self._blocked else self._at(i)
            if one is None or (found and one.first <= found[-1].last) or self._touches(one):
                i += 1
                continue
            found.append(one)
            i = one.last + 1
        return found

    def _touches(self, one: Reference) -> bool:
        return any(k in self._blocked for k in range(one.first, one.last + 1))

    def _at(self, i: int) -> Reference | None:
        """The reference whose main word is word ``i``."""
        if self._tokens[i].lower not in _main_words():
            return None
        return self._pronoun(i) or self._group(i) or self._country(i) or self._role(i) or self._side(i)

    def _pronoun(self, i: int) -> Reference | None:
        word = self._tokens[i].lower
        if word in _OWN and self._lower(i + 1) in _country_words():
            return None
        if word in _HE:
            return Reference(i, i, "person", _HE[word])
        if word in _THEY:
            return Reference(i, i, "people", "they", plural=True)
        return Reference(i, i, "thing", "it") if word in _IT else None

    def _lower(self, i: int) -> str:
        return self._tokens[i].lower if 0 <= i < len(self._tokens) else ""

    def _definite(self, i: int) -> tuple[int, str]:
        """The first word of "the two", "both", "his" … that ends before word ``i``, and those words."""
        first = i
        while first > 0 and self._lower(first - 1) in _DEFINITE and self._same_sentence(first - 1, i):
            first -= 1
        return first, " ".join(self._lower(k) for k in range(first, i))

    def _same_sentence(self, a: int, b: int) -> bool:
        return self._tokens[a].sent == self._tokens[b].sent

    def _group(self, i: int) -> Reference | None:
        """ "the sides", "both leaders", "the two countries"."""
        word = self._lower(i)
        two = word in roles()["two"]
        if not two and word not in roles()["parties"] and word not in roles()["countries"]:
            return None
        first, before = self._definite(i)
        if first == i or before in _OWN or self._lower(i + 1) == "of":
            return None
        if word in roles()["parties"] or (two and ("two" in before or "both" in before)):
            return Reference(first, i, "parties", word, plural=True)
        if "two" in before or "both" in before or word.startswith("neighb"):
            return Reference(first, i, "pair", word, plural=True)
        return None

    def _country(self, i: int) -> Reference | None:
        """ "his country", "the country"."""
        if self._lower(i) not in _country_words():
            return None
        plural = self._lower(i) in roles()["countries"]
        first = i - 1
        while first > 0 and i - first < _ADJECTIVES and self._describes(first):
            first -= 1
        before = self._lower(first)
        if before in _OWN and self._same_sentence(first, i):
            return Reference(first, i, "own country", before, plural=plural)
        return Reference(first, i, "country", "the") if before == "the" and not plural else None

    def _describes(self, i: int) -> bool:
        """ "the war-torn country": an adjective, not one that names a people."""
        part = self._lower(i) == "-" or self._lower(i + 1) == "-"
        return (part or self._tokens[i].pos in {"ADJ", "VERB"}) and not (
            i in self._places.ends or self._tokens[i].text[:1].isupper() or self._lower(i) in _OTHER
        )

    def _role(self, i: int) -> Reference | None:
        """ "The head of state", "Secretary of State", "the foreign ministers of Azerbaijan and Armenia"."""
        last, head, plural = head_at(self._view, i)
        if not head or self._is_predicate(last, i):
            return None
        grown = before_head(self._view, i, self._places)
        first, before = self._definite(grown)
        end = of_phrase(self._view, last, self._places)
        countries = self._countries(first, end)
        if not (first < grown or self._bare(grown, last) or (countries and grown < i)):
            return None
        if self._lower(first - 1) in _VAGUE or before in _OWN:
            return None
        words = " ".join(self._lower(k) for k in range(grown, last + 1))
        return Reference(first, end, "role", f"{head}|{words}", countries, plural)

    def _is_predicate(self, last: int, first: int) -> bool:
        """ "is the president": says what somebody is, does not refer."""
        return any(self._view.kids(k, "cop") for k in range(first, last + 1))

    def _bare(self, first: int, last: int) -> bool:
        """A title without article or name, written with capitals, that is no part of a longer name."""
        after = self._tokens[last + 1] if last + 1 < len(self._tokens) else None
        if not all(t.text[:1].isupper() or t.lower == "of" for t in self._tokens[first : last + 1]):
            return False
        if len(self._tokens[last].text) < 3 or (last == first and self._lower(first) not in roles()["bare"]):
            return False
        return after is None or not (after.text[:1].isupper() and after.pos == "PROPN")

    def _side(self, i: int) -> Reference | None:
        """ "the Kazakh side", "Armenian authorities"."""
        if self._lower(i) not in roles()["side_nouns"]:
            return None
        before = i - 1
        while before > 0 and self._lower(before) in _OF_STATE:
            before -= 1
        before -= self._lower(before) in {"'s", "’s"}
        place = self._places.ends.get(before)
        if place is None or place[2].kind not in {Kind.PEOPLE, Kind.COUNTRY} or not place[2].actor:
            return None
        first, _ = self._definite(place[0])
        return Reference(first, i, "side", self._lower(i), (place[2].actor,))

    def _countries(self, first: int, last: int) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for k in range(first, last + 1):
            place = self._places.begins.get(k)
            if place and place[2].kind in {Kind.PEOPLE, Kind.COUNTRY} and place[2].actor:
                found.setdefault(place[2].actor)
        return tuple(found)
