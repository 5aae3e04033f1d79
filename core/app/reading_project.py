"""A whole project analysed without a window: each step is stored before the next begins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.app.commands.corpus import StoreAnalyses
from core.app.crew import several
from core.app.projects import open_workspace
from core.app.reading_all import ReadingAll, Setting, Step, Which
from core.app.workspace import Workspace
from core.domain.work import Progress, Quiet

_EVERY = 5.0  # seconds between two words on how far a long run is


def setting_of(workspace: Workspace, where: Path | str) -> Setting:
    """What holds for all articles of a run that begins now."""
    state = workspace.state
    project = state.project
    return Setting(where, state.coder.id, state.pipeline, project.language, state.actors(), state.topics)


def read_project(
    workspace: Workspace,
    where: Path | str,
    which: Which = Which.OUTDATED,
    *,
    processes: int = 0,
    progress: Progress | None = None,
) -> Iterator[Step]:
    """Analyse and store, step by step; the first step tells how much there is.

    Raises `Unavailable` when there is no such model, and `Cancelled`; what was stored stays.
    """
    reading = ReadingAll(setting_of(workspace, where), which, several(processes))
    try:
        step = Step()
        while not step.over:
            step = reading.step(progress or Quiet())
            if step.found:
                workspace.execute(StoreAnalyses(step.found))
            yield step
    finally:
        reading.close()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run, in words, and how many articles were left out."""

    text: str
    failed: int


def analyse_project(
    where: Path | str,
    coder_id: str,
    say: Callable[[str], None],
    *,
    again: bool = False,
    processes: int = 0,
    password: str = "",
) -> Outcome:
    """Open, analyse and store, with a word every few seconds; for the command line.

    ``again``: also what is analysed already, where anything has changed since. Raises what opening raises,
    `Unavailable`, and KeyboardInterrupt after saying how far it was.
    """
    workspace = open_workspace(where, coder_id, password)
    step, failed, next_word = Step(), 0, 0.0
    which = Which.CHANGED if again else Which.OUTDATED
    try:
        for step in read_project(workspace, where, which, processes=processes):
            if step.of and (step.over or time.monotonic() >= next_word):
                next_word = time.monotonic() + _EVERY
                say(pace_in_words(step))
            for one in step.failed:
                failed += 1
                say(f"{one.title}: {one.text}")
    except KeyboardInterrupt:
        say(f"stopped; {step.done:,} of {step.of:,} are stored. The same command goes on.")
        raise
    finally:
        workspace.close()
    return Outcome(outcome_in_words(step, failed), failed)


def pace_in_words(step: Step) -> str:
    """How far a run is, for a person: "120 of 1,000 · 7,300 words/s · 4 min left"."""
    said = f"{step.done:,} of {step.of:,}"
    if step.pace:
        said += f" · {round(step.pace, -2 if step.pace >= 1000 else -1):,.0f} words/s"
    if step.left >= 0 and step.done < step.of:
        said += f" · {_duration(step.left)} left"
    return said


def outcome_in_words(step: Step, failed: int) -> str:
    """What came of a run."""
    if not step.of:
        return "Every article is analysed."
    done = step.done - failed
    said = f"{done:,} article{'' if done == 1 else 's'} analysed"
    return f"{said}, {failed:,} left out." if failed else f"{said}."


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
