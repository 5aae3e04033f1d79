"""Has the machine read every article in the background; can be paused, goes on by itself later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.app.commands.corpus import StoreAnalyses
from core.app.crew import FEW, Alone, Crew, several
from core.app.reading_all import ReadingAll, Setting, Step, Which
from core.app.reading_project import outcome_in_words, pace_in_words, setting_of
from core.app.workspace import Workspace
from core.domain.errors import PersonError
from core.domain.suggestion import SuggestionSet
from core.domain.work import Cancelled, Progress
from gui.viewmodels.analysis import Busy
from gui.viewmodels.observable import Event, Observable
from gui.viewmodels.ports import Analyser, AnalysisRequest, JobHandle, Jobs

if TYPE_CHECKING:
    from core.app.crew import Request

_NAMED = 3  # articles that were left out and are named; the rest is counted


@dataclass(frozen=True, slots=True)
class AllView:
    """How far it is, in words and as a share (negative: unknown); no text when there is nothing to show."""

    text: str = ""
    share: float = -1.0
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: what to tell, if anything, or the error that ended it.

    ``trace``: of the first bug in the machine, for the log.
    """

    text: str = ""
    error: PersonError | None = None
    trace: str = ""


class _Run:
    """One run and what is remembered of it while it is paused."""

    def __init__(self, workspace: Workspace, where: str, which: Which, *, told: bool) -> None:
        self.workspace, self.where, self.which, self.told = workspace, where, which, told
        self.setting: Setting = setting_of(workspace, where)
        self.before = 0  # articles done before a pause
        self.look_again = False
        self.last = Step()
        self.failed: list[tuple[str, str]] = []
        self.trace = ""

    def note(self, step: Step) -> None:
        """Remember who was left out."""
        self.last = replace(step, done=step.done + self.before, of=step.of + self.before)
        self.failed += [(one.title, one.text) for one in step.failed]
        self.trace = self.trace or next((one.trace for one in step.failed if one.trace), "")

    @property
    def holds(self) -> bool:
        """Whether the project still wants the model and the language the run began with."""
        state = self.workspace.state
        return (state.pipeline, state.project.language) == (self.setting.model, self.setting.language)

    def outcome(self) -> Outcome:
        """What to tell at the end; a run nobody asked for is silent unless something was left out."""
        if not (self.failed or self.told):
            return Outcome()
        said = outcome_in_words(self.last, len(self.failed))
        for title, why in self.failed[:_NAMED]:
            said += f" “{title}”: {why}"
        return Outcome(said, trace=self.trace)


