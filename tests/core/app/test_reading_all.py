"""A whole project is read: in order, once, resumable, equal texts for nothing; decisions are left alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.app.checking import verify
from core.app.commands.corpus import ImportArticles, SetModel, StoreAnalyses
from core.app.crew import Alone, Crew
from core.app.projects import create_project, open_workspace
from core.app.reading_all import ReadingAll, Step, Which
from core.app.reading_project import analyse_project, outcome_in_words, pace_in_words, setting_of
from core.app.workspace import Workspace
from core.domain.actor import Actor, ActorKind
from core.domain.article import Article
from core.domain.changes import Origin
from core.domain.errors import Unavailable
from core.domain.suggestion import SuggestionSet
from core.domain.work import Cancelled, Progress, Quiet
from core.nlp.analyse import analyse
from core.nlp.engine import Engine
from core.nlp.remote import Request
from core.text.canonical import sha256_of, word_count
from tests.core.app.place import add

TEXTS = tuple(f"Ann Smith met the press in Baku on day {number}." for number in range(8))
BLANK = "blank:en"


class Reader:
    """The machine with a tokenizer alone; ``read`` keeps what it was asked."""

    def __init__(self) -> None:
        self._engine = Engine(BLANK).load()
        self.read: list[str] = []

    def __call__(self, request: Request, _progress: Progress) -> SuggestionSet:
        self.read.append(request.article.id)
        if "breaks" in request.article.text:
            raise Unavailable("analysis-failed", "It breaks.")
        return analyse(request.article, engine=self._engine, known_actors=request.known_actors)

    def crew(self, _words: int) -> Crew:
        return Alone(self)


@pytest.fixture
def reader() -> Reader:
    return Reader()


def an(number: int, text: str) -> Article:
    return Article(
        f"a{number}",
        text,
        sha256_of(text),
        title=f"Title {number}",
        position=number,
        words=word_count(text),
    )


@pytest.fixture
def where(tmp_path: Path) -> Path:
    return tmp_path / "study.rapporteur"


@pytest.fixture
def workspace(where: Path) -> Iterator[Workspace]:
    create_project(where, "Study", "Ada")
    opened = open_workspace(where)
    opened.execute(ImportArticles(tuple(an(number, text) for number, text in enumerate(TEXTS))))
    opened.execute(SetModel(BLANK))
    yield opened
    opened.close()


def steps(
    workspace: Workspace, reader: Reader, which: Which = Which.NEW, *, first: str = "", skip: str = ""
) -> Iterator[Step]:
    """Each step of a run, stored before the next."""
    setting = setting_of(workspace, workspace.where)
    reading = ReadingAll(setting, which, reader.crew, first=first, skip=skip)
    step = Step()
    while not step.over:
        step = reading.step(Quiet())
        if step.found:
            workspace.execute(StoreAnalyses(step.found))
        yield step
    reading.close()


def analysed(workspace: Workspace) -> list[str]:
    return [head.article_id for head in workspace.queries.heads() if head.analysed]


def test_all_are_read_from_the_open_one_on_and_then_from_the_top(
    workspace: Workspace, reader: Reader
) -> None:
    told = list(steps(workspace, reader, first="a5", skip="a2"))
    assert reader.read == ["a5", "a6", "a7", "a0", "a1", "a3", "a4"]
    assert analysed(workspace) == ["a0", "a1", "a3", "a4", "a5", "a6", "a7"]
    assert (told[0].done, told[0].of) == (0, 7)
    assert (told[-1].done, told[-1].of, told[-1].over) == (7, 7, True)


def test_a_run_that_was_broken_off_goes_on_where_it_was(workspace: Workspace, reader: Reader) -> None:
    for step in steps(workspace, reader):
        if step.done == 3:
            break
    assert analysed(workspace) == ["a0", "a1", "a2"]
    list(steps(workspace, reader))
    assert reader.read == [f"a{n}" for n in range(8)]


@pytest.mark.parametrize("which", list(Which))
def test_nothing_is_read_twice_while_nothing_changes(
    workspace: Workspace, reader: Reader, which: Which
) -> None:
    list(steps(workspace, reader))
    reader.read.clear()
    told = list(steps(workspace, reader, which))
    assert (reader.read, told[-1].of) == ([], 0)


def test_a_new_actor_is_worth_another_look_only_when_one_is_asked_for(
    workspace: Workspace, reader: Reader
) -> None:
    list(steps(workspace, reader))
    reader.read.clear()
    workspace.execute(add(Actor("person:ann-smith", "Ann Smith", ActorKind.PERSON)))
    list(steps(workspace, reader, Which.OUTDATED))
    assert reader.read == []
    list(steps(workspace, reader, Which.CHANGED))
    assert len(reader.read) == 8
    made = workspace.state.suggestion_set("a3")
    assert made is not None
    assert any("person:ann-smith" in fill.actors for one in made.suggestions for fill in one.slots)


def test_another_model_is_offered_but_not_taken_unasked(workspace: Workspace, reader: Reader) -> None:
    list(steps(workspace, reader))
    reader.read.clear()
    workspace.execute(SetModel(""))
    list(steps(workspace, reader))
    assert reader.read == []
    assert next(steps(workspace, reader, Which.OUTDATED)).of == 8


def test_equal_texts_are_read_once_and_known_ones_not_at_all(workspace: Workspace, reader: Reader) -> None:
    workspace.execute(ImportArticles((an(8, TEXTS[1]), an(9, "New today."), an(10, "New today."))))
    list(steps(workspace, reader))
    assert reader.read == ["a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a9"]
    workspace.execute(ImportArticles((an(11, TEXTS[2]),)))
    told = list(steps(workspace, reader))
    assert (told[-1].done, told[-1].of) == (1, 1)
    assert len(reader.read) == 9
    one, other = workspace.state.suggestion_set("a2"), workspace.state.suggestion_set("a11")
    assert one is not None
    assert other is not None
    assert (other.id, other.article_id) == ("a11", "a11")
    assert (other.suggestions, other.inputs) == (one.suggestions, one.inputs)
    assert len(analysed(workspace)) == 12


def test_an_article_that_fails_is_told_and_the_rest_goes_on(workspace: Workspace, reader: Reader) -> None:
    workspace.execute(ImportArticles((an(8, "This one breaks."), an(9, "This one is fine."))))
    failed = [one for step in steps(workspace, reader) for one in step.failed]
    assert [(one.article_id, one.title, one.text) for one in failed] == [("a8", "Title 8", "It breaks.")]
    assert "a8" not in analysed(workspace)
    assert "a9" in analysed(workspace)


def test_decisions_stay_and_the_machine_is_no_step_of_undo(workspace: Workspace, reader: Reader) -> None:
    before = workspace.history.undo_step
    list(steps(workspace, reader))
    assert workspace.history.undo_step == before
    lines = [entry for entry in workspace.queries.journal() if entry.command == "StoreAnalyses"]
    assert {entry.origin for entry in lines} == {Origin.MACHINE}
    assert sum(len(entry.changes.changes) for entry in lines) == 8
    assert verify(workspace.where) == []


def test_a_late_answer_to_another_text_is_left_out(workspace: Workspace, reader: Reader) -> None:
    article = workspace.state.article("a0")
    found = reader(Request(article), Quiet())
    late = dataclasses.replace(found, text_sha256="0" * 64)
    assert workspace.execute(StoreAnalyses((late,))) is None
    assert workspace.execute(StoreAnalyses((late, found))) is not None
    assert workspace.execute(StoreAnalyses((found,))) is None


def test_a_large_analysis_pushes_nothing_out_of_mind(workspace: Workspace, reader: Reader) -> None:
    workspace.execute(ImportArticles(tuple(an(n, f"Number {n} is here.") for n in range(8, 40))))
    list(steps(workspace, reader))
    kept = workspace.state.suggestion_set("a0")
    workspace.execute(SetModel("blank:de"))
    list(steps(workspace, reader, Which.CHANGED, skip="a0"))
    assert workspace.state.suggestion_set("a0") is kept


def test_cancelling_is_heard(workspace: Workspace, reader: Reader) -> None:
    class Stop(Quiet):
        cancelled = True

    reading = ReadingAll(setting_of(workspace, workspace.where), Which.NEW, reader.crew)
    with pytest.raises(Cancelled):
        reading.step(Stop())
    assert reader.read == []


def test_processes_read_a_project_without_a_window(where: Path, workspace: Workspace) -> None:
    workspace.close()
    told: list[str] = []
    coder = workspace.state.coder.id
    assert analyse_project(where, coder, told.append, processes=2).text == "8 articles analysed."
    assert told[-1].startswith("8 of 8")
    assert analyse_project(where, coder, told.append).text == "Every article is analysed."
    assert verify(where) == []


def test_a_model_that_is_not_there_is_told_at_once(where: Path, workspace: Workspace) -> None:
    workspace.execute(SetModel("no_such_model"))
    workspace.close()
    with pytest.raises(Unavailable) as caught:
        analyse_project(where, workspace.state.coder.id, lambda _said: None)
    assert caught.value.code == "no-model"


def test_progress_is_said_in_words() -> None:
    step = Step(done=120, of=1000, pace=7312.0, left=250.0)
    assert pace_in_words(step) == "120 of 1,000 · 7,300 words/s · 4 min left"
    assert pace_in_words(Step(done=1, of=3)) == "1 of 3"
    assert pace_in_words(Step(done=5, of=9, pace=480.0, left=3.2)) == "5 of 9 · 480 words/s · 3 s left"
    assert outcome_in_words(Step(done=5, of=5), 2) == "3 articles analysed, 2 left out."
    assert outcome_in_words(Step(done=1, of=1), 0) == "1 article analysed."
