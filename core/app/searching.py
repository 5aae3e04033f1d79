"""Searching all articles a person may see: what was found, and the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.app.queries import Queries, open_queries
from core.domain.text import Span
from core.domain.work import Progress
from core.storage.search import FoundArticle
from core.storage.store import Store
from core.text.hits import Snippet, hits, snippet
from core.text.search_query import SearchQuery, parse_query

LIMIT = 50


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One article found. ``title``: the file's name where it has none, with ``title_marks``; ``line``: the
    words around the first hit; ``spans``: all hits, in code points of the article's text."""

    article_id: str
    title: str
    source: str
    published: str
    line: Snippet
    spans: tuple[Span, ...]
    title_marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of what was found. ``typed``: what for; ``total``: of how many articles."""

    typed: str
    total: int = 0
    hits: tuple[SearchHit, ...] = ()


def find(queries: Queries, typed: str, *, limit: int = LIMIT, offset: int = 0) -> SearchResult:
    """Search for what was ``typed``; nothing is found for nothing. Raises `BadInput`, as `parse_query`."""
    query = parse_query(typed)
    if not query:
        return SearchResult(typed)
    found = queries.found(query, limit=limit, offset=offset)
    total = queries.count_found(query) if offset or len(found) == limit else len(found)
    return SearchResult(typed, total, tuple(_hit(query, article) for article in found))


def search(
    where: Path | str, coder_id: str, typed: str, *, limit: int = LIMIT, offset: int = 0
) -> SearchResult:
    """`find` on a connection of its own, for a worker; needs no lock and changes nothing."""
    parse_query(typed)  # what is wrong with it is told before anything is opened
    with open_queries(where, coder_id) as queries:
        return find(queries, typed, limit=limit, offset=offset)


def check_query(typed: str) -> bool:
    """Whether there is anything to look for; raises `BadInput`, which says what is wrong with it."""
    return bool(parse_query(typed))


def spans_in(typed: str, text: str, repairs: tuple[int, ...]) -> tuple[Span, ...]:
    """Where the words of a query stand in one text, as `SearchHit.spans`; raises `BadInput`."""
    return hits(parse_query(typed), text, repairs)


def index_anew(where: Path | str, progress: Progress | None = None) -> None:
    """Make the index of a project from its articles; nothing people made changes.

    Raises what `Store.open` raises, and `Cancelled`, which leaves the index as it was.
    """
    store = Store.open(where)
    try:
        store.index_anew(progress)
    finally:
        store.close()


def _hit(query: SearchQuery, article: FoundArticle) -> SearchHit:
    found = hits(query, article.text, article.repairs)
    marks = hits(query, article.title, field="title")
    return SearchHit(
        article.article_id,
        article.title or article.file_name,
        article.source,
        article.published,
        snippet(article.text, found),
        found,
        marks,
    )
