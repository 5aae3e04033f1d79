"""Titles: the words beside a name that say what a person is, for which country, in which function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.nlp.gazetteer import Entry, Kind, bodies
from core.nlp.titles_roles import (
    first_words,
    functions_of,
    heads,
    longest_head,
    modifiers,
    phrase,
    roles,
    singular,
)
from core.nlp.view import Token, View

_LINKS = frozenset({"-", "of", "for", "to", "at", "the", "and", "&", "'s", "’s", "on", "in"})
_OPENERS = frozenset({"of", "for", "to", "at"})
_REACH = 14  # words a title may be long, with its "of the Republic of …"


@dataclass(frozen=True, slots=True)
class Places:
    """Listed names by the word they begin with and by the word they end with: word → (first, last, entry)."""

    begins: Mapping[int, tuple[int, int, Entry]]
    ends: Mapping[int, tuple[int, int, Entry]]


@dataclass(frozen=True, slots=True)
class Title:
    """A title over words ``[first, last]``. ``head``: its main words, lower case; ``country``: actor id of
    the country it names; ``body``: it belongs to a body, not a state."""

    first: int
    last: int
    head: str
    words: str
    country: str
    body: bool

    @property
    def sector(self) -> str:
        """PLOVER sector of the holder, empty when the title says none."""
        return heads().get(self.head, "")

    @property
    def functions(self) -> frozenset[str]:
        """What the holder is: "head of state", "foreign minister" …"""
        return functions_of(self.head, self.words, body=self.body)


def head_at(view: View, first: int) -> tuple[int, str, bool]:
    """The longest main words of a title from word ``first`` on: their last word, the words, plural."""
    if view.tokens[first].lower not in first_words():
        return first, "", False
    tokens = view.tokens[first : first + longest_head()]
    for length in range(len(tokens), 0, -1):
        words = phrase(t.lower for t in tokens[:length])
        for form in (words, singular(words)):
            if form in heads():
                return first + length - 1, form, form != words
    return first, "", False


def head_ending(view: View, last: int, floor: int = 0) -> tuple[int, str]:
    """The longest main words of a title that end with word ``last``: their first word, and the words."""
    for length in range(min(longest_head(), last - floor + 1), 0, -1):
        words = phrase(t.lower for t in view.tokens[last - length + 1 : last + 1])
        for form in (words, singular(words)):
            if form in heads():
                return last - length + 1, form
    return -1, ""


def title_before(view: View, name: int, places: Places) -> Title | None:
    """The title that stands right before the name whose first word is ``name``."""
    floor = _floor(view, name, places)
    best: Title | None = None
    for last in range(name - 1, floor - 1, -1):
        first, head = head_ending(view, last, floor)
        if first >= 0 and _fits(view, last, name, places):
            best = _grown(view, first, last, name - 1, head, places)
    return best


def title_after(view: View, name: int, places: Places) -> Title | None:
    """The title in an apposition after the name whose last word is ``name``: ", the NATO chief,"."""
    tokens = view.tokens
    i = name + 1
    if i >= len(tokens) or tokens[i].lower != "," or tokens[i].sent != tokens[name].sent:
        return None
    i += 1
    start = i
    while i < min(len(tokens), start + 7) and _may_precede(tokens[i], i, places):
        i += 1
    for last in range(min(i + 3, len(tokens) - 1), start - 1, -1):
        first, head = head_ending(view, last, start)
        end = of_phrase(view, last, places)
        if start <= first <= i and not _names_another(view, end):
            return _grown(view, first, last, end, head, places)
    return None


def _names_another(view: View, end: int) -> bool:
    """Whether a title that ends with word ``end`` stands before a further name: "Baerbock, Mr. Macron"."""
    after = view.tokens[end + 1] if end + 1 < len(view.tokens) else None
    return after is not None and after.text[:1].isupper() and after.pos == "PROPN"


def _floor(view: View, name: int, places: Places) -> int:
    """How far left of the name the words can belong to a title."""
    tokens = view.tokens
    i = name
    while i > 0 and name - i < _REACH and tokens[i - 1].para == tokens[name].para:
        token = tokens[i - 1]
        if not (
            token.text[:1].isupper() or token.lower in _LINKS or _is_title_word(token) or i - 1 in places.ends
        ):
            break
        i -= 1
    return i


def _is_title_word(token: Token) -> bool:
    return token.lower in modifiers() or token.lower in heads()


def _may_precede(token: Token, i: int, places: Places) -> bool:
    return (
        token.lower in {"the", "a", "an", "'s", "’s"}
        or token.lower in modifiers()
        or token.text[:1].isupper()
        or token.pos in {"ADJ", "NOUN"}
        or i in places.begins
    ) and not head_is(token)


def head_is(token: Token) -> bool:
    """Whether one word is the main word of a title by itself."""
    return token.lower in heads() and token.lower not in modifiers()


def _fits(view: View, last: int, name: int, places: Places) -> bool:
    """Between a title's main words and the name there is nothing, or "of the Republic of X"."""
    tokens = view.tokens
    if last + 1 == name:
        return True
    if tokens[last + 1].lower not in _OPENERS:
        return False
    return name - 1 in places.ends or tokens[name - 1].text[:1].isupper()


def _grown(view: View, first: int, last: int, end: int, head: str, places: Places) -> Title:
    """The title with the modifiers, country and body before its main words."""
    start = before_head(view, first, places)
    country, body = _belongs(view, start, end, places)
    words = " ".join(t.text for t in view.tokens[start : max(end, last) + 1])
    return Title(start, max(end, last), head, words, country, body)


def before_head(view: View, first: int, places: Places) -> int:
    """Where the modifiers, country and body before a title's main words begin."""
    tokens = view.tokens
    start = first
    while start > 0 and tokens[start - 1].para == tokens[first].para:
        before = tokens[start - 1]
        if start - 1 in places.ends:
            start = places.ends[start - 1][0]
        elif before.lower in {"'s", "’s"} and start - 2 in places.ends:
            start = places.ends[start - 2][0]
        elif (before.lower in modifiers() and before.lower != "and") or _is_body_word(before):
            start -= 1
        else:
            break
    return start


def _is_body_word(token: Token) -> bool:
    return token.text[:1].isupper() and token.text in bodies()["org_words"]


def _belongs(view: View, start: int, end: int, places: Places) -> tuple[str, bool]:
    country = ""
    body = False
    for i in range(start, end + 1):
        found = places.begins.get(i)
        if found is None:
            body = body or _is_body_word(view.tokens[i])
            continue
        first, last, entry = found
        body = body or entry.kind in {Kind.BODY, Kind.MEDIA}
        country = country or roles()["seats"].get(" ".join(t.text for t in view.tokens[first : last + 1]), "")
        if entry.kind in {Kind.COUNTRY, Kind.PEOPLE} or entry.actor == "EUR":
            country = country or entry.actor
    return country, body


def of_phrase(view: View, last: int, places: Places) -> int:
    """The last word of "of (the) X (and Y)" after main words that end with ``last``, else ``last``."""
    tokens = view.tokens
    if last + 1 >= len(tokens) or tokens[last + 1].lower not in _OPENERS:
        return last
    i = last + 2
    end = last
    while i < len(tokens) and tokens[i].sent == tokens[last].sent:
        if i in places.begins:
            end = places.begins[i][1]
            i = end + 1
        elif tokens[i].lower in {"the", "and", ","} and (end > last or tokens[i].lower == "the"):
            i += 1
        else:
            break
    return end
