"""Where the program keeps what is the user's own."""

from __future__ import annotations

from pathlib import Path

from core.app.servers import SUFFIX, data_home

__all__ = ["SUFFIX", "data_home", "sample_path", "usual_folder"]


def usual_folder(recent: tuple[str, ...]) -> Path:
    """Where a new project's file goes unless one says otherwise: beside the latest of the ``recent`` ones,
    else among the user's documents."""
    from platformdirs import user_documents_path

    known = (Path(where).parent for where in recent if "://" not in where)
    usual = (*(folder for folder in known if folder != data_home()), user_documents_path())
    return next((folder for folder in usual if folder.is_dir()), Path.home())


def sample_path() -> Path:
    """Where the sample project lives: with the user's own data."""
    return data_home() / f"sample{SUFFIX}"
