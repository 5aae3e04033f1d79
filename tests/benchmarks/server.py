"""A team at one server: acts at the desks, and how fast they get there, beside a project in a file.

Run ``python tests/benchmarks/server.py [CODERS] [ACTS]``; a PostgreSQL server of its own is started, with
``fsync`` off, so what a disk costs is seen in the desks' own files only. Prints one JSON line a figure.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from core.app.projects import open_workspace
from core.domain.article import Coder
from core.domain.changes import Change, ChangeSet
from core.importing.codebook_file import load_codebook
from core.storage.store import Store
from tests.build import a_coding
from tests.core.app.team.crowd import ARTICLES, begin, check_all_is_there, crowd, results
from tests.core.app.team.desks import Desk, Given
from tests.core.storage.cluster import new_database, running_server
from tests.core.storage.conftest import a_project
from tests.core.storage.served import ServedProject, serve


def main() -> None:
    """Measure in a folder of its own."""
    coders, acts = (int(word) for word in (*sys.argv[1:], "20", "50")[:2])
    with tempfile.TemporaryDirectory() as folder, running_server() as cluster:
        os.environ["RAPPORTEUR_HOME"] = folder
        file = in_a_file(Path(folder), acts)
        direct = straight_to(new_database(cluster.address, "direct_1"), acts)
        alone = at_one_desk(a_team(cluster.address, 1).coders[0], acts)
        served = a_team(cluster.address, coders)
        with crowd(served, Path(folder), acts) as running:
            start = time.perf_counter()
            begin(running)
            done = results(running)
            whole = time.perf_counter() - start
        check_all_is_there(served, done, acts)
        desks = [took for one in done for took in one.took]
    tell("act in a project file, nobody else at work", file)
    tell("commit straight to the server, nobody else at work", direct, ratio=middle(direct) / middle(file))
    tell("act at a desk, while it speaks to the server", alone, ratio=middle(alone) / middle(file))
    tell(f"act at one of {coders} desks", desks, ratio=middle(desks) / middle(file))
    slowest = max(one.arrived for one in done)
    print(json.dumps({"what": "acts a second, all on the server", "value": round(len(desks) / slowest, 1)}))
    print(json.dumps({"what": "seconds of the whole run", "value": round(whole, 2)}))


def a_team(address: str, coders: int) -> ServedProject:
    """A project under policies, with logins for so many."""
    return serve(new_database(address, f"team_{coders}"), coders, ARTICLES, article=False)


def in_a_file(folder: Path, acts: int) -> list[float]:
    """Seconds of each act in a project of one's own."""
    path = folder / "p.rapporteur"
    Store.create(path, a_project(), (Coder("coder-1", "Ada"), *ARTICLES, load_codebook())).close()
    workspace = open_workspace(path)
    took = []
    for number in range(acts):
        start = time.perf_counter()
        workspace.execute(Given((Change(None, a_coding(id=f"{number}", article_id="article-0")),)))
        took.append(time.perf_counter() - start)
    workspace.close()
    return took


def at_one_desk(address: str, acts: int) -> list[float]:
    """Seconds of each act in the copy of a project on a server, which is handed in meanwhile."""
    desk = Desk.at(address)
    took = []
    for number in range(acts):
        start = time.perf_counter()
        desk.make(a_coding(id=f"alone-{number}", article_id="article-0", coder_id="coder-1"))
        took.append(time.perf_counter() - start)
        desk.team.pump()
    desk.settle()
    desk.close()
    return took


def straight_to(address: str, acts: int) -> list[float]:
    """Seconds of each commit on a connection to the server."""
    Store.create(address, a_project(), (Coder("coder-1", "Ada"), *ARTICLES)).close()
    store = Store.open(address)
    took = []
    for number in range(acts):
        made = ChangeSet((Change(None, a_coding(id=f"{number}", article_id="article-0")),))
        start = time.perf_counter()
        store.commit(made, actor="coder-1", command="C", label="L")
        took.append(time.perf_counter() - start)
    store.close()
    return took


def middle(took: Sequence[float]) -> float:
    """The median."""
    return statistics.median(took)


def tell(what: str, took: Sequence[float], **more: float) -> None:
    """Median and 99th percentile, in milliseconds."""
    p99 = sorted(took)[min(len(took) - 1, int(len(took) * 0.99))]
    figures = {"median_ms": middle(took) * 1e3, "p99_ms": p99 * 1e3, **more}
    print(json.dumps({"what": what, **{name: round(value, 2) for name, value in figures.items()}}))


if __name__ == "__main__":
    main()
