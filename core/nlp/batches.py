"""What a process of the pool does: batches of articles in, an answer for each out, in the background."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from core.domain.errors import PersonError, Unavailable
from core.domain.suggestion import SuggestionSet
from core.nlp.remote import Request

if TYPE_CHECKING:
    from core.nlp.engine import Engine

_BELOW_NORMAL = 0x4000  # Windows' name for a program that lets others go first


@dataclass(frozen=True, slots=True)
class Batch:
    """Several articles at once: their pieces go through the pipeline together."""

    requests: tuple[Request, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one article: suggestions, or why there are none.

    ``trace``: of a bug of the machine; then ``failure`` says it in words.
    """

    article_id: str
    found: SuggestionSet | None = None
    failure: PersonError | None = None
    trace: str = ""


def serve(pipe: Connection) -> None:
    """The process: answer batches, article by article, until the other side hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for whoever asked; that one ends this process
    _let_others_go_first()
    engines: dict[str, Engine] = {}
    with contextlib.suppress(EOFError, OSError):
        while True:
            batch: Batch = pipe.recv()
            for answer in answers(batch, engines):
                pipe.send(answer)


def answers(batch: Batch, engines: dict[str, Engine]) -> Iterator[Answer]:
    """One answer for each article, those of one pipeline together; ``engines`` are kept for the next batch.

    A pipeline that can't be had, or a bug, costs only the articles it concerns.
    """
    by_pipeline: dict[str, list[Request]] = {}
    for request in batch.requests:
        by_pipeline.setdefault(_pipeline(request), []).append(request)
    for name, requests in by_pipeline.items():
        try:
            engine = _engine(name, engines)
        except PersonError as told:
            yield from (Answer(request.article.id, failure=told) for request in requests)
        else:
            yield from _together(requests, engine)


def _pipeline(request: Request) -> str:
    from core.nlp.languages import pipeline_for

    return pipeline_for(request.article.language or request.language, request.model)


def _engine(name: str, engines: dict[str, Engine]) -> Engine:
    from core.nlp.engine import Engine

    if name not in engines:
        engines[name] = Engine(name).load()
    return engines[name]


def _together(requests: Sequence[Request], engine: Engine) -> Iterator[Answer]:
    """Parse all at once; what that can't do is tried one by one, so that no article spoils the others."""
    from core.nlp.together import parsed_together

    left = {request.article.id: request for request in requests}
    with contextlib.suppress(Exception):  # the article it belongs to tells of it when its turn comes alone
        for parsed in parsed_together(requests, engine):
            yield _answer(left.pop(parsed.request.article.id), partial(parsed.suggestions, engine))
    for request in left.values():
        yield _answer(request, partial(_alone, request, engine))


def _alone(request: Request, engine: Engine) -> SuggestionSet:
    from core.nlp.analyse import analyse
    from core.nlp.taught import taught

    return analyse(
        request.article,
        engine=engine,
        known_actors=request.known_actors,
        language=request.language,
        refused=request.refused,
        learned=taught(request.topics),
    )


def _answer(request: Request, suggestions: Callable[[], SuggestionSet]) -> Answer:
    name = request.article.id
    try:
        return Answer(name, suggestions())
    except PersonError as told:
        return Answer(name, failure=told)
    except Exception:  # noqa: BLE001  # a bug must reach whoever asked, and the other articles go on
        why = "A fault in the program keeps this article from being analysed; it is in the log."
        return Answer(name, failure=Unavailable("analysis-failed", why), trace=traceback.format_exc())


def _let_others_go_first() -> None:
    """The window, and whatever else the person does, has the processor first."""
    with contextlib.suppress(OSError, AttributeError):
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.kernel32.SetPriorityClass(ctypes.windll.kernel32.GetCurrentProcess(), _BELOW_NORMAL)
        else:
            os.nice(10)
