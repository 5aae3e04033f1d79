"""A whole project through the machine: what waits, several processes at once, results as they come."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from core.app.commands.ids import now
from core.app.crew import Crew, Crews, several
from core.app.inputs import inputs_of
from core.app.queries import Queries, Snapshot, open_queries
from core.domain.actor import Actor
from core.domain.article import Article
from core.domain.errors import PersonError
from core.domain.heads import AnalysisHead
from core.domain.suggestion import SuggestionSet
from core.domain.work import Progress, check

if TYPE_CHECKING:
    from core.nlp.batches import Answer
    from core.nlp.remote import Request

_AT_ONCE = 300  # suggestions handed over in one go: storing them must not be felt
_FEED = 16  # articles read from the project at a time


class Which(StrEnum):
    """Which articles are analysed."""

    NEW = "new"  # those without an analysis
    OUTDATED = "outdated"  # those too that another model read
    CHANGED = "changed"  # all for which anything that goes into an analysis has changed


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that was left out, and why; ``trace`` of a bug, for the log."""

    article_id: str
    title: str
    text: str
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What came of the last step, and how far the run is. ``words`` a second: since the first answer."""

    found: tuple[SuggestionSet, ...] = ()
    failed: tuple[Failed, ...] = ()
    done: int = 0
    of: int = 0
    pace: float = 0.0
    left: float = -1.0  # seconds, negative while unknown
    over: bool = False


@dataclass(frozen=True, slots=True)
class _Todo:
    head: AnalysisHead
    inputs: str
    refused: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all articles of a run: taken from the project when it begins."""

    where: Path | str
    coder_id: str
    model: str
    language: str
    known_actors: tuple[Actor, ...]
    topics: str = ""


@dataclass(slots=True)
class _Count:
    of: int = 0
    done: int = 0
    words_left: int = 0
    words_read: int = 0  # by the machine, since it was warm
    began: float = 0.0


@dataclass(slots=True)
class _Answered:
    found: deque[SuggestionSet] = field(default_factory=deque)
    failed: list[Failed] = field(default_factory=list)


