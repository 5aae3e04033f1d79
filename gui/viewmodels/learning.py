"""The room “Learning”: what the coder's decisions taught, training of names and topics, and the ways back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from core.app.commands.corpus import SetModel
from core.app.learning import Trained, check_may_learn, train_model
from core.app.own_models import OwnModel, own_models
from core.app.topics_learning import forget_topics, learn_topics, topics_report
from core.domain.changes import Applied
from core.domain.errors import PersonError
from core.domain.training import ARTICLES, NAMES, Score
from core.domain.work import Cancelled, Progress
from gui.viewmodels.learned_rows import LayerRow, layer_rows, names_known
from gui.viewmodels.observable import Observable
from gui.viewmodels.ports import JobHandle, Jobs
from gui.viewmodels.program import OpenProject

T = TypeVar("T")
SHIPPED = "The model that comes with the program"
_READ_ANEW = "The open article is read again; the others when you choose “{}” in the Project menu."


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A language model that can be used. ``name``: what the project stores; ``scores``: of its training."""

    name: str
    title: str
    detail: str = ""
    scores: tuple[Score, ...] = ()
    current: bool = False


@dataclass(frozen=True, slots=True)
class TopicsRow:
    """How the learned topics did; ``learned``: whether there are any that could be forgotten."""

    text: str = "No topics learned yet: they are suggested by the program's word lists."
    learned: bool = False


@dataclass(frozen=True, slots=True)
class LearningView:
    """The room. ``forbidden``: why nothing can be trained here; ``busy``: what is under way, empty if
    nothing; ``problem``: what went wrong; ``said``: what was done last."""

    layers: tuple[LayerRow, ...] = ()
    names: str = ""
    lessons: str = ""
    models: tuple[ModelRow, ...] = ()
    topics: TopicsRow = TopicsRow()
    forbidden: str = ""
    busy: str = ""
    done: float = -1.0
    problem: str = ""
    said: str = ""


class _Report(Protocol):
    @property
    def reason(self) -> str:
        """What came of it, in a sentence."""
        ...


