"""What the draw of a round would give, worked out beside the window; only the latest question is answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from core.app.planning import open_planning
from core.domain.errors import PersonError
from core.domain.sampling import Draw, Plan, Stock, drawn_up
from core.domain.work import Cancelled, Progress
from gui.viewmodels.ports import JobHandle, Jobs

STOPPED = "Stopped. Change the plan and it is drawn again."


@dataclass(frozen=True, slots=True)
class Preview:
    """``lines``: what the draw gives, in all and to whom; ``problem``: why it gives nothing; ``done``: its
    share while it is worked out, below 0 when it rests."""

    lines: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    problem: str = ""
    done: float = -1.0


NOTHING_YET = Preview()


class Drawing:
    """One question at a time on the worker: a newer one, or an act, drops the one before with its answer."""

    def __init__(self, where: str, coder_id: str, jobs: Jobs, tell: Callable[[Preview], None]) -> None:
        self._where, self._coder_id, self._jobs, self._tell = where, coder_id, jobs, tell
        self._stock: list[Stock] | None = None
        self._job: JobHandle | None = None

    def forget(self) -> None:
        """The project has changed: what can be drawn from is read anew, and what is under way is dropped."""
        self._stock = None
        self.drop()

    def drop(self) -> None:
        """Ask for no answer any more."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def stop(self) -> None:
        """The person does not want to wait."""
        self.drop()
        self._tell(Preview(problem=STOPPED))

    def ask(self, plan: Plan, names: Mapping[str, str]) -> None:
        """Work out what ``plan`` gives and tell it; ``names``: of the coders by id."""
        self.drop()
        known = self._stock

        def work(progress: Progress) -> tuple[list[Stock], Preview]:
            stock = known if known is not None else self._read()
            return stock, _seen(stock, plan, names, progress)

        self._tell(Preview(done=0.0))
        self._job = self._jobs.run(work, self._drawn, self._failed, self._going)

    def _read(self) -> list[Stock]:
        with open_planning(self._where, self._coder_id) as planning:
            return planning.stock()

    def _drawn(self, found: tuple[list[Stock], Preview]) -> None:
        self._stock, seen = found
        self._tell(seen)

    def _failed(self, error: Exception) -> None:
        self._tell(Preview(problem=str(error) if isinstance(error, PersonError) else ""))
        if not isinstance(error, PersonError | Cancelled):
            raise error

    def _going(self, share: float, _text: str) -> None:
        self._tell(Preview(done=share))


def _seen(stock: list[Stock], plan: Plan, names: Mapping[str, str], progress: Progress) -> Preview:
    try:
        draw = drawn_up(stock, plan, progress)
    except PersonError as error:
        return Preview(problem=error.text)
    return Preview(tuple(_lines(draw, plan, names)), draw.warnings)


def _lines(draw: Draw, plan: Plan, names: Mapping[str, str]) -> Iterator[str]:
    articles = len({article_id for article_id, _ in draw.pairs})
    spared = f"; near-duplicates left out: {len(draw.spared)}" if draw.spared else ""
    yield f"Articles: {articles}; coded by several: {len(draw.shared)}{spared}"
    once, again = (Counter(coder_id for _, coder_id in pairs) for pairs in (draw.pairs, draw.repeats))
    told = []
    for coder_id in plan.coders:
        once_more = f" ({again[coder_id]} once more)" if again[coder_id] else ""
        told.append(f"{names[coder_id]} {once[coder_id] + again[coder_id]}{once_more}")
    yield " · ".join(told)
