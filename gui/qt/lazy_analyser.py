"""The machine, made at the first request: nothing of it may cost time before the first paint."""

from __future__ import annotations

from core.app.analysing import Analyser
from core.domain.suggestion import SuggestionSet
from core.domain.work import Progress
from gui.viewmodels.ports import AnalysisRequest


class LazyAnalyser:
    """An `Analyser` that is made on the worker."""

    def __init__(self) -> None:
        self._real: Analyser | None = None

    def __call__(self, request: AnalysisRequest, progress: Progress) -> SuggestionSet:
        """Analyse one article."""
        if self._real is None:
            self._real = Analyser()
        return self._real(request, progress)

    def close(self) -> None:
        """End the machine, if it ever started."""
        if self._real is not None:
            self._real.close()
            self._real = None
