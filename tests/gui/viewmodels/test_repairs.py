"""Places of lost text: stepped through, refused, taken back, undone; the article is read anew each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.app.commands.hide import HideSuggestions
from core.domain.suggestion import SuggestionSet
from gui.viewmodels.desk import DeskViewModel
from gui.viewmodels.ports import AnalysisRequest
from gui.viewmodels.views import Seam
from tests.build import TEXT, an_article, span_of
from tests.core.app.commands.kit import a_set, a_workspace, standard
from tests.gui.viewmodels.kit import ARMENIA, HeldJobs, Machine, a_desk, closed, undo_label

GLUE = TEXT.index("Armeniaand") + len("Armenia")
END = TEXT.index("Antony")  # as if the full stop before it were lost


def answer(request: AnalysisRequest) -> SuggestionSet:
    """What the machine would say: nothing where the coder refused."""
    repairs, ends = (tuple(at for at in (place,) if at not in request.refused) for place in (GLUE, END))
    article = an_article(request.text, id=request.article_id)
    made = a_set(article, *standard(), repairs=repairs)
    return replace(made, boundaries=ends, refused=request.refused)


@pytest.fixture
def jobs() -> HeldJobs:
    return HeldJobs()


@pytest.fixture
def machine() -> Machine:
    return Machine(answer)


@pytest.fixture
def desk(tmp_path: Path, jobs: HeldJobs, machine: Machine) -> Iterator[DeskViewModel]:
    workspace = a_workspace(tmp_path, an_article(), an_article(id="article-2", position=1))
    with closed(a_desk(workspace, jobs=jobs, analyser=machine)) as made:
        made.open("article-1")
        jobs.finish()
        yield made


def test_marks_stand_where_the_machine_assumes_something(desk: DeskViewModel) -> None:
    assert desk.repairs.seams.value == (Seam(GLUE), Seam(END, end=True))
    assert desk.repairs.view.value is None


def test_tips_say_what_the_machine_reads(desk: DeskViewModel) -> None:
    assert desk.repairs.tip(GLUE) == "The machine reads a space here: Armenia and"
    assert desk.repairs.tip(END) == "The machine ends a sentence here: Almaty. Antony"
    assert desk.repairs.tip(GLUE + 1) == ""


def test_stepping_goes_round_the_marks_in_both_directions(desk: DeskViewModel) -> None:
    seen = []
    for by in (1, 1, 1, -1):
        desk.repairs.step(by)
        assert desk.repairs.view.value is not None
        seen.append(desk.repairs.view.value.number)
    assert seen == [1, 2, 1, 2]


def test_stepping_starts_at_the_unit_one_looks_at_and_leaves_it(desk: DeskViewModel) -> None:
    desk.session.select("sug-almaty-0")
    desk.repairs.step(1)
    view = desk.repairs.view.value
    assert view is not None
    assert view.seam == Seam(END, end=True)
    assert desk.current.value == ""


def test_refusing_reads_the_article_again_with_that_place_as_it_stands(
    desk: DeskViewModel, jobs: HeldJobs, machine: Machine
) -> None:
    assert desk.review.next()
    desk.keys.enter()  # a decision, to last
    decided = dict(desk.session.state.decisions("article-1"))
    desk.repairs.open(GLUE)
    assert desk.repairs.turn()
    assert undo_label(desk) == "Refuse a lost space in “Armeniaand”"
    assert desk.repairs.seams.value[0] == Seam(GLUE, refused=True)
    assert desk.session.repairs == ()  # a word boundary no more, before the machine has answered
    assert jobs.finish() == 1
    assert machine.asked[-1].refused == (GLUE,)
    made = desk.session.state.suggestion_set("article-1")
    assert made is not None
    assert (made.repairs, made.refused) == ((), (GLUE,))
    assert desk.repairs.seams.value == (Seam(GLUE, refused=True), Seam(END, end=True))
    assert dict(desk.session.state.decisions("article-1")) == decided
    assert desk.session.text == TEXT


def test_the_card_follows_and_takes_the_refusal_back(desk: DeskViewModel, jobs: HeldJobs) -> None:
    desk.repairs.open(END)
    desk.repairs.turn()
    jobs.finish()
    view = desk.repairs.view.value
    assert view is not None
    assert view.title == "Read as it stands: Almaty. Antony"
    assert view.seam == Seam(END, end=True, refused=True)
    desk.repairs.turn()
    jobs.finish()
    assert desk.repairs.seams.value == (Seam(GLUE), Seam(END, end=True))


def test_undo_and_redo_read_the_article_again_too(
    desk: DeskViewModel, jobs: HeldJobs, machine: Machine
) -> None:
    desk.repairs.open(GLUE)
    desk.repairs.turn()
    jobs.finish()
    desk.undo()
    assert desk.repairs.seams.value[0] == Seam(GLUE, refused=True) or jobs.waiting
    jobs.finish()
    assert desk.repairs.seams.value == (Seam(GLUE), Seam(END, end=True))
    desk.redo()
    jobs.finish()
    assert desk.repairs.seams.value[0] == Seam(GLUE, refused=True)
    assert [request.refused for request in machine.asked] == [(), (GLUE,), (), (GLUE,)]


def test_places_refused_while_the_machine_reads_are_asked_for_afterwards(
    desk: DeskViewModel, jobs: HeldJobs, machine: Machine
) -> None:
    for at in (GLUE, END):
        desk.repairs.open(at)
        desk.repairs.turn()
    assert jobs.finish() == 1  # its answer no longer fits and is dropped
    assert jobs.finish() == 1
    assert [request.refused for request in machine.asked] == [(), (GLUE,), (GLUE, END)]
    assert jobs.finish() == 0
    made = desk.session.state.suggestion_set("article-1")
    assert made is not None
    assert made.refused == (GLUE, END)


def test_another_coders_analysis_is_made_again_when_the_article_opens(
    desk: DeskViewModel, jobs: HeldJobs, machine: Machine
) -> None:
    desk.repairs.open(GLUE)
    desk.repairs.turn()
    desk.open("article-2")  # the analysis under way is let go
    desk.open("article-1")
    jobs.finish()
    assert machine.asked[-1].refused == (GLUE,)


def test_acts_that_refuse_nothing_ask_for_nothing(desk: DeskViewModel, jobs: HeldJobs) -> None:
    desk.answers.note("Strange wording")
    desk.review.next()
    desk.keys.enter()
    assert jobs.waiting == []


def test_the_card_closes_when_something_else_is_looked_at(desk: DeskViewModel) -> None:
    for leave in (
        lambda: desk.session.select(ARMENIA),
        lambda: desk.pointer.selected((span_of("would meet"),)),
        desk.repairs.close,
        lambda: desk.open("article-2"),
    ):
        desk.session.select("")
        assert desk.repairs.open(GLUE)
        assert desk.card.view.value is None
        leave()
        assert desk.repairs.view.value is None
    assert not desk.repairs.turn()


def test_a_text_without_losses_says_so(desk: DeskViewModel, jobs: HeldJobs) -> None:
    for at in (GLUE, END):
        desk.repairs.open(at)
        desk.repairs.turn()
        jobs.finish()
    assert [seam.refused for seam in desk.repairs.seams.value] == [True, True]
    desk.open("article-2")
    assert desk.repairs.step(1)
    assert "as it stands" in desk.session.message.value


def test_hidden_suggestions_hide_the_marks(desk: DeskViewModel) -> None:
    desk.session.run(HideSuggestions((("article-1", desk.session.state.coder.id),)))
    assert desk.repairs.seams.value == ()
    assert desk.session.repairs == ()


def test_marks_can_be_hidden_and_other_settings_leave_the_card_open(desk: DeskViewModel) -> None:
    desk.repairs.open(GLUE)
    desk.repairs.show(on=True)
    assert desk.repairs.view.value is not None
    desk.repairs.show(on=False)
    assert not desk.repairs.tip(GLUE)
    assert desk.session.repairs == (GLUE,)
    desk.repairs.show(on=True)
    assert desk.repairs.seams.value == (Seam(GLUE), Seam(END, end=True))
