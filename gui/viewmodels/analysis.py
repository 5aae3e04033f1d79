"""Asks the worker for suggestions on the open article and stores them when they come in time."""

from __future__ import annotations

from dataclasses import dataclass

from core.app.commands.corpus import StoreSuggestions
from core.app.overlooked import overlooked
from core.domain.actor import Actor
from core.domain.errors import PersonError
from core.domain.suggestion import SuggestionSet
from core.domain.versions import CARRIED
from core.domain.work import Cancelled, Progress
from gui.viewmodels.observable import Observable
from gui.viewmodels.ports import Analyser, AnalysisRequest, JobHandle, Jobs
from gui.viewmodels.session import Refresh, Session


@dataclass(frozen=True, slots=True)
class Busy:
    """What the worker does for the desk; empty text when it rests. ``done``: 0..1, negative: unknown."""

    text: str = ""
    done: float = -1.0


class Analysis:
    """One analysis at a time. An answer that no longer fits text or model is dropped, not stored."""

    def __init__(self, session: Session, jobs: Jobs, analyser: Analyser | None) -> None:
        self._session = session
        self._jobs = jobs
        self._analyser = analyser
        self._job: JobHandle | None = None
        self._asked: AnalysisRequest | None = None
        self._looked: dict[str, tuple[Actor, ...]] = {}
        self.busy: Observable[Busy] = Observable(Busy())
        session.changed.subscribe(self._on_changed)

    def ensure(self) -> bool:
        """Have the open article analysed unless it is and nothing was decided since that it would see.

        True when the worker was asked.
        """
        article_id = self._session.article_id
        if not article_id or not self._is_wanted(article_id):
            return False
        return self.run()

    def _is_wanted(self, article_id: str) -> bool:
        state = self._session.state
        made = state.analysis(article_id)
        if state.versions.is_older(article_id):
            return False
        if made is None or made.model == CARRIED:
            return True
        if state.hides(article_id):
            return False
        if made.refused != state.assignment(article_id).refused_repairs:
            return True
        known = state.actors()
        if self._looked.get(article_id) is known:  # once is enough: the machine may have its reasons
            return False
        self._looked[article_id] = known
        return overlooked(state.article(article_id).text, made, known)

    def run(self) -> bool:
        """Have the open article analysed, again if need be."""
        session = self._session
        article = session.article
        if article is None or self._analyser is None or session.workspace.read_only:
            return False
        if self._asked is not None and self._asked.article_id == article.id:
            return False
        self.cancel()
        request = AnalysisRequest(
            article_id=article.id,
            text=article.text,
            sha256=article.sha256,
            published=article.published,
            model=session.state.pipeline,
            known_actors=session.state.actors(),
            language=article.language or session.state.project.language,
            refused=session.assignment.refused_repairs,
            topics=session.state.topics,
        )
        self._asked = request
        self.busy.set(Busy("Looking for names, statements and events …"))
        analyser = self._analyser

        def work(progress: Progress) -> SuggestionSet:
            return analyser(request, progress)

        self._job = self._jobs.run(
            work,
            lambda found: self._done(request, found),
            lambda error: self._failed(request, error),
            lambda done, text: self._told(request, done, text),
        )
        return True

    def cancel(self) -> None:
        """Stop waiting for the analysis under way."""
        if self._job is not None:
            self._job.cancel()
        self._rest()

    def _rest(self) -> None:
        self._job = None
        self._asked = None
        self.busy.set(Busy())

    def _done(self, request: AnalysisRequest, found: SuggestionSet) -> None:
        if self._asked is request:
            self._rest()
        if self._fits(request, found):
            self._session.run(StoreSuggestions(found))
        elif self._is_here(request) and not self._stands(request):
            self.run()  # model, language or refused places were changed meanwhile

    def _fits(self, request: AnalysisRequest, found: SuggestionSet) -> bool:
        """Whether the answer is to the question, and the question still stands."""
        same = (found.article_id, found.text_sha256) == (request.article_id, request.sha256)
        return same and self._stands(request)

    def _stands(self, request: AnalysisRequest) -> bool:
        """Whether the same would be asked now."""
        state = self._session.state
        language = state.article(request.article_id).language or state.project.language
        refused = state.assignment(request.article_id).refused_repairs
        return (state.pipeline, language, refused) == (request.model, request.language, request.refused)

    def _is_here(self, request: AnalysisRequest) -> bool:
        return request.article_id == self._session.article_id

    def _on_changed(self, refresh: Refresh) -> None:
        """What a coder refused, or took back, is read anew; decisions on what is found again stay."""
        session = self._session
        if self._asked is not None and self._asked.article_id != session.article_id:
            self.cancel()  # the work went to another version of the text
        if not refresh.head or refresh.whole or not session.article_id:
            return
        made = session.state.analysis(session.article_id)
        if session.state.versions.is_older(session.article_id) or made is None or session.hidden:
            return
        if made.refused != session.assignment.refused_repairs:
            self.run()

    def _failed(self, request: AnalysisRequest, error: Exception) -> None:
        if self._asked is request:
            self._rest()
        if isinstance(error, PersonError):
            self._session.say(error.text)
        elif not isinstance(error, Cancelled):
            raise error  # a bug: it surfaces where all bugs do

    def _told(self, request: AnalysisRequest, done: float, text: str) -> None:
        if self._asked is request:
            self.busy.set(Busy(text or self.busy.value.text, done))
