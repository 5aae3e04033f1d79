"""Twenty coders at once, a server that dies in the middle, a desk that is killed: every act exactly once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from core.app.servers import parsed
from core.app.team.joining import waiting_acts
from core.storage.store import Store
from tests.core.app.team.crowd import ARTICLES, begin, check_all_is_there, crowd, results
from tests.core.app.team.desks import Desk
from tests.core.storage.cluster import Cluster, new_database, running_server
from tests.core.storage.served import ServedProject, serve

CODERS, ACTS = 20, 10
_numbers = count(1)


@pytest.fixture(scope="module")
def own_cluster() -> Iterator[Cluster]:
    """A server of one's own, that may be stopped."""
    with running_server() as made:
        yield made


def a_study(cluster: Cluster, coders: int) -> ServedProject:
    address = new_database(cluster.address, f"crowd_{next(_numbers)}")
    return serve(address, coders, ARTICLES, article=False)


def test_twenty_coders_at_once_lose_and_double_nothing(own_cluster: Cluster, tmp_path: Path) -> None:
    served = a_study(own_cluster, CODERS)
    with crowd(served, tmp_path, ACTS) as running:
        begin(running)
        done = results(running)
    assert len(done) == CODERS
    check_all_is_there(served, done, ACTS)


def test_a_server_that_dies_and_comes_back_has_every_act_once(own_cluster: Cluster, tmp_path: Path) -> None:
    coders, acts = 3, 40
    served = a_study(own_cluster, coders)
    with crowd(served, tmp_path, acts) as running:
        begin(running)
        for one in running:
            assert one.stdout is not None
            for _ in range(5):
                assert one.stdout.readline() == "coded\n"
        own_cluster.stop()
        for one in running:
            assert one.stdout is not None
            for _ in range(10):  # they go on without it
                assert one.stdout.readline() == "coded\n"
        own_cluster.start()
        done = results(running)
    check_all_is_there(served, done, acts)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_what_waits_survives_a_killed_desk(
    own_cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts = 15
    served = a_study(own_cluster, 1)
    with crowd(served, tmp_path, 10_000) as (coder,):
        own_cluster.stop()
        begin([coder])
        assert coder.stdout is not None
        for _ in range(acts):
            assert coder.stdout.readline() == "coded\n"
        os.kill(coder.pid, signal.SIGKILL)
    monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path / "coder-1"))
    server, _ = parsed(served.coders[0])
    waited = waiting_acts(server)
    assert waited >= acts
    desk = Desk.at(served.coders[0])  # still without a server
    assert desk.team.view.waiting == waited
    kept = {coding.id for article in ARTICLES for coding in desk.workspace.state.codings(article.id)}
    own_cluster.start()
    desk.settle()
    desk.close()
    assert waiting_acts(server) == 0
    store = Store.open(served.admin, read_only=True)
    assert {coding.id for coding in store.select("coding")} == kept
    store.close()
