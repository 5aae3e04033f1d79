"""Who reads the articles of a project: several processes, or for a few the machine there is already."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from core.domain.errors import PersonError
from core.domain.suggestion import SuggestionSet
from core.domain.work import Cancelled

if TYPE_CHECKING:
    from core.nlp.batches import Answer
    from core.nlp.remote import Request as Request  # also for those who may not know core.nlp

FEW = 5_000  # words that are read sooner than a process has started


class Crew(Protocol):
    """Takes articles and answers them, not always in order; for one thread at a time."""

    @property
    def hungry(self) -> bool:
        """Whether more articles should be given now."""
        ...

    def give(self, requests: Iterable[Request]) -> None:
        """Add articles."""
        ...

    def wait(self, cancelled: Callable[[], bool] = ...) -> list[Answer]:
        """What was answered meanwhile, at least one unless all is answered or ``cancelled`` says so."""
        ...

    def pids(self) -> tuple[int, ...]:
        """The ids of the processes at work."""
        ...

    def close(self) -> None:
        """End it; what is under way is dropped."""
        ...


Crews = Callable[[int], Crew]  # the crew for so many words


def several(processes: int = 0) -> Crews:
    """A crew of processes; 0: as many as suit the computer and the number of words."""

    def made(words: int) -> Crew:
        from core.nlp.pool import Pool, processes_for

        return Pool(processes or processes_for(words))

    return made


@dataclass(frozen=True, slots=True)
class _Watch:
    """The `Progress` of one article among several."""

    stop: Callable[[], bool]

    @property
    def cancelled(self) -> bool:
        return self.stop()

    def report(self, done: float, text: str = "") -> None:
        """The run tells how far it is."""


class Alone:
    """A crew of one, which was there before: ``analyse`` reads one article on the calling thread."""

    def __init__(self, analyse: Callable[[Request, _Watch], SuggestionSet]) -> None:
        self._analyse = analyse
        self._waiting: deque[Request] = deque()

    @property
    def hungry(self) -> bool:
        """Whether it has nothing to do."""
        return not self._waiting

    def give(self, requests: Iterable[Request]) -> None:
        """Add articles."""
        self._waiting.extend(requests)

    def wait(self, cancelled: Callable[[], bool] = lambda: False) -> list[Answer]:
        """The answer to the next article."""
        from core.nlp.batches import Answer

        if not self._waiting:
            return []
        request = self._waiting.popleft()
        try:
            return [Answer(request.article.id, self._analyse(request, _Watch(cancelled)))]
        except PersonError as told:
            return [Answer(request.article.id, failure=told)]
        except Cancelled:
            return []

    def pids(self) -> tuple[int, ...]:
        """None of its own."""
        return ()

    def close(self) -> None:
        """Forget what waits."""
        self._waiting.clear()
