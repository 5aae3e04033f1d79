"""The log of bugs: what happened, where in the program, under which versions; nothing of the articles."""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_KEPT = 200_000  # bytes of older reports


def log_file() -> Path:
    """Where reports are kept."""
    from platformdirs import user_log_path

    return user_log_path("rapporteur", appauthor=False) / "rapporteur.log"


def report_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """One report, fit to be sent."""
    from importlib.metadata import version

    from PySide6 import __version__ as qt

    head = (
        f"Rapporteur {version('rapporteur')} · Python {platform.python_version()} · PySide6 {qt} · "
        f"{platform.platform()} · {datetime.now(UTC).isoformat(timespec='seconds')}"
    )
    return f"{head}\n{''.join(traceback.format_exception(kind, error, trace))}"


def write_log(report: str, path: Path | None = None) -> None:
    """Add a report to the log; a disk that refuses must not stop the program a second time."""
    where = path or log_file()
    try:
        where.parent.mkdir(parents=True, exist_ok=True)
        old = where.read_text(encoding="utf-8")[-_KEPT:] if where.exists() else ""
        where.write_text(f"{old}{report}\n", encoding="utf-8")
    except OSError:
        return


def hush() -> None:
    """Let Qt's off-screen platform keep to itself that windows have no size hints there."""

    def tell(_kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if "propagateSizeHints" not in text:
            sys.stderr.write(f"{text}\n")

    qInstallMessageHandler(tell)
