"""Where the program keeps what is the user's own."""

from __future__ import annotations

from pathlib import Path

SUFFIX = ".rapporteur"


def sample_path() -> Path:
    """Where the sample project lives: with the user's own data."""
    return data_home() / f"sample{SUFFIX}"


def data_home() -> Path:
    """The folder of what the program keeps for the user."""
    import os

    other = os.environ.get("RAPPORTEUR_HOME", "")
    if other:
        return Path(other)
    from platformdirs import user_data_path

    return user_data_path("rapporteur", appauthor=False)
