"""Which pipeline a model's name stands for, told from its files: spaCy is not loaded for that."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from core.nlp.engine import BLANK, shipped_model
from core.nlp.languages import pipeline_for


def model_id(language: str, model: str) -> str:
    """Name and version of the pipeline for ``language``, as `Engine.id` says it; empty when unknown."""
    return _told(pipeline_for(language, model))[0]


def model_mark(language: str, model: str) -> str:
    """As `model_id`, and different too for another training under the same name and version."""
    return " ".join(_told(pipeline_for(language, model)))


def _told(name: str) -> tuple[str, str]:
    """The id, and a mark of what a folder says of itself."""
    if name.startswith(BLANK):
        return f"{name.removeprefix(BLANK)}_pipeline 0.0.0", ""
    about = Path(name or shipped_model()) / "meta.json"
    try:
        page = about.read_bytes()
        told = json.loads(page)
        return f"{told['lang']}_{told['name']} {told['version']}", sha256(page).hexdigest()[:16]
    except (OSError, ValueError, KeyError, TypeError):
        return _package(name), ""


def _package(name: str) -> str:
    try:
        return f"{name} {metadata.version(name)}"
    except (metadata.PackageNotFoundError, ValueError):
        return ""
