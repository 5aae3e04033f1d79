"""One worker: results and errors arrive on the window's thread, in order, and a cancelled job is silent."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.domain.work import Progress
from gui.qt.jobs import ImmediateJobs, WorkerJobs


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[WorkerJobs]:
    made = WorkerJobs()
    yield made
    assert made.stop()


def _fail(error: Exception) -> None:
    raise error


def test_a_result_arrives_on_the_windows_thread(jobs: WorkerJobs, qtbot: QtBot) -> None:
    where: list[tuple[int, int]] = []

    def work(_progress: Progress) -> int:
        return threading.get_ident()

    jobs.run(work, lambda worker: where.append((worker, threading.get_ident())), _fail)
    qtbot.waitUntil(lambda: bool(where))
    assert where[0][1] == threading.get_ident()
    assert where[0][0] != threading.get_ident()


def test_an_error_arrives_as_a_value(jobs: WorkerJobs, qtbot: QtBot) -> None:
    errors: list[Exception] = []

    def work(_progress: Progress) -> None:
        raise ValueError("as it happens")

    jobs.run(work, lambda _: None, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ValueError)


def test_work_is_done_in_the_order_it_was_asked_for(jobs: WorkerJobs, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(20):
        jobs.run(lambda _progress, n=number: n, done.append, _fail)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_a_cancelled_job_delivers_nothing(jobs: WorkerJobs, qtbot: QtBot) -> None:
    begun, go = threading.Event(), threading.Event()
    told: list[Any] = []

    def work(progress: Progress) -> bool:
        begun.set()
        go.wait(5)
        return progress.cancelled

    handle = jobs.run(work, told.append, told.append)
    assert begun.wait(5)
    handle.cancel()
    go.set()
    after: list[bool] = []
    jobs.run(lambda _progress: True, after.append, _fail)
    qtbot.waitUntil(lambda: bool(after))
    assert told == []


def test_a_job_cancelled_before_it_began_is_over_too(jobs: WorkerJobs, qtbot: QtBot) -> None:
    began, go_on = threading.Event(), threading.Event()

    def slow(_progress: object) -> None:
        began.set()
        go_on.wait()

    seen: list[object] = []
    jobs.run(slow, seen.append, seen.append)
    began.wait()
    jobs.run(lambda _: seen.append("worked"), seen.append, seen.append).cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert seen == [None]


def test_progress_is_told_but_never_floods_the_window(jobs: WorkerJobs, qtbot: QtBot) -> None:
    told: list[float] = []
    done: list[int] = []

    def work(progress: Progress) -> int:
        for step in range(5000):
            progress.report(step / 5000, "step")
        progress.report(1.0, "end")
        return 1

    jobs.run(work, done.append, _fail, lambda share, _text: told.append(share))
    qtbot.waitUntil(lambda: bool(done))
    assert told[-1] == 1.0
    assert len(told) < 200


def test_held_work_begins_when_released(qtbot: QtBot) -> None:
    jobs = WorkerJobs(held=True)
    done: list[int] = []
    jobs.run(lambda _progress: 1, done.append, _fail)
    qtbot.wait(50)
    assert done == []
    assert jobs.busy
    jobs.release()
    qtbot.waitUntil(lambda: done == [1])
    assert jobs.stop()


def test_stopping_waits_for_the_work_under_way() -> None:
    jobs = WorkerJobs()
    begun = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while not progress.cancelled:
            time.sleep(0.005)

    jobs.run(work, lambda _: None, _fail)
    assert begun.wait(5)
    assert jobs.stop(3000)


def test_immediate_jobs_are_done_within_the_call() -> None:
    told: list[Any] = []

    def work(progress: Progress) -> str:
        progress.report(1.0, "half way")
        return "done"

    ImmediateJobs().run(work, told.append, _fail, lambda share, text: told.append((share, text)))
    assert told == [(1.0, "half way"), "done"]


def test_immediate_jobs_hand_errors_over_too() -> None:
    errors: list[Exception] = []

    def work(_progress: Progress) -> None:
        raise OSError("full")

    ImmediateJobs().run(work, lambda _: None, errors.append)
    assert isinstance(errors[0], OSError)
