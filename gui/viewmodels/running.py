"""Long work for the open project, one piece at a time on the worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.domain.errors import PersonError
from core.domain.work import Cancelled, Progress
from gui.viewmodels.observable import Observable
from gui.viewmodels.open_project import Work
from gui.viewmodels.ports import JobHandle, Jobs


class Running:
    """Runs it, shows how far it is in ``view``, and ends it; ``tell`` is told what stands against it."""

    def __init__(self, jobs: Jobs, tell: Callable[[PersonError], None]) -> None:
        self._jobs, self._tell = jobs, tell
        self._job: JobHandle | None = None
        self.view: Observable[Work] = Observable(Work())

    def begin(self, text: str, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        """Run ``work`` under the heading ``text``; ``done`` gets its answer and rests or goes on."""
        self.view.set(Work(text))

        def told(share: float, said: str) -> None:
            self.view.set(Work(f"{text}: {said}" if said else text, share))

        self._job = self._jobs.run(work, done, self.failed, told)

    def failed(self, error: Exception) -> None:
        """End it for an error: a person's is told, a bug goes to the one place where bugs surface."""
        self.rest()
        if isinstance(error, PersonError):
            self._tell(error)
        elif not isinstance(error, Cancelled):
            raise error

    def cancel(self) -> None:
        """Stop the work under way; what is done stays done."""
        if self._job is not None:
            self._job.cancel()
        self.rest()

    def rest(self) -> None:
        """Show that nothing is under way."""
        self._job = None
        self.view.set(Work())
