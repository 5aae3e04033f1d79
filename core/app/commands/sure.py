"""What concerns the surer suggestions of an article: taking them all at once, and from where they show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.app.commands.decide import accepted
from core.app.commands.parts import NOTHING, undecided, writable
from core.app.state import State
from core.domain.changes import Change, ChangeSet
from core.domain.coding import Layer, Suggestion
from core.domain.errors import Refused
from core.domain.rules import ARTICLE

SURE = 0.9  # from here on suggestions may be taken unread, and only then


@dataclass(frozen=True, slots=True)
class AcceptSure:
    """Take all open suggestions of at least this confidence in one act, each as it stands.

    ``layers``: of these only, empty for all; layers answered as a whole are left alone, and so is what a
    rule speaks against: it waits for a look.
    """

    article_id: str
    least: float = SURE
    layers: tuple[Layer, ...] = ()
    label: str = "Accept the sure suggestions"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """One change set for all; empty when there are none. Refused below `SURE`."""
        if self.least < SURE:
            raise Refused("not-sure", f"Only suggestions of {SURE:.0%} or more can be taken unread.")
        writable(state, self.article_id)
        found = sure(state, self.article_id, self.least, self.layers)
        return accepted(state, self.article_id, found, looked="", leave_refused=True)


@dataclass(frozen=True, slots=True)
class SetThreshold:
    """From which confidence on the project shows suggestions to who has not chosen, and asks for a check."""

    least: float
    label: str = "Set the project's threshold"
    undoable: bool = True

    def plan(self, state: State) -> ChangeSet:
        """Nothing when it is so already; refused for who does not decide on the study's design."""
        if not state.decides_design:
            raise Refused("not-yours", "Only a supervisor sets the project's threshold.")
        if not 0 <= self.least <= 1:
            raise Refused("no-share", "A threshold lies between 0 and 100 %.")
        project = state.project
        if project.threshold == self.least:
            return NOTHING
        return ChangeSet((Change(project, replace(project, threshold=self.least)),))


def sure(state: State, article_id: str, least: float, layers: Iterable[Layer] = ()) -> tuple[Suggestion, ...]:
    """The open suggestions of at least this confidence, of ``layers`` or all, that no answer covers."""
    answered = {key for key, _ in state.assignment(article_id).answers}
    wanted = frozenset(layers) or frozenset(Layer)
    if ARTICLE in answered:
        return ()
    open_ = undecided(state, article_id, least)
    return tuple(s for s in open_ if s.layer in wanted and s.layer not in answered)
