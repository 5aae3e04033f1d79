"""What a coder's own decisions say of the machine's confidences: counting, the same for the same counts.

Two things are learned. *How often a kind of suggestion is right*: suggestions of one layer, and within it of
one family of rules, are moved up or down together until they promise what the coder found. *Which words mean
what*: a name taken before is surer, one rejected again and again is not proposed any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import exp, log

from core.domain.coding import Decision, Layer, Provenance

ENOUGH = 200  # decisions of a layer before its confidences move
LAYER_PRIOR = 100  # how many decisions the machine's own word on a layer is worth
FAMILY_PRIOR = 30  # the same for a family of rules, beside what its layer says
FURTHEST = 2.0  # how far a confidence moves at most, in log odds: 0.5 stays within 0.12 and 0.88
WORD_PRIOR = 0.8  # how many decisions the machine's own word on one name is worth
LEAST, MOST = 0.01, 0.99  # the machine's own confidences are read as if within these
WORDS_KEPT = 80  # code points of a name that are remembered

Kind = tuple[str, str]  # layer, family of rules; no family: the whole layer
Cell = tuple[str, str, int]  # layer, family, the machine's confidence in per cent


def family(rule: str) -> str:
    """The family of a rule: ``mention.reference:role`` and its like are ``mention.reference``."""
    return ".".join(rule.partition(":")[0].split(".")[:2])


def likeness(category: str, words: str) -> str:
    """What tells one name of a category from others, however it is written."""
    return f"{category} {' '.join(words.split()).casefold()[:WORDS_KEPT]}"


@dataclass(frozen=True, slots=True)
class Record:
    """Decisions of one kind. ``halves``: two for a suggestion taken as it was, one for one taken with a
    change, none for one rejected."""

    seen: int = 0
    halves: int = 0

    @property
    def right(self) -> float:
        """How many were right; a fixed one counts half."""
        return self.halves / 2

    def plus(self, times: int, halves: int) -> Record:
        """The record with ``times`` more decisions, each worth ``halves``; fewer when negative."""
        return Record(self.seen + times, self.halves + times * halves)


@dataclass(frozen=True, slots=True)
class Word:
    """How one name of one category was decided by a coder who looked at it."""

    taken: int = 0
    rejected: int = 0


class Counts:
    """A coder's decisions, counted; follows them one by one."""

    def __init__(self) -> None:
        self.cells: dict[Cell, Record] = {}
        self.words: dict[str, Word] = {}
        self.version = 0

    def add(self, decision: Decision, times: int = 1) -> None:
        """Count a decision ``times`` more (or fewer); one made without looking teaches nothing."""
        if not decision.looked or not decision.layer:
            return
        percent = int(decision.confidence * 100 + 0.5)
        self.add_kind(decision.layer, decision.rule, percent, decision.verdict, times)
        if decision.layer == Layer.MENTION and decision.words:
            self.add_words(decision.category, decision.words, decision.verdict, times)

    def add_kind(self, layer: str, rule: str, percent: int, verdict: Provenance, times: int) -> None:
        """Count decisions on suggestions of one rule and confidence."""
        self.version += 1
        cell = (layer, family(rule), percent)
        self.cells[cell] = self.cells.get(cell, Record()).plus(times, _HALVES[verdict])

    def add_words(self, category: str, words: str, verdict: Provenance, times: int) -> None:
        """Count decisions on one name of one category; a name that was changed says nothing of its words."""
        self.version += 1
        key = likeness(category, words)
        known = self.words.get(key, Word())
        if verdict is Provenance.CONFIRMED:
            self.words[key] = Word(known.taken + times, known.rejected)
        elif verdict is Provenance.REJECTED:
            self.words[key] = Word(known.taken, known.rejected + times)


_HALVES = {Provenance.CONFIRMED: 2, Provenance.FIXED: 1, Provenance.REJECTED: 0}


