"""Builds ``resources/lexicons/countries_abroad.json``: ``python -m core.nlp.countries_build``.

How countries and capitals are called in other languages, from Unicode's CLDR as babel 2.18 brings it.
Needs babel in the running Python; the program itself does not. Source and licence:
``resources/lexicons/NOTICE-names.md``. The same babel gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from core.domain.errors import PersonError, Unavailable
from core.domain.languages import ENGLISH, LANGUAGES
from core.nlp.countries_cases import cases
from core.text.places import resource

UNIONS = {"EU": "EUR", "UN": "UNO"}  # CLDR's code, our actor

# What news calls a country beside its name in CLDR. Plain facts, own work.
_ALSO = {
    "de": {
        "USA": "USA|Vereinigte Staaten von Amerika|US",
        "GBR": "Großbritannien",
        "RUS": "Russische Föderation",
        "CZE": "Tschechische Republik",
        "CHN": "Volksrepublik China",
        "BLR": "Weißrussland",
        "KOR": "Südkorea",
        "PRK": "Nordkorea",
        "NLD": "Holland",
        "EUR": "EU",
        "UNO": "UN|UNO",
    },
    "fr": {
        "USA": "États-Unis d’Amérique|Etats-Unis|USA",
        "GBR": "Grande-Bretagne",
        "RUS": "Fédération de Russie",
        "CZE": "République tchèque",
        "BLR": "Bélarus|Biélorussie",
        "MMR": "Birmanie",
        "EUR": "UE",
        "UNO": "ONU",
        "org:nato": "OTAN",
    },
    "es": {
        "USA": "EE. UU.|EE.UU.|EEUU",
        "GBR": "Gran Bretaña",
        "RUS": "Federación de Rusia|Federación Rusa",
        "CZE": "República Checa",
        "BLR": "Bielorrusia",
        "MMR": "Birmania",
        "EUR": "UE",
        "UNO": "ONU",
        "org:nato": "OTAN",
    },
    "it": {"USA": "Stati Uniti d’America|USA", "GBR": "Gran Bretagna", "EUR": "UE", "UNO": "ONU"},
    "pt": {"USA": "EUA", "GBR": "Grã-Bretanha", "EUR": "UE", "UNO": "ONU", "org:nato": "OTAN"},
    "nl": {"USA": "VS|Verenigde Staten van Amerika", "GBR": "Groot-Brittannië", "EUR": "EU", "UNO": "VN"},
    "pl": {"USA": "USA|Stany Zjednoczone Ameryki", "GBR": "Wielka Brytania", "EUR": "UE", "UNO": "ONZ"},
    "ru": {
        "USA": "США|Соединенные Штаты Америки|Соединённые Штаты|Соединённые Штаты Америки",
        "RUS": "Российская Федерация|РФ",
        "BLR": "Белоруссия",
        "KGZ": "Кыргызстан",
        "CHN": "КНР",
        "KOR": "Южная Корея",
        "PRK": "Северная Корея",
        "MDA": "Молдавия",
        "ZAF": "ЮАР",
        "CAF": "ЦАР",
        "ARE": "Объединенные Арабские Эмираты",
        "EUR": "Евросоюз|ЕС",
        "UNO": "ООН",
        "org:nato": "НАТО",
    },
    "uk": {"USA": "США", "EUR": "ЄС|Євросоюз", "UNO": "ООН", "org:nato": "НАТО"},
}
_OTHER_SCRIPTS = frozenset({"el", "ru", "uk"})  # an English name is none of theirs
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_SIDE = re.compile(r" [-–—] ")  # "Congo - Kinshasa": nobody writes it so


def _babel() -> Any:
    try:
        return import_module("babel.core")
    except ImportError:
        raise Unavailable(
            "no-package",
            "Building the names of countries needs babel. Install it into a Python of its own and run this "
            "module there.",
        ) from None


def _english() -> list[dict[str, Any]]:
    page = resource("lexicons", "country_forms.json").read_text(encoding="utf-8")
    countries: list[dict[str, Any]] = json.loads(page)["countries"]
    return countries


def _forms(name: str) -> Iterator[str]:
    """ "Мьянма (Бирма)" is two names, "Гонконг (САР)" one."""
    for inside in _BRACKETS.findall(name):
        if not inside.isupper():
            yield inside
    plain = _BRACKETS.sub("", name).strip()
    if plain and not _SIDE.search(plain):
        yield plain
        if "’" in plain:
            yield plain.replace("’", "'")


def _with_cases(language: str, forms: Iterable[str]) -> list[str]:
    return sorted({case for form in forms for case in cases(language, form)})


def _names(babel: Any, language: str) -> dict[str, list[str]]:
    """Forms of each country by our actor id."""
    territories = babel.Locale(language).territories
    iso2 = {three: two[0] for three, two in babel.get_global("territory_aliases").items() if len(three) == 3}
    codes = {c["iso3"]: iso2.get(c["iso3"], "XK" if c["iso3"] == "XKX" else "") for c in _english()}
    also = _ALSO.get(language, {})
    codes |= {actor: code for code, actor in UNIONS.items()}
    codes |= {actor: "" for actor in also if actor not in codes}
    out = {}
    for actor, code in sorted(codes.items()):
        forms = [*_forms(territories.get(code, "")), *filter(None, also.get(actor, "").split("|"))]
        if forms:
            out[actor] = _with_cases(language, forms)
    return out


def _capitals(babel: Any, language: str) -> dict[str, list[str]]:
    """Forms of each capital by country: CLDR names the city of each time zone."""
    zones, english = babel.Locale(language).time_zones, babel.Locale("en").time_zones
    capitals = {capital: c["iso3"] for c in _english() for capital in c["capitals"]}
    out: dict[str, list[str]] = {}
    for zone in sorted({*babel.get_global("zone_territories"), *english}):
        city = dict(english.get(zone, {})).get("city", zone.rsplit("/", 1)[-1].replace("_", " "))
        country = capitals.get(city)
        if country:
            city = dict(zones.get(zone, {})).get("city", city)
            if city.isascii() and language in _OTHER_SCRIPTS:
                continue
            out[country] = sorted({*out.get(country, ()), *_with_cases(language, _forms(city))})
    return dict(sorted(out.items()))


def build() -> str:
    """The page as JSON."""
    babel = _babel()
    page = {
        "about": "How countries, capitals and a few bodies are called in other languages.",
        "source": "Unicode CLDR by way of babel 2.18.0, Unicode License; additions and cases own work.",
        "languages": {
            language: {
                "countries": _names(babel, language),
                "capitals": _capitals(babel, language),
            }
            for language in sorted(LANGUAGES.keys() - {ENGLISH})
        },
    }
    return (
        json.dumps(page, ensure_ascii=False, separators=(",", ":"), indent=None).replace('},"', '},\n"')
        + "\n"
    )


def main() -> None:
    """Write the list in place of the one there is."""
    place = resource("lexicons", "countries_abroad.json")
    place.write_text(build(), encoding="utf-8")
    sys.stdout.write(f"Wrote {place}\n")


if __name__ == "__main__":
    try:
        main()
    except PersonError as told:
        sys.exit(told.text)
