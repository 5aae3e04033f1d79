"""Refuses, in plain words, a machine on which the window could not run; imports Qt only inside functions."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from core.domain.errors import Unavailable

# What Qt's wheels expect of a Linux desktop, by package manager; one line brings all of it.
_APT = (
    "libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 "
    "libxcb-xkb1"
)
_DNF = (
    "mesa-libEGL mesa-libGL libxkbcommon libxkbcommon-x11 dbus-libs fontconfig glib2 xcb-util-cursor "
    "xcb-util-wm xcb-util-image xcb-util-keysyms xcb-util-renderutil libxcb"
)
_MISSING = re.compile(r"(lib[\w.+-]+\.so[\w.]*)")


def check_versions(python: tuple[int, ...], qt: tuple[int, ...]) -> None:
    """Refuse PySide6 6.12 and later on Python before 3.12: every void call loses a reference to ``None``.

    Such a process aborts after some thousand calls (``resources/decisions/``); older PySide6, or newer
    Python, where ``None`` is immortal, are sound.
    """
    if python[:2] < (3, 12) and qt[:2] >= (6, 12):
        have = f"PySide6 {'.'.join(map(str, qt[:3]))} on Python {'.'.join(map(str, python[:2]))}"
        raise Unavailable(
            "bad-qt",
            f"{have} crashes at work, so Rapporteur does not start with it. "
            'Install the sound one: pip install "PySide6-Essentials>=6.8,<6.12" '
            "(or use Python 3.12 or newer).",
        )


def missing_library(error: OSError | ImportError) -> Unavailable:
    """Turn a failed load of Qt into the one line that installs what is missing."""
    found = _MISSING.search(str(error))
    if found is None:
        return Unavailable(
            "no-qt",
            f"The window toolkit can't be loaded ({error}). Install it: pip install PySide6-Essentials",
        )
    return Unavailable(
        "no-library",
        f"The window needs the system library {found.group(1)}, which is not installed. Install it with:\n"
        f"    {install_line()}",
    )


def install_line(root: Path = Path("/")) -> str:
    """The command that installs Qt's system libraries on this Linux."""
    if any((root / "usr/bin" / name).exists() for name in ("apt-get", "apt")):
        return f"sudo apt-get install -y {_APT}"
    if any((root / "usr/bin" / name).exists() for name in ("dnf", "yum", "dnf5")):
        return f"sudo dnf install -y {_DNF}"
    return f"(Debian/Ubuntu) sudo apt-get install -y {_APT}"


def has_display(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window can appear: always but on a Linux without X11, Wayland or a chosen Qt platform."""
    if not platform.startswith("linux"):
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def check_qt() -> None:
    """Load Qt and raise `Unavailable` where that would fail or be unsound."""
    try:
        import PySide6

        check_versions(sys.version_info[:3], _numbers(PySide6.__version__))
        from PySide6 import QtWidgets  # noqa: F401  # loads every library that Qt's widgets need
    except ImportError as error:
        raise missing_library(error) from error
    _check_xcb(os.environ)


def _check_xcb(environ: Mapping[str, str]) -> None:
    """Load the X11 plugin by hand: Qt itself aborts the process when one of its libraries is missing."""
    wants = environ.get("QT_QPA_PLATFORM", "")
    if wants not in ("", "xcb") or not environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        return
    spec = importlib.util.find_spec("PySide6")
    places = spec.submodule_search_locations if spec is not None else None
    plugin = Path(next(iter(places or ("",)))) / "Qt/plugins/platforms/libqxcb.so"
    if plugin.exists():
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            raise missing_library(error) from error


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
