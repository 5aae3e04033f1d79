"""Suggestions of what an article, or a passage that differs, is about, with the words that spoke for it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.domain.coding import Layer, Suggestion, with_value
from core.domain.text import Span, merged
from core.nlp.ids import suggestion_id, text_hash
from core.nlp.topics_learned import Judged, Learned
from core.nlp.topics_scores import Score, confidence, enough, major_of, scores, with_siblings
from core.nlp.topics_words import PREFIX, Hit, hits
from core.nlp.view import View

LEAST = 0.3
_MOST = 3  # topics suggested for one article in each scheme
_SECOND = 0.3  # a secondary topic has at least this share of the first one's score
_LEAST_CONTEXT = 2.0
_PASSAGE = 6.0
_CLEARLY = 2.0
_MOST_EVIDENCE = 16
_LIKELY = 0.5  # a learned topic is suggested from here
_SUREST = 0.95


def find(view: View, learned: Learned | None = None) -> tuple[Suggestion, ...]:
    """Article-level topics of both schemes, then passages whose topic clearly differs.

    ``learned``: weights from the project's codings; heeded where their own report says that they are better.
    """
    sha = text_hash(view.text)
    found = {scheme: hits(view.repaired, scheme) for scheme in PREFIX}
    lead = _lead(view.text)
    taught = learned if learned is not None and learned.report.used else None
    out: list[Suggestion] = []
    for scheme, inside in found.items():
        listed = _article(view, sha, scheme, inside, lead)
        out += _taught(view, sha, scheme, listed, taught) if taught else listed
    for scheme, inside in found.items():
        own = [s.category for s in out if s.category.startswith(PREFIX[scheme]) and not s.spans]
        out += _passages(view, sha, scheme, inside, own)
    return tuple(out)


def contexts_by_line(view: View) -> dict[int, tuple[str, ...]]:
    """The PLOVER contexts of each line of the text, at most two, surest first."""
    lines = _lines(view.text)
    found = hits(view.repaired, "contexts")
    out: dict[int, tuple[str, ...]] = {}
    for number, inside in enumerate(_by_line(lines, found)):
        best = scores(inside, 0)
        out[number] = tuple(s.code for s in best if s.value >= _LEAST_CONTEXT)[:2]
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


def _article(view: View, sha: str, scheme: str, found: Sequence[Hit], lead: int) -> list[Suggestion]:
    best = scores(found, lead)
    if scheme == "cap":
        best = with_siblings(best)
    words = len(view.text.split())
    if not best or best[0].value < enough(words):
        return []
    top = best[0].value
    strong = [s for s in best if s.value >= max(enough(words), _SECOND * top)]
    chosen = [s for s in strong if not (scheme == "cap" and s is not strong[0] and _is_general(s, strong[0]))]
    further = [PREFIX[scheme] + s.code for s in best[:5]]
    out = []
    for rank, score in enumerate(chosen[:_MOST]):
        p = confidence(score.value, top, best, words)
        out.append(
            _suggestion(view, sha, scheme, score, p, (), "primary" if rank == 0 else "secondary", further)
        )
    return [s for s in out if s.confidence >= LEAST]


def _is_general(score: Score, first: Score) -> bool:
    """Whether ``score`` is the general topic above the first one, and so says nothing new."""
    return score.code.endswith("00") and major_of(score.code) == major_of(first.code)


def _taught(
    view: View, sha: str, scheme: str, listed: Sequence[Suggestion], learned: Learned
) -> list[Suggestion]:
    """Learned topics where a code was learned, those of the lists elsewhere; the surest is the primary."""
    prefix = PREFIX[scheme]
    judged = [j for j in learned.judge(view.repaired) if j.code.startswith(prefix)]
    own = [_of_learned(sha, j, learned.report.n) for j in judged if j.p >= _LIKELY and j.evidence]
    rest = [s for s in listed if s.category not in learned.codes]
    ordered = sorted([*own, *rest], key=lambda s: -s.confidence)[:_MOST]
    further = [*(j.code for j in judged[:4]), *(s.category for s in listed)]
    out = []
    for k, one in enumerate(ordered):
        others = tuple(dict.fromkeys(c for c in further if c != one.category))[:3]
        rank = with_value(one.variables, "rank", "secondary" if k else "primary")
        out.append(replace(one, variables=rank, alternatives=others))
    return out


def _of_learned(sha: str, judged: Judged, n: int) -> Suggestion:
    return Suggestion(
        id=suggestion_id(sha, Layer.TOPIC, judged.code, (), "topic"),
        layer=Layer.TOPIC,
        category=judged.code,
        confidence=round(min(judged.p, _SUREST), 3),
        rule="topic.learned.article",
        reason=f"learned from {n} coded articles; words: {', '.join(judged.words)}",
        evidence=merged(judged.evidence[:_MOST_EVIDENCE]),
    )


def _suggestion(
    view: View,
    sha: str,
    scheme: str,
    score: Score,
    p: float,
    spans: tuple[Span, ...],
    rank: str,
    further: Sequence[str],
) -> Suggestion:
    category = PREFIX[scheme] + score.code
    best = sorted(score.found, key=lambda h: (-h.pattern.weight, h.span.start))
    return Suggestion(
        id=suggestion_id(sha, Layer.TOPIC, category, spans, "topic"),
        layer=Layer.TOPIC,
        category=category,
        spans=spans,
        variables=with_value((), "rank", rank),
        confidence=round(min(p, _SUREST), 3),
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


def _passages(
    view: View, sha: str, scheme: str, found: Sequence[Hit], article: Sequence[str]
) -> list[Suggestion]:
    """Paragraphs in which something else clearly outweighs what the article is about as a whole."""
    out: list[Suggestion] = []
    known = {_field(scheme, code.removeprefix(PREFIX[scheme])) for code in _told(scheme, article)}
    lines = _lines(view.text)
    for line, inside in zip(lines, _by_line(lines, found), strict=True):
        best = scores(inside, 0)
        best = with_siblings(best) if scheme == "cap" else best
        if not best or not _differs(scheme, best, known):
            continue
        span = _trimmed(view.text, line)
        others = [PREFIX[scheme] + s.code for s in best[:4]]
        p = confidence(best[0].value, best[0].value, best, len(span.of(view.text).split()))
        out.append(_suggestion(view, sha, scheme, best[0], p, (span,), "", others))
    return [s for s in out if s.confidence >= LEAST]


def _told(scheme: str, article: Sequence[str]) -> Sequence[str]:
    """What a passage has to differ from: the primary CAP topic; every context, as they stand together."""
    return article[:1] if scheme == "cap" else article


def _field(scheme: str, code: str) -> str:
    """CAP topics differ by their major."""
    return major_of(code) if scheme == "cap" else code


def _differs(scheme: str, best: Sequence[Score], known: set[str]) -> bool:
    first = best[0]
    own = max((s.value for s in best if _field(scheme, s.code) in known), default=0.0)
    several = len({h.pattern for h in first.found}) > 1
    return (
        _field(scheme, first.code) not in known and several and first.value >= max(_PASSAGE, _CLEARLY * own)
    )


def _trimmed(text: str, line: _Line) -> Span:
    piece = text[line.start : line.end]
    start = line.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip()))
