"""What the program remembers for its user between starts; a broken file costs a message, not the start."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
from platformdirs import user_config_path

from core.domain.errors import Unavailable

RECENT = 10  # projects remembered


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's own choices; none of them belongs to a project.

    ``theme``: system, light or dark; ``zoom``: per cent of the article's size; ``family``: font of the
    article, empty for the shipped choice; ``width``: characters in a line, 0 for the whole pane; ``recent``:
    projects, latest first; ``coders``: project → coder chosen last; ``geometry`` and ``layout``: the
    window's own words; ``language`` of the next new project's articles; ``model``: the pipeline for new
    projects, empty for the one that fits.
    """

    theme: str = "system"
    zoom: int = 100
    family: str = ""
    width: int = 0
    recent: tuple[str, ...] = ()
    coders: dict[str, str] = field(default_factory=dict)
    geometry: str = ""
    layout: str = ""
    model: str = ""
    language: str = "en"
    tour_seen: bool = False
    advance: bool = True  # to the next suggestion after a decision
    lost: bool = True  # marks where lost text is assumed
    thresholds: dict[str, float] = field(default_factory=dict)  # project → the person's own choice
    unfinished: dict[str, str] = field(default_factory=dict)  # project → the analysis that goes on there


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings and, when the file could not be read, what to tell the user."""

    settings: Settings
    message: str = ""


def home() -> Path:
    """The folder of the user's settings; ``RAPPORTEUR_HOME`` names another."""
    other = os.environ.get("RAPPORTEUR_HOME", "")
    return Path(other) if other else user_config_path("rapporteur", appauthor=False)


def load() -> Loaded:
    """Read the settings. What can't be read is as if it were not there, and is said."""
    path = _file()
    try:
        return Loaded(msgspec.json.decode(path.read_bytes(), type=Settings))
    except FileNotFoundError:
        return Loaded(Settings())
    except (OSError, msgspec.DecodeError) as fault:
        said = f"Your settings in {path} could not be read, so the usual ones are used. ({fault})"
        return Loaded(Settings(), said)


def save(settings: Settings) -> None:
    """Write the settings aside and move them into place; raises `Unavailable` when that fails."""
    path = _file()
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(msgspec.json.format(msgspec.json.encode(settings)))
        aside.replace(path)
    except OSError as fault:
        raise Unavailable("no-settings", "Your settings could not be saved.", where=str(path)) from fault


def with_recent(settings: Settings, where: Path | str, coder_id: str = "") -> Settings:
    """``settings`` with this project first among the recent ones, and its coder remembered."""
    place = str(where)
    rest = tuple(other for other in settings.recent if other != place)
    coders = settings.coders | ({place: coder_id} if coder_id else {})
    recent = (place, *rest)[:RECENT]
    return _kept(replace(settings, coders=coders), recent)


def without_recent(settings: Settings, where: Path | str) -> Settings:
    """``settings`` without a project that is no longer there."""
    recent = tuple(other for other in settings.recent if other != str(where))
    return _kept(settings, recent)


def with_threshold(settings: Settings, where: Path | str, least: float | None) -> Settings:
    """``settings`` with how sure suggestions of this project must be for the person; ``None``: as it says."""
    rest = {place: other for place, other in settings.thresholds.items() if place != str(where)}
    return replace(settings, thresholds=rest if least is None else rest | {str(where): least})


def _kept(settings: Settings, recent: tuple[str, ...]) -> Settings:
    """``settings`` with these recent projects, and nothing about others."""
    coders = {place: coder for place, coder in settings.coders.items() if place in recent}
    thresholds = {place: least for place, least in settings.thresholds.items() if place in recent}
    unfinished = {place: which for place, which in settings.unfinished.items() if place in recent}
    return replace(settings, recent=recent, coders=coders, thresholds=thresholds, unfinished=unfinished)


def with_unfinished(settings: Settings, where: Path | str, which: str) -> Settings:
    """``settings`` with the analysis that is to go on when the project is opened; none when empty."""
    rest = {place: other for place, other in settings.unfinished.items() if place != str(where)}
    return replace(settings, unfinished=rest | {str(where): which} if which else rest)


def _file() -> Path:
    return home() / "settings.json"
