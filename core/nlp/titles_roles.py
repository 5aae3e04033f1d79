"""Words for what people are: main words of titles, their sectors, and the functions they stand for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from core.text.places import resource


@cache
def roles() -> dict[str, Any]:
    """The shipped words for roles."""
    found: dict[str, Any] = json.loads(resource("lexicons", "roles.json").read_text(encoding="utf-8"))
    return found


@cache
def heads() -> dict[str, str]:
    """Main words of titles with their sector."""
    found: dict[str, str] = roles()["heads"]
    return found


@cache
def modifiers() -> frozenset[str]:
    """Words that stand before the main words of a title: former, deputy, foreign …"""
    return frozenset(roles()["modifiers"])


@cache
def longest_head() -> int:
    """How many words the longest main words of a title have."""
    return max(len(head.replace("-", " - ").split()) for head in heads())


@cache
def first_words() -> frozenset[str]:
    """The words that main words of titles begin with, plurals included."""
    firsts = {head.replace("-", " ").split()[0] for head in heads()}
    return frozenset(firsts | {f"{word}s" for word in firsts} | {"secretaries", "spokesmen", "spokeswomen"})


@lru_cache(maxsize=4096)
def functions_of(head: str, words: str, *, body: bool = False) -> frozenset[str]:
    """The functions a title with main words ``head`` stands for; ``words`` is the whole title."""
    lower = words.lower()
    found = set()
    for function, names in roles()["functions"].items():
        exact = head in names
        within = any(" " in name and name in lower for name in names)
        if exact or within:
            found.add(function)
    if body or any(word in roles()["heads_of_bodies"] for word in lower.split()):
        found -= {"head of state", "head of government"}
    if any(name in lower for name in roles()["not_head_of_state"]):
        found.discard("head of state")
    if "vice" in lower.split() or "deputy" in lower.split() or "first lady" in lower:
        found -= {"head of state", "head of government", "foreign minister", "defence minister"}
    return frozenset(found)


def phrase(words: Iterable[str]) -> str:
    """Words of a text as the lists write them: "secretary - general" is "secretary-general"."""
    return " ".join(words).replace(" - ", "-")


def singular(words: str) -> str:
    """``words`` with a plural main word made singular."""
    for plural, single in (
        ("secretaries", "secretary"),
        ("heads of", "head of"),
        ("spokesmen", "spokesman"),
        ("spokeswomen", "spokeswoman"),
    ):
        if plural in words:
            return words.replace(plural, single)
    return words[:-1] if words.endswith("s") else words
