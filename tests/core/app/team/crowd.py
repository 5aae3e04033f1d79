"""Many coders at one server, each a process of its own, coding as fast as the machine lets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.app.checking import Problem, verify
from core.domain.changes import Origin
from core.storage.store import Store
from tests.build import a_coding, an_article
from tests.core.app.team.desks import Desk
from tests.core.storage.served import ServedProject

ROOT = Path(__file__).parents[4]
ARTICLES = tuple(an_article(id=f"article-{n}", position=n) for n in range(5))


@dataclass(frozen=True)
class Coded:
    """What one coder did. ``took``: seconds of each act at the desk; ``arrived``: from the first act until
    the last was on the server."""

    coder: str
    made: tuple[str, ...]
    took: tuple[float, ...]
    arrived: float


def code(address: str, coder: str, acts: int) -> None:
    """One coder's run: codes, changes, takes back; prints what came of it. Waits for a line to begin."""
    desk = Desk.at(address)
    _say("ready")
    sys.stdin.readline()
    made, took, begun = [], [], time.perf_counter()
    for number in range(acts):
        coding = a_coding(id=f"{coder}-{number}", coder_id=coder, article_id=f"article-{number % 5}")
        start = time.perf_counter()
        desk.make(coding)
        took.append(time.perf_counter() - start)
        made.append(coding.id)
        if number % 5 == 4:
            start = time.perf_counter()
            desk.workspace.undo()
            took.append(time.perf_counter() - start)
            made.pop()
        desk.team.pump()
        _say("coded")
    desk.settle()
    done = Coded(coder, tuple(made), tuple(took), time.perf_counter() - begun)
    desk.close()
    _say(json.dumps([done.coder, done.made, done.took, done.arrived]))


@contextmanager
def crowd(served: ServedProject, home: Path, acts: int) -> Iterator[list[subprocess.Popen[str]]]:
    """The coders, all of them ready; killed at the end if they have not ended."""
    here = "from tests.core.app.team.crowd import code; import sys; code(*sys.argv[1:3], int(sys.argv[3]))"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", here, address, coder, str(acts)],
            cwd=ROOT,
            env={**os.environ, "RAPPORTEUR_HOME": str(home / coder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for coder, address in zip(_coders(served), served.coders, strict=True)
    ]
    try:
        for one in running:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        yield running
    finally:
        for one in running:
            if one.poll() is None:
                one.kill()
            one.communicate()


def begin(running: Sequence[subprocess.Popen[str]]) -> None:
    for one in running:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()


def results(running: Sequence[subprocess.Popen[str]]) -> list[Coded]:
    found = []
    for one in running:
        out, _ = one.communicate()
        assert one.returncode == 0, out
        coder, made, took, arrived = json.loads(out.splitlines()[-1])
        found.append(Coded(coder, tuple(made), tuple(took), arrived))
    return found


def check_all_is_there(served: ServedProject, done: Sequence[Coded], acts: int) -> None:
    """Every act exactly once on the server, in its coder's order, and the whole journal replays."""
    store = Store.open(served.admin, read_only=True)
    try:
        assert {one.id for one in store.select("coding")} == {made for one in done for made in one.made}
        for one in done:
            lines = [entry for entry in store.entries(1) if entry.actor == one.coder]
            firsts = [entry.changes.changes[0] for entry in lines if entry.origin is Origin.LOCAL]
            born = [change.id for change in firsts]
            assert born == [f"{one.coder}-{number}" for number in range(acts)]
            assert len([e for e in lines if e.origin is Origin.UNDO]) == acts // 5
            assert len(lines) == acts + acts // 5
    finally:
        store.close()
    problems: list[Problem] = verify(served.admin)
    assert problems == []


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _coders(served: ServedProject) -> list[str]:
    return [coder for coder in served.people if coder != "sue"]
