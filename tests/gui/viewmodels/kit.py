"""A desk over a real project, with a worker, a clock and dialogs that tests hold in hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from core.app.workspace import Workspace
from core.domain.coding import Coding, Layer
from core.domain.rules import words
from core.domain.suggestion import SuggestionSet
from core.domain.work import Progress
from gui.viewmodels.desk import DeskOptions, DeskViewModel
from gui.viewmodels.ports import AnalysisRequest
from gui.viewmodels.views import SlotRow, UnitCard
from tests.build import TEXT, span_of

T = TypeVar("T")

NAME = "sug-ilham-aliyev-0"
ARMENIA = "sug-armenia-0"
AZERBAIJAN = "sug-azerbaijan-0"
ALMATY = "sug-almaty-0"
BLINKEN = "sug-antony-blinken-0"
SAID = "sug-said"
MEET = "sug-meet"
TOPIC = "sug-topic"


class HeldJobs:
    """A worker that works only when told to: `finish` runs what waits."""

    def __init__(self) -> None:
        self.waiting: list[_Held] = []

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        progress: Callable[[float, str], None] | None = None,
    ) -> _Held:
        held = _Held(work, done, failed, progress)
        self.waiting.append(held)
        return held

    def finish(self) -> int:
        """Run all that waits and was not cancelled; returns how many ran."""
        ready = [held for held in self.waiting if not held.cancelled]
        self.waiting.clear()
        for held in ready:
            held.go()
        return len(ready)


class _Held:
    def __init__(self, work: Any, done: Any, failed: Any, progress: Any) -> None:
        self._work, self._done, self._failed, self._progress = work, done, failed, progress
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True

    def report(self, done: float, text: str = "") -> None:
        if self._progress is not None:
            self._progress(done, text)

    def go(self) -> None:
        try:
            found = self._work(self)
        except Exception as error:  # noqa: BLE001 - a worker hands over whatever went wrong
            self._failed(error)
        else:
            self._done(found)


class Machine:
    """An analyser that answers with what a test wants; ``asked`` keeps the requests."""

    def __init__(self, answer: Callable[[AnalysisRequest], SuggestionSet]) -> None:
        self._answer = answer
        self.asked: list[AnalysisRequest] = []

    def __call__(self, request: AnalysisRequest, progress: Progress) -> SuggestionSet:
        self.asked.append(request)
        progress.report(0.5, "Reading …")
        return self._answer(request)


class Watch:
    """A clock set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def a_desk(
    workspace: Workspace,
    *,
    jobs: HeldJobs | None = None,
    analyser: Machine | None = None,
    clock: Callable[[], float] | None = None,
    advance: bool = True,
) -> DeskViewModel:
    """A desk; its worker is held, its clock stands still unless given."""
    return DeskViewModel(
        workspace,
        jobs=jobs or HeldJobs(),
        analyser=analyser,
        clock=clock or Watch(),
        options=DeskOptions(advance=advance),
    )


@contextmanager
def closed(desk: DeskViewModel) -> Iterator[DeskViewModel]:
    """Close the desk and its workspace in the end."""
    try:
        yield desk
    finally:
        desk.close()
        desk.session.workspace.close()


def codings(desk: DeskViewModel) -> dict[str, Coding]:
    """The coder's codings by words and category."""
    found = desk.session.state.codings(desk.session.article_id)
    return {f"{words(c, desk.session.text)}/{c.category}": c for c in found}


def the_coding(desk: DeskViewModel, key: str) -> Coding:
    """The coding of these words and this category."""
    return codings(desk)[key]


def card_of(desk: DeskViewModel, unit_id: str) -> UnitCard:
    """The card of a unit that must be there."""
    card = desk.cards.card(unit_id)
    assert card is not None
    return card


def layer_ids(desk: DeskViewModel, layer: Layer) -> tuple[str, ...]:
    """What the card list of a layer shows."""
    desk.cards.show(layer)
    return desk.cards.list.value.ids


def press(desk: DeskViewModel, unit_id: str, *under: str) -> None:
    """Press a mark in the middle of its first words; ``under``: further units below."""
    unit = desk.session.unitlike(unit_id)
    assert unit is not None
    desk.pointer.pressed((unit_id, *under), unit.spans[0].start + 1)


def drag(desk: DeskViewModel, *said: str, text: str = TEXT) -> None:
    """Select words, one fragment each."""
    desk.pointer.selected(tuple(span_of(part, text) for part in said))


def undo_label(desk: DeskViewModel) -> str:
    """What undo would take back."""
    return desk.status.value.undo


def lines(desk: DeskViewModel) -> int:
    """How many lines the journal has."""
    return len(desk.session.workspace.queries.journal(limit=1000))


def drafting(desk: DeskViewModel) -> bool:
    return desk.session.draft.value is not None


def focused(desk: DeskViewModel) -> str:
    focus = desk.session.focus.value
    return focus.slot if focus else ""


def row(desk: DeskViewModel, unit_id: str, name: str) -> SlotRow:
    return next(r for r in card_of(desk, unit_id).slots if r.name == name)


def type_key(desk: DeskViewModel, code: str) -> int:
    codes = [choice.code for choice in desk.slots.candidates.value.choices]
    return codes.index(code) + 1
