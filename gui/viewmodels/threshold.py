"""From which confidence on suggestions are shown, how many that leaves, and taking the sure ones at once."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from core.app.commands.sure import SURE, AcceptSure, SetThreshold
from core.domain.article import Project
from core.domain.changes import Applied
from core.domain.coding import Layer
from core.domain.rules import ARTICLE
from gui.viewmodels.observable import Event, Observable
from gui.viewmodels.session import Session

HIDDEN = "No suggestions for this article (study design)."


@dataclass(frozen=True, slots=True)
class LayerCount:
    """How many open suggestions of a layer are shown, and how many are not sure enough."""

    layer: Layer
    shown: int
    below: int


@dataclass(frozen=True, slots=True)
class ThresholdView:
    """How the slider stands. ``least``: where it is; ``default``: the project's; ``sure``: from where on
    suggestions may be taken unread, and ``takes`` how many; ``only``: the layer this is kept to;
    ``decides``: whether the person may change the project's default."""

    least: float = 0.5
    default: float = 0.5
    layers: tuple[LayerCount, ...] = ()
    sure: float = SURE
    takes: int = 0
    only: Layer | None = None
    hidden: bool = False
    decides: bool = False

    @property
    def shown(self) -> int:
        """Open suggestions at or above the slider."""
        return sum(each.shown for each in self.layers)

    @property
    def below(self) -> int:
        """Open suggestions below it."""
        return sum(each.below for each in self.layers)


class Threshold:
    """The slider. It is one for all layers: confidences are calibrated, so that they mean the same in each.

    `slide` counts at once and changes nothing; `settle` shows what it says. ``chosen`` tells what to remember
    for the person: a share, or ``None`` to follow the project.
    """

    def __init__(self, session: Session, chosen: float | None) -> None:
        self._session = session
        self._own = chosen is not None
        self._at = session.threshold
        self._only: Layer | None = None
        self._kept: tuple[object, dict[Layer, list[float]]] = (None, {})
        self.view: Observable[ThresholdView] = Observable(ThresholdView())
        self.chosen: Event[float | None] = Event()
        session.changed.subscribe(lambda _: self._follow())
        self._stop = session.workspace.subscribe(self._on_applied)

    def close(self) -> None:
        """Stop listening."""
        self._stop()

    # -- verbs --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Count anew, for somebody who begins to look."""
        self._publish()

    def slide(self, least: float) -> None:
        """Count what this confidence would leave; the text stays as it is."""
        self._at = min(max(least, 0.0), 1.0)
        self._publish()

    def settle(self) -> None:
        """Show suggestions from where the slider is, and have it remembered."""
        if self._at == self._session.threshold:
            return
        self._own = True
        self._session.show_from(self._at)
        self.chosen.fire(self._at)

    def reset(self) -> None:
        """Follow the project's default again."""
        self._own = False
        self._at = self._session.state.project.threshold
        self._session.show_from(self._at)
        self.chosen.fire(None)

    def make_default(self) -> bool:
        """Make this the project's default."""
        self.settle()
        label = f"Show suggestions from {per_cent(self._at)} on in the project"
        return self._session.run(SetThreshold(self._at, label=label))

    def keep_to(self, layer: Layer | None) -> None:
        """Take sure suggestions of one layer only; ``None``: of all."""
        self._only = layer
        self._publish()

    @property
    def sure(self) -> float:
        """From where on suggestions may be taken unread: never those below the slider, which nobody sees."""
        return max(SURE, self._at)

    def accept_sure(self) -> bool:
        """Take all open suggestions that are sure enough as one act, and say so with the way back."""
        session = self._session
        if not session.article_id:
            return False
        if session.hidden:
            session.say(HIDDEN)
            return False
        self.settle()
        least = self.sure
        before = self._takes(least)
        if not before:
            session.say(f"No open suggestion is {per_cent(least)} sure or more.")
            return False
        layers = (self._only,) if self._only else ()
        of = f" {self._only}s" if self._only else " suggestions"
        label = f"Accept all{of} of {per_cent(least)} or more"
        if not session.run(AcceptSure(session.article_id, least, layers, label=label)):
            return False
        left = self._takes(least)
        session.say(_taken(before - left, left, least))
        return before > left

    # -- within -------------------------------------------------------------------------------------

    def _takes(self, least: float) -> int:
        wanted = (self._only,) if self._only else tuple(Layer)
        known = self._open()
        return sum(_from(known[layer], least) for layer in wanted if layer in known)

    def _open(self) -> dict[Layer, list[float]]:
        """Confidences of what waits for a word, ascending, by layer; kept while nothing is decided."""
        session = self._session
        units = session.units
        answered = {key for key, _ in session.assignment.answers} if session.article_id else set()
        mark = (units, units.version, frozenset(answered))
        if self._kept[0] != mark:
            found: dict[Layer, list[float]] = {layer: [] for layer in Layer}
            for suggestion in units.waiting():
                found[suggestion.layer].append(suggestion.confidence)
            skip = answered if ARTICLE not in answered else set(Layer)
            self._kept = (mark, {layer: sorted(each) for layer, each in found.items() if layer not in skip})
        return self._kept[1]

    def _publish(self) -> None:
        session, at = self._session, self._at
        known = self._open()
        counts = []
        for layer, confidences in known.items():
            shown = _from(confidences, at)
            counts.append(LayerCount(layer, shown, len(confidences) - shown))
        self.view.set(
            ThresholdView(
                least=at,
                default=session.state.project.threshold,
                layers=tuple(counts),
                sure=self.sure,
                takes=self._takes(self.sure),
                only=self._only,
                hidden=session.hidden,
                decides=session.state.decides_design and not session.workspace.read_only,
            )
        )

    def _follow(self) -> None:
        if self.view.listeners:
            self._publish()

    def _on_applied(self, applied: Applied) -> None:
        """Who has not chosen follows the project."""
        changes = applied.entry.changes.changes
        if not any(isinstance(change.after, Project) for change in changes):
            return
        if not self._own and self._session.threshold != self._session.state.project.threshold:
            self._at = self._session.state.project.threshold
            self._session.show_from(self._at)
        self._follow()


def per_cent(share: float) -> str:
    """``share`` for people: 0.9 is “90 %”."""
    return f"{round(share * 100)} %"


def _from(confidences: list[float], least: float) -> int:
    return len(confidences) - bisect_left(confidences, least)


def _taken(many: int, left: int, least: float) -> str:
    said = f"Accepted {many} suggestion{'' if many == 1 else 's'} of {per_cent(least)} or more"
    said += ". Ctrl+Z takes them all back." if many != 1 else ". Ctrl+Z takes it back."
    if not many:
        said = "Nothing was accepted."
    if left:
        said += f" A rule speaks against {left}: have a look."
    return said
