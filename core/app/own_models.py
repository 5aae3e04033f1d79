"""A project's own language models: numbered folders beside its file, e.g. ``study.models/2``.

The project names such a model by this short path, so that file and folder can be moved together. Those of a
project on a server lie with the user's own data, under the name of its database.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import msgspec

from core.app.servers import model_place, shared_place
from core.domain.training import TuningReport

REPORT = "report.json"  # in the folder of a model: what its training came to
_ENDING = ".models"


class _Meta(msgspec.Struct):
    """What is needed of a pipeline's own description."""

    lang: str = ""


@dataclass(frozen=True, slots=True)
class OwnModel:
    """One model that was trained for a project. ``name``: what the project stores; ``language``: its code."""

    name: str
    number: int
    report: TuningReport | None
    language: str = ""

    @property
    def label(self) -> str:
        """What a person reads."""
        return f"Trained for this project, {self.number}"

    @property
    def version(self) -> str:
        """Its number."""
        return str(self.number)


def is_own(model: str) -> bool:
    """Whether a project's model is one of its own."""
    parts = PurePosixPath(model).parts
    return len(parts) == 2 and parts[0].endswith(_ENDING) and parts[1].isdecimal()


def resolved(model: str, where: str) -> str:
    """What the machine is to load for the model a project at ``where`` names."""
    return str(beside(where).parent / model) if is_own(model) else model


def topics_file(where: Path | str) -> Path:
    """Where the topics learned from the project at ``where`` lie."""
    place = beside(where)
    return place.with_name(f"{place.stem}.learned") / "topics.bin"


def folder_of(where: Path | str) -> Path:
    """Where the models of the project at ``where`` lie."""
    place = beside(where)
    return place.with_name(f"{place.stem}{_ENDING}")


def beside(where: Path | str) -> Path:
    """The file beside which a project's models lie: its own, or one with the user's data for a server's."""
    return model_place(str(where)) if "://" in str(where) else shared_place(Path(where))


def own_models(where: str) -> tuple[OwnModel, ...]:
    """The models beside the project, oldest first; a report that can't be read counts as none."""
    folder = folder_of(where)
    numbers = sorted(int(one.name) for one in folder.glob("*") if one.name.isdecimal() and one.is_dir())
    places = ((n, folder / str(n)) for n in numbers)
    return tuple(OwnModel(f"{folder.name}/{n}", n, _report(at), _language(at)) for n, at in places)


def base_of(model: str, where: str) -> str:
    """The model that a project's own one was made of; any other model is itself."""
    if not is_own(model):
        return model
    report = _report(Path(resolved(model, where)))
    return report.base if report else ""


def keep_report(folder: Path, report: TuningReport) -> None:
    """Write what a training came to into the model's folder."""
    (folder / REPORT).write_bytes(msgspec.json.format(msgspec.json.encode(report)))


def _report(folder: Path) -> TuningReport | None:
    try:
        return msgspec.json.decode((folder / REPORT).read_bytes(), type=TuningReport)
    except (OSError, msgspec.DecodeError):
        return None


def _language(folder: Path) -> str:
    try:
        return msgspec.json.decode((folder / "meta.json").read_bytes(), type=_Meta).lang
    except (OSError, msgspec.DecodeError):
        return ""
