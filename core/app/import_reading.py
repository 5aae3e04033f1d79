"""What an import is asked to read and how; and a look at files before anything is imported."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.domain.errors import BadInput, PersonError
from core.domain.work import Progress, check

FIELDS = ("text", "title", "source", "published", "language")
_NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read. ``pattern``: of file names, empty for none; ``columns``: FIELD=COLUMN for all
    tables; ``of_file``: the same for a table of its own, by its path."""

    pattern: str = ""
    columns: tuple[str, ...] = ()
    of_file: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def columns_for(self, path: Path) -> tuple[str, ...]:
        """The columns asked for of one table."""
        return dict(self.of_file).get(str(path), self.columns)


@dataclass(frozen=True, slots=True)
class FileLook:
    """One file before the import: what it is read as, or the problem that stands against it.

    ``headers`` and ``rows``: the head of a table; ``columns``: field → column, as guessed or asked for.
    """

    path: str
    name: str
    kind: str
    problem: str = ""
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


def look_at(paths: Iterable[Path | str], options: Options, progress: Progress) -> tuple[FileLook, ...]:
    """Each file as it would be read, those of folders included; for a worker. Raises `Cancelled`."""
    files, empty = files_below(paths)
    out = [FileLook(folder, Path(folder).name, "Folder", NOTHING_BELOW) for folder in empty]
    for number, (path, name) in enumerate(files):
        check(progress)
        progress.report(number / len(files), f"Looking at {name}")
        out.append(_look(Path(path), name, options))
    return tuple(out)


def names_read(pattern: str, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """What ``pattern`` reads out of the first names, in words; raises BadInput for a bad pattern."""
    from core.importing.name_pattern import parse_pattern

    ready = parse_pattern(pattern)
    out = []
    for name, _ in zip(names, range(_NAMES_SHOWN), strict=False):
        found = ready.read(name)
        said = "does not fit" if found is None else " · ".join(f"{k}: {v}" for k, v in found.items())
        out.append((name, said))
    return tuple(out)


NOTHING_BELOW = "There are no files in this folder that can be read."


def files_below(paths: Iterable[Path | str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Each file with the name it is shown by, those of folders included; and folders that have none."""
    files: list[tuple[str, str]] = []
    empty: list[str] = []
    for path in map(str, paths):
        if not os.path.isdir(path):  # noqa: PTH112 - a Path raises for names that can't be
            files.append((path, Path(path).name))
            continue
        before = len(files)
        files += _below(path)
        if len(files) == before:
            empty.append(path)
    return files, empty


def _below(folder: str) -> Iterator[tuple[str, str]]:
    """All files below ``folder`` we have a reader for, in the order of their names, hidden ones left out.

    Strings, for there may be a hundred thousand of them.
    """
    from core.importing.formats import KINDS

    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = os.path.relpath(place, folder).replace(os.sep, "/")
        prefix = "" if inside == "." else f"{inside}/"
        for name in sorted(names):
            ending = name[name.rfind(".") :].lower() if "." in name else ""
            if ending in KINDS and not name.startswith((".", "~$")):
                yield os.path.join(place, name), prefix + name  # noqa: PTH118 - as above


def _look(path: Path, name: str, options: Options) -> FileLook:
    from core.importing.columns import check_columns
    from core.importing.formats import KINDS, TABLES, preview

    ending = path.suffix.lower()
    kind = KINDS.get(ending, "Text")
    if not os.path.exists(path):  # noqa: PTH110 - as above
        return FileLook(str(path), name, kind, "There is no such file: check the name and the folder.")
    if ending not in TABLES:
        return FileLook(str(path), name, kind)
    try:
        seen = preview(path, options.columns_for(path))
    except PersonError as error:
        return FileLook(str(path), name, kind, error.text)
    problem = ""
    try:
        check_columns(seen.columns, seen.headers, name)
    except BadInput as error:
        problem = error.text
    return FileLook(str(path), name, kind, problem, seen.headers, seen.rows, seen.columns.of)