class LearningRoom:
    """One per open project. Training runs on a worker of its own, so that the desk goes on meanwhile."""

    def __init__(self, opened: OpenProject, jobs: Jobs) -> None:
        self._opened, self._jobs = opened, jobs
        self._job: JobHandle | None = None
        self.view: Observable[LearningView] = Observable(LearningView())
        self._stop = opened.workspace.subscribe(self._on_applied)

    def close(self) -> None:
        """Stop listening, and what is under way."""
        self.cancel()
        self._stop()

    def look(self) -> None:
        """Read anew how things stand."""
        state = self._opened.workspace.state
        complete = self._opened.workspace.queries.progress().complete
        self._set(
            layers=layer_rows(state.codebook, state.learned.counts),
            names=names_known(state.learned.counts),
            lessons=(
                f"{complete} of your articles {'is' if complete == 1 else 'are'} complete. Training needs "
                f"{ARTICLES} with {NAMES} names in all."
            ),
            models=self._models(),
            topics=self._topics(),
            forbidden=self._forbidden(),
        )

    # -- names ----------------------------------------------------------------------------------------

    def train(self) -> None:
        """Train a model of names on the confirmed codings; it is not taken into use by itself."""
        where, coder = self._opened.where, self._opened.workspace.state.coder.id

        def work(progress: Progress) -> Trained:
            return train_model(where, coder, progress)

        self._begin("Reading the codings", work, self._trained)

    def use(self, model: str) -> None:
        """Take a model into use, one act that can be undone."""
        title = next((row.title for row in self._models() if row.name == model), model)
        label = f"Use language model: {title}"
        if not self._opened.desk.session.run(SetModel(model, label=label)):
            self._set(problem=self._opened.desk.session.message.value)
            return
        self._opened.desk.analyse_again()
        self._set(said=f"In use: {title}. {_READ_ANEW.format('Analyse all articles')}", problem="")
        self.look()

    # -- topics ---------------------------------------------------------------------------------------

    def learn_topics(self) -> None:
        """Learn topics from the confirmed codings; used only when they do better than the lists."""
        where, coder = Path(self._opened.where), self._opened.workspace.state.coder.id

        def work(progress: Progress) -> _Report:
            return learn_topics(where, coder, progress)

        self._begin("Reading the topics", work, self._learned)

    def forget_topics(self) -> None:
        """Go back to the word lists."""
        try:
            forget_topics(Path(self._opened.where))
        except PersonError as error:
            self._set(problem=str(error))
            return
        self._opened.desk.analyse_again()
        self._set(said="Topics are suggested by the word lists again.", problem="")
        self.look()

    def cancel(self) -> None:
        """Stop what is under way; nothing changes."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._set(busy="", done=-1.0, said="Stopped; nothing changed.")

    # -- within ---------------------------------------------------------------------------------------

    def _begin(self, text: str, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        if self._is_busy() or self._forbidden():
            return
        self._set(busy=text, done=-1.0, problem="", said="")
        job = self._jobs.run(work, done, self._failed, self._told)
        self._job = job if self._is_busy() else None  # it may be over already

    def _is_busy(self) -> bool:
        return bool(self.view.value.busy)

    def _trained(self, found: Trained) -> None:
        self._rest()
        score = found.report.total
        how = "better" if found.report.better else "not better"
        figures = f"{score.before:.2f} before, {score.after:.2f} after"
        self._set(said=f"Trained: {how} on the articles held back ({figures}).")
        self.look()

    def _learned(self, report: _Report) -> None:
        self._rest()
        self._opened.desk.analyse_again()
        self._set(said=f"{report.reason} {_READ_ANEW.format('Analyse all articles again')}")
        self.look()

    def _failed(self, error: Exception) -> None:
        self._rest()
        if isinstance(error, PersonError):
            self._set(problem=str(error))
        elif not isinstance(error, Cancelled):
            raise error

    def _told(self, done: float, text: str) -> None:
        if self._is_busy():
            self._set(busy=text or self.view.value.busy, done=done)

    def _rest(self) -> None:
        self._job = None
        self._set(busy="", done=-1.0)

    def _on_applied(self, applied: Applied) -> None:
        if self.view.value.models and any(c.kind == "project" for c in applied.entry.changes.changes):
            self._set(models=self._models())

    def _models(self) -> tuple[ModelRow, ...]:
        current = self._opened.workspace.state.project.model
        own = own_models(self._opened.where)
        bases = sorted({one.report.base for one in own if one.report} | {""})
        others = [ModelRow(name, name or SHIPPED, current=name == current) for name in bases]
        rows = [*others, *(_row(one, current) for one in own)]
        if not any(row.current for row in rows):
            rows.append(ModelRow(current, current, "chosen under “Language and model”", current=True))
        return tuple(rows)

    def _topics(self) -> TopicsRow:
        where = self._opened.where
        try:
            report = topics_report(Path(where))
        except PersonError as error:
            return TopicsRow(str(error), learned=True)
        return TopicsRow() if report is None else TopicsRow(report.reason, learned=True)

    def _forbidden(self) -> str:
        workspace = self._opened.workspace
        if workspace.read_only:
            return "This project is open for reading only."
        try:
            check_may_learn(designs=workspace.state.decides_design)
        except PersonError as error:
            return error.text
        return ""

    def _set(self, **changes: object) -> None:
        self.view.set(replace(self.view.value, **changes))  # type: ignore[arg-type]


def _row(one: OwnModel, current: str) -> ModelRow:
    title, report = one.label, one.report
    if report is None:
        return ModelRow(one.name, title, "its report is missing", current=one.name == current)
    detail = (
        f"{report.trained} articles with {report.names} names; judged on {report.held} articles held back"
    )
    return ModelRow(one.name, title, detail, (report.total, *report.by_type), one.name == current)
