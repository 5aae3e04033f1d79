"""Suggestions of what an article, or a passage that differs, is about, with the words that spoke for it."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from core.domain.coding import Layer, Suggestion, with_value
from core.domain.text import Span, merged
from core.nlp.ids import suggestion_id, text_hash
from core.nlp.topics_words import Hit, hits
from core.nlp.view import View

LEAST = 0.3
_MOST = 3  # topics suggested for one article in each scheme
_SECOND = 0.3  # a secondary topic has at least this share of the first one's score
_LEAST_SCORE = 4.0
_SIBLINGS = 0.25  # what the other topics under the same major add to one
_LEAD = 1.25  # words in the first paragraphs weigh more: news says first what it is about
_PASSAGE = 6.0
_CLEARLY = 2.0
_MOST_EVIDENCE = 16
_PREFIX = {"cap": "cap:", "contexts": "context:"}


@dataclass(slots=True)
class _Score:
    """What spoke for one code."""

    code: str
    value: float = 0.0
    found: list[Hit] = field(default_factory=list)


def find(view: View) -> tuple[Suggestion, ...]:
    """Article-level topics of both schemes, then passages whose topic clearly differs."""
    sha = text_hash(view.text)
    cap, contexts = hits(view.repaired, "cap"), hits(view.repaired, "contexts")
    lead = _lead(view.text)
    out = _article(view, sha, "cap", cap, lead)
    primary = next((s.category for s in out), "")
    out += _article(view, sha, "contexts", contexts, lead)
    out += _passages(view, sha, cap, primary)
    return tuple(out)


def contexts_by_line(view: View) -> dict[int, tuple[str, ...]]:
    """The PLOVER contexts of each line of the text, at most two, surest first."""
    lines = _lines(view.text)
    found = hits(view.repaired, "contexts")
    out: dict[int, tuple[str, ...]] = {}
    for number, inside in enumerate(_by_line(lines, found)):
        scores = _scores(inside, 0)
        out[number] = tuple(s.code for s in scores if s.value >= _LEAST_SCORE / 2)[:2]
    return out


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int


def _lines(text: str) -> list[_Line]:
    """All lines, empty ones included, so that their numbers are those of the view."""
    cuts = [0, *(m.end() for m in re.finditer("\n", text)), len(text) + 1]
    return [_Line(a, b) for a, b in pairwise(cuts)]


def _by_line(lines: Sequence[_Line], found: Iterable[Hit]) -> list[list[Hit]]:
    """The hits of each line."""
    starts = [line.start for line in lines]
    out: list[list[Hit]] = [[] for _ in lines]
    for hit in found:
        out[bisect_right(starts, hit.span.start) - 1].append(hit)
    return out


def _lead(text: str) -> int:
    """Where the second paragraph ends."""
    ends = [m.end() for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
    return ends[min(1, len(ends) - 1)] if ends else 0


def _scores(found: Iterable[Hit], lead: int) -> list[_Score]:
    """Scores by code, best first; a word said again adds ever less."""
    by_code: dict[str, _Score] = {}
    for hit in found:
        by_code.setdefault(hit.pattern.code, _Score(hit.pattern.code)).found.append(hit)
    for score in by_code.values():
        times = Counter(h.pattern for h in score.found)
        early = {h.pattern for h in score.found if h.span.start < lead}
        score.value = sum(p.weight * math.sqrt(n) * (_LEAD if p in early else 1) for p, n in times.items())
    return sorted(by_code.values(), key=lambda s: (-s.value, s.code))


def major_of(code: str) -> str:
    """The CAP major of a sub-topic: "1921" and "1900" belong to "19"."""
    return code[:-2]


def _with_siblings(scores: Sequence[_Score]) -> list[_Score]:
    """CAP scores in which the topics under one major speak for one another."""
    totals: dict[str, float] = {}
    for score in scores:
        totals[major_of(score.code)] = totals.get(major_of(score.code), 0.0) + score.value
    lifted = [
        _Score(s.code, s.value + _SIBLINGS * (totals[major_of(s.code)] - s.value), s.found) for s in scores
    ]
    return sorted(lifted, key=lambda s: (-s.value, s.code))


def _article(view: View, sha: str, scheme: str, found: Sequence[Hit], lead: int) -> list[Suggestion]:
    scores = _scores(found, lead)
    if scheme == "cap":
        scores = _with_siblings(scores)
    if not scores or scores[0].value < _LEAST_SCORE:
        return []
    top = scores[0].value
    strong = [s for s in scores if s.value >= max(_LEAST_SCORE, _SECOND * top)]
    chosen = [s for s in strong if not (scheme == "cap" and s is not strong[0] and _is_general(s, strong[0]))]
    further = [_PREFIX[scheme] + s.code for s in scores[:5]]
    out = []
    for rank, score in enumerate(chosen[:_MOST]):
        p = _confidence(score.value, top, scores)
        out.append(
            _suggestion(view, sha, scheme, score, p, (), "primary" if rank == 0 else "secondary", further)
        )
    return [s for s in out if s.confidence >= LEAST]


def _is_general(score: _Score, first: _Score) -> bool:
    """Whether ``score`` is the general topic above the first one, and so says nothing new."""
    return score.code.endswith("00") and major_of(score.code) == major_of(first.code)


def _confidence(value: float, top: float, scores: Sequence[_Score]) -> float:
    """Higher with more words, lower the nearer the rivals are; not calibrated, for want of labelled news."""
    amount = 1 - math.exp(-value / 10)
    rivals = sum(s.value for s in scores[:4])
    return float(amount * (0.35 + 0.6 * math.sqrt(value / rivals) * math.sqrt(math.sqrt(value / top))))


def _suggestion(
    view: View,
    sha: str,
    scheme: str,
    score: _Score,
    p: float,
    spans: tuple[Span, ...],
    rank: str,
    further: Sequence[str],
) -> Suggestion:
    category = _PREFIX[scheme] + score.code
    best = sorted(score.found, key=lambda h: (-h.pattern.weight, h.span.start))
    return Suggestion(
        id=suggestion_id(sha, Layer.TOPIC, category, spans, "topic"),
        layer=Layer.TOPIC,
        category=category,
        spans=spans,
        variables=with_value((), "rank", rank),
        confidence=round(min(p, 0.95), 3),
        rule=f"topic.{scheme}.{'passage' if spans else 'article'}",
        reason=f"words: {_listed(view, best)}",
        evidence=merged(h.span for h in best[:_MOST_EVIDENCE]),
        alternatives=tuple(c for c in further if c != category)[:3],
    )


def _listed(view: View, found: Sequence[Hit]) -> str:
    """The words in the order of their weight, with how often each was said."""
    times: Counter[str] = Counter()
    for hit in found:
        times[_said(view, hit)] += 1
    return ", ".join(f"{word} ({n})" if n > 1 else word for word, n in list(times.items())[:10])


def _said(view: View, hit: Hit) -> str:
    repaired = view.repaired
    start, end = repaired.to_repaired(hit.span.start), repaired.to_repaired(hit.span.end - 1) + 1
    return " ".join(repaired.text[start:end].lower().split())


def _passages(view: View, sha: str, found: Sequence[Hit], primary: str) -> list[Suggestion]:
    """Paragraphs in which another major clearly outweighs that of the article."""
    out: list[Suggestion] = []
    major = major_of(primary.removeprefix("cap:")) if primary else ""
    lines = _lines(view.text)
    for line, inside in zip(lines, _by_line(lines, found), strict=True):
        scores = _with_siblings(_scores(inside, 0))
        if not scores or not _differs(scores, major):
            continue
        span = _trimmed(view.text, line)
        others = ["cap:" + s.code for s in scores[:4]]
        p = _confidence(scores[0].value, scores[0].value, scores)
        out.append(_suggestion(view, sha, "cap", scores[0], p, (span,), "", others))
    return [s for s in out if s.confidence >= LEAST]


def _differs(scores: Sequence[_Score], major: str) -> bool:
    first = scores[0]
    own = max((s.value for s in scores if major_of(s.code) == major), default=0.0)
    several = len({h.pattern for h in first.found}) > 1
    return major_of(first.code) != major and several and first.value >= max(_PASSAGE, _CLEARLY * own)


def _trimmed(text: str, line: _Line) -> Span:
    piece = text[line.start : line.end]
    start = line.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip()))
