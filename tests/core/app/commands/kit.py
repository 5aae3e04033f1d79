"""A real project with one article and a handful of suggestions, for tests of what coders do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from core.app.commands.base import Command
from core.app.commands.corpus import ImportArticles, StoreSuggestions
from core.app.projects import create_project, open_workspace
from core.app.workspace import Workspace
from core.domain.actor import Actor, ActorKind
from core.domain.article import Article
from core.domain.coding import Coding, Layer, SlotFill, Suggestion
from core.domain.errors import Refused
from core.domain.suggestion import SuggestionSet
from tests.build import TEXT, a_suggestion, an_article, span_of

ALIYEV = Actor("person:ilham-aliyev", "Ilham Aliyev", ActorKind.PERSON, "AZE", aliases=("Aliyev",))
BLINKEN = Actor("person:antony-blinken", "Antony Blinken", ActorKind.PERSON, "USA")
REPEATED = "Baku spoke. Baku waited. Yerevan spoke. Baku answered Yerevan on 28 April."


_open: list[Workspace] = []


def close_all() -> None:
    """Close what `a_workspace` opened; closing twice does no harm."""
    while _open:
        _open.pop().close()


@cache
def _template() -> Path:
    where = Path(mkdtemp(prefix="rapporteur-tests-")) / "empty.rapporteur"
    create_project(where, "Tests", "Coder 1")
    return where


def a_workspace(folder: Path, *articles: Article, found: Iterable[SuggestionSet] = ()) -> Workspace:
    """A workspace over a new file in ``folder``; the project is copied, because making one takes longer."""
    where = folder / "p.rapporteur"
    shutil.copyfile(_template(), where)
    workspace = open_workspace(where)
    _open.append(workspace)
    workspace.execute(ImportArticles(articles or (an_article(),)))
    for one in found:
        workspace.execute(StoreSuggestions(one))
    return workspace


def a_set(article: Article, *suggestions: Suggestion, **rest: Any) -> SuggestionSet:
    """An analysis of ``article``."""
    made = SuggestionSet(article.id, article.id, article.sha256, "test", suggestions=suggestions)
    return replace(made, **{"actors": (ALIYEV, BLINKEN), **rest})


def a_mention(words: str, category: str, actor: str = "", *, nth: int = 0, **rest: Any) -> Suggestion:
    """A mention suggestion about ``words`` of `TEXT` (or of ``text=``)."""
    text = str(rest.pop("text", TEXT))
    slots = (SlotFill("actor", actors=(actor,)),) if actor else ()
    key = f"sug-{words.lower().replace(' ', '-')}-{nth}"
    return a_suggestion(
        (span_of(words, text, nth),), text=text, id=key, category=category, slots=slots, **rest
    )


def standard() -> tuple[Suggestion, ...]:
    """Suggestions about `TEXT`: five names, a statement, an event, a topic, one below the threshold."""
    speaker = SlotFill("speaker", (span_of("Ilham Aliyev"),), (ALIYEV.id,))
    cue = SlotFill("cue", (span_of("emphasized"),))
    said = span_of("that Armeniaand Azerbaijan would meet in Almaty")
    sides = (
        SlotFill("source", (span_of("Armenia"),), ("ARM",)),
        SlotFill("target", (span_of("Azerbaijan"),), ("AZE",)),
        SlotFill("place", (span_of("Almaty"),)),
    )
    return (
        a_mention("Ilham Aliyev", "PERSON", ALIYEV.id),
        a_mention("Armenia", "GPE", "ARM"),
        a_mention("Azerbaijan", "GPE", "AZE"),
        a_mention("Almaty", "ORG"),
        a_mention("Antony Blinken", "PERSON", BLINKEN.id),
        a_mention("United States", "GPE", "USA", confidence=0.3),
        a_suggestion(
            (said,),
            id="sug-said",
            layer=Layer.STATEMENT,
            category="statement",
            slots=(speaker, cue),
            variables=(("directness", "indirect"),),
            evidence=(span_of("emphasized"),),
        ),
        a_suggestion(
            "would meet",
            id="sug-meet",
            layer=Layer.EVENT,
            category="CONSULT",
            slots=sides,
            variables=(("mode", "visit"), ("realis", "planned")),
            alternatives=("AGREE", "SUPPORT"),
        ),
        a_suggestion((), id="sug-topic", layer=Layer.TOPIC, category="cap:1921"),
    )


def standard_workspace(folder: Path) -> Workspace:
    """`TEXT` as ``article-1`` with the suggestions of `standard`."""
    article = an_article()
    return a_workspace(folder, article, found=(a_set(article, *standard()),))


def repeated_workspace(folder: Path) -> Workspace:
    """`REPEATED` as ``article-1``: three times Baku, twice Yerevan, one of the Bakus an organisation."""
    article = an_article(REPEATED)
    names = [("Baku", "GPE", 0), ("Baku", "GPE", 1), ("Yerevan", "GPE", 0), ("Baku", "ORG", 2)]
    found = [a_mention(w, c, nth=n, text=REPEATED) for w, c, n in names]
    found.append(a_mention("Yerevan", "GPE", nth=1, text=REPEATED, confidence=0.2))
    found.append(a_mention("28 April", "DATE", text=REPEATED, variables=(("value", "2024-04-28"),)))
    return a_workspace(folder, article, found=(a_set(article, *found),))


def codings(workspace: Workspace, article_id: str = "article-1") -> dict[str, Coding]:
    """The coder's codings by their first quote (empty for the whole article) and category."""
    found = workspace.state.codings(article_id)
    return {f"{c.quotes[0].exact if c.quotes else ''}/{c.category}": c for c in found}


def only(workspace: Workspace) -> Coding:
    """The one coding there is."""
    (coding,) = workspace.state.codings("article-1")
    return coding


def snapshot(workspace: Workspace) -> object:
    """All of the coder's work on the article, to be compared."""
    state = workspace.state
    return (
        state.codings("article-1"),
        dict(state.decisions("article-1")),
        state.questions("article-1"),
        state.assignment("article-1"),
        state.article("article-1"),
        state.actors(),
    )


def refused(act: Callable[[], object]) -> Refused:
    """The refusal ``act`` raises."""
    try:
        act()
    except Refused as error:
        return error
    raise AssertionError("nothing was refused")


def journal(workspace: Workspace) -> int:
    """How many lines the journal has."""
    return len(workspace.queries.journal(limit=1000))


def does_and_undoes(workspace: Workspace, command: Command) -> None:
    """Check that ``command`` is one line of the journal and that undo and redo turn it wholly."""
    before = snapshot(workspace)
    lines = journal(workspace)
    workspace.execute(command)
    after = snapshot(workspace)
    assert journal(workspace) == lines + 1
    assert after != before
    workspace.undo()
    assert snapshot(workspace) == before
    workspace.redo()
    assert snapshot(workspace) == after
