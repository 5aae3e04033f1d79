"""The mean of a network's parameters over the evaluations of one training: it generalises better than any."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

CALLBACK = "rapporteur.mean_of_steps.v1"


class Mean:
    """Sums up what spaCy's loop is about to write, once an evaluation, leaving out the first ``skip``."""

    def __init__(self, skip: int) -> None:
        self.counted = 0
        self._skip = skip
        self._sums: dict[str, dict[tuple[int, str], Any]] = {}

    def callback(self) -> Callable[[Language], Language]:
        """What the configuration's ``before_to_disk`` names."""
        return self.add

    def add(self, nlp: Language) -> Language:
        """Count the parameters of ``nlp`` as they are and hand it back."""
        if self._skip > 0:
            self._skip -= 1
            return nlp
        self.counted += 1
        for name, place, node, parameter in _parameters(nlp):
            sums = self._sums.setdefault(name, {})
            value = node.get_param(parameter)
            sums[place] = sums[place] + value if place in sums else value.copy()
        return nlp

    def put(self, nlp: Language) -> None:
        """Give ``nlp`` the mean of what was counted. Raises ValueError when nothing was."""
        if not self.counted:
            raise ValueError("no step was counted: train for longer or leave out fewer")
        for name, place, node, parameter in _parameters(nlp):
            node.set_param(parameter, self._sums[name][place] / self.counted)


def _parameters(nlp: Language) -> list[tuple[str, tuple[int, str], Any, str]]:
    """Each parameter of each pipe: pipe, place in its network, node and name."""
    found: list[tuple[str, tuple[int, str], Any, str]] = []
    for name, pipe in nlp.pipeline:
        network: Any = getattr(pipe, "model", None)
        for index, node in enumerate(network.walk() if network is not None else ()):
            found += [(name, (index, p), node, p) for p in node.param_names if node.has_param(p)]
    return found
