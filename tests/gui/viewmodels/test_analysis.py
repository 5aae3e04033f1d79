"""Asking the machine: late and wrong answers are dropped, errors are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.app.commands.actors import NewActor
from core.app.commands.corpus import SetLanguage, SetModel
from core.domain.actor import Actor, ActorKind
from core.domain.errors import Unavailable
from core.domain.suggestion import SuggestionSet
from core.domain.work import Cancelled
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.ports import AnalysisRequest
from tests.build import an_article
from tests.core.app.commands.kit import a_set, a_workspace, standard
from tests.gui.viewmodels.kit import NAME, HeldJobs, Machine, a_desk, closed, codings, undo_label


def answer(request: AnalysisRequest) -> SuggestionSet:
    article = an_article(request.text, id=request.article_id)
    return a_set(article, *standard())


def a_busy_desk(folder: Path, jobs: HeldJobs, machine: Machine) -> DeskViewModel:
    one, two = an_article(), an_article(id="article-2", position=1)
    return a_desk(a_workspace(folder, one, two), jobs=jobs, analyser=machine)


def test_an_article_without_suggestions_is_analysed_when_opened(tmp_path: Path) -> None:
    jobs, machine = HeldJobs(), Machine(answer)
    with closed(a_busy_desk(tmp_path, jobs, machine)) as desk:
        desk.open("article-1")
        assert desk.status.value.busy.startswith("Looking for names")
        assert desk.head.value is not None
        assert (desk.head.value.analysed, desk.head.value.total) == (False, 0)
        assert jobs.finish() == 1
        assert (desk.status.value.busy, desk.status.value.progress) == ("", -1.0)
        assert (desk.head.value.analysed, desk.head.value.total) == (True, 8)
        assert undo_label(desk) == ""
        (request,) = machine.asked
        assert (request.published, request.model) == ("2024-04-28", "")
        assert any(actor.id == "AZE" for actor in request.known_actors)


def test_progress_is_told_while_it_runs(tmp_path: Path) -> None:
    jobs, told = HeldJobs(), list[tuple[str, float]]()
    with closed(a_busy_desk(tmp_path, jobs, Machine(answer))) as desk:
        desk.status.subscribe(lambda view: told.append((view.busy, view.progress)))
        desk.open("article-1")
        jobs.finish()
        assert ("Reading …", 0.5) in told


def test_an_analysed_article_is_not_asked_about_again(tmp_path: Path) -> None:
    jobs, machine = HeldJobs(), Machine(answer)
    with closed(a_busy_desk(tmp_path, jobs, machine)) as desk:
        desk.open("article-1")
        jobs.finish()
        desk.open("article-2")
        desk.open("article-1")
        jobs.finish()
        assert [r.article_id for r in machine.asked] == ["article-1"]


def test_leaving_the_article_cancels_and_nothing_is_stored(tmp_path: Path) -> None:
    jobs, machine = HeldJobs(), Machine(answer)
    with closed(a_busy_desk(tmp_path, jobs, machine)) as desk:
        desk.open("article-1")
        desk.open("article-2")
        assert jobs.finish() == 1
        assert [r.article_id for r in machine.asked] == ["article-2"]
        assert desk.session.state.suggestion_set("article-1") is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda found: replace(found, text_sha256="0" * 64),
        lambda found: replace(found, id="article-2", article_id="article-2"),
    ],
)
def test_an_answer_to_another_question_is_dropped(
    tmp_path: Path, wrong: Callable[[SuggestionSet], SuggestionSet]
) -> None:
    jobs, machine = HeldJobs(), Machine(lambda request: wrong(answer(request)))
    with closed(a_busy_desk(tmp_path, jobs, machine)) as desk:
        desk.open("article-1")
        jobs.finish()
        assert desk.session.state.suggestion_set("article-1") is None
        assert desk.session.state.suggestion_set("article-2") is None
        assert desk.status.value.busy == ""


@pytest.mark.parametrize("choice", [SetModel("en_core_web_sm"), SetLanguage("de")])
def test_an_answer_to_what_is_no_longer_chosen_is_dropped_and_asked_anew(
    tmp_path: Path, choice: SetModel | SetLanguage
) -> None:
    jobs, machine = HeldJobs(), Machine(answer)
    with closed(a_busy_desk(tmp_path, jobs, machine)) as desk:
        desk.open("article-1")
        desk.session.run(choice)
        while jobs.finish():
            pass
        assert desk.session.state.suggestion_set("article-1") is not None
        first, second = machine.asked
        assert (first.model, first.language) == ("", "en")
        assert (second.model, second.language) != (first.model, first.language)


def test_a_missing_model_is_told_in_words(tmp_path: Path) -> None:
    def fails(request: AnalysisRequest) -> SuggestionSet:
        raise Unavailable("no-model", "The language model is not installed.", where=request.model)

    jobs = HeldJobs()
    with closed(a_busy_desk(tmp_path, jobs, Machine(fails))) as desk:
        desk.open("article-1")
        jobs.finish()
        assert desk.status.value.message == "The language model is not installed."
        assert desk.status.value.busy == ""


def test_a_cancelled_analysis_is_no_error(tmp_path: Path) -> None:
    def stops(_: AnalysisRequest) -> SuggestionSet:
        raise Cancelled

    jobs = HeldJobs()
    with closed(a_busy_desk(tmp_path, jobs, Machine(stops))) as desk:
        desk.open("article-1")
        jobs.finish()
        assert (desk.status.value.message, desk.status.value.busy) == ("", "")


def test_a_bug_of_the_machine_surfaces(tmp_path: Path) -> None:
    def breaks(_: AnalysisRequest) -> SuggestionSet:
        raise ZeroDivisionError

    jobs = HeldJobs()
    with closed(a_busy_desk(tmp_path, jobs, Machine(breaks))) as desk:
        desk.open("article-1")
        with pytest.raises(ZeroDivisionError):
            jobs.finish()
        assert desk.status.value.busy == ""


def test_decisions_stay_when_the_article_is_analysed_again(tmp_path: Path) -> None:
    jobs = HeldJobs()
    with closed(a_busy_desk(tmp_path, jobs, Machine(answer))) as desk:
        desk.open("article-1")
        jobs.finish()
        desk.review.accept(NAME)
        assert desk.analyse_again()
        assert not desk.analyse_again()
        jobs.finish()
        assert list(codings(desk)) == ["Ilham Aliyev/PERSON"]
        assert desk.head.value is not None
        assert (desk.head.value.checked, desk.head.value.total) == (1, 8)


def test_an_article_analysed_before_a_name_was_known_is_read_again_once(tmp_path: Path) -> None:
    jobs, machine = HeldJobs(), Machine(answer)
    workspace = a_workspace(tmp_path, an_article(), an_article(id="article-2", position=1))
    with closed(a_desk(workspace, jobs=jobs, analyser=machine)) as desk:
        for article_id in ("article-1", "article-2"):
            desk.open(article_id)
            jobs.finish()
        made = Actor("org:readiness", "readiness Group", ActorKind.ORGANISATION, aliases=("Azernews",))
        workspace.execute(NewActor(made))
        for article_id in ("article-1", "article-2", "article-1", "article-2"):
            desk.open(article_id)
            jobs.finish()
        assert [r.article_id for r in machine.asked[2:]] == ["article-1", "article-2"]
        assert made in machine.asked[-1].known_actors
        workspace.undo()
        desk.open("article-1")
        assert len(machine.asked) == 4
