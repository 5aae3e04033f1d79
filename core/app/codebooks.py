"""Codebooks and files: what a file would make of the one in force, and writing the one in force to a file."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from core.app.commands.codebook import Impact
from core.domain.codebook import Codebook
from core.domain.codebook_diff import diff
from core.domain.codebook_editing import succeeding
from core.domain.codebook_edits import UseScheme
from core.domain.coding import Layer
from core.domain.errors import Refused

ENDINGS = (".json", ".xlsx", ".qdc")


def read_draft(path: Path, book: Codebook, layer: Layer = Layer.TOPIC) -> Codebook:
    """What the file would make of ``book``: a draft of its next version, in which no code is lost.

    ``layer``: where the codes of another program's .qdc go. Raises BadInput, naming the place.
    """
    from core.importing.codebook_file import load_codebook

    return succeeding(book, load_codebook(path, book, layer))


def schemes() -> tuple[UseScheme, ...]:
    """The ready schemes to choose from."""
    from core.importing.schemes_file import ready_schemes

    return ready_schemes()


def write_codebook(book: Codebook, out: Path, *, overwrite: bool = False) -> None:
    """Write ``book`` as JSON, workbook or REFI-QDA file, as the ending says; whole or not at all.

    Raises `Refused` (``exists``, ``ending``) and `Unavailable`.
    """
    from core.export.aside import aside, spoken_errors

    write = _WRITERS.get(out.suffix.lower())
    if write is None:
        said = f"The name must end in one of: {', '.join(ENDINGS)}."
        raise Refused("ending", said, where=str(out))
    if out.exists() and not overwrite:
        raise Refused("exists", "There is a file of that name already.", where=str(out))
    data = write(book)
    with spoken_errors(out), aside(out) as file:
        file.write(data)


def in_words(old: Codebook, new: Codebook) -> tuple[str, ...]:
    """What differs, a sentence each."""
    return tuple(one.text for one in diff(old, new))


def touched_in_words(found: tuple[Impact, ...]) -> tuple[str, ...]:
    """What a change touches, a sentence each; changes that touch nothing are left out."""
    return tuple(one.text for one in found if one.codings)


def _json(book: Codebook) -> bytes:
    from core.export.codebook_json import codebook_json

    return codebook_json(book)


def _xlsx(book: Codebook) -> bytes:
    from core.export.codebook_tables import write_codebook_xlsx

    file = BytesIO()
    write_codebook_xlsx(book, file)
    return file.getvalue()


def _qdc(book: Codebook) -> bytes:
    from importlib.metadata import version

    from core.export.codebook_qdc import codebook_qdc

    return codebook_qdc(book, f"Rapporteur {version('rapporteur')}")


_WRITERS: dict[str, Callable[[Codebook], bytes]] = {".json": _json, ".xlsx": _xlsx, ".qdc": _qdc}
