"""The start: windows here, everything else in the command line; imports no more than the way taken needs."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from core.domain.errors import PersonError


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks of the window; ``other`` when it asks for something else."""

    project: str = ""
    sample: bool = False
    screenshots: str = ""
    other: bool = False


def asked(arguments: list[str]) -> Asked:
    """Sort the ways apart: ``[PROJECT]``, ``--sample``, ``--screenshots DIR``, the command line's."""
    if not arguments:
        return Asked()
    first, *rest = arguments
    if first == "--sample" and not rest:
        return Asked(sample=True)
    if first == "--screenshots" and len(rest) == 1:
        return Asked(screenshots=rest[0])
    if not rest and _names_project(first):
        return Asked(project=first)
    return Asked(other=True)


def _names_project(word: str) -> bool:
    if word.startswith("-"):
        return False
    return word.endswith(".rapporteur") or "://" in word or Path(word).is_file()


def main() -> int:
    """Start what the command line asks for; returns the exit code."""
    arguments = sys.argv[1:]
    wish = asked(arguments)
    if wish.other:
        from core.cli import run

        return run(arguments)
    try:
        return _window(wish)
    except PersonError as error:
        print(f"rapporteur: {error}", file=sys.stderr)  # noqa: T201  # there is no window to say it in
        return 1


def hurry() -> None:
    """Save a fifth of the start: no garbage is collected until the first paint, when `gui.app` ends that, and
    what needs no Qt is loaded before it, because PySide6 reads the source of each module loaded after it."""
    gc.disable()
    importlib.import_module("gui.viewmodels.program")


def _pictures(folder: Path) -> int:
    """Pictures for README and help, of a sample made for them alone: the person's own stays as it is."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as home:
        os.environ["RAPPORTEUR_HOME"] = home
        from gui.app import take_screenshots

        return take_screenshots(folder)


def _window(wish: Asked) -> int:
    hurry()
    from gui.qt.guard import check_qt, has_display

    shown = has_display(os.environ)
    if not shown and not wish.sample and not wish.screenshots:
        print(  # noqa: T201  # as above
            "rapporteur: there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can "
            "be shown.\n“rapporteur --sample” does its work without one; “rapporteur --help” lists what else "
            "works here.",
            file=sys.stderr,
        )
        return 1
    if not shown or wish.screenshots:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    check_qt()
    if wish.screenshots:
        return _pictures(Path(wish.screenshots).absolute())
    if not shown:
        from gui.app import headless_sample

        return headless_sample()
    from gui.app import run

    return run(wish.project, sample=wish.sample)


if __name__ == "__main__":
    sys.exit(main())
