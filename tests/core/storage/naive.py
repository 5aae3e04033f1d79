"""What a search must find, by looking at each article: the plain reading of a query, word by word."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from core.domain.article import Article
from core.text.folding import glued_spans, words
from core.text.repair import Repaired
from core.text.search_query import DateBound, SearchQuery, Term


def finds(query: SearchQuery, article: Article, repairs: Collection[int] = ()) -> bool:
    """Whether ``query`` is about the article."""
    return (
        all(any(_has(term, article, repairs) for term in clause) for clause in query.clauses)
        and not any(_has(term, article, repairs) for term in query.without)
        and all(_within(bound, article.published) for bound in query.dates)
    )


def _has(term: Term, article: Article, repairs: Collection[int]) -> bool:
    in_field = {
        "title": [words(article.title)],
        "source": [words(article.source)],
        "text": [
            words(Repaired(article.text, tuple(sorted(repairs))).text),
            *([word] for span in glued_spans(article.text, repairs) for word in words(span.of(article.text))),
        ],
    }
    looked = in_field[term.field] if term.field else [run for runs in in_field.values() for run in runs]
    return any(_follow(term, run) for run in looked)


def _follow(term: Term, run: list[str]) -> bool:
    size = len(term.words)
    return any(_alike(term, run[at : at + size]) for at in range(len(run) - size + 1))


def _alike(term: Term, some: list[str]) -> bool:
    *first, last = term.words
    return some[:-1] == first and (some[-1].startswith(last) if term.prefix else some[-1] == last)


def _within(bound: DateBound, published: str) -> bool:
    day = published[: len(bound.day)]
    ways: dict[str, bool] = {
        "<": day < bound.day,
        "<=": day <= bound.day,
        ">=": day >= bound.day,
        ">": day > bound.day,
    }
    return bool(published) and ways[bound.sign]


def found_by_looking(query: SearchQuery, articles: Iterable[tuple[Article, Collection[int]]]) -> set[str]:
    """The ids of the articles that ``query`` is about."""
    return {article.id for article, repairs in articles if finds(query, article, repairs)}
