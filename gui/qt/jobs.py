"""One worker thread; results come back on the window's thread, errors too."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from core.domain.work import Progress

T = TypeVar("T")
_REPORT_EVERY = 0.05  # seconds; more often than the eye sees would only fill the window's event queue


@dataclass(frozen=True, slots=True)
class _News:
    """What a worker tells the window's thread."""

    job: _Job
    kind: str  # "progress", "done" or "failed"
    value: Any
    text: str = ""


class _Job:
    """One piece of work and those who wait for it; also the `Progress` handed to the work."""

    def __init__(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Callable[[float, str], None] | None,
        tell: Callable[[_News], None],
    ) -> None:
        self.work, self.done, self.failed, self.progress = work, done, failed, progress
        self._tell = tell
        self._stop = threading.Event()
        self._last = 0.0

    @property
    def cancelled(self) -> bool:
        """Whether the person has asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask to stop; no result is delivered afterwards."""
        self._stop.set()

    def report(self, done: float, text: str = "") -> None:
        """Tell how far the work is; may be called from any thread, and as often as one likes."""
        now = time.monotonic()
        if self.progress is not None and (done >= 1 or now - self._last >= _REPORT_EVERY):
            self._last = now
            self._tell(_News(self, "progress", done, text))


class _Run(QRunnable):
    """The work as the thread pool wants it."""

    def __init__(self, job: _Job, tell: Callable[[_News], None]) -> None:
        super().__init__()
        self._job, self._tell = job, tell

    def run(self) -> None:
        """Work on the worker's thread; an error travels back as a value and is raised to the person there."""
        job = self._job
        try:
            news = _News(job, "done", None if job.cancelled else job.work(job))
        except Exception as error:  # noqa: BLE001  # it is shown where errors surface, on the window's thread
            news = _News(job, "failed", error)
        with contextlib.suppress(RuntimeError):  # the window closed meanwhile
            self._tell(news)


class WorkerJobs(QObject):
    """The `Jobs` of the running program: one thread, work in the order it was asked for.

    ``held``: work waits for `release`, so that nothing competes with the window's first paint.
    """

    _news = Signal(object)

    def __init__(self, parent: QObject | None = None, *, held: bool = False) -> None:
        super().__init__(parent)
        self._held = held
        self._waiting: list[_Job] = []
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._open: set[_Job] = set()
        self._news.connect(self._on_news, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether work is under way or waits."""
        return bool(self._open)

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        progress: Callable[[float, str], None] | None = None,
    ) -> _Job:
        """Run ``work`` on the worker; see `gui.viewmodels.ports.Jobs`."""
        job = _Job(work, done, failed, progress, self._news.emit)
        self._open.add(job)
        if self._held:
            self._waiting.append(job)
        else:
            self._pool.start(_Run(job, self._news.emit))
        return job

    def release(self) -> None:
        """Begin what was held."""
        self._held = False
        waiting, self._waiting = self._waiting, []
        for job in waiting:
            self._pool.start(_Run(job, self._news.emit))

    def stop(self, timeout_ms: int = 5000) -> bool:
        """Cancel everything and wait for the worker; whether it came to rest in time."""
        for job in tuple(self._open):
            job.cancel()
        self._open.clear()
        self._waiting.clear()
        self._pool.clear()
        return self._pool.waitForDone(timeout_ms)

    @Slot(object)
    def _on_news(self, news: _News) -> None:
        job = news.job
        if news.kind != "progress":
            self._open.discard(job)
        if job.cancelled:
            return
        if news.kind == "progress":
            if job.progress is not None:
                job.progress(news.value, news.text)
        elif news.kind == "done":
            job.done(news.value)
        else:
            job.failed(news.value)


class ImmediateJobs:
    """The `Jobs` of tests and of work without a window: everything happens within the call."""

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        progress: Callable[[float, str], None] | None = None,
    ) -> _Job:
        """Run ``work`` now and deliver its result before returning."""

        def tell(news: _News) -> None:
            if progress is not None and not job.cancelled:
                progress(news.value, news.text)

        job = _Job(work, done, failed, progress, tell)
        try:
            result = work(job)
        except Exception as error:  # noqa: BLE001  # as the worker does
            failed(error)
        else:
            if not job.cancelled:
                done(result)
        return job
