"""Which languages the rules read, which pipeline reads a language, and what rests in the others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.domain.errors import BadInput
from core.domain.languages import ENGLISH, LANGUAGES
from core.text.places import resource

if TYPE_CHECKING:
    from core.nlp.engine import ModelInfo

MANY = "xx"  # spaCy's code of pipelines and tokenizers for many languages
_ENGLISH_ONLY = frozenset({ENGLISH})
_SIZES = ("_lg", "_md", "_sm")  # of two pipelines for a language the larger one reads better
_CODE = re.compile(r"[a-z]{2,3}")


class Rules(StrEnum):
    """The families of rules; each says in `READ_BY` which languages it reads."""

    REPAIR = "lost spaces"
    NAMES = "rules for names"
    REFERENCES = "references"
    STATEMENTS = "statements"
    EVENTS = "events"
    TOPICS = "topics"


READ_BY: dict[Rules, frozenset[str]] = dict.fromkeys(Rules, _ENGLISH_ONLY)
_TOLD = (Rules.STATEMENTS, Rules.EVENTS, Rules.TOPICS)


def reads(rules: Rules, language: str) -> bool:
    """Whether a family of rules reads ``language``; the one place where that is asked."""
    return language in READ_BY[rules]


def rests(language: str) -> str:
    """What the machine can't suggest in ``language``, in one sentence; empty when it can suggest all."""
    resting = [rules for rules in _TOLD if not reads(rules, language)]
    if not resting:
        return ""
    words = f"{', '.join(resting[:-1])} and {resting[-1]}" if len(resting) > 1 else resting[0]
    return f"{words.capitalize()} are suggested for English only."


@cache
def _abroad() -> dict[str, Any]:
    page = resource("lexicons", "countries_abroad.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(page)["languages"]
    return found


@cache
def languages() -> dict[str, str]:
    """The languages a project can be in, those of installed pipelines included: code → English name."""
    from core.nlp.engine import installed_models

    installed = {m.language: m.language for m in installed_models() if m.language != MANY}
    return {**LANGUAGES, **{code: name for code, name in sorted(installed.items()) if code not in LANGUAGES}}


def countries_abroad(language: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Listed forms of countries and of capitals by actor id; nothing for languages without a list."""
    about = _abroad().get(language, {})
    return about.get("countries", {}), about.get("capitals", {})


def name_of(language: str) -> str:
    """The English name of a language; its code when it is none of ours."""
    return languages().get(language, f"“{language}”")


def language_code(given: str) -> str:
    """The code of a language given as "de", "de-AT" or "German"; empty stays empty.

    Raises BadInput ``no-language`` for anything else.
    """
    plain = given.strip().casefold()
    named = {name.casefold(): code for code, name in languages().items()}
    code = named.get(plain) or re.split(r"[-_]", plain)[0]
    if plain and not _CODE.fullmatch(code):
        text = "This is no language: give its code, such as en or de, or its English name."
        raise BadInput("no-language", text, where=given)
    return code


def spoken(*wanted: str) -> str:
    """The first language that is said, as a plain code; English when none is."""
    for given in wanted:
        code = re.split(r"[-_]", given.strip().casefold())[0]
        if code and code != MANY:
            return code
    return ENGLISH


def pipeline_for(language: str, model: str = "") -> str:
    """What `Engine` is to load for ``language``: ``model`` unless it is known to be of another language.

    Without a fitting one it is the shipped pipeline for English, the largest installed one of the language,
    one for many languages, or a tokenizer alone (``blank:``). A language left empty is the model's own.
    """
    from core.nlp.engine import BLANK, installed_models

    if model and (not language or language_of(model) in {language, MANY, ""}):
        return model
    if language in {"", ENGLISH}:
        return ""
    installed = installed_models()
    fitting = [*_of(installed, language), *_of(installed, MANY)]
    return fitting[0] if fitting else f"{BLANK}{language if language in languages() else MANY}"


def language_of(model: str) -> str:
    """The language of a model as its folder or its package says; empty when nothing says it."""
    from core.nlp.engine import BLANK, installed_models

    if not model:
        return ENGLISH
    if model.startswith(BLANK):
        return model.removeprefix(BLANK)
    about = Path(model) / "meta.json"
    if about.is_file():
        try:
            return str(json.loads(about.read_text(encoding="utf-8")).get("lang", ""))
        except (OSError, ValueError, AttributeError):
            return ""  # the engine says what is wrong with it
    return next((m.language for m in installed_models() if m.name == model), "")


def _of(installed: Iterable[ModelInfo], language: str) -> list[str]:
    """Installed pipelines of a language, the largest first."""
    names = [m.name for m in installed if m.name and m.language == language]
    ends = len(_SIZES)
    return sorted(names, key=lambda n: next((k for k, size in enumerate(_SIZES) if n.endswith(size)), ends))
