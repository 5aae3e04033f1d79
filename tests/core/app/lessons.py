"""A project of small completed articles, enough to train on: bodies that no list and no model knows."""

from __future__ import annotations

import re
from pathlib import Path

from core.app.commands.article import Complete, SetAnswer
from core.app.commands.corpus import ImportArticles
from core.app.projects import create_project, open_workspace
from core.app.workspace import Workspace
from core.domain.changes import Change, ChangeSet
from core.domain.coding import Coding, Layer, Missing
from core.domain.text import Span
from tests.build import a_coding, an_article
from tests.core.app.place import Plan

BODIES = ("Kestrel Nord", "Arden Vale", "Oslan Trust", "Merrow Line", "Talvi Works", "Brisk Harbour")
PEOPLE = ("Anders Holm", "Mirela Voss", "Tobias Renn", "Ilka Moran", "Petra Lund")
NUMBER = 18


def text_of(number: int) -> str:
    """An article of a dozen names."""

    def body(k: int) -> str:
        return BODIES[(number + k) % len(BODIES)]

    def person(k: int) -> str:
        return PEOPLE[(number + k) % len(PEOPLE)]

    return (
        f"{body(0)} bought {body(1)} on terms that {person(0)} called fair in report {number}. "
        f"Workers of {body(1)} and {body(2)} went home, said {person(1)}. "
        f"{person(2)} left {body(0)} for {body(3)}, and {body(4)} hired {person(3)}. "
        f"The board of {body(2)} thanked {person(0)}."
    )


def names_in(text: str) -> list[tuple[Span, str]]:
    """Where the invented names stand, with their types."""
    found = [
        (Span(*match.span()), "ORG" if name in BODIES else "PERSON")
        for name in (*BODIES, *PEOPLE)
        for match in re.finditer(name, text)
    ]
    return sorted(found)


def a_coded_project(folder: Path, *, complete: int = NUMBER) -> Workspace:
    """`NUMBER` articles; all names of the first ``complete`` are coded, and those are marked complete."""
    where = folder / "study.rapporteur"
    create_project(where, "Study", "Ada")
    workspace = open_workspace(where)
    texts = [text_of(number) for number in range(NUMBER)]
    articles = [an_article(text, id=f"a{n:02}", position=n) for n, text in enumerate(texts)]
    workspace.execute(ImportArticles(tuple(articles)))
    for article in articles[:complete]:
        made = tuple(_codings(article.id, article.text, workspace.state.coder.id))
        workspace.execute(Plan(lambda _state, m=made: ChangeSet(tuple(Change(None, c) for c in m))))  # type: ignore[misc]
        for layer in (Layer.STATEMENT, Layer.TOPIC, Layer.EVENT):
            workspace.execute(SetAnswer(article.id, layer, Missing.NOTHING_THERE))
        workspace.execute(Complete(article.id))
    return workspace


def _codings(article_id: str, text: str, coder_id: str) -> list[Coding]:
    return [
        a_coding(
            (span,),
            text=text,
            id=f"{article_id}-{n}",
            article_id=article_id,
            coder_id=coder_id,
            category=kind,
        )
        for n, (span, kind) in enumerate(names_in(text))
    ]
