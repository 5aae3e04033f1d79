"""Inflected forms of English verbs, for parsers that don't know a verb's lemma."""

from __future__ import annotations

import re

_IRREGULAR = {
    "beat": "beat beaten",
    "become": "became",
    "begin": "began begun",
    "break": "broke broken",
    "bring": "brought",
    "build": "built",
    "burn": "burnt burned",
    "buy": "bought",
    "catch": "caught",
    "choose": "chose chosen",
    "come": "came",
    "cut": "cut cutting",
    "draw": "drew drawn",
    "drive": "drove driven",
    "fall": "fell fallen",
    "feed": "fed",
    "fight": "fought",
    "find": "found",
    "flee": "fled",
    "fly": "flew flown",
    "forbid": "forbade forbidden",
    "forgive": "forgave forgiven",
    "freeze": "froze frozen",
    "get": "got gotten",
    "give": "gave given",
    "go": "went gone",
    "hang": "hung hanged",
    "have": "has had",
    "hit": "hit hitting",
    "hold": "held",
    "hurt": "hurt",
    "keep": "kept",
    "lay": "laid",
    "lead": "led",
    "leave": "left",
    "lend": "lent",
    "let": "let letting",
    "lose": "lost",
    "make": "made",
    "meet": "met",
    "overrun": "overran",
    "overthrow": "overthrew overthrown",
    "pay": "paid",
    "put": "put putting",
    "quit": "quit quitting",
    "ring": "rang rung",
    "run": "ran",
    "say": "said",
    "seek": "sought",
    "sell": "sold",
    "send": "sent",
    "set": "set setting",
    "shoot": "shot",
    "shut": "shut shutting",
    "sink": "sank sunk",
    "sit": "sat",
    "slay": "slew slain",
    "speak": "spoke spoken",
    "stand": "stood",
    "steal": "stole stolen",
    "strike": "struck stricken",
    "swear": "swore sworn",
    "sweep": "swept",
    "take": "took taken",
    "tear": "tore torn",
    "tell": "told",
    "throw": "threw thrown",
    "undertake": "undertook undertaken",
    "uphold": "upheld",
    "withdraw": "withdrew withdrawn",
    "withhold": "withheld",
    "write": "wrote written",
}
_DOUBLES = re.compile(r"^[^aeiou]*[aeiou][bdgmnprt]$|(?:mit|pel|fer|bel|nap)$")


def forms_of(lemma: str) -> frozenset[str]:
    """Every form of a verb; some that nobody writes are among them, which does no harm."""
    own = set(_IRREGULAR.get(lemma, "").split())
    if lemma not in _IRREGULAR:
        own |= {_past(stem) for stem in _stems(lemma)}
    return frozenset({lemma, _third(lemma), *(stem + "ing" for stem in _stems(lemma)), *own})


def _third(lemma: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh|o)$", lemma):
        return lemma + "es"
    return lemma[:-1] + "ies" if re.search(r"[^aeiou]y$", lemma) else lemma + "s"


def _stems(lemma: str) -> list[str]:
    """What -ed and -ing are put to."""
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return [lemma[:-1]]
    if lemma.endswith("el") and not lemma.endswith("eel"):
        return [lemma, lemma + "l"]  # traveled, travelled
    return [lemma + lemma[-1]] if _DOUBLES.search(lemma) else [lemma]


def _past(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    return stem[:-1] + "ied" if re.search(r"[^aeiou]y$", stem) else stem + "ed"
