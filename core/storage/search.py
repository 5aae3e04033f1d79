"""Search over all articles: what a query finds, and the upkeep of the index as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Select, bindparam, func, select

from core.domain.errors import Refused
from core.domain.work import Progress
from core.storage import faults, lists, search_index
from core.storage.reading import Reader
from core.storage.rows import UNREADABLE
from core.storage.schema import article, article_index, article_text, assignment, suggestion_set
from core.storage.search_sql import article_words, conditions, file_match, rank, shape
from core.text.search_query import SearchQuery

_repairs = msgspec.json.Decoder(tuple[int, ...])


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article that a query finds; ``repairs``: ascending offsets before which a lost space is assumed."""

    article_id: str
    title: str
    source: str
    published: str
    file_name: str
    text: str
    repairs: tuple[int, ...]


class SearchReader(Reader):
    """The reads of the search. Whose articles may be searched is decided further up."""

    def found(
        self, query: SearchQuery, coder_id: str, *, given: bool = False, limit: int = 50, offset: int = 0
    ) -> list[FoundArticle]:
        """A page of the articles the query finds: best first, in the order of the work list when it asks for
        no words. ``given``: only what was given to the coder in a round; of corrected texts the newest."""
        server = self._connection.dialect.name != "sqlite"
        page = _page(shape(query, server=server), given=given, server=server)
        asked = {"coder": coder_id, "match": file_match(query), "limit": limit, "offset": offset}
        with self._transaction() as connection:
            return [_article(row) for row in connection.execute(page, asked)]

    def count_found(self, query: SearchQuery, coder_id: str, *, given: bool = False) -> int:
        """How many articles `found` has in all."""
        server = self._connection.dialect.name != "sqlite"
        rows = _counted(shape(query, server=server), given=given, server=server)
        asked = {"coder": coder_id, "match": file_match(query)}
        with self._transaction() as connection:
            return int(connection.execute(rows, asked).scalar_one())

    def unsearchable(self) -> list[str]:
        """The ids of articles that the index does not have as they are."""
        with self._transaction() as connection:
            return list(search_index.problems(connection))

    def index_anew(self, progress: Progress | None = None) -> None:
        """Make the whole index from the articles, whole or not at all; nothing people made changes.

        Raises `Refused` (``read-only``) and `Cancelled`.
        """
        if self.read_only:
            raise Refused(*faults.READ_ONLY, where=self.where)
        with self._transaction(write=True) as connection:
            search_index.rebuild(connection, progress)


# Statements are built once, since that takes as long as carrying them out.
@lru_cache(maxsize=32)
def _counted(query: SearchQuery, *, given: bool, server: bool) -> Select[Any]:
    return _select(func.count(), query, given=given, server=server)


@lru_cache(maxsize=32)
def _page(query: SearchQuery, *, given: bool, server: bool) -> Select[Any]:
    """What is shown of the articles found, from ``:offset`` on."""
    found = _found(query, given=given, server=server).limit(bindparam("limit")).offset(bindparam("offset"))
    on, a, made = found.subquery(), article.c, suggestion_set.c
    joined = on.join(article, a.id == on.c.id).join(article_text, article_text.c.sha256 == a.sha256)
    joined = joined.outerjoin(suggestion_set, made.article_id == a.id)
    columns = (a.id, a.title, a.source, a.published, a.file_name, article_text.c.text, made.repairs)
    return select(*columns).select_from(joined).order_by(on.c.place, a.position, a.id)


def _article(row: Any) -> FoundArticle:
    try:
        repairs = _repairs.decode(row.repairs) if row.repairs else ()
    except UNREADABLE as fault:
        raise Refused(*faults.UNREADABLE, where=f"suggestion_set {row.id}") from fault
    return FoundArticle(row.id, row.title, row.source, row.published, row.file_name, row.text, repairs)


def _found(query: SearchQuery, *, given: bool, server: bool) -> Select[Any]:
    """Ids of articles with their places, the first ones first."""
    rows = _select(None, query, given=given, server=server)
    if query.clauses and not server:  # FTS5 sorts by itself; alike ones stay in the order they came
        return rows.add_columns(article_words.c.rank.label("place")).order_by(article_words.c.rank)
    place: Any = -rank(query) if query.clauses else article.c.position
    return rows.add_columns(place.label("place")).order_by(place, article.c.position, article.c.id)


def _select(what: Any, query: SearchQuery, *, given: bool, server: bool) -> Select[Any]:
    """The articles of the query, their ids unless told ``what``; what is not needed to find them is not
    joined."""
    if not server and query.clauses:
        joined: Any = article_words.join(article_index, article_index.c.number == article_words.c.rowid)
        key = article_index.c.article_id
        if given or query.dates:
            joined = joined.join(article, article.c.id == key)
    else:
        joined, key = article, article.c.id
        if server:
            joined = joined.join(article_words, article_words.c.article_id == key)
    if given:
        joined = joined.outerjoin(assignment, lists.mine(assignment))
    rows = select(key.label("id") if what is None else what).select_from(joined)
    return lists.only(rows, given=given).where(lists.newest(key), *conditions(query, server=server))
