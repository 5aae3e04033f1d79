"""A new project before there is one: what is wished for, checked part by part, and making it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.app.codebooks import read_draft
from core.app.passwords import LEAST, secret_of
from core.app.projects import SUFFIX, create_project
from core.domain.article import Role
from core.domain.codebook import Codebook
from core.domain.codebook_editing import edited
from core.domain.codebook_edits import UseScheme

_NAME_LENGTH = 60  # characters of up to four bytes; systems allow 255 bytes, the ending among them
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')  # what Windows, the strictest, refuses
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants. ``where``: the project's file as typed; ``language``: code of its articles';
    ``model``: the pipeline, empty for the one that fits; ``coder``: the person's own name; ``supervises``:
    whether others will code, too; ``password``: empty for none."""

    name: str = ""
    where: str = ""
    language: str = "en"
    model: str = ""
    coder: str = ""
    supervises: bool = False
    password: str = field(default="", repr=False)

    @property
    def path(self) -> Path:
        """The project's file; its name gets the ending if it has none."""
        return _with_ending(_typed(self.where))


def problems(wish: Wish) -> Mapping[str, str]:
    """What stands against it: field → what to do; empty when it can be made."""
    found = {
        "name": "" if wish.name.strip() else "Give the project a name.",
        "where": _where(wish),
        "coder": "" if wish.coder.strip() else "Say who you are: what you code is kept under this name.",
        "password": _password(wish.password),
    }
    return {part: text for part, text in found.items() if text}


def file_name(name: str) -> str:
    """A name of a file for a project of that name, without what systems refuse."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", name).split())[:_NAME_LENGTH].strip(" .") or "New project"
    return f"{plain} project{SUFFIX}" if _DEVICES.fullmatch(plain) else plain + SUFFIX


def shipped_with(schemes: Iterable[UseScheme]) -> Codebook:
    """The shipped codebook with these schemes in place of its own for their layers."""
    from core.importing.codebook_file import load_codebook

    book = load_codebook()
    return edited(book, (use for use in schemes if book.layer(use.layer).scheme != use.scheme.id))


def codebook_of(file: Path) -> Codebook:
    """The codebook of a file as the first of a new project; what it lacks of the shipped one is retired.

    Raises `BadInput` and `Refused`, naming the place in the file.
    """
    from core.importing.codebook_file import load_codebook

    return read_draft(file, load_codebook())


def make(wish: Wish, codebook: Codebook) -> Path:
    """Make the project; for a worker. Returns its file. Raises what `create_project` raises."""
    create_project(
        wish.path,
        wish.name,
        wish.coder,
        codebook,
        language=wish.language,
        model=wish.model,
        role=Role.SUPERVISOR if wish.supervises else Role.CODER,
        secret=secret_of(wish.password),
    )
    return wish.path


def _where(wish: Wish) -> str:
    typed = wish.where.strip()
    if not typed:
        return "Say where the project's file goes."
    if "://" in typed:
        return "This is the address of a server; the project made here is a file. Choose a folder."
    try:
        return _place(_typed(typed))
    except (OSError, ValueError):  # too long a name, or characters that no path has
        return "No file can have this name or place. Choose another."


def _place(given: Path) -> str:
    if not given.is_absolute():
        return "Give the whole path, with the folder, or choose the place."
    if given.is_dir():
        return "This is a folder. Add the name of the project's file."
    path = _with_ending(given)
    folder = path.parent
    if path.exists():
        return "There is a file of this name already. Choose another name, or open that project."
    if not folder.is_dir():
        return f"There is no folder {folder}. Make it first, or choose another."
    return "" if os.access(folder, os.W_OK) else f"You may not write into {folder}. Choose another folder."


def _typed(where: str) -> Path:
    return Path(os.path.expanduser(where.strip()))  # noqa: PTH111  # Path's own raises where there is no home


def _with_ending(path: Path) -> Path:
    return path if path.name.endswith(SUFFIX) else path.with_name(path.name + SUFFIX)


def _password(password: str) -> str:
    short = 0 < len(password) < LEAST
    return f"A password has at least {LEAST} characters; leave it empty for none." if short else ""
