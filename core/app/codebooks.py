"""Codebooks and files: what a file would make of the one in force, writing it, and drafts that are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from core.app.commands.codebook import Impact
from core.app.settings import home
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


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft nobody has taken yet. ``at``: when it was kept last, ISO time, UTC."""

    book: Codebook
    at: str


def keep_draft(project_id: str, coder_id: str, draft: Codebook) -> None:
    """Keep the one draft a person has in a project, with the user's settings; raises `Unavailable`."""
    from core.export.aside import spoken_errors

    where = _draft_file(project_id, coder_id)
    with spoken_errors(where):
        where.parent.mkdir(parents=True, exist_ok=True)
    write_codebook(draft, where, overwrite=True)


def kept_draft(project_id: str, coder_id: str) -> KeptDraft | None:
    """The draft kept last, or ``None``; raises BadInput when it can't be read."""
    from core.importing.codebook_file import load_codebook

    where = _draft_file(project_id, coder_id)
    if not where.exists():
        return None
    at = datetime.fromtimestamp(where.stat().st_mtime, UTC)
    return KeptDraft(load_codebook(where), at.isoformat(timespec="seconds"))


def has_draft(project_id: str, coder_id: str) -> bool:
    """Whether a draft is kept; it is not read."""
    return _draft_file(project_id, coder_id).exists()


def forget_draft(project_id: str, coder_id: str) -> None:
    """Keep no draft any more."""
    _draft_file(project_id, coder_id).unlink(missing_ok=True)


def _draft_file(project_id: str, coder_id: str) -> Path:
    name = sha256(f"{project_id} {coder_id}".encode()).hexdigest()[:24]
    return home() / "drafts" / f"{name}.json"


def rebased(draft: Codebook, book: Codebook) -> Codebook:
    """``draft`` on top of ``book``: the same where it was made on it, else as a file of it would be taken."""
    return draft if draft.version == book.version else succeeding(book, draft)


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
