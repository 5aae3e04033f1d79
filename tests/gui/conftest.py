"""What all window tests share: no screen is needed, and every window is born in the light theme."""

from __future__ import annotations

import os

import pytest
from PySide6.QtWidgets import QApplication

from gui.qt.theme import apply_theme


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Draw off screen unless the run chose a platform itself; journeys choose theirs and are not touched."""
    chosen = os.environ.get("QT_QPA_PLATFORM")
    return ["tests"] if chosen else ["tests", "-platform", "offscreen"]


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
