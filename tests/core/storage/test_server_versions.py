"""A text that is corrected on a team server while its coder is given it in a round."""

from __future__ import annotations

from collections.abc import Callable

from core.app.checking import verify
from core.app.commands.article import SetNote
from core.app.commands.code import AddCoding
from core.app.commands.corpus import ImportArticles
from core.app.commands.rounds import CreateRound
from core.app.commands.versions import CorrectText
from core.app.correcting import readable_versions
from core.app.projects import open_workspace
from core.domain.article import RoundKind
from core.domain.coding import Layer
from core.domain.sampling import Plan
from tests.build import TEXT, an_article, span_of
from tests.core.storage.served import serve


def test_the_coder_reads_the_newest_version_and_the_supervisor_all(cluster: Callable[[], str]) -> None:
    served = serve(cluster(), 1, article=False)
    sue = open_workspace(served.supervisor)
    sue.execute(ImportArticles((an_article(),)))
    how = Plan(("coder-1",), per_article=1, overlap=0.0, seed=1)
    sue.execute(CreateRound("Main", RoundKind.MAIN, how))
    ada = open_workspace(served.coders[0])
    for words in ("Armenia", "Almaty"):
        ada.execute(AddCoding("article-1", Layer.MENTION, "GPE", (span_of(words),)))
    ada.close()
    sue.execute(CorrectText("article-1", TEXT.replace("Almaty", "Astana"), "a slip"))
    new = sue.state.versions.newest("article-1")
    assert [(n, one.id) for n, one in readable_versions(sue.state, sue.state.article(new))] == [
        (1, "article-1"),
        (2, new),
    ]
    ada = open_workspace(served.coders[0])
    assert [head.article_id for head in ada.queries.heads()] == [new]
    assert [(n, one.id) for n, one in readable_versions(ada.state, ada.state.article(new))] == [(2, new)]
    assert {coding.quotes[0].exact for coding in ada.state.codings(new)} == {"Armenia", "Astana"}
    assert len(ada.state.recodes()) == 1
    ada.close()
    sue.undo()
    ada = open_workspace(served.coders[0])
    assert {coding.quotes[0].exact for coding in ada.state.codings("article-1")} == {"Armenia", "Almaty"}
    ada.execute(SetNote("article-1", "as before"))
    ada.close()
    assert verify(served.supervisor) == []
    sue.close()
