"""Stores to test with: a file and a server, made anew for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path

import pytest

from core.domain.article import Coder, Project
from core.domain.changes import Record
from core.storage.store import Store
from tests.build import an_article
from tests.core.storage.cluster import running_cluster
from tests.core.storage.served import ServedProject, serve

MakeStore = Callable[..., Store]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Callable[[], str]]:
    """Gives addresses of fresh databases."""
    import psycopg

    with running_cluster() as address:
        numbers = count()

        def new_database() -> str:
            name = f"project_{next(numbers)}"
            plain = address.replace("+psycopg", "")
            with psycopg.connect(plain.format(name="postgres"), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
            return address.format(name=name)

        yield new_database


@pytest.fixture(params=["file", "server"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place where no project is yet."""
    if request.param == "file":
        return str(tmp_path / "project.rapporteur")
    new_database: Callable[[], str] = request.getfixturevalue("cluster")
    return new_database()


@pytest.fixture
def opened() -> Iterator[Callable[[Store], Store]]:
    """Closes at the end what it was given."""
    stores: list[Store] = []

    def keep(store: Store) -> Store:
        stores.append(store)
        return store

    yield keep
    for store in stores:
        store.close()


def a_project(name: str = "Test") -> Project:
    return Project("project-1", name, created_at="2026-01-01T00:00:00.000Z")


def two_coders_and_an_article() -> Iterable[Record]:
    return Coder("coder-1", "Ada"), Coder("coder-2", "Ben"), an_article()


@pytest.fixture
def store(where: str, opened: Callable[[Store], Store]) -> Store:
    """A new project with two coders and an article."""
    return opened(Store.create(where, a_project(), two_coders_and_an_article()))


@pytest.fixture
def served(cluster: Callable[[], str]) -> ServedProject:
    """A project on a team server with a supervisor and two coders, each with a login."""
    return serve(cluster())
