"""Sentence ends whose full stop was lost, as offsets at which the next sentence begins: a view, like repairs.

Only places are taken that can hardly be anything else: a word that opens sentences stands with a capital
after a word that may end one, and what follows goes on in small letters, so that it is no title; or a clause
ends in a pronoun that takes no noun after it, and a title or name with its verb follows. A text that writes
capitals where no sentence can begin gets none.
"""

from __future__ import annotations

import re
from functools import cache

_OPENERS = """
He She They We It This These Those There But However Meanwhile Moreover Although Nevertheless Furthermore
Additionally Therefore Thus Yet If When While Since Because According After Before During Despite Following
Earlier Later Some Many Most Several Both Another Our My His Her Their Its You What Who Why How Where Then Now
Here So And As At By For From In On With Under Until Unless Even Perhaps Once Also Such Today Instead Though
Finally Indeed Still Each Like To The An Not No Or
"""
# What no statement ends in, and what goes before titles of works and unmarked quotations.
_NO_END = """
my your his her its our their whose the a an of to in on at by for from with into onto upon about between
among through during against within without toward towards under over than as and or but nor if when while
because that which who whom what where why how whether is are was were be been being am has have had do does
did will would shall should can could may might must not no very more most such each every both either
neither some any many several all other another this these those i he she we they you there then so also
just only even said says say asked told called titled entitled named novel film movie song book album single
episode series show play magazine newspaper story poem track program programme game article essay column
section chapter title titles de la le el und der die das
"""
_TITLES = (
    "President|Vice President|Prime Minister|Deputy Prime Minister|Foreign Minister|Defen[cs]e Minister|"
    "Interior Minister|Finance Minister|Minister|Secretary of State|Secretary of Defense|Secretary-General|"
    "Secretary General|Foreign Secretary|Secretary|Chancellor|Premier|Ambassador|Senator|Governor|Speaker|"
    "King|Queen|Prince|Pope|General|Mr|Ms|Mrs|Dr"
)
_PRONOUNS = "He|She|It|They|We|You|There|That|This|These|Those|But|However|What|Who"
_GOES_ON = """
is was are were has had have will would can could may might must should does did do also says said never
always now then still
"""
_OBJECT_WORDS = "it them him us me themselves himself herself itself"
_OBJECTS = frozenset(_OBJECT_WORDS.split())  # take no noun after them
_SHORTEST = 4  # words a sentence has at least, on either side


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    openers = "|".join(_OPENERS.split())
    name = r"(?:[A-Z][\w'’-]+\s+){0,3}"
    verb = r"(?:[a-z]{3,}ed|said|told|met|made|will|would|has|had|is|was|also|then|further)\b"
    finite = rf"(?:{'|'.join(_GOES_ON.split())}|[a-z]{{2,}}ed)\b"
    short = r"['’](?:s|re|ll|ve|d)\b"
    alone = r"(?<![\w.@/:%=&#~'’-])"
    return (
        re.compile(
            rf"{alone}([a-z]{{2,}}|[12]\d{{3}}|\d+%)[ \xa0]+"
            rf"(?=(?:{openers})(?:,? (?:[a-z]|I\b)|{short} [a-z]))"
        ),
        re.compile(rf"{alone}([A-Z][\w-]+)[ \xa0]+(?=(?:{_PRONOUNS})(?: {finite}|{short} [a-z]))"),
        # "this" and "that" may go before a noun and are left out on purpose.
        re.compile(
            rf"\b({'|'.join(sorted(_OBJECTS))})[ \xa0]+"
            rf"(?=(?:(?:{_TITLES})\.?\s+{name}|(?:[A-Z][\w'’-]+\s+){{2,3}}){verb})"
        ),
    )


def lost_ends(text: str) -> tuple[int, ...]:
    """Ascending offsets at which a sentence begins though the stop before it is missing."""
    found: set[int] = set()
    against = 0  # capitals where no sentence can begin: the text writes them as it likes
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if match.group(1).lower() in _no_end():
                against += 1
            elif _has_room(text, match.start(1), match.end()):
                found.add(match.end())
    return tuple(sorted(found)) if len(found) > against else ()


def _has_room(text: str, last: int, first: int) -> bool:
    """Whether a sentence may end in the word at ``last`` and another begin at ``first``."""
    before = re.split(r"[.!?:;\n]\s", text[max(0, last - 120) : last])[-1].split()
    after = re.split(r"[.!?:;]\s|\n", text[first : first + 120], maxsplit=1)[0].split()
    if text[last:first].strip() in _OBJECTS:  # sure enough in a short sentence, too
        return len(before) > 1
    in_title = sum(word[:1].isupper() for word in before[-3:]) > 1
    return len(before) >= _SHORTEST - 1 and len(after) >= _SHORTEST and not in_title


@cache
def _no_end() -> frozenset[str]:
    return frozenset(_NO_END.split())
