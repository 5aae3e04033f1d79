"""A corrected text: everybody's work goes along, nothing is dropped, and undo brings all of it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from core.app.checking import verify
from core.app.commands.article import AddTime, SetAnswer, SetMetadata, SetNote
from core.app.commands.ask import Ask
from core.app.commands.base import Command
from core.app.commands.code import AddCoding, ChangeCoding
from core.app.commands.codebook import ConfirmRecode
from core.app.commands.corpus import StoreAnalyses, StoreSuggestions
from core.app.commands.parts import Edit
from core.app.commands.versions import CorrectText, impact_on, texts_of
from core.app.projects import create_project, open_workspace
from core.app.workspace import Workspace
from core.domain.article import Article, Status, pair_id
from core.domain.coding import Layer, Missing, Provenance
from core.domain.errors import Conflict, Refused
from core.domain.rules import ARTICLE
from core.domain.suggestion import SuggestionSet
from core.domain.versions import CARRIED, reason_of
from tests.build import TEXT, a_suggestion, an_article
from tests.core.app.commands.versions_kit import BETTER, WHY, add_name, correct, everything, worked_place
from tests.core.app.place import add, at_work


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return worked_place(tmp_path)


def newest(path: Path, article_id: str = "article-1") -> str:
    with at_work(path, "coder-3") as workspace:
        return workspace.state.versions.newest(article_id)


@contextmanager
def corrected(path: Path, *commands: Command) -> Iterator[tuple[Workspace, str]]:
    with at_work(path, "coder-3") as workspace:
        for command in commands or (correct(),):
            workspace.execute(command)
        yield workspace, workspace.state.versions.newest("article-1")


def test_everybodys_work_is_on_the_new_version_and_the_old_one_stays_as_it_was(path: Path) -> None:
    before = everything(path)
    with corrected(path) as (_, new):
        pass
    after = everything(path)
    made, old = after["article", new], after["article", "article-1"]
    assert old == before["article", "article-1"]
    assert isinstance(made, Article)
    assert isinstance(old, Article)
    assert (made.text, made.version_of, reason_of(made)) == (BETTER, "article-1", WHY)
    assert (made.title, made.position, made.words) == (old.title, old.position, old.words - 1)
    assert reason_of(old) == ""
    on_old = [r for r in after.values() if getattr(r, "article_id", "") == "article-1"]
    assert [type(record) for record in on_old] == [SuggestionSet]
    for kind in ("coding", "decision", "question"):
        ids = {key for key in before if key[0] == kind}
        assert ids
        assert ids == {key for key in after if key[0] == kind}
    assert verify(path) == []


def test_each_coder_has_the_same_codings_and_those_to_look_at(path: Path) -> None:
    with corrected(path) as (_, new):
        pass
    with at_work(path, "coder-1") as ada:
        said = {c.quotes[0].exact: c for c in ada.state.codings(new)}
        assert set(said) == {"Ilham Aliyev", "Astana", "help"}
        assert ada.state.codings("article-1") == ()
        reasons = {one.coding_id: one.reason for one in ada.state.recodes()}
        assert "“Almaty” now reads “Astana”." in reasons[said["Astana"].id]
        assert "“Azernews” is not in the text any more." in reasons[said["help"].id]
        assert len(reasons) == 2
        assert {d.verdict for d in ada.state.decisions(new).values()} == {
            Provenance.CONFIRMED,
            Provenance.REJECTED,
        }
        assert [q.about for q in ada.state.questions(new)] == ["sug-3"]
        assert ada.state.work_time(new).seconds == 40
        assert ada.state.assignment(new).status is Status.IN_PROGRESS
    with at_work(path, "coder-2") as ben:
        assert {c.quotes[0].exact if c.quotes else "" for c in ben.state.codings(new)} == {"Armenia", ""}
        assert ben.state.recodes() == ()
        assert ben.state.assignment(new).note == "odd"


def test_the_preview_counts_and_shows_nothing_else(path: Path) -> None:
    with at_work(path, "coder-3") as cleo:
        found = impact_on(texts_of(cleo.state, "article-1"), BETTER)
        assert found.text == "5 codings by 2 coders: 3 carried over exactly, 1 to review, 1 without a place."
        none = impact_on(texts_of(cleo.state, "article-2"), BETTER)
        assert none.text == "No codings yet: nothing to carry over."
        cleo.execute(correct())
        new = cleo.state.versions.newest("article-1")
        assert cleo.state.codings(new) == ()
        assert cleo.state.recodes() == ()
    with at_work(path, "coder-1") as ada, pytest.raises(Refused, match="supervisor"):
        texts_of(ada.state, "article-1")


def test_it_is_one_step_of_undo_also_after_a_restart(path: Path) -> None:
    before = everything(path)
    with at_work(path, "coder-3") as cleo:
        lines = len(cleo.queries.journal())
        cleo.execute(correct())
        assert len(cleo.queries.journal()) == lines + 1
    after = everything(path)
    with at_work(path, "coder-3") as cleo:
        cleo.undo()
        assert cleo.state.versions.newest("article-1") == "article-1"
        assert everything(path) == before
        cleo.redo()
    assert everything(path) == after
    assert verify(path) == []


def test_what_clocks_and_the_machine_did_since_does_not_stand_in_the_way_of_undo(path: Path) -> None:
    before = everything(path)
    with corrected(path) as (cleo, new):
        article = cleo.state.article(new)
        found = SuggestionSet(new, new, article.sha256, "press 2", suggestions=(a_suggestion(id="x"),))
        cleo.execute(StoreSuggestions(found))
        cleo.execute(AddTime(new, 7))
    with at_work(path, "coder-1") as ada:
        ada.execute(AddTime(new, 5))
    with at_work(path, "coder-3") as cleo:
        cleo.undo()
        assert cleo.state.work_time("article-1").seconds == 7
        cleo.redo()
        assert cleo.state.work_time(new).seconds == 7
        cleo.undo()
    with at_work(path, "coder-1") as ada:
        assert ada.state.work_time("article-1").seconds == 45
    times = {key for key in everything(path) if key[0] == "work_time"}
    assert {k: v for k, v in everything(path).items() if k not in times} == {
        k: v for k, v in before.items() if k not in times
    }
    assert verify(path) == []


@pytest.mark.parametrize("again", [False, True])
def test_work_done_since_keeps_the_correction_from_being_undone(path: Path, again: bool) -> None:
    with corrected(path) as (_, new):
        pass
    with at_work(path, "coder-2") as ben:
        if again:
            ben.execute(ConfirmRecode("none"))
            ben.execute(AddCoding(new, Layer.TOPIC, "cap:1900", ()))
        else:
            (coding, *_) = [c for c in ben.state.codings(new) if c.quotes]
            ben.execute(ChangeCoding(coding.id, Edit(note="sure")))
    before = everything(path)
    with at_work(path, "coder-3") as cleo, pytest.raises(Conflict, match="can't be undone"):
        cleo.undo()
    assert everything(path) == before


@pytest.mark.parametrize(
    ("coder", "command", "code"),
    [
        ("coder-1", correct(), "not-yours"),
        ("coder-3", correct(" \n–"), "no-text"),
        ("coder-3", correct(TEXT), "same-text"),
        ("coder-3", correct("\ufeff" + TEXT), "same-text"),
        ("coder-3", correct(reason=" "), "no-reason"),
        ("coder-3", correct(article_id="article-9"), "no-article"),
    ],
)
def test_what_can_t_be_is_refused_and_changes_nothing(
    path: Path, coder: str, command: CorrectText, code: str
) -> None:
    before = everything(path)
    with at_work(path, coder) as workspace, pytest.raises(Refused) as refused:
        workspace.execute(command)
    assert refused.value.code == code
    assert everything(path) == before


@pytest.mark.parametrize(
    "command",
    [
        correct("Another text."),
        add_name("Almaty"),
        SetNote("article-1", "x"),
        SetMetadata("article-1", title="x"),
        Ask("article-1", "x"),
        SetAnswer("article-1", ARTICLE, Missing.NOTHING_THERE),
    ],
)
def test_the_old_version_takes_no_work(path: Path, command: Command) -> None:
    with corrected(path) as (cleo, _):
        with pytest.raises(Refused) as refused:
            cleo.execute(command)
        assert refused.value.code == "older-version"
        assert cleo.execute(AddTime("article-1", 9)) is None
        assert not cleo.state.given("article-1")
        old = cleo.state.suggestion_set("article-1")
        assert old is not None
        assert old.suggestions == ()


def test_versions_follow_one_another_and_only_the_newest_is_listed(path: Path) -> None:
    third = BETTER.replace("Astana", "Geneva")
    with corrected(path) as (cleo, second):
        cleo.execute(CorrectText(second, third, "once more"))
        chain = cleo.state.versions.chain("article-1")
        assert chain[:2] == ("article-1", second)
        assert all(cleo.state.versions.newest(one) == chain[2] for one in chain)
        assert [h.article_id for h in cleo.queries.heads()] == [chain[2], "article-2", "article-3"]
        assert cleo.queries.count() == 3
        assert cleo.planning.overview().articles == 3
        assert [row.article_id for row in cleo.planning.rows()] == [chain[2], "article-2", "article-3"]
        assert cleo.state.article(chain[2]).metadata == (("correction", "once more"),)
    with at_work(path, "coder-1") as ada:
        assert {c.quotes[0].exact for c in ada.state.codings(chain[2])} == {"Ilham Aliyev", "Geneva", "help"}
        about = next(r for r in ada.state.recodes() if "Geneva" in r.reason)
        assert "“Almaty” now reads “Astana”." in about.reason
        assert "“Astana” now reads “Geneva”." in about.reason
        assert len(ada.state.recodes()) == 2
    assert verify(path) == []


def test_the_older_of_two_corrections_is_not_undone_first(path: Path) -> None:
    with corrected(path) as (_, second):
        pass
    with at_work(path, "coder-3") as cleo:
        cleo.execute(CorrectText(second, BETTER + " More.", "more"))
        cleo.undo()
        cleo.undo()
        assert cleo.state.versions.chain("article-1") == ("article-1",)
        cleo.redo()
        cleo.redo()
        assert len(cleo.state.versions.chain("article-1")) == 3


def test_what_the_machine_finds_again_stays_decided(path: Path) -> None:
    with corrected(path) as (cleo, new):
        kept = cleo.state.analysis(new)
        assert kept is not None
        assert kept.model == CARRIED
        assert {one.id for one in kept.suggestions} == {"sug-1", "sug-3", "sug-4"}
        with cleo.queries.snapshot() as now:
            assert {head.article_id: head.analysed for head in now.analyses()}[new] is False
        article = cleo.state.article(new)
        names = (
            a_suggestion("Ilham Aliyev", text=BETTER, id="n1"),
            a_suggestion("Antony", text=BETTER, id="n2"),
        )
        found = SuggestionSet(new, new, article.sha256, "press 1", suggestions=names)
        cleo.execute(StoreAnalyses((found,)))
        cleo.execute(StoreSuggestions(replace(found, made_at="later")))
        stored = cleo.state.analysis(new)
        assert stored is not None
        assert [one.id for one in stored.suggestions] == ["sug-1", "n2"]
    with at_work(path, "coder-1") as ada:
        assert ada.state.decisions(new)["sug-1"].verdict is Provenance.CONFIRMED
    assert verify(path) == []


def test_a_person_who_works_alone_corrects_too(tmp_path: Path) -> None:
    where = tmp_path / "own.rapporteur"
    create_project(where, "Own", "Ada")
    workspace = open_workspace(where)
    try:
        workspace.execute(add(an_article()))
        workspace.execute(add_name("Armenia"))
        workspace.execute(correct())
        new = workspace.state.versions.newest("article-1")
        assert [c.quotes[0].exact for c in workspace.state.codings(new)] == ["Armenia"]
        assert pair_id(new, workspace.state.coder.id) == workspace.state.assignment(new).id
        workspace.undo()
        assert [c.quotes[0].exact for c in workspace.state.codings("article-1")] == ["Armenia"]
    finally:
        workspace.close()
    assert verify(where) == []
