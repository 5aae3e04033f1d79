"""What can be done by hand with cells picked in the matrix; one act each, however many were picked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.app.commands.assigning import AssignArticles, Pause, Unassign
from core.app.commands.base import Command
from core.app.commands.hide import HideSuggestions, ShowSuggestions
from core.domain.article import Round
from core.domain.sampling import Pair
from core.domain.standing import Cell, Standing


@dataclass(frozen=True, slots=True)
class Picked:
    """``free``: pairs of article and coder in no round; ``given``: cells of those that are in one."""

    free: tuple[Pair, ...] = ()
    given: tuple[Cell, ...] = ()

    @property
    def new(self) -> tuple[Cell, ...]:
        """Those their coders have not begun."""
        return self._of(Standing.NEW)

    @property
    def paused(self) -> tuple[Cell, ...]:
        """Those that are paused."""
        return self._of(Standing.PAUSED)

    @property
    def running(self) -> tuple[Cell, ...]:
        """Those that can be paused."""
        return self._of(Standing.NEW, Standing.IN_PROGRESS, Standing.SENT_BACK)

    @property
    def complete(self) -> tuple[Cell, ...]:
        """Those that can be sent back."""
        return self._of(Standing.COMPLETE)

    @property
    def coder_id(self) -> str:
        """Whose the new ones are, where they are all one coder's; else empty."""
        whose = {cell.coder_id for cell in self.new}
        return next(iter(whose)) if len(whose) == 1 else ""

    def _of(self, *standings: Standing) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.given if cell.standing in standings)


def picked(found: Iterable[tuple[Pair, Cell | None]]) -> Picked:
    """What was picked: pairs of article and coder with their cells, ``None`` where there is none."""
    free: list[Pair] = []
    given: list[Cell] = []
    for pair, cell in found:
        if cell is not None and cell.round_id:
            given.append(cell)
        else:
            free.append(pair)
    return Picked(tuple(free), tuple(given))


def assigning(some: Picked, round_: Round) -> Command:
    """Give what is free to its coders in the round."""
    return AssignArticles(round_.id, some.free, f"Assign {counted(some.free)} in {round_.name}")


def taking_back(some: Picked) -> Command:
    """Take back what nobody has begun."""
    return Unassign(_pairs(some.new), f"Take back {counted(some.new)}")


def pausing(some: Picked, *, paused: bool) -> Command:
    """Pause what runs, or let what is paused go on."""
    cells = some.running if paused else some.paused
    return Pause(_pairs(cells), paused, f"{'Pause' if paused else 'Go on with'} {counted(cells)}")


def turning(some: Picked) -> Command:
    """Hide the suggestions from who has not begun, or show them again where all are hidden."""
    if all(cell.hidden for cell in some.new):
        return ShowSuggestions(_pairs(some.new), f"Show suggestions on {counted(some.new)}")
    shown = tuple(cell for cell in some.new if not cell.hidden)
    return HideSuggestions(_pairs(shown), f"Hide suggestions on {counted(shown)}")


def counted(some: tuple[object, ...]) -> str:
    """How many articles, in words."""
    return "1 article" if len(some) == 1 else f"{len(some)} articles"


def _pairs(cells: Iterable[Cell]) -> tuple[Pair, ...]:
    return tuple((cell.article_id, cell.coder_id) for cell in cells)
