"""What the tests of the machine share: the shipped pipeline, loaded once, and the reference article."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.nlp.engine import Engine

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine().load()


@pytest.fixture(scope="session")
def blank() -> Engine:
    return Engine("blank:en").load()


@pytest.fixture(scope="session")
def azernews() -> str:
    return (ROOT / "resources/samples/azernews.txt").read_text("utf-8")
