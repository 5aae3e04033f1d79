"""Texts with marked names, whatever corpus they come from: one set of labels, one idea of what a name is."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from core.nlp.dates import find_dates
from core.nlp.gazetteer import Kind, gazetteer

LABELS = ("PERSON", "ORG", "LOC", "NORP", "DATE", "EVENT")
MISC = "MISC"  # a corpus's rest class: an event when it says so, else no name of ours


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``."""
    return frozenset(text.split())


_EVENT_WORD = re.compile(
    r"\b(?:Wars?|Battle|[Ee]lections?|Revolution|Olympics|Olympic Games|Games|Cup|Championships?|Festival|"
    r"Summit|Conference|Treaty|Accords?|Agreement|Referendum|Uprising|Massacre|Attacks?|Crisis|Intifada|"
    r"Coup|Siege|Genocide|Convention|COP\d+|Congress of)\b"
)
_ARTICLES = frozenset({"the", "a", "an", '"', "''", "``", "“"})
_TITLES = word_set(
    "President Prime Minister Mr. Mr Mrs. Mrs Ms. Ms Dr. Dr Sir Lord Lady King Queen Prince Princess "
    "Emperor Pope Saint St. Senator Sen. Sen Rep. Representative Congressman Congresswoman Governor Gov. "
    "Mayor General Gen. Gen Colonel Col. Major Captain Capt. Lieutenant Lt. Sergeant Sgt. Admiral Adm. "
    "Commander Secretary Chancellor Premier Chairman Chairwoman Chair Speaker Judge Justice Professor "
    "Prof. Ambassador Deputy Vice Foreign Defense Defence Interior Finance Sheikh Sheik Ayatollah Imam "
    "Rabbi Rev. Reverend Father Bishop Archbishop Cardinal Spokesman Spokeswoman Spokesperson Director "
    "Leader Attorney MP Acting Former Chief Marshal Sultan Emir Dame Baroness Baron Count Duke Taoiseach "
    "Councillor Minister-President Director-General"
)
_ALSO_NAMES = frozenset({"King", "Prince", "Bishop", "Rice", "Major", "Dean", "Marshal", "Duke", "Pope"})
_CLOSERS = word_set(", . ; : ! ? ) ] } % 's 'S n't 're 've 'll 'd 'm ’s ’ n’t ... ” ''")
_OPENERS = frozenset(["(", "[", "{", "$", "£", "€", "#", "``", "“"])


