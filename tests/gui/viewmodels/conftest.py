"""View-models know no Qt, so their tests need no window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gui.viewmodels.desk import DeskViewModel
from tests.core.app.commands.kit import standard_workspace
from tests.gui.viewmodels.kit import a_desk, closed


@pytest.fixture(autouse=True)
def _light() -> None:
    """In place of the window tests' fixture of this name, which dresses an application."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskViewModel]:
    """A desk with the standard article open."""
    with closed(a_desk(standard_workspace(tmp_path))) as made:
        made.open("article-1")
        yield made
