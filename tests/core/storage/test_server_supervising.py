"""A whole study run by a supervisor's login on a team server, with coders who see their part of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.app.checking import verify
from core.app.commands.assigning import SendBack
from core.app.commands.codebook import ReviseCodebook
from core.app.commands.corpus import ImportArticles, SetLanguage, StoreAnalyses
from core.app.commands.decide import Accept
from core.app.commands.rounds import CreateRound
from core.app.commands.versions import CorrectText
from core.app.exporting import Choices, export_file
from core.app.projects import open_workspace
from core.app.workspace import Workspace
from core.domain.article import Article, Assignment, Round, RoundKind, Status
from core.domain.changes import Change, ChangeSet
from core.domain.coding import Layer
from core.domain.sampling import Plan
from core.storage.store import Store
from tests.build import TEXT, an_article
from tests.core.app.commands.kit import a_set, standard
from tests.core.storage.served import ServedProject, serve

COUNT = 8


def articles() -> tuple[Article, ...]:
    return tuple(an_article(f"{TEXT} Number {n}.", id=f"a{n}") for n in range(COUNT))


def plan(repeats: float = 0.5) -> Plan:
    return Plan(("coder-1", "coder-2"), per_article=2, overlap=0.5, repeats=repeats, seed=3)


def a_study(cluster: Callable[[], str]) -> tuple[ServedProject, Workspace]:
    """Articles with analyses, brought in by the supervisor's login."""
    served = serve(cluster(), 2, article=False)
    sue = open_workspace(served.supervisor)
    sue.execute(ImportArticles(articles()))
    sue.execute(StoreAnalyses(tuple(a_set(one, *standard()) for one in articles())))
    return served, sue


def test_a_round_with_repeats_is_given_out_and_each_coder_has_the_own_part(
    cluster: Callable[[], str],
) -> None:
    served, sue = a_study(cluster)
    sue.execute(CreateRound("Main", RoundKind.MAIN, plan(), hidden=0.25))
    given = {one.coder_id: set[str]() for one in sue.state.given_out()}
    for one in sue.state.given_out():
        given[one.coder_id].add(one.article_id)
    repeats = sue.state.repeats()
    assert repeats
    for address, coder_id in zip(served.coders, ("coder-1", "coder-2"), strict=True):
        coder = open_workspace(address)
        heads = coder.queries.heads()
        assert {head.article_id for head in heads} == given[coder_id]
        assert coder.queries.count() == coder.queries.progress().articles == len(given[coder_id])
        mine = repeats & given[coder_id]
        assert mine
        for article_id in mine:
            assert coder.state.article(article_id).repeat_of == ""
        (told,) = coder.state.rounds()
        assert (told.name, told.settings, told.seed) == ("Main", (), 0)
        coder.close()
    assert isinstance(sue.state.rounds()[0], Round)
    assert sue.state.rounds()[0].settings
    assert verify(served.supervisor) == []
    sue.close()


def test_what_is_complete_is_sent_back_and_seen_so_by_its_coder(cluster: Callable[[], str]) -> None:
    served, sue = a_study(cluster)
    sue.execute(CreateRound("Main", RoundKind.MAIN, plan(repeats=0.0)))
    store = Store.open(served.coders[0])
    (mine, *_) = store.select("assignment")
    assert isinstance(mine, Assignment)
    done = Change(mine, replace(mine, status=Status.COMPLETE))
    store.commit(ChangeSet((done,)), actor="coder-1", command="Complete", label="Complete")
    sue.execute(SendBack(mine.article_id, "coder-1", "The speaker."))
    (seen,) = store.select("assignment", id=mine.id)
    assert isinstance(seen, Assignment)
    assert seen.returned == "The speaker."
    sue.undo()
    store.close()
    sue.close()
    assert verify(served.supervisor) == []


def test_a_new_codebook_and_a_corrected_text_take_the_coders_work_along(cluster: Callable[[], str]) -> None:
    served, sue = a_study(cluster)
    ada = open_workspace(served.coders[0])
    ada.execute(Accept("a0", standard()[0].id))
    sue.execute(SetLanguage("en", ""))
    book = sue.state.codebook
    layer = next(one for one in book.layers if one.layer is Layer.MENTION)
    changed = replace(
        layer, categories=(replace(layer.categories[0], definition="New."), *layer.categories[1:])
    )
    draft = replace(book, layers=tuple(changed if one is layer else one for one in book.layers))
    sue.execute(ReviseCodebook(book.version, draft, "why"))
    sue.execute(CorrectText("a0", sue.state.article("a0").text + " More.", "an end was missing"))
    ada.close()
    ada = open_workspace(served.coders[0])
    assert ada.state.codebook.version == 2
    heads = {head.article_id for head in ada.queries.heads()}
    (newest,) = heads - {one.id for one in articles()}
    assert [coding.coder_id for coding in ada.state.codings(newest)] == ["coder-1"]
    ada.close()
    sue.undo()
    assert verify(served.supervisor) == []
    sue.close()


def test_a_supervisor_exports_everybody_s_work(cluster: Callable[[], str], tmp_path: Path) -> None:
    served, sue = a_study(cluster)
    for address in served.coders:
        coder = open_workspace(address)
        coder.execute(Accept("a0", standard()[0].id))
        coder.close()
    out = tmp_path / "all.xlsx"
    assert dict(export_file(served.supervisor, "sue", out, Choices()).rows)["Mentions"] == 2
    sue.close()
