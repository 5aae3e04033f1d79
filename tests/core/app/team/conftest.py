"""A served project, and desks of its people on this computer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.core.app.team.desks import Desk
from tests.core.storage.conftest import cluster
from tests.core.storage.served import ServedProject, serve

__all__ = ["cluster"]


@pytest.fixture
def served(cluster: Callable[[], str]) -> ServedProject:
    return serve(cluster())


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Desk]]:
    """Opens desks; each address has its copy under a home of its own where one is named."""
    opened: list[Desk] = []

    def open_desk(address: str, coder: str = "", home: str = "home") -> Desk:
        monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path / home))
        opened.append(Desk.at(address, coder))
        return opened[-1]

    yield open_desk
    for one in opened:
        one.close()
