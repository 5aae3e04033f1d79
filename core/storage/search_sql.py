"""A query as conditions in SQL: FTS5 in a file, tsvector on a server."""

from __future__ import annotations

import operator
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, cast, column, func, literal, or_, select, table, true

from core.storage import search_index
from core.storage.schema import article, article_index
from core.text.folding import LONGEST
from core.text.search_query import DateBound, SearchQuery, Term

_COLUMNS = ("title", "source", "text", "glued")
_WHERE = {"": _COLUMNS, "title": ("title",), "source": ("source",), "text": ("text", "glued")}
_ANY = Term(("any",))
_SIGNS = {"<": operator.lt, "<=": operator.le, ">=": operator.ge, ">": operator.gt}
article_words = table(
    "article_words",
    *(column(name) for name in ("rowid", "rank", "article_id", "words", "whole", "article_words", *_COLUMNS)),
)
_numbered: Any = article_words.join(article_index, article_index.c.number == article_words.c.rowid)


def conditions(query: SearchQuery, *, server: bool) -> list[ColumnElement[bool]]:
    """What holds for the articles of the query, of their rows in ``article_words`` (a file's only where the
    query has clauses) and ``article`` (only where it has dates or no clauses)."""
    of_words = _on_server(query) if server else _in_file(query)
    return [*of_words, *map(_dated, query.dates)]


def matching(query: SearchQuery, *, server: bool) -> ColumnElement[bool]:
    """Whether the query finds an ``article``, in a statement about others' columns too."""
    asked = conditions(SearchQuery(query.clauses, query.without), server=server)
    dates = [_dated(bound) for bound in query.dates]
    if server:
        found = select(article_words.c.article_id).where(*asked)
    elif query.clauses:
        found = select(article_index.c.article_id).select_from(_numbered).where(*asked)
    else:
        return and_(true(), *asked, *dates)
    return and_(article.c.id.in_(found), *dates)


def file_match(query: SearchQuery) -> str:
    """What FTS5 is asked for: what to find or, where there are no clauses, what to leave out."""
    without = " OR ".join(map(_file_term, query.without))
    asked = " AND ".join(f"({' OR '.join(map(_file_term, clause))})" for clause in query.clauses)
    return f"({asked}) NOT ({without})" if asked and without else asked or without


def shape(query: SearchQuery, *, server: bool) -> SearchQuery:
    """A query with the same conditions but for the value of ``:match``, so that a statement serves many."""
    if server:
        return query
    clauses = ((_ANY,),) if query.clauses else ()
    return SearchQuery(clauses, (_ANY,) if query.without and not clauses else (), query.dates)


def rank(query: SearchQuery) -> ColumnElement[float]:
    """How well a server's row fits; the larger the better."""
    any_of = " | ".join(_server_term(term) for term in query.terms)
    return func.ts_rank(article_words.c.words, _as_query(any_of))


def _as_query(words: str) -> ColumnElement[Any]:
    from sqlalchemy.dialects.postgresql import TSQUERY  # not at every start

    return cast(literal(words), TSQUERY)


def _dated(bound: DateBound) -> ColumnElement[bool]:
    day = func.substr(article.c.published, 1, len(bound.day))
    return and_(article.c.published != "", _SIGNS[bound.sign](day, bound.day))


def _in_file(query: SearchQuery) -> list[ColumnElement[bool]]:
    asked = file_match(query)
    if not asked:
        return []
    matches = article_words.c.article_words.op("MATCH")(bindparam("match", asked))
    if query.clauses:
        return [matches]
    left_out = select(article_index.c.article_id).select_from(_numbered).where(matches)
    return [article.c.id.not_in(left_out)]


def _file_term(term: Term) -> str:
    """In the syntax of https://www.sqlite.org/fts5.html#full_text_query_syntax; words hold no quotes."""
    asked = f'"{" ".join(term.words)}"{" *" if term.prefix else ""}'
    return asked if not term.field else f"{{{' '.join(_WHERE[term.field])}}} : {asked}"


def _on_server(query: SearchQuery) -> list[ColumnElement[bool]]:
    wanted = [or_(*map(_holds, clause)) for clause in query.clauses]
    return [*wanted, *(~_holds(term) for term in query.without)]


def _holds(term: Term) -> ColumnElement[bool]:
    """The index finds who has all the words; whether they follow one another, and where, is looked up."""
    asked_first = f"{_server_term(term)} | '{search_index.MORE}'"
    known: ColumnElement[bool] = article_words.c.words.op("@@")(_as_query(asked_first))
    end = "%" if term.prefix else " %"
    asked = f"% {' '.join(term.words)}{end}"
    places = (
        literal(" ").concat(article_words.c[name]).concat(" ").like(asked) for name in _WHERE[term.field]
    )
    if len(term.words) == 1 and not term.field:
        return and_(known, or_(article_words.c.whole, *places))
    return and_(known, or_(*places))


def _server_term(term: Term) -> str:
    last = len(term.words) - 1
    asked = (
        f"'{word}'{':*' if term.prefix and at == last and len(word) < LONGEST else ''}"
        for at, word in enumerate(term.words)
    )
    return "(" + " & ".join(asked) + ")"