@dataclass(frozen=True, slots=True)
class Name:
    """A name over the words ``[start, end)``."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Words, whether a space follows each, and the names among them (none overlapping another)."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    names: tuple[Name, ...]

    @property
    def text(self) -> str:
        """The text as printed."""
        return "".join(w + " " * s for w, s in zip(self.words, self.spaces, strict=True))


def marked(
    words: Sequence[str],
    names: Sequence[Name],
    spaces: Sequence[bool] | None = None,
    *,
    dates: bool = False,
) -> Marked:
    """A text in our labels: titles and articles off, peoples by the lists; ``dates``: the corpus marks them.

    Layers the corpus lacks are filled by the program's own lists and date rules.
    """
    kept = _longest([n for name in names if (n := _ours(words, name)) is not None])
    told = Marked(tuple(words), tuple(spaces if spaces is not None else spaced(words)), tuple(kept))
    return Marked(told.words, told.spaces, tuple(sorted(_filled(told, dates=dates), key=lambda n: n.start)))


def joined(parts: Sequence[Marked]) -> Marked:
    """Several texts as one, a space between them."""
    words: list[str] = []
    spaces: list[bool] = []
    names: list[Name] = []
    for part in parts:
        names += [Name(n.start + len(words), n.end + len(words), n.label) for n in part.names]
        words += part.words
        spaces += [*part.spaces[:-1], True]
    return Marked(tuple(words), tuple(spaces), tuple(names))


def in_groups(texts: Sequence[Marked], sizes: Sequence[int], rng: random.Random) -> Iterator[Marked]:
    """``texts`` in order, joined in runs of a length drawn from ``sizes``."""
    at = 0
    while at < len(texts):
        size = rng.choice(sizes)
        yield joined(texts[at : at + size])
        at += size


def mapped(tags: Sequence[str], labels: Mapping[str, str]) -> list[Name]:
    """Names from IOB tags (both IOB styles), for the types that ``labels`` knows (in lower case)."""
    names: list[Name] = []
    start = 0
    while start < len(tags):
        if tags[start] == "O":
            start += 1
            continue
        kind = tags[start].split("-", 1)[1]
        end = start + 1
        while end < len(tags) and tags[end] == f"I-{kind}":
            end += 1
        if label := labels.get(kind.lower(), ""):
            names.append(Name(start, end, label))
        start = end
    return names


def spaced(words: Sequence[str]) -> list[bool]:
    """Where tokenised text had spaces, by its punctuation."""
    spaces = [True] * len(words)
    open_quote = {'"': False, "'": False}
    for at, word in enumerate(words):
        if at and word in _CLOSERS:
            spaces[at - 1] = False
        if word in _OPENERS:
            spaces[at] = False
        if word in open_quote:
            _quote(words, spaces, at, open_quote)
        if word in ("-", "/") and 0 < at < len(words) - 1 and _joins(words[at - 1], words[at + 1]):
            spaces[at - 1] = spaces[at] = False
    return spaces


def _quote(words: Sequence[str], spaces: list[bool], at: int, open_quote: dict[str, bool]) -> None:
    word = words[at]
    if word == "'" and not open_quote[word] and at and words[at - 1].endswith("s"):
        spaces[at - 1] = False  # the parties'
        return
    if open_quote[word] and at:
        spaces[at - 1] = False
    elif not open_quote[word]:
        spaces[at] = False
    open_quote[word] = not open_quote[word]


def _joins(before: str, after: str) -> bool:
    return before[-1:].isalnum() and after[:1].isalnum()


@cache
def peoples() -> frozenset[str]:
    """Adjectives and names of peoples that the program's lists know."""
    return frozenset(form for form, entry in gazetteer().items() if entry.kind is Kind.PEOPLE)


def _ours(words: Sequence[str], name: Name) -> Name | None:
    """The name without article and title, in our labels; None when it is none of ours."""
    start, end = name.start, name.end
    while start < end and words[start].lower() in _ARTICLES:
        start += 1
    if name.label == "PERSON":
        start, end = _untitled(words, start, end)
    text = " ".join(words[start:end])
    if not any(c.isalnum() for c in text):
        return None
    label = name.label
    if (
        label in ("LOC", MISC, "ORG", "PERSON")
        and text in peoples()
        and text not in ("Democratic", "Republican")
    ):
        label = "NORP"
    if label == MISC:
        if not _EVENT_WORD.search(text):
            return None
        label = "EVENT"
    return Name(start, end, label)


def _untitled(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    while start < end - 1 and words[start] in _TITLES:
        start += 1
    if end - start == 1 and words[start] in _TITLES - _ALSO_NAMES:
        return end, end
    if end - start > 1 and words[end - 1] in ("'s", "’s", "'"):
        end -= 1
    return start, end


def _longest(names: list[Name]) -> list[Name]:
    """The longest names, then the first, none overlapping another."""
    taken: set[int] = set()
    kept = []
    for name in sorted(names, key=lambda n: (n.start - n.end, n.start)):
        span = range(name.start, name.end)
        if not taken.intersection(span):
            taken.update(span)
            kept.append(name)
    return kept


def _filled(told: Marked, *, dates: bool) -> list[Name]:
    """The names told, and what lists and rules find beside them."""
    text, starts, ends = told.text, {}, {}
    at = 0
    for index, (word, space) in enumerate(zip(told.words, told.spaces, strict=True)):
        starts[at], ends[at + len(word)] = index, index + 1
        at += len(word) + space
    found = [(h.start, h.end, "NORP") for h in gazetteer().find(text) if h.entry.kind is Kind.PEOPLE]
    if not dates:
        found += [(d.start, d.end, "DATE") for d in find_dates(text)]
    taken = {i for name in told.names for i in range(name.start, name.end)}
    extra = [
        Name(starts[a], ends[b], label)
        for a, b, label in found
        if a in starts and b in ends and not taken.intersection(range(starts[a], ends[b]))
    ]
    return [*told.names, *_longest(extra)]
