"""The machine in a process of its own: spaCy holds the interpreter's lock, and a window must not wait."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from core.domain.actor import Actor
from core.domain.article import Article
from core.domain.errors import PersonError, Unavailable
from core.domain.suggestion import SuggestionSet
from core.domain.work import Cancelled

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

LOOK = 0.05  # seconds between looks at "cancelled"

Report = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """One article for the machine; ``model`` empty means the one that fits the article's language.

    ``language``: code of the project's language, for an article that names none; ``refused``: offsets at
    which the coder wants no lost space or sentence end assumed; ``topics``: the file of topics the project
    has learned, empty for none.
    """

    article: Article
    model: str = ""
    known_actors: tuple[Actor, ...] = ()
    language: str = ""
    refused: tuple[int, ...] = ()
    topics: str = ""


@dataclass(frozen=True, slots=True)
class _Progress:
    done: float
    text: str


@dataclass(frozen=True, slots=True)
class _Bug:
    trace: str


_Answer = SuggestionSet | PersonError | _Progress | _Bug


class Machine:
    """Starts the process at the first request, keeps the pipeline loaded, and ends with `close`.

    Not for several threads at once: the window has one worker. A cancelled request ends the process; the
    next one starts a fresh process.
    """

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def analyse(
        self, request: Request, report: Report, cancelled: Callable[[], bool] = lambda: False
    ) -> SuggestionSet:
        """Analyse one article; blocks the calling thread without holding the interpreter's lock.

        Raises `Cancelled`, `Unavailable` (no such model; the process died) or RuntimeError with the
        trace of a bug in the machine.
        """
        pipe = self._running()
        try:
            pipe.send(request)
            while isinstance(answer := _next(pipe, cancelled), _Progress):
                report(answer.done, answer.text)
        except (EOFError, OSError) as gone:
            self.close()
            raise Unavailable(
                "machine-stopped",
                "The analysis stopped before it was done; the computer may be short of memory. "
                "Nothing is lost: close other programs and analyse the article again.",
            ) from gone
        except Cancelled:
            self.close()
            raise
        return _result(answer)

    def close(self) -> None:
        """End the process; safe to call twice."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.terminate()
            self._process.join()
            self._process.close()
        self._pipe = self._process = None

    def _running(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.close()
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name="rapporteur-machine", daemon=True)
        self._process.start()
        theirs.close()
        return self._pipe


def _next(pipe: Connection, cancelled: Callable[[], bool]) -> _Answer:
    while not pipe.poll(LOOK):
        if cancelled():
            raise Cancelled
    answer: _Answer = pipe.recv()
    return answer


def _result(answer: _Answer) -> SuggestionSet:
    match answer:
        case SuggestionSet():
            return answer
        case PersonError():
            raise answer
        case _:
            raise RuntimeError(f"the machine failed\n{answer}")


def _serve(pipe: Connection) -> None:
    """The process: answer requests until the window hangs up."""
    engines: dict[str, object] = {}
    while True:
        try:
            request: Request = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            answer = _answer(request, engines, lambda done, text: pipe.send(_Progress(done, text)))
        except PersonError as told:
            pipe.send(told)
        except Exception:  # noqa: BLE001  # a bug must reach the window's report, not end the process
            pipe.send(_Bug(traceback.format_exc()))
        else:
            pipe.send(answer)


def _answer(request: Request, engines: dict[str, object], report: Report) -> SuggestionSet:
    from core.nlp.analyse import analyse
    from core.nlp.engine import Engine
    from core.nlp.languages import pipeline_for
    from core.nlp.taught import taught

    language = request.article.language or request.language
    model = pipeline_for(language, request.model)
    engine = engines.get(model)
    if not isinstance(engine, Engine):
        engine = engines[model] = Engine(model, progress=report)
        engine.load()
    report(-1.0, f"Reading “{request.article.title or request.article.id}”")
    return analyse(
        request.article,
        engine=engine,
        known_actors=request.known_actors,
        language=language,
        refused=request.refused,
        learned=taught(request.topics),
    )
