"""Topics as this project's coders give them: weights of words for each code, learned from confirmed codings.

Using them needs the standard library only; they are trained in `core.nlp.topics_training`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from core.domain.errors import BadInput
from core.domain.text import Span
from core.nlp.topics_scores import scores, with_siblings
from core.nlp.topics_words import PREFIX, WORD, hits, plain
from core.text.repair import Repaired

VERSION = 1
_LISTED = "list:"  # a feature that holds the score of the word lists for a code
_SCALE = 4.0  # brings scores of the lists to the size of the words' weights
_MOST = 12  # words named for one topic


@dataclass(frozen=True, slots=True)
class TopicsReport:
    """How the learned topics did against the word lists on articles held back.

    ``n``: articles with confirmed topics; ``codes``: codes that could be learned; ``lists`` and ``learned``:
    F1 over all topics of the articles, each judged by weights that had not seen it; ``used``: whether the
    learned ones are clearly better; ``reason``: the same in a sentence for people.
    """

    n: int
    codes: int
    lists: float
    learned: float
    used: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One code with its probability and the words that spoke for it, the strongest first."""

    code: str
    p: float
    words: tuple[str, ...]
    evidence: tuple[Span, ...]


@dataclass(frozen=True)
class Learned:
    """Weights of features for each code. ``rarity``: a word's inverse document frequency."""

    report: TopicsReport
    rarity: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]
    bias: Mapping[str, float]

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes it can give."""
        return frozenset(self.weights)

    @cached_property
    def id(self) -> str:
        """Eight characters that change when anything is learned anew."""
        return hashlib.sha256(self.to_bytes()).hexdigest()[:8]

    def judge(self, repaired: Repaired) -> list[Judged]:
        """All its codes for a text, the likeliest first."""
        places = word_places(repaired)
        counts = {word: len(at) for word, at in places.items()}
        values = valued(counts, self.rarity) | listed(repaired)
        made = [self._judged(code, values, places) for code in sorted(self.weights)]
        return sorted(made, key=lambda j: -j.p)

    def _judged(self, code: str, values: Mapping[str, float], places: Mapping[str, list[Span]]) -> Judged:
        weights = self.weights[code]
        parts = {name: value * weights[name] for name, value in values.items() if name in weights}
        p = 1 / (1 + math.exp(-max(-30.0, min(30.0, self.bias[code] + sum(parts.values())))))
        spoke = sorted((n for n, part in parts.items() if part > 0 and n in places), key=lambda n: -parts[n])
        named = spoke[:_MOST]
        evidence = [span for name in named for span in places[name][:3]]
        return Judged(code, p, tuple(named), tuple(evidence))

    def to_bytes(self) -> bytes:
        """For a file: compressed JSON, the same bytes for the same weights."""
        values = {
            "version": VERSION,
            "report": asdict(self.report),
            "rarity": self.rarity,
            "weights": self.weights,
            "bias": self.bias,
        }
        return gzip.compress(json.dumps(values, sort_keys=True).encode(), mtime=0)

    @classmethod
    def from_bytes(cls, data: bytes) -> Learned:
        """What `to_bytes` gave. Raises BadInput ``bad-topics`` for anything else."""
        try:
            return _read(json.loads(gzip.decompress(data)))
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as wrong:
            text = "The topics learned from this project can't be read. Train them again."
            raise BadInput("bad-topics", text) from wrong


def _read(raw: dict[str, Any]) -> Learned:
    if raw["version"] != VERSION:
        raise ValueError("made by another version of the program")
    rarity = {str(k): float(v) for k, v in raw["rarity"].items()}
    weights = {str(c): {str(k): float(v) for k, v in of.items()} for c, of in raw["weights"].items()}
    bias = {code: float(raw["bias"][code]) for code in weights}
    return Learned(TopicsReport(**raw["report"]), rarity, weights, bias)


def word_places(repaired: Repaired) -> dict[str, list[Span]]:
    """Words and pairs of words of a text, each with the places where it stands."""
    words = [(plain(m.group()), m.start(), m.end()) for m in WORD.finditer(repaired.text)]
    out: dict[str, list[Span]] = {}
    for word, start, end in words:
        if len(word) > 1 and not word.isdigit():
            out.setdefault(word, []).append(repaired.span_to_original(start, end))
    for (one, start, _), (other, _, end) in pairwise(words):
        pair = f"{one} {other}"
        out.setdefault(pair, []).append(repaired.span_to_original(start, end))
    return out


def valued(counts: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    """How much each known word stands out in a text; the squares add up to one."""
    raw = {word: (1 + math.log(n)) * rarity[word] for word, n in counts.items() if word in rarity}
    length = math.sqrt(sum(v * v for v in raw.values())) or 1.0
    return {word: value / length for word, value in raw.items()}


def listed(repaired: Repaired) -> dict[str, float]:
    """What the word lists say of a text, as features: what they know need not be learned again."""
    out: dict[str, float] = {}
    for scheme in PREFIX:
        found = scores(hits(repaired, scheme), 0)
        for score in with_siblings(found) if scheme == "cap" else found:
            out[_LISTED + PREFIX[scheme] + score.code] = math.log1p(score.value) / _SCALE
    return out


def rarity_of(texts: Iterable[Iterable[str]], least: int = 2) -> dict[str, float]:
    """How telling each word is that at least ``least`` of the texts hold."""
    counts: dict[str, int] = {}
    n = 0
    for words in texts:
        n += 1
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    return {w: 1 + math.log((1 + n) / (1 + k)) for w, k in sorted(counts.items()) if k >= least}