@dataclass(frozen=True)
class Weights:
    """How the machine's confidences are read for one coder. Higher stays higher within one family of rules.

    ``moves``: log odds by layer and family, empty family for rules not decided on yet; layers without
    enough decisions are not in it. ``records``: what the moves were made of, by the same keys, of all layers.
    """

    moves: Mapping[Kind, float] = field(default_factory=dict)
    records: Mapping[Kind, Record] = field(default_factory=dict)
    words: Mapping[str, Word] = field(default_factory=dict)

    def move(self, layer: str, of: str) -> float:
        """How far confidences of a family go up or down, in log odds."""
        return self.moves.get((layer, of), self.moves.get((layer, ""), 0.0))

    def read(self, confidence: float, layer: str, rule: str, like: str = "") -> float:
        """The machine's ``confidence`` as the coder's decisions teach to read it; in [0, 1]."""
        move = self.move(layer, family(rule))
        found = moved(confidence, move) if move else confidence
        word = self.words.get(like) if like else None
        return found if word is None else _told_apart(found, word)

    def word(self, like: str) -> Word | None:
        """How the coder decided a name before."""
        return self.words.get(like)

    def record(self, layer: str, rule: str) -> Record:
        """The coder's decisions on suggestions of this family of rules."""
        return self.records.get((layer, family(rule)), Record())

    @cached_property
    def idle(self) -> bool:
        """Whether every confidence stays what it is."""
        return not self.moves and not self.words


def moved(confidence: float, move: float) -> float:
    """A confidence after ``move``; higher stays higher."""
    return 1 / (1 + exp(-_odds(confidence) - move))


def fit(counts: Counts) -> Weights:
    """The weights these decisions make."""
    by_layer: dict[str, list[tuple[Cell, Record]]] = {}
    for cell, record in sorted(counts.cells.items()):
        if record.seen > 0:
            by_layer.setdefault(cell[0], []).append((cell, record))
    moves: dict[Kind, float] = {}
    records: dict[Kind, Record] = {}
    for layer, cells in by_layer.items():
        families: dict[str, list[tuple[Cell, Record]]] = {}
        for cell, record in cells:
            families.setdefault(cell[1], []).append((cell, record))
        records[layer, ""] = _sum(cells)
        records.update(((layer, name), _sum(of)) for name, of in families.items())
        if records[layer, ""].seen >= ENOUGH:
            whole = moves[layer, ""] = _move(cells, 0.0, LAYER_PRIOR)
            moves.update(((layer, name), _move(of, whole, FAMILY_PRIOR)) for name, of in families.items())
    told = {key: word for key, word in counts.words.items() if word.taken > 0 or word.rejected > 1}
    return Weights(moves, records, told)


def _sum(cells: Iterable[tuple[Cell, Record]]) -> Record:
    found = [record for _, record in cells]
    return Record(sum(r.seen for r in found), sum(r.halves for r in found))


def _move(cells: list[tuple[Cell, Record]], start: float, prior: int) -> float:
    """The move after which the decided suggestions promise what was found.

    What was found is mixed with what they promise after ``start``, as if that had been seen ``prior`` times
    (the mean of a beta distribution after binomial counts).
    """
    total = _sum(cells)
    said = [(record.seen, _odds(cell[2] / 100)) for cell, record in cells]
    share = prior / total.seen
    wanted = (total.right + share * _promised(said, start)) / (1 + share)
    low, high = -FURTHEST, FURTHEST
    for _ in range(14):  # halved so often, what is left of 4 moves a confidence by less than 0.0001
        middle = (low + high) / 2
        low, high = (middle, high) if _promised(said, middle) < wanted else (low, middle)
    return (low + high) / 2


def _promised(said: Iterable[tuple[int, float]], move: float) -> float:
    """How many of the decided suggestions would be right if the moved confidences were true."""
    return sum([seen / (1 + exp(-odds - move)) for seen, odds in said])


def _told_apart(confidence: float, word: Word) -> float:
    """A name's confidence after decisions on it; a single rejection may be a slip and says nothing yet."""
    rejected = max(0, word.rejected - 1)
    return (WORD_PRIOR * confidence + word.taken) / (WORD_PRIOR + word.taken + rejected)


def _odds(share: float) -> float:
    held = min(max(share, LEAST), MOST)
    return log(held / (1 - held))