class ReadingAll:
    """One run. `step` is called again and again on one worker; what it returns is stored by the caller.

    ``crews``: who reads, processes when left out; ``first``: the article to begin with, the others follow in
    the order of the work list and then from its top; ``skip``: one that is read elsewhere already. A run
    that is broken off is simply begun anew: what was stored is not read again.
    """

    def __init__(
        self,
        setting: Setting,
        which: Which = Which.NEW,
        crews: Crews | None = None,
        *,
        first: str = "",
        skip: str = "",
    ) -> None:
        self._setting = setting
        self._which = which
        self._crews = crews or several()
        self._first = first
        self._skip = skip
        self._todo: deque[_Todo] | None = None
        self._asked: dict[str, _Todo] = {}
        self._twins: dict[str, list[_Todo]] = {}
        self._pipelines: dict[str, tuple[str, str]] = {}
        self._crew: Crew | None = None
        self._count = _Count()
        self._answered = _Answered()

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the processes at work."""
        return self._crew.pids() if self._crew else ()

    def step(self, progress: Progress) -> Step:
        """Go on until there is something to store; raises `Cancelled`, and `Unavailable` without a model."""
        check(progress)
        if self._todo is None:
            self._todo = self._list()
            return self._told()
        self._feed()
        while not (self._answered.found or self._answered.failed or self._is_over()):
            check(progress)
            self._take(self._crew.wait(lambda: progress.cancelled) if self._crew else ())
            self._feed()
        return self._told()

    def close(self) -> None:
        """End the processes; safe to call twice, and from any thread once the worker rests."""
        if self._crew is not None:
            self._crew.close()
        self._crew = None

    # -- what is to be done -------------------------------------------------------------------------

    def _list(self) -> deque[_Todo]:
        with open_queries(self._setting.where, self._setting.coder_id) as queries:
            return self._listed(queries)

    def _listed(self, queries: Queries) -> deque[_Todo]:
        with queries.snapshot() as now_:
            heads = now_.analyses()
            refused = {a.article_id: a.refused_repairs for a in now_.assignments() if a.refused_repairs}
            todo = [t for h in heads if (t := self._wanted(h, refused.get(h.article_id, ()))) is not None]
            todo = self._without_copies(now_, heads, todo)
        self._count.of += len(todo)
        self._count.words_left = sum(t.head.words for t in todo)
        places = {head.article_id: place for place, head in enumerate(heads)}
        start = places.get(self._first, 0)
        return deque(sorted(todo, key=lambda t: (places[t.head.article_id] - start) % max(1, len(heads))))

    def _pipeline(self, language: str) -> tuple[str, str]:
        """Id and mark of the pipeline for a language, looked up once a run."""
        if language not in self._pipelines:
            from core.nlp.model_ids import model_id, model_mark
            from core.nlp.taught import taught_mark

            model, learned = self._setting.model, taught_mark(self._setting.topics)
            self._pipelines[language] = model_id(language, model), model_mark(language, model) + learned
        return self._pipelines[language]

    def _wanted(self, head: AnalysisHead, refused: tuple[int, ...]) -> _Todo | None:
        setting = self._setting
        language = head.language or setting.language
        model, mark = self._pipeline(language)
        if head.article_id == self._skip or (head.analysed and self._which == Which.NEW):
            return None
        if head.analysed and self._which == Which.OUTDATED and model in ("", head.model):
            return None
        inputs = inputs_of(
            sha256_of_text=head.sha256,
            published=head.published,
            language=language,
            mark=mark,
            known_actors=setting.known_actors,
            refused=refused,
        )
        return None if head.analysed and head.inputs == inputs else _Todo(head, inputs, refused)

    def _without_copies(
        self, now_: Snapshot, heads: Iterable[AnalysisHead], todo: Iterable[_Todo]
    ) -> list[_Todo]:
        """Answer at once what an equal text was answered before; of equal texts the first stands for all."""
        stored = {head.inputs: head.article_id for head in heads if head.inputs}
        left: dict[str, _Todo] = {}
        for one in todo:
            twin = stored.get(one.inputs)
            made = now_.suggestion_set(twin) if twin else None
            if made is not None:
                self._count.of += 1
                self._answered.found.append(_copied(made, one))
            elif one.inputs in left:
                self._twins.setdefault(one.inputs, []).append(one)
                self._count.of += 1
            else:
                left[one.inputs] = one
        return list(left.values())

    # -- giving and taking ----------------------------------------------------------------------------

    def _feed(self) -> None:
        if self._crew is None and self._todo:
            self._crew = self._crews(self._count.words_left)
        while self._crew is not None and self._todo and self._crew.hungry:
            some = [self._todo.popleft() for _ in range(min(_FEED, len(self._todo)))]
            self._crew.give(self._requests(some))

    def _requests(self, some: Iterable[_Todo]) -> list[Request]:
        from core.nlp.remote import Request

        setting, requests = self._setting, []
        with open_queries(setting.where, setting.coder_id) as queries, queries.snapshot() as now_:
            for one in some:
                article = _bare(now_.article(one.head.article_id))
                self._asked[article.id] = one
                known, language = setting.known_actors, setting.language
                requests.append(Request(article, setting.model, known, language, one.refused, setting.topics))
        return requests

    def _take(self, answers: Iterable[Answer]) -> None:
        for answer in answers:
            one = self._asked.pop(answer.article_id)
            if answer.failure is not None and answer.failure.code == "no-model":
                raise answer.failure
            self._clock(one)
            for each in (one, *self._twins.pop(one.inputs, ())):
                self._settle(each, answer)

    def _settle(self, one: _Todo, answer: Answer) -> None:
        if answer.found is not None:
            self._answered.found.append(_copied(answer.found, one))
        else:
            failure: PersonError | None = answer.failure
            why = failure.text if failure else ""
            name = one.head.title or one.head.article_id
            self._answered.failed.append(Failed(one.head.article_id, name, why, answer.trace))

    def _clock(self, one: _Todo) -> None:
        """The machine's pace is counted from its first answer on: before that it was starting."""
        count = self._count
        count.words_left -= one.head.words
        if count.began:
            count.words_read += one.head.words
        else:
            count.began = time.monotonic()

    # -- telling --------------------------------------------------------------------------------------

    def _is_over(self) -> bool:
        return not (self._todo or self._asked)

    def _told(self) -> Step:
        found = tuple(self._next_found())
        failed = tuple(self._answered.failed)
        self._answered.failed.clear()
        count = self._count
        count.done += len(found) + len(failed)
        spent = time.monotonic() - count.began if count.began else 0.0
        pace = count.words_read / spent if spent > 1 else 0.0
        left = count.words_left / pace if pace else -1.0
        over = self._todo is not None and self._is_over() and not self._answered.found
        return Step(found, failed, count.done, count.of, pace, left, over)

    def _next_found(self) -> Iterator[SuggestionSet]:
        size = 0
        while self._answered.found and size < _AT_ONCE:
            size += len(self._answered.found[0].suggestions) + 1
            yield self._answered.found.popleft()


def _bare(article: Article) -> Article:
    """What the machine needs of an article."""
    return Article(
        article.id, article.text, article.sha256, published=article.published, language=article.language
    )


def _copied(made: SuggestionSet, one: _Todo) -> SuggestionSet:
    """The suggestions for an equal text, as those of this article."""
    name = one.head.article_id
    return replace(made, id=name, article_id=name, made_at=now(), inputs=one.inputs)
