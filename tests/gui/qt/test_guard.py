"""A machine on which the window can't run is refused in words, before anything breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.domain.errors import Unavailable
from gui.qt.guard import check_qt, check_versions, has_display, install_line, missing_library


@pytest.mark.parametrize("qt", [(6, 12, 0), (6, 12, 3), (6, 13, 0)])
def test_the_pair_that_drops_none_is_refused(qt: tuple[int, ...]) -> None:
    with pytest.raises(Unavailable) as told:
        check_versions((3, 11, 7), qt)
    assert told.value.code == "bad-qt"
    assert "pip install" in told.value.text


@pytest.mark.parametrize(
    ("python", "qt"), [((3, 11, 7), (6, 11, 3)), ((3, 12, 0), (6, 12, 0)), ((3, 13, 1), (6, 14, 0))]
)
def test_sound_pairs_pass(python: tuple[int, ...], qt: tuple[int, ...]) -> None:
    check_versions(python, qt)


def test_this_machine_passes() -> None:
    check_qt()


def test_a_missing_library_gives_the_line_that_installs_it() -> None:
    error = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    told = missing_library(error)
    assert told.code == "no-library"
    assert "libEGL.so.1" in told.text
    assert "install" in told.text
    assert "Traceback" not in told.text


def test_no_toolkit_at_all_is_another_advice() -> None:
    told = missing_library(ModuleNotFoundError("No module named 'PySide6'"))
    assert told.code == "no-qt"
    assert "pip install PySide6" in told.text


@pytest.mark.parametrize(
    ("command", "starts"), [("apt-get", "sudo apt-get install"), ("dnf", "sudo dnf install")]
)
def test_the_line_fits_the_package_manager(tmp_path: Path, command: str, starts: str) -> None:
    (tmp_path / "usr/bin").mkdir(parents=True)
    (tmp_path / "usr/bin" / command).touch()
    said = install_line(tmp_path)
    assert said.startswith(starts)
    assert "xkbcommon" in said


@pytest.mark.parametrize(
    ("environment", "platform", "shown"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":1"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_display_is_recognised(environment: dict[str, str], platform: str, shown: bool) -> None:
    assert has_display(environment, platform) is shown
