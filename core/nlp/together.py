"""Many articles through the pipeline together: pieces of several fill its batches."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.suggestion import SuggestionSet
from core.nlp.analyse import Task, finished, made_ready
from core.nlp.taught import taught

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from core.nlp.engine import Engine
    from core.nlp.remote import Request


@dataclass(frozen=True, slots=True)
class Parsed:
    """One article with its parse; the rules have not been asked yet."""

    request: Request
    task: Task
    docs: tuple[Doc, ...]

    def suggestions(self, engine: Engine) -> SuggestionSet:
        """What the rules make of it: the same as of the article alone."""
        known, learned = self.request.known_actors, taught(self.request.topics)
        return finished(self.task, self.docs, engine=engine, known_actors=known, learned=learned)


def parsed_together(requests: Iterable[Request], engine: Engine) -> Iterator[Parsed]:
    """Each article with its docs, in order; requests are asked for as the pipeline needs them."""
    waiting: deque[tuple[Request, Task]] = deque()
    docs: deque[Doc] = deque()

    def texts() -> Iterator[str]:
        for request in requests:
            task = made_ready(
                request.article, engine=engine, language=request.language, refused=request.refused
            )
            waiting.append((request, task))
            yield from task.texts

    for doc in engine.pipe(texts()):
        docs.append(doc)
        yield from _whole(waiting, docs)
    yield from _whole(waiting, docs)  # articles without a word, at the end


def _whole(waiting: deque[tuple[Request, Task]], docs: deque[Doc]) -> Iterator[Parsed]:
    """The articles at the head of the queue whose docs are all there."""
    while waiting and len(waiting[0][1].places) <= len(docs):
        request, task = waiting.popleft()
        yield Parsed(request, task, tuple(docs.popleft() for _ in task.places))
