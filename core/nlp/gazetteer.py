"""Names that lists know: countries, peoples, capitals, cities, regions, bodies and news agencies."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import ItemsView
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from core.text.places import resource


class Kind(StrEnum):
    """What a listed name is."""

    COUNTRY = "country"
    PEOPLE = "people"
    CAPITAL = "capital"
    CITY = "city"
    PROVINCE = "province"
    REGION = "region"
    BODY = "body"
    MEDIA = "media"


LABELS = {
    Kind.COUNTRY: "GPE",
    Kind.PEOPLE: "NORP",
    Kind.CAPITAL: "GPE",
    Kind.CITY: "GPE",
    Kind.PROVINCE: "GPE",
    Kind.REGION: "LOC",
    Kind.BODY: "ORG",
    Kind.MEDIA: "ORG",
}

# "Republic of Azerbaijan" is a form of Azerbaijan; listed names such as "Republic of China" come first.
_STYLES = (
    "Republic of",
    "Republic of the",
    "Islamic Republic of",
    "Federal Republic of",
    "Democratic Republic of",
    "Kingdom of",
    "Kingdom of the",
    "State of",
    "Sultanate of",
    "Principality of",
    "Grand Duchy of",
    "Commonwealth of",
    "United Republic of",
    "Arab Republic of",
    "People's Republic of",
    "Plurinational State of",
    "Bolivarian Republic of",
    "Federative Republic of",
    "Socialist Republic of",
)

_WORD = re.compile(r"(?<![\w@#])[^\W_]+")
_JOINED = re.compile(
    r"(?:^|[^\w])(?:pro|anti|ex|non|post|pre|trans|all|inter|intra|mid|former)-$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lists say of one form. ``actor``: ISO3 or another actor id, empty when there is none;
    ``shy``: an everyday word or a person's name too, so it needs more than being written."""

    kind: Kind
    actor: str = ""
    shy: bool = False

    @property
    def label(self) -> str:
        """The entity type the form stands for."""
        return LABELS[self.kind]


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed form at ``[start, end)`` of the text that was searched."""

    start: int
    end: int
    entry: Entry


class Gazetteer:
    """All listed forms, by exact spelling."""

    def __init__(self, entries: dict[str, Entry]) -> None:
        self._entries = entries
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for form in entries:
            first = _WORD.match(form)
            if first:
                self._by_first[first.group()].append(form)
        for forms in self._by_first.values():
            forms.sort(key=len, reverse=True)

    def entry(self, form: str) -> Entry | None:
        """What the lists say of ``form`` as a whole."""
        return self._entries.get(form)

    def items(self) -> ItemsView[str, Entry]:
        """All listed forms with what the lists say of each."""
        return self._entries.items()

    def find(self, text: str) -> list[Hit]:
        """The longest listed forms in ``text``, as whole words, none overlapping another."""
        hits: list[Hit] = []
        last = 0
        for word in _WORD.finditer(text):
            if word.start() < last or word.group() not in self._by_first:
                continue
            form = self._longest(text, word.start(), self._by_first[word.group()])
            if form and _stands_alone(text, word.start()):
                last = word.start() + len(form)
                hits.append(Hit(word.start(), last, self._entries[form]))
        return hits

    @staticmethod
    def _longest(text: str, start: int, forms: list[str]) -> str:
        for form in forms:
            end = start + len(form)
            after = text[end : end + 1]
            if text.startswith(form, start) and after != "$" and not (after.isalnum() and form[-1].isalnum()):
                return form
        return ""


def _stands_alone(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    if before in {"-", "‑"}:
        return bool(_JOINED.search(text[max(0, start - 8) : start]))
    return before not in {".", "&", "_", "/"} or not text[max(0, start - 2) : start - 1].isalnum()


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource("lexicons", name).read_text(encoding="utf-8"))
    return found


@cache
def bodies() -> dict[str, Any]:
    """The lists of bodies, agencies and words that tell kinds of names apart."""
    return _read("roles_bodies.json")


@cache
def country_names() -> dict[str, str]:
    """The usual name of each country by ISO3."""
    return {c["iso3"]: c["name"] for c in _read("country_forms.json")["countries"]}


def _countries(entries: dict[str, Entry]) -> None:
    lists = _read("country_forms.json")
    shy = set(lists["shy_capitals"])
    for country in lists["countries"]:
        here = Entry(Kind.COUNTRY, country["iso3"])
        for form in country["names"]:
            entries.setdefault(form, here)
        people = replace(here, kind=Kind.PEOPLE)
        for form in (*country["adjectives"], *country["people"]):
            entries.setdefault(form, people)
        for form in country["capitals"]:
            entries.setdefault(form, Entry(Kind.CAPITAL, country["iso3"], form in shy))
    for form, entry in list(entries.items()):
        if entry.kind == Kind.COUNTRY:
            for style in _STYLES:
                entries.setdefault(f"{style} {form}", entry)


def _regions_and_cities(entries: dict[str, Entry]) -> None:
    places = _read("country_forms_places.json")
    for form, iso in places["provinces"].items():
        entries.setdefault(form, Entry(Kind.PROVINCE, iso))
    for kind, forms in ((Kind.REGION, places["regions"]), (Kind.PEOPLE, places["peoples"])):
        for form in forms:
            entries.setdefault(form, Entry(kind))
    for iso, cities in _read("country_forms_cities.json")["cities"].items():
        for form in cities:
            entries.setdefault(form, Entry(Kind.CITY, iso, shy=True))


def _bodies(entries: dict[str, Entry]) -> None:
    for body in json.loads(resource("codebooks", "actors.json").read_text(encoding="utf-8"))["bodies"]:
        for form in (body["name"], *body["aliases"]):
            entries.setdefault(form, Entry(Kind.BODY, body["id"]))
    names = bodies()
    shy = set(names["shy"])
    for form in names["bodies"]:
        entries.setdefault(form, Entry(Kind.BODY, "", form in shy))
    for form in names["media"]:
        entries.setdefault(form, Entry(Kind.MEDIA, "", form in shy))


@cache
def gazetteer() -> Gazetteer:
    """The shipped lists, read once."""
    entries: dict[str, Entry] = {}
    _countries(entries)
    _bodies(entries)
    _regions_and_cities(entries)
    for form, entry in list(entries.items()):
        if len(form) > 3 and entry.kind in {Kind.COUNTRY, Kind.CAPITAL, Kind.REGION}:
            entries.setdefault(form.upper(), entry)
    return Gazetteer(entries)
