"""Long work in a process of its own, with progress and a way to stop it: the window must not wait for it."""

from __future__ import annotations

import contextlib
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from core.domain.errors import PersonError, Unavailable
from core.domain.work import Cancelled, Progress

T = TypeVar("T")
LOOK = 0.1  # seconds between looks at "cancelled"


@dataclass(frozen=True, slots=True)
class _Told:
    done: float
    text: str


@dataclass(frozen=True, slots=True)
class _Ended:
    result: Any = None
    fault: PersonError | None = None
    trace: str = ""


@dataclass(frozen=True, slots=True)
class _Teller:
    """The `Progress` over there; who wants to stop ends the process."""

    pipe: Connection
    cancelled: bool = False

    def report(self, done: float, text: str = "") -> None:
        self.pipe.send(_Told(done, text))


def run(work: Callable[..., T], *given: object, progress: Progress) -> T:
    """``work(*given, progress)`` in a process of its own; ``work`` is a function of a module.

    Blocks without holding the interpreter's lock. Raises what `PersonError` the work raises, `Cancelled` when
    ``progress`` says so, `Unavailable` when the process dies, RuntimeError with the trace of a bug.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=_serve, args=(theirs, work, given), name="rapporteur-learning", daemon=True
    )
    process.start()
    theirs.close()
    try:
        ended = _ended(ours, progress)
    except (EOFError, OSError) as gone:
        text = (
            "The training stopped before it was done; the computer may be short of memory. Nothing changed."
        )
        raise Unavailable("training-stopped", text) from gone
    finally:
        ours.close()
        process.terminate()
        process.join()
        process.close()
    if ended.fault is not None:
        raise ended.fault
    if ended.trace:
        raise RuntimeError(f"the training failed\n{ended.trace}")
    found: T = ended.result
    return found


def _ended(pipe: Connection, progress: Progress) -> _Ended:
    while True:
        while not pipe.poll(LOOK):
            if progress.cancelled:
                raise Cancelled
        said = pipe.recv()
        if isinstance(said, _Ended):
            return said
        progress.report(said.done, said.text)
        if progress.cancelled:  # work that tells much must not be deaf
            raise Cancelled


def _serve(pipe: Connection, work: Callable[..., object], given: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for whoever asked; that one ends this process
    try:
        ended = _Ended(work(*given, _Teller(pipe)))
    except PersonError as fault:
        ended = _Ended(fault=fault)
    except Exception:  # noqa: BLE001  # a bug must reach the window's report
        ended = _Ended(trace=traceback.format_exc())
    with contextlib.suppress(OSError):
        pipe.send(ended)
