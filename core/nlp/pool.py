"""Several machines at once: articles go in, suggestions come out as they are done, deaths cost nothing."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import connection, get_context
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.errors import Unavailable
from core.nlp.batches import Answer, Batch, serve
from core.nlp.remote import LOOK, Request

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

MOST = 4  # processes, however many cores: each takes memory, and the disk and the person want some too
MEMORY = 500_000_000  # bytes one process may come to need
_WORTH = 15_000  # words that are worth the start of one more process
_AHEAD = 2  # batches a process has: one under way, one that waits
_CHARACTERS, _ARTICLES = 24_000, 12  # of a batch
_IN_VAIN = 6  # deaths one after the other without an answer in between
_STOPPED = (
    "The analysis stopped several times before it was done; the computer may be short of memory. "
    "Nothing is lost: close other programs and analyse again."
)
_KILLS = "This article ended the analysis twice, so it was left out; it may need more memory than there is."


def processes_for(words: int) -> int:
    """How many processes pay for so many words on this computer: one a core at most, as memory allows."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    free = _free_memory()
    room = MOST if free is None else free // MEMORY
    return max(1, min(cores, MOST, room, 1 + words // _WORTH))


def _free_memory() -> int | None:
    """Bytes that programs can have; ``None`` where the system does not tell."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable"))
    except (OSError, ValueError, StopIteration):
        return None


class _Worker:
    """One process and what it was asked; the first of ``asked`` is under way."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=serve, args=(theirs,), name="rapporteur-pool", daemon=True
        )
        self.process.start()
        theirs.close()
        self.asked: deque[dict[str, Request]] = deque()

    def ask(self, batch: tuple[Request, ...]) -> None:
        self.asked.append({request.article.id: request for request in batch})
        self.pipe.send(Batch(batch))

    def answered(self, answer: Answer) -> None:
        under_way = self.asked[0]
        del under_way[answer.article_id]
        if not under_way:
            self.asked.popleft()

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()
        self.process.close()


class Pool:
    """At most ``size`` processes, started when there is work for them. For one thread at a time.

    A process that dies is replaced: what it was at is tried again, each article by itself, and one that was
    alone at two deaths is answered with ``machine-stopped``.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._workers: list[_Worker] = []
        self._waiting: deque[tuple[Request, ...]] = deque()
        self._deaths: Counter[str] = Counter()  # by the article that was under way alone
        self._lost: deque[Answer] = deque()
        self._in_vain = 0

    @property
    def hungry(self) -> bool:
        """Whether more articles should be given, so that no process has to wait."""
        return len(self._waiting) < self._size

    @property
    def idle(self) -> bool:
        """Whether everything given is answered."""
        return not (self._waiting or self._lost or any(worker.asked for worker in self._workers))

    def pids(self) -> tuple[int, ...]:
        """The ids of the processes."""
        return tuple(worker.process.pid or 0 for worker in self._workers)

    def give(self, requests: Iterable[Request]) -> None:
        """Add articles, to be answered in about this order; ids must differ among those under way."""
        self._waiting.extend(_batches(requests))

    def wait(self, cancelled: Callable[[], bool] = lambda: False) -> list[Answer]:
        """Answers as they come, at least one unless all is answered or ``cancelled`` says so.

        Raises `Unavailable` (``machine-stopped``) when processes keep dying.
        """
        found: list[Answer] = []
        while not found and not self.idle and not cancelled():
            self._hand_out()
            asked = [worker.pipe for worker in self._workers if worker.asked]
            there = connection.wait(asked, LOOK) if asked else []
            busy = [worker for worker in self._workers if worker.pipe in there]
            found = [answer for worker in busy for answer in self._of(worker)]
            found += self._lost
            self._lost.clear()
        self._hand_out()
        return found

    def close(self) -> None:
        """End all processes; what they were at is dropped. Safe to call twice."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()
        self._waiting.clear()

    def _hand_out(self) -> None:
        while self._waiting:
            worker = self._least_busy()
            if len(worker.asked) >= _AHEAD:
                return
            batch = self._waiting.popleft()
            try:
                worker.ask(batch)
            except OSError:  # it died in between, but not of this
                worker.asked.pop()
                self._waiting.appendleft(batch)
                self._buried(worker)

    def _least_busy(self) -> _Worker:
        """A process without work, a new one as long as there may be more, else the one with least to do."""
        least = min(self._workers, key=lambda worker: len(worker.asked), default=None)
        if least is None or (least.asked and len(self._workers) < self._size):
            least = _Worker()
            self._workers.append(least)
        return least

    def _of(self, worker: _Worker) -> Iterator[Answer]:
        """What the worker has said; its death puts what it was at back to the front."""
        try:
            while worker.pipe.poll():
                answer: Answer = worker.pipe.recv()
                worker.answered(answer)
                self._in_vain = 0
                yield answer
        except (EOFError, OSError):
            self._buried(worker)

    def _buried(self, worker: _Worker) -> None:
        worker.end()
        self._workers.remove(worker)
        self._in_vain += 1
        if self._in_vain >= _IN_VAIN:
            raise Unavailable("machine-stopped", _STOPPED)
        under_way, *queued = worker.asked or [{}]
        self._waiting.extendleft(tuple(batch.values()) for batch in reversed(queued))
        for request in reversed(under_way.values()):
            self._try_again(request, alone=len(under_way) == 1)

    def _try_again(self, request: Request, *, alone: bool) -> None:
        name = request.article.id
        self._deaths[name] += alone
        if self._deaths[name] > 1:
            self._lost.append(Answer(name, failure=Unavailable("machine-stopped", _KILLS)))
        else:
            self._waiting.appendleft((request,))


def _batches(requests: Iterable[Request]) -> Iterator[tuple[Request, ...]]:
    """Requests in parcels large enough for the pipeline, small enough to be answered soon."""
    batch: list[Request] = []
    size = 0
    for request in requests:
        batch.append(request)
        size += len(request.article.text)
        if size >= _CHARACTERS or len(batch) >= _ARTICLES:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)
