"""``rapporteur search``: words in all articles of a project."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.cli_asking import proven
from core.domain.errors import BadInput
from core.domain.text import Span
from core.domain.work import Quiet

if TYPE_CHECKING:
    from typer import Typer

    from core.app.searching import SearchResult

Say = Callable[[str], None]
Find = Callable[[str, str], tuple[Path | str, str]]  # project and coder as typed → place and coder's id


def add_search(app: Typer, find: Find, say: Say, show: Say) -> None:
    """Add the command; ``say`` tells the person, ``show`` prints results."""
    import typer

    project_given = typer.Argument(help="The project.")
    query_given = typer.Argument(
        "", help='Words, "phrases", -not, OR, prefix*, title: source: text: date: before: after:.'
    )
    json_given = typer.Option(False, "--json", help="One JSON object: total, and articles with their hits.")
    limit_given = typer.Option(20, "--limit", min=1, max=10_000, help="How many articles to show.")
    rebuild_given = typer.Option(False, "--rebuild", help="Make the index anew first.")
    coder_given = typer.Option("", "--coder", help="Whose articles, where several work in the project.")

    @app.command(context_settings={"ignore_unknown_options": True})
    def search(
        project: str = project_given,
        query: str = query_given,
        as_json: bool = json_given,
        limit: int = limit_given,
        rebuild: bool = rebuild_given,
        coder: str = coder_given,
    ) -> None:
        """Search the words of all articles, best first; a coder's own ones only."""
        if not query.strip() and not rebuild:
            raise BadInput(
                "no-query", "Say what to look for, in quotation marks: 'peace \"Prime Minister\"'."
            )
        where, who = find(project, coder)
        proven(where, who)
        if rebuild:
            from core.app.searching import index_anew

            index_anew(where, _Told(say))
            say("rapporteur: The index was made anew.")
        if query.strip():
            _search(where, who, query, limit, show, as_json=as_json)


class _Told(Quiet):
    """A line every tenth of the work."""

    def __init__(self, say: Say) -> None:
        self._say, self._next = say, 0.1

    def report(self, done: float, text: str = "") -> None:
        """Tell how far it is."""
        if done >= self._next:
            self._next = int(done * 10) / 10 + 0.1
            self._say(f"rapporteur: {text}: {done:.0%}")


def _search(where: Path | str, who: str, query: str, limit: int, show: Say, *, as_json: bool) -> None:
    from core.app.searching import search

    result = search(where, who, query, limit=limit)
    if as_json:
        show(json.dumps(result_json(result), ensure_ascii=False))
        return
    for line in result_lines(result):
        show(line)


def result_json(result: SearchResult) -> dict[str, Any]:
    """What was found as JSON; spans are half-open ranges of code points of the article's text."""
    return {
        "query": result.typed,
        "total": result.total,
        "articles": [
            {
                "id": hit.article_id,
                "title": hit.title,
                "source": hit.source,
                "published": hit.published,
                "snippet": hit.line.text,
                "marks": [[mark.start, mark.end] for mark in hit.line.marks],
                "hits": [[span.start, span.end] for span in hit.spans],
            }
            for hit in result.hits
        ],
    }


def result_lines(result: SearchResult) -> Iterator[str]:
    """What was found as lines: an article, and the words around its first hit in ``[brackets]``."""
    for hit in result.hits:
        head = " · ".join(filter(None, (hit.title, hit.source, hit.published)))
        yield f"{head} ({_times(len(hit.spans))})"
        yield f"    {_marked(hit.line.text, hit.line.marks)}"
    shown = f", the first {len(result.hits):,} shown" if len(result.hits) < result.total else ""
    yield f"{result.total:,} {'article' if result.total == 1 else 'articles'} found{shown}."


def _times(hits: int) -> str:
    return f"{hits} {'hit' if hits == 1 else 'hits'}" if hits else "in the title, source or date"


def _marked(text: str, marks: tuple[Span, ...]) -> str:
    for mark in reversed(marks):
        text = f"{text[: mark.start]}[{mark.of(text)}]{text[mark.end :]}"
    return text
