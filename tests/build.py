"""Builders and Hypothesis strategies that all tests share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from core.domain.article import Article
from core.domain.coding import Coding, Layer, Provenance, SlotFill, Suggestion
from core.domain.text import Quote, Span, merged
from core.text.canonical import canonical, sha256_of, word_count

TEXT = (
    "President Ilham Aliyev emphasized that Armeniaand Azerbaijan would meet in Almaty. "
    "Antony Blinken expressed the United States' readiness to help, Azernews reports."
)

_THEN = "2026-01-01T00:00:00Z"

# What breaks programs that count characters: emoji and their joiners, flags, combining marks, Hebrew and
# Arabic, directional marks, no-break and zero-width spaces, ligatures, letters that change length in case.
_AWKWARD = (
    *("😀", "👩\u200d👩\u200d👧", "👍🏽", "🇦🇿", "𝒜", "e\u0301", "o\u0308\u0323", "שלום", "مرحبا"),
    *("\u200f", "\u202a", "\u202c", "\xa0", "\u200b", "\u2009", "ﬁ", "ß", "İ", "ﷺ", "漢字", "\t"),
    *("–", "“", "”", "’", "U.S.", "Armeniaand"),
)
_RAW_ONLY = (
    "\r\n",
    "\r",
    "\x0b",
    "\x0c",
    "\x85",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\x00",
    "\ud800",
    "\udfff",
    "\uffff",
)
_PLAIN = (
    "a",
    "I",
    "the",
    "Baku",
    "peace",
    "talks",
    "1,000",
    "28",
    " ",
    " ",
    " ",
    "\n",
    ".",
    ",",
    "-",
    "'",
    '"',
    "&",
)


def raw_texts(max_size: int = 40) -> st.SearchStrategy[str]:
    """Texts as files hold them: any line end, BOMs, NUL, lone surrogates and all of `texts`."""
    piece = st.sampled_from((*_PLAIN, *_AWKWARD, *_RAW_ONLY)) | st.characters()
    return st.lists(piece, max_size=max_size).map("".join)


def texts(min_size: int = 0, max_size: int = 40) -> st.SearchStrategy[str]:
    """Canonical texts of at least ``min_size`` code points (sizes count pieces for the rest)."""
    piece = st.sampled_from((*_PLAIN, *_AWKWARD)) | st.characters(exclude_categories=["Cs"])
    made = st.lists(piece, min_size=min_size, max_size=max_size).map("".join).map(canonical)
    return made.filter(lambda text: len(text) >= min_size)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """A span anywhere in ``text``, which must not be empty."""
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


def fragments(text: str, max_size: int = 3) -> st.SearchStrategy[tuple[Span, ...]]:
    """One to ``max_size`` spans in reading order that neither touch nor overlap."""
    return st.lists(spans(text), min_size=1, max_size=max_size).map(merged)


@st.composite
def texts_with_span(draw: st.DrawFn) -> tuple[str, Span]:
    """A text and a span in it."""
    text = draw(texts(min_size=1))
    return text, draw(spans(text))


def span_of(words: str, text: str = TEXT, occurrence: int = 0) -> Span:
    """Where ``words`` stand in ``text``; ``occurrence`` counts from 0."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def an_article(text: str = TEXT, *, id: str = "article-1", **rest: Any) -> Article:  # noqa: A002
    """An article about ``text``, which is made canonical; hash and word count are right."""
    whole = canonical(text)
    given: dict[str, Any] = {
        "title": "Blinken calls Aliyev",
        "source": "Azernews",
        "published": "2024-04-28",
        "file_name": "azernews.txt",
        "raw_sha256": sha256_of(whole),
        "encoding": "utf-8",
        "imported_at": _THEN,
    }
    return Article(id=id, text=whole, sha256=sha256_of(whole), words=word_count(whole), **{**given, **rest})


def a_coding(
    words: str | Iterable[Span] = "Ilham Aliyev",
    *,
    text: str = TEXT,
    id: str = "coding-1",  # noqa: A002
    article_id: str = "article-1",
    coder_id: str = "coder-1",
    layer: Layer = Layer.MENTION,
    category: str = "PERSON",
    **rest: Any,
) -> Coding:
    """A coding of ``words`` (or of given spans), with the quotes that belong to them."""
    at = (span_of(words, text),) if isinstance(words, str) else tuple(words)
    given: dict[str, Any] = {"provenance": Provenance.ADDED, "created_at": _THEN, "updated_at": _THEN}
    return Coding(
        id=id,
        article_id=article_id,
        coder_id=coder_id,
        layer=layer,
        category=category,
        spans=at,
        quotes=tuple(Quote.at(span, text) for span in at),
        **{**given, **rest},
    )


def a_suggestion(
    words: str | Iterable[Span] = "Ilham Aliyev",
    *,
    text: str = TEXT,
    id: str = "sug-1",  # noqa: A002
    layer: Layer = Layer.MENTION,
    category: str = "PERSON",
    **rest: Any,
) -> Suggestion:
    """A suggestion about ``words`` (or about given spans)."""
    at = (span_of(words, text),) if isinstance(words, str) else tuple(words)
    given: dict[str, Any] = {"confidence": 0.9, "rule": "test", "reason": "because a test says so"}
    return Suggestion(id=id, layer=layer, category=category, spans=at, **{**given, **rest})


def a_statement(text: str = TEXT, *, id: str = "sug-2", **rest: Any) -> Suggestion:  # noqa: A002
    """A statement suggestion with speaker, cue and content, about `TEXT`."""
    slots = (
        SlotFill("speaker", (span_of("President Ilham Aliyev", text),), ("person:ilham-aliyev",)),
        SlotFill("cue", (span_of("emphasized", text),)),
    )
    content = (span_of("that Armeniaand Azerbaijan would meet in Almaty", text),)
    given: dict[str, Any] = {"slots": slots, "variables": (("directness", "indirect"),)}
    return a_suggestion(content, id=id, layer=Layer.STATEMENT, category="statement", **{**given, **rest})
