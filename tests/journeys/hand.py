"""A hand at mouse and keyboard: real X events through xdotool into the running window, each one counted."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE = 300.0  # seconds until a journey says what it waited for


@dataclass
class Hand:
    """Moves, clicks and types; ``keys`` and ``clicks`` say how much work the journey was."""

    keys: int = 0
    clicks: int = 0

    def key(self, *names: str) -> None:
        """Press keys by their X names (``space``, ``Return``, ``ctrl+z``), one stroke each."""
        for name in names:
            self.keys += 1
            self._do("key", "--clearmodifiers", name)

    def write(self, text: str) -> None:
        """Type a text into whatever has the focus."""
        self.keys += len(text)
        self._do("type", "--delay", "1", text)

    def click(self, widget: QWidget, at: QPoint | None = None, *, times: int = 1) -> None:
        """Click into ``widget``, in its middle unless told where."""
        self._move(widget, at if at is not None else widget.rect().center())
        self.clicks += times
        self._do("click", "--repeat", str(times), "--delay", "40", "1")

    def drag(self, widget: QWidget, start: QPoint, end: QPoint, *, holding: str = "") -> None:
        """Press at ``start``, move in steps, release at ``end``; ``holding`` is a modifier key."""
        if holding:
            self._do("keydown", holding)
        self._move(widget, start)
        self._do("mousedown", "1")
        for step in (0.3, 0.7, 1.0):
            self._move(widget, start + (end - start) * step)
        self._do("mouseup", "1")
        if holding:
            self._do("keyup", holding)
        self.clicks += 1

    def _move(self, widget: QWidget, at: QPoint) -> None:
        spot = widget.mapToGlobal(at)
        self._do("mousemove", "--sync", str(spot.x()), str(spot.y()))

    def _do(self, *args: str) -> None:
        subprocess.run(["xdotool", *args], check=True)
        settle()


def settle(milliseconds: int = 30) -> None:
    """Let the window take in what has happened."""
    QTest.qWait(milliseconds)


def wait_for(what: str, ready: Callable[[], object]) -> None:
    """Wait until ``ready`` holds; say ``what`` never came if it does not."""
    end = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain: {what}")
        QTest.qWait(20)


def take_focus(window: QWidget) -> None:
    """Give the keyboard to ``window``: without a window manager nobody else does."""
    wait_for("the window is shown", window.isVisible)
    wait_for("the window is exposed", lambda: window.windowHandle().isExposed())
    subprocess.run(["xdotool", "windowfocus", "--sync", str(int(window.winId()))], check=True)
    wait_for("the window is active", lambda: QApplication.activeWindow() is window)


def middle(rect: QRect) -> QPoint:
    """The middle of a rectangle."""
    return rect.center()
