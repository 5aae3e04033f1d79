"""The machine, made at the first request: nothing of it may cost time before the first paint."""

from __future__ import annotations

from threading import Lock

from core.app.analysing import Analyser
from core.domain.suggestion import SuggestionSet
from core.domain.work import Progress
from gui.viewmodels.ports import AnalysisRequest


class LazyAnalyser:
    """An `Analyser` that is made on a worker, whichever asks first."""

    def __init__(self) -> None:
        self._real: Analyser | None = None
        self._making = Lock()

    def __call__(self, request: AnalysisRequest, progress: Progress) -> SuggestionSet:
        """Analyse one article."""
        with self._making:
            real = self._real = self._real or Analyser()
        return real(request, progress)

    def close(self) -> None:
        """End the machine, if it ever started."""
        if self._real is not None:
            self._real.close()
            self._real = None