class AnalysingAll:
    """At most one run at a time. Reading happens on ``jobs``, a worker of its own; commits happen here."""

    def __init__(self, jobs: Jobs, analyser: Analyser) -> None:
        self._jobs = jobs
        self._analyser = analyser
        self._run: _Run | None = None
        self._reading: ReadingAll | None = None
        self._job: JobHandle | None = None
        self._open: list[ReadingAll] = []
        self.view: Observable[AllView] = Observable(AllView())
        self.ended: Event[Outcome] = Event()

    @property
    def running(self) -> bool:
        """Whether articles are being read; not while paused."""
        return self._reading is not None

    @property
    def which(self) -> Which | None:
        """Which articles the run is about, paused or not; ``None`` without one."""
        return self._run.which if self._run else None

    def start(
        self,
        workspace: Workspace,
        where: str,
        which: Which,
        *,
        first: str = "",
        told: bool,
        after: Observable[Busy] | None = None,
    ) -> None:
        """Begin a run in place of the one before. ``told``: say at the end what came of it in any case.

        ``after``: what the desk's machine does with the article ``first``; the run begins when that rests.
        """
        self.cancel()
        run = self._run = _Run(workspace, where, which, told=told)
        if after is None or not after.value.text:
            self._begin(first, "")
            return

        def at_rest(busy: Busy) -> None:
            if not busy.text:
                end()
                if self._run is run and self._reading is None:
                    self._begin(first, first)

        end = after.subscribe(at_rest)

    def look_again(self) -> None:
        """Look for more articles of the kind at the end of the run, as new ones came."""
        if self._run is not None:
            self._run.look_again = True

    def pause(self) -> None:
        """Stop, let the processes and their memory go, and keep in mind what was asked."""
        if self._run is None or self._reading is None:
            return
        self._stop()
        step = self._run.last
        said = f"Paused: {step.done:,} of {step.of:,} analysed" if step.of else "Paused"
        self.view.set(AllView(said, _share(step), paused=True))

    def go_on(self, first: str = "") -> None:
        """Go on after a pause; what was stored is not read again."""
        if self._run is None or self._reading is not None:
            return
        run = self._run
        self._run = _Run(run.workspace, run.where, run.which, told=run.told)
        self._run.before = run.last.done
        self._begin(first, "")

    def cancel(self) -> None:
        """Stop for good; what is stored stays."""
        self._stop()
        self._run = None
        self.view.set(AllView())

    def close(self) -> None:
        """End all processes; only when the worker rests."""
        self.cancel()
        while self._open:
            self._open.pop().close()

    def _begin(self, first: str, skip: str) -> None:
        run = self._run
        if run is None:
            return
        self._reading = ReadingAll(run.setting, run.which, self._crew, first=first, skip=skip)
        self._open.append(self._reading)
        if run.told:
            self.view.set(AllView("Looking for articles to analyse"))
        self._next(run, self._reading)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        if self._reading is not None:
            self._let_go(self._reading)
        self._job = self._reading = None

    def _let_go(self, reading: ReadingAll) -> None:
        """End the processes where the reading works, after the step under way."""

        def closed(_: None) -> None:
            if reading in self._open:
                self._open.remove(reading)

        self._jobs.run(lambda _: reading.close(), closed, _surface)

    def _next(self, run: _Run, reading: ReadingAll) -> None:
        self._job = self._jobs.run(
            reading.step,
            lambda step: self._on_step(run, reading, step),
            lambda error: self._failed(reading, error),
        )

    def _on_step(self, run: _Run, reading: ReadingAll, step: Step) -> None:
        if reading is not self._reading:
            return
        if not run.holds:
            self.start(run.workspace, run.where, run.which, told=run.told)
            return
        run.note(step)
        try:
            if step.found:
                run.workspace.execute(StoreAnalyses(step.found))
        except PersonError as error:
            self._failed(reading, error)
            return
        if step.over and run.look_again:
            self.start(run.workspace, run.where, Which.NEW, told=run.told)
            return
        if step.over:
            self._over(run.outcome())
            return
        if step.of:
            starting = "" if step.done else " · starting"
            self.view.set(AllView(f"Analysed {pace_in_words(run.last)}{starting}", _share(run.last)))
        self._next(run, reading)

    def _over(self, outcome: Outcome) -> None:
        self.cancel()
        self.ended.fire(outcome)

    def _failed(self, reading: ReadingAll, error: Exception) -> None:
        if reading is not self._reading or isinstance(error, Cancelled):
            return
        self.cancel()
        if not isinstance(error, PersonError):
            raise error  # a bug: it surfaces where all bugs do
        self.ended.fire(Outcome(error=error))

    def _crew(self, words: int) -> Crew:
        return Alone(self._one) if words < FEW else several()(words)

    def _one(self, request: Request, progress: Progress) -> SuggestionSet:
        article = request.article
        asked = AnalysisRequest(
            article_id=article.id,
            text=article.text,
            sha256=article.sha256,
            published=article.published,
            model=request.model,
            known_actors=request.known_actors,
            language=article.language or request.language,
            refused=request.refused,
            topics=request.topics,
        )
        return self._analyser(asked, progress)


def _share(step: Step) -> float:
    return step.done / step.of if step.of else -1.0


def _surface(error: Exception) -> None:
    raise error
